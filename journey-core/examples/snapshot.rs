//! Throwaway: what ordinary texts give, to compare before and after.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
use journey_core::{ask, builtin, coding, exchange, journey::*, llm, text};

fn strings(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::String(s) => out.push(s.clone()),
        serde_json::Value::Array(a) => a.iter().for_each(|v| strings(v, out)),
        serde_json::Value::Object(o) => o.values().for_each(|v| strings(v, out)),
        _ => {}
    }
}

fn main() {
    let root = std::path::PathBuf::from("/work/shared/data");
    let read = |p: &str| std::fs::read_to_string(root.join(p)).unwrap();
    let mut texts: Vec<String> = Vec::new();
    for f in ["opener/train.json", "opener/dev.json", "abcd/abcd_sample.json"] {
        strings(&serde_json::from_str(&read(f)).unwrap(), &mut texts);
    }
    for f in ["mams/acsa_train.xml", "mams/acsa_val.xml", "mams/atsa_val.xml"] {
        for part in read(f).split("<text>").skip(1) {
            texts.push(part.split("</text>").next().unwrap().replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"));
        }
    }
    let csv = read("followups/interviews.csv");
    let columns = exchange::TranscriptColumns { text: Some("Interview Turns".into()), ..Default::default() };
    let raw = exchange::read_csv(csv.as_bytes(), &columns).unwrap();
    let merged = exchange::merge_excerpts(raw.clone());
    println!("MERGED {}", serde_json::to_string(&merged).unwrap());
    for d in &raw {
        for t in &d.turns {
            texts.push(t.text.to_string());
        }
    }
    for f in [
        "/work/trees/text/README.md",
        "/work/trees/text/CHANGELOG.md",
        "/work/trees/text/CONTRIBUTING.md",
        "/work/shared/DESIGN.md",
        "/work/shared/data/README.md",
    ] {
        let whole = std::fs::read_to_string(f).unwrap();
        for part in whole.split("\n\n") {
            texts.push(part.to_owned());
        }
        texts.push(whole);
    }
    // Tests, goldens and scripts hold texts in other languages.
    for f in std::fs::read_dir("/work/trees/text/journey-core/data").unwrap().flatten() {
        if let Ok(whole) = std::fs::read_to_string(f.path()) {
            for line in whole.lines() {
                texts.push(line.to_owned());
            }
        }
    }
    texts.sort();
    texts.dedup();
    let all = texts.len();
    if std::env::var("STATS").is_ok() {
        let (mut s, mut c, mut w) = (Vec::new(), Vec::new(), Vec::new());
        for t in &texts {
            for span in text::segment(t) {
                let x = span.cut(t).unwrap();
                s.push((x.chars().count(), x.chars().take(60).collect::<String>()));
                for k in text::clauses(x) {
                    c.push((k.text.chars().count(), k.text.chars().take(60).collect::<String>()));
                }
                for k in x.split(|c: char| !c.is_alphanumeric()) {
                    w.push((k.chars().count(), k.chars().take(60).collect::<String>()));
                }
            }
        }
        for v in [&mut s, &mut c, &mut w] {
            v.sort();
            v.reverse();
            v.dedup();
            println!("{:?}", &v[..12]);
        }
        return;
    }
    let step = std::env::var("STEP").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let labels = text::Labels::new([("delivery", None), ("billing", Some("invoices, charges and payment")), ("staff", None)]);
    for t in texts.iter().step_by(step) {
        println!("T {t:?}");
        println!("{:?}", text::segment(t));
        println!("{:?}", text::clauses(t));
        println!("{:?}", text::parts(t).map(|p| (p, text::phrase(p))).collect::<Vec<_>>());
        println!("{:?}", text::mask(t));
        println!("{:?} {:?} {:?}", text::signals(t), text::signals_in(t, "de"), text::signals_in(t, "fr"));
        println!("{:?} {:?}", text::Polarity::of(t, None), builtin::polarity(t, Some("staff")));
        println!("{:?}", text::lint_question(t, Default::default()));
        println!("{:?} {:?}", text::sentiment(t), labels.scores(t));
        println!("{:?}", text::Meaning::of(t).map(|m| m.likeness(&text::Meaning::of("the claim").unwrap())));
    }
    let mut observations = Vec::new();
    let mut documents = merged;
    let texts: Vec<String> = texts.into_iter().map(|t| t.replace(|c: char| c.is_control() && c != '\n', " ")).collect();
    for (n, chunk) in texts.chunks(23).enumerate() {
        let mut d = Document::new(format!("d{n}"), if n % 2 == 0 { Source::Interview } else { Source::Ticket }, format!("p{}", n / 2));
        for (k, t) in chunk.iter().enumerate() {
            if k % 5 == 0 {
                d.push(Role::Interviewer, t.as_str()).stage = Some("claims".into());
            } else {
                d.push(Role::Customer, t.as_str());
            }
        }
        documents.push(d);
    }
    for (n, chunk) in texts.chunks(400).enumerate() {
        let mut d = Document::new(format!("long{n}"), Source::Ticket, format!("p{n}"));
        d.push(Role::Customer, chunk.join(" "));
        documents.push(d);
    }
    for d in documents.iter().step_by(step) {
        let coding = match builtin::code(d, template("insurance").unwrap()) {
            Ok(c) => c,
            Err(e) => {
                println!("E {} {}", d.id, e.to_string().chars().take(200).collect::<String>());
                continue;
            }
        };
        if let Some(most) = d.turns.iter().flat_map(|t| text::segment(&t.text)).map(|s| s.end - s.start).max().filter(|m| *m >= 1900) {
            eprintln!("SENTENCE {} {most}", d.id);
        }
        if coding.observations.iter().any(|o| o.evidence.iter().any(|q| q.text.chars().count() > 2000)) {
            eprintln!("LONG {}", d.id);
        }
        println!("C {}", serde_json::to_string(&coding).unwrap());
        observations.extend(coding.observations);
    }
    let book = coding::Codebook::of(template("insurance").unwrap());
    let bytes = exchange::write_qdpx("n", &documents, &observations, &book).unwrap();
    println!(
        "Q {}",
        llm::data_block("x", &format!("{:?}", bytes.iter().fold(0u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100000001b3))))
    );
    let back = exchange::read_qdpx(&bytes).unwrap();
    println!("R {}", serde_json::to_string(&back).unwrap());
    println!("V {:?}", ask::retrieve("Was the staff at the hotel friendly and the claim fast?", &observations, 16));
    println!("D {:?}", coding::discover_touchpoints(&observations[..observations.len().min(1500)]));
    let csv = exchange::observations_csv(&observations);
    let read = exchange::read_codings(&csv, &documents, template("insurance").unwrap(), "ada").unwrap();
    println!("O {}", serde_json::to_string(&read).unwrap());
    let mut quotes = String::from("document,quote,stage,kind\n");
    for o in observations.iter().take(400) {
        quotes.push_str(&format!(
            "{},\"{}\",{},{}\n",
            o.document,
            o.evidence[0].text.replace('"', "\"\"").chars().take(40).collect::<String>(),
            o.stage,
            o.kind.name()
        ));
    }
    println!(
        "O2 {}",
        serde_json::to_string(&exchange::read_codings(&quotes, &documents, template("insurance").unwrap(), "ada").unwrap()).unwrap()
    );
    eprintln!("{all} texts {} docs {} observations", documents.len(), observations.len());
}
