//! Markers of decision, hand-off and repetition.

use std::sync::LazyLock;

use crate::{
    journey::Marker,
    text::{language::english, pattern::Regex},
};

static MARKERS: LazyLock<[(Marker, Regex); 3]> = LazyLock::new(|| {
    [
        (Marker::Decisive, english("marker.decisive")),
        (Marker::HandOff, english("marker.hand_off")),
        (Marker::RepeatedInformation, english("marker.repeated_information")),
    ]
});

/// The markers that a sentence shows.
pub(super) fn markers(sentence: &str) -> Vec<Marker> {
    let text = sentence.replace(['’', '‘'], "'");
    MARKERS.iter().filter(|(_, pattern)| pattern.is_match(&text)).map(|(marker, _)| *marker).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read() {
        for (text, expected) in [
            ("That's when I decided to cancel.", vec![Marker::Decisive]),
            ("The price was the main reason for us.", vec![Marker::Decisive]),
            ("They transferred me to another department.", vec![Marker::HandOff]),
            ("I had to explain my problem to three people all over again.", vec![Marker::RepeatedInformation]),
            ("I was passed around and had to repeat everything.", vec![Marker::HandOff, Marker::RepeatedInformation]),
            ("The form was easy.", vec![]),
            ("I passed my exam and signed up again next year.", vec![]),
        ] {
            assert_eq!(markers(text), expected, "{text}");
        }
    }
}
