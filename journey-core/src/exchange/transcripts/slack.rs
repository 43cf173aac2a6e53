//! A Slack export: the days of its channels in JSON, with the people beside them.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    sync::LazyLock,
};

use serde::Deserialize;

use super::{
    ReadOptions,
    header::RawTable,
    nested::Record,
    report::{ReadGuess, ReadReport},
    table::TranscriptTable,
};
use crate::{
    error::Error,
    journey::DocumentSource,
    plain,
    text::pattern::{Regex, pattern},
};

/// The files that an export has beside its channels.
pub(crate) const PEOPLE: &str = "users.json";
pub(crate) const CHANNELS: &str = "channels.json";
/// The most that an export may unpack to, in bytes.
const MOST: u64 = 256 << 20;
/// Messages of people; every other subtype is a notice of Slack or of a bot.
const SAID: &[&str] = &["", "thread_broadcast", "me_message", "file_share", "file_comment", "reply_broadcast"];

/// `<@U01>`, `<#C01|help>`, `<!here>`, `<https://example.com|the page>`
static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"<([@#!])?([^<>|\s][^<>|]*)(?:\|([^<>]*))?>"));
/// `:tada:`, `:wave::skin-tone-2:`
static EMOJI: LazyLock<Regex> = LazyLock::new(|| pattern(r":([a-z0-9_+'-]*[a-z][a-z0-9_+'-]*|[+-]1):(?::?skin-tone-\d:)?"));

