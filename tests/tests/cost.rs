//! What an interview costs: flat prompts, a stable prefix, one call a turn.

use journey_core::{
    builtin,
    interview::EventBody,
    llm::{ModelRequest, TokenEstimator, prompt_tokens},
    plan::Guide,
};
use journey_tests::{RequestLog, hold};

fn whole(request: &ModelRequest) -> String {
    let messages: Vec<&str> = request.messages.iter().map(|message| message.content.as_ref()).collect();
    format!("{}\n{}", request.system, messages.join("\n"))
}

#[tokio::test]
async fn cost_per_turn_is_flat() {
    let plan = builtin::draft_plan("Where in the journey do we create friction?", "insurance").expect("a plan");
    let mut guide = Guide::from_plan(&plan).expect("a guide");
    for item in &mut guide.items {
        item.depth = journey_core::plan::ProbingDepth::Deep;
    }
    guide.max_turns = 30;
    let said: Vec<String> = [
        "I waited three weeks.",
        "Nobody called me back about the water in the cellar.",
        "It was a mess with the letters.",
        "They sent two forms.",
    ]
    .map(str::to_owned)
    .to_vec();
    let model = RequestLog::default();
    let held = hold(guide, &model, &said).await;
    let requests = model.requests();
    let asked = held.sent.len();
    assert!(requests.len() >= 12, "{} requests", requests.len());
    // One call a turn; a draft that the gates send back is written once more.
    let rejected = held.interview.log().iter().filter(|event| matches!(event.body, EventBody::DraftRejected { .. })).count();
    assert!(requests.len() <= asked + rejected, "{} requests for {asked} answers", requests.len());
    let tokens: Vec<u64> = requests.iter().map(|request| prompt_tokens(request, &TokenEstimator)).collect();
    println!("turn  prompt tokens  prefix shared with the one before");
    let mut shares = Vec::new();
    for (number, pair) in requests.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        let (before, after) = (whole(before), whole(after));
        let shared = before.bytes().zip(after.bytes()).take_while(|(left, right)| left == right).count();
        shares.push(shared as f64 / before.len() as f64);
        println!("{:>4}  {:>13}  {:>5.1} %", number + 2, tokens[number + 1], 100.0 * shared as f64 / before.len() as f64);
    }
    // The only growth is the history, and that is folded at the guide's budget.
    let budget = held.interview.guide().max_prompt_tokens;
    let first = tokens[0];
    assert!(tokens.iter().all(|tokens| *tokens <= first + budget + 400), "{tokens:?}");
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!(mean > 0.8, "only {mean:.2} of a prompt is the prompt before");
}

#[tokio::test]
async fn long_interviews_fold_and_stay_flat() {
    let plan = builtin::draft_plan("Where in the journey do we create friction?", "insurance").expect("a plan");
    let mut guide = Guide::from_plan(&plan).expect("a guide");
    guide.max_prompt_tokens = 600;
    guide.max_turns = 30;
    let long = "I waited three weeks for an answer and called four times, and each time another person asked me for the same papers again before anything went on.";
    let model = RequestLog::default();
    hold(guide, &model, &[long.to_owned()]).await;
    let tokens: Vec<u64> = model.requests().iter().map(|request| prompt_tokens(request, &TokenEstimator)).collect();
    let (first, most) = (tokens[0], tokens.iter().copied().max().unwrap_or_default());
    assert!(most <= first + 600 + 300, "{tokens:?}");
}
