//! Channels, gaps, moments, segments, accounts, cycles, corrections: small studies made by hand, answers counted by hand.

use journey_core::{
    analysis::{Corpus, JourneyMap, MapOptions, StakeholderAgreement, correct_for_coder_error},
    builtin,
    coding::{DiscoveredTouchpoint, adopt_touchpoints},
    exchange::{read_qdpx, write_qdpx},
    journey::{
        Channel, Coder, CoderKind, Document, DocumentSource, Emotion, EmotionLabel, Framework, Marker, Observation, ObservationKind, Place,
        Role,
    },
};

fn insurance() -> &'static Framework {
    Framework::template("insurance").expect("the template")
}

/// A document of one sentence and its observation, made by hand.
fn told(id: usize, who: usize, touchpoint: &str, kind: ObservationKind, valence: i8) -> (Document, Observation) {
    let mut document = Document::new(format!("d{id}"), DocumentSource::Survey, format!("p{who:02}"));
    document.push(Role::Customer, format!("Answer number {id} about {touchpoint}."));
    let stage = insurance().touchpoint(touchpoint).expect("a touchpoint").stage.clone();
    let label = if valence > 0 { EmotionLabel::Satisfaction } else { EmotionLabel::Frustration };
    let observation = Observation {
        id: format!("d{id}#1"),
        document: document.id.clone(),
        participant: document.participant.clone(),
        place: Place::new(stage, Some(touchpoint)),
        channel: None,
        kind,
        emotion: Emotion { label, valence, arousal: label.arousal(), confidence: 1.0 },
        cause: None,
        expectation: None,
        markers: Vec::new(),
        evidence: document.quote(&document.turns[0].sentences.iter().map(|sentence| sentence.id).collect::<Vec<_>>()),
        coder: Coder { kind: CoderKind::Human, name: "ada".into(), prompt_hash: String::new() },
        confidence: 1.0,
        reason: String::new(),
    };
    (document, observation)
}

fn map(study: &[(Document, Observation)]) -> JourneyMap {
    let (documents, observations): (Vec<Document>, Vec<Observation>) = study.iter().cloned().unzip();
    let corpus = Corpus::new(&documents, &observations).expect("a corpus");
    corpus.map(insurance(), &MapOptions { resamples: 300, ..MapOptions::new("T", "Q") }).expect("a map")
}

#[test]
fn a_touchpoint_that_differs_by_channel_is_told() {
    let mut study = Vec::new();
    for who in 0..16 {
        let valence = if who % 2 == 0 { 1 } else { -2 };
        let mut one = told(who, who, "claim_status", if valence > 0 { ObservationKind::Delight } else { ObservationKind::Pain }, valence);
        one.1.channel = Some(if who % 2 == 0 { Channel::App } else { Channel::Phone });
        // A little spread on each side.
        one.1.emotion.valence = if who < 2 { valence.signum() } else { valence };
        if who % 4 == 1 {
            one.1.markers = vec![Marker::HandOff, Marker::RepeatedInformation];
        }
        study.push(one);
    }
    // One respondent changed from the app to the phone within a document.
    let mut again = told(16, 0, "claim_status", ObservationKind::Pain, -1);
    again.1.document = "d0".into();
    again.1.channel = Some(Channel::Phone);
    study.push(again);
    let channels = map(&study).channels;
    assert_eq!((channels.repeated_information.count, channels.repeated_information.base), (4, 16));
    assert_eq!(channels.hand_offs.count, 4);
    let one = &channels.consistency[0];
    assert_eq!((one.channels[0].channel.as_str(), one.channels[1].channel.as_str()), ("app", "phone"));
    assert!(one.inconsistent && one.difference.value > 2.0, "{one:?}");
    assert_eq!(
        (channels.transitions[0].from.as_str(), channels.transitions[0].to.as_str(), channels.transitions[0].respondents),
        ("app", "phone", 1)
    );
}

