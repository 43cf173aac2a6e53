//! Building a corpus, document by document.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;

use super::{
    Corpus, Evidence, Presence, Row, Rows, THOUSAND,
    evidence::Standing,
    merge::{Part, arranged},
    names::Growing,
    presence::{Attribute, Change, Rating},
    sentences::SentenceCounts,
};
use crate::{
    error::Error,
    journey::{Document, Observation},
};

/// A corpus that is filled document by document; see [`Corpus::builder`].
///
/// ```
/// use journey_core::{Corpus, Document, Framework, builtin, journey::{DocumentSource, Role}};
/// let framework = Framework::template("insurance")?;
/// let mut corpus = Corpus::builder().keep_attributes(["account"]);
/// for (number, text) in ["The claim took three weeks.", "Filing the claim was easy."].iter().enumerate() {
///     let mut ticket = Document::new(format!("ticket-{number}"), DocumentSource::Ticket, format!("customer-{number}"));
///     ticket.attributes.insert("account".into(), "Acme".into());
///     ticket.push(Role::Customer, *text);
///     corpus.add(&ticket, &builtin::code_document(&ticket, &framework)?.observations)?;
/// }
/// assert_eq!(corpus.finish()?.respondent_count(), 2);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CorpusBuilder {
    kept: Vec<String>,
    names: Growing,
    known: HashMap<Key, u32, FixedState>,
    /// Under provisional codes, in the order in which they came.
    presences: Vec<Presence>,
    /// The presence of each row, and the row.
    rows: Vec<(u32, Row)>,
    evidence: Evidence,
}

/// What tells presences apart, under provisional codes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Key {
    participant: u32,
    wave: u16,
    source: u8,
    language: u16,
    simulated: bool,
    attributes: Box<[Attribute]>,
}

impl CorpusBuilder {
    /// Keeps these attributes of documents, such as the account or the cycle that they belong to; others are left out.
    #[must_use]
    pub fn keep_attributes<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.kept.extend(names.into_iter().map(Into::into));
        self
    }

    /// A builder that keeps the same, without documents.
    pub(crate) fn emptied(&self) -> Self {
        Self { kept: self.kept.clone(), ..Self::default() }
    }

    /// Adds a document and what was observed in it.
    ///
    /// # Errors
    /// When the document was added before, an observation is of another document or participant, or an id or a number is wrong. Nothing is
    /// added then.
    pub fn add(&mut self, document: &Document, observations: &[Observation]) -> Result<(), Error> {
        if self.names.documents.contains(document.id.as_str()) {
            return Err(twice("documents", &document.id));
        }
        check(document, observations)?;
        let id = self.names.documents.code(document.id.as_str());
        let at = self.presence(document, id);
        // In the order in which the customer told them: a change of channel has a before and an after.
        let mut told: Vec<&Observation> = observations.iter().collect();
        told.sort_by_key(|one| one.evidence.first().and_then(|quote| quote.sentences.first()).copied());
        let mut channels: BTreeMap<&str, u16> = BTreeMap::new();
        let mut changes: BTreeSet<Change> = BTreeSet::new();
        for one in told {
            let row = self.row(one);
            self.rows.push((at, row));
            if let Some(presence) = self.presences.get(at as usize) {
                let Presence { participant, language, simulated, .. } = *presence;
                self.evidence.add(one, row, Standing { document: id, participant, language, simulated });
            }
            // Another stage through another channel is no change of channel.
            if one.channel.is_some()
                && let Some(before) = channels.insert(one.place.stage(), row.channel).filter(|before| *before != row.channel)
            {
                changes.insert(Change { from: before, to: row.channel });
            }
        }
        if let Some(presence) = self.presences.get_mut(at as usize) {
            let sentences = SentenceCounts::of(document, observations);
            presence.join(&Presence { changes: changes.into_iter().collect(), sentences, ..Presence::default() });
        }
        Ok(())
    }

    /// The corpus of everything that was added.
    ///
    /// # Errors
    /// When there are more than 65,535 names of one kind; participants, documents and values of attributes may be 4,294,967,295.
    pub fn finish(mut self) -> Result<Corpus, Error> {
        self.rows.sort_unstable_by_key(|(presence, _)| *presence);
        let mut rows = Rows::with_capacity(self.rows.len());
        let mut taken = self.rows.iter().peekable();
        for (at, presence) in (0..).zip(&mut self.presences) {
            while let Some((_, row)) = taken.next_if(|(of, _)| *of == at) {
                rows.push(*row);
            }
            presence.end = rows.len() as u64;
        }
        let (names, moves) = self.names.sorted();
        names.check()?;
        Ok(arranged(names, &[Part { presences: &self.presences, rows: &rows, evidence: &self.evidence, moves: &moves }]))
    }

    /// The place of a document's presence among the others; what is known of the participant there is taken in.
    fn presence(&mut self, document: &Document, id: u32) -> u32 {
        let names = &mut self.names;
        let attributes = document.attributes.iter().filter(|(name, _)| self.kept.contains(name));
        let mut attributes: Vec<Attribute> = attributes
            .map(|(name, value)| Attribute { name: names.attributes.code(name.as_str()) as u16, value: names.values.code(value.as_str()) })
            .collect();
        attributes.sort_unstable();
        let key = Key {
            participant: names.participants.code(document.participant.as_str()),
            wave: names.waves.code(document.wave.as_deref().unwrap_or_default()) as u16,
            source: document.source.number(),
            language: names.languages.code(document.language.as_deref().unwrap_or_default()) as u16,
            simulated: document.simulated,
            attributes: attributes.into_boxed_slice(),
        };
        let segments: BTreeSet<u16> = document.segments.iter().map(|segment| names.segments.code(segment.as_str()) as u16).collect();
        let reached: BTreeSet<u16> = document.stages_reached.iter().map(|stage| names.stages.code(stage.as_str()) as u16).collect();
        let ratings = document.ratings.iter().map(|(instrument, value)| Rating {
            instrument: names.instruments.code(instrument.as_str()) as u16,
            sum: (value * THOUSAND).round() as i64,
            count: 1,
        });
        let known = Presence {
            segments: segments.into_iter().collect(),
            reached: reached.into_iter().collect(),
            ratings: ratings.collect(),
            documents: Box::new([id]),
            first: document.turns.iter().filter_map(|turn| turn.at).min(),
            ..Presence::default()
        };
        let fresh = self.presences.len() as u32;
        let at = *self.known.entry(key.clone()).or_insert(fresh);
        match self.presences.get_mut(at as usize) {
            Some(presence) => presence.join(&known),
            None => {
                let Key { participant, wave, source, language, simulated, attributes } = key;
                self.presences.push(Presence { participant, wave, source, language, simulated, attributes, ..known });
            }
        }
        at
    }

    fn row(&mut self, one: &Observation) -> Row {
        Row {
            place: self.names.places.code(&one.place) as u16,
            kind: one.kind.number(),
            channel: self.names.channels.code(one.channel.as_ref().map_or("", |channel| channel.name())) as u16,
            coder: self.names.coders.code(one.coder.name.as_str()) as u16,
            valence: i16::from(one.emotion.valence) * THOUSAND as i16,
            emotion: one.emotion.label.number(),
            markers: one.markers.iter().fold(0, |bits, marker| bits | 1 << marker.number()),
        }
    }
}

