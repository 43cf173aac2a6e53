//! Channels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where customers and the company interact.
#[derive(Clone, Debug, Deserialize, Eq, Hash, JsonSchema, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Channel {
    /// A mobile or desktop application.
    App,
    /// A live chat or messenger.
    Chat,
    /// Electronic mail.
    Email,
    /// A shop, branch, office or visit.
    InPerson,
    /// Any other channel.
    Other {
        /// Its name.
        name: String,
    },
    /// A broker, dealer or other third party.
    Partner,
    /// A telephone call.
    Phone,
    /// Paper mail.
    Post,
    /// Social media and reviews.
    Social,
    /// A website.
    Website,
}

impl Channel {
    /// Its name in words.
    pub fn name(&self) -> &str {
        match self {
            Self::App => "app",
            Self::Chat => "chat",
            Self::Email => "email",
            Self::InPerson => "in person",
            Self::Other { name } => name,
            Self::Partner => "partner",
            Self::Phone => "phone",
            Self::Post => "post",
            Self::Social => "social",
            Self::Website => "website",
        }
    }

    /// The channel of a name; an unknown name is kept as another channel.
    pub fn from_name(name: &str) -> Self {
        match name.trim().to_lowercase().as_str() {
            "app" => Self::App,
            "chat" => Self::Chat,
            "email" => Self::Email,
            "in person" | "in_person" => Self::InPerson,
            "partner" => Self::Partner,
            "phone" => Self::Phone,
            "post" => Self::Post,
            "social" => Self::Social,
            "website" => Self::Website,
            other => Self::Other { name: other.to_owned() },
        }
    }
}