#[test]
fn moments_need_two_respondents_and_carry_the_formula() {
    let mut study: Vec<_> = (0..10).map(|who| told(who, who, "renewal_price", ObservationKind::Pain, -2)).collect();
    study.extend((10..20).map(|who| told(who, who, "online_application", ObservationKind::Delight, 1)));
    for at in [0, 1, 2, 10] {
        study[at].1.markers = vec![Marker::Decisive];
    }
    let map = map(&study);
    assert_eq!(map.moments_of_truth.len(), 1, "one respondent alone makes no moment of truth");
    let one = &map.moments_of_truth[0];
    assert_eq!((one.decisive.count, one.decisive.base), (3, 10));
    assert!((one.score - 0.3 * 2.0).abs() < 1e-9, "{}", one.formula);
    assert_eq!(
        map.moment_of_truth_at(map.steps.iter().find(|step| step.place.touchpoint() == Some("renewal_price")).expect("a step"))
            .map(|found| found.0),
        Some(1)
    );
    assert!(map.not_computed.iter().any(|refusal| refusal.method == "drivers"), "{:?}", map.not_computed);
}

#[test]
fn segments_are_compared_after_correction() {
    let mut study = Vec::new();
    for who in 0..60 {
        let new = who < 30;
        // 24 of 30 new and 6 of 30 old customers have the pain.
        let pain = if new { who < 24 } else { who < 36 };
        let mut one =
            told(who, who, "claim_status", if pain { ObservationKind::Pain } else { ObservationKind::Delight }, if pain { -1 } else { 1 });
        one.0.segments = vec![if new { "new" } else { "old" }.into()];
        study.push(one);
    }
    let map = map(&study);
    let found = map
        .segment_differences
        .iter()
        .find(|one| one.segment == "new" && one.kind == ObservationKind::Pain && one.place.touchpoint().is_some())
        .expect("a comparison");
    assert_eq!(((found.inside.count, found.inside.base), (found.outside.count, found.outside.base)), ((24, 30), (6, 30)));
    assert!((found.difference.value - 0.6).abs() < 1e-12 && found.significant && found.adjusted_p_value >= found.p_value);
    assert!((found.cohens_h - 2.0 * (0.8_f64.sqrt().asin() - 0.2_f64.sqrt().asin())).abs() < 1e-9);
    let few = self::map(&study[20..40]);
    assert!(few.segment_differences.iter().all(|one| one.inside.base >= 10 && one.outside.base >= 10));
}

#[test]
fn drivers_are_split_or_refused_with_the_number_needed() {
    let mut study = Vec::new();
    for who in 0..40 {
        for (at, touchpoint) in ["claim_status", "online_application"].iter().enumerate() {
            let valence = [-2, -1, 1, 2][(who / (1 + 3 * at)) % 4];
            let mut one =
                told(2 * who + at, who, touchpoint, if valence > 0 { ObservationKind::Delight } else { ObservationKind::Pain }, valence);
            one.0.ratings.insert("csat".into(), 5.0 + f64::from([-2, -1, 1, 2][who % 4]) + 0.1 * (who % 3) as f64);
            one.0.ratings.insert("retention".into(), f64::from(u8::from(who % 4 > 1)));
            study.push(one);
        }
    }
    let map = map(&study);
    let csat = map.drivers.iter().find(|drivers| drivers.outcome == "csat").expect("drivers");
    assert_eq!((csat.base, csat.drivers[0].place.touchpoint()), (40, Some("claim_status")));
    assert!(csat.r_squared > 0.9 && csat.drivers[0].importance.value > 0.8 * csat.r_squared, "{csat:?}");
    assert!(csat.r_squared_of_mean.is_some() && csat.r_squared_of_peak_end.is_some());
    assert!(map.drivers.iter().any(|drivers| drivers.outcome == "retention"), "any rating is an outcome");
    let few = self::map(&study[..16]);
    assert!(few.drivers.is_empty());
    assert!(few.not_computed.iter().any(|refusal| refusal.reason.contains("at least 10 are needed")), "{:?}", few.not_computed);
}

