//! Who speaks: the lines of a transcript, and the roles of its speakers.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::{ReadOptions, report::ReadGuess};
use crate::{
    error::Error,
    journey::{Document, DocumentSource, Role},
    text::pattern::{Regex, pattern},
    time::Timestamp,
};

const STAFF: &[&str] = &[
    "admin",
    "administrator",
    "advisor",
    "agent",
    "assistant",
    "bot",
    "chatbot",
    "company",
    "employee",
    "facilitator",
    "host",
    "i",
    "interviewer",
    "moderator",
    "operator",
    "outbound",
    "outgoing",
    "owner",
    "q",
    "question",
    "rep",
    "representative",
    "researcher",
    "service",
    "staff",
    "support",
    "team",
    "teammate",
];
const SYSTEM: &[&str] = &["action", "event", "note", "system"];
const CUSTOMERS: &[&str] = &[
    "a",
    "answer",
    "buyer",
    "caller",
    "client",
    "contact",
    "customer",
    "end-user",
    "guest",
    "inbound",
    "incoming",
    "interviewee",
    "kunde",
    "kundin",
    "lead",
    "me",
    "p",
    "participant",
    "patient",
    "requester",
    "respondent",
    "speaker",
    "subscriber",
    "user",
    "visitor",
];
/// The share of somebody's utterances that ask from which they hold the interview.
const ASKS: f64 = 0.4;
/// How many times as often as anyone else.
const ASKS_MORE: f64 = 2.0;
/// The fewest times that a name stands before a colon to be a speaker's.
const SPEAKS: usize = 2;

/// Words of one speaker.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Utterance {
    pub(super) speaker: Option<String>,
    pub(super) text: String,
    pub(super) at: Option<Timestamp>,
}

/// `Ada Lovelace: …`, `[00:02] Ada: …`, `Ada (00:02):` and the words below.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^[ \t]*(?:[\[(]?(?P<before>\d{1,2}:\d{2}(?::\d{2})?)[\])]?[ \t]*)?(?P<name>[\p{L}][\p{L}\p{M}\p{N} .'’_-]{0,40}?)[ \t]*(?:#\d+[ \t]*)?(?:[\[(](?P<after>\d{1,2}:\d{2}(?::\d{2})?)[\])])?:(?:[ \t]+(?:[\[(](?P<within>\d{1,2}:\d{2}(?::\d{2})?)[\])][ \t]*)?|[ \t]*\r?\n)",
    )
});
/// A name and a time on a line of their own, as Otter writes them, with the words below.
static HEADED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?m)^[ \t]*([\p{L}][\p{L}\p{M}\p{N} .'’_-]{0,40}?)[ \t]+[\[(]?(\d{1,2}:\d{2}(?::\d{2})?)[\])]?[ \t]*\r?$"));
/// `10:02:15 From Ada to Everyone:` of Zoom's chat.
static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:\d{4}-\d{2}-\d{2}[ \t]+)?(\d{1,2}:\d{2}:\d{2})[ \t]+From[ \t]+([^:\n]+?)(?:[ \t]+to[ \t]+[^:\n]+)?[ \t]*:[ \t]*(?:\r?\n[ \t]+)?",
    )
});

/// What Otter writes below a transcript.
static FOOTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"\s*\bTranscribed by https?://\S+\s*\z"));

/// Whether a text is the chat of a meeting.
pub(super) fn is_meeting_chat(text: &str) -> bool {
    MEETING.find_iter(text).nth(1).is_some()
}

/// A text whose speakers stand before their words, however they were written.
fn labelled(text: &str) -> Cow<'_, str> {
    if is_meeting_chat(text) {
        return MEETING.replace_all(text, "$2 ($1): ");
    }
    if HEADED.find_iter(text).nth(1).is_some() {
        return HEADED.replace_all(text, "$1 ($2):");
    }
    Cow::Borrowed(text)
}

