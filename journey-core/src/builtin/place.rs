//! Placing a clause: which stage and touchpoint its words name.

use crate::{
    journey::{Channel, Framework},
    text::{stems, words},
};

/// The aliases of a framework as stems, ready to be found.
pub(super) struct Index<'a> {
    framework: &'a Framework,
    stages: Vec<(usize, Vec<String>)>,
    touchpoints: Vec<(usize, Vec<String>)>,
}

/// Where a clause stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place<'a> {
    pub(super) stage: &'a str,
    pub(super) touchpoint: Option<&'a str>,
}

fn holds(text: &[String], alias: &[String]) -> bool {
    !alias.is_empty() && text.windows(alias.len()).any(|window| window == alias)
}

impl<'a> Index<'a> {
    pub(super) fn new(framework: &'a Framework) -> Self {
        let stages = framework
            .stages
            .iter()
            .enumerate()
            .flat_map(|(at, stage)| std::iter::once(&stage.name).chain(&stage.aliases).map(move |alias| (at, stems(alias))))
            .collect();
        let touchpoints = framework
            .touchpoints
            .iter()
            .enumerate()
            .flat_map(|(at, touchpoint)| std::iter::once(&touchpoint.name).chain(&touchpoint.aliases).map(move |alias| (at, stems(alias))))
            .collect();
        Self { framework, stages, touchpoints }
    }

    /// How many touchpoints a text names.
    pub(super) fn specific_hits(&self, text: &str) -> usize {
        let text = stems(text);
        let mut hit: Vec<usize> = self.touchpoints.iter().filter(|(_, alias)| holds(&text, alias)).map(|(at, _)| *at).collect();
        hit.dedup();
        hit.len()
    }

    /// Places a text, given the stage that its question is about.
    ///
    /// A touchpoint of another stage than the one asked about, or than the one named, needs that stage's own name.
    pub(super) fn place(&self, text: &str, asked: Option<&'a str>) -> Option<Place<'a>> {
        let text = stems(text);
        let named: Vec<&str> = self
            .stages
            .iter()
            .filter(|(_, alias)| holds(&text, alias))
            .filter_map(|(at, _)| self.framework.stages.get(*at))
            .map(|stage| stage.id.as_str())
            .collect();
        let free = asked.is_none() && named.is_empty();
        let found = self
            .touchpoints
            .iter()
            .filter(|(_, alias)| holds(&text, alias))
            .filter_map(|(at, alias)| Some((alias.len(), self.framework.touchpoints.get(*at)?)))
            .filter(|(_, touchpoint)| asked == Some(touchpoint.stage.as_str()) || free || named.contains(&touchpoint.stage.as_str()))
            .map(|(length, touchpoint)| {
                let asked_here = asked == Some(touchpoint.stage.as_str());
                let named_here = named.contains(&touchpoint.stage.as_str());
                (2 * length + 3 * usize::from(asked_here) + usize::from(named_here), touchpoint)
            })
            // The first of the best, in the order of the journey.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, touchpoint)) = found {
            return Some(Place { stage: &touchpoint.stage, touchpoint: Some(&touchpoint.id) });
        }
        asked
            .or_else(|| self.framework.stages.iter().find(|stage| named.contains(&stage.id.as_str())).map(|stage| stage.id.as_str()))
            .map(|stage| Place { stage, touchpoint: None })
    }
}

/// The channel that a text names.
pub(super) fn channel(text: &str) -> Option<Channel> {
    const WORDS: [(&str, &[&str]); 9] = [
        ("app", &["app", "apps"]),
        ("phone", &["phone", "phoned", "called", "call", "calls", "hotline", "rang", "telephone", "helpline"]),
        ("email", &["email", "emails", "emailed", "e-mail", "mail", "inbox"]),
        ("chat", &["chat", "chatbot", "messenger", "whatsapp"]),
        ("in person", &["branch", "in-person", "face-to-face", "counter", "showroom"]),
        ("post", &["letter", "letters", "post", "postal", "mailbox", "envelope"]),
        ("partner", &["broker", "dealer", "realtor"]),
        ("social", &["facebook", "twitter", "instagram", "reddit"]),
        ("website", &["website", "site", "online", "webpage", "browser", "websites"]),
    ];
    let said = words(text);
    WORDS.iter().find(|(_, names)| said.iter().any(|word| names.contains(&word.as_str()))).map(|(name, _)| Channel::from_name(name))
}
