//! Reading projects and codebooks.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::{
    CHANNEL, EMOTION, INTERNAL, KIND, SEGMENT, SIGN, VALENCE, WAVE,
    schema::{Case, CodeBook, Layout, Project, Remark, Selection, TextSource, User, VariableValue, XmlCode},
};
use crate::{
    coding::{Code, Codebook},
    error::Error,
    journey::{
        Channel, Coder, CoderKind, Document, DocumentSource, Emotion, EmotionLabel, Marker, Observation, ObservationKind, Place, Role,
    },
    text::SentenceId,
    wire::from_wire_name,
};

/// The most bytes of one file inside an archive.
const MOST_BYTES: u64 = 1 << 28;

/// A project that was read.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct QdaProject {
    /// Its name.
    pub name: String,
    /// The text sources.
    pub documents: Vec<Document>,
    /// Coded selections of customers' words.
    pub observations: Vec<Observation>,
    /// The codes: top codes as stages, their children as touchpoints.
    pub codebook: Codebook,
    /// Selections that could not be read as observations, by name, with the reason.
    pub rejected: Vec<(String, String)>,
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::invalid("qda", error, "give a REFI-QDA 1.0 file")
}

/// Reads a codebook (`.qdc`).
///
/// # Errors
/// When it is not QDA-XML.
pub fn read_qdc(xml: &str) -> Result<Codebook, Error> {
    // The reader takes any root; a codebook has its own.
    if !xml.contains("<CodeBook") {
        return Err(broken("there is no CodeBook"));
    }
    let book: CodeBook = quick_xml::de::from_str(xml).map_err(broken)?;
    Ok(Tree::of(&book.codes.all)?.book)
}

/// Reads a project (`.qdpx`), written by this library or another program.
///
/// A source that another program wrote is cut into turns at blank lines; a turn that begins with the name of an interviewer's role is the
/// interviewer's, all others are the customer's. A selection becomes an observation of the sentences that it touches; without a code of a kind
/// it is neutral.
///
/// # Errors
/// When the archive has no readable `project.qde`.
pub fn read_qdpx(bytes: &[u8]) -> Result<QdaProject, Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let name = names.iter().find(|name| name.ends_with(".qde")).ok_or_else(|| broken("there is no project.qde"))?;
    let project: Project = quick_xml::de::from_str(&file(&mut archive, name)?).map_err(broken)?;
    let tree = Tree::of(&project.code_book.map(|book| book.codes.all).unwrap_or_default())?;
    let variables: BTreeMap<String, String> =
        project.variables.map(|variables| variables.all).unwrap_or_default().into_iter().map(|one| (one.guid, one.name)).collect();
    let users: BTreeMap<String, User> =
        project.users.map(|users| users.all).unwrap_or_default().into_iter().map(|user| (user.guid.clone(), user)).collect();
    let cases = project.cases.map(|cases| cases.all).unwrap_or_default();
    let mut read = QdaProject { name: project.name, codebook: tree.book.clone(), ..QdaProject::default() };
    for source in project.sources.map(|sources| sources.texts).unwrap_or_default() {
        let text = match (&source.content, &source.path) {
            (Some(content), _) => content.clone(),
            (None, Some(path)) => {
                let inner = path.trim_start_matches(INTERNAL);
                let found = names.iter().find(|name| name.rsplit('/').next() == Some(inner));
                file(&mut archive, found.ok_or_else(|| broken(format!("the source `{path}` is missing")))?)?
            }
            (None, None) => continue,
        };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let case = cases.iter().find(|case| case.sources.iter().any(|own| own.target == source.guid));
        let (document, starts) = document(&source, &text, case, &variables);
        let mut by_name: BTreeMap<(&str, usize), Vec<&Selection>> = BTreeMap::new();
        for (at, selection) in source.selections.iter().enumerate() {
            // Selections of one observation of the library's own share its id; others stand alone.
            let own = selection.name.contains('#');
            by_name.entry((&selection.name, if own { 0 } else { at + 1 })).or_default().push(selection);
        }
        for ((name, number), selections) in by_name {
            let id = if number == 0 { name.to_owned() } else { format!("{}#qda{number}", document.id) };
            match observation(id, &selections, &document, &starts, &tree, &users) {
                Ok(observation) => read.observations.push(observation),
                Err(reason) => read.rejected.push((name.to_owned(), reason)),
            }
        }
        read.documents.push(document);
    }
    Ok(read)
}

