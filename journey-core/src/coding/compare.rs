//! Comparing two coders of the same text.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    journey::Observation,
    statistics::{Kappa, MeasurementLevel, cohens_kappa, krippendorff_alpha},
    text::SentenceId,
};

/// How far two coders agree on one code.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CodeAgreement {
    /// `stage`, `touchpoint` or `kind`.
    pub code_type: String,
    /// The code.
    pub code: String,
    /// Sentences to which the first coder assigned it.
    pub left: u64,
    /// Sentences to which the second coder gave it.
    pub right: u64,
    /// Sentences to which both gave it.
    pub both: u64,
    /// Cohen's κ of giving it or not, over sentences that both coded.
    pub kappa: Option<Kappa>,
}

/// How far two coders agree.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct CoderComparison {
    /// The first coder's name.
    pub left: String,
    /// The second coder's name.
    pub right: String,
    /// Sentences that both coded.
    pub base: u64,
    /// Sentences that only the first coder coded.
    pub left_alone: u64,
    /// Sentences that only the second coder coded.
    pub right_alone: u64,
    /// Cohen's κ per code type, using each coder's most confident code for a sentence.
    pub kappa: BTreeMap<String, Option<Kappa>>,
    /// Krippendorff's nominal α of each family, and the ordinal α of `valence`.
    pub alpha: BTreeMap<String, Option<f64>>,
    /// Each code.
    pub codes: Vec<CodeAgreement>,
}

const FAMILIES: [&str; 3] = ["stage", "touchpoint", "kind"];

/// One coder's codes by sentence.
type Coded<'a> = BTreeMap<(&'a str, SentenceId), Vec<&'a Observation>>;

fn code(one: &Observation, family: &str) -> String {
    match family {
        "stage" => one.place.stage().to_owned(),
        "touchpoint" => one.place.touchpoint().unwrap_or("none").to_owned(),
        _ => one.kind.name().to_owned(),
    }
}

/// Compares two coders, named as in their observations, sentence by sentence. Text that either left uncoded is counted, not compared:
/// agreement on silence would flatter both.
pub fn compare_coders(observations: &[Observation], left: &str, right: &str) -> CoderComparison {
    let by = |name: &str| {
        let mut coded: Coded<'_> = BTreeMap::new();
        for one in observations.iter().filter(|one| one.coder.name == name) {
            for id in one.evidence.iter().flat_map(|quote| &quote.sentences) {
                coded.entry((&one.document, *id)).or_default().push(one);
            }
        }
        coded
    };
    let (first, second) = (by(left), by(right));
    let shared: Vec<(&Vec<&Observation>, &Vec<&Observation>)> =
        first.iter().filter_map(|(unit, codes)| Some((codes, second.get(unit)?))).collect();
    let surest = |codes: &[&Observation], family: &str| {
        let best = codes.iter().max_by(|left, right| left.confidence.total_cmp(&right.confidence));
        best.map(|one| code(one, family)).unwrap_or_default()
    };
    let (mut kappa, mut alpha, mut codes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    for family in FAMILIES {
        let pairs: Vec<(String, String)> = shared.iter().map(|(one, two)| (surest(one, family), surest(two, family))).collect();
        let names: Vec<&String> = pairs.iter().flat_map(|(one, two)| [one, two]).collect::<BTreeSet<_>>().into_iter().collect();
        let at = |name: &String| names.iter().position(|known| *known == name).unwrap_or(0);
        let mut table = vec![vec![0; names.len()]; names.len()];
        for (one, two) in &pairs {
            table.get_mut(at(one)).and_then(|row| row.get_mut(at(two))).into_iter().for_each(|cell| *cell += 1);
        }
        kappa.insert(family.to_owned(), cohens_kappa(&table));
        let units: Vec<Vec<f64>> = pairs.iter().map(|(one, two)| vec![at(one) as f64, at(two) as f64]).collect();
        alpha.insert(family.to_owned(), krippendorff_alpha(&units, MeasurementLevel::Nominal));
        let all: BTreeSet<String> =
            shared.iter().flat_map(|(one, two)| one.iter().chain(two.iter())).map(|one| code(one, family)).collect();
        for name in all {
            let gave = |codes: &[&Observation]| codes.iter().any(|one| code(one, family) == name);
            let mut cells = [[0_u64; 2]; 2];
            for (one, two) in &shared {
                let (row, column) = (usize::from(!gave(one)), usize::from(!gave(two)));
                cells.get_mut(row).and_then(|row| row.get_mut(column)).into_iter().for_each(|cell| *cell += 1);
            }
            let [[both, left_only], [right_only, neither]] = cells;
            codes.push(CodeAgreement {
                code_type: family.to_owned(),
                code: name,
                left: both + left_only,
                right: both + right_only,
                both,
                kappa: cohens_kappa(&[vec![both, left_only], vec![right_only, neither]]),
            });
        }
    }
    let valence = |codes: &[&Observation]| codes.iter().map(|one| f64::from(one.emotion.valence)).sum::<f64>() / codes.len() as f64;
    let units: Vec<Vec<f64>> = shared.iter().map(|(one, two)| vec![valence(one), valence(two)]).collect();
    alpha.insert("valence".to_owned(), krippendorff_alpha(&units, MeasurementLevel::Ordinal));
    CoderComparison {
        left: left.to_owned(),
        right: right.to_owned(),
        base: shared.len() as u64,
        left_alone: first.keys().filter(|unit| !second.contains_key(unit)).count() as u64,
        right_alone: second.keys().filter(|unit| !first.contains_key(unit)).count() as u64,
        kappa,
        alpha,
        codes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        builtin,
        journey::{Document, DocumentSource, Framework, ObservationKind, Role},
    };

    #[test]
    fn uncoded_text_is_counted_and_not_compared() {
        let mut document = Document::new("d", DocumentSource::Ticket, "p");
        document.push(
            Role::Customer,
            "Filing the claim was easy. The adjuster was rude. I waited three weeks for the claim update. The portal crashed.",
        );
        let framework = Framework::template("insurance").unwrap_or_else(|_| unreachable!());
        let machine = builtin::code_document(&document, framework).map(|coding| coding.observations).unwrap_or_default();
        let mut all = machine.clone();
        let mut person = machine.clone();
        person.retain(|one| one.evidence[0].sentences[0].sentence != 4);
        for one in &mut person {
            one.coder.name = "ada".into();
        }
        all.extend(person.iter().cloned());
        let same = compare_coders(&all, "builtin", "ada");
        assert_eq!((same.base, same.left_alone, same.right_alone), (3, 1, 0));
        assert!(same.kappa["kind"].is_some_and(|kappa| (kappa.value - 1.0).abs() < 1e-12), "{same:?}");
        let first = all.iter_mut().find(|one| one.coder.name == "ada").unwrap_or_else(|| unreachable!());
        first.kind = if first.kind == ObservationKind::Pain { ObservationKind::Delight } else { ObservationKind::Pain };
        let differs = compare_coders(&all, "builtin", "ada");
        assert!(differs.kappa["kind"].is_none_or(|kappa| kappa.value < 1.0));
        assert!(differs.codes.iter().any(|code| code.code == "pain" && code.both < code.right));
    }
}
