//! How an item is answered: in words, with a number, or by choosing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A rating instrument.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RatingInstrument {
    /// Customer effort, 1 (very hard) to 7 (very easy).
    Ces,
    /// Satisfaction, 0 to 10.
    Csat,
    /// Likelihood to recommend, 0 to 10.
    Nps,
}

impl RatingInstrument {
    /// Its name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ces => "ces",
            Self::Csat => "csat",
            Self::Nps => "nps",
        }
    }

    /// The lowest and the highest value.
    pub fn range(self) -> (i64, i64) {
        match self {
            Self::Ces => (1, 7),
            Self::Csat | Self::Nps => (0, 10),
        }
    }
}

/// What choosing an option means for eligibility. Only screener items use it.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreenerVerdict {
    /// Choosing it screens the participant out.
    Disqualify,
    /// Not choosing it screens the participant out.
    Required,
    /// It has no effect on eligibility.
    #[default]
    Neutral,
    /// At least one option marked like this must be chosen.
    Qualify,
}

/// An answer option.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct AnswerOption {
    /// Unique in the item.
    pub id: String,
    /// What the participant reads.
    pub text: String,
    /// What choosing it means in a screener.
    #[serde(default)]
    pub verdict: ScreenerVerdict,
}

impl AnswerOption {
    /// An option that decides nothing.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), verdict: ScreenerVerdict::Neutral }
    }

    /// The option with a meaning at the door.
    #[must_use]
    pub fn with_verdict(mut self, verdict: ScreenerVerdict) -> Self {
        self.verdict = verdict;
        self
    }
}

/// How an item is answered.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum AnswerFormat {
    /// By choosing several options.
    MultipleChoice {
        /// The options.
        options: Vec<AnswerOption>,
        /// The fewest to choose.
        least: u32,
        /// The most to choose.
        most: u32,
    },
    /// With a whole number.
    Number {
        /// The lowest.
        low: i64,
        /// The highest.
        high: i64,
    },
    /// In the participant's own words.
    Open,
    /// By ranking all options, top-ranked first.
    Ranking {
        /// The options.
        options: Vec<AnswerOption>,
    },
    /// With a number of an instrument.
    Rating {
        /// The instrument.
        instrument: RatingInstrument,
    },
    /// By choosing one option.
    SingleChoice {
        /// The options.
        options: Vec<AnswerOption>,
    },
}

/// An answer other than free text.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StructuredAnswer {
    /// Options by their ids; for a ranking, in order.
    Choices {
        /// The ids.
        options: Vec<String>,
    },
    /// A number.
    Number {
        /// The number.
        value: i64,
    },
}

impl AnswerFormat {
    /// Whether it is answered in words.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// The options to choose from.
    pub fn options(&self) -> &[AnswerOption] {
        match self {
            Self::MultipleChoice { options, .. } | Self::Ranking { options } | Self::SingleChoice { options } => options,
            Self::Number { .. } | Self::Open | Self::Rating { .. } => &[],
        }
    }

    /// The lowest and the highest number, for an answer in numbers.
    pub fn range(&self) -> Option<(i64, i64)> {
        match self {
            Self::Number { low, high } => Some((*low, *high)),
            Self::Rating { instrument } => Some(instrument.range()),
            _ => None,
        }
    }

    /// Whether something given is a valid answer.
    ///
    /// ```
    /// use journey_core::plan::{AnswerFormat, AnswerOption, StructuredAnswer};
    /// let single = AnswerFormat::SingleChoice { options: vec![AnswerOption::new("a", "By phone"), AnswerOption::new("b", "Online")] };
    /// assert!(single.accepts(&StructuredAnswer::Choices { options: vec!["b".into()] }));
    /// assert!(!single.accepts(&StructuredAnswer::Choices { options: vec!["a".into(), "b".into()] }));
    /// ```
    pub fn accepts(&self, given: &StructuredAnswer) -> bool {
        match (self, given) {
            (_, StructuredAnswer::Number { value }) => self.range().is_some_and(|(low, high)| (low..=high).contains(value)),
            (_, StructuredAnswer::Choices { options }) => {
                let known = options.iter().all(|id| self.options().iter().any(|option| option.id == *id));
                let distinct = options.iter().enumerate().all(|(at, id)| options.iter().take(at).all(|before| before != id));
                let count = options.len();
                let fits = match self {
                    Self::MultipleChoice { least, most, .. } => (*least as usize..=*most as usize).contains(&count),
                    Self::Ranking { options } => count == options.len(),
                    Self::SingleChoice { .. } => count == 1,
                    _ => false,
                };
                known && distinct && fits
            }
        }
    }

