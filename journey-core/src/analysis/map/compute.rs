//! From a corpus to its map.

use std::{borrow::Cow, collections::BTreeMap};

use super::{CoderCount, JourneyMap, MapBase, MapOptions, MapProvenance, NotComputed, SegmentBase, SegmentCurve, StageSummary};
use crate::{
    analysis::{
        Corpus, CorpusFilter, CurvePoint, DriverAnalysis, MapStep, ReadingCoverage,
        channel::channels,
        driver::drivers,
        gap::gaps,
        index::{Felt, Index, felt},
        moment::moments,
        prevalence::prevalences,
        priority::priorities,
        satisfaction::satisfaction,
        segment::differences,
        step::places,
        theme::themes,
        what_if::predictions,
    },
    error::Error,
    journey::{Framework, Place},
};

/// The most segment curves of one picture.
const SEGMENT_CURVES: usize = 4;

impl Corpus {
    /// Computes the map.
    ///
    /// ```
    /// use journey_core::{Corpus, Document, Framework, analysis::MapOptions, journey::{DocumentSource, Role}};
    /// let framework = Framework::template("insurance")?;
    /// let mut ticket = Document::new("ticket-1", DocumentSource::Ticket, "customer-1");
    /// ticket.push(Role::Customer, "I waited three weeks for an update on my claim.");
    /// let map = Corpus::code(&[ticket], &framework)?.map(&framework, &MapOptions::new("Tickets", "Where does it hurt?"))?;
    /// assert_eq!(map.priorities[0].formula, "1.00 prevalence × 2.00 severity × 1.00 impact = 2.00");
    /// assert_eq!((map.priorities[0].prevalence.count, map.priorities[0].prevalence.base), (1, 1));
    /// # Ok::<(), journey_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the framework lacks a place that was observed, or an option is out of range.
    pub fn map(&self, framework: &Framework, options: &MapOptions) -> Result<JourneyMap, Error> {
        options.check()?;
        let corpus = self.counted(options);
        let index = Index::new(&corpus);
        index.check(framework)?;
        let framework = &*framework.covering(index.stages().iter().copied());
        let prevalence = prevalences(&index);
        let priorities = priorities(&index, framework, &options.effort, options.resamples, options.seed);
        let segments = segments(&index, options);
        let places = places(framework, &index);
        let curves = Curves::new(&index, framework, &places, &segments, options);
        let step = |(place, curve): (Place, CurvePoint)| MapStep::new(&index, framework, place, curve, &priorities, options.max_quotes);
        let stage = |(stage, curve): (&crate::journey::Stage, CurvePoint)| StageSummary { stage: stage.clone(), curve };
        let curve = |(segment, points): (&SegmentBase, Vec<CurvePoint>)| SegmentCurve {
            segment: segment.id.clone(),
            name: segment.name.clone(),
            points,
        };
        let (drivers, mut not_computed) = all_drivers(&index, framework, options);
        let segment_differences = differences(&prevalence, framework);
        if segment_differences.is_empty() && segments.len() > 1 {
            let reason = "no segment has ten eligible respondents on both sides; hear more of each".into();
            not_computed.push(NotComputed { method: "segment differences".into(), reason });
        }
        Ok(JourneyMap {
            title: options.title_for(framework),
            question: options.question.clone(),
            steps: places.into_iter().zip(curves.steps).map(step).collect(),
            stages: framework.stages.iter().zip(curves.stages).map(stage).collect(),
            segment_curves: segments.iter().zip(curves.segments).map(curve).collect(),
            base: self.base(&corpus, segments),
            moments_of_truth: moments(&index, framework, drivers.first()),
            expectation_gaps: gaps(&index, framework),
            predictions: predictions(&index, &priorities),
            channels: channels(&index, framework),
            thematic_saturation: themes(&index),
            satisfaction: satisfaction(&index, options.resamples, options.seed),
            prevalence,
            drivers,
            segment_differences,
            baseline: None,
            coverage: ReadingCoverage::of(&index),
            not_computed,
            priorities,
            provenance: MapProvenance {
                version: env!("CARGO_PKG_VERSION").into(),
                coders: coders(&corpus),
                resamples: options.resamples as u64,
                driver_resamples: options.driver_resamples as u64,
                seed: options.seed,
            },
        })
    }

