//! Writing projects and codebooks.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{Cursor, Write},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    CHANNEL, EMOTION, INTERNAL, KIND, SEGMENT, SIGN, VALENCE, WAVE,
    guid::guid,
    schema::{
        Case, Cases, CodeBook, Codes, Coding, Layout, Project, Reference, Remark, Selection, Sources, TextSource, User, Users, Variable,
        VariableValue, Variables, XmlCode,
    },
};
use crate::{
    coding::Codebook,
    error::Error,
    journey::{Document, Observation, Role},
    text::SentenceId,
    wire::wire_name,
};

fn broken(error: impl std::fmt::Display) -> Error {
    Error::invalid("qda", error, "report it: the project is the library's own")
}

/// Writes a codebook as `.qdc`: stages as codes, touchpoints as their children, definitions as descriptions.
///
/// # Errors
/// When XML refuses a name, such as one with control characters.
pub fn write_qdc(codebook: &Codebook) -> Result<String, Error> {
    let book = CodeBook { namespace: "urn:QDA-XML:codebook:1.0".into(), origin: origin(), codes: Codes { all: codes(codebook) } };
    xml("CodeBook", &book)
}

/// Writes a project as `.qdpx`: documents as text sources, observations as coded selections, participants as cases with their segments.
///
/// Offsets are characters, a carriage return with its line feed as one. What QDA-XML has no place for is left out: causes and expectation
/// pairs.
///
/// # Errors
/// When the archive cannot be written.
pub fn write_qdpx(name: &str, documents: &[Document], observations: &[Observation], codebook: &Codebook) -> Result<Vec<u8>, Error> {
    let mut all = codes(codebook);
    all.extend(groups(observations));
    let coders: BTreeMap<String, User> = observations
        .iter()
        .map(|one| {
            let id = format!("{}:{}", wire_name(&one.coder.kind), one.coder.prompt_hash);
            (one.coder.name.clone(), User { guid: guid("user", &one.coder.name), name: one.coder.name.clone(), id })
        })
        .collect();
    let instruments: BTreeSet<&String> = documents.iter().flat_map(|document| document.ratings.keys()).collect();
    let variable = |name: &str, kind: &str| Variable { guid: guid("variable", name), name: name.to_owned(), kind: kind.to_owned() };
    let mut variables = vec![variable(SEGMENT, "Text"), variable(WAVE, "Text")];
    variables.extend(instruments.iter().map(|name| variable(name, "Float")));
    let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Fixed times, so that the same project has the same bytes.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut told: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
    for one in observations {
        told.entry(&one.document).or_default().push(one);
    }
    let mut sources = Vec::new();
    for document in documents {
        let (text, layout, starts) = laid_out(document);
        let id = guid("source", &document.id);
        archive.start_file(format!("sources/{id}.txt"), options).map_err(broken)?;
        archive.write_all(text.as_bytes()).map_err(broken)?;
        let own = told.get(document.id.as_str()).into_iter().flatten();
        let values = document.wave.iter().map(|wave| text_value(WAVE, wave)).collect();
        sources.push(TextSource {
            path: Some(format!("{INTERNAL}{id}.txt")),
            name: document.id.clone(),
            description: Some(serde_json::to_string(&layout).map_err(broken)?),
            content: None,
            selections: own.flat_map(|one| selections(one, &starts)).collect(),
            values,
            guid: id.clone(),
        });
        let case = cases.entry(&document.participant).or_insert_with(|| {
            let mut values = Vec::new();
            if !document.segments.is_empty() {
                values.push(text_value(SEGMENT, &document.segments.join("|")));
            }
            values.extend(document.ratings.iter().map(|(name, value)| VariableValue {
                variable: Reference { target: guid("variable", name) },
                float: Some(value.to_string()),
                ..VariableValue::default()
            }));
            Case { guid: guid("case", &document.participant), name: document.participant.clone(), values, sources: Vec::new() }
        });
        case.sources.push(Reference { target: id });
    }
    let project = Project {
        namespace: "urn:QDA-XML:project:1.0".into(),
        name: name.to_owned(),
        origin: origin(),
        users: (!coders.is_empty()).then(|| Users { all: coders.into_values().collect() }),
        code_book: (!all.is_empty()).then(|| CodeBook { codes: Codes { all }, ..CodeBook::default() }),
        variables: Some(Variables { all: variables }),
        cases: (!cases.is_empty()).then(|| Cases { all: cases.into_values().collect() }),
        sources: (!sources.is_empty()).then_some(Sources { texts: sources }),
    };
    archive.start_file("project.qde", options).map_err(broken)?;
    archive.write_all(xml("Project", &project)?.as_bytes()).map_err(broken)?;
    Ok(archive.finish().map_err(broken)?.into_inner())
}

