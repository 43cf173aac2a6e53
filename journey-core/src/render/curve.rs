//! A smooth line through points that never overshoots them.

use super::measure::pixel;

/// The path of a monotone cubic through points (Fritsch and Carlson 1980), as Bézier curves; points are sorted by x.
pub(super) fn monotone_path(points: &[(f64, f64)], begin: &str) -> String {
    let Some((first, _)) = points.split_first() else { return String::new() };
    let mut path = format!("{begin}{} {}", pixel(first.0), pixel(first.1));
    let slopes = slopes(points);
    for (pair, slope) in points.windows(2).zip(slopes.windows(2)) {
        let ([from, to], [out, into]) = (pair, slope) else { continue };
        let third = (to.0 - from.0) / 3.0;
        let numbers = [from.0 + third, from.1 + out * third, to.0 - third, to.1 - into * third, to.0, to.1].map(pixel);
        path.push_str(&format!("C{}", numbers.join(" ")));
    }
    path
}

/// The slope at each point, limited so that the line stays between its neighbours.
fn slopes(points: &[(f64, f64)]) -> Vec<f64> {
    let secants: Vec<f64> = points
        .windows(2)
        .map(|pair| match pair {
            [from, to] if to.0 > from.0 => (to.1 - from.1) / (to.0 - from.0),
            _ => 0.0,
        })
        .collect();
    let at = |place: Option<usize>| place.and_then(|place| secants.get(place)).copied();
    (0..points.len())
        .map(|place| match (at(place.checked_sub(1)), at(Some(place))) {
            (Some(before), Some(after)) if before * after <= 0.0 => 0.0,
            // The harmonic mean keeps the slope within three times the smaller secant.
            (Some(before), Some(after)) => 2.0 * before * after / (before + after),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => 0.0,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn controls(path: &str) -> Vec<Vec<f64>> {
        path.split('C').skip(1).map(|part| part.split(' ').filter_map(|number| number.parse().ok()).collect()).collect()
    }

    proptest! {
        #[test]
        fn the_line_stays_between_its_points(ys in proptest::collection::vec(0.0..200.0f64, 2..12)) {
            let points: Vec<(f64, f64)> = ys.iter().enumerate().map(|(x, y)| (x as f64 * 90.0, *y)).collect();
            for (pair, control) in points.windows(2).zip(controls(&monotone_path(&points, "M"))) {
                let (low, high) = (pair[0].1.min(pair[1].1) - 0.11, pair[0].1.max(pair[1].1) + 0.11);
                prop_assert!(control[1] >= low && control[1] <= high, "{control:?} {pair:?}");
                prop_assert!(control[3] >= low && control[3] <= high, "{control:?} {pair:?}");
            }
        }
    }
}
