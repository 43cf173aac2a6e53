//! Examples in Rust are for Rust alone.

/// Whether what stands after the marks of a code block says that it is Rust, as saying nothing does.
fn is_rust(language: &str) -> bool {
    const WORDS: [&str; 7] = ["rust", "ignore", "no_run", "should_panic", "compile_fail", "edition2021", "edition2024"];
    language.split(',').map(str::trim).all(|word| word.is_empty() || WORDS.contains(&word))
}

/// The text without its examples in Rust, the headings that only they stood under, and the targets of reference links.
pub fn removed(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match line.trim_start().strip_prefix("```") {
            Some(language) if is_rust(language) => lines.by_ref().take_while(|line| line.trim() != "```").for_each(drop),
            Some(_) => {
                kept.push(line);
                kept.extend(lines.by_ref().take_while(|line| line.trim() != "```"));
                kept.push("```");
            }
            None if is_target(line) => {}
            None => kept.push(line),
        }
    }
    without_empty_headings(&kept)
}

/// Whether a line says where reference links lead: "[`name`]: path".
fn is_target(line: &str) -> bool {
    line.starts_with('[') && line.split_once("]: ").is_some_and(|(_, target)| !target.contains(' '))
}

fn without_empty_headings(lines: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in lines.iter().rev() {
        let is_heading = line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        let next = kept.iter().rev().find(|line| !line.is_empty());
        if is_heading && next.is_none_or(|next| next.starts_with('#')) {
            continue;
        }
        // One empty line between paragraphs, none at the end.
        if line.is_empty() && kept.last().is_none_or(|line| line.is_empty()) {
            continue;
        }
        kept.push(line);
    }
    kept.reverse();
    kept.join("\n").trim().to_owned()
}
