//! Names of enums as they are serialised.

use serde::{Serialize, de::DeserializeOwned};

/// The serialised name of a value of an enum without fields.
pub(crate) fn wire_name(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The value of a name as people write it: `expectation gap`, `Expectation-Gap` and `expectation_gap` are one.
pub(crate) fn from_wire_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    let folded = name.trim().to_lowercase().replace([' ', '-'], "_");
    serde_json::from_value(serde_json::Value::String(folded)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::ObservationKind;

    #[test]
    fn names_are_read_as_people_write_them() {
        for name in ["expectation gap", "Expectation-Gap", " expectation_gap "] {
            assert_eq!(from_wire_name(name), Some(ObservationKind::ExpectationGap));
        }
        assert_eq!(from_wire_name::<ObservationKind>("boredom"), None);
        assert_eq!(wire_name(&ObservationKind::ExpectationGap), "expectation_gap");
    }
}
