use proptest::prelude::*;

use super::*;
use crate::{
    builtin,
    journey::{Document, Role, template},
};

fn part(number: usize, person: usize, text: &str) -> Corpus {
    let mut document =
        Document::new(format!("d{number}"), [DocumentSource::Ticket, DocumentSource::Chat][number % 2], format!("p{person}"));
    document.push(Role::Customer, text);
    document.segments = vec![["new", "old"][person % 2].into()];
    document.wave = Some(format!("wave {}", number % 3)).filter(|_| !number.is_multiple_of(3));
    document.ratings.insert("nps".into(), (person % 11) as f64);
    let framework = template("insurance").unwrap_or_else(|| unreachable!());
    let coding = builtin::code_document(&document, framework).unwrap_or_else(|error| unreachable!("{error}"));
    Corpus::of([&document], &coding.observations).unwrap_or_else(|error| unreachable!("{error}"))
}

fn both(left: &Corpus, right: &Corpus) -> Corpus {
    left.merge(right).unwrap_or_else(|error| unreachable!("{error}"))
}

const TEXTS: [&str; 4] =
    ["The claim took three weeks.", "Filing the claim was easy.", "The renewal price went up.", "The portal crashed twice."];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_grouping_gives_the_same_bytes(people in proptest::collection::vec(0usize..5, 1..9), seed in any::<u64>(), cut in 0usize..9) {
        let mut parts: Vec<Corpus> = people.iter().enumerate().map(|(at, person)| part(at, *person, TEXTS[at % TEXTS.len()])).collect();
        let merged = |parts: &[Corpus]| parts.iter().fold(Corpus::default(), |whole, part| both(&whole, part));
        let whole = merged(&parts).to_bytes();
        let (left, right) = parts.split_at(cut.min(parts.len()));
        prop_assert_eq!(&both(&merged(left), &merged(right)).to_bytes(), &whole);
        prop_assert_eq!(Corpus::from_bytes(&whole).map(|back| back.to_bytes()), Ok(whole.clone()));
        let turn = (seed as usize) % parts.len();
        parts.rotate_left(turn);
        parts.reverse();
        prop_assert_eq!(&merged(&parts).to_bytes(), &whole);
        // Filters of a part and its rest make the whole again.
        let corpus = merged(&parts);
        let of = |segment: &str| corpus.filter(&CorpusFilter { segments: vec![segment.into()], ..CorpusFilter::default() });
        prop_assert_eq!(both(&of("new"), &of("old")).to_bytes(), whole);
    }

    #[test]
    fn broken_bytes_are_refused_and_never_panic(at in any::<prop::sample::Index>(), value in any::<u8>(), keep in any::<prop::sample::Index>()) {
        let mut bytes = both(&part(0, 1, TEXTS[0]), &part(1, 2, TEXTS[1])).to_bytes();
        let place = at.index(bytes.len());
        bytes[place] = value;
        bytes.truncate(keep.index(bytes.len()) + 1);
        if let Ok(corpus) = Corpus::from_bytes(&bytes) {
            corpus.aggregate(Grouping::TouchpointSegment);
        }
    }

    /// The oracle is the definition: sets of respondents, and the mean of their means.
    #[test]
    fn cells_are_what_their_definition_says(rows in proptest::collection::vec((0u8..12, 0u8..3, 0u8..4, 0u8..3, -2i8..3), 0..120)) {
        let names: Vec<String> = (0..12).map(|at| format!("p{at}")).collect();
        let (stages, touchpoints) = (["a", "b", "c"], ["", "x", "y", "z"]);
        let kinds = [ObservationKind::Pain, ObservationKind::Delight, ObservationKind::Neutral];
        let entry = |row: &(u8, u8, u8, u8, i8)| ObservationRow {
            participant: &names[usize::from(row.0)], wave: "", source: DocumentSource::Survey, segments: vec![["even", "odd"][usize::from(row.0 % 2)]],
            stage: stages[usize::from(row.1)], touchpoint: touchpoints[usize::from(row.2)], channel: "", coder: "c",
            kind: kinds[usize::from(row.3)], valence: f64::from(row.4),
        };
        let corpus = Corpus::from_rows(rows.iter().map(entry)).unwrap_or_default();
        type Means = BTreeMap<u8, Vec<f64>>;
        let mut wanted: BTreeMap<(&str, &str, ObservationKind, u8), Means> = BTreeMap::new();
        for row in &rows {
            let key = (stages[usize::from(row.1)], touchpoints[usize::from(row.2)], kinds[usize::from(row.3)], row.0 % 2);
            wanted.entry(key).or_default().entry(row.0).or_default().push(f64::from(row.4));
        }
        let cells = corpus.aggregate(Grouping::TouchpointSegment);
        prop_assert_eq!(cells.len(), wanted.len());
        for cell in cells {
            let segment = u8::from(cell.segment.as_deref() == Some("odd"));
            let found = &wanted[&(cell.stage.as_str(), cell.touchpoint.as_deref().unwrap_or_default(), cell.kind, segment)];
            let means: Vec<f64> = found.values().map(|values| values.iter().sum::<f64>() / values.len() as f64).collect();
            let base = rows.iter().filter(|row| row.0 % 2 == segment).map(|row| row.0).collect::<BTreeSet<_>>().len();
            prop_assert_eq!((cell.share.count, cell.share.base), (found.len() as u64, base as u64));
            prop_assert_eq!(cell.observations, found.values().map(Vec::len).sum::<usize>() as u64);
            prop_assert!((cell.mean_valence - means.iter().sum::<f64>() / means.len() as f64).abs() < 1e-9);
        }
    }
}

#[test]
fn filters_keep_bases_of_respondents() {
    let whole = (0..6).map(|at| part(at, at, TEXTS[at % 4])).fold(Corpus::default(), |whole, part| both(&whole, &part));
    assert_eq!(whole.respondent_count(), 6);
    let claims = whole.filter(&CorpusFilter { stages: vec!["claims".into()], ..CorpusFilter::default() });
    assert_eq!(claims.respondent_count(), 6, "a stage chooses observations, not respondents");
    assert!(claims.observation_count() < whole.observation_count());
    let tickets = whole.filter(&CorpusFilter { sources: vec![DocumentSource::Ticket], ..CorpusFilter::default() });
    assert_eq!(tickets.respondent_count(), 3);
    let none = whole.filter(&CorpusFilter { waves: vec!["no such wave".into()], ..CorpusFilter::default() });
    assert_eq!((none.respondent_count(), none.observation_count()), (0, 0));
    assert_eq!(none.to_bytes(), Corpus::default().to_bytes());
}

#[test]
fn more_names_than_codes_are_refused_and_not_mixed_up() {
    let channels: Vec<String> = (0..40_000).map(|at| format!("channel {at}")).collect();
    let corpus = |prefix: &str| {
        let entry = |(at, _): (usize, &String)| ObservationRow {
            participant: "p",
            wave: "",
            source: DocumentSource::Survey,
            segments: Vec::new(),
            stage: "s",
            touchpoint: "",
            channel: if prefix == "a" { &channels[at] } else { &channels[at][1..] },
            coder: "c",
            kind: ObservationKind::Pain,
            valence: -1.0,
        };
        Corpus::from_rows(channels.iter().enumerate().map(entry)).unwrap_or_else(|error| unreachable!("{error}"))
    };
    let refused = corpus("a").merge(&corpus("b")).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(refused, Err("channel: there are 80000 different names; use at most 65,535".into()));
}
