use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::llm::{LlmErrorKind, ModelMessage, TaskContext};

fn request(text: &str) -> ModelRequest {
    ModelRequest {
        task: "test".into(),
        system: "".into(),
        messages: vec![ModelMessage::user(text)],
        schema: serde_json::json!({}).into(),
        max_output_tokens: 100,
        temperature: 0.0,
        seed: 0,
        context: TaskContext::none(),
    }
}

fn reply(text: &str, prompt_tokens: u64, completion_tokens: u64) -> Result<ModelReply, LlmError> {
    let usage = TokenUsage { prompt_tokens, completion_tokens };
    Ok(ModelReply { text: text.into(), finish: FinishReason::Stop, usage, model: "m".into() })
}

fn asked(meter: &mut Meter, text: &str) -> Ticket {
    match meter.admit(&request(text), Timestamp(0)) {
        Ok(Admission::Ask(ticket)) => ticket,
        other => panic!("{text}: {other:?}"),
    }
}

fn waits(meter: &mut Meter, text: &str) -> Ticket {
    match meter.admit(&request(text), Timestamp(0)) {
        Ok(Admission::Wait(ticket)) => ticket,
        other => panic!("{text}: {other:?}"),
    }
}

fn settle(meter: &mut Meter, ticket: Ticket, result: &Result<ModelReply, LlmError>) -> Option<String> {
    meter.settle(ticket, result, Timestamp(0)).expect("a ticket under way")
}

fn turns(meter: &mut Meter, now: i64) -> Vec<(Ticket, Turn)> {
    std::iter::from_fn(|| meter.next_turn(Timestamp(now))).collect()
}

fn tokens(most: u64) -> Budget {
    Budget { max_tokens: Some(most), ..Budget::default() }
}

#[test]
fn a_request_under_way_is_asked_once_and_all_get_its_reply() {
    let mut meter = Meter::new("m");
    let owner = asked(&mut meter, "a");
    let Ok(Admission::Shared(sharer)) = meter.admit(&request("a"), Timestamp(0)) else { panic!("shared") };
    assert!(turns(&mut meter, 0).is_empty());
    settle(&mut meter, owner, &reply("hello", 3, 4));
    assert!(matches!(turns(&mut meter, 0).as_slice(), [(ticket, Turn::Replied(shared))] if *ticket == sharer
        && shared.text == "hello" && shared.usage == TokenUsage::default()));
    assert_eq!((meter.spent().requests, meter.hits()), (1, 1));
    // What is not kept is asked again.
    asked(&mut meter, "a");
}

#[test]
fn a_failure_is_shared_and_an_abandoned_request_is_passed_on() {
    let mut meter = Meter::new("m");
    let owner = asked(&mut meter, "a");
    let sharers: Vec<Admission> = (0..2).filter_map(|_| meter.admit(&request("a"), Timestamp(0)).ok()).collect();
    let [Admission::Shared(second), Admission::Shared(third)] = sharers.as_slice() else { panic!("{sharers:?}") };
    meter.abandon(owner);
    assert_eq!(turns(&mut meter, 0), [(*second, Turn::Ask)]);
    let down = LlmError::new(LlmErrorKind::Transient, "down");
    settle(&mut meter, *second, &Err(down.clone()));
    assert_eq!(turns(&mut meter, 0), [(*third, Turn::Failed(down))]);
    assert!(meter.settle(owner, &reply("late", 1, 1), Timestamp(0)).is_err());
}

#[test]
fn a_kept_reply_is_free_and_its_line_is_read_back() {
    let mut meter = Meter::new("m").keeping_replies();
    let ticket = asked(&mut meter, "a");
    let line = settle(&mut meter, ticket, &reply("one", 3, 4)).expect("a line");
    assert!(matches!(meter.admit(&request("a"), Timestamp(0)), Ok(Admission::Kept(kept)) if kept.usage == TokenUsage::default()));
    let mut again = Meter::new("m");
    assert_eq!(again.read(line.as_bytes()), Ok(line.len()));
    assert!(matches!(again.admit(&request("a"), Timestamp(0)), Ok(Admission::Kept(kept)) if kept.text == "one"));
    // Another model is another question.
    let mut other = Meter::new("n");
    other.read(line.as_bytes()).expect("read");
    asked(&mut other, "a");
    // A reply that was cut is not kept.
    let ticket = asked(&mut meter, "b");
    let cut = reply("two", 1, 1).map(|reply| ModelReply { finish: FinishReason::Length, ..reply });
    assert_eq!(settle(&mut meter, ticket, &cut), None);
}