fn origin() -> String {
    format!("journey-core {}", env!("CARGO_PKG_VERSION"))
}

fn xml(root: &str, value: &impl serde::Serialize) -> Result<String, Error> {
    let body = quick_xml::se::to_string_with_root(root, value).map_err(broken)?;
    // XML 1.0 has no place for control characters.
    let body: String = body.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r')).collect();
    Ok(format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}\n"))
}

fn text_value(variable: &str, text: &str) -> VariableValue {
    VariableValue { variable: Reference { target: guid("variable", variable) }, text: Some(text.to_owned()), ..VariableValue::default() }
}

/// The codebook's codes as a tree.
fn codes(codebook: &Codebook) -> Vec<XmlCode> {
    let xml_code = |code: &crate::coding::Code, children: Vec<XmlCode>| {
        let mut description = code.definition.clone();
        for (label, examples) in [("Include", &code.inclusion_examples), ("Exclude", &code.exclusion_examples)] {
            if !examples.is_empty() {
                description.push_str(&format!("\n{label}: {}", examples.join(" | ")));
            }
        }
        XmlCode {
            guid: guid("code", &code.id),
            name: code.name.clone(),
            codable: "true".into(),
            description: Some(description).filter(|text| !text.is_empty()),
            children,
        }
    };
    let mut children: BTreeMap<&str, Vec<XmlCode>> = BTreeMap::new();
    for code in codebook.codes() {
        if let Some(parent) = &code.parent {
            children.entry(parent).or_default().push(xml_code(code, Vec::new()));
        }
    }
    let tops = codebook.codes().iter().filter(|code| code.parent.is_none());
    tops.map(|code| xml_code(code, children.remove(code.id.as_str()).unwrap_or_default())).collect()
}

/// The codes of an observation that are not places, by group.
fn traits(one: &Observation) -> Vec<(&'static str, String)> {
    let mut all = vec![
        (KIND, one.kind.name().to_owned()),
        (EMOTION, one.emotion.label.name().to_owned()),
        (VALENCE, format!("{:+}", one.emotion.valence)),
    ];
    all.extend(one.channel.as_ref().map(|channel| (CHANNEL, channel.name().to_owned())));
    all.extend(one.markers.iter().map(|sign| (SIGN, sign.name().to_owned())));
    all
}

fn trait_guid(group: &str, name: &str) -> String {
    guid(&format!("code of {group}"), name)
}

/// The codes that are not places, one group each.
fn groups(observations: &[Observation]) -> Vec<XmlCode> {
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (group, name) in observations.iter().flat_map(traits) {
        used.entry(group).or_default().insert(name);
    }
    let child = |group: &str, name: &String| XmlCode {
        guid: trait_guid(group, name),
        name: name.clone(),
        codable: "true".into(),
        ..XmlCode::default()
    };
    used.iter()
        .map(|(group, names)| XmlCode {
            guid: guid("group", group),
            name: (*group).to_owned(),
            codable: "false".into(),
            description: None,
            children: names.iter().map(|name| child(group, name)).collect(),
        })
        .collect()
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
