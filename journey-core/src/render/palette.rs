//! Colours that tell activities and groups apart.

/// Fills for activities, the most frequent first: chosen so that the two most alike of them stand as far apart as possible for readers with normal,
/// protan, deutan and tritan vision (simulated as by Machado, Oliveira and Fernandes 2009), the same on a light and a dark ground.
const ACTIVITIES: [&str; 12] =
    ["#0B5FA5", "#FFC336", "#B34700", "#3FC0F2", "#464361", "#E58212", "#9CAF8E", "#AF77A1", "#6E3616", "#BBD7BA", "#7380EB", "#825D68"];
/// Lines for groups: on a light ground, on a dark one, and dashes that tell them apart without colour.
pub(super) const GROUPS: [(&str, &str, &str); 6] = [
    ("#0B5FA5", "#7CC0FF", ""),
    ("#B34700", "#FFA366", "7 3"),
    ("#2E7D4F", "#7FD1A0", "2 3"),
    ("#7A3E9D", "#D5A6F0", "9 3 2 3"),
    ("#5F6368", "#A9B0B7", "4 2 1 2 1 2"),
    ("#7D6200", "#E0C35A", "12 4"),
];

/// The fill of an activity by its rank, and the class of the letter on it; none past the twelfth.
pub(super) fn activity_fill(rank: usize) -> Option<(&'static str, &'static str)> {
    let fill = *ACTIVITIES.get(rank)?;
    // Where both have the same contrast.
    Some((fill, if luminance(fill) < 0.195 { "over" } else { "under" }))
}

/// The letters of an activity by its rank: A to Z, then AA, AB and so on.
pub(super) fn letters(rank: usize) -> String {
    let letter = char::from(b'A' + (rank % 26) as u8);
    match rank / 26 {
        0 => letter.to_string(),
        more => letters(more - 1) + &letter.to_string(),
    }
}

/// The rules that colour groups.
pub(super) fn group_style() -> String {
    let rules = |colour: fn(&(&'static str, &'static str, &'static str)) -> &'static str| -> String {
        GROUPS
            .iter()
            .enumerate()
            .map(|(number, group)| format!(".jm .s{number}{{stroke:{0}}}.jm .f{number}{{fill:{0}}}", colour(group)))
            .collect()
    };
    format!("{}@media(prefers-color-scheme:dark){{{}}}", rules(|group| group.0), rules(|group| group.1))
}

/// Relative luminance (WCAG 2), 0 to 1.
fn luminance(colour: &str) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The linear red, green and blue of a colour such as `#0B5FA5`, each 0 to 1.
fn linear(colour: &str) -> [f64; 3] {
    [1..3, 3..5, 5..7].map(|place| {
        let part = colour.get(place).and_then(|digits| u8::from_str_radix(digits, 16).ok()).map_or(0.0, |part| f64::from(part) / 255.0);
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    })
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Machado, Oliveira and Fernandes (2009), severity 1: normal, protan, deutan and tritan vision.
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// Oklab (Ottosson 2020) of linear red, green and blue.
    fn oklab([red, green, blue]: [f64; 3]) -> [f64; 3] {
        let cone = |by: [f64; 3]| (by[0] * red + by[1] * green + by[2] * blue).cbrt();
        let (l, m, s) = (
            cone([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9]),
            cone([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6]),
            cone([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5]),
        );
        [
            0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
        ]
    }

    fn contrast(one: f64, other: f64) -> f64 {
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn colour_blind_readers_tell_twelve_activities_apart() {
        for vision in VISIONS {
            let seen = ACTIVITIES.map(|colour| {
                let parts = linear(colour);
                oklab(vision.map(|row| (row[0] * parts[0] + row[1] * parts[1] + row[2] * parts[2]).clamp(0.0, 1.0)))
            });
            for (at, one) in seen.iter().enumerate() {
                for other in seen.iter().skip(at + 1) {
                    let distance = one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt();
                    assert!(distance > 0.10, "{} and {distance}", ACTIVITIES[at]);
                }
            }
        }
    }

    #[test]
    fn letters_and_lines_have_contrast() {
        let (white, ink, dark) = (1.0, luminance("#1c1f23"), luminance("#121417"));
        for rank in 0..12 {
            let (fill, class) = activity_fill(rank).unwrap();
            let letter = if class == "over" { white } else { ink };
            assert!(contrast(luminance(fill), letter) >= 4.5, "{fill} {class}");
            assert!(contrast(luminance(fill), white) >= 1.5 && contrast(luminance(fill), dark) >= 1.5, "{fill}");
        }
        for (light, on_dark, _) in GROUPS {
            assert!(contrast(luminance(light), white) >= 4.5 && contrast(luminance(on_dark), dark) >= 4.5, "{light} {on_dark}");
        }
        assert_eq!(activity_fill(12), None);
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 52, 702].map(letters), ["A", "Z", "AA", "AB", "BA", "AAA"]);
    }
}
