//! Reading the preset files of the package `interviewplayground`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Attitude, Persona, PersonaMemory, TraitLevel, Traits};
use crate::{
    error::Error,
    plan::{Guide, GuideItem, GuidePhase, InterviewMode, ItemKind, ProbingDepth},
};

/// A preset: a study's insights, its research questions, its guide and its personas.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
pub struct StudyPreset {
    /// What the study found.
    pub insights: Vec<String>,
    /// What it asked.
    pub research_questions: Vec<String>,
    /// Topics with their subtopics.
    pub topics: Vec<(String, Vec<String>)>,
    /// The participants.
    pub personas: Vec<Persona>,
}

#[derive(Deserialize)]
struct File {
    insights: Vec<String>,
    research_questions: Vec<String>,
    interview_guide: Vec<Topic>,
    participants: Vec<Participant>,
}

#[derive(Deserialize)]
struct Topic {
    topic: String,
    #[serde(default)]
    subtopics: Vec<String>,
}

#[derive(Deserialize)]
struct Participant {
    persona: String,
    name: String,
    verbosity: TraitLevel,
    memory: TraitLevel,
    disclosure: TraitLevel,
    memories: Vec<Remembered>,
}

#[derive(Deserialize)]
struct Remembered {
    content: String,
    #[serde(default)]
    reflexive: bool,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    insight_indices: Vec<usize>,
}

/// Reads a preset; sensitive and reflexive memories are hidden until probed.
///
/// # Errors
/// When the file is not a preset; the message names the place.
pub fn read_preset(json: &str) -> Result<StudyPreset, Error> {
    let file: File = crate::plain::from_json("preset", json)?;
    let personas = file.participants.into_iter().enumerate().map(|(number, one)| Persona {
        id: format!("persona-{:03}-{}", number + 1, one.name.to_lowercase()),
        description: one.persona,
        segments: Vec::new(),
        traits: Traits { verbosity: one.verbosity, disclosure: one.disclosure, recall: one.memory },
        attitude: Attitude::Willing,
        disruptive_replies: Vec::new(),
        memories: one
            .memories
            .into_iter()
            .map(|memory| PersonaMemory {
                about: String::new(),
                text: memory.content,
                needs_probe: memory.sensitive || memory.reflexive,
                insights: memory.insight_indices,
            })
            .collect(),
        ratings: std::collections::BTreeMap::new(),
    });
    Ok(StudyPreset {
        insights: file.insights,
        research_questions: file.research_questions,
        topics: file.interview_guide.into_iter().map(|topic| (topic.topic, topic.subtopics)).collect(),
        personas: personas.collect(),
    })
}

impl StudyPreset {
    /// The preset's guide: each topic with its subtopics after it, as open questions, the first three topics mandatory; no more than `turns`
    /// are asked.
    ///
    /// # Errors
    /// When there are no topics or `turns` is not between 1 and 200.
    pub fn guide(&self, mode: InterviewMode, turns: u32) -> Result<Guide, Error> {
        let mut items = Vec::new();
        for (number, (topic, subtopics)) in (1..).zip(&self.topics) {
            let id = format!("topic-{number}");
            let kind = if number <= MANDATORY.min(turns as usize) { ItemKind::Mandatory } else { ItemKind::Core };
            let item = GuideItem::open(&id, GuidePhase::Experience, format!("Tell me about {}.", self.lower(topic)), ProbingDepth::Deep);
            items.push(GuideItem { kind, ..item });
            for (part, subtopic) in (1..).zip(subtopics) {
                let item = GuideItem::open(
                    format!("{id}-{part}"),
                    GuidePhase::Experience,
                    question(part, &self.lower(subtopic)),
                    ProbingDepth::Standard,
                );
                items.push(GuideItem { kind: ItemKind::Optional, ..item });
            }
        }
        let goals = self.research_questions.clone();
        let guide = Guide { mode, goals, max_turns: turns, max_duration_ms: u64::from(u32::MAX), ..Guide::from_items(items) };
        guide.check()?;
        Ok(guide)
    }

    /// A heading as a part of a sentence: capitals stay only in words that the study writes so within its sentences, and in acronyms.
    fn lower(&self, heading: &str) -> String {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let names: Vec<String> =
            self.research_questions.iter().chain(&self.insights).flat_map(|text| text.split_whitespace().skip(1)).map(bare).collect();
        let words = heading.split(' ').map(|word| {
            let acronym = word.chars().skip(1).any(char::is_uppercase) && !word.contains('-');
            if acronym || names.contains(&bare(word)) { word.to_owned() } else { word.to_lowercase() }
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// How many topics are mandatory.
const MANDATORY: usize = 3;
/// Openings of questions, so that neighbours do not sound alike.
const OPENINGS: [&str; 4] =
    ["What can you tell me about", "What comes to mind about", "What has been your own experience with", "How would you describe"];

/// A subtopic as an open question; what stands in brackets is left out, so that nothing is suggested.
fn question(part: usize, subtopic: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0u32;
    for c in subtopic.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let opening = OPENINGS.iter().cycle().nth(part).unwrap_or(&OPENINGS[0]);
    format!("{opening} {}?", plain.trim_end_matches(['.', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preset_becomes_personas() {
        let json = r#"{"insights":["i"],"research_questions":["q"],"interview_guide":[{"topic":"t","subtopics":["s"]}],
            "participants":[{"persona":"A person.","name":"Ann","knowledge":"Low","verbosity":"High","memory":"Low","reflexivity":"Medium",
            "disclosure":"Medium","understanding":"High","transcript":[],"retrieval_top_k":5,
            "memories":[{"content":"I said so.","reflexive":false,"sensitive":true,"insight_indices":[0]}]}]}"#;
        let preset = read_preset(json).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!(preset.personas[0].traits.verbosity, TraitLevel::High);
        assert!(preset.personas[0].memories[0].needs_probe);
        assert_eq!(read_preset("[]").err().map(|error| error.code()), Some("invalid"));
    }
}
