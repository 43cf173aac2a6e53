//! One document as a text source with its coded selections.

use std::collections::HashMap;

use super::{
    CHANNEL, EMOTION, INTERNAL, KIND, SIGN, VALENCE, WAVE,
    export::broken,
    guid::guid,
    schema::{Coding, Layout, Reference, Remark, Selection, TextSource, VariableValue},
};
use crate::{
    error::Error,
    journey::{Document, Observation, Role},
    text::SentenceId,
};

/// A document's words and its source.
pub(super) fn source<'a>(document: &Document, told: impl Iterator<Item = &'a Observation>) -> Result<(String, TextSource), Error> {
    let (text, layout, starts) = laid_out(document);
    let id = guid("source", &document.id);
    let source = TextSource {
        path: Some(format!("{INTERNAL}{id}.txt")),
        name: document.id.clone(),
        description: Some(serde_json::to_string(&layout).map_err(broken)?),
        content: None,
        selections: told.flat_map(|one| selections(one, &starts)).collect(),
        values: document.wave.iter().map(|wave| text_value(WAVE, wave)).collect(),
        guid: id,
    };
    Ok((text, source))
}

pub(super) fn text_value(variable: &str, text: &str) -> VariableValue {
    VariableValue { variable: Reference { target: guid("variable", variable) }, text: Some(text.to_owned()), ..VariableValue::default() }
}

/// The codes of an observation that are not places, by group.
pub(super) fn traits(one: &Observation) -> Vec<(&'static str, String)> {
    let mut all = vec![
        (KIND, one.kind.name().to_owned()),
        (EMOTION, one.emotion.label.name().to_owned()),
        (VALENCE, format!("{:+}", one.emotion.valence)),
    ];
    all.extend(one.channel.as_ref().map(|channel| (CHANNEL, channel.name().to_owned())));
    all.extend(one.markers.iter().map(|sign| (SIGN, sign.name().to_owned())));
    all
}

pub(super) fn trait_guid(group: &str, name: &str) -> String {
    guid(&format!("code of {group}"), name)
}

/// How many characters a text has when a carriage return with its line feed is one.
fn characters(text: &str) -> usize {
    text.chars().count() - text.matches("\r\n").count()
}

/// A document as one text, with where each sentence begins.
fn laid_out(document: &Document) -> (String, Layout, HashMap<SentenceId, usize>) {
    let (mut text, mut starts) = (String::new(), HashMap::new());
    let mut layout = Layout {
        source: Some(document.source),
        language: document.language.clone(),
        simulated: document.simulated,
        reached: document.stages_reached.clone(),
        turns: Vec::new(),
    };
    let mut length = 0;
    for turn in &document.turns {
        let label = match turn.role {
            Role::Customer => "Customer: ",
            Role::Interviewer => "Interviewer: ",
            Role::System => "System: ",
        };
        let words = turn.text.replace("\r\n", "\n").replace('\r', "\n");
        let start = length + label.len();
        let end = start + words.chars().count();
        layout.turns.push((turn.role, turn.stage.clone(), start, end));
        let (mut byte, mut at) = (0, start);
        for (id, cut) in turn.each_cut() {
            // Spans count characters; the words before the span are measured as the text has them.
            at += turn.text.get(byte..cut.start).map_or(0, characters);
            byte = cut.start;
            starts.insert(id, at);
        }
        text.push_str(label);
        text.push_str(&words);
        text.push('\n');
        length = end + 1;
    }
    (text, layout, starts)
}

fn selections(one: &Observation, starts: &HashMap<SentenceId, usize>) -> Vec<Selection> {
    let user = guid("user", &one.coder.name);
    let mut codes = vec![guid("code", one.place.touchpoint().unwrap_or(one.place.stage()))];
    codes.extend(traits(one).iter().map(|(group, name)| trait_guid(group, name)));
    let remark = Remark { confidence: one.confidence, reason: one.reason.clone() };
    let quotes = one.evidence.iter().enumerate().filter_map(|(number, quote)| {
        let start = *starts.get(quote.sentences.first()?)?;
        let id = format!("{}/{number}", one.id);
        Some(Selection {
            guid: guid("selection", &id),
            name: one.id.clone(),
            start,
            end: start + characters(&quote.text),
            user: Some(user.clone()),
            description: serde_json::to_string(&remark).ok(),
            codings: codes
                .iter()
                .map(|code| Coding {
                    guid: guid("coding", &format!("{id}/{code}")),
                    user: Some(user.clone()),
                    code: Reference { target: code.clone() },
                })
                .collect(),
        })
    });
    quotes.collect()
}
