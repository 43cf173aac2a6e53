//! A folder of results, written part by part, holds what coding all documents at once gives.

use std::{fs, sync::Arc};

use journey_core::{
    Corpus, Document, Framework, MapOptions, PreparedFramework, ReadOptions, Study, TranscriptTable,
    ask::strategy,
    builtin,
    coding::Codebook,
    exchange::{read_qdpx, write_qdpx},
    files::{ResultFolder, Results},
    journey::Observation,
};

/// More than one batch, and a last chunk that is not full.
const TICKETS: usize = 4_400;

#[test]
fn parts_come_to_the_whole() {
    let rows: String =
        (0..TICKETS).map(|at| format!("T-{at},C-{},I waited {at} days for my claim. Filing it was easy.\n", at % 999)).collect();
    let csv = format!("ticket_id,customer_id,message\n{rows}");
    let table = TranscriptTable::read("tickets.csv", csv.as_bytes(), &ReadOptions::default()).expect("a table").0;
    let framework = Framework::template("insurance").expect("a template");
    let prepared = Arc::new(PreparedFramework::new(framework.clone()).expect("a framework"));
    let temporary = tempfile::tempdir().expect("a folder");
    let mut folder = ResultFolder::create(temporary.path().join("out")).expect("a folder");
    let coded = folder.code(&table, &prepared, |_| {}).expect("coded");

    let documents = table.documents(0..table.len()).expect("documents");
    let observations: Vec<Observation> =
        documents.iter().flat_map(|document| builtin::code_prepared(document, &prepared).observations).collect();
    assert_eq!(coded.corpus.to_bytes(), Corpus::code(&documents, framework).expect("a corpus").to_bytes());

    let map = coded.corpus.map(framework, &MapOptions { resamples: 200, ..MapOptions::default() }).expect("a map");
    let study = Study::draft("Where do claims hurt?", "insurance").expect("a study");
    let strategy = strategy(&map, &coded.corpus);
    let results = Results {
        framework,
        plan: &study.plan,
        map: &map,
        answers: &[],
        strategy: &strategy,
        behaviour: None,
        coverage: None,
        appendix: "",
    };
    let out = folder.finish(&results).expect("written");
    let read = |name: &str| fs::read(out.join(name)).expect("a file");
    assert_eq!(Framework::open(out.join("framework.json")).as_ref(), Ok(framework));
    assert!(serde_json::from_slice::<Vec<Document>>(&read("transcripts.json")).expect("documents") == documents);
    assert!(serde_json::from_slice::<Vec<Observation>>(&read("observations.json")).expect("observations") == observations);
    let whole = write_qdpx(&map.title, &documents, &observations, &Codebook::from_framework(framework)).expect("a project");
    let (parts, whole) = (read_qdpx(&read("project.qdpx")).expect("a project"), read_qdpx(&whole).expect("a project"));
    assert_eq!(parts.documents.len(), TICKETS);
    assert!(parts.documents == whole.documents && parts.observations == whole.observations);
}
