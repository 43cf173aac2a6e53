//! Facts that need the corpus beside the map: who spoke of something, accounts, waves, reasons, leaving.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    QuestionTopic,
    fact::Findings,
    narrow::{at, framework},
    retrieve::nearest,
};
use crate::{
    analysis::{Corpus, JourneyMap, MapOptions, Share, StakeholderAgreement, Verbatim},
    journey::{ObservationKind, Place},
    text::{content_stems, stems},
};

/// How many rows an answer shows.
const ROWS: usize = 8;
/// How many quotations show words that were searched for.
const SHOWN: usize = 6;
/// Words of a question that are not what is searched for.
const FRAME: &str = "about again answers anybody anyone anything around attention bring brings brought client clients come comes complain \
    count customer customers ever every exactly example examples find give hear heard how interview interviews list \
    literally many member mention mentioned mentions need number often own patient patients people percentage person \
    phrase please pull quote quotes raise raised refer remark respondent respondents said say says search share shopper \
    show slide slides someone something speak spoke statement statements talk talked talks tell there times told topic \
    user users verbatim verbatims voice what where which who word wording words wrote";
/// Words of leaving.
const LEAVING: [&str; 12] =
    ["cancel", "churn", "competitor", "elsewhere", "goodbye", "leave", "leaving", "left", "quit", "renew", "switch", "terminate"];

/// The facts of topics that only the words or the corpus tell; nothing for the others.
pub(super) fn spoken(map: &JourneyMap, corpus: &Corpus, topic: QuestionTopic, question: &str, places: &[Place], found: &mut Findings) {
    match topic {
        QuestionTopic::Accounts => accounts(map, corpus, question, found),
        QuestionTopic::Churn => churn(map, corpus, found),
        QuestionTopic::RootCauses => reasons(map, corpus, places, found),
        QuestionTopic::Unanswerable => refuse(map, corpus, question, found),
        QuestionTopic::Waves => waves(map, corpus, found),
        QuestionTopic::Words => words(map, corpus, question, found),
        _ => {}
    }
}

/// Who said words whose stems hold what is looked for, and in which words.
fn who<'a>(map: &JourneyMap, corpus: &'a Corpus, holds: impl Fn(&BTreeSet<String>) -> bool) -> (BTreeSet<&'a str>, Vec<Verbatim>) {
    let (mut people, mut voices) = (BTreeSet::new(), Vec::new());
    for one in corpus.all_sampled(map.base.simulated > 0) {
        for (at, text) in one.texts().enumerate() {
            let said: BTreeSet<String> = stems(text).into_iter().collect();
            if holds(&said) && (people.insert(one.participant()) || voices.len() < SHOWN) {
                voices.extend(one.verbatim(at));
            }
        }
    }
    (people, voices)
}

fn words(map: &JourneyMap, corpus: &Corpus, question: &str, found: &mut Findings) {
    let frame: BTreeSet<String> = FRAME.split_whitespace().flat_map(stems).collect();
    let mut wanted: Vec<String> = content_stems(question).into_iter().filter(|stem| !frame.contains(stem)).collect();
    wanted.dedup();
    let (people, voices) = if wanted.is_empty() {
        (BTreeSet::new(), Vec::new())
    } else {
        who(map, corpus, |said| wanted.iter().all(|stem| said.contains(stem)))
    };
    let share = Share::new(people.len() as u64, map.base.respondents, "all respondents");
    let words = wanted.join(" ");
    if people.is_empty() {
        found.add(format!("Nobody of {} respondents said `{words}` in the words that were kept", map.base.respondents), share.value, &[]);
    } else {
        found.add(format!("`{words}` was said by {share}"), share.value, &voices);
        if let Some(fact) = found.facts.last().map(|fact| fact.id.clone()) {
            found.voices.extend(voices.into_iter().skip(2).take(SHOWN).map(|voice| (fact.clone(), voice)));
        }
    }
    let near = nearest(question, corpus, SHOWN, map.base.simulated > 0);
    let told: BTreeSet<String> = found.voices.iter().map(|(_, voice)| voice.quote.text.clone()).collect();
    found.hear("Words that come near in meaning", near.iter().filter(|voice| !told.contains(&voice.quote.text)).take(3));
}

fn refuse(map: &JourneyMap, corpus: &Corpus, question: &str, found: &mut Findings) {
    found.add("I cannot answer that from these interviews".into(), None, &[]);
    found.hear("The nearest that was said", nearest(question, corpus, 2, map.base.simulated > 0).iter());
}

