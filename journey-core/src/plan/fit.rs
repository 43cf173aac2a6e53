//! The stages that a question is mapped onto when nobody names an industry.

use super::{Inquiry, inquiry::OWN, wording::Wordings};
use crate::journey::{Framework, Stage};

/// The stages of a study whose question fits no industry, with their places in the arc of any relation.
const ARC: [&str; 5] = ["before", "beginning", "everyday", "turning_point", "afterwards"];

/// The template of the industry that a question names without doubt; else stages of the question's own, named by its words.
///
/// ```
/// use journey_core::plan::fitting_framework;
/// assert_eq!(fitting_framework("Why do policyholders leave at renewal?").id, "insurance");
/// let own = fitting_framework("Why do volunteers stop coming to our food bank?");
/// assert_eq!(own.id, "own");
/// assert_eq!(own.stages[3].name, "Turning point: stop coming to our food bank");
/// ```
pub fn fitting_framework(question: &str) -> Framework {
    let inquiry = Inquiry::read(question);
    if let Some(template) = inquiry.industry() {
        return template.clone();
    }
    // A question about customers in general is about the journey that any company has.
    match inquiry.action.as_ref().or(inquiry.gerund.as_ref()).or(inquiry.topic.as_ref()) {
        Some(topic) if inquiry.language == "en" && !inquiry.is_of_customers() => own(&inquiry, topic),
        _ => Framework::general().clone(),
    }
}

fn own(inquiry: &Inquiry, topic: &str) -> Framework {
    let wordings = Wordings::or_english(inquiry.language);
    let stage = |(order, id): (u32, &&str)| Stage {
        id: (*id).to_owned(),
        name: wordings
            .text(&format!("own.{id}"), &[("topic", inquiry.topic.as_deref()), ("action", inquiry.action.as_deref())])
            .unwrap_or_else(|| (*id).to_owned()),
        aliases: Vec::new(),
        order,
    };
    Framework {
        id: OWN.into(),
        name: capital(inquiry.topic.as_deref().unwrap_or(topic)),
        stages: (0..).zip(&ARC).map(stage).collect(),
        touchpoints: Vec::new(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect()
}
