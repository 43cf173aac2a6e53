//! Sentences coded per second; with `--dump N` prints the sentences for a peer instead.

use std::{sync::Arc, time::Instant};

use journey_benches::{documents, peak_memory, sentences};
use journey_core::{builtin, coding::PreparedFramework, journey::Framework};

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
    let framework = Framework::template("insurance").and_then(|one| PreparedFramework::new(one.clone())).expect("the template ships");
    let framework = Arc::new(framework);
    let _ = builtin::code_prepared(&documents[0], &framework);
    let begun = Instant::now();
    let found: usize = documents.iter().map(|document| builtin::code_prepared(document, &framework).observations.len()).sum();
    let seconds = begun.elapsed().as_secs_f64();
    assert!(found > 0);
    println!(
        "{{\"name\": \"journey-core\", \"unit\": \"texts/s\", \"value\": {:.0}, \"peak_memory\": {}}}",
        said.len() as f64 / seconds,
        peak_memory().unwrap_or(0)
    );
}