#[derive(Default, Deserialize)]
#[serde(default)]
struct Person {
    id: String,
    team_id: Option<String>,
    name: String,
    real_name: Option<String>,
    profile: Profile,
    is_admin: bool,
    is_owner: bool,
    is_bot: bool,
    is_restricted: bool,
    is_ultra_restricted: bool,
    is_stranger: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Profile {
    real_name: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Message {
    user: Option<String>,
    subtype: String,
    bot_id: Option<String>,
    text: String,
    ts: String,
    thread_ts: Option<String>,
    user_profile: Profile,
}

/// Whether a value is the messages of a channel.
pub(super) fn is_messages(value: &serde_json::Value) -> bool {
    let message = |one: &serde_json::Value| {
        let dated = one.get("ts").and_then(serde_json::Value::as_str).is_some_and(|ts| ts.contains('.') && ts.parse::<f64>().is_ok());
        dated && one.get("type").and_then(serde_json::Value::as_str) == Some("message")
    };
    value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(message))
}

/// The files of a zipped export.
pub(super) fn unpacked(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let broken =
        |problem: String| Error::invalid("the file", format!("the archive cannot be read: {problem}"), "unpack it, and name the folder");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let mut files = Vec::new();
    let mut left = MOST;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| broken(error.to_string()))?;
        let name = file.name().map_err(|error| broken(error.to_string()))?.into_owned();
        if name.ends_with(".json") {
            let mut unpacked = Vec::new();
            left -= file.take(left).read_to_end(&mut unpacked).map_err(|error| broken(error.to_string()))? as u64;
            files.push((name, unpacked));
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// The conversations of an export: a document for each thread, and one for what a customer says in a channel outside of threads.
pub(super) fn table(files: &[(String, Vec<u8>)], options: &ReadOptions, report: &mut ReadReport) -> Result<TranscriptTable, Error> {
    let mut people: Vec<Person> = Vec::new();
    let mut messages: Vec<(String, Message)> = Vec::new();
    for (name, bytes) in files {
        let mut parts = name.rsplit(['/', '\\']);
        let (file, channel) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = || std::str::from_utf8(bytes).map_err(|error| Error::invalid(name.as_str(), error, "export the channels anew"));
        if file == PEOPLE {
            people = plain::from_json(name, text()?)?;
        } else if file.ends_with(".json") && file.starts_with(|c: char| c.is_ascii_digit()) {
            let day: Vec<Message> = plain::from_json(name, text()?)?;
            messages.extend(day.into_iter().map(|message| (channel.to_owned(), message)));
        }
    }
    read(&People::of(people), messages, options, report)
}

/// The messages of one day of a channel, without the people.
pub(super) fn day(
    value: serde_json::Value,
    channel: &str,
    options: &ReadOptions,
    report: &mut ReadReport,
) -> Result<TranscriptTable, Error> {
    let messages: Vec<Message> = serde_json::from_value(value).map_err(|error| plain::invalid("the file", &error))?;
    read(&People::default(), messages.into_iter().map(|message| (channel.to_owned(), message)).collect(), options, report)
}

fn read(
    people: &People,
    messages: Vec<(String, Message)>,
    options: &ReadOptions,
    report: &mut ReadReport,
) -> Result<TranscriptTable, Error> {
    let all = messages.len();
    let said: Vec<(String, Message)> = messages.into_iter().filter(|(_, message)| people.says(message)).collect();
    if said.len() < all {
        let choice = format!("{} messages of {all} are left out", all - said.len());
        report.guesses.push(ReadGuess::new("notices", choice, "Slack or a bot wrote them"));
    }
    let options = people.roles(&said, options, report)?;
    let rows = said.iter().map(|(channel, message)| people.row(channel, message)).collect();
    TranscriptTable::new(RawTable::of_records(rows), &options, report)
}

/// Who is who in a workspace.
#[derive(Default)]
struct People {
    known: BTreeMap<String, Person>,
    /// The workspace that the export is of.
    home: Option<String>,
}

impl People {
    fn of(people: Vec<Person>) -> Self {
        let home = people.iter().find(|person| person.is_owner || person.is_admin).and_then(|person| person.team_id.clone());
        Self { known: people.into_iter().map(|person| (person.id.clone(), person)).collect(), home }
    }

    /// Whether a message is the words of somebody.
    fn says(&self, message: &Message) -> bool {
        let Some(user) = &message.user else { return false };
        let bot = message.bot_id.is_some() || user == "USLACKBOT" || self.known.get(user).is_some_and(|person| person.is_bot);
        SAID.contains(&message.subtype.as_str()) && !bot
    }

    /// Guests are customers, of another workspace or of limited rights; where there are none, who is must be said.
    fn roles(&self, said: &[(String, Message)], options: &ReadOptions, report: &mut ReadReport) -> Result<ReadOptions, Error> {
        let mut speakers: BTreeMap<String, bool> = BTreeMap::new();
        for (_, message) in said {
            speakers.insert(self.name(message), message.user.as_ref().is_some_and(|user| self.is_guest(user)));
        }
        let mut options = options.clone();
        options.columns.source.get_or_insert(DocumentSource::Chat);
        if !options.staff.is_empty() || !options.customers.is_empty() || speakers.len() < 2 {
            return Ok(options);
        }
        if !speakers.values().any(|guest| *guest) {
            let names: Vec<String> = speakers.keys().map(|name| format!("`{name}`")).collect();
            let fix = "name those of the company: `staff` (--staff), or the customers: `customers` (--customer)";
            return Err(Error::invalid(
                "speakers",
                format!("who of {} is the customer cannot be told: none is a guest", names.join(", ")),
                fix,
            ));
        }
        for (name, guest) in speakers {
            let (role, grounds) =
                if guest { ("customer", "a guest of the workspace") } else { ("interviewer or staff", "a member of the workspace") };
            report.guesses.push(ReadGuess::new(format!("role of `{name}`"), role, grounds));
            if guest { &mut options.customers } else { &mut options.staff }.push(name);
        }
        Ok(options)
    }

    fn is_guest(&self, user: &str) -> bool {
        self.known.get(user).is_some_and(|person| {
            let elsewhere = person.team_id.as_ref().zip(self.home.as_ref()).is_some_and(|(team, home)| team != home);
            person.is_restricted || person.is_ultra_restricted || person.is_stranger || elsewhere
        })
    }

    fn name(&self, message: &Message) -> String {
        let user = message.user.as_deref().unwrap_or_default();
        match self.known.get(user) {
            Some(person) => self.name_of(person),
            None => message.user_profile.real_name.clone().unwrap_or_else(|| user.to_owned()),
        }
    }

    fn name_of(&self, person: &Person) -> String {
        let names = [person.profile.real_name.as_ref(), person.real_name.as_ref(), Some(&person.name)];
        names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or(&person.id).clone()
    }

    fn row(&self, channel: &str, message: &Message) -> Record {
        let thread = message.thread_ts.as_ref().map_or_else(|| channel.to_owned(), |thread| format!("{channel} {thread}"));
        let cells = [
            ("conversation id", thread),
            ("speaker", self.name(message)),
            ("participant id", message.user.clone().unwrap_or_default()),
            ("text", self.words(&message.text)),
            ("time", message.ts.clone()),
            ("channel", channel.to_owned()),
        ];
        cells.into_iter().map(|(name, cell)| (name.to_owned(), cell)).collect()
    }

    /// The words of a message as Slack shows them.
    fn words(&self, text: &str) -> String {
        let shown = LINK.replace_all(text, |found: &regex::Captures<'_>| {
            let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
            let label = Some(part(3)).filter(|label| !label.is_empty());
            let mark = part(1);
            match (mark, self.known.get(part(2))) {
                ("@", Some(person)) => format!("@{}", self.name_of(person)),
                ("", _) => label.unwrap_or(part(2)).to_owned(),
                _ => format!("{mark}{}", label.unwrap_or(part(2)).trim_start_matches(['@', '#'])).replace('!', "@"),
            }
        });
        let shown = EMOJI.replace_all(&shown, |found: &regex::Captures<'_>| {
            let whole = found.get(0).map_or("", |whole| whole.as_str()).to_owned();
            let known = found.get(1).and_then(|name| emojis::get_by_shortcode(name.as_str()));
            known.map_or(whole, |emoji| emoji.as_str().to_owned())
        });
        shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_what_slack_shows() {
        let ada = Person { id: "U1".into(), real_name: Some("Ada".into()), ..Person::default() };
        let people = People::of(vec![ada]);
        for (written, shown) in [
            ("<@U1> hi", "@Ada hi"),
            ("<!here> see <#C1|help>", "@here see #help"),
            ("<https://a.example|the page> or <https://b.example>", "the page or https://b.example"),
            ("done :tada: :wave::skin-tone-2: :our_logo:", "done 🎉 👋 :our_logo:"),
            ("a &lt; b &amp; c, at 10:30:45", "a < b & c, at 10:30:45"),
        ] {
            assert_eq!(people.words(written), shown);
        }
    }
}
