//! Markers of decision, hand-off and repetition.

use std::sync::LazyLock;

use crate::{
    journey::Marker,
    text::pattern::{Regex, pattern},
};

static MARKERS: LazyLock<[(Marker, Regex); 3]> = LazyLock::new(|| {
    let decided = r"decid\w+|chose|choose|knew|convinced|cancel\w*|left|leave|quit|switch\w*|sign(?:ed)? up|bought|stay(?:ed)?|gave up|made up (?:my|our) mind|(?:was|were) sold|recommend\w*";
    [
        (
            Marker::Decisive,
            pattern(&format!(
                r"\b(?:that(?:'s| is| was)|this is|which is) (?:exactly |really |actually )?(?:when|why|what|how|where|the (?:moment|point|reason|day|time))\b.{{0,60}}\b(?:{decided})\b|\b(?:made|makes) (?:me|us|my \w+) (?:finally |really |want to )?(?:{decided})\b|\b(?:convinced|sold|won) (?:me|us)(?: over)?\b|\b(?:the|my|our) (?:main|only|real|deciding|biggest|number one) (?:reason|factor)\b|\b(?:tipping|turning) point\b|\blast straw\b|\bdeal[- ]?(?:breaker|maker)\b|\bfinal nail\b|\b(?:decided|chose) (?:to|on|them|it|this|not)\b.{{0,40}}\bbecause\b|\bbecause of (?:that|this|it)\b.{{0,30}}\b(?:{decided})\b|\b(?:only|just) (?:because of|reason (?:i|we))\b"
            )),
        ),
        (
            Marker::HandOff,
            pattern(
                r"\b(?:transfer(?:red|ring)?|pass(?:ed)?|hand(?:ed)?|forward(?:ed)?|refer(?:red)?|redirect(?:ed)?|bounc(?:ed|ing)|shuffl(?:ed|ing)|escalat(?:ed|ing)|put)\b(?: \w+){0,3}? (?:on to|over to|through to|around|back and forth|to (?:a|an|another|someone|somebody|the|their|different|his|her)|between|from)\b|\bsent (?:me|us)(?: \w+){0,2}? (?:to (?:a|another|someone|the|their) (?:different |other )?(?:department|branch|office|team|person|website|number|desk|counter|agent|colleague)|from \w+ to|back to|away)\b|\b(?:another|different|other|each|every) (?:department|agent|person|colleague|adviser|advisor|rep|representative|team)\b|\bfrom pillar to post\b|\b(?:then|again) (?:had to|needed to) (?:call|go|phone|contact) (?:the|another|a different)\b",
            ),
        ),
        (
            Marker::RepeatedInformation,
            pattern(
                r"\b(?:repeat(?:ed|ing)?|re-?enter(?:ed|ing)?|re-?submit(?:ted)?|re-?typ(?:e|ed)|re-?explain(?:ed)?|resen[dt])\b|\b(?:explain|explained|explaining|tell|told|telling|give|gave|giving|enter|entered|send|sent|sending|fill|filled|filling|upload|uploaded|start|started|starting|go through|provide|provided)\b(?: [\w']+){0,8}? (?:again|all over|twice|(?:two|three|four|five|several|many) times|every time|each time|from scratch|from the (?:beginning|start)|over and over|once more)\b|\bsame (?:questions?|information|details|form|forms|story|documents|data|thing)\b|\balready (?:given|sent|told|provided|submitted|entered|filled|uploaded|explained|answered)\b",
            ),
        ),
    ]
});

/// The markers that a sentence shows.
pub(super) fn markers(sentence: &str) -> Vec<Marker> {
    let text = sentence.replace(['’', '‘'], "'");
    MARKERS.iter().filter(|(_, pattern)| pattern.is_match(&text)).map(|(sign, _)| *sign).collect()
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
