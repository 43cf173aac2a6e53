//! A whole interview.

use std::sync::{Arc, LazyLock};

use super::linear;
use crate::{
    builtin,
    interview::{
        EventBody, Input, InputBody, Interview, InterviewEvent, JudgeInterview, Output, PreparedGuide, ReportCard, check_draft,
        data_quality_flags,
    },
    llm::{FinishReason, ModelReply, Procedure, ProcedureInput, RetryPolicy, TokenCounter, TokenEstimator, data_block},
    plan::{AnswerFormat, AnswerOption, Guide, GuideItem, GuidePhase, ProbingDepth},
    time::Timestamp,
};

fn guide() -> Arc<PreparedGuide> {
    static GUIDE: LazyLock<Arc<PreparedGuide>> = LazyLock::new(|| {
        let plan =
            builtin::draft_plan("Where does our insurance journey hurt?", "insurance").unwrap_or_else(|error| unreachable!("{error}"));
        Guide::from_plan(&plan).and_then(PreparedGuide::new).unwrap_or_else(|error| unreachable!("{error}"))
    });
    GUIDE.clone()
}

/// An interview in which every question is answered with a text; the rules' moves are sound whatever it is.
fn held(text: &str, guide: Arc<PreparedGuide>) -> Interview {
    let mut interview = Interview::with_guide("i", guide);
    let mut body = InputBody::Joined;
    for number in 0..9 {
        let outputs =
            interview.handle(Input::new(format!("{number}"), body), Timestamp(number)).unwrap_or_else(|error| unreachable!("{error}"));
        body = InputBody::Said { text: if number == 0 { "yes".into() } else { text.into() } };
        for output in outputs {
            if let Output::AskModel { request, body: asked } = output {
                let completed = builtin::run(Interview::completion(*asked, RetryPolicy::never()));
                body = Input::model_replied("m", request, completed.unwrap_or_else(|error| unreachable!("{error}"))).body;
            } else if matches!(output, Output::Finished { .. }) {
                return interview;
            }
        }
    }
    interview
}

fn chosen(text: &str) -> Interview {
    let mut item = GuideItem::open("q1", GuidePhase::Experience, "Which of them?", ProbingDepth::Standard);
    item.answer =
        AnswerFormat::SingleChoice { options: (0..9).map(|at| AnswerOption::new(format!("c{at}"), format!("not good {at}"))).collect() };
    held(text, PreparedGuide::new(Guide::from_items(vec![item])).unwrap_or_else(|error| unreachable!("{error}")))
}

/// An answer in other words.
fn corrected(mut interview: Interview, text: &str) -> bool {
    let said = interview.state().turns().iter().find(|said| said.purpose.is_none() && said.turn.number > 3);
    let turn = said.map_or(0, |said| said.turn.number);
    interview.handle(Input::new("c", InputBody::Corrected { turn, text: text.into() }), Timestamp(100)).is_ok()
}

/// What a model replied.
fn replied(text: &str) -> bool {
    let mut interview = held("I waited three weeks.", guide());
    let Some(Output::AskModel { body, .. }) = interview.pending().into_iter().find(|output| matches!(output, Output::AskModel { .. }))
    else {
        return interview.handle(Input::said("late", text), Timestamp(100)).is_ok();
    };
    let mut completion = Interview::completion(*body, RetryPolicy::never());
    let reply = ModelReply { text: text.to_owned(), finish: FinishReason::Stop, usage: Default::default(), model: "m".into() };
    completion.step(ProcedureInput::Start).is_ok() && completion.step(ProcedureInput::Replies(vec![Ok(reply)])).is_ok()
}

/// The log of an interview, as if every answer had been a text.
fn log(text: &str) -> Vec<InterviewEvent> {
    static LOG: LazyLock<Vec<InterviewEvent>> = LazyLock::new(|| held("I waited three weeks.", guide()).log().to_vec());
    let mut log = LOG.clone();
    for event in &mut log {
        if let EventBody::Said { text: said, .. } = &mut event.body {
            *said = text.into();
        }
    }
    log
}

linear! {
    interviews_are_held: |text| let guide = guide(); held(text, guide.clone());
    choices_are_read: |text| chosen(text);
    guides_are_prepared: |text| Guide::from_plan(&builtin::draft_plan("Where does it hurt?", "insurance").unwrap_or_else(|error| unreachable!("{error}"))).map(|mut guide| {
        guide.items.iter_mut().for_each(|item| item.text = text.to_owned());
        PreparedGuide::new(guide).is_ok()
    });
    drafts_are_judged: |text| let interview = held("I waited three weeks.", guide()); interview.guide().items.first().map(|item| check_draft(text, item, interview.guide(), interview.state()));
    data_quality_is_flagged: |text| let log = log(text); data_quality_flags(guide().guide(), &log);
    cards_are_counted: |text| let log = log(text); ReportCard::from_log(guide().guide(), &log);
    interviews_are_judged: |text| let log = log(text); JudgeInterview::new(&log, 40, RetryPolicy::never(), 0).map(builtin::run).is_ok();
    interviews_are_replayed: |text| let log = log(text); Interview::replay_with_guide("i", guide(), log.clone()).is_ok();
    answers_are_corrected: |text| let interview = held("I waited three weeks.", guide()); corrected(interview.clone(), text);
    replies_are_read: |text| replied(text);
    prompts_are_made: |text| (data_block("x", text), TokenEstimator.count(text));
}
