//! What the coder that users get makes of a text: a document in, observations out.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use journey_core::{
    Error, builtin,
    coding::{Codebook, PreparedFramework},
    journey::{Document, DocumentSource, Framework, Observation, Role, Stage, Touchpoint, WHOLE_JOURNEY},
    text::{Reading, Statement},
};

/// The most places that one framework declares; more are declared text by text.
const MOST: usize = 60;

/// A text with what it is about.
pub struct Asked<'a> {
    pub text: &'a str,
    pub target: Option<&'a str>,
}

/// What became of the texts.
#[derive(Default)]
pub struct Coverage {
    pub texts: usize,
    pub felt: usize,
    pub unplaced: usize,
    pub general: usize,
    pub unread: usize,
}

/// Codes every text; `places` are what the framework declares, each with a description where there is one.
pub fn code(asked: &[Asked<'_>], places: &[(String, Option<String>)], as_stages: bool) -> Result<Vec<Vec<Observation>>, Error> {
    let shared = if places.len() <= MOST { Some(prepared(places, as_stages)?) } else { None };
    let mut own: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in asked {
        own.entry(one.text).or_default().extend(one.target);
    }
    let mut coded = Vec::with_capacity(asked.len());
    for (number, one) in asked.iter().enumerate() {
        let framework = match &shared {
            Some(framework) => Arc::clone(framework),
            None => {
                let names = own.get(one.text).into_iter().flatten().map(|name| ((*name).to_owned(), None));
                prepared(&names.collect::<Vec<_>>(), as_stages)?
            }
        };
        let mut document = Document::new(number.to_string(), DocumentSource::Review, number.to_string());
        document.push(Role::Customer, one.text);
        coded.push(builtin::code_prepared(&document, &framework).observations);
    }
    Ok(coded)
}

fn prepared(places: &[(String, Option<String>)], as_stages: bool) -> Result<Arc<PreparedFramework>, Error> {
    let stage = |id: &str, order: usize| Stage { id: id.to_owned(), name: id.replace('_', " "), aliases: Vec::new(), order: order as u32 };
    let touchpoint =
        |id: &str| Touchpoint { id: id.to_owned(), name: id.to_owned(), stage: "visit".into(), channel: None, aliases: Vec::new() };
    // Without places everything lies in one stage.
    let (stages, touchpoints) = if as_stages {
        (places.iter().enumerate().map(|(order, (name, _))| stage(name, order)).collect(), Vec::new())
    } else {
        (vec![stage("visit", 0)], places.iter().map(|(name, _)| touchpoint(name)).collect())
    };
    let framework = Framework { id: "score".into(), name: "Score".into(), stages, touchpoints };
    let described = places.iter().filter_map(|(name, description)| Some((name, description.as_deref()?)));
    let mut codebook = Codebook::from_framework(&framework);
    for (name, description) in described {
        codebook.define(name, description, &[], &[])?;
    }
    Ok(Arc::new(PreparedFramework::new(framework)?.with_codebook(&codebook)))
}

/// The side and the strength of what was told of a target, −2 to 2: of the target where it was placed there, else of what has no touchpoint;
/// of everything without a target.
pub fn valence(observations: &[Observation], target: Option<&str>) -> f64 {
    let mean = |of: Vec<&Observation>| {
        let felt: Vec<f64> = of.iter().map(|one| f64::from(one.emotion.valence)).filter(|valence| *valence != 0.0).collect();
        (!felt.is_empty()).then(|| felt.iter().sum::<f64>() / felt.len() as f64)
    };
    let own: Vec<&Observation> = observations.iter().filter(|one| target.is_some() && one.place.touchpoint() == target).collect();
    let of =
        if own.is_empty() { observations.iter().filter(|one| target.is_none() || one.place.touchpoint().is_none()).collect() } else { own };
    mean(of).unwrap_or(0.0)
}

impl Coverage {
    pub fn of(asked: &[Asked<'_>], coded: &[Vec<Observation>]) -> Self {
        let mut all = Self { texts: asked.len(), ..Self::default() };
        for (one, observations) in asked.iter().zip(coded) {
            let mut felt = observations.iter().filter(|one| one.emotion.valence != 0).peekable();
            if felt.peek().is_some() {
                all.felt += 1;
                all.unplaced += usize::from(felt.all(|one| one.place.stage() == WHOLE_JOURNEY || one.place.touchpoint().is_none()));
            } else if observations.is_empty() {
                let experience = Reading::of(one.text).is_some_and(|read| read.statement() == Statement::Experience);
                *(if experience { &mut all.unread } else { &mut all.general }) += 1;
            }
        }
        all
    }
}
