//! The shared logs against what pm4py finds in them (`tests/golden/behaviour/oracle.py`).

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use journey_core::{
    behaviour::{EventLog, GraphTerminal, directly_follows_graph, rework, throughput, time_between, variants},
    exchange::{EventOptions, EventTransitions},
};
use serde_json::Value;

fn load(file: &str) -> Option<EventLog> {
    let Some(shared) = std::env::var_os("JOURNEY_SHARED") else {
        eprintln!("SKIPPED: JOURNEY_SHARED is not set; {file} is not compared");
        return None;
    };
    let options = EventOptions { transitions: EventTransitions::All, ..EventOptions::default() };
    Some(EventLog::open(Path::new(&shared).join("data/logs").join(file), &options).unwrap().0)
}

fn check(file: &str, golden: &str) {
    let Some(log) = load(file) else { return };
    let golden: Value = serde_json::from_str(golden).unwrap();
    let names: Vec<&str> = golden["activities"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let name = |number: &Value| names[number.as_u64().unwrap() as usize];
    let rows = |field: &str| golden[field].as_array().unwrap().iter().map(|row| row.as_array().unwrap());
    assert_eq!((log.cases() as u64, log.events() as u64), (golden["cases"].as_u64().unwrap(), golden["events"].as_u64().unwrap()));

    let graph = directly_follows_graph(&log);
    let edges: BTreeMap<(&str, &str), _> = graph.edges.iter().map(|edge| ((edge.from.as_str(), edge.to.as_str()), edge)).collect();
    assert_eq!(edges.len(), rows("edges").len());
    for row in rows("edges") {
        let edge = edges[&(name(&row[0]), name(&row[1]))];
        assert_eq!((Some(edge.count), Some(edge.cases.cases)), (row[2].as_u64(), row[3].as_u64()));
        for (found, wanted) in [(edge.between.mean_ms, &row[4]), (edge.between.median_ms, &row[5]), (edge.between.p90_ms, &row[6])] {
            near(found, wanted);
        }
    }
    let terminals =
        |terminals: &[GraphTerminal]| terminals.iter().map(|one| (one.activity.clone(), one.cases.cases)).collect::<BTreeMap<_, _>>();
    let counts = |field: &str| rows(field).map(|row| (name(&row[0]).to_owned(), row[1].as_u64().unwrap())).collect::<BTreeMap<_, _>>();
    assert_eq!((terminals(&graph.starts), terminals(&graph.ends)), (counts("starts"), counts("ends")));

    let found = variants(&log, None);
    let ways = |row: &[Value]| {
        (row[0].as_u64().unwrap(), row[1].as_array().unwrap().iter().map(|number| name(number).to_owned()).collect::<Vec<_>>())
    };
    let wanted: Vec<_> = rows("variants").map(|row| ways(row)).collect();
    assert_eq!(found.most_frequent.iter().map(|variant| (variant.cases.cases, variant.activities.clone())).collect::<Vec<_>>(), wanted);

    let times = throughput(&log).unwrap();
    let values = [times.mean_ms, times.median_ms, times.p90_ms, times.minimum_ms, times.maximum_ms];
    for (value, field) in values.into_iter().zip(["mean_ms", "median_ms", "p90_ms", "minimum_ms", "maximum_ms"]) {
        near(value, &golden["throughput"][field]);
    }
    let repeated = rework(&log).activities.into_iter().map(|one| (one.activity, one.repeated.cases)).collect::<BTreeMap<_, _>>();
    assert_eq!(repeated, counts("rework"));
    for pair in golden["between"].as_array().unwrap() {
        let between = time_between(&log, pair["from"].as_str().unwrap(), pair["to"].as_str().unwrap()).unwrap();
        assert_eq!((Some(between.cases.cases), Some(between.cases.base)), (pair["cases"].as_u64(), pair["base"].as_u64()));
        if let Some(times) = between.durations {
            near(times.median_ms, &pair["median_ms"]);
            near(times.p90_ms, &pair["p90_ms"]);
        }
    }
}

/// The golden numbers are of seconds: a billion of them leaves a thousandth of a millisecond.
fn near(found: f64, wanted: &Value) {
    let wanted = wanted.as_f64().unwrap();
    assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0), "{found} {wanted}");
}

#[test]
fn the_running_example_agrees_with_pm4py() {
    check("running-example.xes", include_str!("../golden/behaviour/running_example.json"));
}

#[test]
fn the_receipts_agree_with_pm4py() {
    check("receipt.csv", include_str!("../golden/behaviour/receipt.json"));
}

#[test]
fn the_help_desk_agrees_with_pm4py() {
    check("helpdesk.xes.gz", include_str!("../golden/behaviour/helpdesk.json"));
}

#[test]
fn the_claims_agree_with_pm4py() {
    check("02_teleclaims.xes.gz", include_str!("../golden/behaviour/teleclaims.json"));
}
