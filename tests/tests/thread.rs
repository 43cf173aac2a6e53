//! The main job as its user runs it: the command, its files, its errors.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use journey_core::{
    journey::{Document, Observation, Quotation, Role},
    schema,
};
use serde_json::Value;
use tempfile::TempDir;

/// The command. `tests/run` builds every binary of the workspace first; they stand beside the test's folder.
fn first_map(folder: &Path, arguments: &[&str]) -> Output {
    let built = std::env::current_exe().expect("a path").parent().and_then(Path::parent).expect("a folder").join("first_map");
    Command::new(built).args(arguments).current_dir(folder).output().expect("first_map runs; build the workspace's binaries first")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.insert(path.clone(), fs::read(&path).expect("a file"));
        }
    }
    files
}

fn relative(files: BTreeMap<PathBuf, Vec<u8>>, root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    files.into_iter().map(|(path, bytes)| (path.strip_prefix(root).expect("inside").to_owned(), bytes)).collect()
}

/// Every quotation object in a value.
fn quotations(value: &Value, found: &mut Vec<Quotation>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| quotations(one, found)),
        Value::Object(object) => {
            if object.contains_key("sentences") && object.contains_key("document") {
                found.push(serde_json::from_value(value.clone()).expect("a quotation is document, sentences, text"));
            }
            object.values().for_each(|one| quotations(one, found));
        }
        _ => {}
    }
}

/// Customers' turns by document and number.
fn customers(folder: &Path) -> BTreeMap<(String, u32), String> {
    let mut said = BTreeMap::new();
    let documents: Vec<Document> = serde_json::from_str(&read(&folder.join("transcripts.json"))).expect("documents");
    for document in documents {
        for turn in document.turns.into_iter().filter(|turn| turn.role == Role::Customer) {
            said.insert((document.id.clone(), turn.number), turn.text.to_string());
        }
    }
    said
}

fn check_quotes(folder: &Path) -> usize {
    let said = customers(folder);
    let mut found = Vec::new();
    for name in ["map.json", "observations.json"] {
        quotations(&serde_json::from_str(&read(&folder.join(name))).expect("JSON"), &mut found);
    }
    for quote in &found {
        let turn = quote.sentences.first().expect("a quotation cites a sentence").turn;
        let text = said.get(&(quote.document.clone(), turn)).unwrap_or_else(|| panic!("{} turn {turn} is no customer's", quote.document));
        assert!(text.contains(&quote.text), "`{}` is not in `{text}`", quote.text);
    }
    // The report, the page and the picture quote between curly marks; an ellipsis ends a shortened quotation.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<String> = said.values().map(|turn| one_line(turn)).collect();
    for name in ["report.md", "map.html", "map.svg"] {
        let page = read(&folder.join(name));
        let plain = match name {
            "report.md" => page.replace('\\', ""),
            // On the page and in the picture a quotation can run over several elements.
            _ => page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join(" "),
        };
        let plain = plain.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let mut quoted = 0;
        for words in plain.split('“').skip(1).filter_map(|rest| rest.split(['”', '…']).next()) {
            let words = one_line(words);
            assert!(all.iter().any(|turn| turn.contains(&words)), "{name}: `{words}` was not said");
            quoted += 1;
        }
        assert!(quoted > 0, "{name} quotes nobody");
    }
    let table = fs::read(folder.join("observations.csv")).expect("the table");
    let mut table = csv::Reader::from_reader(table.as_slice());
    let headers = table.headers().expect("a header").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("the column");
    for row in table.records() {
        let row = row.expect("a row");
        let document = &row[column("document")];
        let inside = said.iter().any(|((id, _), turn)| id == document && turn.contains(&row[column("quote")]));
        assert!(inside, "`{}` is not in {document}", &row[column("quote")]);
    }
    found.len()
}

fn check_schemas(folder: &Path) {
    let check = |schema: Value, value: &Value, name: &str| {
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let errors: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).take(3).collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
    };
    for (name, schema) in [("map.json", schema::map()), ("observations.json", schema::observations()), ("plan.json", schema::plan())] {
        check(schema.to_value(), &serde_json::from_str(&read(&folder.join(name))).expect("JSON"), name);
    }
    let documents: Vec<Value> = serde_json::from_str(&read(&folder.join("transcripts.json"))).expect("JSON");
    for document in &documents {
        check(schema::transcript().to_value(), document, "transcripts.json");
    }
}

