use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    analysis::{JourneyMap, MapOptions},
    builtin,
    journey::{Document, DocumentSource, Framework, Observation, Role},
    time::Timestamp,
};

fn framework() -> &'static Framework {
    Framework::template("insurance").unwrap_or_else(|error| unreachable!("{error}"))
}

/// A document of every kind of thing that a corpus keeps.
fn document(number: usize, person: usize, text: &str) -> Document {
    let mut document =
        Document::new(format!("d{number}"), [DocumentSource::Ticket, DocumentSource::Chat][number % 2], format!("p{person}"));
    document.push(Role::Customer, text).at = Some(Timestamp(1_000 + 7 * number as i64 % 11)).filter(|_| !number.is_multiple_of(4));
    document.segments = vec![["new", "old"][person % 2].into()];
    document.wave = Some(format!("wave {}", number % 3)).filter(|_| !number.is_multiple_of(3));
    document.language = Some("en".into()).filter(|_| number.is_multiple_of(2));
    document.simulated = person == 4;
    document.ratings.insert("nps".into(), (person % 11) as f64);
    document.stages_reached = [vec![], vec!["claims".into()], vec!["renewal".into(), "claims".into()]][number % 3].clone();
    document.attributes.insert("account".into(), format!("account {}", person % 2));
    document.attributes.insert("ticket".into(), format!("ticket {number}"));
    document
}

fn coded(document: &Document) -> Vec<Observation> {
    builtin::code_document(document, framework()).map(|coding| coding.observations).unwrap_or_else(|error| unreachable!("{error}"))
}

fn whole(documents: &[Document]) -> Corpus {
    let mut builder = Corpus::builder().keep_attributes(["account"]);
    for document in documents {
        builder.add(document, &coded(document)).unwrap_or_else(|error| unreachable!("{error}"));
    }
    builder.finish().unwrap_or_else(|error| unreachable!("{error}"))
}

fn both(left: &Corpus, right: &Corpus) -> Corpus {
    left.merge(right).unwrap_or_else(|error| unreachable!("{error}"))
}

fn map(corpus: &Corpus) -> JourneyMap {
    let options = MapOptions { resamples: 200, include_simulated: true, ..MapOptions::default() };
    corpus.map(framework(), &options).unwrap_or_else(|error| unreachable!("{error}"))
}

