//! Texts that are made to make reading slow, shared by the tests of the crate and the tests across modules.

use proptest::prelude::*;

/// What is said again and again: each unit once made something slow, or could.
pub const UNITS: &[&str] = &[
    // Words without an end, known and unknown to the table.
    "a",
    "zxqv",
    "Zm9vYmFyQmF6",
    "A",
    "汉",
    "ל",
    "ع",
    "_",
    // Digits, decimals, telephone numbers.
    "7",
    "1.1",
    "123 4567 ",
    "12 345 6789 ",
    "1 a st ",
    // Marks that combine, join or turn the direction.
    "\u{301}",
    "e\u{301}\u{302}",
    "\u{1F468}\u{200D}",
    "😀",
    "🇩🇪",
    "לא טוב ",
    "\u{200B}",
    // Quotation marks, brackets and other marks.
    "\"",
    "\" '",
    "’",
    "don’t ",
    "“a” ",
    "'a' ",
    "(",
    "(a) ",
    "[{",
    ",",
    "a, ",
    "; ",
    "?",
    "!",
    "-",
    "|",
    "@",
    "a@",
    "a@a.a ",
    "://",
    "*",
    // Stops, lines and blanks, or none.
    ".",
    ". ",
    ".)",
    "Dr. ",
    "A. ",
    "汉.",
    "why? ",
    "Good! ",
    "\r\n",
    "\n",
    "a\n\n",
    " ",
    "\t",
    "\u{a0}",
    // Words that link, negate, hedge and wish.
    "and ",
    "a and it ",
    "but ",
    "good but ",
    "because it ",
    "if ",
    "would if ",
    "not ",
    "never no nothing ",
    "not good ",
    "couldn't be good ",
    "kind of ",
    "very ",
    "as if slow ",
    "hm ",
    "how and ",
    "Don't you ",
    "that's when ",
    "explain it ",
    // Words that the lexicon, the places and the masks know.
    "slow ",
    "slow-",
    "easy quick ",
    "claim update ",
    "the staff were nice to me ",
    "I waited and it was not good ",
    "mr ",
    "my name is ",
    "account ",
    "policy number ",
    "staff ",
    // Speakers and labels.
    "a: ",
    "a: \n",
    "Q: a\nA: b\n",
    "Interviewer: \n",
    "#1: ",
    // Ordinary sentences, many of them.
    "It was good. ",
    "I waited three weeks. ",
    "The online form was quick and easy, but paying failed twice. ",
];

/// A hostile text of any length.
#[derive(Clone, Debug)]
pub struct Hostile {
    units: Vec<&'static str>,
    /// Whether each unit has a part of the text to itself.
    apart: bool,
}

impl Hostile {
    /// One unit, again and again.
    pub fn of(unit: &'static str) -> Self {
        Self { units: vec![unit], apart: false }
    }

    /// The text in so many characters.
    pub fn text(&self, length: usize) -> String {
        if !self.apart {
            return again(&self.units.concat(), length);
        }
        self.units.iter().map(|unit| again(unit, length / self.units.len())).collect()
    }
}

fn again(unit: &str, length: usize) -> String {
    unit.chars().cycle().take(length).collect()
}

/// Several units, mixed or apart.
pub fn hostile() -> impl Strategy<Value = Hostile> {
    (proptest::collection::vec(proptest::sample::select(UNITS), 1..4), any::<bool>()).prop_map(|(units, apart)| Hostile { units, apart })
}
