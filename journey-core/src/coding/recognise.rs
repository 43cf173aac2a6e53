//! Which framework documents are read by when nobody names one.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{discover_framework, place_index::PlaceIndex};
use crate::{
    journey::{Document, Framework, Role},
    text::stems,
};

/// The fewest names of an industry's touchpoints that tell the industry.
const FEWEST: usize = 3;
/// The same for each document.
const OF_A_DOCUMENT: f64 = 0.15;
/// How far the industry must lead the next.
const LEAD: f64 = 1.5;
/// The most documents that are looked at, spread over all.
const SAMPLE: usize = 2000;

/// A framework that fits documents, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct RecognisedFramework {
    /// The stages and touchpoints.
    pub framework: Framework,
    /// On what grounds, in words.
    pub grounds: String,
}

/// The framework that documents are read by when nobody names one: the template of the industry whose touchpoints they name without doubt; else
/// what they name themselves ([`discover_framework`]); else, where they name too little, the stages that any company has.
///
/// ```
/// use journey_core::{Document, coding::recognise_framework, journey::{DocumentSource, Role}};
/// let said = ["The renewal letter came late.", "Claim filing took an hour.", "My claims handler never said where my claim was."];
/// let documents: Vec<Document> = said.iter().enumerate().map(|(at, said)| {
///     let mut ticket = Document::new(format!("t{at}"), DocumentSource::Ticket, format!("p{at}"));
///     ticket.push(Role::Customer, *said);
///     ticket
/// }).collect();
/// assert_eq!(recognise_framework(&documents).framework.id, "insurance");
/// ```
pub fn recognise_framework(documents: &[Document]) -> RecognisedFramework {
    let sample: Vec<&Document> = documents.iter().step_by(documents.len().div_ceil(SAMPLE).max(1)).collect();
    let ranked = ranked_industries(&sample);
    let (hits, best) = ranked.first().map_or((0, None), |(hits, framework)| (*hits, Some(*framework)));
    let second = ranked.get(1).map_or(0, |(hits, _)| *hits);
    let told = best.map_or_else(String::new, |best| {
        format!("{hits} touchpoints of {} are named in {} documents, next {second}", best.id, sample.len())
    });
    let sure = hits >= FEWEST && hits as f64 >= OF_A_DOCUMENT * sample.len() as f64 && hits as f64 >= LEAD * second as f64;
    if let Some(framework) = best.filter(|_| sure) {
        return RecognisedFramework { framework: framework.clone(), grounds: told };
    }
    match discover_framework(&sample, "Discovered") {
        Ok(framework) => {
            let names: Vec<&str> = framework.touchpoints.iter().map(|touchpoint| touchpoint.name.as_str()).collect();
            let grounds = format!("no industry is sure ({told}); customers themselves speak of {}", names.join(", "));
            RecognisedFramework { framework, grounds }
        }
        Err(_) => RecognisedFramework {
            framework: Framework::general().clone(),
            grounds: format!("no industry is sure ({told}), and too few customers name the same things"),
        },
    }
}

/// The industry templates by how many of their touchpoints some documents name outright, most first, then by how many they name with common words
/// as well.
fn ranked_industries(documents: &[&Document]) -> Vec<(usize, &'static Framework)> {
    let turns: Vec<Vec<String>> = documents
        .iter()
        .flat_map(|document| &document.turns)
        .filter(|turn| turn.role == Role::Customer)
        .map(|turn| stems(&turn.text))
        .collect();
    let mut ranked: Vec<((usize, usize), &Framework)> = Framework::templates()
        .iter()
        .filter(|template| template.id != Framework::general().id)
        .map(|template| {
            let index = PlaceIndex::new(&Arc::new(template.clone()), &[]);
            let hits = turns.iter().map(|said| index.specific_hits(said));
            (hits.fold((0, 0), |(outright, all), (one, two)| (outright + one, all + two)), template)
        })
        .collect();
    ranked.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.id.cmp(&right.1.id)));
    ranked.into_iter().map(|((outright, _), template)| (outright, template)).collect()
}
