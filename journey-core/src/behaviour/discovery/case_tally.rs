//! Counting cases, each once.

/// Cases counted one after the other; a case that comes again right after itself counts once.
#[derive(Clone, Copy, Default)]
pub(super) struct CaseTally {
    pub(super) cases: u32,
    /// 1 + the case counted last.
    last: u32,
}

impl CaseTally {
    /// Counts a case, and tells whether it had not been counted yet.
    #[inline]
    pub(super) fn count(&mut self, case: usize) -> bool {
        let case = case as u32 + 1;
        let new = self.last != case;
        self.cases += u32::from(new);
        self.last = case;
        new
    }
}
