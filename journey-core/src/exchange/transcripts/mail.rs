//! Mail: what its sender says in it, without what it quotes, and without the signature.

use std::sync::LazyLock;

use mail_parser::{Message, MessageParser, PartType};

use super::{
    ReadOptions, markup,
    report::{ReadGuess, ReadReport},
    speech::{given, known_role, word},
    table::TranscriptTable,
};
use crate::{
    error::Error,
    journey::{Document, DocumentSource, Role},
    text::pattern::{Regex, pattern},
    time::Timestamp,
};

/// The fields that stand in the head of nearly every mail.
const FIELDS: &[&str] =
    &["from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "content-type", "delivered-to"];
/// How many of them tell a mail.
const TELLING: usize = 4;
/// How much of a file tells it, in bytes.
const HEAD: usize = 1 << 14;
/// Senders behind which nobody sits.
const MACHINES: &[&str] = &["noreply", "no-reply", "donotreply", "do-not-reply", "mailer-daemon", "postmaster", "notifications"];
/// The length from which a line is broken by the mail program, not by its writer.
const BROKEN: usize = 60;

/// `On Mon, 4 Mar 2024 at 09:12, Acme <support@acme.example> wrote:`
static ATTRIBUTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\A\s*(?:On|Am|Le|El|Il|Op|Em|Den)\s[^\n]*\d[^\n]*\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev)\b[^\n]*:\s*\z",
    )
});
/// Where a mail of before begins.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\A\s*(?:-{2,}\s*(?:Original|Ursprüngliche|Forwarded|Weitergeleitete|Message d.origine|Mensaje original)[^-]*-{2,}|Begin forwarded message:|_{10,})\s*\z",
    )
});
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A\s*\*?(?:From|Von|De|Da|Van):"));
static SENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\A\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Inviato|Verzonden):"));
static DEVICE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\A\s*(?:Sent from my |Von meinem .* gesendet|Get Outlook for |Envoyé de mon )[^\n]*\z"));

/// Whether a file is a mail: it begins with the fields of one.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let head = head.trim_start_matches('\u{feff}');
    let mut found: Vec<String> = Vec::new();
    for line in head.lines().take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((field, _)) = line.split_once(':').filter(|(field, _)| !field.contains(char::is_whitespace)) else { return false };
        found.push(field.to_lowercase());
    }
    found.sort_unstable();
    found.dedup();
    found.iter().any(|field| field == "from") && found.iter().filter(|field| FIELDS.contains(&field.as_str())).count() >= TELLING
}

/// The document of a mail; none where its sender says nothing.
pub(super) fn table(bytes: &[u8], id: &str, options: &ReadOptions, report: &mut ReadReport) -> Result<TranscriptTable, Error> {
    let unread = || Error::invalid("the file", "it is no mail that can be read", "save it anew, as `.eml`");
    let message = MessageParser::default().parse(bytes).ok_or_else(unread)?;
    let own = OwnWords::of(&body(&message));
    if own.quoted {
        report.guesses.push(ReadGuess::new("quotations", "left out", "they are words of mails before"));
    }
    if own.text.is_empty() {
        report.skip("no words of the sender's own", 0, message.subject().unwrap_or_default());
        return Ok(TranscriptTable::default());
    }
    let sender = message.from().and_then(|from| from.first());
    let address = sender.and_then(|sender| sender.address()).unwrap_or(id).to_lowercase();
    let (role, grounds) = role_of(&message, &address, sender.and_then(|sender| sender.name()), options);
    report.guesses.push(ReadGuess::new(format!("role of `{address}`"), word(role), grounds));
    let participant = if role == Role::Customer { address.as_str() } else { id };
    let mut document = Document::new(id, options.columns.source.unwrap_or(DocumentSource::Ticket), participant);
    document.push(role, own.text).at = message.date().map(|date| Timestamp(date.to_timestamp().saturating_mul(1000)));
    document.attributes.extend(message.subject().map(|subject| ("subject".to_owned(), subject.to_owned())));
    Ok(TranscriptTable::of_documents(vec![document]))
}