const TEXTS: [&str; 6] = [
    "The claim took three weeks.",
    "Filing the claim was easy.",
    "The renewal price went up.",
    "The portal crashed twice. Then I called and had to explain it all again. That decided it for me.",
    "I expected an answer within a day, but the claim took a month. I wrote an email, then I called.",
    "The adjuster was great.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_grouping_gives_the_same_bytes_and_the_same_map(
        people in proptest::collection::vec(0usize..5, 1..9), seed in any::<u64>(), cut in 0usize..9,
    ) {
        let mut documents: Vec<Document> =
            people.iter().enumerate().map(|(at, person)| document(at, *person, TEXTS[(at + person) % TEXTS.len()])).collect();
        let parts = |documents: &[Document]| documents.iter().map(|one| whole(std::slice::from_ref(one))).collect::<Vec<Corpus>>();
        let merged = |parts: &[Corpus]| parts.iter().fold(Corpus::default(), |whole, part| both(&whole, part));
        let corpus = whole(&documents);
        let bytes = corpus.to_bytes();
        prop_assert_eq!(Corpus::from_bytes(&bytes).map(|back| back.to_bytes()), Ok(bytes.clone()));
        let (left, right) = documents.split_at(cut.min(documents.len()));
        prop_assert_eq!(&both(&merged(&parts(left)), &whole(right)).to_bytes(), &bytes);
        let turn = (seed as usize) % documents.len();
        documents.rotate_left(turn);
        documents.reverse();
        let turned = merged(&parts(&documents));
        prop_assert_eq!(&turned.to_bytes(), &bytes);
        prop_assert_eq!(&whole(&documents).to_bytes(), &bytes);
        prop_assert_eq!(serde_json::to_string(&map(&turned)).ok(), serde_json::to_string(&map(&corpus)).ok());
        // Filters of a part and its rest make the whole again.
        let of = |segment: &str| corpus.filter(&CorpusFilter { segments: vec![segment.into()], ..CorpusFilter::default() });
        prop_assert_eq!(both(&of("new"), &of("old")).to_bytes(), bytes);
    }

    #[test]
    fn broken_bytes_are_refused_and_never_panic(at in any::<prop::sample::Index>(), value in any::<u8>(), keep in any::<prop::sample::Index>()) {
        let mut bytes = whole(&[document(0, 1, TEXTS[0]), document(1, 2, TEXTS[4])]).to_bytes();
        let place = at.index(bytes.len());
        bytes[place] = value;
        bytes.truncate(keep.index(bytes.len()) + 1);
        if let Ok(corpus) = Corpus::from_bytes(&bytes) {
            corpus.aggregate(Grouping::TouchpointSegment);
            let _ = corpus.map(framework(), &MapOptions { resamples: 200, ..MapOptions::default() });
        }
    }

    /// The oracle is the definition: sets of respondents, and the mean of their means.
    #[test]
    fn aggregates_are_what_their_definition_says(rows in proptest::collection::vec((0u8..12, 0u8..3, 0u8..4, 0u8..3, -2i8..3), 0..120)) {
        let names: Vec<String> = (0..12).map(|at| format!("p{at}")).collect();
        let (stages, touchpoints) = (["a", "b", "c"], [None, Some("x"), Some("y"), Some("z")]);
        let kinds = [ObservationKind::Pain, ObservationKind::Delight, ObservationKind::Neutral];
        let place = |row: &(u8, u8, u8, u8, i8)| Place::new(stages[usize::from(row.1)], touchpoints[usize::from(row.2)]);
        let entry = |row: &(u8, u8, u8, u8, i8)| ObservationRow {
            participant: &names[usize::from(row.0)], wave: "", source: DocumentSource::Survey, segments: vec![["even", "odd"][usize::from(row.0 % 2)]],
            place: place(row), channel: "", coder: "c", kind: kinds[usize::from(row.3)], valence: f64::from(row.4), emotion: None, markers: vec![],
        };
        let corpus = Corpus::from_rows(rows.iter().map(entry)).unwrap_or_default();
        type Means = BTreeMap<u8, Vec<f64>>;
        let mut wanted: BTreeMap<(Place, ObservationKind, u8), Means> = BTreeMap::new();
        for row in &rows {
            let key = (place(row), kinds[usize::from(row.3)], row.0 % 2);
            wanted.entry(key).or_default().entry(row.0).or_default().push(f64::from(row.4));
        }
        let aggregates = corpus.aggregate(Grouping::TouchpointSegment);
        prop_assert_eq!(aggregates.len(), wanted.len());
        for one in aggregates {
            let segment = u8::from(one.segment.as_deref() == Some("odd"));
            let found = &wanted[&(one.place, one.kind, segment)];
            let means: Vec<f64> = found.values().map(|values| values.iter().sum::<f64>() / values.len() as f64).collect();
            let base = rows.iter().filter(|row| row.0 % 2 == segment).map(|row| row.0).collect::<BTreeSet<_>>().len();
            prop_assert_eq!((one.share.count, one.share.base), (found.len() as u64, base as u64));
            prop_assert_eq!(one.observations, found.values().map(Vec::len).sum::<usize>() as u64);
            prop_assert!((one.mean_valence - means.iter().sum::<f64>() / means.len() as f64).abs() < 1e-9);
        }
    }

    /// There is one definition of who could have had an experience: what a corpus aggregates is the map's prevalence.
    #[test]
    fn aggregates_are_the_maps_prevalence(people in proptest::collection::vec(0usize..6, 1..12)) {
        let documents: Vec<Document> =
            people.iter().enumerate().map(|(at, person)| document(at, *person, TEXTS[(at + person) % TEXTS.len()])).collect();
        let corpus = whole(&documents);
        let map = map(&corpus);
        for one in corpus.aggregate(Grouping::Stage) {
            prop_assert_eq!(map.prevalence_at(&one.place, one.kind).map(|known| &known.share), Some(&one.share));
        }
        for one in corpus.aggregate(Grouping::TouchpointSegment).into_iter().filter(|one| one.place.touchpoint().is_some()) {
            let known = map.prevalence_at(&one.place, one.kind).into_iter().flat_map(|known| &known.segments);
            let known = known.filter(|known| Some(&known.segment) == one.segment.as_ref()).map(|known| &known.share).next();
            prop_assert_eq!(known, Some(&one.share));
        }
    }
}

#[test]
fn filters_keep_bases_of_respondents() {
    let whole = whole(&(0..6).map(|at| document(at, at, TEXTS[at % 4])).collect::<Vec<_>>());
    assert_eq!((whole.respondent_count(), whole.document_count()), (6, 6));
    let claims = whole.filter(&CorpusFilter { stages: vec!["claims".into()], ..CorpusFilter::default() });
    assert_eq!(claims.respondent_count(), 6, "a stage chooses observations, not respondents");
    assert!(claims.observation_count() < whole.observation_count());
    let tickets = whole.filter(&CorpusFilter { sources: vec![DocumentSource::Ticket], ..CorpusFilter::default() });
    assert_eq!(tickets.respondent_count(), 3);
    let none = whole.filter(&CorpusFilter { waves: vec!["no such wave".into()], ..CorpusFilter::default() });
    assert_eq!((none.respondent_count(), none.observation_count()), (0, 0));
    assert_eq!(none.to_bytes(), Corpus::default().to_bytes());
    let real = whole.filter(&CorpusFilter { simulated: Some(false), ..CorpusFilter::default() });
    assert_eq!(real.respondent_count(), 5);
}

