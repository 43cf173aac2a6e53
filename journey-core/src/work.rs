//! Work, counted while tests run: a bound on what is looked at holds on every machine, a bound on seconds on none.

/// Notes that so many bytes, entries or pieces are looked at; nothing outside of tests.
#[inline]
pub(crate) fn look(amount: usize) {
    #[cfg(test)]
    LOOKED.with(|looked| looked.set(looked.get() + amount as u64));
    #[cfg(not(test))]
    let _ = amount;
}

#[cfg(test)]
thread_local! {
    static LOOKED: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How much something looks at.
#[cfg(test)]
pub(crate) fn looked(run: impl FnOnce()) -> u64 {
    let before = LOOKED.with(std::cell::Cell::get);
    run();
    LOOKED.with(std::cell::Cell::get) - before
}
