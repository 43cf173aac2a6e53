//! The process that the kill tests kill: it holds interviews over a store and prints each input once the store has taken it.

use std::{io::Write, sync::Arc};

use journey_core::{
    builtin,
    interview::{Input, InputBody, Interview, InterviewPhase, Output, PreparedGuide},
    llm::RetryPolicy,
    plan::{AnswerFormat, Guide, StructuredAnswer},
    store::{InterviewRecord, Session, Store},
    study::Participant,
    time::Timestamp,
};
use journey_tests::open_store;

/// Interviews at a time.
const SLOTS: usize = 8;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().expect("the store's address");
    let round: i64 = arguments.next().and_then(|round| round.parse().ok()).expect("the number of the round");
    let store = open_store(&address).await;
    let plan = builtin::draft_plan("Where does the journey hurt?", "insurance").expect("a plan");
    let prepared = PreparedGuide::new(Guide::from_plan(&plan).expect("a guide")).expect("ready");
    let slots = (0..SLOTS).map(|slot| keep(store.clone(), prepared.clone(), slot, round));
    futures_util::future::join_all(slots).await;
}

/// Takes up the slot's open interview, or begins the next one, again and again until killed.
async fn keep(store: Arc<dyn Store>, prepared: Arc<PreparedGuide>, slot: usize, round: i64) {
    // Each round is later than every hold of the one before.
    let now = Timestamp(round * 1_000_000);
    let holder = format!("round-{round}");
    loop {
        let known = store.list(&format!("slot-{slot}")).await.expect("the list");
        let open = known.iter().find(|head| head.outcome.is_none());
        let mut session = match open {
            Some(head) => Session::resume(store.clone(), &head.id, &holder, now).await.expect("resumed"),
            None => {
                let record = InterviewRecord {
                    id: format!("slot-{slot}-{:05}", known.len()),
                    study: format!("slot-{slot}"),
                    participant: Participant::default(),
                    guide: String::new(),
                    address: None,
                    created: now,
                };
                Session::begin(store.clone(), record, prepared.clone(), &holder).await.expect("begun")
            }
        };
        while let Some(body) = next(session.interview(), round) {
            let id = format!("r{round}-{}", session.interview().state().revision());
            session.handle(Input::new(id.as_str(), body), now).await.expect("taken");
            let mut out = std::io::stdout().lock();
            writeln!(out, "{} {id}", session.record().id).and_then(|()| out.flush()).expect("printed");
        }
        session.close().await.expect("closed");
    }
}

/// What comes next, from what the interview waits for; nothing once it has ended.
fn next(interview: &Interview, round: i64) -> Option<InputBody> {
    let state = interview.state();
    if state.phase() == InterviewPhase::Created {
        return Some(InputBody::Joined);
    }
    let open = interview.pending().into_iter().find(|output| !matches!(output, Output::SetTimer { .. }))?;
    Some(match open {
        Output::AskModel { request, body } => {
            let completed = builtin::run(Interview::completion(*body, RetryPolicy::never())).expect("the builtin engine answers");
            Input::model_replied("", request, completed).body
        }
        Output::Ask { answer: AnswerFormat::Rating { .. }, .. } => InputBody::Answered { answer: StructuredAnswer::Number { value: 7 } },
        Output::Say { .. } if state.phase() == InterviewPhase::Consenting => InputBody::Said { text: "yes".into() },
        Output::Say { .. } => {
            let number = state.turns().len();
            let text = format!("In round {round} at turn {number} I waited {number} days, and nobody called me back about the claim.");
            InputBody::Said { text: text.into() }
        }
        _ => return None,
    })
}