fn role_of(message: &Message<'_>, address: &str, name: Option<&str>, options: &ReadOptions) -> (Role, &'static str) {
    if let Some(role) = given(address, options).or_else(|| given(name?, options)) {
        return (role, "it was named");
    }
    let mailbox = address.split('@').next().unwrap_or_default();
    let automatic =
        message.header("Auto-Submitted").and_then(|value| value.as_text()).is_some_and(|value| !value.eq_ignore_ascii_case("no"));
    if automatic || MACHINES.contains(&mailbox) {
        return (Role::System, "a machine sent it");
    }
    match known_role(mailbox) {
        Some(role) => (role, "the name of its mailbox"),
        None => (Role::Customer, "who writes a mail is the customer where nothing tells otherwise: `staff` (--staff)"),
    }
}

/// The text of a mail, of its HTML where it has no other.
fn body(message: &Message<'_>) -> String {
    let texts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(text) => Some(text.to_string()),
        PartType::Html(html) => Some(markup::text_of(html)),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// What the sender of a mail says in it.
#[derive(Default)]
struct OwnWords {
    text: String,
    /// Whether words of others were left out.
    quoted: bool,
}

impl OwnWords {
    fn of(body: &str) -> Self {
        let lines: Vec<&str> = body.lines().map(str::trim_end).collect();
        let line = |at: usize| lines.get(at).copied().unwrap_or_default();
        let (mut own, mut kept, mut at) = (Self::default(), Vec::new(), 0);
        while at < lines.len() {
            let one = line(at);
            // A long attribution is broken over two lines.
            let attributed = [one.to_owned(), format!("{one} {}", line(at + 1).trim_start())];
            if one == "--" {
                break;
            }
            if BEFORE.is_match(one) || (FROM.is_match(one) && (1..4).any(|next| SENT.is_match(line(at + next)))) {
                own.quoted = true;
                break;
            }
            if let Some(more) = attributed.iter().position(|text| ATTRIBUTION.is_match(text)) {
                own.quoted = true;
                at += more + 1;
                // Where lines are marked, the answers stand between them; else all that follows is quoted.
                match lines.iter().skip(at).find(|line| !line.is_empty()) {
                    Some(next) if next.starts_with('>') => continue,
                    _ => break,
                }
            }
            if one.starts_with('>') {
                own.quoted = true;
            } else if !DEVICE.is_match(one) {
                kept.push(one);
            }
            at += 1;
        }
        own.text = joined(&kept);
        own
    }
}

/// Lines as their writer meant them: one that fills the width goes on in the next.
fn joined(lines: &[&str]) -> String {
    let mut text = String::new();
    let mut goes_on = false;
    for line in lines {
        if !text.is_empty() {
            text.push(if goes_on && !line.is_empty() { ' ' } else { '\n' });
        }
        text.push_str(line.trim());
        goes_on = line.chars().count() >= BROKEN;
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_senders_own_words_are_kept() {
        for (body, own) in [
            ("It leaks.\n\nOn Mon, 4 Mar 2024, Acme <a@b.example>\nwrote:\n> We come.\n", "It leaks."),
            ("On Mon, 4 Mar 2024, Acme wrote:\n> When?\nTuesday.\n> Where?\nHere.", "Tuesday.\nHere."),
            ("Es tropft.\n\nAm Mo., 4. März 2024 um 09:12 schrieb Acme <a@b.example>:\nWir kommen.", "Es tropft."),
            ("It leaks.\n\nFrom: Acme\nSent: Monday\nTo: Ada\n\nWe come.", "It leaks."),
            ("It leaks.\n-----Original Message-----\nWe come.", "It leaks."),
            ("It leaks.\n\nSent from my iPhone", "It leaks."),
            ("It leaks.\n-- \nAda\nHead of Nothing", "It leaks."),
            ("From: my point of view it leaks.", "From: my point of view it leaks."),
        ] {
            assert_eq!(OwnWords::of(body).text, own, "{body}");
        }
    }

    #[test]
    fn a_mail_is_told_by_its_head() {
        assert!(is_mail(b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nDate: Mon, 4 Mar 2024 09:12:00 +0100\r\n\r\nHello"));
        assert!(!is_mail(b"From: Ada\nTo: Ben\n\nHello"));
        assert!(!is_mail(b"Interviewer: How was it?\nAda: Slow.\n"));
    }
}