fn churn(map: &JourneyMap, corpus: &Corpus, found: &mut Findings) {
    if !map.drivers.iter().any(|drivers| matches!(drivers.outcome.as_str(), "retention" | "churn")) {
        found.add(
            "Who left is not known of any respondent: what follows is what they say, and no risk that was checked against what they did"
                .into(),
            None,
            &[],
        );
    }
    let leaving: BTreeSet<String> = LEAVING.iter().flat_map(|word| stems(word)).collect();
    let (people, voices) = who(map, corpus, |said| said.iter().any(|stem| leaving.contains(stem)));
    let share = Share::new(people.len() as u64, map.base.respondents, "all respondents");
    found.add(format!("Leaving, switching, cancelling or renewing is spoken of by {share}"), share.value, &voices);
    for one in map.moments_of_truth.iter().take(3) {
        found.add(format!("{}: named decisive by {}", one.name, one.decisive), one.decisive.value, &one.verbatims);
    }
}

/// Which pains are told with a reason, by place.
fn reasons(map: &JourneyMap, corpus: &Corpus, places: &[Place], found: &mut Findings) {
    let asked = |place: &Place| places.is_empty() || places.iter().any(|named| named.holds(place));
    let mut told: BTreeMap<&Place, (BTreeSet<&str>, Vec<Verbatim>)> = BTreeMap::new();
    let pains = corpus.all_sampled(map.base.simulated > 0).filter(|one| one.kind() == ObservationKind::Pain && one.cause().is_some());
    for (one, place) in pains.filter_map(|one| Some((one, one.place()?))).filter(|(_, place)| asked(place)) {
        let (people, voices) = told.entry(place).or_default();
        people.insert(one.participant());
        voices.extend(one.verbatim(0));
    }
    let mut all: Vec<_> = told.into_iter().collect();
    all.sort_by_key(|(_, (people, _))| std::cmp::Reverse(people.len()));
    for (place, (people, voices)) in all.into_iter().take(ROWS) {
        let Some(step) = map.steps.iter().find(|step| step.place == *place) else { continue };
        let pained = step.pain_share.as_ref().map_or(0, |share| share.count);
        let share = Share::new(people.len() as u64, pained.max(people.len() as u64), "respondents with a pain there");
        found.add(format!("{}: {share} of those with a pain give a reason for it, in their own words", step.name), share.value, &voices);
    }
    if found.facts.is_empty() {
        found.add("Nobody gave a reason for a pain in so many words".into(), None, &[]);
    }
}

fn waves(map: &JourneyMap, corpus: &Corpus, found: &mut Findings) {
    let waves: Vec<&String> = corpus.waves().iter().filter(|wave| !wave.is_empty()).collect();
    let [.., before, after] = waves.as_slice() else {
        let known = waves.first().map_or_else(|| "no wave is named".to_owned(), |wave| format!("there is only `{wave}`"));
        return found.add(format!("Nothing can be compared: {known}; name the wave of each document, and hear a second one"), None, &[]);
    };
    let options =
        MapOptions { include_simulated: Some(map.base.simulated > 0), ..MapOptions::new(map.title.as_str(), map.question.as_str()) };
    match corpus.compare_waves(&framework(map), before, after, &options) {
        Ok(compared) => {
            let (old, new) = compared.respondents;
            found.add(
                format!("{before} (n={old}) and {after} (n={new}) are compared; {} respondents are in both", compared.respondents_in_both),
                None,
                &[],
            );
            compared.conclusions().into_iter().take(ROWS).for_each(|line| found.add(line, None, &[]));
        }
        Err(error) => found.add(format!("The waves cannot be compared: {error}"), None, &[]),
    }
}

fn accounts(map: &JourneyMap, corpus: &Corpus, question: &str, found: &mut Findings) {
    let framework = framework(map);
    let known = corpus.kept_attributes().iter().filter_map(|attribute| corpus.accounts(&framework, attribute).ok()).flatten();
    let mut known: Vec<_> = known.collect();
    let asked = stems(question);
    let named = |name: &str| at(&asked, name).is_some();
    if known.iter().any(|one| named(&one.account)) {
        known.retain(|one| named(&one.account));
    }
    for one in known.iter().take(ROWS) {
        let mean =
            |place: &crate::analysis::AccountPlace| place.stakeholders.values().sum::<f64>() / place.stakeholders.len().max(1) as f64;
        let worst = one.places.iter().min_by(|left, right| mean(left).total_cmp(&mean(right)));
        let dissent = one.places.iter().filter(|place| place.agreement == StakeholderAgreement::Dissent).count();
        let lowest = worst
            .map_or_else(String::new, |place| format!("; lowest at {}: mean valence {:+.1}", place.name, mean(place)).replace('-', "−"));
        found.add(
            format!(
                "{}: {} stakeholders{lowest}; they disagree about {dissent} of {} places",
                one.account,
                one.stakeholders,
                one.places.len()
            ),
            None,
            &[],
        );
    }
    if known.is_empty() {
        found.add(
            "No account is recorded of any document: keep an attribute, such as `account`, when the corpus is built".into(),
            None,
            &[],
        );
        found.hear("The nearest that was said", nearest(question, corpus, 2, map.base.simulated > 0).iter());
    }
}
