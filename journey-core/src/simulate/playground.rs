//! Reading the preset files of the package `interviewplayground`.

use serde::{Deserialize, Serialize};

use super::{Level, Memory, Persona, Traits};
use crate::error::Error;

/// A preset: a study's insights, its research questions, its guide and its personas.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Preset {
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
    verbosity: Level,
    memory: Level,
    disclosure: Level,
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
pub fn load_preset(json: &str) -> Result<Preset, Error> {
    let file: File = serde_json::from_str(json)
        .map_err(|error| Error::invalid("preset", error.to_string(), "give a preset file of interviewplayground 0.1"))?;
    let personas = file.participants.into_iter().enumerate().map(|(number, one)| Persona {
        id: format!("persona-{:03}-{}", number + 1, one.name.to_lowercase()),
        description: one.persona,
        segments: Vec::new(),
        traits: Traits { verbosity: one.verbosity, disclosure: one.disclosure, memory: one.memory },
        memories: one
            .memories
            .into_iter()
            .map(|memory| Memory {
                about: String::new(),
                text: memory.content,
                hidden: memory.sensitive || memory.reflexive,
                insights: memory.insight_indices,
            })
            .collect(),
        ratings: std::collections::BTreeMap::new(),
    });
    Ok(Preset {
        insights: file.insights,
        research_questions: file.research_questions,
        topics: file.interview_guide.into_iter().map(|topic| (topic.topic, topic.subtopics)).collect(),
        personas: personas.collect(),
    })
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
        let preset = load_preset(json).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!(preset.personas[0].traits.verbosity, Level::High);
        assert!(preset.personas[0].memories[0].hidden);
        assert_eq!(load_preset("[]").err().map(|error| error.code()), Some("invalid"));
    }
}
