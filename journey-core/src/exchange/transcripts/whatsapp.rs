//! An exported WhatsApp chat.

use super::{
    format::WHATSAPP_LINE,
    moment::{DateOrder, date_order, moment_in},
    speech::Utterance,
};

/// What stands for a picture, a voice message or a deleted message.
const EMPTY: &[&str] = &[
    "<media omitted>",
    "image omitted",
    "video omitted",
    "audio omitted",
    "sticker omitted",
    "document omitted",
    "this message was deleted",
    "you deleted this message",
    "<medien ausgeschlossen>",
    "null",
];

/// The messages of a chat with the order of day and month in its dates; what WhatsApp itself notes has no speaker and is left out.
pub(super) fn messages(text: &str, order: Option<DateOrder>) -> (Vec<Utterance>, DateOrder) {
    let starts: Vec<(usize, usize, String)> = WHATSAPP_LINE
        .captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            Some((whole.start(), whole.end(), format!("{} {}", found.name("date")?.as_str(), found.name("time")?.as_str())))
        })
        .collect();
    let order = order.unwrap_or_else(|| date_order(starts.iter().map(|(_, _, date)| date.as_str())));
    let mut said = Vec::new();
    for (at, (_, end, date)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(text.len(), |(start, ..)| *start);
        let message = text.get(*end..next).unwrap_or_default().trim();
        let Some((speaker, words)) =
            message.split_once(": ").filter(|(speaker, _)| speaker.chars().count() <= 60 && !speaker.contains('\n'))
        else {
            continue;
        };
        let words = words.trim().trim_start_matches('\u{200e}');
        if words.is_empty() || EMPTY.contains(&words.to_lowercase().as_str()) {
            continue;
        }
        said.push(Utterance { speaker: Some(speaker.trim().to_owned()), text: words.to_owned(), at: moment_in(date, order, None) });
    }
    (said, order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_keep_their_lines_and_times() {
        let chat = "27/11/2026, 10:15 - Messages are end-to-end encrypted.\n27/11/2026, 10:16 - Ada: My parcel\nnever came.\n27/11/2026, 10:17 - Shop: <Media omitted>\n27/11/2026, 10:18 - Shop: We look into it.\n";
        let (said, order) = messages(chat, None);
        let told: Vec<_> = said.iter().map(|one| (one.speaker.as_deref().unwrap_or_default(), one.text.as_str())).collect();
        assert_eq!(told, [("Ada", "My parcel\nnever came."), ("Shop", "We look into it.")]);
        assert!(order == DateOrder::DayFirst && said[0].at.is_some());
    }
}
