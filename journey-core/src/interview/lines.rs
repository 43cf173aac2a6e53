//! The scripted lines.

pub(super) const OFFER: &str = "Shall we stop here, or would you like to go on?";
pub(super) const SAFETY: &str = "I am sorry to hear that. We can stop here, and you do not have to answer anything. If you are in danger or need help now, please contact your local emergency services or someone you trust. Would you like to stop?";
pub(super) const UNCLEAR: &str = "Sorry, I did not understand that. Please say it in other words, or say skip.";
pub(super) const DEFERRED: &str = "I cannot answer that here, but I will pass it on to the research team.";
pub(super) const DECLINED: &str = "Thank you. Nothing was recorded.";
pub(super) const WITHDRAWN: &str = "Your consent is withdrawn and what you said has been erased.";

/// Asks for a number again.
pub(super) fn number_again(low: i32, high: i32) -> String {
    format!("Please give one number from {low} to {high}, or say skip.")
}

/// Whether a text agrees.
pub(super) fn agrees(text: &str) -> bool {
    starts_with_any(
        text,
        &[
            "yes",
            "y",
            "yeah",
            "yep",
            "sure",
            "ok",
            "okay",
            "agree",
            "i agree",
            "i do",
            "of course",
            "fine",
            "ja",
            "oui",
            "si",
            "sí",
            "please do",
            "yes please",
        ],
    )
}

/// Whether a text wants to go on.
pub(super) fn goes_on(text: &str) -> bool {
    starts_with_any(
        text,
        &[
            "no",
            "go on",
            "continue",
            "let's go on",
            "i'd like to go on",
            "nope",
            "carry on",
            "i can go on",
            "i'm fine",
            "i am fine",
            "keep going",
        ],
    )
}

fn starts_with_any(text: &str, phrases: &[&str]) -> bool {
    let words = crate::text::words(text);
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.len() >= phrase.len() && words.iter().zip(&phrase).all(|(word, wanted)| word == wanted)
    })
}
