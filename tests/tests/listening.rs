//! What participants type and what models draft, heard as people mean it: the lists of `lists/` within their limits.

use journey_tests::listening::shares;

/// The most that may be heard wrong of each share of the lists that the rules and the reader were made with, in percent: nothing is unlearned.
const KNOWN: [(&str, f64); 7] = [
    ("bad drafts shown", 15.0),
    ("good drafts rejected", 5.0),
    ("misread consent", 3.0),
    ("misread stories", 2.0),
    ("missed distress", 2.0),
    ("missed grief", 2.0),
    ("missed signals", 2.0),
];
/// The same of answers that nothing was made with: how well others are heard.
const HELD_OUT: [(&str, f64); 4] = [("misread stories", 6.0), ("missed distress", 4.0), ("missed grief", 6.0), ("missed signals", 3.0)];

/// The same of a second such list, by another writer: what is reached, so that nothing is lost.
const HELD_OUT_2: [(&str, f64); 4] = [("misread stories", 4.0), ("missed distress", 8.0), ("missed grief", 4.0), ("missed signals", 11.0)];

#[test]
fn the_lists_are_heard() {
    within(&format!("{}{}", include_str!("../lists/answers.tsv"), include_str!("../lists/drafts.tsv")), &KNOWN);
}

#[test]
fn answers_that_nobody_prepared_for_are_heard() {
    within(include_str!("../lists/held_out.tsv"), &HELD_OUT);
    within(include_str!("../lists/held_out_2.tsv"), &HELD_OUT_2);
}

fn within(text: &str, limits: &[(&str, f64)]) {
    let shares = shares(text);
    for (name, most) in limits {
        let share = shares.iter().find(|((known, language), _)| known == name && language == "all").map(|(_, share)| *share);
        let share = share.unwrap_or_else(|| panic!("no line counts for {name}"));
        assert!(share.percent() <= *most, "{name}: {share:?}, {:.1} % of at most {most} %", share.percent());
    }
}