#[test]
fn a_torn_last_line_is_dropped_and_nothing_else() {
    let mut meter = Meter::new("m").keeping_replies();
    let mut text = String::new();
    for name in ["a", "b"] {
        let ticket = asked(&mut meter, name);
        text += &settle(&mut meter, ticket, &reply(name, 1, 1)).expect("a line");
    }
    let first = text.find('\n').expect("two lines") + 1;
    for cut in first + 1..text.len() - 1 {
        let mut meter = Meter::new("m");
        assert_eq!(meter.read(&text.as_bytes()[..cut]), Ok(first), "cut at {cut}");
        let ticket = asked(&mut meter, "b");
        assert_eq!(settle(&mut meter, ticket, &reply("b", 1, 1)).as_deref(), Some(&text[first..]));
    }
    // Only the line break is lost: nothing is paid again, and the next line begins with one.
    let mut meter = Meter::new("m");
    assert_eq!(meter.read(&text.as_bytes()[..text.len() - 1]), Ok(text.len() - 1));
    assert!(matches!(meter.admit(&request("b"), Timestamp(0)), Ok(Admission::Kept(_))));
    let ticket = asked(&mut meter, "c");
    assert!(settle(&mut meter, ticket, &reply("c", 1, 1)).is_some_and(|line| line.starts_with("\n{") && line.ends_with("}\n")));
}

#[test]
fn a_broken_line_in_the_middle_is_named() {
    let mut meter = Meter::new("m").keeping_replies();
    let ticket = asked(&mut meter, "a");
    let line = settle(&mut meter, ticket, &reply("one", 3, 4)).expect("a line");
    for (broken, problem) in [("{\"key\": \n", "the text ends too early"), ("{\"key\":\"k\",\"reply\":1,\"x\":2}\n", "")] {
        let mut other = Meter::new("m");
        let error = other.read(format!("{line}{broken}{line}").as_bytes()).expect_err("broken");
        assert_eq!((error.code(), error.info().field.as_deref()), ("invalid", Some("replies, line 2")), "{error}");
        assert!(error.info().problem.contains(problem), "{error}");
        asked(&mut other, "a");
    }
    assert_eq!(Meter::new("m").read(b"\n\n"), Ok(2), "an empty line is none");
}

#[test]
fn what_others_reserve_is_waited_for_and_what_is_spent_is_refused() {
    // 101 tokens each: one for the text, 100 for the reply, and 8 for the frame of the prompt.
    let mut meter = Meter::new("m").with_budget(tokens(330));
    let first = asked(&mut meter, "a");
    let [second, third, fourth] = ["b", "c", "d"].map(|text| waits(&mut meter, text));
    settle(&mut meter, first, &reply("", 9, 91));
    assert_eq!(turns(&mut meter, 0), [(second, Turn::Ask), (third, Turn::Ask)], "100 + 2 × 109 fit into 330, a third does not");
    assert_eq!(meter.reserved().usage, TokenUsage { prompt_tokens: 18, completion_tokens: 200 });
    settle(&mut meter, second, &reply("", 9, 11));
    assert_eq!(turns(&mut meter, 0), []);
    settle(&mut meter, third, &reply("", 9, 91));
    assert_eq!(turns(&mut meter, 0), [(fourth, Turn::Ask)]);
    settle(&mut meter, fourth, &reply("", 9, 91));
    let refused = meter.admit(&request("e"), Timestamp(0));
    assert!(refused.is_err_and(|error| error.kind == LlmErrorKind::BudgetExceeded && error.message.contains("tokens")));
    assert_eq!(meter.spent().requests, 4);
}

#[test]
fn what_a_call_used_corrects_the_estimates_of_the_others() {
    let budget = Budget { max_cost: Some(10.0), prompt_price_per_million: 1e6, ..Budget::default() };
    let mut meter = Meter::new("m").with_budget(Budget { max_cost: Some(100.0), ..budget });
    let first = asked(&mut meter, "a");
    let others: Vec<Ticket> = (0..20).map(|number| waits(&mut meter, &number.to_string())).collect();
    // Estimated at 9, used 18: of the others, four fit beside it, not ten.
    settle(&mut meter, first, &reply("", 18, 1));
    let asked = turns(&mut meter, 0);
    assert_eq!(asked.iter().map(|(ticket, _)| *ticket).collect::<Vec<_>>(), others[..4]);
    for (ticket, _) in asked {
        settle(&mut meter, ticket, &reply("", 18, 1));
    }
    assert_eq!(meter.spent().cost, 90.0);
    assert!(turns(&mut meter, 0).iter().all(|(_, turn)| matches!(turn, Turn::Failed(_))));
}