#[test]
fn accounts_show_consensus_and_dissent_and_cycles_show_change() {
    let mut study = Vec::new();
    for (who, account, cycle, touchpoint, valence) in [
        (0, "acme", "1", "claim_status", -2),
        (1, "acme", "1", "claim_status", 1),
        (0, "acme", "1", "renewal_price", -1),
        (1, "acme", "1", "renewal_price", -2),
        (2, "beta", "1", "claim_status", -1),
        (0, "acme", "2", "claim_status", 1),
        (1, "acme", "2", "claim_status", 2),
        (2, "beta", "2", "claim_status", 1),
        (0, "acme", "10", "claim_status", 2),
    ] {
        let mut one =
            told(study.len(), who, touchpoint, if valence > 0 { ObservationKind::Delight } else { ObservationKind::Pain }, valence);
        one.0.attributes.insert("account".into(), account.into());
        one.0.attributes.insert("cycle".into(), cycle.into());
        study.push(one);
    }
    let (documents, observations): (Vec<Document>, Vec<Observation>) = study.into_iter().unzip();
    let first: Vec<Observation> = observations.iter().take(5).cloned().collect();
    let corpus = Corpus::with_attributes(&documents, &first, ["account"]).expect("a corpus");
    let found = corpus.accounts(insurance(), "account").expect("accounts");
    let place = |account: usize, touchpoint: &str| {
        let found = found[account].places.iter().find(|one| one.place.touchpoint() == Some(touchpoint));
        found.map(|one| one.agreement).expect("a place")
    };
    assert_eq!((found.len(), found[0].stakeholders, found[1].stakeholders), (2, 2, 1));
    assert_eq!(
        (place(0, "claim_status"), place(0, "renewal_price"), place(1, "claim_status")),
        (StakeholderAgreement::Dissent, StakeholderAgreement::Consensus, StakeholderAgreement::Single)
    );
    let corpus = Corpus::with_attributes(&documents, &observations, ["cycle"]).expect("a corpus");
    let cycles = corpus.compare_cycles("cycle").expect("cycles");
    assert_eq!(cycles.cycles.iter().map(|one| (one.name.as_str(), one.respondents)).collect::<Vec<_>>(), [("1", 3), ("2", 3), ("10", 1)]);
    // Means in cycle 1: −1.5, −0.5, −1; in cycle 2: 1, 2, 1.
    let change = cycles.changes[0].expect("a change");
    assert!((change.value - (2.5 + 2.5 + 2.0) / 3.0).abs() < 1e-9 && change.is_significant(), "{change:?}");
    assert_eq!(cycles.changes[1], None, "one respondent alone shows no change");
}

#[test]
fn a_human_sample_corrects_what_the_machine_overcounts() {
    let mut documents = Vec::new();
    let (mut machine, mut people) = (Vec::new(), Vec::new());
    for who in 0..200 {
        // The truth is 40 %; the machine says so for those and for a third of the others.
        let pain = who % 5 < 2;
        let said = pain || who % 3 == 0;
        let (document, mut one) = told(who, who, "claim_status", ObservationKind::Pain, -1);
        documents.push(document);
        if who < 60 && pain {
            people.push(one.clone());
        }
        if said {
            one.coder.name = "machine".into();
            machine.push(one);
        }
    }
    let sample: Vec<String> = (0..60).map(|who| format!("d{who}")).collect();
    let found =
        correct_for_coder_error(&documents, &machine, &people, &sample, &Place::new("claims", Some("claim_status")), ObservationKind::Pain)
            .expect("a correction");
    assert_eq!((found.coded, found.uncoded), (60, 140));
    assert!(found.machine > 0.55 && (found.value - 0.4).abs() < 0.03, "{found:?}");
    assert!(found.interval.low < 0.4 && 0.4 < found.interval.high);
    let few = correct_for_coder_error(&documents, &machine, &people, &sample[..5], &Place::whole("claims"), ObservationKind::Pain);
    assert!(few.is_err_and(|error| error.to_string().contains("at least 20")));
}

#[test]
fn adopted_touchpoints_become_steps() {
    let mut framework = insurance().clone();
    let mut study: Vec<_> = (0..3).map(|who| told(who, who, "claim_status", ObservationKind::Pain, -1)).collect();
    study.iter_mut().for_each(|one| one.1.place = Place::whole("claims"));
    let (documents, mut observations): (Vec<Document>, Vec<Observation>) = study.into_iter().unzip();
    let discovered = DiscoveredTouchpoint {
        id: "rental_car".into(),
        name: "rental car".into(),
        stage: "claims".into(),
        participants: 3,
        observations: observations.iter().map(|one| one.id.clone()).collect(),
        aliases: Vec::new(),
    };
    adopt_touchpoints(&[discovered], &mut framework, &mut observations);
    let corpus = Corpus::new(&documents, &observations).expect("a corpus");
    let map = corpus.map(&framework, &MapOptions::new("T", "Q")).expect("a map");
    assert!(map.steps.iter().any(|step| step.name == "rental car" && step.base == 3));
}

