//! Lanes: what each row of the picture holds for each step.

use super::{
    measure::{width, wrap},
    words::signed,
};
use crate::{
    analysis::{ChannelCount, JourneyMap, MapStep, StepPriority, Verbatim},
    journey::EmotionLabel,
};

/// The size of body text in pixels.
pub(super) const SIZE: f64 = 12.0;
/// The size that a step's bold name is measured at.
const BOLD: f64 = SIZE * 1.25;
/// The height of a line.
pub(super) const LINE: f64 = 16.0;
/// The longest quotation, in characters.
const QUOTED: usize = 140;

/// Whether something is good, bad or neither.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Tone {
    Bad,
    Good,
    Neutral,
}

impl Tone {
    pub(super) fn of(valence: f64) -> Self {
        if valence <= -0.25 {
            Self::Bad
        } else if valence >= 0.25 {
            Self::Good
        } else {
            Self::Neutral
        }
    }

    fn emotion(label: EmotionLabel) -> Self {
        Self::of(label.sign().into())
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Bad => "neg",
            Self::Good => "pos",
            Self::Neutral => "neu",
        }
    }
}

/// One line of a cell.
#[derive(Clone, Debug)]
pub(super) struct CellLine {
    pub(super) text: String,
    pub(super) class: &'static str,
    pub(super) icon: Option<String>,
    pub(super) chip: Option<Tone>,
    pub(super) link: Option<String>,
    pub(super) language: Option<String>,
}

impl CellLine {
    fn new(text: impl Into<String>, class: &'static str) -> Self {
        Self { text: text.into(), class, icon: None, chip: None, link: None, language: None }
    }
}

/// What a lane draws.
#[derive(Clone, Debug)]
pub(super) enum LaneBody {
    /// Lines of text, a list for each step.
    Cells(Vec<Vec<CellLine>>),
    /// The experience curve.
    Curve,
}

/// A row of the picture.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    pub(super) label: &'static str,
    pub(super) height: f64,
    pub(super) body: LaneBody,
}

/// The height of the experience curve.
pub(super) const CURVE: f64 = 200.0;

/// The lanes of some steps; optional lanes that would be empty are left out.
pub(super) fn lanes(map: &JourneyMap, steps: &[MapStep], step_width: f64) -> Vec<Lane> {
    let inner = step_width - 20.0;
    let mut lanes = Vec::new();
    let mut add = |label, fill: &dyn Fn(&MapStep) -> Vec<CellLine>| lanes.extend(lane(label, steps, fill));
    add("Step", &|step| title(step, inner));
    add("What customers did", &|step| step.actions.iter().take(1).flat_map(|voice| quote(voice, inner, 3)).collect());
    add("Touchpoint", &|step| touchpoint(step, inner));
    add("Expected / happened", &|step| expectation(step, inner));
    lanes.push(Lane { label: "Experience", height: CURVE, body: LaneBody::Curve });
    let mut add = |label, fill: &dyn Fn(&MapStep) -> Vec<CellLine>| lanes.extend(lane(label, steps, fill));
    add("Satisfaction", &|step| {
        step.satisfaction.map(|mean| CellLine::new(format!("{:.1} of 10 (n={})", mean.value, mean.base), "b")).into_iter().collect()
    });
    add("Emotions", &|step| {
        step.emotions
            .iter()
            .map(|one| {
                let mut line = CellLine::new(format!("{} {}", one.emotion.name(), one.count), "");
                line.chip = Some(Tone::emotion(one.emotion));
                line
            })
            .collect()
    });
    add("In their words", &|step| step.quote.iter().flat_map(|voice| quote(voice, inner, 6)).collect());
    add("Pains", &|step| told(step.pain_share.as_ref().map(ToString::to_string), &step.pains, "neg b", inner));
    add("Gains", &|step| told(step.delight_share.as_ref().map(ToString::to_string), &step.delights, "pos b", inner));
    add("Customers need", &|step| step.needs.iter().take(1).flat_map(|voice| quote(voice, inner, 3)).collect());
    add("Customers suggest", &|step| step.suggestions.iter().take(1).flat_map(|voice| quote(voice, inner, 4)).collect());
    add("Opportunity", &|step| opportunity(map, step));
    lanes
}

/// A lane of text, none when every cell is empty.
fn lane(label: &'static str, steps: &[MapStep], fill: &dyn Fn(&MapStep) -> Vec<CellLine>) -> Option<Lane> {
    let cells: Vec<Vec<CellLine>> = steps.iter().map(fill).collect();
    let most = cells.iter().map(Vec::len).max().filter(|most| *most > 0)?;
    Some(Lane { label, height: most as f64 * LINE + 18.0, body: LaneBody::Cells(cells) })
}