#[test]
fn what_does_not_belong_together_is_refused_by_name() {
    let documents = [document(0, 0, TEXTS[0]), document(1, 1, TEXTS[1])];
    let observations: Vec<Observation> = documents.iter().flat_map(coded).collect();
    let refused =
        |documents: &[Document], observations: &[Observation]| Corpus::new(documents, observations).map(|_| ()).unwrap_err().to_string();
    assert!(Corpus::new(&documents, &observations).is_ok());
    let twice = [documents[0].clone(), documents[0].clone()];
    assert_eq!(refused(&twice, &[]), "documents: `d0` occurs twice; give each id once");
    assert_eq!(
        refused(&documents[..1], &observations),
        "observations: `d1#1` is of `d1`: no such document was given; give each observation with its document"
    );
    let mut wrong = observations.clone();
    wrong[0].emotion.valence = 3;
    assert_eq!(refused(&documents, &wrong), "valence: 3 of `d0#1` is not on the scale; give -2, -1, 0, 1 or 2");
    wrong = [observations.clone(), observations.clone()].concat();
    assert_eq!(refused(&documents, &wrong), "observations: `d0#1` occurs twice; give each id once");
    let part = whole(&documents);
    assert_eq!(part.merge(&part).unwrap_err().to_string(), "documents: `d0` occurs twice; give each id once");
    let mut narrow = framework().clone();
    narrow.stages.retain(|stage| stage.id != "claims");
    narrow.touchpoints.retain(|touchpoint| touchpoint.stage != "claims");
    let refused = part.map(&narrow, &MapOptions::default()).map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        refused,
        "framework: it lacks the stage `claims`, which was observed or reached; give the framework that the documents were coded with"
    );
    let refused = part.map(framework(), &MapOptions { resamples: 199, ..MapOptions::default() }).map(|_| ()).unwrap_err();
    assert_eq!(refused.to_string(), "resamples: 199 is out of range; give 200 to 100,000");
    let refused = Corpus::from_rows([ObservationRow { valence: 2.5, ..row("p", "channel") }]).map(|_| ()).unwrap_err();
    assert_eq!(refused.to_string(), "valence: 2.5 is not on the scale; give numbers from -2 to 2");
    let refused = part.accounts(framework(), "company").map(|_| ()).unwrap_err().to_string();
    assert!(refused.starts_with("attribute: no document kept `company`; build the corpus with `company`"), "{refused}");
}

fn row<'a>(participant: &'a str, channel: &'a str) -> ObservationRow<'a> {
    ObservationRow {
        participant,
        wave: "",
        source: DocumentSource::Survey,
        segments: Vec::new(),
        place: Place::whole("s"),
        channel,
        coder: "c",
        kind: ObservationKind::Pain,
        valence: -1.0,
        emotion: None,
        markers: Vec::new(),
    }
}

#[test]
fn more_names_than_codes_are_refused_and_not_mixed_up() {
    let channels: Vec<String> = (0..40_000).map(|at| format!("channel {at}")).collect();
    let corpus = |from: usize| {
        let rows = channels.iter().map(|channel| row("p", &channel[from..]));
        Corpus::from_rows(rows).unwrap_or_else(|error| unreachable!("{error}"))
    };
    let refused = corpus(0).merge(&corpus(1)).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(refused, Err("channel: there are 80000 different names; use at most 65535".into()));
}

/// The words that stay are the same for parts and for the whole, and no more than promised.
#[test]
fn the_sample_of_words_is_bounded_and_merges_exactly() {
    let documents: Vec<Document> = (0..3 * EVIDENCE_PER_BUCKET).map(|at| document(4 * at + 1, 6 + at, TEXTS[0])).collect();
    let corpus = whole(&documents);
    let place = corpus.names.places.all()[0].clone();
    let kept: Vec<&str> = corpus.sampled(&place, ObservationKind::Pain, true).map(SampledObservation::id).collect();
    assert_eq!(kept.len(), EVIDENCE_PER_BUCKET);
    let (left, right) = documents.split_at(100);
    assert_eq!(both(&whole(right), &whole(left)).to_bytes(), corpus.to_bytes());
}
