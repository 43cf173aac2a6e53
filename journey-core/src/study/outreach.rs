//! Outreach: the messages around an interview, written here and sent by the host.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Invitation, Participant, Study, Token, TokenKey, TokenPurpose, TokenUse};
use crate::{error::Error, time::Timestamp};

/// How a message goes out.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum OutboxBody {
    /// By email.
    Email {
        /// The address.
        to: String,
        /// The subject.
        subject: String,
        /// The text.
        text: String,
    },
    /// To an address of a program; see [`Webhook`](super::Webhook).
    Webhook {
        /// The address.
        url: String,
        /// The JSON to deliver.
        json: String,
    },
}

/// A message to send. A host drains the outbox: [`Store::due_messages`](crate::store::Store::due_messages), send, [`Store::mark_sent`](crate::store::Store::mark_sent).
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
pub struct OutboxMessage {
    /// Unique; a message posted twice goes out once.
    pub id: String,
    /// When it is due.
    pub due: Timestamp,
    /// The interview that it is about.
    #[serde(default)]
    pub interview: Option<String>,
    /// What to send.
    #[serde(flatten)]
    pub body: OutboxBody,
}

/// Writes invitations, reminders and thank-you messages with signed links.
#[derive(Clone, Debug)]
pub struct Outreach {
    /// The address of the page that opens interviews; the token is appended as `?token=`.
    pub interview_url: String,
    /// The key that signs links.
    pub key: TokenKey,
    /// How long a link stays valid, in milliseconds.
    pub valid_for_ms: u64,
    /// How often.
    pub uses: TokenUse,
    /// The invitation.
    pub invitation: Invitation,
    /// The reminder.
    pub reminder: Invitation,
    /// The thanks after the interview.
    pub thanks: Invitation,
}

impl Outreach {
    /// Ordinary words and multi-use links that last 30 days.
    ///
    /// # Errors
    /// When the page is no `http://` or `https://` address.
    pub fn new(page: impl Into<String>, key: TokenKey) -> Result<Self, Error> {
        let page = page.into();
        if !(page.starts_with("https://") || page.starts_with("http://")) || page.contains(char::is_whitespace) {
            return Err(Error::invalid("page", format!("`{page}` is no web address"), "give one that begins with `https://`"));
        }
        Ok(Self {
            interview_url: page,
            key,
            valid_for_ms: 30 * 24 * 3_600_000,
            uses: TokenUse::Multi,
            invitation: Invitation::default(),
            reminder: Invitation {
                subject: "{title}: your conversation is waiting".into(),
                body: "Hello {name},\n\nyou began to tell {researcher} about your experience. You can go on where you left off, or leave it at that.\n\nGo on here: {link}\n".into(),
            },
            thanks: Invitation {
                subject: "{title}: thank you".into(),
                body: "Hello {name},\n\nthank you for telling {researcher} about your experience.\n\nYou can read, correct or withdraw what you said here: {link}\n".into(),
            },
        })
    }

    /// A signed link; `nonce` makes the token's id unique.
    pub fn link(&self, study: &str, subject: &str, purpose: TokenPurpose, nonce: &str, now: Timestamp) -> String {
        let token = Token {
            id: format!("{study}/{subject}/{nonce}"),
            study: study.to_owned(),
            subject: subject.to_owned(),
            purpose,
            uses: if purpose == TokenPurpose::Resume { TokenUse::Multi } else { self.uses },
            expires: now.plus_ms(self.valid_for_ms),
        };
        let joint = if self.interview_url.contains('?') { '&' } else { '?' };
        format!("{}{joint}token={}", self.interview_url, self.key.sign(&token))
    }

    /// The invitation of a participant.
    ///
    /// # Errors
    /// When the text has an unknown field or no link, or the address is none.
    pub fn invite(
        &self,
        study: &Study,
        participant: &Participant,
        address: &str,
        nonce: &str,
        now: Timestamp,
    ) -> Result<OutboxMessage, Error> {
        let link = self.link(&study.id, &participant.id, TokenPurpose::Invite, nonce, now);
        let id = format!("invite/{}/{}/{nonce}", study.id, participant.id);
        self.email(&self.invitation, study, participant, address, link, None, id, now)
    }

    /// A reminder to go on with an interview.
    ///
    /// # Errors
    /// As for [`Self::invite`].
    pub fn remind(
        &self,
        study: &Study,
        participant: &Participant,
        address: &str,
        interview: &str,
        number: u32,
        now: Timestamp,
    ) -> Result<OutboxMessage, Error> {
        // Each reminder of each silence has an id of its own.
        let nonce = format!("{number}-{}", now.0);
        let link = self.link(&study.id, interview, TokenPurpose::Resume, &nonce, now);
        let id = format!("remind/{interview}/{nonce}");
        self.email(&self.reminder, study, participant, address, link, Some(interview), id, now)
    }

    /// Thanks after an interview, with a link to what was said.
    ///
    /// # Errors
    /// As for [`Self::invite`].
    pub fn thank(
        &self,
        study: &Study,
        participant: &Participant,
        address: &str,
        interview: &str,
        now: Timestamp,
    ) -> Result<OutboxMessage, Error> {
        let link = self.link(&study.id, interview, TokenPurpose::Resume, "thanks", now);
        self.email(&self.thanks, study, participant, address, link, Some(interview), format!("thank/{interview}"), now)
    }

    #[expect(clippy::too_many_arguments, reason = "one place writes all three messages")]
    fn email(
        &self,
        text: &Invitation,
        study: &Study,
        participant: &Participant,
        address: &str,
        link: String,
        interview: Option<&str>,
        id: String,
        now: Timestamp,
    ) -> Result<OutboxMessage, Error> {
        let plain = |text: &str| !text.chars().any(char::is_control);
        if !address.contains('@') || address.contains(char::is_whitespace) || !plain(address) {
            return Err(Error::invalid("address", format!("`{address}` is no email address"), "give one such as `ada@example.org`"));
        }
        let values = BTreeMap::from([
            ("link".to_owned(), link),
            ("minutes".to_owned(), study.experience.expected_minutes.to_string()),
            ("name".to_owned(), participant.name().to_owned()),
            ("researcher".to_owned(), study.experience.researcher.clone()),
            ("title".to_owned(), study.experience.title.clone()),
        ]);
        let filled = text.fill(&values)?;
        if !plain(&filled.subject) {
            return Err(Error::invalid("invitation.subject", "it has a line break or a control character", "write it on one line"));
        }
        let body = OutboxBody::Email { to: address.to_owned(), subject: filled.subject, text: filled.body };
        Ok(OutboxMessage { id, due: now, interview: interview.map(str::to_owned), body })
    }
}
