//! Aggregates ten million observations; `--bands` draws bootstrap bands instead.

use std::{sync::Arc, time::Instant};

use arrow_array::{ArrayRef, DictionaryArray, Int8Array, RecordBatch, StringArray, UInt8Array, UInt32Array, types::UInt8Type};
use journey_benches::peak_memory;
use journey_core::{
    analysis::{Corpus, Grouping},
    statistics::bootstrap_bands,
};

/// The names by code, as `peers/observations.py` has them.
const NAMES: [(&str, usize); 3] = [("stage", 7), ("touchpoint", 12), ("segment", 6)];
const KINDS: [&str; 5] = ["pain", "delight", "neutral", "suggestion", "expectation_gap"];

fn main() {
    let argument = std::env::args().nth(1).expect("a folder of columns, or --bands");
    if argument == "--bands" {
        return bands();
    }
    let begun = Instant::now();
    let corpus = Corpus::from_arrow(&batch(&argument)).expect("a corpus");
    let built = begun.elapsed().as_secs_f64();
    let mut best = f64::INFINITY;
    let mut cells = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        cells = corpus.aggregate(Grouping::TouchpointSegment);
        best = best.min(begun.elapsed().as_secs_f64());
    }
    let ends = cells.iter().filter_map(|cell| cell.share.interval);
    let (low, high) = ends.fold((0.0, 0.0), |sum, interval| (sum.0 + interval.low, sum.1 + interval.high));
    println!(
        "{{\"name\": \"journey-core\", \"unit\": \"s\", \"value\": {best:.3}, \"built\": {built:.3}, \"check\": [{}, {}, {}, {low}, {high}], \"peak_memory\": {}}}",
        cells.len(),
        cells.iter().map(|cell| cell.share.count).sum::<u64>(),
        cells.iter().map(|cell| cell.mean_valence).sum::<f64>(),
        peak_memory().unwrap_or(0)
    );
}

/// Bands of 40 touchpoints that 10,000 respondents each told of, 2,000 resamples.
fn bands() {
    let columns: Vec<Vec<f64>> =
        (0..40).map(|column| (0..10_000).map(|at| f64::from((at * 7 + column * 13) % 5) - 2.0).collect()).collect();
    let begun = Instant::now();
    let bands = bootstrap_bands(10_000, &columns, 2_000, 1);
    assert!(bands.iter().all(Option::is_some));
    println!("{{\"name\": \"bootstrap bands 10,000 x 40 x 2,000\", \"unit\": \"s\", \"value\": {:.3}}}", begun.elapsed().as_secs_f64());
}

fn batch(folder: &str) -> RecordBatch {
    let bytes = |name: &str| std::fs::read(format!("{folder}/{name}.bin")).expect("a column; run `peers/observations.py gen`");
    let coded = |name: &str, names: Vec<String>| -> ArrayRef {
        let values: ArrayRef = Arc::new(StringArray::from(names));
        Arc::new(DictionaryArray::<UInt8Type>::try_new(UInt8Array::from(bytes(name)), values).expect("a column"))
    };
    let participant: Vec<u32> = bytes("participant").as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
    let valence: Vec<i8> = bytes("valence").into_iter().map(u8::cast_signed).collect();
    let mut columns: Vec<(&str, ArrayRef)> = NAMES
        .map(|(name, count)| {
            let width = if name == "touchpoint" { 2 } else { 1 };
            (name, coded(name, (0..count).map(|at| format!("{name}{at:0width$}")).collect()))
        })
        .to_vec();
    columns.push(("kind", coded("kind", KINDS.map(str::to_owned).to_vec())));
    columns.push(("participant", Arc::new(UInt32Array::from(participant))));
    columns.push(("valence", Arc::new(Int8Array::from(valence))));
    RecordBatch::try_from_iter(columns).expect("a batch")
}