    /// The part that counts.
    fn counted(&self, options: &MapOptions) -> Cow<'_, Self> {
        if self.counts_simulated(options) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(self.filter(&CorpusFilter { simulated: Some(false), ..CorpusFilter::default() }))
    }

    /// Whether simulated participants count: where they are wanted, or nobody else took part.
    pub(in crate::analysis) fn counts_simulated(&self, options: &MapOptions) -> bool {
        options.include_simulated.unwrap_or_else(|| self.presences.iter().all(|presence| presence.simulated))
    }

    /// The base of the part that counts.
    fn base(&self, counted: &Self, segments: Vec<SegmentBase>) -> MapBase {
        let simulated = counted.filter(&CorpusFilter { simulated: Some(true), ..CorpusFilter::default() });
        MapBase {
            respondents: counted.respondent_count(),
            documents: counted.document_count(),
            observations: counted.observation_count(),
            simulated_excluded: self.document_count() - counted.document_count(),
            simulated: simulated.respondent_count(),
            segments,
        }
    }
}

/// The drivers of every outcome that was rated, and what could not be computed.
fn all_drivers(index: &Index<'_>, framework: &Framework, options: &MapOptions) -> (Vec<DriverAnalysis>, Vec<NotComputed>) {
    let (mut found, mut not_computed) = (Vec::new(), Vec::new());
    for (code, outcome) in index.instruments() {
        match drivers(index, framework, (code, outcome), options.driver_resamples, options.seed) {
            Ok(drivers) => found.push(drivers),
            Err(error) => not_computed.push(NotComputed { method: format!("drivers of {outcome}"), reason: error.to_string() }),
        }
    }
    if index.instruments().next().is_none() {
        not_computed.push(NotComputed { method: "drivers".into(), reason: "nobody rated csat, nps or ces; ask one of them".into() });
    }
    (found, not_computed)
}

/// The points of every curve.
struct Curves {
    steps: Vec<CurvePoint>,
    stages: Vec<CurvePoint>,
    segments: Vec<Vec<CurvePoint>>,
}

impl Curves {
    fn new(index: &Index<'_>, framework: &Framework, places: &[Place], segments: &[SegmentBase], options: &MapOptions) -> Self {
        let steps: Vec<Vec<Felt>> = places.iter().map(|place| index.at(place).map(|at| at.felt()).unwrap_or_default()).collect();
        let of_stage = |stage: &str| felt(index.held_by(&Place::whole(stage)).iter());
        let stages = framework.stages.iter().map(|stage| of_stage(&stage.id));
        let shown = segments.iter().take(SEGMENT_CURVES).filter_map(|segment| index.corpus.names.segments.code(&segment.id));
        let within = shown.flat_map(|segment| {
            let belongs = move |felt: &&Felt| index.respondent(felt.respondent).is_some_and(|one| one.is_in(segment as u16));
            steps.iter().map(move |all| all.iter().filter(belongs).copied().collect::<Vec<Felt>>())
        });
        let all: Vec<Vec<Felt>> = steps.iter().cloned().chain(stages).chain(within).collect();
        let mut points = CurvePoint::all(index.respondents().len(), &all, options.resamples, options.seed).into_iter();
        let step_points = points.by_ref().take(steps.len()).collect();
        let stage_points = points.by_ref().take(framework.stages.len()).collect();
        let rest: Vec<CurvePoint> = points.collect();
        Self { steps: step_points, stages: stage_points, segments: rest.chunks(steps.len().max(1)).map(<[CurvePoint]>::to_vec).collect() }
    }
}

/// Segments by size, largest first.
fn segments(index: &Index<'_>, options: &MapOptions) -> Vec<SegmentBase> {
    let mut counts = vec![0_u64; index.corpus.names.segments.len()];
    for segment in index.respondents().iter().flat_map(|one| one.segments()) {
        counts.get_mut(usize::from(segment)).into_iter().for_each(|count| *count += 1);
    }
    let named = index.corpus.names.segments.all().iter().zip(counts);
    let mut segments: Vec<SegmentBase> = named
        .map(|(id, respondents)| SegmentBase { id: id.clone(), name: options.segment_names.get(id).unwrap_or(id).clone(), respondents })
        .collect();
    segments.sort_by_key(|one| std::cmp::Reverse(one.respondents));
    segments
}

fn coders(corpus: &Corpus) -> Vec<CoderCount> {
    let mut counts: BTreeMap<u16, u64> = BTreeMap::new();
    corpus.rows.coder.iter().for_each(|coder| *counts.entry(*coder).or_default() += 1);
    let name = |code: u16| corpus.names.coders.name(code.into()).to_owned();
    counts.into_iter().map(|(coder, observations)| CoderCount { name: name(coder), observations }).collect()
}
