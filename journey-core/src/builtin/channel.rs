//! The channel that a text names.

use crate::{journey::Channel, text::words};

/// The channel that a text names.
pub(super) fn channel(text: &str) -> Option<Channel> {
    const WORDS: [(&str, &[&str]); 9] = [
        ("app", &["app", "apps"]),
        ("phone", &["phone", "phoned", "called", "call", "calls", "hotline", "rang", "telephone", "helpline"]),
        ("email", &["email", "emails", "emailed", "e-mail", "mail", "inbox"]),
        ("chat", &["chat", "chatbot", "messenger", "whatsapp"]),
        ("in person", &["branch", "in-person", "face-to-face", "counter", "showroom"]),
        ("post", &["letter", "letters", "post", "postal", "mailbox", "envelope"]),
        ("partner", &["broker", "dealer", "realtor"]),
        ("social", &["facebook", "twitter", "instagram", "reddit"]),
        ("website", &["website", "site", "online", "webpage", "browser", "websites"]),
    ];
    let said = words(text);
    WORDS.iter().find(|(_, names)| said.iter().any(|word| names.contains(&word.as_str()))).map(|(name, _)| Channel::from_name(name))
}
