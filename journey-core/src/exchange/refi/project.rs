//! Writing projects: whole, or part by part.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::{Cursor, Read, Seek, SeekFrom, Write},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    SEGMENT, WAVE,
    export::{DECLARATION, broken, codes, element, origin},
    guid::guid,
    schema::{Case, CodeBook, Codes, Project, Reference, TextSource, User, Users, Variable, VariableValue, Variables, XmlCode},
    source::{source, text_value, trait_guid, traits},
};
use crate::{
    coding::Codebook,
    error::Error,
    journey::{Document, Observation},
    wire::wire_name,
};

/// Texts that are shorter do not become smaller enough to be worth the time.
const WORTH_COMPRESSING: usize = 2_000;
/// What stands open at the end of a project when its cases and sources are still to come.
const CLOSING: &str = "</Project>";

/// Writes a project as `.qdpx`: documents as text sources, observations as coded selections, participants as cases with their segments.
///
/// Offsets are characters, a carriage return with its line feed as one. What QDA-XML has no place for is left out: causes and expectation
/// pairs.
///
/// # Errors
/// When the archive cannot be written.
pub fn write_qdpx(name: &str, documents: &[Document], observations: &[Observation], codebook: &Codebook) -> Result<Vec<u8>, Error> {
    let mut project = QdpxWriter::new(Cursor::new(Vec::new()), Cursor::new(Vec::new()));
    project.add(QdpxPart::new(documents, observations)?)?;
    Ok(project.finish(name, codebook)?.into_inner())
}

/// A participant as the parts of a project tell them.
#[derive(Debug, Default)]
struct Participant {
    segments: Vec<String>,
    ratings: Vec<(String, f64)>,
    documents: Vec<String>,
}

/// What the beginning of a project names of all its parts.
#[derive(Debug, Default)]
struct Named {
    coders: BTreeMap<String, String>,
    traits: BTreeMap<&'static str, BTreeSet<String>>,
    instruments: BTreeSet<String>,
    participants: BTreeMap<String, Participant>,
}

/// Some documents of a project, ready to be written. Parts can be made on all cores.
#[derive(Debug)]
pub struct QdpxPart {
    texts: Vec<u8>,
    sources: String,
    named: Named,
}

impl QdpxPart {
    /// The part of some documents and their observations.
    ///
    /// # Errors
    /// When XML refuses a name.
    pub fn new(documents: &[Document], observations: &[Observation]) -> Result<Self, Error> {
        let mut told: HashMap<&str, Vec<&Observation>> = HashMap::new();
        let mut named = Named::default();
        for one in observations {
            told.entry(&one.document).or_default().push(one);
            named.observe(one);
        }
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let mut sources = String::new();
        for document in documents {
            let own = told.get(document.id.as_str()).into_iter().flatten().copied();
            let (text, source) = source(document, own)?;
            add_text(&mut archive, &source, &text)?;
            sources.push_str(&element("TextSource", &source)?);
            named.hear(document);
        }
        Ok(Self { texts: archive.finish().map_err(broken)?.into_inner(), sources, named })
    }
}

fn add_text(archive: &mut ZipWriter<Cursor<Vec<u8>>>, source: &TextSource, text: &str) -> Result<(), Error> {
    let method = if text.len() < WORTH_COMPRESSING { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    archive.start_file(format!("sources/{}.txt", source.guid), options(method)).map_err(broken)?;
    archive.write_all(text.as_bytes()).map_err(broken)
}

/// Fixed times, so that the same project has the same bytes.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method)
}

impl Named {
    fn observe(&mut self, one: &Observation) {
        if !self.coders.contains_key(&one.coder.name) {
            let id = format!("{}:{}", wire_name(&one.coder.kind), one.coder.prompt_hash);
            self.coders.insert(one.coder.name.clone(), id);
        }
        for (group, name) in traits(one) {
            let names = self.traits.entry(group).or_default();
            if !names.contains(&name) {
                names.insert(name);
            }
        }
    }

    fn hear(&mut self, document: &Document) {
        for name in document.ratings.keys().filter(|name| !self.instruments.contains(*name)).cloned().collect::<Vec<_>>() {
            self.instruments.insert(name);
        }
        let participant = self.participants.entry(document.participant.clone()).or_insert_with(|| Participant {
            segments: document.segments.clone(),
            ratings: document.ratings.iter().map(|(name, value)| (name.clone(), *value)).collect(),
            documents: Vec::new(),
        });
        participant.documents.push(document.id.clone());
    }

    fn merge(&mut self, other: Self) {
        for (name, id) in other.coders {
            self.coders.entry(name).or_insert(id);
        }
        for (group, names) in other.traits {
            self.traits.entry(group).or_default().extend(names);
        }
        self.instruments.extend(other.instruments);
        for (name, participant) in other.participants {
            match self.participants.get_mut(&name) {
                Some(known) => known.documents.extend(participant.documents),
                None => {
                    self.participants.insert(name, participant);
                }
            }
        }
    }

    fn variables(&self) -> Variables {
        let variable = |name: &str, kind: &str| Variable { guid: guid("variable", name), name: name.to_owned(), kind: kind.to_owned() };
        let mut all = vec![variable(SEGMENT, "Text"), variable(WAVE, "Text")];
        all.extend(self.instruments.iter().map(|name| variable(name, "Float")));
        Variables { all }
    }