impl Corpus {
    /// The corpus of documents and the observations made of them.
    ///
    /// # Errors
    /// When a document or an observation occurs twice, an observation is of no document given, or an id or a number is wrong.
    pub fn new(documents: &[Document], observations: &[Observation]) -> Result<Self, Error> {
        Self::with_attributes(documents, observations, std::iter::empty::<String>())
    }

    /// The corpus of documents and the observations made of them, with these attributes of the documents.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn with_attributes<S: Into<String>>(
        documents: &[Document],
        observations: &[Observation],
        attributes: impl IntoIterator<Item = S>,
    ) -> Result<Self, Error> {
        let mut own: HashMap<&str, Vec<Observation>> = HashMap::new();
        for one in observations {
            own.entry(&one.document).or_default().push(one.clone());
        }
        let mut corpus = Self::builder().keep_attributes(attributes);
        for document in documents {
            corpus.add(document, &own.remove(document.id.as_str()).unwrap_or_default())?;
        }
        match observations.iter().find(|one| own.contains_key(one.document.as_str())) {
            Some(one) => Err(of_another(one, "no such document was given")),
            None => corpus.finish(),
        }
    }
}

pub(super) fn twice(field: &str, id: &str) -> Error {
    Error::invalid(field, format!("`{id}` occurs twice"), "give each id once")
}

fn of_another(one: &Observation, problem: &str) -> Error {
    let problem = format!("`{}` is of `{}`: {problem}", one.id, one.document);
    Error::invalid("observations", problem, "give each observation with its document")
}

/// Checks that observations belong to their document and hold sound numbers.
fn check(document: &Document, observations: &[Observation]) -> Result<(), Error> {
    if let Some((instrument, value)) = document.ratings.iter().find(|(_, value)| !value.is_finite()) {
        return Err(Error::invalid("ratings", format!("{instrument} of `{}` is {value}", document.id), "give a number"));
    }
    let mut seen = BTreeSet::new();
    for one in observations {
        if one.document != document.id {
            return Err(of_another(one, &format!("it was given with `{}`", document.id)));
        }
        if one.participant != document.participant {
            return Err(of_another(one, &format!("its participant is `{}` and not `{}`", document.participant, one.participant)));
        }
        if !seen.insert(&one.id) {
            return Err(twice("observations", &one.id));
        }
        let valence = one.emotion.valence;
        if !(-2..=2).contains(&valence) {
            return Err(Error::invalid("valence", format!("{valence} of `{}` is not on the scale", one.id), "give -2, -1, 0, 1 or 2"));
        }
        if !(0.0..=1.0).contains(&one.confidence) {
            return Err(Error::invalid("confidence", format!("{} of `{}` is no share", one.confidence, one.id), "give 0 to 1"));
        }
    }
    Ok(())
}
