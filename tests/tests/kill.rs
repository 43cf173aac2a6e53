//! A process that is killed at random moments loses no accepted input and leaves no impossible state.

use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use journey_core::{
    builtin,
    interview::{EventBody, Interview, InterviewOutcome, InterviewPhase, ItemStatus},
    plan::{Guide, ItemKind},
    store::Store,
};
use journey_tests::{fresh_database, open_store};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

/// How often the process is killed; `JOURNEY_KILLS` sets another number.
fn kills() -> i64 {
    std::env::var("JOURNEY_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(150)
}

async fn kill_again_and_again(address: &str, seed: u64) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut accepted: HashSet<(String, String)> = HashSet::new();
    let mut killed_at_work = 0;
    for round in 1..=kills() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_keeper"))
            .args([address, &round.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the keeper starts");
        let output = BufReader::new(child.stdout.take().expect("its output"));
        let (told, lines) = mpsc::channel();
        let reader = thread::spawn(move || whole_lines(output).for_each(|line| drop(told.send(line))));
        // Most kills come at work, some while the keeper still starts.
        let first = if round % 5 == 0 { None } else { lines.recv_timeout(Duration::from_secs(60)).ok() };
        thread::sleep(Duration::from_millis(random.random_range(0..60)));
        assert!(child.try_wait().expect("its state").is_none(), "round {round}: the keeper ended by itself");
        child.kill().expect("SIGKILL");
        child.wait().expect("it is gone");
        reader.join().expect("no panic");
        let lines: Vec<String> = first.into_iter().chain(lines.try_iter()).collect();
        let before = accepted.len();
        accepted.extend(lines.iter().filter_map(|line| line.split_once(' ')).map(|(id, input)| (id.to_owned(), input.to_owned())));
        killed_at_work += usize::from(accepted.len() > before);
        if round % 25 == 0 || round == kills() {
            check(open_store(address).await, &accepted).await;
        }
    }
    println!("{} kills, {killed_at_work} of them at work; {} accepted inputs, all there", kills(), accepted.len());
    assert!(killed_at_work as i64 > kills() / 4 && accepted.len() > 100, "the keeper was killed before it worked");
}

/// The lines that ended; one cut by the kill was not told to anyone.
fn whole_lines(mut output: impl BufRead) -> impl Iterator<Item = String> {
    std::iter::from_fn(move || {
        let mut line = String::new();
        output.read_line(&mut line).ok()?;
        line.strip_suffix('\n').map(str::to_owned)
    })
}

async fn check(store: Arc<dyn Store>, accepted: &HashSet<(String, String)>) {
    let plan = builtin::draft_plan("Where does the journey hurt?", "insurance").expect("a plan");
    let guide = Guide::from_plan(&plan).expect("a guide");
    let mut found: HashSet<(String, String)> = HashSet::new();
    for slot in 0..8 {
        for head in store.list(&format!("slot-{slot}")).await.expect("the list") {
            let log = store.load(&head.id, 0).await.expect("the log");
            assert_eq!(log.len() as u64, head.revision, "{}", head.id);
            found.extend(log.iter().map(|event| (head.id.clone(), event.input.to_string())));
            let interview = Interview::replay(&head.id, guide.clone(), log).unwrap_or_else(|error| panic!("{}: {error}", head.id));
            possible(&interview, head.outcome);
        }
    }
    for input in accepted {
        assert!(found.contains(input), "{input:?} was accepted and is gone");
    }
}

/// An interview that is over has an end; one that is not waits for something.
fn possible(interview: &Interview, outcome: Option<InterviewOutcome>) {
    let state = interview.state();
    assert_eq!(state.outcome(), outcome);
    match state.phase() {
        InterviewPhase::Closed => {
            assert!(matches!(interview.log().last().map(|event| &event.body), Some(EventBody::Closed { .. })));
            if outcome == Some(InterviewOutcome::Completed) {
                let mandatory = interview.guide().items.iter().filter(|item| item.kind == ItemKind::Mandatory);
                assert!(mandatory.into_iter().all(|item| state.ledger().entry(&item.id).is_some_and(|entry| entry.asked)));
            }
            assert!(state.ledger().entries.iter().all(|entry| entry.status != ItemStatus::Unasked));
        }
        InterviewPhase::Created => assert!(interview.log().is_empty()),
        _ => assert!(!interview.pending().is_empty()),
    }
}

#[tokio::test]
async fn sqlite_survives_kills() {
    let folder = TempDir::new().expect("a folder");
    kill_again_and_again(&folder.path().join("store.db").display().to_string(), 1).await;
}

#[tokio::test]
async fn postgres_survives_kills() {
    let Some(address) = fresh_database("journey_kill").await else { return };
    kill_again_and_again(&address, 2).await;
}