#[test]
fn the_seed_study_runs_twice_to_the_byte() {
    let folder = TempDir::new().expect("a folder");
    let done = first_map(folder.path(), &[]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let out = folder.path().join("out");
    for name in ["plan.json", "observations.json", "observations.csv", "map.json", "map.svg", "map.html", "map.mmd", "report.md"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let documents: Vec<Document> = serde_json::from_str(&read(&out.join("transcripts.json"))).expect("documents");
    assert_eq!(documents.len(), 89);
    let summary = String::from_utf8_lossy(&done.stdout).into_owned();
    for wanted in ["lowest", "highest", "1. ", "2. ", "3. ", "/89, ", "simulated", "map.html"] {
        assert!(summary.contains(wanted), "{wanted}: {summary}");
    }
    assert!(check_quotes(&out) > 500);
    check_schemas(&out);
    let first = relative(tree(&out), &out);
    assert!(first_map(folder.path(), &[]).status.success());
    assert_eq!(first, relative(tree(&out), &out));
    assert!(first_map(folder.path(), &["--seed", "8", "--out", "other"]).status.success());
    assert_ne!(
        first.get(Path::new("map.json")),
        relative(tree(&folder.path().join("other")), &folder.path().join("other")).get(Path::new("map.json"))
    );
}

/// What was planted is found within five points, or the report says why not.
#[test]
fn planted_findings_are_recovered_or_explained() {
    let folder = TempDir::new().expect("a folder");
    for seed in ["7", "11", "12"] {
        assert!(first_map(folder.path(), &["--seed", seed]).status.success());
        let report = read(&folder.path().join("out/report.md"));
        let table = report.split("## Recovered against planted").nth(1).expect("the section");
        let mut rows = 0;
        for row in table.lines().filter(|line| line.contains("/89, ")) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let points: f64 = cells[4].parse().expect("points");
            rows += 1;
            let finding = cells[1].split(" (").next().expect("a name");
            assert!(points.abs() <= 5.0 || table.contains(&format!("**{finding}** is off by")), "{row}");
            assert!(points.abs() <= 12.0, "seed {seed}: {row}");
        }
        assert_eq!(rows, 6);
    }
}

#[test]
fn transcripts_of_every_shape_are_mapped() {
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("tickets.csv"), "ticket_id,customer_id,body,NPS\n1,a,\"I waited three weeks for an update on my claim, and nobody called. 😀\",3\n2,b,Buying the policy online was quick and easy.,9\n").expect("written");
    fs::write(at("chats.csv"), "conversation_id,speaker,message\nc1,agent,How can I help?\nc1,customer,The app crashed when I reported the damage.\nc1,agent,Sorry to hear that\nc1,customer,Thanks for the quick help\n").expect("written");
    fs::write(
        at("labelled.json"),
        "[{\"id\": 1, \"interview\": \"Interviewer: How was the claim?\\nInterviewee: It took ages. <script>alert(1)</script>\"}]",
    )
    .expect("written");
    for (file, extra, source) in [
        ("tickets.csv", vec!["--source", "ticket"], "ticket"),
        ("chats.csv", vec!["--source", "chat"], "chat"),
        ("labelled.json", vec!["--text-column", "interview"], "interview"),
    ] {
        let mut arguments = vec!["--transcripts", file, "--industry", "insurance"];
        arguments.extend(extra);
        let done = first_map(folder.path(), &arguments);
        assert!(done.status.success(), "{file}: {}", String::from_utf8_lossy(&done.stderr));
        let out = at("out");
        assert!(check_quotes(&out) > 0, "{file}");
        check_schemas(&out);
        let observations: Vec<Observation> = serde_json::from_str(&read(&out.join("observations.json"))).expect("observations");
        assert!(!observations.is_empty());
        let documents: Vec<Value> = serde_json::from_str(&read(&out.join("transcripts.json"))).expect("JSON");
        assert!(documents.iter().all(|document| document["source"] == source), "{file}");
        assert!(!read(&out.join("map.svg")).contains("<script"), "{file}");
        // The page's own script and the names of its segments; nothing of a customer's.
        let page = read(&out.join("map.html"));
        assert!(!page.contains("alert(1)</script>") && page.matches("<script").count() <= 2, "{file}");
    }
}

#[test]
fn bad_input_is_named_and_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("empty.csv"), "").expect("written");
    fs::write(at("hole.csv"), "text,nps\nfine,3\n,4\n").expect("written");
    fs::write(at("short.csv"), "text,nps\nfine\n").expect("written");
    fs::write(at("bytes.csv"), b"text\n\xff\xfe\xfa\n").expect("written");
    fs::write(at("broken.json"), "[{\"text\": ").expect("written");
    fs::create_dir(at("mine")).expect("a folder");
    fs::write(at("mine/precious.txt"), "keep").expect("written");
    for (arguments, words) in [
        (vec!["--transcripts", "nowhere.csv"], vec!["nowhere.csv", "cannot be read"]),
        (vec!["--transcripts", "empty.csv"], vec!["empty.csv", "empty", "words"]),
        (vec!["--transcripts", "short.csv"], vec!["short.csv", "line 2"]),
        (vec!["--transcripts", "bytes.csv", "--encoding", "utf-8"], vec!["bytes.csv", "UTF-8"]),
        (vec!["--transcripts", "broken.json"], vec!["broken.json", "line 1"]),
        (vec!["--transcripts", "hole.csv", "--text-column", "words"], vec!["hole.csv", "`words`", "text, nps"]),
        (vec!["--question", "?"], vec!["question", "too short"]),
        (vec!["--industry", "piracy"], vec!["piracy", "insurance"]),
        (vec!["--provider", "nobody", "--model", "m"], vec!["nobody"]),
        (vec!["--provider", "openai"], vec!["--model"]),
        (vec!["--out", "mine"], vec!["mine", "other files"]),
        (vec!["--concurrency", "0"], vec!["concurrency"]),
    ] {
        let before = tree(folder.path());
        let done = first_map(folder.path(), &arguments);
        let message = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {message}");
        for word in words {
            assert!(message.contains(word), "{arguments:?}: {word} in {message}");
        }
        assert_eq!(before, tree(folder.path()), "{arguments:?}");
    }
}

#[test]
fn the_help_reads_well() {
    let done = first_map(Path::new("."), &["--help"]);
    let help = String::from_utf8_lossy(&done.stdout).into_owned();
    for option in
        ["--out", "--seed", "--question", "--transcripts", "--text-column", "--provider", "--base-url", "--model", "--concurrency"]
    {
        assert!(help.contains(option), "{option}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
}

/// Extra, on data that is not part of the project: named, and loud when absent.
#[test]
fn real_interviews_give_a_map() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/followups/interviews.csv");
    if !file.is_file() {
        eprintln!("NOT RUN: {} is absent", file.display());
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let done = first_map(folder.path(), &["--transcripts", &file.display().to_string()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    check_schemas(&folder.path().join("out"));
    assert!(check_quotes(&folder.path().join("out")) > 50);
}
