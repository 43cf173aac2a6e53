//! A host loop that records everything.

use journey_core::{
    interview::{Input, InputBody, Interview, InterviewEvent, InterviewOutcome, InterviewPhase, Output},
    llm::{Driver, LlmError, LlmProvider, RetryPolicy, VirtualClock},
    plan::{Guide, StructuredAnswer},
    time::Timestamp,
};

/// An interview that was held, with what the participant sent and saw.
#[derive(Debug)]
pub struct Held {
    /// The interview at its end.
    pub interview: Interview,
    /// What the participant sent.
    pub sent: Vec<String>,
    /// What of it was words that the interview took.
    pub said: Vec<String>,
    /// The guide's hash before the interview.
    pub guide: String,
    /// The events that the host was told to store.
    pub stored: Vec<InterviewEvent>,
    /// How it ended; none when the participant ran out of things to say.
    pub outcome: Option<InterviewOutcome>,
}

/// How long a participant who leaves stays away, in milliseconds.
const AWAY: u64 = 13 * 3_600_000;

/// Holds an interview with scripted answers; when they run out, the last one is repeated.
pub async fn hold(guide: Guide, provider: &dyn LlmProvider, answers: &[String]) -> Held {
    hold_with(guide, provider, answers, &mut |_, _| {}).await
}

/// Holds an interview and lets a test look at the interview before each input.
pub async fn hold_with(guide: Guide, provider: &dyn LlmProvider, answers: &[String], look: &mut dyn FnMut(&Interview, &Input)) -> Held {
    let host = VirtualClock::at(Timestamp(1_000_000));
    let driver = Driver::new(provider, &host);
    let mut interview = Interview::new("i", guide).expect("a sound guide");
    let (mut sent, mut said, mut stored) = (Vec::new(), Vec::new(), Vec::new());
    let hash = interview.guide().hash();
    let mut answers = answers.iter().cycle();
    let mut next = Input::new("joined", InputBody::Joined);
    let mut now = Timestamp(1_000_000);
    let mut corrections = 0;
    for number in 0..2_000 {
        look(&interview, &next);
        let left = matches!(next.body, InputBody::Left);
        let outputs = interview.handle(next, now).expect("a possible input");
        now = now.plus_ms(if left { AWAY } else { 1_000 });
        let mut open = None;
        for output in outputs.into_iter().chain(interview.pending().into_iter().filter(|_| !left)) {
            match output {
                Output::Record { event } => stored.push(event),
                Output::Finished { outcome } => return Held { interview, sent, said, guide: hash, stored, outcome: Some(outcome) },
                Output::Erase | Output::Remind { .. } | Output::SetTimer { .. } => {}
                other => open = Some(other),
            }
        }
        let id = format!("input-{number}");
        next = match open {
            Some(Output::AskModel { request, body }) => match driver.run(Interview::completion(*body, RetryPolicy::never())).await {
                Ok(completed) => Input::model_replied(id, request, completed),
                Err(error) => match error.downcast_ref::<LlmError>() {
                    Some(failed) => Input::new(id, InputBody::ModelFailed { request, error: failed.clone().into() }),
                    None => panic!("{error}"),
                },
            },
            Some(Output::CheckQuotas { .. }) => Input::new(id, InputBody::Admitted { quotas: Vec::new(), full: None }),
            Some(Output::Say { .. }) if interview.state().phase() == InterviewPhase::Consenting => Input::said(id, "yes"),
            Some(output) => {
                let asks_for_more = matches!(output, Output::Ask { .. });
                let answer = answers.next().expect("answers cycle").clone();
                let turn = interview.state().turns().iter().rev().find(|said| said.purpose.is_none()).map_or(0, |said| said.turn.number);
                let body = match answer.as_str() {
                    "<correct>" if turn > 0 && corrections < 5 => {
                        corrections += 1;
                        InputBody::Corrected { turn, text: "I meant that the letter came late.".into() }
                    }
                    "<leave>" => InputBody::Left,
                    "<number>" if asks_for_more => InputBody::Answered { answer: StructuredAnswer::Number { value: 3 } },
                    "<stop>" => InputBody::AskedToStop,
                    "<skip>" => InputBody::Skipped,
                    "<withdraw>" => InputBody::WithdrewConsent,
                    _ => {
                        said.push(answer.clone());
                        InputBody::Said { text: answer.as_str().into() }
                    }
                };
                sent.push(answer);
                Input::new(id, body)
            }
            // Away: the timer fires first, then they come back.
            None if !left => Input::new(id, InputBody::Rejoined),
            None => Input::new(id, InputBody::Tick),
        };
    }
    Held { interview, sent, said, guide: hash, stored, outcome: None }
}