#[test]
fn a_reply_that_counts_nothing_is_charged_as_estimated() {
    let mut meter = Meter::new("m");
    let ticket = asked(&mut meter, "a");
    settle(&mut meter, ticket, &reply("four letters", 0, 0));
    assert_eq!(meter.spent().usage, TokenUsage { prompt_tokens: 9, completion_tokens: 3 });
    let ticket = asked(&mut meter, "b");
    let builtin = reply("free", 0, 0).map(|reply| ModelReply { model: BUILTIN_ENGINE.into(), ..reply });
    settle(&mut meter, ticket, &builtin);
    assert_eq!(meter.spent().usage, TokenUsage { prompt_tokens: 9, completion_tokens: 3 });
}

#[test]
fn requests_and_time_are_limits_too() {
    let mut meter = Meter::new("m").with_budget(Budget { max_requests: Some(1), max_milliseconds: Some(50), ..Budget::default() });
    let ticket = asked(&mut meter, "a");
    assert!(meter.admit(&request("b"), Timestamp(0)).is_err_and(|error| error.message.contains("requests")));
    settle(&mut meter, ticket, &reply("", 1, 1));
    let mut meter = Meter::new("m").with_budget(Budget { max_milliseconds: Some(50), ..Budget::default() });
    asked(&mut meter, "a");
    assert!(meter.admit(&request("b"), Timestamp(49)).is_ok());
    assert!(meter.admit(&request("c"), Timestamp(50)).is_err_and(|error| error.message.contains("time")));
}

#[test]
fn places_are_given_in_order_and_a_pause_is_waited_out() {
    let mut meter = Meter::new("m").with_concurrency(1);
    let first = asked(&mut meter, "a");
    let [second, third] = ["b", "c"].map(|text| waits(&mut meter, text));
    let limited = LlmError { retry_after_ms: Some(50), ..LlmError::new(LlmErrorKind::RateLimited, "slow down") };
    settle(&mut meter, first, &Err(limited));
    assert_eq!((turns(&mut meter, 49), meter.wake_at(Timestamp(49))), (vec![], Some(Timestamp(50))));
    assert_eq!(turns(&mut meter, 50), [(second, Turn::Ask)]);
    assert_eq!(meter.wake_at(Timestamp(50)), None);
    meter.abandon(second);
    assert_eq!(turns(&mut meter, 50), [(third, Turn::Ask)]);
}

/// What a host may do next, in any order.
#[derive(Clone, Copy, Debug)]
enum Act {
    Admit { text: u8 },
    Settle { which: usize, used: u8, fails: bool },
    Abandon { which: usize },
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0u8..12).prop_map(|text| Act::Admit { text }),
        4 => (any::<usize>(), 0u8..=100, prop::bool::weighted(0.2)).prop_map(|(which, used, fails)| Act::Settle { which, used, fails }),
        1 => any::<usize>().prop_map(|which| Act::Abandon { which }),
    ]
}

/// A host with the tickets that it holds.
struct Host {
    meter: Meter,
    asking: BTreeMap<Ticket, String>,
    waiting: BTreeSet<Ticket>,
    done: BTreeSet<Ticket>,
    now: i64,
}

impl Host {
    fn begin(&mut self, ticket: Ticket, text: String) {
        assert!(!self.asking.values().any(|other| *other == text), "`{text}` is under way");
        self.asking.insert(ticket, text);
    }