fn file(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, Error> {
    let mut text = String::new();
    archive.by_name(name).map_err(broken)?.take(MOST_BYTES).read_to_string(&mut text).map_err(broken)?;
    Ok(text)
}

/// What each code's id stands for.
struct Tree {
    book: Codebook,
    /// Stage and touchpoint.
    places: BTreeMap<String, (String, Option<String>)>,
    /// Group and name of codes that are not places.
    traits: BTreeMap<String, (String, String)>,
}

impl Tree {
    fn of(codes: &[XmlCode]) -> Result<Self, Error> {
        let mut tree = Self { book: Codebook::default(), places: BTreeMap::new(), traits: BTreeMap::new() };
        for code in codes {
            if [KIND, EMOTION, VALENCE, CHANNEL, SIGN].contains(&code.name.as_str()) {
                let named = code.children.iter().map(|child| (child.guid.clone(), (code.name.clone(), child.name.clone())));
                tree.traits.extend(named);
                continue;
            }
            let stage = tree.add(code, None)?;
            tree.places.insert(code.guid.clone(), (stage.clone(), None));
            let mut below: Vec<&XmlCode> = code.children.iter().collect();
            // Deeper levels than two are brought up to touchpoints.
            while let Some(child) = below.pop() {
                let touchpoint = tree.add(child, Some(&stage))?;
                tree.places.insert(child.guid.clone(), (stage.clone(), Some(touchpoint)));
                below.extend(&child.children);
            }
        }
        Ok(tree)
    }

    /// Adds a code under an id made of its name.
    fn add(&mut self, code: &XmlCode, parent: Option<&str>) -> Result<String, Error> {
        let plain: String = code.name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        let plain = plain.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        let plain = if plain.is_empty() { "code".to_owned() } else { plain };
        let id = (1..)
            .map(|number| if number == 1 { plain.clone() } else { format!("{plain}_{number}") })
            .find(|id| self.book.code(id).is_none());
        let id = id.unwrap_or(plain);
        let text = code.description.clone().unwrap_or_default();
        let examples = |label: &str| -> Vec<String> {
            let line = text.lines().find_map(|line| line.strip_prefix(label));
            line.map(|line| line.split(" | ").map(str::to_owned).collect()).unwrap_or_default()
        };
        let definition: Vec<&str> = text.lines().filter(|line| !line.starts_with("Include: ") && !line.starts_with("Exclude: ")).collect();
        self.book.insert(Code {
            id: id.clone(),
            name: code.name.clone(),
            parent: parent.map(str::to_owned),
            definition: definition.join("\n").trim().to_owned(),
            inclusion_examples: examples("Include: "),
            exclusion_examples: examples("Exclude: "),
        })?;
        Ok(id)
    }
}

/// The number of the character at which each turn begins.
type Starts = Vec<(u32, usize, usize)>;

fn document(source: &TextSource, text: &str, case: Option<&Case>, variables: &BTreeMap<String, String>) -> (Document, Starts) {
    let layout: Option<Layout> = source.description.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let kind = layout.as_ref().and_then(|layout| layout.source).unwrap_or(DocumentSource::Interview);
    let participant = case.map_or(&source.name, |case| &case.name);
    let mut document = Document::new(source.name.clone(), kind, participant.clone());
    let named = |value: &VariableValue| variables.get(&value.variable.target).cloned().unwrap_or_default();
    for value in case.iter().flat_map(|case| &case.values) {
        let (name, told) =
            (named(value), value.text.clone().or_else(|| value.float.clone()).or_else(|| value.integer.clone()).unwrap_or_default());
        let number = value.float.as_ref().or(value.integer.as_ref()).and_then(|number| number.parse::<f64>().ok());
        match number {
            _ if name == SEGMENT => document.segments = told.split('|').filter(|segment| !segment.is_empty()).map(str::to_owned).collect(),
            Some(number) => drop(document.ratings.insert(name, number)),
            None => drop(document.attributes.insert(name, told)),
        }
    }
    document.wave = source.values.iter().find(|value| named(value) == WAVE).and_then(|value| value.text.clone());
    let mut starts = Starts::new();
    match layout {
        Some(layout) => {
            let characters: Vec<char> = text.chars().collect();
            for (role, stage, start, end) in layout.turns {
                let words: String = characters.get(start..end).unwrap_or_default().iter().collect();
                let turn = document.push(role, words);
                turn.stage = stage;
                starts.push((turn.number, start, end));
            }
            document.language = layout.language;
            document.simulated = layout.simulated;
            document.stages_reached = layout.reached;
        }
        None => {
            let mut at = 0;
            for block in text.split("\n\n") {
                let length = block.chars().count();
                if !block.trim().is_empty() {
                    let turn = document.push(role_of(block), block);
                    starts.push((turn.number, at, at + length));
                }
                at += length + 2;
            }
        }
    }
    (document, starts)
}

fn role_of(block: &str) -> Role {
    const ASKING: [&str; 8] = ["interviewer", "moderator", "researcher", "agent", "i", "q", "int", "facilitator"];
    let label = block.trim_start().split(':').next().unwrap_or_default().trim().to_lowercase();
    if ASKING.contains(&label.as_str()) { Role::Interviewer } else { Role::Customer }
}

fn observation(
    id: String,
    selections: &[&Selection],
    document: &Document,
    starts: &Starts,
    tree: &Tree,
    users: &BTreeMap<String, User>,
) -> Result<Observation, String> {
    let first = selections.first().ok_or("there is no selection")?;
    let mut sentences: Vec<SentenceId> = Vec::new();
    for selection in selections {
        for (number, start, _) in starts.iter().filter(|(_, start, end)| selection.start < *end && selection.end > *start) {
            let turn = document.turn(*number).ok_or("its turn is missing")?;
            let touched = turn.sentences.iter().filter(|sentence| {
                let (from, to) = (start + sentence.span.start, start + sentence.span.end);
                selection.start < to && selection.end > from
            });
            sentences.extend(touched.map(|sentence| sentence.id));
        }
    }
    let evidence = document.quote(&sentences);
    if evidence.is_empty() {
        return Err("it holds no words of the customer".into());
    }
    let codes = || first.codings.iter().map(|coding| &coding.code.target);
    let (stage, touchpoint) = codes().find_map(|code| tree.places.get(code)).cloned().ok_or("it has no code of a place")?;
    let told =
        |group: &str| codes().filter_map(|code| tree.traits.get(code)).find(|(known, _)| known == group).map(|(_, name)| name.clone());
    let kind: ObservationKind = told(KIND).and_then(|name| from_wire_name(&name)).unwrap_or(ObservationKind::Neutral);
    let usual = match kind {
        ObservationKind::Delight => 1,
        ObservationKind::ExpectationGap | ObservationKind::Pain => -1,
        _ => 0,
    };
    let valence = told(VALENCE).and_then(|text| text.parse().ok()).unwrap_or(usual).clamp(-2, 2);
    let label = told(EMOTION).and_then(|name| from_wire_name::<EmotionLabel>(&name)).unwrap_or(match valence {
        1.. => EmotionLabel::Satisfaction,
        0 => EmotionLabel::Neutral,
        _ => EmotionLabel::Disappointment,
    });
    let user =
        first.user.as_ref().or_else(|| first.codings.first().and_then(|coding| coding.user.as_ref())).and_then(|user| users.get(user));
    let (kind_of_coder, hash) = user.and_then(|user| user.id.split_once(':')).unwrap_or(("human", ""));
    let coder = Coder {
        kind: from_wire_name(kind_of_coder).unwrap_or(CoderKind::Human),
        name: user.map_or_else(|| "unknown".to_owned(), |user| user.name.clone()),
        prompt_hash: hash.to_owned(),
    };
    let remark: Option<Remark> = first.description.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let (confidence, reason) =
        remark.map_or_else(|| (1.0, first.description.clone().unwrap_or_default()), |remark| (remark.confidence, remark.reason));
    let signs = codes().filter_map(|code| tree.traits.get(code)).filter(|(group, _)| group == SIGN);
    Ok(Observation {
        id,
        document: document.id.clone(),
        participant: document.participant.clone(),
        place: Place::new(stage, touchpoint.as_deref()),
        channel: told(CHANNEL).map(|name| Channel::from_name(&name)),
        kind,
        emotion: Emotion { label, valence, arousal: label.arousal(), confidence },
        cause: None,
        expectation: None,
        markers: signs.filter_map(|(_, name)| from_wire_name::<Marker>(name)).collect(),
        evidence,
        coder,
        confidence,
        reason,
    })
}
