//! The line: who waits, who is under way, who shares whose reply.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{Ticket, Turn};
use crate::{
    error::Error,
    llm::{ModelRequest, TokenUsage},
};

/// A request with what is known of it before it is asked.
#[derive(Debug)]
pub(super) struct Call {
    request: ModelRequest,
    /// What two requests that are the same have in common, cheaper than the whole.
    likeness: u64,
    pub(super) estimate: TokenUsage,
    /// The key of its reply, where replies are kept.
    pub(super) key: Option<String>,
}

impl Call {
    pub(super) fn new(request: &ModelRequest, estimate: TokenUsage, key: Option<String>) -> Self {
        let mut hasher = DefaultHasher::new();
        (&request.task, request.seed, request.messages.len(), request.messages.last().map(|last| &last.content)).hash(&mut hasher);
        Self { request: request.clone(), likeness: hasher.finish(), estimate, key }
    }
}

#[derive(Debug, Default)]
pub(super) struct Line {
    last: u64,
    waiting: VecDeque<(Ticket, Call)>,
    under_way: BTreeMap<Ticket, UnderWay>,
    by_likeness: HashMap<u64, Vec<Ticket>>,
    /// Tickets that share the reply of another.
    sharers: BTreeMap<Ticket, Ticket>,
    told: VecDeque<(Ticket, Turn)>,
}

#[derive(Debug)]
struct UnderWay {
    call: Call,
    sharers: Vec<(Ticket, Call)>,
}

impl Line {
    fn ticket(&mut self) -> Ticket {
        self.last += 1;
        Ticket(self.last)
    }

    /// Who asks the same at this moment.
    pub(super) fn same(&self, call: &Call) -> Option<Ticket> {
        let alike = self.by_likeness.get(&call.likeness)?;
        alike.iter().copied().find(|ticket| self.under_way.get(ticket).is_some_and(|other| other.call.request == call.request))
    }

    pub(super) fn go(&mut self, call: Call) -> Ticket {
        let ticket = self.ticket();
        self.set_off(ticket, call);
        ticket
    }

    pub(super) fn share(&mut self, call: Call, owner: Ticket) -> Ticket {
        let ticket = self.ticket();
        self.join(ticket, call, owner);
        ticket
    }

    pub(super) fn wait(&mut self, call: Call) -> Ticket {
        let ticket = self.ticket();
        self.waiting.push_back((ticket, call));
        ticket
    }

    pub(super) fn first(&self) -> Option<(Ticket, &Call)> {
        self.waiting.front().map(|(ticket, call)| (*ticket, call))
    }

    pub(super) fn first_goes(&mut self) {
        if let Some((ticket, call)) = self.waiting.pop_front() {
            self.set_off(ticket, call);
        }
    }

    pub(super) fn first_shares(&mut self, owner: Ticket) {
        if let Some((ticket, call)) = self.waiting.pop_front() {
            self.join(ticket, call, owner);
        }
    }

    pub(super) fn first_leaves(&mut self) {
        self.waiting.pop_front();
    }

    /// Takes a call that was asked, with those who share its reply.
    pub(super) fn settle(&mut self, ticket: Ticket) -> Result<(Call, Vec<Ticket>), Error> {
        let UnderWay { call, sharers } = self.take(ticket).ok_or(Error::protocol("asks nothing under this ticket", "a result"))?;
        let sharers: Vec<Ticket> = sharers.into_iter().map(|(sharer, _)| sharer).collect();
        for sharer in &sharers {
            self.sharers.remove(sharer);
        }
        Ok((call, sharers))
    }

    /// Takes a ticket out; its call when it was under way.
    pub(super) fn abandon(&mut self, ticket: Ticket) -> Option<Call> {
        self.waiting.retain(|(waiting, _)| *waiting != ticket);
        self.told.retain(|(told, _)| *told != ticket);
        if let Some(owner) = self.sharers.remove(&ticket)
            && let Some(owner) = self.under_way.get_mut(&owner)
        {
            owner.sharers.retain(|(sharer, _)| *sharer != ticket);
        }
        let UnderWay { call, sharers } = self.take(ticket)?;
        for (sharer, call) in sharers.into_iter().rev() {
            self.sharers.remove(&sharer);
            self.waiting.push_front((sharer, call));
        }
        Some(call)
    }

    pub(super) fn tell(&mut self, tickets: Vec<Ticket>, turn: &Turn) {
        self.told.extend(tickets.into_iter().map(|ticket| (ticket, turn.clone())));
    }

    pub(super) fn told(&mut self) -> Option<(Ticket, Turn)> {
        self.told.pop_front()
    }

    fn set_off(&mut self, ticket: Ticket, call: Call) {
        self.by_likeness.entry(call.likeness).or_default().push(ticket);
        self.under_way.insert(ticket, UnderWay { call, sharers: Vec::new() });
    }

    fn join(&mut self, ticket: Ticket, call: Call, owner: Ticket) {
        if let Some(under_way) = self.under_way.get_mut(&owner) {
            under_way.sharers.push((ticket, call));
            self.sharers.insert(ticket, owner);
        }
    }

    fn take(&mut self, ticket: Ticket) -> Option<UnderWay> {
        let taken = self.under_way.remove(&ticket)?;
        if let Some(alike) = self.by_likeness.get_mut(&taken.call.likeness) {
            alike.retain(|other| *other != ticket);
            if alike.is_empty() {
                self.by_likeness.remove(&taken.call.likeness);
            }
        }
        Some(taken)
    }
}
