//! Sentences coded per second; with `--dump N` prints the sentences for a peer instead.

use std::time::Instant;

use journey_benches::{documents, peak_memory, sentences};
use journey_core::{builtin, journey::Framework};

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--dump") {
        let count = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20_000);
        for sentence in sentences(count) {
            println!("{sentence}");
        }
        return;
    }
    let said = sentences(20_000);
    let documents = documents(&said);
    let framework = Framework::template("insurance").expect("the template ships");
    let _ = builtin::code_document(&documents[0], framework);
    let begun = Instant::now();
    let found: usize =
        documents.iter().map(|document| builtin::code_document(document, framework).map_or(0, |coding| coding.observations.len())).sum();
    let seconds = begun.elapsed().as_secs_f64();
    assert!(found > 0);
    println!(
        "{{\"name\": \"journey-core\", \"unit\": \"texts/s\", \"value\": {:.0}, \"peak_memory\": {}}}",
        said.len() as f64 / seconds,
        peak_memory().unwrap_or(0)
    );
}