/// Sentences that praise one thing and blame another (MAMS, validation part): polarity towards each category, beside VADER on the sentence.
#[test]
fn polarity_is_of_the_target_on_real_sentences() {
    let Some(shared) = std::env::var_os("JOURNEY_SHARED") else {
        eprintln!("SKIPPED: JOURNEY_SHARED is not set; polarity is not scored on MAMS");
        return;
    };
    let path = std::path::Path::new(&shared).join("data/mams/acsa_val.xml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: {} is not there; polarity is not scored on MAMS", path.display());
        return;
    };
    let read = roxmltree::Document::parse(&text).expect("XML");
    let sign = |name: &str| ["negative", "neutral", "positive"].iter().position(|known| *known == name).map_or(0, |at| at as i8 - 1);
    let (mut all, mut right, mut vader) = (0, 0, 0);
    for sentence in read.descendants().filter(|node| node.has_tag_name("sentence")) {
        let words = sentence.children().find(|node| node.has_tag_name("text")).and_then(|node| node.text()).expect("a text");
        for aspect in sentence.descendants().filter(|node| node.has_tag_name("aspectCategory")) {
            let (target, wanted) =
                (aspect.attribute("category").expect("a category"), sign(aspect.attribute("polarity").expect("a polarity")));
            all += 1;
            right += usize::from(builtin::polarity(words, Some(target)).map_or(0, |read| read.sign()) == wanted);
            vader += usize::from(journey_core::text::sentiment(words).valence().signum() == wanted);
        }
    }
    let share = |count: usize| count as f64 / all as f64;
    println!("{all} aspects: built-in {:.3}, VADER on the whole sentence {:.3}", share(right), share(vader));
    assert!(share(right) >= 0.68 && share(vader) < 0.42, "{} {}", share(right), share(vader));
}

/// QDA-XML 1.0 as its publisher's schema has it; `JOURNEY_SHARED` names the folder with `data/refi/Project.xsd`.
#[test]
fn projects_follow_the_public_schema() {
    let (Some(shared), Some(python)) = (std::env::var_os("JOURNEY_SHARED"), std::env::var_os("JOURNEY_MODEL_PYTHON")) else {
        eprintln!("SKIPPED: JOURNEY_SHARED and JOURNEY_MODEL_PYTHON are not set; the project is not checked against the public schema");
        return;
    };
    let schema = std::path::Path::new(&shared).join("data/refi/Project.xsd");
    if !schema.is_file() {
        eprintln!("SKIPPED: {} is not there; the project is not checked against the public schema", schema.display());
        return;
    }
    let mut document = Document::new("d & <1>", DocumentSource::Interview, "p");
    document.push(Role::Interviewer, "How was it?").stage = Some("claims".into());
    document.push(Role::Customer, "Filing the claim was easy.\r\nThen I waited three weeks für nichts. 😀");
    document.segments = vec!["new".into()];
    document.wave = Some("spring".into());
    document.ratings.insert("nps".into(), 7.5);
    let observations = builtin::code_document(&document, insurance()).expect("a coding").observations;
    let bytes =
        write_qdpx("Claims", &[document], &observations, &journey_core::coding::Codebook::from_framework(insurance())).expect("a project");
    assert_eq!(read_qdpx(&bytes).expect("it reads").observations.len(), observations.len());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("project.qdpx");
    std::fs::write(&file, bytes).expect("written");
    let script = "import sys, zipfile\nfrom lxml import etree\nschema = etree.XMLSchema(etree.parse(sys.argv[1]))\nschema.assertValid(etree.fromstring(zipfile.ZipFile(sys.argv[2]).read('project.qde')))";
    let done = std::process::Command::new(python).args(["-c", script]).arg(schema).arg(&file).output().expect("Python runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