fn title(step: &MapStep, inner: f64) -> Vec<CellLine> {
    let mut lines: Vec<CellLine> = wrap(&step.name, inner, BOLD, 2).into_iter().map(|text| CellLine::new(text, "b")).collect();
    if let Some(voice) = &step.headline {
        lines.extend(wrap(&format!("“{}”", voice.quote.text), inner, SIZE, 3).into_iter().map(|text| {
            let mut line = CellLine::new(text, "i soft");
            line.language.clone_from(&voice.language);
            line
        }));
    }
    lines.push(CellLine::new(if step.base == 0 { "no data".to_owned() } else { format!("n={}", step.base) }, "soft"));
    lines
}

fn touchpoint(step: &MapStep, inner: f64) -> Vec<CellLine> {
    let channels = step.channels.iter().take(2).map(|ChannelCount { channel, count }| {
        let text = wrap(&format!("{channel} ({count})"), inner - 20.0, SIZE, 1).into_iter().next().unwrap_or_default();
        let mut line = CellLine::new(text, "");
        line.icon = Some(channel.clone());
        line
    });
    channels.collect()
}

fn expectation(step: &MapStep, inner: f64) -> Vec<CellLine> {
    let Some(pair) = &step.expectation else { return Vec::new() };
    let mut lines: Vec<CellLine> =
        wrap(&format!("“{}”", pair.expected.text), inner, SIZE, 2).into_iter().map(|text| CellLine::new(text, "soft")).collect();
    if pair.actual != pair.expected {
        lines.extend(wrap(&format!("→ “{}”", pair.actual.text), inner, SIZE, 2).into_iter().map(|text| CellLine::new(text, "")));
    }
    lines
}

/// A quotation of at most 140 characters with the participant's code, linked to its evidence.
fn quote(voice: &Verbatim, inner: f64, most: usize) -> Vec<CellLine> {
    let text: String = voice.quote.text.chars().take(QUOTED).collect();
    let more = if text.len() < voice.quote.text.len() { "…" } else { "" };
    let mut lines = wrap(&format!("“{}{more}”", text.trim_end()), inner, SIZE, most);
    lines.push(format!("— {}", voice.participant));
    let last = lines.len();
    lines
        .into_iter()
        .enumerate()
        .map(|(at, text)| {
            let text = wrap(&text, inner, SIZE, 1).pop().unwrap_or_default();
            let mut line = CellLine::new(text, if at + 1 == last { "soft" } else { "i" });
            line.link = Some(anchor(&voice.observation));
            line.language.clone_from(&voice.language);
            line
        })
        .collect()
}

fn told(share: Option<String>, voices: &[Verbatim], class: &'static str, inner: f64) -> Vec<CellLine> {
    let mut lines: Vec<CellLine> =
        share.into_iter().flat_map(|share| wrap(&share, inner, SIZE, 2)).map(|text| CellLine::new(text, class)).collect();
    for voice in voices.iter().take(2) {
        let fitted = wrap(&format!("“{}”", voice.quote.text), inner, SIZE, 2);
        lines.extend(fitted.into_iter().map(|text| {
            let mut line = CellLine::new(text, "");
            line.link = Some(anchor(&voice.observation));
            line.language.clone_from(&voice.language);
            line
        }));
    }
    lines
}

fn opportunity(map: &JourneyMap, step: &MapStep) -> Vec<CellLine> {
    let Some(StepPriority { rank, score }) = step.priority else { return Vec::new() };
    let Some(priority) = map.priorities.iter().find(|one| one.rank == rank) else { return Vec::new() };
    let mut first = CellLine::new(format!("Priority {rank}"), "b");
    first.chip = (rank <= 3).then_some(Tone::Bad);
    let mut lines = vec![
        first,
        CellLine::new(format!("score {score:.2}, rank {}–{}", priority.rank_interval.low, priority.rank_interval.high), "soft"),
    ];
    if let Some(effort) = priority.effort {
        lines.push(CellLine::new(format!("effort {}", signed(effort).trim_start_matches('+')), "soft"));
    }
    lines
}

/// The id that an observation's evidence has on the page.
pub(super) fn anchor(observation: &str) -> String {
    let safe: String = observation.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    format!("e-{safe}")
}

/// The width of a chip around its text.
pub(super) fn chip_width(text: &str, bold: bool) -> f64 {
    width(text, if bold { BOLD } else { SIZE }) + 16.0
}
