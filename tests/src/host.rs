//! A host loop that records everything.

use journey_core::{
    interview::{Event, Input, InputBody, Interview, InterviewPhase, Outcome, Output},
    llm::{Driver, LlmProvider, RetryPolicy, VirtualHost},
    plan::Guide,
    time::Timestamp,
};

/// An interview that was held, with what the participant sent and saw.
#[derive(Debug)]
pub struct Held {
    /// The interview at its end.
    pub interview: Interview,
    /// What the participant sent.
    pub sent: Vec<String>,
    /// The events that the host was told to store.
    pub stored: Vec<Event>,
    /// How it ended; none when the participant ran out of things to say.
    pub outcome: Option<Outcome>,
}

/// Holds an interview with scripted answers; when they run out, the last one is repeated.
pub async fn hold(guide: Guide, provider: &dyn LlmProvider, answers: &[String]) -> Held {
    hold_with(guide, provider, answers, &mut |_, _| {}).await
}

/// Holds an interview and lets a test look at the interview before each input.
pub async fn hold_with(guide: Guide, provider: &dyn LlmProvider, answers: &[String], look: &mut dyn FnMut(&Interview, &Input)) -> Held {
    let host = VirtualHost::at(Timestamp(1_000_000));
    let driver = Driver::new(provider, &host);
    let mut interview = Interview::new("i", guide).expect("a sound guide");
    let (mut sent, mut stored) = (Vec::new(), Vec::new());
    let mut answers = answers.iter().cycle();
    let mut next = Input::new("joined", InputBody::Joined);
    for number in 0..2_000 {
        look(&interview, &next);
        let outputs = interview.handle(next, Timestamp(1_000_000 + number * 1_000)).expect("a possible input");
        let mut open = None;
        for output in outputs {
            match output {
                Output::Record { event } => stored.push(event),
                Output::Finished { outcome } => return Held { interview, sent, stored, outcome: Some(outcome) },
                Output::Erase | Output::Remind { .. } | Output::SetTimer { .. } => {}
                other => open = Some(other),
            }
        }
        let id = format!("input-{number}");
        next = match open {
            Some(Output::AskModel { request, body }) => match driver.run(Interview::completion(*body, RetryPolicy::never())).await {
                Ok(completed) => Input::model_replied(id, request, completed),
                Err(journey_core::Error::Llm(error)) => Input::new(id, InputBody::ModelFailed { request, error }),
                Err(other) => panic!("{other}"),
            },
            Some(Output::AskAdmission { .. }) => Input::new(id, InputBody::Admitted { quotas: Vec::new(), full: None }),
            Some(Output::Say { .. }) if interview.state().phase() == InterviewPhase::Consenting => Input::said(id, "yes"),
            Some(_) => {
                let answer = answers.next().expect("answers cycle").clone();
                let body = match answer.as_str() {
                    "<stop>" => InputBody::AskedToStop,
                    "<skip>" => InputBody::Skipped,
                    "<withdraw>" => InputBody::WithdrewConsent,
                    _ => InputBody::Said { text: answer.as_str().into() },
                };
                sent.push(answer);
                Input::new(id, body)
            }
            None => Input::new(id, InputBody::Tick),
        };
    }
    Held { interview, sent, stored, outcome: None }
}
