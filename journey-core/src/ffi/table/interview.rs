//! What a log tells of an interview.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    ffi::operation::declare_operations,
    interview::{self, CoverageMatrix, DataQualityFlag, Interview, InterviewEvent, Ledger, Reply, ReportCard},
    plan::Guide,
};

/// The quality of interviews, by measure.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct Quality {
    /// The counts with their bases.
    card: ReportCard,
    /// The measures by name; none without a base.
    measures: BTreeMap<String, Option<f64>>,
    /// The same as a table.
    markdown: String,
}

declare_operations! {
    /// The participant × item coverage matrix of interviews, given by id with their logs.
    coverage(guide: Guide, logs: BTreeMap<String, Vec<InterviewEvent>>) -> CoverageMatrix {
        let mut coverage = CoverageMatrix::new(&guide);
        for (participant, log) in logs {
            let interview = Interview::replay(&participant, guide.clone(), log)?;
            coverage.push(participant, interview.state());
        }
        Ok(coverage)
    }
    /// Measures the quality of interviews under a guide by their logs: rates of faults, talk ratio, coverage, words per answer.
    report_card(guide: Guide, logs: Vec<Vec<InterviewEvent>>) -> Quality {
        let mut card = ReportCard::default();
        for log in &logs {
            card.merge(&ReportCard::from_log(&guide, log));
        }
        Ok(Quality { measures: card.measures(), markdown: card.markdown(), card })
    }
    /// What about an interview a person should look at: speed, straight-lining, contradiction, pasted text.
    data_quality_flags(guide: Guide, log: Vec<InterviewEvent>) -> Vec<DataQualityFlag> {
        Ok(interview::data_quality_flags(&guide, &log))
    }
    /// The parts of a reply for a chat page of the Vercel AI SDK: its UI-message stream, version 1, without the closing `[DONE]`.
    ui_message_parts(reply: Reply, ledger: Option<Ledger>, message_id: Option<String>) -> Vec<Value> {
        let message = message_id.unwrap_or_else(|| format!("reply-{}", reply.revision));
        Ok(interview::ui_message_parts(&reply, ledger.as_ref(), &message))
    }
    /// The interview's phases as a Mermaid state diagram.
    phase_diagram() -> String {
        Ok(interview::phase_diagram())
    }
}
