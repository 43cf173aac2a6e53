//! The order of what is listed.

/// The largest count first, then by name.
pub(super) fn most_frequent_first<T>(mut items: Vec<T>, count: fn(&T) -> u64, names: fn(&T) -> (&str, &str)) -> Vec<T> {
    items.sort_by(|one, other| count(other).cmp(&count(one)).then_with(|| names(one).cmp(&names(other))));
    items
}