    /// Whether an answer keeps the participant eligible.
    pub fn qualifies(&self, given: &StructuredAnswer) -> bool {
        let StructuredAnswer::Choices { options: chosen } = given else { return true };
        let chose = |option: &AnswerOption| chosen.contains(&option.id);
        let options = self.options();
        let barred = options.iter().any(|option| option.verdict == ScreenerVerdict::Disqualify && chose(option));
        let missed = options.iter().any(|option| option.verdict == ScreenerVerdict::Required && !chose(option));
        let mut qualifying = options.iter().filter(|option| option.verdict == ScreenerVerdict::Qualify).peekable();
        let open = qualifying.peek().is_none() || qualifying.any(chose);
        !barred && !missed && open
    }

    /// Checks options and limits; `field` is the item's place for the error.
    pub(crate) fn check(&self, field: &str) -> Result<(), Error> {
        let options = self.options();
        for (at, option) in options.iter().enumerate() {
            if option.id.is_empty() || options.iter().take(at).any(|before| before.id == option.id) {
                return Err(Error::invalid(
                    format!("{field}.options[{at}].id"),
                    format!("`{}` is empty or taken", option.id),
                    "give each option a unique id",
                ));
            }
            if option.text.trim().is_empty() {
                return Err(Error::invalid(format!("{field}.options[{at}].text"), "it is empty", "write what the participant reads"));
            }
        }
        match self {
            Self::MultipleChoice { .. } | Self::Ranking { .. } | Self::SingleChoice { .. } if options.len() < 2 => {
                Err(Error::invalid(format!("{field}.options"), "there are fewer than two", "give at least two options"))
            }
            Self::MultipleChoice { least, most, .. } if least > most || *most as usize > options.len() => Err(Error::invalid(
                format!("{field}.most"),
                format!("{least} to {most} of {} cannot be chosen", options.len()),
                "let least ≤ most ≤ the number of options",
            )),
            Self::Number { low, high } if low >= high => {
                Err(Error::invalid(format!("{field}.low"), format!("{low} is not below {high}"), "let low be below high"))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chose(ids: &[&str]) -> StructuredAnswer {
        StructuredAnswer::Choices { options: ids.iter().map(|id| (*id).to_owned()).collect() }
    }

    #[test]
    fn a_screener_weighs_all_its_verdicts() {
        let options = vec![
            AnswerOption::new("claim", "I made a claim").with_verdict(ScreenerVerdict::Required),
            AnswerOption::new("app", "I used the app").with_verdict(ScreenerVerdict::Qualify),
            AnswerOption::new("phone", "I phoned").with_verdict(ScreenerVerdict::Qualify),
            AnswerOption::new("staff", "I work there").with_verdict(ScreenerVerdict::Disqualify),
            AnswerOption::new("other", "Something else"),
        ];
        let answer = AnswerFormat::MultipleChoice { options, least: 1, most: 5 };
        for (chosen, through) in [
            (&["claim", "app"][..], true),
            (&["claim", "phone", "other"], true),
            (&["claim"], false),
            (&["app"], false),
            (&["claim", "app", "staff"], false),
        ] {
            assert_eq!(answer.qualifies(&chose(chosen)), through, "{chosen:?}");
        }
    }

    #[test]
    fn answers_are_validated() {
        let options = || vec![AnswerOption::new("a", "A"), AnswerOption::new("b", "B"), AnswerOption::new("c", "C")];
        let ranking = AnswerFormat::Ranking { options: options() };
        assert!(ranking.accepts(&chose(&["c", "a", "b"])));
        assert!(!ranking.accepts(&chose(&["c", "a"])) && !ranking.accepts(&chose(&["c", "a", "a"])));
        assert!(!ranking.accepts(&StructuredAnswer::Number { value: 1 }));
        let multiple = AnswerFormat::MultipleChoice { options: options(), least: 1, most: 2 };
        assert!(multiple.accepts(&chose(&["a", "b"])) && !multiple.accepts(&chose(&[])) && !multiple.accepts(&chose(&["x"])));
        assert!(AnswerFormat::Number { low: 0, high: 120 }.accepts(&StructuredAnswer::Number { value: 120 }));
        assert!(!AnswerFormat::Open.accepts(&chose(&["a"])));
        assert!(AnswerFormat::MultipleChoice { options: options(), least: 2, most: 4 }.check("items[0].answer").is_err());
    }
}
