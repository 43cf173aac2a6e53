//! Reads the golden values that other programs computed; see `tests/golden/survival/oracle.py`.

use serde_json::Value;

pub(crate) fn load(name: &str) -> Value {
    let path = format!("{}/../tests/golden/survival/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

pub(crate) fn columns(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

pub(crate) fn flags(value: &Value) -> Vec<bool> {
    numbers(value).iter().map(|value| *value != 0.0).collect()
}

pub(crate) fn codes(value: &Value) -> Vec<u32> {
    numbers(value).iter().map(|value| *value as u32).collect()
}

/// Asserts that each number is within `tolerance` of the wanted one, or of it relatively when that is above 1.
#[track_caller]
pub(crate) fn near(found: &[f64], wanted: &Value, tolerance: f64) {
    let wanted = match wanted {
        Value::Array(_) => numbers(wanted),
        single => vec![single.as_f64().unwrap()],
    };
    assert_eq!(found.len(), wanted.len());
    for (at, (found, wanted)) in found.iter().zip(&wanted).enumerate() {
        assert!((found - wanted).abs() <= tolerance * wanted.abs().max(1.0), "{at}: {found} is not {wanted}");
    }
}