    fn act(&mut self, act: Act, texts: &mut BTreeMap<Ticket, String>) {
        self.now += 1;
        match act {
            Act::Admit { text } => {
                let text = text.to_string();
                match self.meter.admit(&request(&text), Timestamp(self.now)) {
                    Ok(Admission::Ask(ticket)) => self.begin(ticket, text),
                    Ok(Admission::Shared(ticket) | Admission::Wait(ticket)) => {
                        texts.insert(ticket, text);
                        self.waiting.insert(ticket);
                    }
                    Ok(Admission::Kept(_)) => {}
                    Err(error) => self.is_beyond(&error),
                }
            }
            Act::Settle { which, used, fails } => {
                let Some(ticket) = self.asking.keys().nth(which % self.asking.len().max(1)).copied() else { return };
                let kind = if used % 2 == 0 { LlmErrorKind::RateLimited } else { LlmErrorKind::Transient };
                // Estimates are upper bounds: a prompt of 9 or 10, a reply of at most 100.
                let result = if fails { Err(LlmError::new(kind, "no")) } else { reply("", 9, u64::from(used)) };
                assert!(self.meter.settle(ticket, &result, Timestamp(self.now)).is_ok());
                assert!(self.meter.settle(ticket, &result, Timestamp(self.now)).is_err(), "a ticket settles once");
                self.asking.remove(&ticket);
                assert!(self.done.insert(ticket));
            }
            Act::Abandon { which } => {
                let all: Vec<Ticket> = self.asking.keys().chain(&self.waiting).copied().collect();
                let Some(ticket) = all.get(which % all.len().max(1)).copied() else { return };
                self.meter.abandon(ticket);
                self.asking.remove(&ticket);
                self.waiting.remove(&ticket);
                assert!(self.done.insert(ticket));
            }
        }
        for (ticket, turn) in turns(&mut self.meter, self.now) {
            assert!(self.waiting.remove(&ticket), "only who waits has a turn, and only one");
            match turn {
                Turn::Ask => self.begin(ticket, texts[&ticket].clone()),
                Turn::Replied(_) => assert!(self.done.insert(ticket)),
                Turn::Failed(error) => {
                    if error.kind == LlmErrorKind::BudgetExceeded {
                        self.is_beyond(&error);
                    }
                    assert!(self.done.insert(ticket));
                }
            }
        }
    }

    /// A refusal is right only when the request does not fit beside what is spent.
    fn is_beyond(&self, error: &LlmError) {
        let spent = self.meter.spent().usage;
        assert_eq!(error.kind, LlmErrorKind::BudgetExceeded);
        assert!(spent.prompt_tokens + spent.completion_tokens + 110 > MOST_TOKENS, "{spent:?}");
    }
}

const MOST_TOKENS: u64 = 900;

proptest! {
    #[test]
    fn in_any_order_the_budget_holds_and_every_ticket_ends_once(
        acts in prop::collection::vec(act(), 1..120), keeps in any::<bool>(), concurrency in 1usize..6,
    ) {
        let budget = Budget { max_cost: Some(MOST_TOKENS as f64 / 1e6), prompt_price_per_million: 1.0, completion_price_per_million: 1.0, ..tokens(MOST_TOKENS) };
        let meter = Meter::new("m").with_budget(budget).with_concurrency(concurrency);
        let meter = if keeps { meter.keeping_replies() } else { meter };
        let mut host = Host { meter, asking: BTreeMap::new(), waiting: BTreeSet::new(), done: BTreeSet::new(), now: 0 };
        let mut texts = BTreeMap::new();
        for act in acts {
            host.act(act, &mut texts);
            let (spent, reserved) = (host.meter.spent(), host.meter.reserved());
            let all = [spent.usage, reserved.usage].map(|usage| usage.prompt_tokens + usage.completion_tokens);
            prop_assert!(all[0] + all[1] <= MOST_TOKENS, "{spent:?} {reserved:?}");
            prop_assert!(spent.cost + reserved.cost <= MOST_TOKENS as f64 / 1e6 + 1e-9);
            prop_assert!(host.asking.len() <= concurrency && reserved.requests == host.asking.len() as u64);
        }
        // Nobody is left behind: when all calls have come back, nobody waits.
        while !host.asking.is_empty() {
            host.act(Act::Settle { which: 0, used: 50, fails: false }, &mut texts);
        }
        prop_assert!(host.waiting.is_empty(), "{:?}", host.waiting);
        prop_assert_eq!(host.meter.reserved().usage, TokenUsage::default());
    }

    #[test]
    fn estimates_that_are_all_wrong_alike_cost_one_of_their_errors(
        times in 1u64..8, calls in 1usize..80, most in 100u64..3000, order in any::<u64>(),
    ) {
        let mut meter = Meter::new("m").with_budget(tokens(most)).with_concurrency(64);
        let mut asking = Vec::new();
        for number in 0..calls {
            if let Ok(Admission::Ask(ticket)) = meter.admit(&request(&format!("{number:03}")), Timestamp(0)) {
                asking.push(ticket);
            }
        }
        while !asking.is_empty() {
            let ticket = asking.swap_remove((order % asking.len() as u64) as usize);
            settle(&mut meter, ticket, &reply("", 9 * times, 100 * times));
            asking.extend(turns(&mut meter, 0).into_iter().filter(|(_, turn)| *turn == Turn::Ask).map(|(ticket, _)| ticket));
        }
        let spent = meter.spent().usage;
        prop_assert!(spent.prompt_tokens + spent.completion_tokens <= most.max(109) + 109 * (times - 1));
    }
}