    /// The codes that are not places, one group each.
    fn groups(&self) -> impl Iterator<Item = XmlCode> {
        self.traits.iter().map(|(group, names)| XmlCode {
            guid: guid("group", group),
            name: (*group).to_owned(),
            codable: "false".into(),
            description: None,
            children: names.iter().map(|name| code_of(group, name)).collect(),
        })
    }
}

fn code_of(group: &str, name: &str) -> XmlCode {
    XmlCode { guid: trait_guid(group, name), name: name.to_owned(), codable: "true".into(), ..XmlCode::default() }
}

impl Participant {
    fn case(&self, name: &str) -> Case {
        let mut values = Vec::new();
        if !self.segments.is_empty() {
            values.push(text_value(SEGMENT, &self.segments.join("|")));
        }
        values.extend(self.ratings.iter().map(|(name, value)| VariableValue {
            variable: Reference { target: guid("variable", name) },
            float: Some(value.to_string()),
            ..VariableValue::default()
        }));
        let sources = self.documents.iter().map(|document| Reference { target: guid("source", document) }).collect();
        Case { guid: guid("case", name), name: name.to_owned(), values, sources }
    }
}

/// Writes a project part by part, in the memory of one part and what names its participants.
///
/// The sources stand at the end of a project but are known before its beginning: they wait in a spool, such as a temporary file.
///
/// ```
/// use std::io::Cursor;
/// use journey_core::{Corpus, Document, Framework, builtin, coding::Codebook, exchange::{QdpxPart, QdpxWriter, read_qdpx}, journey::{DocumentSource, Role}};
/// let framework = Framework::template("insurance")?;
/// let mut project = QdpxWriter::new(Cursor::new(Vec::new()), Cursor::new(Vec::new()));
/// for number in 0..3 {
///     let mut ticket = Document::new(format!("ticket-{number}"), DocumentSource::Ticket, "ada");
///     ticket.push(Role::Customer, "The claim took three weeks.");
///     let coding = builtin::code_document(&ticket, framework)?;
///     project.add(QdpxPart::new(&[ticket], &coding.observations)?)?;
/// }
/// let bytes = project.finish("tickets", &Codebook::from_framework(framework))?.into_inner();
/// assert_eq!(read_qdpx(&bytes)?.documents.len(), 3);
/// # Ok::<(), journey_core::Error>(())
/// ```
#[derive(Debug)]
pub struct QdpxWriter<W: Write + Seek, S: Read + Write + Seek> {
    archive: ZipWriter<W>,
    spool: S,
    spooled: u64,
    named: Named,
}

impl<W: Write + Seek, S: Read + Write + Seek> QdpxWriter<W, S> {
    /// Writes to `sink`; sources wait in `spool`, which is empty.
    pub fn new(sink: W, spool: S) -> Self {
        Self { archive: ZipWriter::new(sink), spool, spooled: 0, named: Named::default() }
    }

    /// Adds a part.
    ///
    /// # Errors
    /// When it cannot be written, or a document of it was added before.
    pub fn add(&mut self, part: QdpxPart) -> Result<(), Error> {
        let texts = ZipArchive::new(Cursor::new(part.texts)).map_err(broken)?;
        self.archive.merge_archive(texts).map_err(broken)?;
        self.spool.write_all(part.sources.as_bytes()).map_err(broken)?;
        self.spooled += part.sources.len() as u64;
        self.named.merge(part.named);
        Ok(())
    }

    /// Writes what all parts have in common and returns the sink.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, name: &str, codebook: &Codebook) -> Result<W, Error> {
        let head = self.head(name, codebook)?;
        let head = head.strip_suffix(CLOSING).unwrap_or(&head);
        // The cases are no longer than the sources.
        let large = self.spooled > u64::from(u32::MAX / 4);
        self.archive.start_file("project.qde", options(CompressionMethod::Deflated).large_file(large)).map_err(broken)?;
        self.write(DECLARATION)?;
        self.write(head)?;
        self.write_cases()?;
        if self.spooled > 0 {
            self.write("<Sources>")?;
            self.spool.seek(SeekFrom::Start(0)).map_err(broken)?;
            std::io::copy(&mut self.spool, &mut self.archive).map_err(broken)?;
            self.write("</Sources>")?;
        }
        self.write(CLOSING)?;
        self.write("\n")?;
        self.archive.finish().map_err(broken)
    }

    fn head(&self, name: &str, codebook: &Codebook) -> Result<String, Error> {
        let mut all = codes(codebook);
        all.extend(self.named.groups());
        let users = self.named.coders.iter().map(|(name, id)| User { guid: guid("user", name), name: name.clone(), id: id.clone() });
        let project = Project {
            namespace: "urn:QDA-XML:project:1.0".into(),
            name: name.to_owned(),
            origin: origin(),
            users: (!self.named.coders.is_empty()).then(|| Users { all: users.collect() }),
            code_book: (!all.is_empty()).then(|| CodeBook { codes: Codes { all }, ..CodeBook::default() }),
            variables: Some(self.named.variables()),
            cases: None,
            sources: None,
        };
        element("Project", &project)
    }

    fn write_cases(&mut self) -> Result<(), Error> {
        if self.named.participants.is_empty() {
            return Ok(());
        }
        self.write("<Cases>")?;
        for (name, participant) in std::mem::take(&mut self.named.participants) {
            self.write(&element("Case", &participant.case(&name))?)?;
        }
        self.write("</Cases>")
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        self.archive.write_all(text.as_bytes()).map_err(broken)
    }
}