/// Cuts a transcript at its `Speaker:` lines; a text without them is one utterance of nobody in particular. A name counts that is a role, that stands
/// with a time, that stands there more than once as does another, or that is written as names are beside one that is a role.
pub(super) fn utterances(text: &str) -> Vec<Utterance> {
    let text = text.get(..FOOTER.find(text).map_or(text.len(), |footer| footer.start())).unwrap_or_default();
    let text = labelled(text);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let labels: Vec<Label<'_>> = LABEL.captures_iter(&text).filter_map(|found| Label::of(&found)).collect();
    for label in &labels {
        *times.entry(label.name).or_default() += 1;
    }
    let often = times.values().filter(|count| **count >= SPEAKS).count() >= 2;
    let timed = labels.iter().filter(|label| label.at.is_some()).count() >= SPEAKS;
    let role = times.keys().any(|name| exact_role(name).is_some());
    let speaks = |label: &Label<'_>| {
        exact_role(label.name).is_some()
            || (timed && label.at.is_some())
            || (often && times.get(label.name).is_some_and(|count| *count >= SPEAKS))
            || (role && is_name(label.name))
    };
    let labels: Vec<&Label<'_>> = labels.iter().filter(|label| label.start == 0 || speaks(label)).collect();
    if !labels.iter().any(|label| speaks(label)) {
        return vec![Utterance { speaker: None, text: text.into_owned(), at: None }];
    }
    let mut said = Vec::new();
    let lead = labels.first().and_then(|label| text.get(..label.start)).unwrap_or_default();
    // What stands above a transcript with times is its title.
    if !timed {
        said.push(Utterance { speaker: None, text: lead.trim().to_owned(), at: None });
    }
    for (at, label) in labels.iter().enumerate() {
        let next = labels.get(at + 1).map_or(text.len(), |next| next.start);
        let words = text.get(label.end..next).unwrap_or_default().trim().to_owned();
        said.push(Utterance { speaker: Some(label.name.to_owned()), text: words, at: label.at });
    }
    said.retain(|one| !one.text.is_empty());
    said
}

/// A name before words.
struct Label<'t> {
    start: usize,
    end: usize,
    name: &'t str,
    at: Option<Timestamp>,
}

impl<'t> Label<'t> {
    fn of(found: &regex::Captures<'t>) -> Option<Self> {
        let whole = found.get(0)?;
        let time = ["before", "after", "within"].into_iter().find_map(|name| found.name(name));
        let at =
            time.map(|time| Timestamp(time.as_str().split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap_or(0)) * 1000));
        Some(Self { start: whole.start(), end: whole.end(), name: found.name("name")?.as_str().trim(), at })
    }
}

/// Whether words are written as the name of somebody: up to three, each with a capital.
fn is_name(label: &str) -> bool {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.len() <= 3 && words.iter().all(|word| word.starts_with(char::is_uppercase)) && words.iter().any(|word| word.chars().count() > 2)
}

/// The role that a name is: `Interviewer`, `Q`, `customer`.
fn exact_role(name: &str) -> Option<Role> {
    let name = name.trim().to_lowercase();
    let is = |list: &[&str]| list.contains(&name.as_str());
    if is(SYSTEM) {
        Some(Role::System)
    } else if is(STAFF) {
        Some(Role::Interviewer)
    } else {
        is(CUSTOMERS).then_some(Role::Customer)
    }
}

/// The role that a speaker's name tells by itself, or by one of its words: `Support Team`.
pub(super) fn known_role(speaker: &str) -> Option<Role> {
    let numbered = |word: &&str| !word.eq_ignore_ascii_case("speaker");
    let words = || speaker.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).filter(numbered);
    exact_role(speaker).or_else(|| words().find_map(exact_role).filter(|role| *role != Role::System))
}

/// The roles of speakers by their names in lower case: as they were given, as their names tell, as who asks tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles(HashMap<String, Role>);

impl Roles {
    /// The roles of those who speak.
    pub(super) fn of(said: &[Utterance], options: &ReadOptions, guesses: &mut Vec<ReadGuess>) -> Result<Self, Error> {
        let mut asked: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for one in said {
            if let Some(speaker) = &one.speaker {
                let counts = asked.entry(speaker).or_default();
                counts.0 += 1;
                counts.1 += usize::from(one.text.trim_end().ends_with('?'));
            }
        }
        let mut roles = Self::default();
        let mut unclear: Vec<&str> = Vec::new();
        // Q and A are question and answer; A and B are two people.
        let letter = |name: &str| name.trim().chars().count() == 1;
        let people = asked.keys().any(|name| letter(name) && exact_role(name).is_none());
        for speaker in asked.keys() {
            match given(speaker, options).or_else(|| known_role(speaker).filter(|_| !(people && letter(speaker)))) {
                Some(role) => roles.set(speaker, role),
                None => unclear.push(speaker),
            }
        }
        if unclear.is_empty() {
            return Ok(roles);
        }
        let has = |wanted: Role| roles.0.values().any(|role| *role == wanted);
        let (role, grounds) = match (has(Role::Interviewer), has(Role::Customer), asked.len()) {
            (true, false, _) => (Role::Customer, "the others are the company's"),
            (true, true, _) => (Role::Customer, "no name tells, and somebody else is the company's"),
            (false, true, _) if unclear.len() == 1 => (Role::Interviewer, "the other is the customer"),
            (_, _, 1) => (Role::Customer, "nobody else speaks"),
            _ => return roles.by_questions(&asked, &unclear, guesses),
        };
        for speaker in unclear {
            roles.set(speaker, role);
            guesses.push(ReadGuess::new(format!("role of `{speaker}`"), word(role), grounds));
        }
        Ok(roles)
    }

