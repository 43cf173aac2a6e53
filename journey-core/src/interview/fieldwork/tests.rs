use std::sync::Arc;

use super::*;
use crate::{
    builtin::BuiltinProvider,
    error::{Error, ErrorInfo, ErrorKind},
    interview::{Interview, InterviewOutcome, PreparedGuide},
    llm::{Driver, RetryPolicy, VirtualClock},
    simulate::insurance_cohort,
    study::{Participant, ParticipantStatus, Study},
    time::Timestamp,
};

const NOW: Timestamp = Timestamp(1_000);

fn study() -> Study {
    Study::draft("Where do claims hurt?", "insurance").expect("a study")
}

fn schedule(ids: &[&str]) -> FieldworkSchedule {
    let study = study();
    let guide = PreparedGuide::new(study.guide.clone()).expect("a guide");
    let people = ids.iter().map(|id| Participant { id: (*id).into(), ..Participant::default() });
    FieldworkSchedule::new(&study, guide, people.collect()).expect("unique ids")
}

fn hold(schedule: &mut FieldworkSchedule, now: Timestamp) -> PlannedInterview {
    match schedule.next(now) {
        Work::Hold(planned) => planned,
        other => panic!("{other:?}"),
    }
}

fn end(schedule: &mut FieldworkSchedule, planned: &PlannedInterview) {
    let interview = Interview::new(&planned.id, study().guide).expect("a guide");
    schedule.ended(planned.number, &interview, Vec::new());
}

fn failure(code: &'static str, retryable: bool) -> Error {
    Error::new(ErrorInfo::new(ErrorKind::Store, code, "it is so").with_retryable(retryable))
}

#[test]
fn interviews_begin_in_order_and_only_so_many_at_once() {
    let mut schedule = schedule(&["a", "b", "c"]).with_concurrency(2);
    let (first, second) = (hold(&mut schedule, NOW), hold(&mut schedule, NOW));
    assert_eq!((first.id.as_str(), second.id.as_str(), schedule.next(NOW)), ("study-a", "study-b", Work::Wait(None)));
    end(&mut schedule, &second);
    assert_eq!(hold(&mut schedule, NOW).participant.id, "c");
    assert_eq!((schedule.total(), schedule.finished(), schedule.next(NOW)), (3, 1, Work::Wait(None)));
}

#[test]
fn what_was_begun_before_is_taken_up() {
    let mut schedule = schedule(&["a", "b"]).resuming(["study-b", "other-a"]);
    let (first, second) = (hold(&mut schedule, NOW), hold(&mut schedule, NOW));
    assert_eq!((first.resumes, second.resumes), (false, true));
}

#[test]
fn a_store_that_may_come_back_is_tried_again_and_given_up_in_the_end() {
    let policy = RetryPolicy { max_attempts: 2, initial_wait_ms: 50, max_wait_ms: 50, seed: 1, ..RetryPolicy::default() };
    let mut schedule = schedule(&["a"]).with_policy(policy);
    let first = hold(&mut schedule, NOW);
    schedule.failed(first.number, &failure("store_unavailable", true), NOW);
    let Work::Wait(Some(pause)) = schedule.next(NOW) else { panic!("waits") };
    let later = NOW.plus_ms(pause);
    let again = hold(&mut schedule, later);
    assert!(again.resumes, "it may have come to its beginning");
    schedule.failed(again.number, &failure("store_unavailable", true), later);
    assert_eq!(schedule.next(later), Work::Done);
    let fieldwork = schedule.finish();
    assert!(matches!(fieldwork.failed.as_slice(), [one] if one.code == "store_unavailable" && one.retryable), "{:?}", fieldwork.failed);
}

#[test]
fn a_failure_of_one_is_no_reason_to_stop_and_a_spent_budget_is() {
    let mut schedule = schedule(&["a", "b", "c", "d"]).with_concurrency(1);
    let first = hold(&mut schedule, NOW);
    schedule.failed(first.number, &failure("interview_closed", false), NOW);
    let second = hold(&mut schedule, NOW);
    schedule.failed(second.number, &failure("llm_budget_exceeded", false), NOW);
    assert_eq!(schedule.next(NOW), Work::Done);
    let Fieldwork { failed, not_begun, stopped, .. } = schedule.finish();
    assert_eq!(failed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["study-a", "study-b"]);
    assert_eq!((not_begun, stopped.as_deref()), (vec!["study-c".to_owned(), "study-d".to_owned()], Some("llm_budget_exceeded")));
}

#[test]
fn participants_are_told_apart() {
    let study = study();
    let guide = PreparedGuide::new(study.guide.clone()).expect("a guide");
    for ids in [["a", "a"], ["a", ""]] {
        let people = ids.map(|id| Participant { id: id.into(), ..Participant::default() });
        let error = FieldworkSchedule::new(&study, Arc::clone(&guide), people.to_vec()).expect_err("refused");
        assert_eq!(error.info().field.as_deref(), Some("participants[1].id"));
    }
}

#[test]
fn who_did_not_take_part_leaves_no_transcript() {
    let mut schedule = schedule(&["a"]);
    let planned = hold(&mut schedule, NOW);
    end(&mut schedule, &planned);
    let fieldwork = schedule.finish();
    assert!(fieldwork.documents.is_empty() && fieldwork.outcomes.is_empty() && fieldwork.logs.contains_key("study-a"));
}

#[tokio::test]
async fn the_same_cohort_gives_the_same_fieldwork_however_many_at_once() {
    let (study, cohort) = (study(), insurance_cohort(3));
    let mut held = Vec::new();
    for concurrency in [1, 16] {
        let clock = VirtualClock::default();
        let driver = Driver::new(&BuiltinProvider, &clock);
        let options = FieldworkOptions { concurrency, policy: RetryPolicy::never(), ..FieldworkOptions::default() };
        held.push(study.run_with(cohort.respondents().take(20), &driver, options).await.expect("fieldwork"));
    }
    let [one, many] = held.as_slice() else { panic!("two") };
    assert_eq!(one, many);
    assert_eq!(one.outcomes.values().filter(|outcome| **outcome == InterviewOutcome::Completed).count(), one.documents.len());
    assert!(one.documents.iter().all(|document| document.simulated && !document.segments.is_empty()));
    assert!(cohort.respondents().all(|(participant, _)| participant.status == ParticipantStatus::Simulated));
}
