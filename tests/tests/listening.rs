//! What participants type and what models draft, heard as people mean it: the lists of `lists/` within their limits.

use journey_tests::listening::shares;

/// The most that may be heard wrong of each share, in percent.
const LIMITS: [(&str, f64); 7] = [
    ("bad drafts shown", 15.0),
    ("good drafts rejected", 5.0),
    ("misread consent", 3.0),
    ("misread stories", 2.0),
    ("missed distress", 2.0),
    ("missed grief", 2.0),
    ("missed signals", 4.0),
];

#[test]
fn the_lists_are_heard() {
    let text = format!("{}{}", include_str!("../lists/answers.tsv"), include_str!("../lists/drafts.tsv"));
    let shares = shares(&text);
    for (name, most) in LIMITS {
        let share = shares.get(&(name, "all".to_owned())).unwrap_or_else(|| panic!("no line counts for {name}"));
        assert!(share.percent() <= most, "{name}: {share:?}, {:.1} % of at most {most} %", share.percent());
    }
}