    /// Who asks much more than anyone else holds the interview.
    fn by_questions(
        mut self,
        asked: &BTreeMap<&str, (usize, usize)>,
        unclear: &[&str],
        guesses: &mut Vec<ReadGuess>,
    ) -> Result<Self, Error> {
        let share = |speaker: &str| asked.get(speaker).map_or(0.0, |(all, questions)| *questions as f64 / (*all).max(1) as f64);
        let mut ranked: Vec<&str> = unclear.to_vec();
        ranked.sort_by(|left, right| share(right).total_cmp(&share(left)));
        let (first, second) = (ranked.first().copied().unwrap_or_default(), ranked.get(1).copied().unwrap_or_default());
        if share(first) < ASKS || share(first) < ASKS_MORE * share(second) {
            let names: Vec<String> = unclear.iter().map(|name| format!("`{name}`")).collect();
            return Err(Error::invalid(
                "speakers",
                format!("who of {} is the customer cannot be told", names.join(", ")),
                format!("name those of the company: `staff`: [`{first}`] (--staff), or the customers: `customers` (--customer)"),
            ));
        }
        for speaker in unclear {
            let role = if *speaker == first { Role::Interviewer } else { Role::Customer };
            self.set(speaker, role);
            let grounds = format!("{:.0} % of what they say are questions", 100.0 * share(speaker));
            guesses.push(ReadGuess::new(format!("role of `{speaker}`"), word(role), grounds));
        }
        Ok(self)
    }

    pub(super) fn set(&mut self, speaker: &str, role: Role) {
        self.0.insert(speaker.trim().to_lowercase(), role);
    }

    /// What is said, each with the role of who says it.
    pub(super) fn each<'a>(&'a self, said: &'a [Utterance]) -> impl Iterator<Item = (Role, &'a Utterance)> {
        said.iter().map(|one| (self.role(one.speaker.as_deref()), one))
    }

    /// The role of a speaker; words of nobody in particular are the customer's.
    pub(super) fn role(&self, speaker: Option<&str>) -> Role {
        let Some(speaker) = speaker else { return Role::Customer };
        self.0.get(&speaker.trim().to_lowercase()).copied().or_else(|| known_role(speaker)).unwrap_or(Role::Customer)
    }
}

pub(super) fn given(speaker: &str, options: &ReadOptions) -> Option<Role> {
    let among = |names: &[String]| names.iter().any(|name| name.trim().eq_ignore_ascii_case(speaker.trim()));
    if among(&options.staff) { Some(Role::Interviewer) } else { among(&options.customers).then_some(Role::Customer) }
}

pub(super) fn word(role: Role) -> &'static str {
    match role {
        Role::Customer => "customer",
        Role::Interviewer => "interviewer or staff",
        Role::System => "a machine",
    }
}

/// One document of what is said; its participant is the customer, where one name is.
pub(super) fn conversation(
    id: &str,
    said: Vec<Utterance>,
    options: &ReadOptions,
    chat: bool,
    guesses: &mut Vec<ReadGuess>,
) -> Result<Document, Error> {
    if said.iter().all(|one| one.speaker.is_none()) {
        guesses.push(ReadGuess::new("speakers", "one customer", "no names stand with the words"));
    }
    let roles = Roles::of(&said, options, guesses)?;
    let mut customers: Vec<&str> =
        said.iter().filter_map(|one| one.speaker.as_deref()).filter(|name| roles.role(Some(name)) == Role::Customer).collect();
    customers.sort_unstable();
    customers.dedup();
    let participant = match customers.as_slice() {
        [one] if known_role(one).is_none() => (*one).to_owned(),
        _ => id.to_owned(),
    };
    let interviewed = said.iter().any(|one| roles.role(one.speaker.as_deref()) == Role::Interviewer);
    let source = options.columns.source.unwrap_or(match (chat, interviewed) {
        (true, _) => DocumentSource::Chat,
        (false, true) => DocumentSource::Interview,
        (false, false) => DocumentSource::Survey,
    });
    let mut document = Document::new(id, source, participant);
    for (role, one) in roles.each(&said) {
        document.push(role, one.text.as_str()).at = one.at;
    }
    Ok(document)
}
