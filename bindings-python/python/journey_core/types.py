"""The library's data as typed classes.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, Union

from ._methods import AnswerMethods, MapMethods, ReplyMethods, StrategyMethods
from ._record import Record, _fields, _list, _mapping, _octets, _tuple, _union, _variants

__all__ = [
    "AccessLevel",
    "Account",
    "AccountPlace",
    "ActivityDropOff",
    "ActivityPair",
    "ActivityRework",
    "Adopted",
    "AggregateRow",
    "AiOpportunity",
    "Answer",
    "AnswerAssessment",
    "AnswerFormat",
    "AnswerFormatMultipleChoice",
    "AnswerFormatNumber",
    "AnswerFormatOpen",
    "AnswerFormatRanking",
    "AnswerFormatRating",
    "AnswerFormatSingleChoice",
    "AnswerOption",
    "AnswerStatus",
    "Attitude",
    "Attribute",
    "Awaited",
    "Bar",
    "BaseCheck",
    "BaselinePiece",
    "BaselinePoint",
    "BehaviourOptions",
    "BehaviourReport",
    "Branch",
    "BranchAction",
    "BranchActionEnd",
    "BranchActionScreenOut",
    "BranchActionSkipItem",
    "BranchActionSkipPhase",
    "BrierScore",
    "BrierScores",
    "Budget",
    "Calibration",
    "CalibrationGroup",
    "CalibrationOptions",
    "CalibrationPoint",
    "CaseShare",
    "Channel",
    "ChannelAnalysis",
    "ChannelApp",
    "ChannelChat",
    "ChannelConsistency",
    "ChannelCount",
    "ChannelEmail",
    "ChannelInPerson",
    "ChannelMean",
    "ChannelOther",
    "ChannelPartner",
    "ChannelPhone",
    "ChannelPost",
    "ChannelSocial",
    "ChannelTransition",
    "ChannelWebsite",
    "Chao1Estimate",
    "Chart",
    "ChiSquare",
    "ChurnEvaluation",
    "ChurnExperience",
    "ChurnExperienceDid",
    "ChurnExperienceRepeated",
    "ChurnExperienceSegment",
    "ChurnExperienceTold",
    "ChurnOptions",
    "ChurnOutcome",
    "ChurnOutcomeAbsence",
    "ChurnOutcomeEvents",
    "ChurnStudy",
    "Claim",
    "Code",
    "CodeAgreement",
    "CodeChange",
    "CodeChangeAdded",
    "CodeChangeDefined",
    "CodeChangeMerged",
    "CodeChangeRenamed",
    "Codebook",
    "Coder",
    "CoderComparison",
    "CoderCount",
    "CoderKind",
    "Concordance",
    "Condition",
    "ConditionAll",
    "ConditionAny",
    "ConditionChose",
    "ConditionContainsPhrase",
    "ConditionNot",
    "ConditionNumberInRange",
    "ConditionStatusIs",
    "Conformance",
    "CorpusFilter",
    "CorrectedPrevalence",
    "CoverageClaim",
    "CoverageMatrix",
    "CoverageRow",
    "CumulativeIncidence",
    "CurvePoint",
    "CustomerRisk",
    "Cycle",
    "CycleComparison",
    "DataQualityFlag",
    "DataQualityKind",
    "Deviation",
    "DeviationCount",
    "DeviationMissing",
    "DeviationOutOfOrder",
    "DeviationRepeated",
    "DeviationUnplanned",
    "Difference",
    "DirectlyFollowsGraph",
    "DiscoveredTouchpoint",
    "Discovery",
    "DiscoveryOptions",
    "Document",
    "DocumentCoding",
    "DocumentSource",
    "DriverAnalysis",
    "DropOff",
    "Durations",
    "Emotion",
    "EmotionCount",
    "EmotionLabel",
    "EventColumns",
    "EventCsvOptions",
    "EventFormat",
    "EventLimits",
    "EventOptions",
    "EventPlaces",
    "EventReport",
    "EventTransitions",
    "EventTransitionsAll",
    "EventTransitionsComplete",
    "EventTransitionsOnly",
    "Expectation",
    "ExpectationGap",
    "ExperienceCount",
    "ExperienceDriver",
    "Fact",
    "FactTable",
    "FailedInterview",
    "Fieldwork",
    "FileFormat",
    "FinishReason",
    "FlowOptions",
    "Focus",
    "FocusBusinessToBusiness",
    "FocusCrossChannel",
    "FocusEndToEnd",
    "FocusLifecycle",
    "FocusOmnichannel",
    "FocusSingleStage",
    "Framework",
    "Funnel",
    "FunnelDropOff",
    "FunnelNext",
    "FunnelResult",
    "FunnelStep",
    "FunnelStepResult",
    "GraphEdge",
    "GraphNode",
    "GraphTerminal",
    "Grouping",
    "Guide",
    "GuideItem",
    "GuidePhase",
    "GuideTouchpoint",
    "Handoff",
    "Handoffs",
    "HazardEffect",
    "HazardModel",
    "HazardOptions",
    "Importance",
    "Importances",
    "ImportedCodings",
    "IncidenceStep",
    "Information",
    "InformationCoverage",
    "Input",
    "InputAdmitted",
    "InputAnswered",
    "InputAskedToStop",
    "InputConsented",
    "InputCorrected",
    "InputJoined",
    "InputLeft",
    "InputModelFailed",
    "InputModelReplied",
    "InputRejoined",
    "InputSaid",
    "InputSkipped",
    "InputTick",
    "InputWithdrewConsent",
    "IntegratedBrierScore",
    "Interval",
    "InterviewEvent",
    "InterviewEventAdmissionAsked",
    "InterviewEventAdmitted",
    "InterviewEventAnswerAssessed",
    "InterviewEventAnswered",
    "InterviewEventClosed",
    "InterviewEventConsented",
    "InterviewEventCorrected",
    "InterviewEventDraftRejected",
    "InterviewEventErased",
    "InterviewEventFlagged",
    "InterviewEventItemStatusChanged",
    "InterviewEventJoined",
    "InterviewEventLeft",
    "InterviewEventMessageShown",
    "InterviewEventModelAsked",
    "InterviewEventModelFailed",
    "InterviewEventRejoined",
    "InterviewEventReminded",
    "InterviewEventSaid",
    "InterviewMode",
    "InterviewOutcome",
    "InterviewPhase",
    "InterviewProgress",
    "InterviewRecord",
    "InterviewSummary",
    "Invitation",
    "ItemCoverage",
    "ItemKind",
    "ItemStatus",
    "ItemStatusAnswered",
    "ItemStatusAsked",
    "ItemStatusDeclined",
    "ItemStatusDontKnow",
    "ItemStatusNotApplicable",
    "ItemStatusPartial",
    "ItemStatusTouched",
    "ItemStatusUnasked",
    "ItemStatusUnreached",
    "JourneyDiscovery",
    "JourneyMap",
    "JudgeScores",
    "Judgement",
    "KaplanMeier",
    "Kappa",
    "Ledger",
    "LedgerEntry",
    "LikelihoodRatio",
    "LintFinding",
    "LintIssue",
    "LintLimits",
    "LintRule",
    "LlmErrorKind",
    "LlmFailure",
    "LogFilter",
    "LogRank",
    "LogRankGroup",
    "LoopOfTwo",
    "MapBase",
    "MapOptions",
    "MapProvenance",
    "MapStep",
    "Marker",
    "MaskedText",
    "Mean",
    "MeanFitness",
    "MeasurementLevel",
    "MedianSurvival",
    "Mention",
    "MessageProvenance",
    "MessagePurpose",
    "MessagePurposeAnswer",
    "MessagePurposeClosing",
    "MessagePurposeConfirmWithdrawal",
    "MessagePurposeConsent",
    "MessagePurposeKindness",
    "MessagePurposeOfferToStop",
    "MessagePurposeProbe",
    "MessagePurposeQuestion",
    "MessagePurposeRephrase",
    "MessagePurposeSafety",
    "MessagePurposeWelcome",
    "MessageRole",
    "ModelMessage",
    "ModelReply",
    "ModeratorMove",
    "MomentOfTruth",
    "MoveKind",
    "NetPromoterScore",
    "NewTouchpoint",
    "NotComputed",
    "Observation",
    "ObservationKind",
    "OutboxMessage",
    "OutboxMessageEmail",
    "OutboxMessageWebhook",
    "Output",
    "OutputAsk",
    "OutputErase",
    "OutputFinished",
    "OutputRecord",
    "OutputRemind",
    "OutputSay",
    "OutputSetTimer",
    "Participant",
    "ParticipantExperience",
    "ParticipantStatus",
    "People",
    "Period",
    "PeriodDiscovery",
    "Persona",
    "PersonaMemory",
    "PiiKind",
    "PiiMatch",
    "Place",
    "PlanChange",
    "PlanQuestion",
    "PlanWithWarnings",
    "PlannedInterview",
    "PlannedJourney",
    "PlannedStep",
    "Polarity",
    "Prevalence",
    "PrevalenceChange",
    "Priority",
    "PriorityFactor",
    "ProbeKind",
    "Probes",
    "ProbingDepth",
    "ProposedObservation",
    "Provenance",
    "QdaProject",
    "Quality",
    "QuestionTopic",
    "Quota",
    "QuotaFullAction",
    "Quotation",
    "RankInterval",
    "Rate",
    "RatingChange",
    "RatingInstrument",
    "RatingScale",
    "ReadDocuments",
    "ReadGuess",
    "ReadOptions",
    "ReadReport",
    "ReadingCoverage",
    "RecognisedFramework",
    "RecoveryResult",
    "RejectedProposal",
    "RemovedClaim",
    "Reply",
    "ReplyMessage",
    "ReportCard",
    "ResearchPlan",
    "ResearchType",
    "RetryPolicy",
    "Rework",
    "RiskReason",
    "Role",
    "SaidAndDone",
    "SaidAndDoneAt",
    "SatisfactionScore",
    "Saturation",
    "ScaleEnds",
    "ScreenerVerdict",
    "Script",
    "Segment",
    "SegmentBase",
    "SegmentCurve",
    "SegmentDifference",
    "SegmentDiscovery",
    "SegmentRule",
    "SegmentRuleAll",
    "SegmentRuleAny",
    "SegmentRuleNot",
    "SegmentRuleNumber",
    "SegmentRuleText",
    "SegmentShare",
    "SegmentStaying",
    "Sentence",
    "SentenceId",
    "Sentiment",
    "Share",
    "Signal",
    "SkipReason",
    "SkippedCells",
    "SkippedRows",
    "Snapshot",
    "SnapshotTurn",
    "Span",
    "Spent",
    "Stage",
    "StageSummary",
    "StakeholderAgreement",
    "Staying",
    "StepPriority",
    "Strategy",
    "StrategyAction",
    "StructuredAnswer",
    "StructuredAnswerChoices",
    "StructuredAnswerNumber",
    "StudyPreset",
    "StudyReader",
    "SuccessMeasure",
    "SurvivalCurve",
    "SurvivalOptions",
    "SurvivalStep",
    "Team",
    "TeamPlan",
    "ThematicSaturation",
    "TimeBetween",
    "Timestamp",
    "Token",
    "TokenPurpose",
    "TokenUsage",
    "TokenUse",
    "Tone",
    "Touchpoint",
    "TraitLevel",
    "Traits",
    "TranscriptColumns",
    "Turn",
    "Variant",
    "Variants",
    "Verbatim",
    "WaveComparison",
    "WayOfLeaving",
    "WebhookHeaders",
    "WhatIf",
    "WhatIfPrediction",
    "Words",
]

AccessLevel = Literal[
    "organisation",
    "private",
    "team",
]
"""Who may see a study."""

@dataclass(kw_only=True, slots=True)
class Account(Record):
    """The stakeholders of one business customer, place by place."""
    account: str
    """The value of the grouping attribute, such as the company's name."""
    stakeholders: int
    """Number of its stakeholders in the data."""
    places: list[AccountPlace]
    """The places they mentioned."""

@dataclass(kw_only=True, slots=True)
class AccountPlace(Record):
    """What the stakeholders of one account said about one place."""
    place: Place
    name: str
    stakeholders: dict[str, float]
    """Each stakeholder's mean valence, −2 to 2, by participant."""
    agreement: StakeholderAgreement

@dataclass(kw_only=True, slots=True)
class ActivityDropOff(Record):
    """Cases that ended with an activity and reached no goal."""
    activity: str
    of_cases_there: CaseShare
    """Of the cases in which the activity happened: how risky this place is."""
    of_drop_offs: CaseShare
    """Of the cases that reached no goal: how much of the loss this place is."""

@dataclass(kw_only=True, slots=True)
class ActivityPair(Record):
    """Two activities."""
    from_: str
    to: str

@dataclass(kw_only=True, slots=True)
class ActivityRework(Record):
    """How often an activity came again."""
    activity: str
    events: int
    repeated: CaseShare
    """Cases in which it came again, of those in which it came."""
    extra_events: int
    """Events beyond the first in their case."""
    self_loops: int
    """How often it came right after itself."""
    self_looped: CaseShare
    """Cases in which it did, of those in which it came."""

@dataclass(kw_only=True, slots=True)
class Adopted(Record):
    """A framework and observations after touchpoints were adopted."""
    framework: Framework
    """The framework with the touchpoints."""
    observations: list[Observation]
    """The observations moved to them."""

@dataclass(kw_only=True, slots=True)
class AggregateRow(Record):
    """One group of observations."""
    place: Place
    """The touchpoint, or the stage; by touchpoint, a place without one is what was said of the stage in general."""
    kind: ObservationKind
    segment: str | None = None
    """The segment's id; `None` for everyone."""
    share: Share
    """Respondents with at least one observation among those who could have had one, the same as the map's prevalence."""
    mean_valence: float
    """The mean of respondents' mean valence, −2 to 2."""
    observations: int

@dataclass(kw_only=True, slots=True)
class AiOpportunity(Record):
    """What an AI assistant could do at a touchpoint."""
    place: Place
    name: str
    assistant: str
    """The kind of assistant that suits the stage."""
    friction: float
    """Prevalence × severity of the pain, 0 to 2."""
    fit: float
    """How well an assistant could address the reported causes, 0 to 1: the mean over respondents."""
    score: float
    """Friction × fit."""
    formula: str
    """The formula with its numbers."""
    evidence: list[Verbatim]
    """The words behind it."""

@dataclass(kw_only=True, slots=True)
class Answer(AnswerMethods, Record):
    """An answer to a question."""
    question: str
    topic: QuestionTopic
    """What the question was understood to be about."""
    claims: list[Claim]
    removed: list[RemovedClaim]
    """Claims that were removed for lack of support."""
    facts: list[Fact]
    """The facts that the claims cite."""
    table: FactTable
    """The numbers as a table."""
    chart: Chart | None = None
    """The numbers as a chart."""
    provenance: Provenance
    """Who wrote the claims."""

AnswerAssessment = Literal[
    "asks_question",
    "declined",
    "distress",
    "dont_know",
    "not_applicable",
    "off_topic",
    "partial",
    "substantive",
    "wants_to_stop",
]
"""How an answer is read."""

@dataclass(kw_only=True, slots=True)
class AnswerFormatMultipleChoice(Record):
    """By choosing several options."""
    type: Literal["multiple_choice"] = "multiple_choice"
    options: list[AnswerOption]
    """The options."""
    least: int
    """The fewest to choose."""
    most: int
    """The most to choose."""

@dataclass(kw_only=True, slots=True)
class AnswerFormatNumber(Record):
    """With a whole number."""
    type: Literal["number"] = "number"
    low: int
    """The lowest."""
    high: int
    """The highest."""

@dataclass(kw_only=True, slots=True)
class AnswerFormatOpen(Record):
    """In the participant's own words."""
    type: Literal["open"] = "open"

@dataclass(kw_only=True, slots=True)
class AnswerFormatRanking(Record):
    """By ranking all options, top-ranked first."""
    type: Literal["ranking"] = "ranking"
    options: list[AnswerOption]
    """The options."""

@dataclass(kw_only=True, slots=True)
class AnswerFormatRating(Record):
    """With a number of an instrument."""
    type: Literal["rating"] = "rating"
    instrument: RatingInstrument
    """The instrument."""

@dataclass(kw_only=True, slots=True)
class AnswerFormatSingleChoice(Record):
    """By choosing one option."""
    type: Literal["single_choice"] = "single_choice"
    options: list[AnswerOption]
    """The options."""

@dataclass(kw_only=True, slots=True)
class AnswerOption(Record):
    """An answer option."""
    id: str
    """Unique in the item."""
    text: str
    """What the participant reads."""
    verdict: ScreenerVerdict = "neutral"
    """What choosing it means in a screener."""

AnswerStatus = Literal[
    "answered",
    "declined",
    "dont_know",
    "not_applicable",
]
"""How an item may stand, as a condition sees it."""

Attitude = Literal[
    "contradictory",
    "hostile",
    "prompt_injection",
    "off_topic",
    "willing",
]
"""How a persona behaves as an interviewee."""

Awaited = Literal[
    "consent",
    "words",
    "answer",
    "time",
    "nothing",
]
"""What is awaited next."""

@dataclass(kw_only=True, slots=True)
class Bar(Record):
    label: str
    value: float
    """The bar's length, in the chart's unit."""
    interval: Interval | None = None
    """Its 95 % interval."""
    base: str
    """The base as text, such as `75/89`."""

@dataclass(kw_only=True, slots=True)
class BaseCheck(Record):
    """What the base check found."""
    percent: float
    """The percentage as stated."""
    decimals: int
    """The digits after the point that it is stated with."""
    base: int
    """The stated base."""
    counts: list[int]
    """The counts that round to the percentage; empty when none can."""
    verdict: str
    """What that means, in words."""

@dataclass(kw_only=True, slots=True)
class BaselinePiece(Record):
    """Periods that share a baseline."""
    first: int
    """The first period."""
    last: int
    """The last period."""
    customer_periods: int
    """Rows in these periods."""
    events: int
    """Customers who left in them."""
    log_odds: float
    """The log-odds of leaving in one such period for a customer whose covariates are at their means."""

@dataclass(kw_only=True, slots=True)
class BaselinePoint(Record):
    """A step's curve in the wave before."""
    place: Place
    point: CurvePoint

@dataclass(kw_only=True, slots=True)
class BehaviourOptions(Record):
    """What a behaviour report is made of."""
    places: EventPlaces | None = None
    """Which touchpoint each activity belongs to; `None` goes by the framework's names alone."""
    churn: ChurnOptions | None = None
    """What counts as leaving, and how it is modelled; `None` leaves churn out."""

@dataclass(kw_only=True, slots=True)
class BehaviourReport(Record):
    """What customers did, what the same people said, and who left."""
    discovery: JourneyDiscovery
    """What the log shows, whole and by segment, with the funnel and the deviations of the framework's order."""
    places: EventPlaces
    """Which touchpoint each activity belongs to."""
    unplaced: list[str]
    """Activities that belong to none, by name."""
    said_and_done: SaidAndDone | None = None
    """`None` where nothing was said by the same people."""
    churn: ChurnStudy | None = None
    """`None` where it was not said what counts as leaving."""

@dataclass(kw_only=True, slots=True)
class Branch(Record):
    """A rule: when an item is done and the condition holds, the action is taken."""
    when: Condition
    """The condition."""
    then: BranchAction
    """The action."""

@dataclass(kw_only=True, slots=True)
class BranchActionEnd(Record):
    """Leaves out every core item that is left, then closes."""
    type: Literal["end"] = "end"

@dataclass(kw_only=True, slots=True)
class BranchActionScreenOut(Record):
    """Ends the interview: the participant does not belong to the target group."""
    type: Literal["screen_out"] = "screen_out"

@dataclass(kw_only=True, slots=True)
class BranchActionSkipItem(Record):
    """Leaves an item out."""
    type: Literal["skip_item"] = "skip_item"
    item: str
    """The item's id."""

@dataclass(kw_only=True, slots=True)
class BranchActionSkipPhase(Record):
    """Leaves out the core items of a phase."""
    type: Literal["skip_phase"] = "skip_phase"
    phase: GuidePhase
    """The phase."""

@dataclass(kw_only=True, slots=True)
class BrierScore(Record):
    """The Brier score at one time."""
    time: float
    """The time."""
    score: float
    """The mean squared difference between predicted survival and whether the customer stayed, 0 at best."""
    interval: Interval
    """Its 95 % interval by the customers' spread, weights taken as known."""
    kaplan_meier: float
    """The score when everyone is given the Kaplan–Meier share of the training data."""
    skill: float | None = None
    """The share of that score which the prediction saves: 0 is no better, 1 is perfect, below 0 is worse; `None` when that score is 0."""

@dataclass(kw_only=True, slots=True)
class BrierScores(Record):
    """Brier scores of predicted survival."""
    scores: list[BrierScore]
    """The score at each time, in the order given."""
    integrated: IntegratedBrierScore | None = None
    """The mean of the scores over time by trapezoids from the first time to the last; `None` for a single time."""
    base: int
    """Customers tested."""
    events: int
    """Customers tested who left."""

@dataclass(kw_only=True, slots=True)
class Budget(Record):
    """What a run may spend; `None` means no limit."""
    max_tokens: int | None = None
    """The most tokens, prompts and replies together."""
    max_requests: int | None = None
    """The most requests."""
    max_milliseconds: int | None = None
    """The most milliseconds from the first call."""
    max_cost: float | None = None
    """The most money, in the currency of the prices."""
    prompt_price_per_million: float = 0.0
    """The price of a million prompt tokens."""
    completion_price_per_million: float = 0.0
    """The price of a million reply tokens."""

@dataclass(kw_only=True, slots=True)
class Calibration(Record):
    """Predicted against observed risks at a horizon."""
    horizon: float
    """The horizon, in the unit of the durations."""
    overall: CalibrationGroup
    """All customers together."""
    groups: list[CalibrationGroup]
    """Customers grouped by predicted risk, the lowest first."""
    expected_calibration_error: float
    """The expected calibration error: the mean of |predicted − observed| over the groups with an observed risk, weighted by their
    customers. Chance alone makes it larger than 0, the more so the smaller the groups."""
    expected_calibration_error_base: int
    """The customers of those groups."""

@dataclass(kw_only=True, slots=True)
class CalibrationGroup(Record):
    """One group of customers."""
    base: int
    """Customers."""
    events: int
    """Customers seen leaving by the horizon."""
    predicted: float
    """The mean predicted risk, 0 to 1."""
    observed: float | None = None
    """The observed risk, one less the Kaplan–Meier share at the horizon; `None` when the group was not followed so long."""
    interval: Interval | None = None
    """The 95 % interval of the observed risk on the log(−log) scale; where it is 0 or 1, Wilson's of those whose fate at the horizon is
    known."""

@dataclass(kw_only=True, slots=True)
class CalibrationOptions(Record):
    """How a calibration is drawn."""
    title: str
    counted: str
    """What the points count, in the plural: `customers`, or `predictions` where each customer is foretold several times."""
    index: float | None = None
    """How far predictions are off, 0 to 1: the expected calibration error or another index; `None` computes the former from the points."""

@dataclass(kw_only=True, slots=True)
class CalibrationPoint(Record):
    """A group of customers with about the same predicted risk."""
    base: int
    """Customers of the group."""
    predicted: float
    """Their mean predicted risk, 0 to 1."""
    observed: float
    """The observed risk, 0 to 1."""
    interval: Interval | None = None
    """The 95 % interval of the observed risk."""

@dataclass(kw_only=True, slots=True)
class CaseShare(Record):
    """How many of some cases, with the base and the interval."""
    cases: int
    """The cases that are meant."""
    base: int
    """The cases that could have been."""
    value: float | None = None
    """Cases ÷ base, 0 to 1; `None` if the base is 0."""
    interval: Interval | None = None
    """The Wilson 95 % interval (Wilson 1927); `None` if the base is 0."""

@dataclass(kw_only=True, slots=True)
class ChannelApp(Record):
    """A mobile or desktop application."""
    type: Literal["app"] = "app"

@dataclass(kw_only=True, slots=True)
class ChannelChat(Record):
    """A live chat or messenger."""
    type: Literal["chat"] = "chat"

@dataclass(kw_only=True, slots=True)
class ChannelEmail(Record):
    """Electronic mail."""
    type: Literal["email"] = "email"

@dataclass(kw_only=True, slots=True)
class ChannelInPerson(Record):
    """A shop, branch, office or visit."""
    type: Literal["in_person"] = "in_person"

@dataclass(kw_only=True, slots=True)
class ChannelOther(Record):
    """Any other channel."""
    type: Literal["other"] = "other"
    name: str
    """Its name."""

@dataclass(kw_only=True, slots=True)
class ChannelPartner(Record):
    """A broker, dealer or other third party."""
    type: Literal["partner"] = "partner"

@dataclass(kw_only=True, slots=True)
class ChannelPhone(Record):
    """A telephone call."""
    type: Literal["phone"] = "phone"

@dataclass(kw_only=True, slots=True)
class ChannelPost(Record):
    """Paper mail."""
    type: Literal["post"] = "post"

@dataclass(kw_only=True, slots=True)
class ChannelSocial(Record):
    """Social media and reviews."""
    type: Literal["social"] = "social"

@dataclass(kw_only=True, slots=True)
class ChannelWebsite(Record):
    """A website."""
    type: Literal["website"] = "website"

@dataclass(kw_only=True, slots=True)
class ChannelAnalysis(Record):
    """How customers move between channels, and whether the channels match."""
    transitions: list[ChannelTransition]
    """Channel changes within a stage, most frequent first."""
    repeated_information: Share
    """Respondents who had to repeat information, among all with an observation."""
    hand_offs: Share
    """Respondents who were handed off, among all with an observation."""
    consistency: list[ChannelConsistency]
    """Touchpoints where at least two channels have five respondents or more each."""

@dataclass(kw_only=True, slots=True)
class ChannelConsistency(Record):
    """How the experience of one touchpoint differs between channels."""
    place: Place
    name: str
    channels: list[ChannelMean]
    """The channels, best first."""
    difference: Difference
    """The best channel's mean minus the worst's."""
    inconsistent: bool
    """Whether the interval of the difference excludes zero."""

@dataclass(kw_only=True, slots=True)
class ChannelCount(Record):
    """How many respondents used or named a channel."""
    channel: str
    """The channel's name."""
    count: int
    """Respondents."""

@dataclass(kw_only=True, slots=True)
class ChannelMean(Record):
    """The mean valence of one channel at one touchpoint."""
    channel: str
    base: int
    mean: float
    """The mean of respondents' mean valence, −2 to 2."""

@dataclass(kw_only=True, slots=True)
class ChannelTransition(Record):
    """A change of channel."""
    from_: str
    """The channel before."""
    to: str
    """The channel after."""
    respondents: int
    """Number of respondents who described it."""

@dataclass(kw_only=True, slots=True)
class Chao1Estimate(Record):
    """Chao's estimate of how many themes there are, seen and unseen."""
    seen: int
    """Themes that were seen."""
    corrected: float
    """The bias-corrected estimate (Chao 1987): a lower bound of all themes."""
    classic: float | None = None
    """The classic estimate (Chao 1984); `None` when no theme was told exactly twice."""

@dataclass(kw_only=True, slots=True)
class Chart(Record):
    """A bar chart, drawn by `chart_svg`."""
    title: str
    scale: tuple[float, float]
    """The lower and upper ends of the axis."""
    percent: bool
    """Whether values are shares, to be shown as percentages."""
    bars: list[Bar]

@dataclass(kw_only=True, slots=True)
class ChiSquare(Record):
    """Pearson's χ² test of a table."""
    statistic: float
    """The statistic."""
    degrees_of_freedom: int
    """Degrees of freedom."""
    p: float
    """The p value."""
    cramers_v: float
    """Cramér's V, 0 to 1: the size of the effect."""
    approximation_valid: bool
    """Whether every expected count is at least five, as the approximation requires."""

@dataclass(kw_only=True, slots=True)
class ChurnEvaluation(Record):
    """How well leaving within the horizon is foretold.

    Every `horizon` periods each customer who is there is foretold once (a landmark: van Houwelingen 2007), by a model that was fitted
    to the other four fifths of the customers."""
    predictions: int
    """Foretold risks: each customer several times, so that intervals are somewhat too narrow."""
    horizon: int
    """How far ahead, in periods."""
    harrell: Concordance | None = None
    """Harrell's C: .5 is chance."""
    uno: Concordance | None = None
    """Uno's C."""
    brier: BrierScores | None = None
    """Brier scores by period, beside those of telling everyone the same."""
    calibration: Calibration | None = None
    """Foretold against observed."""

@dataclass(kw_only=True, slots=True)
class ChurnExperienceDid(Record):
    """Something happened."""
    type: Literal["did"] = "did"
    activity: str
    """The activity."""

@dataclass(kw_only=True, slots=True)
class ChurnExperienceRepeated(Record):
    """Something happened more than once."""
    type: Literal["repeated"] = "repeated"
    activity: str
    """The activity."""

@dataclass(kw_only=True, slots=True)
class ChurnExperienceSegment(Record):
    """They belong to a segment."""
    type: Literal["segment"] = "segment"
    segment: str
    """The segment."""

@dataclass(kw_only=True, slots=True)
class ChurnExperienceTold(Record):
    """They told of it."""
    type: Literal["told"] = "told"
    place: Place
    """Where."""
    kind: ObservationKind
    """What kind of experience it was."""

@dataclass(kw_only=True, slots=True)
class ChurnOptions(Record):
    """How churn is told and modelled."""
    outcome: ChurnOutcome = field(default_factory=lambda: ChurnOutcomeAbsence(days=90.0))
    """What counts as leaving."""
    period_days: float = 30.0
    """The length of a period in days, above 0 to 3,660."""
    horizon: int = 3
    """How many periods ahead risks are told, 1 to 120."""
    experiences: list[ChurnExperience] = field(default_factory=list)
    """What may go with leaving; empty chooses among what was done and told, as many as those who left allow."""
    memory: int | None = None
    """For how many periods an experience counts; `None` for ever after."""
    until: Timestamp | None = None
    """Until when customers were observed; `None` for the last event of the log."""
    customers: int = 100
    """How many of the customers who are still there are listed, those most at risk first."""

@dataclass(kw_only=True, slots=True)
class ChurnOutcomeAbsence(Record):
    """No event for so long; the customer left after the last event before. Nobody can be told to have left, or to be there, in so long a
    time before the end of the log: it ends that much earlier."""
    type: Literal["absence"] = "absence"
    days: float
    """In days, above 0 to 36,600."""

@dataclass(kw_only=True, slots=True)
class ChurnOutcomeEvents(Record):
    """The first of some events; each is a way of leaving of its own."""
    type: Literal["events"] = "events"
    activities: list[str]
    """Their activities."""

@dataclass(kw_only=True, slots=True)
class ChurnStudy(Record):
    """Who left, when, what went with it, how well that foretells, and who may be next."""
    customers: int
    """Customers observed."""
    left: int
    """Customers who left."""
    came_back: int
    """Customers who left and came back later; they count as having left."""
    until: Timestamp
    """Until when they were observed."""
    horizon: int
    """How many periods ahead risks are told."""
    staying: Staying
    """How many stay how long, all together and by segment."""
    experiences: list[ExperienceCount]
    """How many had each experience of the model, and how many of them left."""
    model: HazardModel | None = None
    """What goes with leaving."""
    no_model: str | None = None
    """Why there is no model."""
    evaluation: ChurnEvaluation | None = None
    """How well the model foretells, told of customers that it was not fitted to."""
    at_risk: list[CustomerRisk]
    """Customers who are still there, those most at risk first."""
    untimed: int
    """What was told without a time and could not be used."""
    method: str
    """How it was computed."""

@dataclass(kw_only=True, slots=True)
class Claim(Record):
    """A claim that passed every check."""
    text: str
    """Its text; every number in it comes from its facts."""
    facts: list[str]
    """The ids of its facts."""
    evidence: list[Verbatim]
    """The customers' words that show it, cut by the library."""

@dataclass(kw_only=True, slots=True)
class Code(Record):
    """A code: a stage, or a touchpoint under a stage."""
    id: str
    """Its id: the stage's or the touchpoint's."""
    name: str
    """Its name."""
    parent: str | None = None
    """The id of the code that it belongs under; `None` for a stage."""
    definition: str = ""
    """What it covers, in a sentence."""
    inclusion_examples: list[str] = field(default_factory=list)
    """Examples of what it covers."""
    exclusion_examples: list[str] = field(default_factory=list)
    """Look-alikes that it does not cover."""

@dataclass(kw_only=True, slots=True)
class CodeAgreement(Record):
    """How far two coders agree on one code."""
    code_type: str
    """`stage`, `touchpoint` or `kind`."""
    code: str
    """The code."""
    left: int
    """Sentences to which the first coder assigned it."""
    right: int
    """Sentences to which the second coder gave it."""
    both: int
    """Sentences to which both gave it."""
    kappa: Kappa | None = None
    """Cohen's κ of giving it or not, over sentences that both coded."""

@dataclass(kw_only=True, slots=True)
class CodeChangeAdded(Record):
    """A code was added."""
    type: Literal["added"] = "added"
    code: str
    """Its id."""

@dataclass(kw_only=True, slots=True)
class CodeChangeDefined(Record):
    """A code's definition or examples changed."""
    type: Literal["defined"] = "defined"
    code: str
    """Its id."""

@dataclass(kw_only=True, slots=True)
class CodeChangeMerged(Record):
    """Codes became one."""
    type: Literal["merged"] = "merged"
    from_: list[str]
    """The ids that went."""
    into: str
    """The id that stays."""

@dataclass(kw_only=True, slots=True)
class CodeChangeRenamed(Record):
    """A code has a new name; its id stays."""
    type: Literal["renamed"] = "renamed"
    code: str
    """Its id."""
    from_: str
    """The name before."""
    to: str
    """The name after."""

@dataclass(kw_only=True, slots=True)
class Codebook(Record):
    """Codes with definitions and hierarchy, and every change since the first version."""
    codes: list[Code]
    changes: list[CodeChange]

@dataclass(kw_only=True, slots=True)
class Coder(Record):
    """Who coded, so that codings can be compared."""
    kind: CoderKind
    """What kind of coder it is."""
    name: str
    """The engine's, the model's or the person's name."""
    prompt_hash: str
    """The hash of the prompt or of the rules, first 16 hexadecimal digits of SHA-256."""

@dataclass(kw_only=True, slots=True)
class CoderComparison(Record):
    """How far two coders agree."""
    left: str
    """The first coder's name."""
    right: str
    """The second coder's name."""
    base: int
    """Sentences that both coded."""
    left_alone: int
    """Sentences that only the first coder coded."""
    right_alone: int
    """Sentences that only the second coder coded."""
    kappa: dict[str, Kappa | None]
    """Cohen's κ per code type, using each coder's most confident code for a sentence."""
    alpha: dict[str, float | None]
    """Krippendorff's nominal α of each family, and the ordinal α of `valence`."""
    codes: list[CodeAgreement]
    """Each code."""

@dataclass(kw_only=True, slots=True)
class CoderCount(Record):
    """How many observations a coder made."""
    name: str
    """The coder's name."""
    observations: int

CoderKind = Literal[
    "builtin",
    "human",
    "model",
]
"""What kind of coder made an observation."""

@dataclass(kw_only=True, slots=True)
class Concordance(Record):
    """The share of pairs whose predicted risks stand in the order in which they left."""
    value: float
    """The share, weighted for Uno's C: 1 is perfect, .5 is chance."""
    standard_error: float
    """The standard error: infinitesimal jackknife over customers, as in R's survival package, weights taken as known."""
    interval: Interval
    """The 95 % interval, value ± 1.96 standard errors, kept within 0 and 1."""
    concordant: int
    """Pairs of which the higher risk left first."""
    discordant: int
    """Pairs of which the lower risk left first."""
    tied: int
    """Pairs with the same risk; each counts one half."""
    base: int
    """Customers."""
    events: int
    """Customers who left."""

@dataclass(kw_only=True, slots=True)
class ConditionAll(Record):
    """Every condition holds."""
    type: Literal["all"] = "all"
    conditions: list[Condition]
    """The conditions."""

@dataclass(kw_only=True, slots=True)
class ConditionAny(Record):
    """At least one condition holds."""
    type: Literal["any"] = "any"
    conditions: list[Condition]
    """The conditions."""

@dataclass(kw_only=True, slots=True)
class ConditionChose(Record):
    """An option was chosen."""
    type: Literal["chose"] = "chose"
    item: str
    """The item's id."""
    option: str
    """The option's id."""

@dataclass(kw_only=True, slots=True)
class ConditionNot(Record):
    """The condition does not hold."""
    type: Literal["not"] = "not"
    condition: Condition
    """The condition."""

@dataclass(kw_only=True, slots=True)
class ConditionNumberInRange(Record):
    """A number lies in a range, both ends included."""
    type: Literal["number_in_range"] = "number_in_range"
    item: str
    """The item's id."""
    low: int | None = None
    """The least value."""
    high: int | None = None
    """The greatest value."""

@dataclass(kw_only=True, slots=True)
class ConditionContainsPhrase(Record):
    """The participant's words on an item hold a phrase, word by word, without regard to case."""
    type: Literal["contains_phrase"] = "contains_phrase"
    item: str
    """The item's id."""
    phrase: str
    """The phrase."""

@dataclass(kw_only=True, slots=True)
class ConditionStatusIs(Record):
    """An item has this status."""
    type: Literal["status_is"] = "status_is"
    item: str
    """The item's id."""
    standing: AnswerStatus
    """How."""

@dataclass(kw_only=True, slots=True)
class Conformance(Record):
    """How the journeys of a log fit the planned one."""
    fitness: MeanFitness
    """The mean of the cases' fitness."""
    fitting: CaseShare
    """Cases without any deviation, of all with events."""
    deviations: list[DeviationCount]
    """Those of the most cases first, then in the order of the kinds of `Deviation`, of the plan's steps, and of the activities' names."""
    unknown_activities: list[str]
    """Planned activities that the log does not know: never done, or misspelt."""

@dataclass(kw_only=True, slots=True)
class CorpusFilter(Record):
    """Which part of a corpus to keep; an empty list keeps everything.

    Segments, waves, sources and `simulated` choose respondents with their bases. Stages, channels, coders and kinds choose
    observations and leave the bases."""
    segments: list[str] = field(default_factory=list)
    """Respondents of any of these segments."""
    waves: list[str] = field(default_factory=list)
    """Documents of any of these waves."""
    sources: list[DocumentSource] = field(default_factory=list)
    """Documents of any of these sources."""
    simulated: bool | None = None
    """Only simulated participants, or only real ones."""
    stages: list[str] = field(default_factory=list)
    """Observations at any of these stages."""
    channels: list[str] = field(default_factory=list)
    """Observations through any of these channels, by name."""
    coders: list[str] = field(default_factory=list)
    """Observations by any of these coders."""
    kinds: list[ObservationKind] = field(default_factory=list)
    """Observations of any of these kinds."""

@dataclass(kw_only=True, slots=True)
class CorrectedPrevalence(Record):
    """A prevalence corrected for the coder's error."""
    value: float
    """The corrected share."""
    interval: Interval
    """Its 95 % interval."""
    machine: float
    """The machine's own share over the units that it alone coded."""
    machine_weight: float
    """The weight given to the machine's codes, 0 to 1 (λ in PPI++): 0 uses the human sample alone."""
    coded: int
    """Units that people coded."""
    uncoded: int
    """Units that the machine alone coded."""

CoverageClaim = Literal[
    "answered",
    "not_applicable",
    "touched",
]
"""How far some sentences settle an item."""

@dataclass(kw_only=True, slots=True)
class CoverageMatrix(Record):
    """Participants × items: which questions each participant answered, and the base of every share."""
    items: list[str]
    """The items' ids."""
    rows: list[CoverageRow]
    """The rows."""

@dataclass(kw_only=True, slots=True)
class CoverageRow(Record):
    """One participant's row."""
    participant: str
    """The participant's id."""
    statuses: list[ItemStatus]
    """How each item stands, in the order of the matrix."""

@dataclass(kw_only=True, slots=True)
class CumulativeIncidence(Record):
    """How many have left by one cause."""
    cause: int
    """The code of the cause, from 1."""
    base: int
    """Customers at the start."""
    events: int
    """Customers who left by this cause."""
    steps: list[IncidenceStep]
    """One step for each duration at which any customer left, in rising order."""

@dataclass(kw_only=True, slots=True)
class CurvePoint(Record):
    """A point of the emotion curve."""
    base: int
    """Respondents who felt something here."""
    mean: float | None = None
    """The mean of respondents' mean valence, −2 to 2; `None` without data, never 0."""
    band: Interval | None = None
    """The bootstrap 95 % band by respondent."""
    low_base: bool
    """Whether the base is below `MIN_CURVE_BASE`."""

@dataclass(kw_only=True, slots=True)
class CustomerRisk(Record):
    """The risk of a customer who is still there."""
    customer: str
    """The case's id."""
    periods: int
    """Whole periods that they stayed."""
    risk: float
    """The risk of leaving within the horizon from the end of the last of them on, 0 to 1, if nothing else happens."""
    interval: Interval | None = None
    """Its 95 % interval: of the model, not of the customer's luck."""
    extrapolated: bool
    """Whether the horizon reaches beyond every stay that was observed."""
    reasons: list[RiskReason]
    """What raises or lowers it most, strongest first; only what is told apart from chance."""

@dataclass(kw_only=True, slots=True)
class Cycle(Record):
    """How customers felt in one cycle."""
    name: str
    respondents: int
    """Respondents who told a feeling."""
    mean: float
    """The mean of respondents' mean valence, −2 to 2."""

@dataclass(kw_only=True, slots=True)
class CycleComparison(Record):
    """How the same customers' experience changed over several cycles."""
    cycles: list[Cycle]
    """In order."""
    changes: list[Difference | None]
    """From each cycle to the next, among respondents of both: the paired difference; `None` for under two."""

@dataclass(kw_only=True, slots=True)
class DataQualityFlag(Record):
    """What is noticed, with its reason."""
    kind: DataQualityKind
    """What is noticed."""
    turn: int | None = None
    """The participant's turn, where there is one."""
    reason: str
    """Why, in words and numbers."""

DataQualityKind = Literal[
    "contradictory_ratings",
    "gibberish",
    "looks_generated",
    "pasted",
    "repeated_text",
    "speeding",
]
"""What is noticed."""

@dataclass(kw_only=True, slots=True)
class DeviationMissing(Record):
    """A required step never came."""
    type: Literal["missing"] = "missing"
    step: str

@dataclass(kw_only=True, slots=True)
class DeviationOutOfOrder(Record):
    """A step came, but not where the plan has it."""
    type: Literal["out_of_order"] = "out_of_order"
    step: str

@dataclass(kw_only=True, slots=True)
class DeviationRepeated(Record):
    """A step came again that may come once."""
    type: Literal["repeated"] = "repeated"
    step: str

@dataclass(kw_only=True, slots=True)
class DeviationUnplanned(Record):
    """An activity came that belongs to no step."""
    type: Literal["unplanned"] = "unplanned"
    activity: str

@dataclass(kw_only=True, slots=True)
class DeviationCount(Record):
    """How often a deviation occurs."""
    deviation: Deviation
    count: int
    """Events that deviate so; for a missing step, cases."""
    cases: CaseShare
    """Of all cases with events."""
    examples: list[str]
    """The ids of up to three such cases, the first by id."""

@dataclass(kw_only=True, slots=True)
class Difference(Record):
    """A difference with its 95 % interval."""
    value: float
    """The first minus the second."""
    interval: Interval
    """The interval."""

@dataclass(kw_only=True, slots=True)
class DirectlyFollowsGraph(Record):
    """What customers did, and what came right after it."""
    cases: int
    """Cases with at least one event: the base of every share."""
    events: int
    nodes: list[GraphNode]
    """The activities, those with the most events first, then by name."""
    edges: list[GraphEdge]
    """Those passed most often first, then by name."""
    starts: list[GraphTerminal]
    """What cases began with, the most frequent first, then by name."""
    ends: list[GraphTerminal]
    """What cases ended with, the most frequent first, then by name."""

@dataclass(kw_only=True, slots=True)
class DiscoveredTouchpoint(Record):
    """A touchpoint that the study did not declare, found in the data."""
    id: str
    """Its id, made of its name."""
    name: str
    """Its name: the word, or the two words, by which most customers name it."""
    stage: str
    """The stage's id."""
    aliases: list[str]
    """The other words that name it."""
    participants: int
    """Number of participants who mentioned it."""
    observations: list[str]
    """The ids of its observations."""

@dataclass(kw_only=True, slots=True)
class Discovery(Record):
    """What the customers of some cases did."""
    cases: int
    """Cases with at least one event: the base of what follows where none other is named."""
    empty_cases: int
    """Cases without any event, which count nowhere else."""
    events: int
    from_: Timestamp | None = None
    """The first event of all."""
    to: Timestamp | None = None
    """The last event of all."""
    graph: DirectlyFollowsGraph
    variants: Variants
    throughput: Durations | None = None
    """How long cases took."""
    between: list[TimeBetween]
    funnels: list[FunnelResult]
    rework: Rework
    handoffs: Handoffs
    drop_off: DropOff | None = None
    """`None` without goals."""
    conformance: Conformance | None = None
    """`None` without a plan."""

@dataclass(kw_only=True, slots=True)
class DiscoveryOptions(Record):
    """What to discover beside what every log has."""
    variants: int | None = 100
    """How many variants to list; all if not given."""
    between: list[ActivityPair] = field(default_factory=list)
    """Times between activities."""
    funnels: list[Funnel] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    """The activities that count as reaching the goal; with some, drop-off is discovered."""
    planned: PlannedJourney | None = None
    """With a plan, conformance is discovered."""
    by_segment: bool = False
    """Whether to repeat it all for each segment."""
    by_period: Period | None = None
    """Whether to repeat it all for each period, and which."""

@dataclass(kw_only=True, slots=True)
class Document(Record):
    """Anything a customer said: an interview, a ticket, a chat, a review, an open survey answer."""
    id: str
    """Unique in the corpus."""
    source: DocumentSource
    """What kind of document it is."""
    participant: str
    """The participant's id; shared by documents of one person."""
    segments: list[str] = field(default_factory=list)
    """The segments that the participant belongs to."""
    wave: str | None = None
    """The wave of fieldwork."""
    language: str | None = None
    """A BCP 47 language tag, if known."""
    simulated: bool = False
    """Whether the participant was simulated."""
    attributes: dict[str, str] = field(default_factory=dict)
    """Anything else that was imported."""
    stages_reached: list[str] = field(default_factory=list)
    """Stages that the participant was asked about or reached."""
    ratings: dict[str, float] = field(default_factory=dict)
    """Ratings by instrument: `nps`, `csat`, `ces`."""
    turns: list[Turn]
    """The turns, numbered from 1 without gaps."""

@dataclass(kw_only=True, slots=True)
class DocumentCoding(Record):
    """The result of coding a document."""
    document: str
    """The document's id."""
    observations: list[Observation]
    """Observations that passed every check."""
    rejected: list[RejectedProposal]
    """Proposals that failed a check, with the reason."""
    new_touchpoints: list[NewTouchpoint]
    """Touchpoints to consider for the study."""
    usage: TokenUsage
    """Tokens of all windows."""

DocumentSource = Literal[
    "chat",
    "interview",
    "review",
    "survey",
    "ticket",
]
"""What kind of document it is."""

@dataclass(kw_only=True, slots=True)
class DriverAnalysis(Record):
    """Which places are associated with an outcome."""
    outcome: str
    """`csat`, `nps` or `ces`."""
    base: int
    """Respondents who rated."""
    r_squared: float
    """R² of the full model, 0 to 1."""
    drivers: list[ExperienceDriver]
    """The parts, most important first."""
    r_squared_of_mean: float | None = None
    """R² of the mean of all of a respondent's valences."""
    r_squared_of_peak_end: float | None = None
    """R² of the mean of the strongest and the last valence (peak–end rule: Kahneman et al. 1993)."""
    method: str
    """How it was computed, and what was excluded."""

@dataclass(kw_only=True, slots=True)
class DropOff(Record):
    """Where journeys ended without any of the goals."""
    goals: list[str]
    """The activities that count as reaching the goal."""
    cases: CaseShare
    """Cases that reached none of them, of all with events."""
    activities: list[ActivityDropOff]
    """The activities that those cases ended with, the most frequent first, then by name."""

@dataclass(kw_only=True, slots=True)
class Durations(Record):
    """Durations in milliseconds.

    Quantiles are interpolated linearly between the two nearest values: the one of a share q among n sorted values lies at the place
    (n − 1) · q, counted from 0 (numpy's default; type 7 of Hyndman and Fan 1996)."""
    n: int
    """How many durations."""
    mean_ms: float
    mean_interval_ms: Interval | None = None
    """The 95 % interval of the mean by the normal approximation: mean ± 1.96 · s ÷ √n; `None` under two durations. It takes the
    durations as independent, so it is too narrow where a few cases give many of them."""
    median_ms: float
    p90_ms: float
    """Nine of ten are at most this long."""
    minimum_ms: float
    maximum_ms: float

@dataclass(kw_only=True, slots=True)
class Emotion(Record):
    """An emotion as a coder read it."""
    label: EmotionLabel
    """The label that the coder gave."""
    valence: int
    """−2 (very bad) to 2 (very good)."""
    arousal: float
    """0 (calm) to 1 (agitated)."""
    confidence: float
    """0 to 1."""

@dataclass(kw_only=True, slots=True)
class EmotionCount(Record):
    """How many respondents reported an emotion."""
    emotion: EmotionLabel
    count: int

EmotionLabel = Literal[
    "anger",
    "anxiety",
    "confidence",
    "confusion",
    "delight",
    "disappointment",
    "distrust",
    "embarrassment",
    "frustration",
    "gratitude",
    "grief",
    "neutral",
    "relief",
    "satisfaction",
    "surprise",
    "trust",
]
"""The small set of emotions that customers report."""

@dataclass(kw_only=True, slots=True)
class EventColumns(Record):
    """Columns by their names in the file; an empty field uses the first common name found there."""
    case: str | None = None
    """Whose journey it is: a customer, an order, a claim."""
    activity: str | None = None
    """What happened."""
    time: str | None = None
    """When it happened, or began."""
    end: str | None = None
    """When it ended; it tells the time of events whose `time` is empty."""
    channel: str | None = None
    """The channel that it went through."""
    segment: str | None = None
    """The segment of the case; its last value stands. In an object-centric log an attribute of the case's object."""
    lifecycle: str | None = None
    """The step of the activity's lifecycle, such as `start` or `complete`."""

@dataclass(kw_only=True, slots=True)
class EventCsvOptions(Record):
    """How a log is written as a table."""
    delimiter: str = ","
    """The mark between fields, one ASCII character."""
    guarded: bool = True
    """Whether cells that begin with `=`, `+`, `-`, `@`, a tab or a return get an apostrophe before them, so that no spreadsheet runs
    them. `read_events` leaves it out again."""

EventFormat = Literal[
    "csv",
    "frame",
    "ocel_json",
    "ocel_tables",
    "ocel_xml",
    "xes",
]
"""The formats of event logs."""

@dataclass(kw_only=True, slots=True)
class EventLimits(Record):
    """What a file may at most hold, so that no file can fill the memory."""
    bytes: int = 68719476736
    """Bytes once unpacked."""
    ratio: int = 400
    """How many times larger than packed, once more than 16 MiB are unpacked."""
    depth: int = 64
    """Elements of XML within each other; JSON has a limit of 128 of its own."""
    attribute: int = 1048576
    """Bytes of a row of a table, or of a tag or a text of XML."""
    object_bytes: int = 1073741824
    """Bytes of an object-centric log, which is held whole before its cases are made."""
    events: int = 4294967295
    """Events."""

@dataclass(kw_only=True, slots=True)
class EventOptions(Record):
    """How an event log is read; an empty field is guessed from the file."""
    columns: EventColumns = field(default_factory=lambda: EventColumns())
    """Which columns of a table, or attributes of an XES log, hold what."""
    day_first: bool | None = None
    """Whether `03/04/2026` is the third of April rather than the fourth of March."""
    time_zone: str | None = None
    """The zone of times that name none: a name such as `Europe/Berlin` or an offset such as `+02:00`; else UTC."""
    delimiter: str | None = None
    """The mark between fields of a table."""
    encoding: str | None = None
    """The encoding by its name on the web, such as `windows-1252`."""
    object_type: str | None = None
    """The type of objects whose journeys are the cases of an object-centric log, such as `order`."""
    transitions: EventTransitions = field(default_factory=lambda: EventTransitionsComplete())
    """Which steps of an activity's lifecycle count as events."""
    keep_apostrophes: bool = False
    """Whether an apostrophe before `=`, `+`, `-`, `@`, a tab or a return at a cell's start is part of the cell. Else it is taken as the
    guard that `write_events_csv` sets against spreadsheets, and is left out."""
    limits: EventLimits = field(default_factory=lambda: EventLimits())
    """What a file may at most hold."""

@dataclass(kw_only=True, slots=True)
class EventPlaces(Record):
    """The touchpoint or stage that each activity of a log belongs to."""
    places: dict[str, Place]
    """By activity."""

@dataclass(kw_only=True, slots=True)
class EventReport(Record):
    """How an event log was read; printed, it says so a line each."""
    file: str
    """The file's name."""
    format: EventFormat
    """What it was recognised as."""
    guesses: list[ReadGuess]
    """What was guessed, and why: the encoding, the columns, times, lifecycles."""
    rows: int
    """The rows of a table, or the events of another log, that were read; each is an event or is counted in `skipped`. In an
    object-centric log an event counts once for each of its objects of the type that makes a case, or once when it has none."""
    events: int
    """The events of the log."""
    skipped: list[SkippedRows]
    """What was left out, by reason."""

@dataclass(kw_only=True, slots=True)
class EventTransitionsComplete(Record):
    """`complete` where any event has it, else all."""
    type: Literal["complete"] = "complete"

@dataclass(kw_only=True, slots=True)
class EventTransitionsAll(Record):
    """All: an activity that starts and completes is two events."""
    type: Literal["all"] = "all"

@dataclass(kw_only=True, slots=True)
class EventTransitionsOnly(Record):
    """Those that are named, in capitals or not."""
    type: Literal["only"] = "only"
    names: list[str]

@dataclass(kw_only=True, slots=True)
class Expectation(Record):
    expected: Quotation
    """The words of the expectation."""
    actual: Quotation
    """The words of what happened."""

@dataclass(kw_only=True, slots=True)
class ExpectationGap(Record):
    """Where customers expected something different."""
    place: Place
    name: str
    share: Share
    """Who told of a gap, among those who could have."""
    mean_valence: float
    """The mean valence of the gaps, −2 to 2, by respondent: negative fell short of expectations, positive exceeded them."""
    dimension: str | None = None
    """The dimension of service quality that the pairs come nearest to (SERVQUAL: Parasuraman, Zeithaml and Berry 1988); `None` where
    none is near."""
    pairs: list[Expectation]
    """Pairs of words: what was expected and what happened, the clearest first."""

@dataclass(kw_only=True, slots=True)
class ExperienceCount(Record):
    """How many had an experience, and how many of them left."""
    experience: str
    left: CaseShare
    """Of the customers who had it while they were observed, those who left later."""

@dataclass(kw_only=True, slots=True)
class ExperienceDriver(Record):
    """A place, with its share of the variance explained in the outcome."""
    place: Place
    """A touchpoint, or a stage as a whole."""
    name: str
    base: int
    """Respondents who said how it felt."""
    importance: Importance
    """Its relative importance: an association, not a cause."""

@dataclass(kw_only=True, slots=True)
class Fact(Record):
    """One statement about the results, with its numbers and bases."""
    id: str
    """`f1`, `f2` and so on."""
    text: str
    """What was found, with its numbers and bases."""
    share: float | None = None
    """The share that it tells, if it tells one."""
    quotes: list[str] = field(default_factory=list)
    """The ids of the quotations that show it."""

@dataclass(kw_only=True, slots=True)
class FactTable(Record):
    """The numbers of an answer, as a table."""
    columns: list[str]
    """Column headings."""
    rows: list[list[str]]

@dataclass(kw_only=True, slots=True)
class FailedInterview(Record):
    """An interview that could not go on."""
    id: str
    """The interview's id."""
    code: str
    """The stable name of the error."""
    message: str
    """What went wrong, in words."""
    retryable: bool
    """Whether the interview may go on later."""

@dataclass(kw_only=True, slots=True)
class Fieldwork(Record):
    """What became of the interviews of a study."""
    documents: list[Document]
    """The transcripts of those who took part, in the order of the respondents. Who declined, was not looked for or took the consent back
    is not among them."""
    outcomes: dict[str, InterviewOutcome]
    """How each interview ended."""
    failed: list[FailedInterview]
    """Interviews that could not go on. Kept in a store, they can be resumed."""
    not_begun: list[str]
    """Interviews that were not begun, because the run was stopped."""
    stopped: str | None = None
    """The code of the error that stopped the run, if one did: a spent budget, a wrong key."""
    report_card: ReportCard
    """How well the interviews were held."""
    coverage: CoverageMatrix
    """Which participant answered which item."""
    logs: dict[str, list[InterviewEvent]]
    """The logs by interview."""
    spent: Spent
    """What the model cost; nothing for the built-in engine."""

FileFormat = Literal[
    "csv",
    "docx",
    "excel",
    "json",
    "json_lines",
    "mail",
    "slack",
    "srt",
    "text",
    "vtt",
    "whatsapp",
]
"""The formats of files with customers' words."""

FinishReason = Literal[
    "length",
    "refused",
    "stop",
]
"""Why a reply ended."""

@dataclass(kw_only=True, slots=True)
class FlowOptions(Record):
    """How a flow is drawn."""
    title: str
    least_share: float | None = None
    """The least share of the cases that took a transition for it to be drawn, 0 to 1; `None` chooses a round one that leaves about 25
    transitions."""

@dataclass(kw_only=True, slots=True)
class FocusBusinessToBusiness(Record):
    """Several stakeholders of one business customer."""
    type: Literal["business_to_business"] = "business_to_business"

@dataclass(kw_only=True, slots=True)
class FocusCrossChannel(Record):
    """How channels hand over to each other."""
    type: Literal["cross_channel"] = "cross_channel"

@dataclass(kw_only=True, slots=True)
class FocusEndToEnd(Record):
    """Every stage."""
    type: Literal["end_to_end"] = "end_to_end"

@dataclass(kw_only=True, slots=True)
class FocusLifecycle(Record):
    """The same customer over several cycles."""
    type: Literal["lifecycle"] = "lifecycle"

@dataclass(kw_only=True, slots=True)
class FocusOmnichannel(Record):
    """Whether the experience is one across all channels at once."""
    type: Literal["omnichannel"] = "omnichannel"

@dataclass(kw_only=True, slots=True)
class FocusSingleStage(Record):
    """One stage in depth."""
    type: Literal["single_stage"] = "single_stage"
    stage: str
    """The stage's id."""

@dataclass(kw_only=True, slots=True)
class Framework(Record):
    """The stages and touchpoints that a study maps onto."""
    id: str
    """A short id, such as `insurance`."""
    name: str
    """Its name."""
    stages: list[Stage]
    """The stages in order."""
    touchpoints: list[Touchpoint] = field(default_factory=list)
    """The touchpoints in the order of the journey."""

@dataclass(kw_only=True, slots=True)
class Funnel(Record):
    """A chain of steps to look for, in order."""
    name: str
    steps: list[FunnelStep]
    """Two to 64."""
    within_ms: int | None = None
    """The most milliseconds from the first step to the last one passed."""

@dataclass(kw_only=True, slots=True)
class FunnelDropOff(Record):
    """Cases that passed a step and not the next one."""
    cases: CaseShare
    """Of those that passed the step."""
    ended: CaseShare
    """Those whose journey ended with the step, of those who dropped off."""
    next: list[FunnelNext]
    """The three most frequent activities right after the step, of those who dropped off; ties by name."""

@dataclass(kw_only=True, slots=True)
class FunnelNext(Record):
    """What came right after the last step that a case passed."""
    activity: str
    cases: CaseShare

@dataclass(kw_only=True, slots=True)
class FunnelResult(Record):
    """Who passed the steps of a funnel."""
    name: str
    cases: int
    """Cases with at least one event."""
    within_ms: int | None = None
    steps: list[FunnelStepResult]

@dataclass(kw_only=True, slots=True)
class FunnelStep(Record):
    """A step of a funnel: one of its activities."""
    name: str
    activities: list[str]
    """Any of them passes the step; at least one."""
    within_ms: int | None = None
    """The most milliseconds since the step before; not for the first step."""

@dataclass(kw_only=True, slots=True)
class FunnelStepResult(Record):
    """Who passed a step of a funnel, after all steps before it."""
    name: str
    activities: list[str]
    within_ms: int | None = None
    cases: int
    """Cases that passed it."""
    of_first: CaseShare
    """Of those that passed the first step."""
    of_previous: CaseShare
    """Of those that passed the step before; for the first step, of all cases."""
    since_previous: Durations | None = None
    """The time from the step before, of the cases that passed it; `None` for the first step, and where nobody passed."""
    drop_off: FunnelDropOff | None = None
    """Those who passed it and not the next step; `None` for the last step."""

@dataclass(kw_only=True, slots=True)
class GraphEdge(Record):
    """An activity that came right after another."""
    from_: str
    to: str
    count: int
    """How often."""
    cases: CaseShare
    """Cases in which it did so at least once."""
    between: Durations
    """From the one event to the next."""

@dataclass(kw_only=True, slots=True)
class GraphNode(Record):
    """An activity of a graph."""
    activity: str
    events: int
    cases: CaseShare
    """Cases in which it happened."""

@dataclass(kw_only=True, slots=True)
class GraphTerminal(Record):
    """An activity that cases began or ended with."""
    activity: str
    cases: CaseShare

Grouping = Literal[
    "stage",
    "stage_segment",
    "touchpoint",
    "touchpoint_segment",
]
"""What observations are grouped by, besides their kind."""

@dataclass(kw_only=True, slots=True)
class Guide(Record):
    """The interview guide with the limits that code enforces."""
    plan_version: int
    """The version of the plan that it was made from."""
    question: str = ""
    """The research question, for the moderator."""
    product: str = ""
    """What the study is about: the product, the service, whose customers are asked; for the moderator."""
    welcome: str
    """What the participant reads first."""
    consent: str
    """What the participant agrees to. Its hash and language are stored with the consent."""
    closing: str
    """What the participant reads last."""
    facts: list[str]
    """What the interviewer may say about the study when asked."""
    goals: list[str] = field(default_factory=list)
    """What the study must be able to answer."""
    items: list[GuideItem]
    """The items in order, those of the screener first."""
    touchpoints: list[GuideTouchpoint] = field(default_factory=list)
    """Touchpoints that an answer may name, to follow up those that no question covers."""
    max_turns: int
    """The most questions that a participant is asked, 1 to 200."""
    max_duration_ms: int
    """The longest duration in milliseconds, from joining."""
    abandon_after_ms: int
    """The silence after which an interview counts as abandoned, in milliseconds."""
    reminders: list[int] = field(default_factory=list)
    """When a silent participant is reminded, in milliseconds after their last word, ascending."""
    max_words: int
    """The most words of a message, 10 to 200."""
    mode: InterviewMode = "adaptive"
    """How freely the interviewer follows."""
    tone: Tone = "neutral"
    """How the interviewer sounds."""
    language: str
    """The language of the interview, a BCP 47 tag."""
    analysis_language: str
    """The language that findings are written in, a BCP 47 tag."""
    avoid: list[str] = field(default_factory=list)
    """Topics to stay away from, whatever the item."""
    requires_admission: bool = False
    """Whether the host must admit a participant after the screener, as when there are quotas."""
    instructions: str | None = None
    """Instructions for the moderating model in place of those that ship (`data/prompts/interview.md`); their hash is their version."""
    script: Script | None = None
    """Scripted lines of one's own; needed for a language that has none here."""
    max_prompt_tokens: int
    """The tokens that a prompt may take before old turns are folded."""

@dataclass(kw_only=True, slots=True)
class GuideItem(Record):
    """One thing to ask."""
    id: str
    """Unique in the guide."""
    phase: GuidePhase
    """When it comes."""
    text: str
    """The question as scripted."""
    kind: ItemKind
    """Whether it may stay unasked."""
    answer: AnswerFormat
    """How it is answered."""
    depth: ProbingDepth
    """How deeply it is probed."""
    stage: str | None = None
    """The id of its stage."""
    avoid: list[str] = field(default_factory=list)
    """Topics to stay away from."""
    serves: list[int] = field(default_factory=list)
    """The numbers of the goals that it serves, from 1; none for all of them."""
    branches: list[Branch] = field(default_factory=list)
    """What follows from its answer."""

GuidePhase = Literal[
    "screener",
    "overview",
    "experience",
    "reflection",
    "rating",
]
"""A phase of the interview."""

@dataclass(kw_only=True, slots=True)
class GuideTouchpoint(Record):
    """A touchpoint as an interviewer knows it."""
    id: str
    """Its id."""
    stage: str
    """The id of its stage."""
    names: list[str]
    """Its name and the words that people use for it."""

@dataclass(kw_only=True, slots=True)
class Handoff(Record):
    """A hand-off between two channels."""
    from_: str
    to: str
    count: int
    cases: CaseShare
    """Cases with it, of those with at least two events that name their channel."""

@dataclass(kw_only=True, slots=True)
class Handoffs(Record):
    """Where journeys went from one channel to another, from an event to the next."""
    cases: CaseShare
    """Cases with any hand-off, of those with at least two events that name their channel: only those could have one."""
    count: int
    """Hand-offs in all."""
    events: int
    events_without_channel: int
    """Events that name no channel: from and to these no hand-off is seen."""
    handoffs: list[Handoff]
    """The most frequent first, then by name."""

@dataclass(kw_only=True, slots=True)
class HazardEffect(Record):
    """What one covariate does to the risk of leaving in a period, the others staying."""
    name: str
    """The covariate."""
    place: int
    """Its place among the covariates given, from 0."""
    mean: float
    """Its mean over all rows."""
    coefficient: float
    """The change of the log-odds when it rises by one."""
    standard_error: float
    """The standard error, by the inverse of the penalised observed information."""
    interval: Interval
    """The 95 % interval of the coefficient."""
    odds_ratio: float
    """The factor by which the odds of leaving in a period change when it rises by one: an odds ratio of the discrete hazard. It is near
    the ratio of the hazards only while few leave in a period."""
    odds_ratio_interval: Interval
    """Its 95 % interval."""
    p_value: float
    """The probability of so large a coefficient if there were no effect (Wald), 0 to 1."""

@dataclass(kw_only=True, slots=True)
class HazardModel(Record):
    """A fitted hazard model: log-odds of leaving in a period = the baseline's + Σ coefficient · (covariate − its mean)."""
    customers: int
    """Customers."""
    customer_periods: int
    """Rows: customers times the periods in which each was there."""
    events: int
    """Customers who left (by the cause)."""
    baseline: list[BaselinePiece]
    """The baseline, in rising order of periods."""
    effects: list[HazardEffect]
    """The effects, in the order of the covariates."""
    left_out: list[str]
    """Covariates that do not vary and were left out."""
    covariates: int
    """The number of covariates given, with those left out."""
    likelihood_ratio: LikelihoodRatio
    """Whether the covariates together tell more than the baseline alone."""
    covariance: list[list[float]]
    """The covariances of the baseline's log-odds and then the coefficients."""
    options: HazardOptions
    """How it was fitted."""
    converged: bool
    """Whether Newton's method converged."""

@dataclass(kw_only=True, slots=True)
class HazardOptions(Record):
    """How a hazard model is fitted."""
    cause: int | None = None
    """The code of the only cause that counts; who leaves by another counts as staying in that period and is no longer there after.
    `None` for leaving by any cause."""
    ridge: float
    """The ridge penalty on the standardised covariates, from 0 up; above about 1, intervals are biased toward no effect."""

@dataclass(kw_only=True, slots=True)
class Importance(Record):
    """The share of the explained variance that goes with one predictor."""
    value: float
    """The part of R², 0 to 1; all parts sum to R²."""
    interval: Interval | None = None
    """Its bootstrap 95 % interval."""
    rank: int
    """The rank, from 1."""
    rank_interval: tuple[int, int] | None = None
    """The ranks that it takes in 95 % of resamples."""
    slope: float
    """The slope in a regression on all predictors: the change of the outcome when this one rises by one and the others stay."""
    slope_interval: Interval | None = None
    """Its bootstrap 95 % interval."""

@dataclass(kw_only=True, slots=True)
class Importances(Record):
    """The importance of predictors."""
    r_squared: float
    """The share of the outcome's variance that they explain together, 0 to 1."""
    predictors: list[Importance]
    """Each predictor's share, in the order given."""

@dataclass(kw_only=True, slots=True)
class ImportedCodings(Record):
    """What reading a table of codings yields."""
    observations: list[Observation]
    """The rows that passed every check."""
    rejected: list[tuple[int, str]]
    """The line of each other row, from 2, with the check that it failed."""

@dataclass(kw_only=True, slots=True)
class IncidenceStep(Record):
    """One duration of a cumulative incidence."""
    time: float
    """The duration, in the unit of the input."""
    at_risk: int
    """Customers who are there just before it."""
    events: int
    """Customers who leave by this cause at it."""
    incidence: float
    """The share who have left by this cause, 0 to 1."""
    interval: Interval | None = None
    """The 95 % interval; `None` where the share is 0 or 1."""

Information = Literal[
    "cause",
    "channel",
    "consequence",
    "expectation",
    "feeling",
    "incident",
]
"""A kind of information about an experience."""

@dataclass(kw_only=True, slots=True)
class InputAdmitted(Record):
    """The host checked the quotas after the screener."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["admitted"] = "admitted"
    quotas: list[str]
    """The quotas that the participant counts towards; one that is full closes the door."""
    full: str | None = None
    """The quota that is full, if one is."""

@dataclass(kw_only=True, slots=True)
class InputAskedToStop(Record):
    """The participant asked to stop, by a button."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["asked_to_stop"] = "asked_to_stop"

@dataclass(kw_only=True, slots=True)
class InputRejoined(Record):
    """The participant is back."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["rejoined"] = "rejoined"

@dataclass(kw_only=True, slots=True)
class InputConsented(Record):
    """The participant agreed or did not."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["consented"] = "consented"
    agreed: bool
    """Whether they agreed."""

@dataclass(kw_only=True, slots=True)
class InputCorrected(Record):
    """The participant corrected an earlier answer."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["corrected"] = "corrected"
    turn: int
    """The participant's turn to correct."""
    text: str
    """The new words."""

@dataclass(kw_only=True, slots=True)
class InputAnswered(Record):
    """The participant gave a number or chose, by a widget."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["answered"] = "answered"
    answer: StructuredAnswer
    """What was given."""

@dataclass(kw_only=True, slots=True)
class InputJoined(Record):
    """The participant opened the interview."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["joined"] = "joined"

@dataclass(kw_only=True, slots=True)
class InputLeft(Record):
    """The participant went away."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["left"] = "left"

@dataclass(kw_only=True, slots=True)
class InputModelFailed(Record):
    """The model could not be asked."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["model_failed"] = "model_failed"
    request: int
    """The number of the request."""
    error: LlmFailure
    """Why."""

@dataclass(kw_only=True, slots=True)
class InputModelReplied(Record):
    """The model proposed a move."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["model_replied"] = "model_replied"
    request: int
    """The number of the request."""
    proposal: ModeratorMove
    """The move."""
    model: str
    """The model's name."""
    prompt_hash: str
    """The hash of the prompt."""
    usage: TokenUsage = field(default_factory=lambda: TokenUsage(prompt_tokens=0, completion_tokens=0))
    """Tokens used."""

@dataclass(kw_only=True, slots=True)
class InputSaid(Record):
    """The participant said something."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["said"] = "said"
    text: str
    """The words."""

@dataclass(kw_only=True, slots=True)
class InputSkipped(Record):
    """The participant skipped the question, by a button."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["skipped"] = "skipped"

@dataclass(kw_only=True, slots=True)
class InputTick(Record):
    """Time has passed."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["tick"] = "tick"

@dataclass(kw_only=True, slots=True)
class InputWithdrewConsent(Record):
    """The participant takes the consent back; the content is erased."""
    id: str = ""
    """Unique in the interview: a second input of the same id changes nothing and is shown what stands. Without one the interview gives
    it one."""
    expected_revision: int | None = None
    """The revision that the sender has seen; another one is refused."""
    type: Literal["withdrew_consent"] = "withdrew_consent"

@dataclass(kw_only=True, slots=True)
class IntegratedBrierScore(Record):
    """The Brier score over a span of time."""
    from_: float
    """The first time."""
    to: float
    """The last time."""
    score: float
    """The mean score over the span."""
    interval: Interval
    """Its 95 % interval, as `BrierScore.interval`."""
    kaplan_meier: float
    """The score when everyone is given the Kaplan–Meier share of the training data."""
    skill: float | None = None
    """As `BrierScore.skill`."""

@dataclass(kw_only=True, slots=True)
class Interval(Record):
    """A 95 % interval."""
    low: float
    """The lower end."""
    high: float
    """The upper end."""

@dataclass(kw_only=True, slots=True)
class InterviewEventAdmissionAsked(Record):
    """The host was asked whether the participant fits the quotas."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["admission_asked"] = "admission_asked"

@dataclass(kw_only=True, slots=True)
class InterviewEventAdmitted(Record):
    """The participant passed the quota check."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["admitted"] = "admitted"
    quotas: list[str]
    """The quotas that they count towards."""

@dataclass(kw_only=True, slots=True)
class InterviewEventRejoined(Record):
    """The participant returned."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["rejoined"] = "rejoined"

@dataclass(kw_only=True, slots=True)
class InterviewEventClosed(Record):
    """The interview ended."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["closed"] = "closed"
    outcome: InterviewOutcome
    """How."""

@dataclass(kw_only=True, slots=True)
class InterviewEventConsented(Record):
    """The participant agreed."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["consented"] = "consented"
    text_hash: str
    """The first 16 hexadecimal digits of the SHA-256 of the text that they agreed to."""
    language: str
    """The language of that text."""

@dataclass(kw_only=True, slots=True)
class InterviewEventCorrected(Record):
    """An earlier answer was corrected; the words stand beside the old ones."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["corrected"] = "corrected"
    turn: int
    """The turn."""
    text: str
    """The new words."""

@dataclass(kw_only=True, slots=True)
class InterviewEventDraftRejected(Record):
    """A draft was sent back to the model."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["draft_rejected"] = "draft_rejected"
    request: int
    """The number of the request."""
    reasons: list[str]
    """Why."""
    draft: str
    """The draft, which nobody saw but the model."""

@dataclass(kw_only=True, slots=True)
class InterviewEventErased(Record):
    """The content was erased."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["erased"] = "erased"

@dataclass(kw_only=True, slots=True)
class InterviewEventFlagged(Record):
    """Something needs a person's attention."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["flagged"] = "flagged"
    signal: Signal
    """What was noticed."""

@dataclass(kw_only=True, slots=True)
class InterviewEventAnswered(Record):
    """The participant gave a number or chose."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["answered"] = "answered"
    item: str
    """The item."""
    answer: StructuredAnswer
    """What was given."""

@dataclass(kw_only=True, slots=True)
class InterviewEventJoined(Record):
    """The participant opened the interview."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["joined"] = "joined"

@dataclass(kw_only=True, slots=True)
class InterviewEventLeft(Record):
    """The participant left."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["left"] = "left"

@dataclass(kw_only=True, slots=True)
class InterviewEventItemStatusChanged(Record):
    """An item's status changed."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["item_status_changed"] = "item_status_changed"
    item: str
    """The item."""
    status: ItemStatus
    """Its status."""

@dataclass(kw_only=True, slots=True)
class InterviewEventMessageShown(Record):
    """A message was shown to the participant."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["message_shown"] = "message_shown"
    turn: int
    """The interviewer's turn."""
    text: str
    """The words."""
    purpose: MessagePurpose
    """What for."""
    provenance: MessageProvenance
    """Whose words."""

@dataclass(kw_only=True, slots=True)
class InterviewEventModelAsked(Record):
    """The model is asked."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["model_asked"] = "model_asked"
    request: int
    """The number of the request."""
    folded: int
    """Turns that are folded into the ledger's summary."""

@dataclass(kw_only=True, slots=True)
class InterviewEventModelFailed(Record):
    """The model could not be asked."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["model_failed"] = "model_failed"
    request: int
    """The number of the request."""
    error: LlmFailure
    """Why."""

@dataclass(kw_only=True, slots=True)
class InterviewEventAnswerAssessed(Record):
    """An answer was assessed."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["answer_assessed"] = "answer_assessed"
    turn: int
    """The participant's turn."""
    assessment: AnswerAssessment
    """How it was read."""
    mentions: list[Mention]
    """What it mentions."""
    notes: str
    """What the moderator notes for itself."""
    engine: str
    """`rules` or the model's name."""
    prompt_hash: str
    """The hash of the prompt, empty for rules."""
    usage: TokenUsage
    """Tokens used."""

@dataclass(kw_only=True, slots=True)
class InterviewEventReminded(Record):
    """A reminder fell due."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["reminded"] = "reminded"
    number: int
    """Its number since the participant's last word, from 1."""

@dataclass(kw_only=True, slots=True)
class InterviewEventSaid(Record):
    """The participant said something."""
    revision: int
    """Its number in the log, from 1."""
    at: Timestamp
    """When it happened."""
    input: str
    """The input that caused it."""
    type: Literal["said"] = "said"
    turn: int
    """The participant's turn."""
    item: str | None = None
    """The item that it answers."""
    text: str
    """The words, exactly."""

InterviewMode = Literal[
    "adaptive",
    "standard",
    "strict",
]
"""How closely the interviewer follows the script."""

InterviewOutcome = Literal[
    "abandoned",
    "completed",
    "declined",
    "out_of_time",
    "quota_full",
    "screened_out",
    "stopped",
    "withdrawn",
]
"""How an interview ended."""

InterviewPhase = Literal[
    "admitting",
    "awaiting",
    "closed",
    "consenting",
    "created",
    "awaiting_model",
]
"""The phase of an interview."""

@dataclass(kw_only=True, slots=True)
class InterviewProgress(Record):
    """How far an interview has come."""
    asked: int
    """Questions asked."""
    covered: int
    """Core and mandatory items that were asked or need not be any more."""
    items: int
    """Core and mandatory items in all."""

@dataclass(kw_only=True, slots=True)
class InterviewRecord(Record):
    """What is kept of an interview beside its events."""
    id: str
    """Unique in the store."""
    study: str
    """The study's id."""
    participant: Participant
    """Who takes part."""
    guide: str
    """The hash of the guide; see `guide_hash`."""
    address: str | None = None
    """Where reminders and thanks go; an address of the outbox."""
    created: Timestamp
    """When it was created."""

@dataclass(kw_only=True, slots=True)
class InterviewSummary(Record):
    """How far a stored interview has progressed."""
    id: str
    """The interview's id."""
    participant: str
    """The participant's id."""
    revision: int
    """How many events are stored."""
    outcome: InterviewOutcome | None = None
    """How it ended, once it has."""

@dataclass(kw_only=True, slots=True)
class Invitation(Record):
    """An invitation with fields in braces: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`."""
    subject: str
    """The subject."""
    body: str
    """The text."""

@dataclass(kw_only=True, slots=True)
class ItemCoverage(Record):
    """Sentences that a moderator claims to settle an item."""
    item: str
    """The item's id."""
    coverage: CoverageClaim
    """How far."""
    sentences: list[str]
    """The ids of the sentences that show it."""

ItemKind = Literal[
    "core",
    "mandatory",
    "optional",
]
"""Whether an item may stay unasked."""

@dataclass(kw_only=True, slots=True)
class ItemStatusAnswered(Record):
    """The sentences answer it."""
    type: Literal["answered"] = "answered"
    evidence: list[SentenceId]
    """The sentences."""

@dataclass(kw_only=True, slots=True)
class ItemStatusAsked(Record):
    """Asked, without an answer yet."""
    type: Literal["asked"] = "asked"

@dataclass(kw_only=True, slots=True)
class ItemStatusDeclined(Record):
    """The participant declined; never probed again."""
    type: Literal["declined"] = "declined"

@dataclass(kw_only=True, slots=True)
class ItemStatusDontKnow(Record):
    """The participant does not know."""
    type: Literal["dont_know"] = "dont_know"

@dataclass(kw_only=True, slots=True)
class ItemStatusNotApplicable(Record):
    """It does not apply to the participant."""
    type: Literal["not_applicable"] = "not_applicable"

@dataclass(kw_only=True, slots=True)
class ItemStatusPartial(Record):
    """The sentences answer a part of it."""
    type: Literal["partial"] = "partial"
    evidence: list[SentenceId]
    """The sentences."""

@dataclass(kw_only=True, slots=True)
class ItemStatusTouched(Record):
    """Spoken of in passing, which is neither asked nor answered."""
    type: Literal["touched"] = "touched"
    evidence: list[SentenceId]
    """The sentences."""

@dataclass(kw_only=True, slots=True)
class ItemStatusUnasked(Record):
    """Not asked yet."""
    type: Literal["unasked"] = "unasked"

@dataclass(kw_only=True, slots=True)
class ItemStatusUnreached(Record):
    """The interview ended before it."""
    type: Literal["unreached"] = "unreached"

@dataclass(kw_only=True, slots=True)
class JourneyDiscovery(Record):
    """What customers did."""
    whole: Discovery
    """Of all cases."""
    segments: list[SegmentDiscovery]
    """By segment, by name; cases without one come last."""
    periods: list[PeriodDiscovery]
    """By the period of the cases' first event, the earliest first; only those in which a case began."""

@dataclass(kw_only=True, slots=True)
class JourneyMap(MapMethods, Record):
    """A journey map, computed from what customers said."""
    title: str
    question: str
    """The research question."""
    base: MapBase
    """The data behind the map."""
    stages: list[StageSummary]
    """The stages in order."""
    steps: list[MapStep]
    """The steps in order."""
    segment_curves: list[SegmentCurve]
    """The curves of the largest segments."""
    prevalence: list[Prevalence]
    """Prevalence by place and kind."""
    priorities: list[Priority]
    """Pains by priority."""
    satisfaction: list[SatisfactionScore]
    """Satisfaction by instrument."""
    drivers: list[DriverAnalysis]
    """What satisfaction goes with, by instrument."""
    moments_of_truth: list[MomentOfTruth]
    """Moments that customers call decisive, strongest first."""
    expectation_gaps: list[ExpectationGap]
    """Where customers expected something different."""
    predictions: list[WhatIfPrediction]
    """The predicted effect of halving each of the top pains."""
    channels: ChannelAnalysis
    """Channels: transitions, repetition, consistency."""
    segment_differences: list[SegmentDifference]
    """Each segment compared with all other respondents, strongest evidence first."""
    thematic_saturation: ThematicSaturation
    """Whether more respondents would bring new themes."""
    baseline: SegmentCurve | None = None
    """The previous wave's curve, a point for each step."""
    coverage: ReadingCoverage = field(default_factory=lambda: ReadingCoverage(sentences=0, coded=0, general=0, hypothetical=0, talk=0, unread=0, felt=0, unplaced=0))
    """How much of what was said stands in the numbers."""
    not_computed: list[NotComputed]
    """What was not computed, and why."""
    provenance: MapProvenance
    """How it was made."""

@dataclass(kw_only=True, slots=True)
class JudgeScores(Record):
    """The scores that a judge gave."""
    coherence: int
    """1 (questions jump about) to 4 (each follows from what was said)."""
    adaptiveness: int
    """1 (a fixed script) to 4 (questions take up what this participant said)."""
    leading: list[int]
    """The interviewer's turns that lead."""
    unclear: list[int]
    """The interviewer's turns that are unclear."""
    dropped: list[int]
    """The participant's turns that opened a lead which no later question takes up."""
    pressing: list[int]
    """The interviewer's turns that press on after a refusal, distress or grief."""
    reason: str
    """Why, in a sentence or two."""

@dataclass(kw_only=True, slots=True)
class Judgement(Record):
    """Marks with who gave them."""
    marks: JudgeScores
    """The marks; turns that are not the interviewer's are left out."""
    provenance: Provenance
    """Who gave them."""

@dataclass(kw_only=True, slots=True)
class KaplanMeier(Record):
    """A survival curve: the share of customers who are still there after each duration."""
    base: int
    """Customers at the start."""
    events: int
    """Customers who left."""
    steps: list[SurvivalStep]
    """One step for each different duration, in rising order."""

@dataclass(kw_only=True, slots=True)
class Kappa(Record):
    """A coefficient of agreement."""
    value: float
    """The coefficient: 1 is perfect, 0 is chance."""
    interval: Interval
    """The 95 % interval by the asymptotic standard error."""
    base: int
    """Units that both coders coded."""
    observed: float
    """The share of units on which they agree, 0 to 1."""

@dataclass(kw_only=True, slots=True)
class LedgerEntry(Record):
    """An item's line in the ledger."""
    item: str
    """The item."""
    mandatory: bool
    """Whether it must be asked."""
    optional: bool
    """Whether it is a sub-question of the core item before it."""
    asked: bool
    """Whether it was asked."""
    probes: int
    """How often it was probed."""
    times_reasked: int
    """Times it was asked again after a counter-question, an unclear answer or an invalid number."""
    information: InformationCoverage
    """The kinds of information given about it."""
    words: int
    """Words of the participant about it."""
    refused: bool = False
    """Whether the participant declined to say anything, or anything more, about it: it is never asked about again."""
    unproductive_answers: int
    """Consecutive latest answers about it that added no new information."""
    status: ItemStatus
    """What stands of it."""

@dataclass(kw_only=True, slots=True)
class LikelihoodRatio(Record):
    """A likelihood-ratio test (Wilks 1938)."""
    chi_square: float
    """Twice the gain in log-likelihood."""
    degrees: int
    """The number of effects."""
    p_value: float
    """The probability of so large a gain if no covariate had an effect, 0 to 1."""
    log_likelihood: float
    """The log-likelihood with the covariates, without the penalty."""
    baseline_log_likelihood: float
    """The log-likelihood of the baseline alone."""

@dataclass(kw_only=True, slots=True)
class LintFinding(Record):
    """A fault that the lint found in the plan."""
    question: str
    """The id of the question, or `plan`."""
    issue: LintIssue
    """What is wrong, with a suggested wording."""
    proposed: str | None = None
    """The question as proposed, if it was replaced."""

@dataclass(kw_only=True, slots=True)
class LintIssue(Record):
    """One broken rule."""
    rule: LintRule
    """The rule."""
    excerpt: str
    """The words that break it."""
    suggestion: str
    """A wording that keeps it, or what to change."""

@dataclass(kw_only=True, slots=True)
class LintLimits(Record):
    """How long a line may be."""
    max_words: int
    """The most words in a line, 5 to 400."""

LintRule = Literal[
    "asks_nothing",
    "closed",
    "double_barrelled",
    "double_negative",
    "empty",
    "hypothetical",
    "jargon",
    "leading",
    "loaded",
    "multiple_questions",
    "personal_data",
    "praise",
    "pressure",
    "self_talk",
    "social_pressure",
    "stance",
    "too_long",
    "unnamed_feeling",
    "unsaid",
]
"""A rule that a question or a message breaks."""

LlmErrorKind = Literal[
    "auth",
    "budget_exceeded",
    "context_overflow",
    "invalid_reply",
    "invalid_request",
    "rate_limited",
    "refused",
    "timed_out",
    "transient",
    "truncated",
]
"""The kind of failure."""

@dataclass(kw_only=True, slots=True)
class LlmFailure(Record):
    """A failed call to a model, as it stands in a log."""
    kind: LlmErrorKind
    """The kind of failure."""
    message: str
    """What the server or the check said."""
    retry_after_ms: int | None = None
    """How long the server asks to wait, in milliseconds."""

@dataclass(kw_only=True, slots=True)
class LogFilter(Record):
    """Which cases to select; what is not given selects all."""
    segment: str | None = None
    """Only cases of this segment."""
    from_: Timestamp | None = None
    """Only cases whose first event came at this moment or later."""
    to: Timestamp | None = None
    """Only cases whose first event came before this moment."""

@dataclass(kw_only=True, slots=True)
class LogRank(Record):
    """A log-rank test."""
    chi_square: float
    """The test statistic."""
    degrees: int
    """Groups less one."""
    p_value: float
    """The probability of so large a statistic if all groups stay alike, 0 to 1."""
    groups: list[LogRankGroup]
    """The groups in the order given."""

@dataclass(kw_only=True, slots=True)
class LogRankGroup(Record):
    """One group of a log-rank test."""
    base: int
    """Customers of the group."""
    events: int
    """Customers who left."""
    expected: float
    """Customers who would have left if all groups stayed alike."""

@dataclass(kw_only=True, slots=True)
class LoopOfTwo(Record):
    """One activity, another, and the first again, right after each other."""
    first: str
    second: str
    count: int
    """How often; loops may share events, so that a, b, a, b has one from a and one from b."""
    cases: CaseShare
    """Cases in which it came, of those in which the first activity came."""

@dataclass(kw_only=True, slots=True)
class MapBase(Record):
    """The data behind a map."""
    respondents: int
    documents: int
    observations: int
    simulated_excluded: int
    """Documents excluded because their participants are simulated."""
    simulated: int
    """Respondents who are simulated."""
    segments: list[SegmentBase]
    """Segments by size, largest first."""

@dataclass(kw_only=True, slots=True)
class MapOptions(Record):
    """What to compute a map with."""
    title: str = ""
    """When empty, the framework's name says whose journey it is."""
    question: str = ""
    """The research question."""
    include_simulated: bool | None = None
    """Whether to include simulated participants; when absent, only where nobody else took part."""
    resamples: int = 2000
    """Resamples of every bootstrap but the drivers', 200 to 100,000."""
    driver_resamples: int = 200
    """Resamples of the drivers' bootstrap, each of which fits every subset of the parts, 200 to 100,000."""
    seed: int = 0
    """The seed of every bootstrap."""
    max_quotes: int = 8
    """The most quotations of each kind per step."""
    segment_names: dict[str, str] = field(default_factory=dict)
    """Names of segments by id."""
    effort: dict[str, float] = field(default_factory=dict)
    """The effort to fix each touchpoint, by touchpoint id, as estimated by the user."""

@dataclass(kw_only=True, slots=True)
class MapProvenance(Record):
    """How a map was made."""
    version: str
    """The library's version."""
    coders: list[CoderCount]
    """The coders by name."""
    resamples: int
    """Resamples of every bootstrap but the drivers'."""
    driver_resamples: int
    """Resamples of the drivers' bootstrap."""
    seed: int
    """The seed of every bootstrap."""

@dataclass(kw_only=True, slots=True)
class MapStep(Record):
    """A step of the journey: a touchpoint, or a stage as a whole."""
    place: Place
    """A touchpoint; without one, what was said of the stage in general."""
    name: str
    base: int
    """Respondents who mentioned it."""
    headline: Verbatim | None = None
    """A headline in a customer's words."""
    actions: list[Verbatim]
    """What customers did."""
    channels: list[ChannelCount]
    """Channels by how many respondents named them, most first."""
    usual_channel: Channel | None = None
    """The touchpoint's usual channel, which the framework names whether anybody did or not."""
    expectation: Expectation | None = None
    """The clearest pair of what was expected and what happened."""
    curve: CurvePoint
    """The point of the emotion curve."""
    satisfaction: Mean | None = None
    """The mean satisfaction, 0 to 10, of those who felt something here and rated."""
    emotions: list[EmotionCount]
    """The most frequent emotions."""
    quote: Verbatim | None = None
    """The most telling words."""
    pain_share: Share | None = None
    """Respondents who reported pain here."""
    pains: list[Verbatim]
    """Verbatims about pain."""
    delight_share: Share | None = None
    """Respondents who reported delight here."""
    delights: list[Verbatim]
    """Verbatims about delight."""
    needs: list[Verbatim] = field(default_factory=list)
    """What customers need."""
    suggestions: list[Verbatim]
    """What customers suggest."""
    priority: StepPriority | None = None
    """The rank and the score of its pain among the priorities."""

Marker = Literal[
    "decisive",
    "hand_off",
    "repeated_information",
]
"""Something that an experience shows besides its feeling."""

@dataclass(kw_only=True, slots=True)
class MaskedText(Record):
    """A text with its personal data replaced by placeholders."""
    text: str
    """The text to send on."""
    findings: list[PiiMatch]
    """What was masked, in order."""

@dataclass(kw_only=True, slots=True)
class Mean(Record):
    """A mean with its base."""
    value: float
    base: int
    """Respondents."""

@dataclass(kw_only=True, slots=True)
class MeanFitness(Record):
    """A mean over cases."""
    n: int
    """Cases with events."""
    value: float | None = None
    """0 to 1; `None` without cases."""
    interval: Interval | None = None
    """The 95 % interval by the normal approximation, mean ± 1.96 · s ÷ √n, cut to 0 to 1; `None` under two cases."""

MeasurementLevel = Literal[
    "interval",
    "nominal",
    "ordinal",
]
"""The level of measurement of the codes, which sets the distance between them."""

@dataclass(kw_only=True, slots=True)
class MedianSurvival(Record):
    """The duration after which half are gone."""
    median: float | None = None
    """The first duration after which half or fewer are there; `None` when more than half always are."""
    low: float | None = None
    """The lower end of its 95 % interval; `None` when the curve's lower band stays above one half."""
    high: float | None = None
    """The upper end; `None` when the curve's upper band stays above one half: the data set no upper limit."""
    base: int
    """Customers at the start."""
    events: int
    """Customers who left."""

@dataclass(kw_only=True, slots=True)
class Mention(Record):
    """A stage or touchpoint that an answer names."""
    stage: str
    """The stage's id or name."""
    touchpoint: str | None = None
    """The touchpoint's id or name."""
    channel: str | None = None
    """Where it took place, if said."""
    valence: int
    """−2 to 2."""

@dataclass(kw_only=True, slots=True)
class MessageProvenance(Record):
    """Where a message's words come from."""
    engine: str
    """`guide` for scripted words, otherwise the model's name."""
    prompt_hash: str
    """The hash of the prompt, empty for the guide."""
    regeneration_reason: str | None = None
    """Why the model's first draft was sent back, when these words are its second."""
    replacement_reason: str | None = None
    """Why a draft was replaced by these scripted words."""
    lint_warnings: list[str] = field(default_factory=list)
    """What the turn linter finds wrong with words that the researcher wrote; they are asked all the same."""

@dataclass(kw_only=True, slots=True)
class MessagePurposeAnswer(Record):
    """Answers the participant's question and asks the item again."""
    type: Literal["answer"] = "answer"
    item: str
    """The item."""

@dataclass(kw_only=True, slots=True)
class MessagePurposeClosing(Record):
    """Says goodbye."""
    type: Literal["closing"] = "closing"

@dataclass(kw_only=True, slots=True)
class MessagePurposeConfirmWithdrawal(Record):
    """Asks whether to erase what was said, before it is done."""
    type: Literal["confirm_withdrawal"] = "confirm_withdrawal"

@dataclass(kw_only=True, slots=True)
class MessagePurposeConsent(Record):
    """Asks for consent."""
    type: Literal["consent"] = "consent"

@dataclass(kw_only=True, slots=True)
class MessagePurposeKindness(Record):
    """Meets a bereavement or an illness with one kind sentence, and leaves the choice to go on to the participant."""
    type: Literal["kindness"] = "kindness"

@dataclass(kw_only=True, slots=True)
class MessagePurposeOfferToStop(Record):
    """Offers to stop."""
    type: Literal["offer_to_stop"] = "offer_to_stop"

@dataclass(kw_only=True, slots=True)
class MessagePurposeProbe(Record):
    """Asks more about an item."""
    type: Literal["probe"] = "probe"
    item: str
    """The item."""
    kind: ProbeKind
    """The kind of probe."""

@dataclass(kw_only=True, slots=True)
class MessagePurposeQuestion(Record):
    """Asks an item."""
    type: Literal["question"] = "question"
    item: str
    """The item."""

@dataclass(kw_only=True, slots=True)
class MessagePurposeRephrase(Record):
    """Asks an item in other words."""
    type: Literal["rephrase"] = "rephrase"
    item: str
    """The item."""

@dataclass(kw_only=True, slots=True)
class MessagePurposeSafety(Record):
    """A safe reply to distress, with an offer to stop."""
    type: Literal["safety"] = "safety"

@dataclass(kw_only=True, slots=True)
class MessagePurposeWelcome(Record):
    """Welcomes."""
    type: Literal["welcome"] = "welcome"

MessageRole = Literal[
    "assistant",
    "user",
]
"""Who a message of the prompt is from."""

@dataclass(kw_only=True, slots=True)
class ModelMessage(Record):
    """A message of the prompt."""
    role: MessageRole
    """Who it is from."""
    content: str
    """Its text, shared between the prompts of an interview."""

@dataclass(kw_only=True, slots=True)
class ModelReply(Record):
    """What a model answered."""
    text: str
    """The reply's text."""
    finish: FinishReason
    """Why it ended."""
    usage: TokenUsage = field(default_factory=lambda: TokenUsage(prompt_tokens=0, completion_tokens=0))
    """The tokens."""
    model: str
    """The model's name."""

@dataclass(kw_only=True, slots=True)
class ModeratorMove(Record):
    """A moderator's proposal for the next turn."""
    assessment: AnswerAssessment
    """How the newest answer reads."""
    covered: list[ItemCoverage]
    """What the newest answer settles beside the item in hand, or of it."""
    mentions: list[Mention]
    """What it names."""
    participant_question_fact: int | None = None
    """When the participant asked something: the number of the study's fact that answers it, 0 when none does. Null when nothing was
    asked."""
    notes: str
    """What to remember for later turns: open threads, contradictions, what to come back to. Only the moderator reads it."""
    next: MoveKind
    """What to do next."""
    item: str | None = None
    """The item that the message asks, for `ask_item`; an earlier item to come back to, for `probe`; null for the item in hand."""
    probe_kind: ProbeKind | None = None
    """The kind of probe, for `probe`; null otherwise."""
    message: str
    """The message, for `ask_item`, `probe` and `rephrase`; empty otherwise."""

@dataclass(kw_only=True, slots=True)
class MomentOfTruth(Record):
    """A moment that customers themselves call decisive."""
    place: Place
    name: str
    decisive: Share
    """Respondents who called it decisive, among those who mentioned it."""
    intensity: float
    """The mean absolute value of respondents' mean valence there, 0 to 2."""
    driver_share: float | None = None
    """The stage's or touchpoint's share of the explained variance of the outcome; `None` where drivers were not computed."""
    score: float
    """Decisive × intensity × (1 + driver share)."""
    formula: str
    """The formula with its numbers."""
    verbatims: list[Verbatim]
    """Customers' words as evidence."""

MoveKind = Literal[
    "advance",
    "ask_item",
    "close",
    "probe",
    "rephrase",
]
"""What the interviewer should do next."""

@dataclass(kw_only=True, slots=True)
class NetPromoterScore(Record):
    """A net promoter score with its interval."""
    score: float
    """The score, −100 to 100."""
    interval: Interval
    """Its 95 % interval."""

@dataclass(kw_only=True, slots=True)
class NewTouchpoint(Record):
    """A touchpoint that customers named and the study does not list."""
    stage: str
    """The stage's id."""
    name: str
    """The name as the coder gave it."""

@dataclass(kw_only=True, slots=True)
class NotComputed(Record):
    """A result that was not computed, and why."""
    method: str
    """The method's name."""
    reason: str
    """Why not, and what it would need."""

@dataclass(kw_only=True, slots=True)
class Observation(Record):
    """One experience: where in the journey, of what kind, how it felt, and the words that say so."""
    id: str
    """Unique in the corpus: document id and number."""
    document: str
    """The document."""
    participant: str
    """The participant."""
    place: Place
    """Where in the journey."""
    channel: Channel | None = None
    """The channel, if said or usual for the touchpoint."""
    kind: ObservationKind
    """The kind."""
    emotion: Emotion
    """The emotion."""
    cause: Quotation | None = None
    """The words that give the cause."""
    expectation: Expectation | None = None
    """The pair of expectation and fact, for a gap."""
    markers: list[Marker] = field(default_factory=list)
    """What it shows besides its feeling."""
    evidence: list[Quotation]
    """The customer's words; never empty."""
    coder: Coder
    """Who coded it."""
    confidence: float
    """0 to 1."""
    reason: str
    """Why the coder decided so: a rule's name or a model's short reason."""

ObservationKind = Literal[
    "delight",
    "expectation_gap",
    "milestone",
    "need",
    "neutral",
    "pain",
    "suggestion",
]
"""What kind of experience was observed."""

@dataclass(kw_only=True, slots=True)
class OutboxMessageEmail(Record):
    """By email."""
    id: str
    """Unique; a message posted twice goes out once."""
    due: Timestamp
    """When it is due."""
    interview: str | None = None
    """The interview that it is about."""
    type: Literal["email"] = "email"
    to: str
    """The address."""
    subject: str
    """The subject."""
    text: str
    """The text."""

@dataclass(kw_only=True, slots=True)
class OutboxMessageWebhook(Record):
    """To an address of a program; see `Webhook`."""
    id: str
    """Unique; a message posted twice goes out once."""
    due: Timestamp
    """When it is due."""
    interview: str | None = None
    """The interview that it is about."""
    type: Literal["webhook"] = "webhook"
    url: str
    """The address."""
    json: str
    """The JSON to deliver."""

@dataclass(kw_only=True, slots=True)
class OutputAsk(Record):
    """Ask for a number or a choice."""
    type: Literal["ask"] = "ask"
    turn: int
    """The interviewer's turn."""
    text: str
    """The words."""
    answer: AnswerFormat
    """How it is answered."""

@dataclass(kw_only=True, slots=True)
class OutputErase(Record):
    """Erase the content of every stored event of the interview; see `erase`."""
    type: Literal["erase"] = "erase"

@dataclass(kw_only=True, slots=True)
class OutputFinished(Record):
    """The interview is over."""
    type: Literal["finished"] = "finished"
    outcome: InterviewOutcome
    """How it ended."""

@dataclass(kw_only=True, slots=True)
class OutputRecord(Record):
    """Store this event, before anything else is done."""
    type: Literal["record"] = "record"
    event: InterviewEvent
    """The event."""

@dataclass(kw_only=True, slots=True)
class OutputRemind(Record):
    """Remind the silent participant, outside the interview."""
    type: Literal["remind"] = "remind"
    number: int
    """Its number since the participant's last word, from 1."""

@dataclass(kw_only=True, slots=True)
class OutputSay(Record):
    """Show this to the participant."""
    type: Literal["say"] = "say"
    turn: int
    """The interviewer's turn."""
    text: str
    """The words, checked."""

@dataclass(kw_only=True, slots=True)
class OutputSetTimer(Record):
    """Hand in a tick at this moment; a new timer replaces the one before."""
    type: Literal["set_timer"] = "set_timer"
    at: Timestamp
    """When."""

@dataclass(kw_only=True, slots=True)
class Participant(Record):
    """Someone who takes part."""
    id: str
    """Unique in the study."""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    """Facts that segments are made of, such as `tenure_days`."""
    status: ParticipantStatus = "invited"
    """How far they have come."""
    account: str | None = None
    """What they are signed in as; `None` for a visitor."""

@dataclass(kw_only=True, slots=True)
class ParticipantExperience(Record):
    """Settings of the participant's experience."""
    title: str
    """The title that participants read."""
    welcome: str
    """The welcome."""
    researcher: str
    """Who asks."""
    closing: str
    """The closing message."""
    update_opt_in: bool
    """Whether participants may ask to hear of the results."""
    thank_you: bool
    """Whether a thank-you message is sent."""
    sign_in_required: bool
    """Whether participants must sign in."""
    access: AccessLevel
    """Who may see the study."""
    expected_minutes: int = 15
    """How long an interview takes as a rule, in minutes, 1 to 180: what an invitation says. The guide's time limit is longer."""

ParticipantStatus = Literal[
    "abandoned",
    "completed",
    "declined",
    "invited",
    "partial",
    "preview",
    "simulated",
    "started",
    "suspicious",
    "withdrawn",
]
"""How far a participant has progressed."""

@dataclass(kw_only=True, slots=True)
class People(Record):
    """How many people, and some of their ids, first by name."""
    count: int
    ids: list[str]
    """At most 100 ids; each opens onto the person's words and events."""

Period = Literal[
    "month",
    "quarter",
    "year",
]
"""A period of the calendar in UTC."""

@dataclass(kw_only=True, slots=True)
class PeriodDiscovery(Record):
    """What the customers did whose journeys began in a period."""
    period: str
    """`2024-03`, `2024-Q1` or `2024`, in UTC."""
    discovery: Discovery

@dataclass(kw_only=True, slots=True)
class Persona(Record):
    """A synthetic participant."""
    id: str
    """Unique in its cohort."""
    description: str
    """A description."""
    segments: list[str]
    """The segments."""
    traits: Traits
    """The traits."""
    attitude: Attitude = "willing"
    """How they take to being interviewed."""
    disruptive_replies: list[str] = field(default_factory=list)
    """What they say in a difficult mood, instead of every second answer."""
    memories: list[PersonaMemory]
    """The memories."""
    ratings: dict[str, int]
    """Ratings by instrument."""

@dataclass(kw_only=True, slots=True)
class PersonaMemory(Record):
    """Something that a persona remembers."""
    about: str = ""
    """What it is about, in words that a question may share; may be empty."""
    text: str
    """The words."""
    needs_probe: bool = False
    """Whether it is told only when probed."""
    insights: list[int] = field(default_factory=list)
    """The study's insights that it carries, by position."""

PiiKind = Literal[
    "account",
    "card",
    "email",
    "iban",
    "ip",
    "name",
    "national_id",
    "phone",
    "street",
]
"""What kind of personal data was found."""

@dataclass(kw_only=True, slots=True)
class PiiMatch(Record):
    """A stretch of personal data in the original text."""
    kind: PiiKind
    """What it is."""
    span: Span
    """Where it stood, in Unicode scalar values of the original text."""

@dataclass(kw_only=True, slots=True)
class Place(Record):
    """A touchpoint of a stage, or a stage as a whole."""
    stage: str
    """The stage's id."""
    touchpoint: str | None = None
    """The touchpoint's id; `None` for the stage as a whole."""

@dataclass(kw_only=True, slots=True)
class PlanChange(Record):
    """What one version changed."""
    version: int
    """The version that the change made."""
    at: Timestamp
    """When."""
    author: str
    """Who."""
    what: list[str]
    """Each difference in words."""

@dataclass(kw_only=True, slots=True)
class PlanQuestion(Record):
    """A question of the plan."""
    id: str
    """Unique in the plan."""
    text: str
    """The question as asked."""
    stage: str | None = None
    """The id of the stage that it is about; `None` for the whole journey."""
    answer: AnswerFormat
    """How it is answered."""
    depth: ProbingDepth
    """How deeply it is probed."""
    serves: list[int] = field(default_factory=list)
    """The numbers of the goals that it serves, from 1; none for all of them."""

@dataclass(kw_only=True, slots=True)
class PlanWithWarnings(Record):
    """A plan with what its change brings to mind."""
    plan: ResearchPlan
    """The plan."""
    warnings: list[str]
    """What to think about, such as more than three mandatory questions."""

@dataclass(kw_only=True, slots=True)
class PlannedInterview(Record):
    """An interview that is to be held."""
    number: int
    """Its place among the respondents, from 0."""
    id: str
    """The interview's id."""
    participant: Participant
    """Who takes part."""
    resumes: bool
    """Whether it was begun before: it is taken up where it stands."""
    begins_at: Timestamp | None = None
    """When it begins in a time of its own, which passes only by what answers take; `None` in the host's time."""

@dataclass(kw_only=True, slots=True)
class PlannedJourney(Record):
    """The journey as it was planned."""
    steps: list[PlannedStep]
    """In order; 1 to 256."""

@dataclass(kw_only=True, slots=True)
class PlannedStep(Record):
    """A step of a planned journey."""
    name: str
    """Each step has a name of its own."""
    activities: list[str]
    """Any of them is the step; at least one, and none that belongs to another step."""
    required: bool
    """Whether a journey without it deviates."""
    repeats: bool
    """Whether it may come several times, with no other step between."""

@dataclass(kw_only=True, slots=True)
class Polarity(Record):
    """How a text speaks, as chances that sum to one."""
    negative: float
    """The chance that it speaks ill."""
    neutral: float
    """The chance that it speaks neither well nor ill."""
    positive: float
    """The chance that it speaks well."""
    words: str
    """The words that told most."""

@dataclass(kw_only=True, slots=True)
class Prevalence(Record):
    """How common one kind of experience is at one place."""
    place: Place
    """A touchpoint, or a stage as a whole."""
    kind: ObservationKind
    share: Share
    """Among everyone who could have had the experience."""
    segments: list[SegmentShare]
    """The same within each segment."""

@dataclass(kw_only=True, slots=True)
class PrevalenceChange(Record):
    """One kind of experience at one place in two waves."""
    place: Place
    """A touchpoint, or a stage as a whole."""
    name: str
    kind: ObservationKind
    before: Share
    """The share before."""
    after: Share
    """The share after."""
    difference: Difference
    """After minus before, with Newcombe's interval."""
    adjusted_p_value: float
    """Fisher's p, adjusted by false discovery rate over every place and kind."""
    significant: bool
    """Whether the adjusted p value is below .05."""

@dataclass(kw_only=True, slots=True)
class Priority(Record):
    """A pain point, ranked."""
    rank: int
    """From 1."""
    rank_interval: RankInterval
    """The range of ranks in 95 % of bootstrap resamples."""
    place: Place
    """A touchpoint; without one, what was said of the stage in general."""
    name: str
    score: float
    """Prevalence × severity × impact."""
    formula: str
    """The formula with its numbers."""
    prevalence: Share
    """How many respondents have it."""
    severity: PriorityFactor
    """How bad it is for those who have it, 0 to 2: the mean of respondents' mean negative valence, without its sign."""
    impact: PriorityFactor
    """One plus the difference in satisfaction between those without and with the pain ÷ the scale's width, at least one: an association."""
    effort: float | None = None
    """The effort to fix it, as estimated by the user."""
    verbatims: list[Verbatim]
    """Customers' words as evidence."""

@dataclass(kw_only=True, slots=True)
class PriorityFactor(Record):
    """One factor of a priority score, with its interval."""
    value: float
    interval: Interval | None = None
    """Its 95 % interval, if there is data for one."""
    base: int
    """Number of respondents behind it."""
    method: str
    """How it was computed."""

ProbeKind = Literal[
    "clarifying",
    "descriptive",
    "explanatory",
    "specific_instance",
]
"""The kind of a probe."""

@dataclass(kw_only=True, slots=True)
class Probes(Record):
    """Probes by what they look for, several wordings each. Anchored ones hold `{phrase}`, the participant's own words."""
    descriptive: list[str]
    """What happened."""
    idiographic: list[str]
    """One instance."""
    clarifying: list[str]
    """What a word means."""
    explanatory: list[str]
    """What led to it."""
    consequence: list[str]
    """What came of it."""
    expectation: list[str]
    """What was expected."""
    feeling: list[str]
    """What it was like."""

ProbingDepth = Literal[
    "none",
    "light",
    "standard",
    "deep",
]
"""How deeply an item is probed."""

@dataclass(kw_only=True, slots=True)
class ProposedObservation(Record):
    """An observation as a coder proposes it: ids instead of words."""
    sentences: list[str]
    """The ids of the customer's sentences that say it."""
    stage: str
    """The stage's id or name."""
    touchpoint: str | None = None
    """The touchpoint's id or name."""
    new_touchpoint: str | None = None
    """A touchpoint that the study does not list."""
    channel: str | None = None
    """Where it happened, if said."""
    kind: ObservationKind
    """The kind."""
    emotion: EmotionLabel
    """The emotion."""
    valence: int
    """−2 to 2."""
    cause: str | None = None
    """The id of the sentence that gives the cause."""
    expected: str | None = None
    """The id of the sentence that says what was expected."""
    actual: str | None = None
    """The id of the sentence that says what happened."""
    markers: list[Marker] = field(default_factory=list)
    """What it shows besides: a decision, a hand-off, information given again."""
    confidence: float
    """0 to 1."""
    reason: str
    """Why, in a few words."""

@dataclass(kw_only=True, slots=True)
class Provenance(Record):
    """Who or what produced something."""
    engine: str
    """The engine: `builtin`, a model's name, or `person`."""
    prompt_hash: str
    """The hash of the prompt, empty for a person."""
    tokens: int
    """Tokens used."""
    masked: int = 0
    """How many pieces of personal data were masked before the request left."""

@dataclass(kw_only=True, slots=True)
class QdaProject(Record):
    """A project that was read."""
    name: str
    """Its name."""
    documents: list[Document]
    """The text sources."""
    observations: list[Observation]
    """Coded selections of customers' words."""
    codebook: Codebook
    """The codes: top codes as stages, their children as touchpoints."""
    rejected: list[tuple[str, str]]
    """Selections that could not be read as observations, by name, with the reason."""

@dataclass(kw_only=True, slots=True)
class Quality(Record):
    """The quality of interviews, by measure."""
    card: ReportCard
    """The counts with their bases."""
    measures: dict[str, float | None]
    """The measures by name; `None` without a base."""
    markdown: str
    """The same as a table."""

QuestionTopic = Literal[
    "moments_of_truth",
    "accounts",
    "across_channels",
    "churn",
    "critical_touchpoints",
    "delight",
    "differentiation",
    "emotion_map",
    "expectation_gaps",
    "friction",
    "omnichannel",
    "outcomes",
    "priorities",
    "root_causes",
    "satisfaction",
    "segments",
    "strategy",
    "summary",
    "unanswerable",
    "waves",
    "what_if",
    "words",
]
"""What a question to the findings is about."""

@dataclass(kw_only=True, slots=True)
class Quota(Record):
    """How many participants of a kind a study takes. Rules join with AND (`SegmentRuleAll`) and OR (`SegmentRuleAny`)."""
    id: str
    """Unique in the study."""
    name: str
    """Its name."""
    rule: SegmentRule
    """Who counts towards it."""
    limit: int
    """How many it takes."""
    when_full: QuotaFullAction = "close"
    """What happens when it is full."""

QuotaFullAction = Literal[
    "close",
    "overflow",
]
"""What happens to a participant when a quota is full."""

@dataclass(kw_only=True, slots=True)
class Quotation(Record):
    """Words cut by the library from a customer's turn."""
    document: str
    """The document's id."""
    sentences: list[SentenceId]
    """The sentences that the words come from, in order, of one turn."""
    text: str
    """The words, a verbatim part of the turn."""

@dataclass(kw_only=True, slots=True)
class RankInterval(Record):
    """A 95 % interval of a rank."""
    low: int
    """The best rank."""
    high: int
    """The worst rank."""

@dataclass(kw_only=True, slots=True)
class Rate(Record):
    """A count and its base."""
    count: int
    """How many."""
    base: int
    """Of how many."""

@dataclass(kw_only=True, slots=True)
class RatingChange(Record):
    """One rating in two waves."""
    instrument: str
    """`csat`, `nps` or `ces`."""
    before: float
    """The score before."""
    after: float
    """The score after."""
    difference: Difference
    """After minus before."""
    significant: bool
    """Whether the interval excludes zero."""
    base: tuple[int, int]
    """Respondents before and after; for a paired comparison those in both."""
    method: str
    """How it was computed."""

RatingInstrument = Literal[
    "ces",
    "csat",
    "nps",
]
"""A rating instrument."""

@dataclass(kw_only=True, slots=True)
class RatingScale(Record):
    """The numbers that a rating may be, with what its ends mean."""
    low: int
    """The lowest."""
    high: int
    """The highest."""
    low_label: str
    """What the lowest means."""
    high_label: str
    """What the highest means."""

@dataclass(kw_only=True, slots=True)
class ReadDocuments(Record):
    """Documents that were read, and how."""
    documents: list[Document]
    """The documents."""
    report: ReadReport
    """What was guessed on what grounds, and what was left out."""

@dataclass(kw_only=True, slots=True)
class ReadGuess(Record):
    """Something that was guessed."""
    what: str
    """What it is about, such as `column of text`."""
    choice: str
    """What was chosen."""
    grounds: str
    """On what grounds."""

@dataclass(kw_only=True, slots=True)
class ReadOptions(Record):
    """How a file is read; an empty field is guessed from the file."""
    columns: TranscriptColumns = field(default_factory=lambda: TranscriptColumns())
    """Which columns hold what."""
    format: FileFormat | None = None
    """What the file is."""
    encoding: str | None = None
    """Its encoding by its name on the web, such as `windows-1252`."""
    delimiter: str | None = None
    """The mark between fields of a table."""
    sheet: str | None = None
    """The sheet of a workbook; else the one with most rows."""
    customers: list[str] = field(default_factory=list)
    """Speakers who are customers."""
    staff: list[str] = field(default_factory=list)
    """Speakers who are the company's or the researcher's: never the customer."""
    day_first: bool | None = None
    """Whether `03/04/2026` is the third of April rather than the fourth of March."""
    scales: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The lowest and highest number of an instrument's scale in the file: `csat` and 1, 5."""
    waves: Period | None = None
    """Makes a wave of each period, by the documents' times."""

@dataclass(kw_only=True, slots=True)
class ReadReport(Record):
    """How a file was read; printed, it says so a line each."""
    file: str
    """The file's name."""
    format: FileFormat
    """What it was recognised as."""
    guesses: list[ReadGuess]
    """What was guessed, and why: the encoding, the columns, who speaks, scales, times."""
    skipped: list[SkippedCells]
    """What was left out, by reason."""

@dataclass(kw_only=True, slots=True)
class ReadingCoverage(Record):
    """How much of what customers said stands in the numbers, and what became of the rest."""
    sentences: int
    """Customers' sentences; zero where only codes were given."""
    coded: int
    """Sentences that an observation stands on."""
    general: int
    """Sentences about people or the world in general, left out."""
    hypothetical: int
    """Sentences about what might be, left out."""
    talk: int
    """Greetings, thanks and questions, left out."""
    unread: int
    """Sentences that may tell something and were not coded: without feeling or a place, or in a language that was not read."""
    felt: int
    """Observations that tell a pain or a delight."""
    unplaced: int
    """Those of them that no stage could be found for; they stand in the lane of the whole journey."""
    warning: str | None = None
    """What a reader of the map should know of it first."""

@dataclass(kw_only=True, slots=True)
class RecognisedFramework(Record):
    """A framework that fits documents, and why."""
    framework: Framework
    """The stages and touchpoints."""
    grounds: str
    """On what grounds, in words."""

@dataclass(kw_only=True, slots=True)
class RecoveryResult(Record):
    """One ground-truth finding compared with what the map found."""
    finding: str
    """The finding in words."""
    stage: str
    """The stage's id."""
    kind: ObservationKind
    """The kind."""
    planted: int
    """Personas who carry it."""
    found: int
    """Respondents in whom it was found."""
    base: int
    """The base."""
    interval: Interval | None = None
    """The interval of what was found."""
    undisclosed: int
    """Personas with the finding who never mentioned it."""
    uncoded: int
    """Personas who mentioned it in words that the coder did not recognise."""
    false_positives: int
    """Respondents in whom it was found though they do not have it."""

@dataclass(kw_only=True, slots=True)
class RejectedProposal(Record):
    """A proposal that failed a check."""
    document: str
    """The document."""
    proposal: ProposedObservation
    """What was proposed."""
    reason: str
    """Why it was rejected."""

@dataclass(kw_only=True, slots=True)
class RemovedClaim(Record):
    """A claim that failed a check and was removed."""
    text: str
    reason: str
    """The check that it failed."""

@dataclass(kw_only=True, slots=True)
class Reply(ReplyMethods, Record):
    """What the participant sees next."""
    messages: list[ReplyMessage]
    """The messages, in order; the last one is answered."""
    awaits: Awaited
    """What is awaited next."""
    outcome: InterviewOutcome | None = None
    """How the interview ended, once it has."""
    progress: InterviewProgress
    """How far it has come."""
    revision: int
    """The revision after it."""
    tick_at: Timestamp | None = None
    """When to hand in a tick, if nothing happens before."""
    failure: LlmFailure | None = None
    """Why the model could not be asked, when the interview went on from the guide."""

@dataclass(kw_only=True, slots=True)
class ReplyMessage(Record):
    """A message to the participant."""
    turn: int
    """The interviewer's turn."""
    text: str
    """The words, checked."""
    answer: AnswerFormat
    """How it is answered."""
    scale: RatingScale | None = None
    """The numbers of a rating, with what its ends mean in the interview's language."""

@dataclass(kw_only=True, slots=True)
class ReportCard(Record):
    """Quality measures of one interview or of many; instances merge in any order."""
    interviews: int
    """Interviews in which consent was given."""
    completed: Rate
    """Those that were completed."""
    multi_question: Rate
    """Messages with more than one question, of all that ask."""
    closed_questions: Rate
    """Closed questions, of all that ask for words."""
    leading: Rate
    """Leading or loaded questions, of all that ask for words."""
    near_duplicates: Rate
    """Questions and probes that repeat an earlier one; standard probes repeat by design and are left out."""
    anchored: Rate
    """Probes that take up a word of the answer before."""
    fabricated: Rate
    """Quotations in messages that the participant did not say."""
    probes_after_refusal: int
    """Further questions about an item after the participant declined it."""
    mandatory: Rate
    """Mandatory items asked, in completed interviews."""
    core_unasked: Rate = field(default_factory=lambda: Rate(count=0, base=0))
    """Core items never asked and not told unasked, in interviews that came to an end, of those that could apply."""
    coverage: Rate
    """Items answered, wholly or in part, of those that could be."""
    regenerated: Rate
    """Model drafts that were sent back, of all messages that ask."""
    replaced: Rate
    """Model drafts that a scripted line replaced, of all messages that ask."""
    interviewer_words: int
    """The interviewer's words."""
    participant_words: int
    """The participants' words."""
    answers: int
    """Answers in words."""
    milliseconds: int
    """Milliseconds from joining to the end, over all."""
    answers_before_break_off: int
    """Answers given before the end, over interviews that broke off."""
    broken_off: int
    """Interviews that broke off: stopped, abandoned, out of time."""
    sums: tuple[float, float, float, float, float]
    """Σ n, Σ x, Σ x², Σ w, Σ x·w over answers, with x the number of the answer and w its words."""

@dataclass(kw_only=True, slots=True)
class ResearchPlan(Record):
    """A research plan: what to find out, from whom, with which questions."""
    version: int
    """Counts from 1; each revision adds one."""
    question: str
    """The research question."""
    language: str = "en"
    """The language of its questions, a BCP 47 tag."""
    research_type: ResearchType
    """What kind of research it is."""
    description: str
    """What the study finds out, in prose."""
    goals: list[str]
    """What it must be able to answer."""
    target_participants: list[str]
    """Who must be heard."""
    focus: Focus
    """What part of the journey it looks at."""
    framework: Framework
    """The stages and touchpoints that it maps onto."""
    core_questions: list[PlanQuestion]
    """Questions that every interview tries to cover."""
    mandatory_questions: list[PlanQuestion]
    """Questions that no completed interview leaves unasked."""
    changes: list[PlanChange]
    """What each version changed."""
    provenance: Provenance
    """Who drafted it."""
    replaced: list[LintFinding]
    """Proposals that the lint replaced."""

ResearchType = Literal[
    "comparative",
    "diagnostic",
    "evaluative",
    "exploratory",
    "longitudinal",
]
"""What kind of research it is."""

@dataclass(kw_only=True, slots=True)
class RetryPolicy(Record):
    """Exponential back-off with jitter from a seed."""
    max_attempts: int = 4
    """How often a call is tried in all, at least 1."""
    initial_wait_ms: int = 500
    """The first wait in milliseconds; each next one doubles."""
    max_wait_ms: int = 30000
    """The longest wait in milliseconds."""
    seed: int = 0
    """The jitter's seed."""
    masks_personal_data: bool = True
    """Whether personal data is masked before a request leaves for a model; replies get it back. Off for a model of one's own house."""

@dataclass(kw_only=True, slots=True)
class Rework(Record):
    """What happened again within a case."""
    cases: CaseShare
    """Cases in which any activity came again, of all with events."""
    extra_events: int
    """Events beyond the first of their activity in their case."""
    activities: list[ActivityRework]
    """Those that came again in any case, the most extra events first, then by name."""
    loops: list[LoopOfTwo]
    """Loops of two activities, the most frequent first, then by name."""

@dataclass(kw_only=True, slots=True)
class RiskReason(Record):
    """An experience that a customer's risk goes with."""
    experience: str
    had: bool
    """Whether the customer had it."""
    points: float
    """By how many percentage points the risk is higher (or lower, below 0) than it would be the other way round."""
    interval: Interval
    """Its 95 % interval."""

Role = Literal[
    "customer",
    "interviewer",
    "system",
]
"""Who speaks."""

@dataclass(kw_only=True, slots=True)
class SaidAndDone(Record):
    """What people told of each touchpoint beside what the same people did there.

    A person of a corpus and a case of a log are the same when their ids are equal; ids may be pseudonyms (see `pseudonym`)."""
    both: int
    """People of whom both words and events are known: the base of everything else."""
    only_said: int
    """People of whom only words are known."""
    only_done: int
    """People of whom only events are known."""
    unplaced_events: int
    """Events of those people that belong to no place."""
    unplaced_activities: list[str]
    """The activities of the log that belong to no place, by name."""
    places: list[SaidAndDoneAt]
    """The places of which events are known, in the order of the journey."""
    method: str
    """How it was counted."""

@dataclass(kw_only=True, slots=True)
class SaidAndDoneAt(Record):
    """One place, told and done."""
    place: Place
    name: str
    told_and_done: People
    """Told of it and did it."""
    only_told: People
    """Told of it, and no event shows that they did it."""
    only_done: People
    """Did it, and never told of it."""
    neither: People
    """Neither."""
    told_of_doers: CaseShare
    """Of those who did it, how many told of it."""
    did_of_tellers: CaseShare
    """Of those who told of it, how many did it."""
    agreement: Kappa | None = None
    """How far telling and doing agree beyond chance; `None` where everyone, or nobody, told or did."""
    hurt: CaseShare
    """Of those who did it, how many told of a pain there."""
    repeated: CaseShare
    """Of those who did it, how many came back there more often than half of them."""
    silent: CaseShare
    """Of those who came back, how many told of no pain there, nor of the stage in general."""
    silent_people: People
    """Those who came back and told of no pain."""
    recall: Durations | None = None
    """From the last time that they did it before telling to the telling, of those who did and then told, where the telling has a time."""

@dataclass(kw_only=True, slots=True)
class SatisfactionScore(Record):
    """A score with its base, interval and method."""
    instrument: str
    """`csat`, `nps` or `ces`."""
    value: float
    """A mean for CSAT and CES, −100 to 100 for NPS."""
    interval: Interval | None = None
    """The 95 % interval, if the base allows one."""
    base: int
    """Respondents who rated."""
    method: str
    """How it was computed."""

@dataclass(kw_only=True, slots=True)
class Saturation(Record):
    """When new themes stopped appearing (Guest, Namey and Chen 2020)."""
    base_size: int
    """Interviews of the base."""
    run_length: int
    """Interviews of a run."""
    base_themes: int
    """Different themes of the base."""
    runs: list[tuple[int, float]]
    """For each interview that ends a run after the base, up to the one that saturates: its number, and the run's new themes ÷ the base's
    themes."""
    reached_at: int | None = None
    """The first interview after which a run brought at most `threshold` new information."""
    threshold: float
    """The share of new information that counts as none, such as .05."""

@dataclass(kw_only=True, slots=True)
class ScaleEnds(Record):
    """What the lowest and the highest number of each instrument mean, as its buttons say it."""
    ces: tuple[str, str]
    """Of effort."""
    csat: tuple[str, str]
    """Of satisfaction."""
    nps: tuple[str, str]
    """Of likelihood to recommend."""

ScreenerVerdict = Literal[
    "disqualify",
    "required",
    "neutral",
    "qualify",
]
"""What choosing an option means for eligibility. Only screener items use it."""

@dataclass(kw_only=True, slots=True)
class Script(Record):
    """Everything that an interviewer says without a model. English, German, French and Spanish ship; others are given as data."""
    language: str
    """A BCP 47 language tag."""
    welcome: str
    """What the participant reads first."""
    consent: str
    """What the participant agrees to."""
    closing: str
    """What the participant reads last."""
    facts: list[str]
    """What the interviewer may say about the study when asked."""
    agreement_phrases: list[str]
    """How people agree, in lower case."""
    refusal_phrases: list[str]
    """How people refuse, or choose to go on when they are offered to stop."""
    offer: str
    """Offers to stop."""
    safety: str
    """Answers distress."""
    unclear: str
    """Asks for other words."""
    off_topic: str
    """Leads back to the question."""
    deferred: str
    """Defers a question that the facts do not answer."""
    consent_unclear: str
    """Says that a reply to the consent was neither yes nor no, and that it is not kept."""
    confirm_withdrawal: str
    """Asks whether to erase what was said."""
    kept: str
    """Says that nothing was erased."""
    kindness: str
    """Meets a bereavement or an illness, and asks whether to go on with it."""
    moving_on: str
    """Says that the interviewer goes on to something else."""
    declined: str
    """Says goodbye to whoever did not consent."""
    withdrawn: str
    """Confirms the erasure."""
    screened_out: str
    """Says goodbye to whoever is not looked for."""
    quota_full: str
    """Says goodbye when a quota is full."""
    number_again: str
    """Asks for a number from `{low}` to `{high}` again."""
    scale_ends: ScaleEnds
    """What the ends of a rating mean."""
    choice_again: str
    """Asks to choose from `{options}` again."""
    already: str
    """Introduces a mandatory question that was already answered in passing."""
    thanks: str
    """Thanks, before the next question, in a warm tone."""
    probes: tuple[str, str, str]
    """The neutral probes that everyone gets, in order."""
    anchored: Probes
    """Probes on the participant's own words."""
    plain: Probes
    """Probes without a quotation."""

@dataclass(kw_only=True, slots=True)
class Segment(Record):
    """A named group of participants."""
    id: str
    """A short id."""
    name: str
    """Its name."""
    rule: SegmentRule
    """Who belongs to it."""

@dataclass(kw_only=True, slots=True)
class SegmentBase(Record):
    """The number of respondents in a segment."""
    id: str
    """The segment's id."""
    name: str
    """Its name."""
    respondents: int
    """Respondents."""

@dataclass(kw_only=True, slots=True)
class SegmentCurve(Record):
    """The emotion curve of one segment, with a point for each step."""
    segment: str
    """The segment's id."""
    name: str
    """Its name."""
    points: list[CurvePoint]
    """The points, in the order of the steps."""

@dataclass(kw_only=True, slots=True)
class SegmentDifference(Record):
    """One segment compared with all other respondents."""
    place: Place
    """A touchpoint, or a stage as a whole."""
    name: str
    kind: ObservationKind
    segment: str
    """The segment's id."""
    inside: Share
    """The share within the segment."""
    outside: Share
    """The share among all others."""
    difference: Difference
    """Inside minus outside, with Newcombe's interval."""
    cohens_h: float
    """Cohen's h: .2 is small, .5 medium, .8 large."""
    p_value: float
    """The two-sided p of Fisher's exact test."""
    adjusted_p_value: float
    """The p value adjusted for the false discovery rate over all comparisons in the map."""
    significant: bool
    """Whether the adjusted p value is below .05."""

@dataclass(kw_only=True, slots=True)
class SegmentDiscovery(Record):
    """What the customers of a segment did."""
    segment: str | None = None
    """`None` for the cases without a segment."""
    discovery: Discovery

@dataclass(kw_only=True, slots=True)
class SegmentRuleAll(Record):
    """Every rule holds."""
    type: Literal["all"] = "all"
    rules: list[SegmentRule]
    """The rules."""

@dataclass(kw_only=True, slots=True)
class SegmentRuleAny(Record):
    """At least one rule holds."""
    type: Literal["any"] = "any"
    rules: list[SegmentRule]
    """The rules."""

@dataclass(kw_only=True, slots=True)
class SegmentRuleNot(Record):
    """The rule does not hold."""
    type: Literal["not"] = "not"
    rule: SegmentRule
    """The rule."""

@dataclass(kw_only=True, slots=True)
class SegmentRuleNumber(Record):
    """A number lies in a range, both ends included."""
    type: Literal["number"] = "number"
    attribute: str
    """The attribute."""
    min: float | None = None
    """The least value."""
    max: float | None = None
    """The greatest value."""

@dataclass(kw_only=True, slots=True)
class SegmentRuleText(Record):
    """A word is one of several, without regard to case."""
    type: Literal["text"] = "text"
    attribute: str
    """The attribute."""
    values: list[str]
    """The words."""

@dataclass(kw_only=True, slots=True)
class SegmentShare(Record):
    """A share within one segment."""
    segment: str
    """The segment's id."""
    share: Share

@dataclass(kw_only=True, slots=True)
class SegmentStaying(Record):
    """The curve of one segment."""
    segment: str
    curve: KaplanMeier
    median_days: MedianSurvival

@dataclass(kw_only=True, slots=True)
class Sentence(Record):
    """A numbered sentence of a turn."""
    id: SentenceId
    """Its id in the document."""
    span: Span
    """Where it stands in the turn's text, in Unicode scalar values."""

@dataclass(kw_only=True, slots=True)
class Sentiment(Record):
    """The sentiment of a short text."""
    compound: float
    """VADER's compound score, −1 to 1 (Hutto and Gilbert 2014)."""

@dataclass(kw_only=True, slots=True)
class Share(Record):
    """A share of respondents with its base, interval and eligibility rule."""
    count: int
    """Respondents with at least one such observation."""
    base: int
    """Respondents who could have had one."""
    rule: str
    """Who counts towards the base."""
    value: float | None = None
    """Count ÷ base, 0 to 1; `None` if the base is 0."""
    interval: Interval | None = None
    """The Wilson 95 % interval."""
    low_base: bool
    """Whether the base is under ten."""

Signal = Literal[
    "asks_question",
    "declines",
    "distress",
    "dont_know",
    "exhausted",
    "gibberish",
    "grief",
    "injection",
    "not_applicable",
    "stops",
    "withdraws",
]
"""A plain signal in a participant's message."""

SkipReason = Literal[
    "wrong_field_count",
    "missing_case",
    "missing_activity",
    "missing_time",
    "unreadable_time",
    "other_transition",
    "no_object",
]
"""Why a row is no event of the log."""

@dataclass(kw_only=True, slots=True)
class SkippedCells(Record):
    """Cells that were left out for one reason."""
    reason: str
    """Which cells, and why."""
    count: int
    """How many."""
    rows: list[int]
    """The first of their rows, from 1."""
    example: str
    """What the first of them holds."""

@dataclass(kw_only=True, slots=True)
class SkippedRows(Record):
    """Rows that were left out for one reason."""
    reason: SkipReason
    """Why."""
    count: int
    """How many."""
    lines: list[int]
    """The first of their lines in a table, from 1 with the header; in other formats their numbers among the events, from 1."""
    example: str
    """What the first of them holds."""

@dataclass(kw_only=True, slots=True)
class Snapshot(Record):
    """An interview as it stands."""
    id: str
    """The interview's id."""
    phase: InterviewPhase
    """Its phase."""
    awaits: Awaited
    """What is awaited next."""
    revision: int
    """How many events the log holds."""
    outcome: InterviewOutcome | None = None
    """How it ended, once it has."""
    current: str | None = None
    """The item that the last question was about."""
    progress: InterviewProgress
    """How far it has come."""
    ledger: Ledger
    """What stands of each item."""
    turns: list[SnapshotTurn]
    """The turns."""
    given: dict[str, StructuredAnswer]
    """The numbers and choices by item."""
    flags: list[Signal]
    """What a person should look at."""
    away: bool
    """Whether the participant is away."""

@dataclass(kw_only=True, slots=True)
class SnapshotTurn(Record):
    """A turn as it stands."""
    number: int
    """Its number, from 1."""
    text: str
    """The words."""
    purpose: MessagePurpose | None = None
    """What the interviewer's message was for; `None` for the participant."""

@dataclass(kw_only=True, slots=True)
class Span(Record):
    """A half-open range of Unicode scalar values in a text."""
    start: int
    """First scalar value."""
    end: int
    """One past the last scalar value."""

@dataclass(kw_only=True, slots=True)
class Spent(Record):
    """What a run has spent."""
    requests: int
    """Requests sent."""
    usage: TokenUsage
    """Tokens sent and received."""
    cost: float
    """Money at the budget's prices."""

@dataclass(kw_only=True, slots=True)
class Stage(Record):
    """A stage of the journey."""
    id: str
    """A short id, snake_case."""
    name: str
    """Its name."""
    aliases: list[str] = field(default_factory=list)
    """Other words that people use for it."""
    order: int
    """Its place in the journey, from 0."""

@dataclass(kw_only=True, slots=True)
class StageSummary(Record):
    stage: Stage
    curve: CurvePoint
    """The stage's point of the emotion curve."""

StakeholderAgreement = Literal[
    "consensus",
    "dissent",
    "single",
]
"""How far the stakeholders of one account agree about one place."""

@dataclass(kw_only=True, slots=True)
class Staying(Record):
    """Curves of staying, in days since the first event."""
    all: KaplanMeier
    """Of everyone."""
    median_days: MedianSurvival
    segments: list[SegmentStaying]
    """By segment, by name; empty where the log names none."""
    log_rank: LogRank | None = None
    """Whether segments differ."""
    ways: list[WayOfLeaving]
    """The share who left in each way, where there are several."""

@dataclass(kw_only=True, slots=True)
class StepPriority(Record):
    """The rank and score of a step's pain."""
    rank: int
    """From 1."""
    score: float
    """Prevalence × severity × impact."""

@dataclass(kw_only=True, slots=True)
class Strategy(StrategyMethods, Record):
    """Recommended actions by team, with how to measure their success."""
    teams: list[TeamPlan]
    """The teams."""
    ai_opportunities: list[AiOpportunity]
    """Opportunities for assistants, best first."""
    basis: str
    """What the strategy rests on, in words."""

@dataclass(kw_only=True, slots=True)
class StrategyAction(Record):
    """A recommended action."""
    action: str
    """What."""
    cause: str
    """The root cause that it addresses."""
    cause_share: Share
    """Respondents with this cause among those with the pain, with the base."""
    priority: int
    """The rank of the priority that it belongs to."""
    place: Place
    name: str
    evidence: list[Verbatim]
    """The words behind it."""
    measure: SuccessMeasure
    """How to see whether it worked."""
    effort: float | None = None
    """The effort it takes, as estimated by the user."""

@dataclass(kw_only=True, slots=True)
class StructuredAnswerChoices(Record):
    """Options by their ids; for a ranking, in order."""
    type: Literal["choices"] = "choices"
    options: list[str]
    """The ids."""

@dataclass(kw_only=True, slots=True)
class StructuredAnswerNumber(Record):
    """A number."""
    type: Literal["number"] = "number"
    value: int
    """The number."""

@dataclass(kw_only=True, slots=True)
class StudyPreset(Record):
    """A preset: a study's insights, its research questions, its guide and its personas."""
    insights: list[str]
    """What the study found."""
    research_questions: list[str]
    """What it asked."""
    topics: list[tuple[str, list[str]]]
    """Topics with their subtopics."""
    personas: list[Persona]
    """The participants."""

StudyReader = Literal[
    "colleague",
    "outsider",
    "owner",
    "team_member",
]
"""How whoever wants to see a study relates to its owner."""

@dataclass(kw_only=True, slots=True)
class SuccessMeasure(Record):
    """How the next wave will show whether an action worked."""
    what: str
    """What to measure besides the share with the pain."""
    baseline: Share
    """The share with the pain now."""
    detectable: float | None = None
    """The highest share that a wave of the same size could distinguish from the baseline; `None` if no reduction could be detected."""
    keep_unchanged: str
    """What must stay the same."""

@dataclass(kw_only=True, slots=True)
class SurvivalCurve(Record):
    """The survival curve of a group."""
    name: str
    steps: list[SurvivalStep]
    """One for each different duration, in rising order."""

@dataclass(kw_only=True, slots=True)
class SurvivalOptions(Record):
    """How survival curves are drawn."""
    title: str
    unit: str
    """The unit of time in words, such as `months`."""
    log_rank_p: float | None = None
    """The p value of a log-rank test of the groups, 0 to 1."""

@dataclass(kw_only=True, slots=True)
class SurvivalStep(Record):
    """One duration of a survival curve."""
    time: float
    """The duration, in the unit of the input."""
    at_risk: int
    """Customers who are there just before it."""
    events: int
    """Customers who leave at it."""
    censored: int
    """Customers last seen at it, still there."""
    survival: float
    """The share still there after it, 0 to 1."""
    interval: Interval | None = None
    """The 95 % interval; `None` where the share is 0 or 1, whose variance Greenwood's formula does not tell."""

Team = Literal[
    "customer_experience",
    "digital",
    "operations",
    "service_design",
]
"""The team responsible."""

@dataclass(kw_only=True, slots=True)
class TeamPlan(Record):
    """The actions of one team."""
    team: Team
    """The team."""
    actions: list[StrategyAction]
    """Its actions by priority."""

@dataclass(kw_only=True, slots=True)
class ThematicSaturation(Record):
    """Whether more respondents would bring new themes."""
    estimated_themes: Chao1Estimate
    """Number of themes found, and an estimate including those not yet found."""
    saturation: Saturation | None = None
    """Where new themes stopped coming, in the order in which respondents were first heard, those of unknown time last and by their ids;
    `None` under six respondents."""

@dataclass(kw_only=True, slots=True)
class TimeBetween(Record):
    """The time from one activity to another."""
    from_: str
    to: str
    cases: CaseShare
    """Cases in which `to` came after `from`, of the cases with `from`."""
    durations: Durations | None = None
    """From the first `from` of a case to the first `to` after it; `None` if no case has both in this order."""

@dataclass(kw_only=True, slots=True)
class Token(Record):
    """The claims of a signed link."""
    id: str
    """Unique, chosen by the host."""
    study: str
    """The study that it belongs to."""
    subject: str
    """The participant for an invitation, the interview for coming back."""
    purpose: TokenPurpose
    """What it is for."""
    uses: TokenUse
    """How often it opens the door."""
    expires: Timestamp
    """The first moment at which it no longer does."""

TokenPurpose = Literal[
    "invite",
    "resume",
]
"""What a token is for."""

@dataclass(kw_only=True, slots=True)
class TokenUsage(Record):
    """Tokens of one call."""
    prompt_tokens: int
    """Tokens of the prompt."""
    completion_tokens: int
    """Tokens of the reply."""

TokenUse = Literal[
    "multi",
    "single",
]
"""How many times a token can be used."""

Tone = Literal[
    "formal",
    "neutral",
    "warm",
]
"""How the interviewer sounds."""

@dataclass(kw_only=True, slots=True)
class Touchpoint(Record):
    """A touchpoint of a stage."""
    id: str
    """A short id, snake_case."""
    name: str
    """Its name."""
    stage: str
    """The id of its stage."""
    channel: Channel | None = None
    """Its usual channel."""
    aliases: list[str] = field(default_factory=list)
    """Words that point to it."""

TraitLevel = Literal[
    "low",
    "medium",
    "high",
]
"""How strong a trait is."""

@dataclass(kw_only=True, slots=True)
class Traits(Record):
    """What a persona is like in an interview."""
    verbosity: TraitLevel
    """How much is said at once: a sentence, a memory, more than was asked."""
    disclosure: TraitLevel
    """How readily hidden memories are told: high unasked, medium at a probe, low only at the second probe."""
    recall: TraitLevel
    """How well memories are retained: low forgets one in twelve."""

@dataclass(kw_only=True, slots=True)
class TranscriptColumns(Record):
    """Which columns hold what; an empty field uses the first common name found in the table, and words are found by what the columns
    hold."""
    text: str | None = None
    """The words: a whole transcript with `Speaker:` lines, one turn, or one text."""
    document: str | None = None
    """What tells documents apart; rows of one document become its turns."""
    participant: str | None = None
    """Who the customer is."""
    speaker: str | None = None
    """Who speaks, when each row is one turn."""
    time: str | None = None
    """When it was said."""
    segment: str | None = None
    """The customer's segment."""
    wave: str | None = None
    """The wave of fieldwork."""
    language: str | None = None
    """The language of the words, as a tag such as `de`."""
    stage: str | None = None
    """The stage that the row is about."""
    ratings: dict[str, str] = field(default_factory=dict)
    """Ratings: instrument and column, such as `nps` and `Score`."""
    source: DocumentSource | None = None
    """What kind of documents they are."""

@dataclass(kw_only=True, slots=True)
class Turn(Record):
    """One speaker's turn."""
    number: int
    """Its number in the document, from 1."""
    role: Role
    """Who speaks."""
    text: str
    """The words, exactly."""
    at: Timestamp | None = None
    """When, if known."""
    item: str | None = None
    """The id of the guide's item that the turn asks or answers."""
    stage: str | None = None
    """The stage that the turn's question is about."""
    sentences: list[Sentence]
    """The numbered sentences."""

@dataclass(kw_only=True, slots=True)
class Variant(Record):
    """One way, and who took it."""
    activities: list[str]
    """What happened, in order."""
    cases: CaseShare
    throughput: Durations
    """From the first event to the last."""

@dataclass(kw_only=True, slots=True)
class Variants(Record):
    """The ways that the cases of a log took, from their first event to their last."""
    cases: int
    """Cases with at least one event: the base of every share."""
    count: int
    """How many variants there are in all."""
    most_frequent: list[Variant]
    """The most frequent first; of the same count, in the order of their activities' names."""
    others: int
    """How many variants are not listed."""
    other_cases: CaseShare
    """The cases that took one of those."""

@dataclass(kw_only=True, slots=True)
class Verbatim(Record):
    """A customer's own words, with their source."""
    quote: Quotation
    participant: str
    """The participant's id."""
    observation: str
    """The id of the observation that cites them."""
    language: str | None = None
    """The BCP 47 tag of their language, if known."""

@dataclass(kw_only=True, slots=True)
class WaveComparison(Record):
    before: str
    """The wave before."""
    after: str
    """The wave after."""
    respondents: tuple[int, int]
    """Respondents of each."""
    respondents_in_both: int
    """Number of respondents in both waves."""
    instrument_changes: list[str]
    """Differences in what the two waves asked; empty if the questions are the same."""
    ratings: list[RatingChange]
    prevalence: list[PrevalenceChange]
    """Prevalences, strongest evidence first."""
    detectable_differences: list[str]
    """The smallest differences that bases of this size could detect, as text."""
    baseline: list[BaselinePoint]
    """The earlier wave's curve, to be drawn behind the map's own."""

@dataclass(kw_only=True, slots=True)
class WayOfLeaving(Record):
    """How many left in one way, the others being other ways (competing risks)."""
    activity: str
    incidence: CumulativeIncidence

@dataclass(kw_only=True, slots=True)
class WebhookHeaders(Record):
    """The headers of a delivery."""
    id: str
    """`webhook-id`: the message's id, the same for every attempt."""
    timestamp: str
    """`webhook-timestamp`: seconds since the epoch."""
    signature: str
    """`webhook-signature`: `v1,` and the signature in base64; several are parted by spaces."""

@dataclass(kw_only=True, slots=True)
class WhatIf(Record):
    """The predicted change in an outcome if a pain became less common."""
    outcome: str
    """`csat`, `nps` or `ces`."""
    reduction: float
    """By how much the pain's prevalence falls, 0 to 1."""
    change: float
    """The predicted change of the outcome's mean."""
    interval: Interval
    """Its 95 % interval."""
    base: tuple[int, int]
    """Respondents with and without the pain who rated."""
    note: str
    """The assumptions behind the prediction."""

@dataclass(kw_only=True, slots=True)
class WhatIfPrediction(Record):
    """What reducing the pain at one place would change."""
    place: Place
    name: str
    what_if: WhatIf
    """What would be predicted."""

@dataclass(kw_only=True, slots=True)
class Words(Record):
    """A turn before it is cut into sentences."""
    role: Role
    """Who speaks."""
    text: str
    """The words."""

AnswerFormat = Union[AnswerFormatMultipleChoice, AnswerFormatNumber, AnswerFormatOpen, AnswerFormatRanking, AnswerFormatRating, AnswerFormatSingleChoice]
"""How an item is answered."""

Attribute = float | str
"""A fact about a participant."""

BranchAction = Union[BranchActionEnd, BranchActionScreenOut, BranchActionSkipItem, BranchActionSkipPhase]
"""What a branch does. It can never skip a mandatory item."""

Channel = Union[ChannelApp, ChannelChat, ChannelEmail, ChannelInPerson, ChannelOther, ChannelPartner, ChannelPhone, ChannelPost, ChannelSocial, ChannelWebsite]
"""Where customers and the company interact."""

ChurnExperience = Union[ChurnExperienceDid, ChurnExperienceRepeated, ChurnExperienceSegment, ChurnExperienceTold]
"""Something that happened to a customer, or that they told."""

ChurnOutcome = Union[ChurnOutcomeAbsence, ChurnOutcomeEvents]
"""What counts as leaving."""

CodeChange = Union[CodeChangeAdded, CodeChangeDefined, CodeChangeMerged, CodeChangeRenamed]
"""A recorded change of a codebook."""

Condition = Union[ConditionAll, ConditionAny, ConditionChose, ConditionNot, ConditionNumberInRange, ConditionContainsPhrase, ConditionStatusIs]
"""A condition on earlier answers; always false for an item that was not answered."""

Deviation = Union[DeviationMissing, DeviationOutOfOrder, DeviationRepeated, DeviationUnplanned]
"""How a case leaves the plan."""

EventTransitions = Union[EventTransitionsComplete, EventTransitionsAll, EventTransitionsOnly]
"""Which steps of an activity's lifecycle count as events; events without one always do."""

Focus = Union[FocusBusinessToBusiness, FocusCrossChannel, FocusEndToEnd, FocusLifecycle, FocusOmnichannel, FocusSingleStage]
"""What part of the journey a study looks at."""

InformationCoverage = list[Information]
"""A set of kinds of information."""

Input = Union[InputAdmitted, InputAskedToStop, InputRejoined, InputConsented, InputCorrected, InputAnswered, InputJoined, InputLeft, InputModelFailed, InputModelReplied, InputSaid, InputSkipped, InputTick, InputWithdrewConsent]
"""Something that happened, with an id so that it is applied only once."""

InterviewEvent = Union[InterviewEventAdmissionAsked, InterviewEventAdmitted, InterviewEventRejoined, InterviewEventClosed, InterviewEventConsented, InterviewEventCorrected, InterviewEventDraftRejected, InterviewEventErased, InterviewEventFlagged, InterviewEventAnswered, InterviewEventJoined, InterviewEventLeft, InterviewEventItemStatusChanged, InterviewEventMessageShown, InterviewEventModelAsked, InterviewEventModelFailed, InterviewEventAnswerAssessed, InterviewEventReminded, InterviewEventSaid]
"""An entry in the interview's event log."""

ItemStatus = Union[ItemStatusAnswered, ItemStatusAsked, ItemStatusDeclined, ItemStatusDontKnow, ItemStatusNotApplicable, ItemStatusPartial, ItemStatusTouched, ItemStatusUnasked, ItemStatusUnreached]
"""How far an item has been covered. Asked is not answered."""

Ledger = list[LedgerEntry]
"""The lines of all items, in the guide's order."""

MessagePurpose = Union[MessagePurposeAnswer, MessagePurposeClosing, MessagePurposeConfirmWithdrawal, MessagePurposeConsent, MessagePurposeKindness, MessagePurposeOfferToStop, MessagePurposeProbe, MessagePurposeQuestion, MessagePurposeRephrase, MessagePurposeSafety, MessagePurposeWelcome]
"""What a message to the participant is for."""

OutboxMessage = Union[OutboxMessageEmail, OutboxMessageWebhook]
"""A message to send. A host drains the outbox: `due_messages`, send, `mark_sent`."""

Output = Union[OutputAsk, OutputErase, OutputFinished, OutputRecord, OutputRemind, OutputSay, OutputSetTimer]
"""What the host does next."""

SegmentRule = Union[SegmentRuleAll, SegmentRuleAny, SegmentRuleNot, SegmentRuleNumber, SegmentRuleText]
"""A rule over a participant's attributes. A missing attribute never satisfies a rule."""

SentenceId = str

StructuredAnswer = Union[StructuredAnswerChoices, StructuredAnswerNumber]
"""An answer other than free text."""

Timestamp = int
"""A moment in milliseconds since the Unix epoch, given by the host."""

_fields(Account, {"places": _list(AccountPlace)})
_fields(AccountPlace, {"place": Place})
_fields(ActivityDropOff, {"of_cases_there": CaseShare, "of_drop_offs": CaseShare})
_fields(ActivityPair, {})
_fields(ActivityRework, {"repeated": CaseShare, "self_looped": CaseShare})
_fields(Adopted, {"framework": Framework, "observations": _list(Observation)})
_fields(AggregateRow, {"place": Place, "share": Share})
_fields(AiOpportunity, {"place": Place, "evidence": _list(Verbatim)})
_fields(Answer, {"claims": _list(Claim), "removed": _list(RemovedClaim), "facts": _list(Fact), "table": FactTable, "chart": Chart, "provenance": Provenance})
_fields(AnswerFormatMultipleChoice, {"options": _list(AnswerOption)})
_fields(AnswerFormatNumber, {})
_fields(AnswerFormatOpen, {})
_fields(AnswerFormatRanking, {"options": _list(AnswerOption)})
_fields(AnswerFormatRating, {})
_fields(AnswerFormatSingleChoice, {"options": _list(AnswerOption)})
_union("AnswerFormat", {"multiple_choice": AnswerFormatMultipleChoice, "number": AnswerFormatNumber, "open": AnswerFormatOpen, "ranking": AnswerFormatRanking, "rating": AnswerFormatRating, "single_choice": AnswerFormatSingleChoice})
_fields(AnswerOption, {})
_fields(Bar, {"interval": Interval})
_fields(BaseCheck, {})
_fields(BaselinePiece, {})
_fields(BaselinePoint, {"place": Place, "point": CurvePoint})
_fields(BehaviourOptions, {"places": EventPlaces, "churn": ChurnOptions})
_fields(BehaviourReport, {"discovery": JourneyDiscovery, "places": EventPlaces, "said_and_done": SaidAndDone, "churn": ChurnStudy})
_fields(Branch, {"when": _variants("Condition"), "then": _variants("BranchAction")})
_fields(BranchActionEnd, {})
_fields(BranchActionScreenOut, {})
_fields(BranchActionSkipItem, {})
_fields(BranchActionSkipPhase, {})
_union("BranchAction", {"end": BranchActionEnd, "screen_out": BranchActionScreenOut, "skip_item": BranchActionSkipItem, "skip_phase": BranchActionSkipPhase})
_fields(BrierScore, {"interval": Interval})
_fields(BrierScores, {"scores": _list(BrierScore), "integrated": IntegratedBrierScore})
_fields(Budget, {})
_fields(Calibration, {"overall": CalibrationGroup, "groups": _list(CalibrationGroup)})
_fields(CalibrationGroup, {"interval": Interval})
_fields(CalibrationOptions, {})
_fields(CalibrationPoint, {"interval": Interval})
_fields(CaseShare, {"interval": Interval})
_fields(ChannelApp, {})
_fields(ChannelChat, {})
_fields(ChannelEmail, {})
_fields(ChannelInPerson, {})
_fields(ChannelOther, {})
_fields(ChannelPartner, {})
_fields(ChannelPhone, {})
_fields(ChannelPost, {})
_fields(ChannelSocial, {})
_fields(ChannelWebsite, {})
_union("Channel", {"app": ChannelApp, "chat": ChannelChat, "email": ChannelEmail, "in_person": ChannelInPerson, "other": ChannelOther, "partner": ChannelPartner, "phone": ChannelPhone, "post": ChannelPost, "social": ChannelSocial, "website": ChannelWebsite})
_fields(ChannelAnalysis, {"transitions": _list(ChannelTransition), "repeated_information": Share, "hand_offs": Share, "consistency": _list(ChannelConsistency)})
_fields(ChannelConsistency, {"place": Place, "channels": _list(ChannelMean), "difference": Difference})
_fields(ChannelCount, {})
_fields(ChannelMean, {})
_fields(ChannelTransition, {})
_fields(Chao1Estimate, {})
_fields(Chart, {"scale": _tuple(None, None), "bars": _list(Bar)})
_fields(ChiSquare, {})
_fields(ChurnEvaluation, {"harrell": Concordance, "uno": Concordance, "brier": BrierScores, "calibration": Calibration})
_fields(ChurnExperienceDid, {})
_fields(ChurnExperienceRepeated, {})
_fields(ChurnExperienceSegment, {})
_fields(ChurnExperienceTold, {"place": Place})
_union("ChurnExperience", {"did": ChurnExperienceDid, "repeated": ChurnExperienceRepeated, "segment": ChurnExperienceSegment, "told": ChurnExperienceTold})
_fields(ChurnOptions, {"outcome": _variants("ChurnOutcome"), "experiences": _list(_variants("ChurnExperience"))})
_fields(ChurnOutcomeAbsence, {})
_fields(ChurnOutcomeEvents, {})
_union("ChurnOutcome", {"absence": ChurnOutcomeAbsence, "events": ChurnOutcomeEvents})
_fields(ChurnStudy, {"staying": Staying, "experiences": _list(ExperienceCount), "model": HazardModel, "evaluation": ChurnEvaluation, "at_risk": _list(CustomerRisk)})
_fields(Claim, {"evidence": _list(Verbatim)})
_fields(Code, {})
_fields(CodeAgreement, {"kappa": Kappa})
_fields(CodeChangeAdded, {})
_fields(CodeChangeDefined, {})
_fields(CodeChangeMerged, {})
_fields(CodeChangeRenamed, {})
_union("CodeChange", {"added": CodeChangeAdded, "defined": CodeChangeDefined, "merged": CodeChangeMerged, "renamed": CodeChangeRenamed})
_fields(Codebook, {"codes": _list(Code), "changes": _list(_variants("CodeChange"))})
_fields(Coder, {})
_fields(CoderComparison, {"kappa": _mapping(Kappa), "codes": _list(CodeAgreement)})
_fields(CoderCount, {})
_fields(Concordance, {"interval": Interval})
_fields(ConditionAll, {"conditions": _list(_variants("Condition"))})
_fields(ConditionAny, {"conditions": _list(_variants("Condition"))})
_fields(ConditionChose, {})
_fields(ConditionNot, {"condition": _variants("Condition")})
_fields(ConditionNumberInRange, {})
_fields(ConditionContainsPhrase, {})
_fields(ConditionStatusIs, {})
_union("Condition", {"all": ConditionAll, "any": ConditionAny, "chose": ConditionChose, "not": ConditionNot, "number_in_range": ConditionNumberInRange, "contains_phrase": ConditionContainsPhrase, "status_is": ConditionStatusIs})
_fields(Conformance, {"fitness": MeanFitness, "fitting": CaseShare, "deviations": _list(DeviationCount)})
_fields(CorpusFilter, {})
_fields(CorrectedPrevalence, {"interval": Interval})
_fields(CoverageMatrix, {"rows": _list(CoverageRow)})
_fields(CoverageRow, {"statuses": _list(_variants("ItemStatus"))})
_fields(CumulativeIncidence, {"steps": _list(IncidenceStep)})
_fields(CurvePoint, {"band": Interval})
_fields(CustomerRisk, {"interval": Interval, "reasons": _list(RiskReason)})
_fields(Cycle, {})
_fields(CycleComparison, {"cycles": _list(Cycle), "changes": _list(Difference)})
_fields(DataQualityFlag, {})
_fields(DeviationMissing, {})
_fields(DeviationOutOfOrder, {})
_fields(DeviationRepeated, {})
_fields(DeviationUnplanned, {})
_union("Deviation", {"missing": DeviationMissing, "out_of_order": DeviationOutOfOrder, "repeated": DeviationRepeated, "unplanned": DeviationUnplanned})
_fields(DeviationCount, {"deviation": _variants("Deviation"), "cases": CaseShare})
_fields(Difference, {"interval": Interval})
_fields(DirectlyFollowsGraph, {"nodes": _list(GraphNode), "edges": _list(GraphEdge), "starts": _list(GraphTerminal), "ends": _list(GraphTerminal)})
_fields(DiscoveredTouchpoint, {})
_fields(Discovery, {"graph": DirectlyFollowsGraph, "variants": Variants, "throughput": Durations, "between": _list(TimeBetween), "funnels": _list(FunnelResult), "rework": Rework, "handoffs": Handoffs, "drop_off": DropOff, "conformance": Conformance})
_fields(DiscoveryOptions, {"between": _list(ActivityPair), "funnels": _list(Funnel), "planned": PlannedJourney})
_fields(Document, {"turns": _list(Turn)})
_fields(DocumentCoding, {"observations": _list(Observation), "rejected": _list(RejectedProposal), "new_touchpoints": _list(NewTouchpoint), "usage": TokenUsage})
_fields(DriverAnalysis, {"drivers": _list(ExperienceDriver)})
_fields(DropOff, {"cases": CaseShare, "activities": _list(ActivityDropOff)})
_fields(Durations, {"mean_interval_ms": Interval})
_fields(Emotion, {})
_fields(EmotionCount, {})
_fields(EventColumns, {})
_fields(EventCsvOptions, {})
_fields(EventLimits, {})
_fields(EventOptions, {"columns": EventColumns, "transitions": _variants("EventTransitions"), "limits": EventLimits})
_fields(EventPlaces, {"places": _mapping(Place)})
_fields(EventReport, {"guesses": _list(ReadGuess), "skipped": _list(SkippedRows)})
_fields(EventTransitionsComplete, {})
_fields(EventTransitionsAll, {})
_fields(EventTransitionsOnly, {})
_union("EventTransitions", {"complete": EventTransitionsComplete, "all": EventTransitionsAll, "only": EventTransitionsOnly})
_fields(Expectation, {"expected": Quotation, "actual": Quotation})
_fields(ExpectationGap, {"place": Place, "share": Share, "pairs": _list(Expectation)})
_fields(ExperienceCount, {"left": CaseShare})
_fields(ExperienceDriver, {"place": Place, "importance": Importance})
_fields(Fact, {})
_fields(FactTable, {})
_fields(FailedInterview, {})
_fields(Fieldwork, {"documents": _list(Document), "failed": _list(FailedInterview), "report_card": ReportCard, "coverage": CoverageMatrix, "logs": _mapping(_list(_variants("InterviewEvent"))), "spent": Spent})
_fields(FlowOptions, {})
_fields(FocusBusinessToBusiness, {})
_fields(FocusCrossChannel, {})
_fields(FocusEndToEnd, {})
_fields(FocusLifecycle, {})
_fields(FocusOmnichannel, {})
_fields(FocusSingleStage, {})
_union("Focus", {"business_to_business": FocusBusinessToBusiness, "cross_channel": FocusCrossChannel, "end_to_end": FocusEndToEnd, "lifecycle": FocusLifecycle, "omnichannel": FocusOmnichannel, "single_stage": FocusSingleStage})
_fields(Framework, {"stages": _list(Stage), "touchpoints": _list(Touchpoint)})
_fields(Funnel, {"steps": _list(FunnelStep)})
_fields(FunnelDropOff, {"cases": CaseShare, "ended": CaseShare, "next": _list(FunnelNext)})
_fields(FunnelNext, {"cases": CaseShare})
_fields(FunnelResult, {"steps": _list(FunnelStepResult)})
_fields(FunnelStep, {})
_fields(FunnelStepResult, {"of_first": CaseShare, "of_previous": CaseShare, "since_previous": Durations, "drop_off": FunnelDropOff})
_fields(GraphEdge, {"cases": CaseShare, "between": Durations})
_fields(GraphNode, {"cases": CaseShare})
_fields(GraphTerminal, {"cases": CaseShare})
_fields(Guide, {"items": _list(GuideItem), "touchpoints": _list(GuideTouchpoint), "script": Script})
_fields(GuideItem, {"answer": _variants("AnswerFormat"), "branches": _list(Branch)})
_fields(GuideTouchpoint, {})
_fields(Handoff, {"cases": CaseShare})
_fields(Handoffs, {"cases": CaseShare, "handoffs": _list(Handoff)})
_fields(HazardEffect, {"interval": Interval, "odds_ratio_interval": Interval})
_fields(HazardModel, {"baseline": _list(BaselinePiece), "effects": _list(HazardEffect), "likelihood_ratio": LikelihoodRatio, "options": HazardOptions})
_fields(HazardOptions, {})
_fields(Importance, {"interval": Interval, "rank_interval": _tuple(None, None), "slope_interval": Interval})
_fields(Importances, {"predictors": _list(Importance)})
_fields(ImportedCodings, {"observations": _list(Observation), "rejected": _list(_tuple(None, None))})
_fields(IncidenceStep, {"interval": Interval})
_fields(InputAdmitted, {})
_fields(InputAskedToStop, {})
_fields(InputRejoined, {})
_fields(InputConsented, {})
_fields(InputCorrected, {})
_fields(InputAnswered, {"answer": _variants("StructuredAnswer")})
_fields(InputJoined, {})
_fields(InputLeft, {})
_fields(InputModelFailed, {"error": LlmFailure})
_fields(InputModelReplied, {"proposal": ModeratorMove, "usage": TokenUsage})
_fields(InputSaid, {})
_fields(InputSkipped, {})
_fields(InputTick, {})
_fields(InputWithdrewConsent, {})
_union("Input", {"admitted": InputAdmitted, "asked_to_stop": InputAskedToStop, "rejoined": InputRejoined, "consented": InputConsented, "corrected": InputCorrected, "answered": InputAnswered, "joined": InputJoined, "left": InputLeft, "model_failed": InputModelFailed, "model_replied": InputModelReplied, "said": InputSaid, "skipped": InputSkipped, "tick": InputTick, "withdrew_consent": InputWithdrewConsent})
_fields(IntegratedBrierScore, {"interval": Interval})
_fields(Interval, {})
_fields(InterviewEventAdmissionAsked, {})
_fields(InterviewEventAdmitted, {})
_fields(InterviewEventRejoined, {})
_fields(InterviewEventClosed, {})
_fields(InterviewEventConsented, {})
_fields(InterviewEventCorrected, {})
_fields(InterviewEventDraftRejected, {})
_fields(InterviewEventErased, {})
_fields(InterviewEventFlagged, {})
_fields(InterviewEventAnswered, {"answer": _variants("StructuredAnswer")})
_fields(InterviewEventJoined, {})
_fields(InterviewEventLeft, {})
_fields(InterviewEventItemStatusChanged, {"status": _variants("ItemStatus")})
_fields(InterviewEventMessageShown, {"purpose": _variants("MessagePurpose"), "provenance": MessageProvenance})
_fields(InterviewEventModelAsked, {})
_fields(InterviewEventModelFailed, {"error": LlmFailure})
_fields(InterviewEventAnswerAssessed, {"mentions": _list(Mention), "usage": TokenUsage})
_fields(InterviewEventReminded, {})
_fields(InterviewEventSaid, {})
_union("InterviewEvent", {"admission_asked": InterviewEventAdmissionAsked, "admitted": InterviewEventAdmitted, "rejoined": InterviewEventRejoined, "closed": InterviewEventClosed, "consented": InterviewEventConsented, "corrected": InterviewEventCorrected, "draft_rejected": InterviewEventDraftRejected, "erased": InterviewEventErased, "flagged": InterviewEventFlagged, "answered": InterviewEventAnswered, "joined": InterviewEventJoined, "left": InterviewEventLeft, "item_status_changed": InterviewEventItemStatusChanged, "message_shown": InterviewEventMessageShown, "model_asked": InterviewEventModelAsked, "model_failed": InterviewEventModelFailed, "answer_assessed": InterviewEventAnswerAssessed, "reminded": InterviewEventReminded, "said": InterviewEventSaid})
_fields(InterviewProgress, {})
_fields(InterviewRecord, {"participant": Participant})
_fields(InterviewSummary, {})
_fields(Invitation, {})
_fields(ItemCoverage, {})
_fields(ItemStatusAnswered, {})
_fields(ItemStatusAsked, {})
_fields(ItemStatusDeclined, {})
_fields(ItemStatusDontKnow, {})
_fields(ItemStatusNotApplicable, {})
_fields(ItemStatusPartial, {})
_fields(ItemStatusTouched, {})
_fields(ItemStatusUnasked, {})
_fields(ItemStatusUnreached, {})
_union("ItemStatus", {"answered": ItemStatusAnswered, "asked": ItemStatusAsked, "declined": ItemStatusDeclined, "dont_know": ItemStatusDontKnow, "not_applicable": ItemStatusNotApplicable, "partial": ItemStatusPartial, "touched": ItemStatusTouched, "unasked": ItemStatusUnasked, "unreached": ItemStatusUnreached})
_fields(JourneyDiscovery, {"whole": Discovery, "segments": _list(SegmentDiscovery), "periods": _list(PeriodDiscovery)})
_fields(JourneyMap, {"base": MapBase, "stages": _list(StageSummary), "steps": _list(MapStep), "segment_curves": _list(SegmentCurve), "prevalence": _list(Prevalence), "priorities": _list(Priority), "satisfaction": _list(SatisfactionScore), "drivers": _list(DriverAnalysis), "moments_of_truth": _list(MomentOfTruth), "expectation_gaps": _list(ExpectationGap), "predictions": _list(WhatIfPrediction), "channels": ChannelAnalysis, "segment_differences": _list(SegmentDifference), "thematic_saturation": ThematicSaturation, "baseline": SegmentCurve, "coverage": ReadingCoverage, "not_computed": _list(NotComputed), "provenance": MapProvenance})
_fields(JudgeScores, {})
_fields(Judgement, {"marks": JudgeScores, "provenance": Provenance})
_fields(KaplanMeier, {"steps": _list(SurvivalStep)})
_fields(Kappa, {"interval": Interval})
_fields(LedgerEntry, {"status": _variants("ItemStatus")})
_fields(LikelihoodRatio, {})
_fields(LintFinding, {"issue": LintIssue})
_fields(LintIssue, {})
_fields(LintLimits, {})
_fields(LlmFailure, {})
_fields(LogFilter, {})
_fields(LogRank, {"groups": _list(LogRankGroup)})
_fields(LogRankGroup, {})
_fields(LoopOfTwo, {"cases": CaseShare})
_fields(MapBase, {"segments": _list(SegmentBase)})
_fields(MapOptions, {})
_fields(MapProvenance, {"coders": _list(CoderCount)})
_fields(MapStep, {"place": Place, "headline": Verbatim, "actions": _list(Verbatim), "channels": _list(ChannelCount), "usual_channel": _variants("Channel"), "expectation": Expectation, "curve": CurvePoint, "satisfaction": Mean, "emotions": _list(EmotionCount), "quote": Verbatim, "pain_share": Share, "pains": _list(Verbatim), "delight_share": Share, "delights": _list(Verbatim), "needs": _list(Verbatim), "suggestions": _list(Verbatim), "priority": StepPriority})
_fields(MaskedText, {"findings": _list(PiiMatch)})
_fields(Mean, {})
_fields(MeanFitness, {"interval": Interval})
_fields(MedianSurvival, {})
_fields(Mention, {})
_fields(MessageProvenance, {})
_fields(MessagePurposeAnswer, {})
_fields(MessagePurposeClosing, {})
_fields(MessagePurposeConfirmWithdrawal, {})
_fields(MessagePurposeConsent, {})
_fields(MessagePurposeKindness, {})
_fields(MessagePurposeOfferToStop, {})
_fields(MessagePurposeProbe, {})
_fields(MessagePurposeQuestion, {})
_fields(MessagePurposeRephrase, {})
_fields(MessagePurposeSafety, {})
_fields(MessagePurposeWelcome, {})
_union("MessagePurpose", {"answer": MessagePurposeAnswer, "closing": MessagePurposeClosing, "confirm_withdrawal": MessagePurposeConfirmWithdrawal, "consent": MessagePurposeConsent, "kindness": MessagePurposeKindness, "offer_to_stop": MessagePurposeOfferToStop, "probe": MessagePurposeProbe, "question": MessagePurposeQuestion, "rephrase": MessagePurposeRephrase, "safety": MessagePurposeSafety, "welcome": MessagePurposeWelcome})
_fields(ModelMessage, {})
_fields(ModelReply, {"usage": TokenUsage})
_fields(ModeratorMove, {"covered": _list(ItemCoverage), "mentions": _list(Mention)})
_fields(MomentOfTruth, {"place": Place, "decisive": Share, "verbatims": _list(Verbatim)})
_fields(NetPromoterScore, {"interval": Interval})
_fields(NewTouchpoint, {})
_fields(NotComputed, {})
_fields(Observation, {"place": Place, "channel": _variants("Channel"), "emotion": Emotion, "cause": Quotation, "expectation": Expectation, "evidence": _list(Quotation), "coder": Coder})
_fields(OutboxMessageEmail, {})
_fields(OutboxMessageWebhook, {})
_union("OutboxMessage", {"email": OutboxMessageEmail, "webhook": OutboxMessageWebhook})
_fields(OutputAsk, {"answer": _variants("AnswerFormat")})
_fields(OutputErase, {})
_fields(OutputFinished, {})
_fields(OutputRecord, {"event": _variants("InterviewEvent")})
_fields(OutputRemind, {})
_fields(OutputSay, {})
_fields(OutputSetTimer, {})
_union("Output", {"ask": OutputAsk, "erase": OutputErase, "finished": OutputFinished, "record": OutputRecord, "remind": OutputRemind, "say": OutputSay, "set_timer": OutputSetTimer})
_fields(Participant, {})
_fields(ParticipantExperience, {})
_fields(People, {})
_fields(PeriodDiscovery, {"discovery": Discovery})
_fields(Persona, {"traits": Traits, "memories": _list(PersonaMemory)})
_fields(PersonaMemory, {})
_fields(PiiMatch, {"span": Span})
_fields(Place, {})
_fields(PlanChange, {})
_fields(PlanQuestion, {"answer": _variants("AnswerFormat")})
_fields(PlanWithWarnings, {"plan": ResearchPlan})
_fields(PlannedInterview, {"participant": Participant})
_fields(PlannedJourney, {"steps": _list(PlannedStep)})
_fields(PlannedStep, {})
_fields(Polarity, {})
_fields(Prevalence, {"place": Place, "share": Share, "segments": _list(SegmentShare)})
_fields(PrevalenceChange, {"place": Place, "before": Share, "after": Share, "difference": Difference})
_fields(Priority, {"rank_interval": RankInterval, "place": Place, "prevalence": Share, "severity": PriorityFactor, "impact": PriorityFactor, "verbatims": _list(Verbatim)})
_fields(PriorityFactor, {"interval": Interval})
_fields(Probes, {})
_fields(ProposedObservation, {})
_fields(Provenance, {})
_fields(QdaProject, {"documents": _list(Document), "observations": _list(Observation), "codebook": Codebook, "rejected": _list(_tuple(None, None))})
_fields(Quality, {"card": ReportCard})
_fields(Quota, {"rule": _variants("SegmentRule")})
_fields(Quotation, {})
_fields(RankInterval, {})
_fields(Rate, {})
_fields(RatingChange, {"difference": Difference, "base": _tuple(None, None)})
_fields(RatingScale, {})
_fields(ReadDocuments, {"documents": _list(Document), "report": ReadReport})
_fields(ReadGuess, {})
_fields(ReadOptions, {"columns": TranscriptColumns, "scales": _mapping(_tuple(None, None))})
_fields(ReadReport, {"guesses": _list(ReadGuess), "skipped": _list(SkippedCells)})
_fields(ReadingCoverage, {})
_fields(RecognisedFramework, {"framework": Framework})
_fields(RecoveryResult, {"interval": Interval})
_fields(RejectedProposal, {"proposal": ProposedObservation})
_fields(RemovedClaim, {})
_fields(Reply, {"messages": _list(ReplyMessage), "progress": InterviewProgress, "failure": LlmFailure})
_fields(ReplyMessage, {"answer": _variants("AnswerFormat"), "scale": RatingScale})
_fields(ReportCard, {"completed": Rate, "multi_question": Rate, "closed_questions": Rate, "leading": Rate, "near_duplicates": Rate, "anchored": Rate, "fabricated": Rate, "mandatory": Rate, "core_unasked": Rate, "coverage": Rate, "regenerated": Rate, "replaced": Rate, "sums": _tuple(None, None, None, None, None)})
_fields(ResearchPlan, {"focus": _variants("Focus"), "framework": Framework, "core_questions": _list(PlanQuestion), "mandatory_questions": _list(PlanQuestion), "changes": _list(PlanChange), "provenance": Provenance, "replaced": _list(LintFinding)})
_fields(RetryPolicy, {})
_fields(Rework, {"cases": CaseShare, "activities": _list(ActivityRework), "loops": _list(LoopOfTwo)})
_fields(RiskReason, {"interval": Interval})
_fields(SaidAndDone, {"places": _list(SaidAndDoneAt)})
_fields(SaidAndDoneAt, {"place": Place, "told_and_done": People, "only_told": People, "only_done": People, "neither": People, "told_of_doers": CaseShare, "did_of_tellers": CaseShare, "agreement": Kappa, "hurt": CaseShare, "repeated": CaseShare, "silent": CaseShare, "silent_people": People, "recall": Durations})
_fields(SatisfactionScore, {"interval": Interval})
_fields(Saturation, {"runs": _list(_tuple(None, None))})
_fields(ScaleEnds, {"ces": _tuple(None, None), "csat": _tuple(None, None), "nps": _tuple(None, None)})
_fields(Script, {"scale_ends": ScaleEnds, "probes": _tuple(None, None, None), "anchored": Probes, "plain": Probes})
_fields(Segment, {"rule": _variants("SegmentRule")})
_fields(SegmentBase, {})
_fields(SegmentCurve, {"points": _list(CurvePoint)})
_fields(SegmentDifference, {"place": Place, "inside": Share, "outside": Share, "difference": Difference})
_fields(SegmentDiscovery, {"discovery": Discovery})
_fields(SegmentRuleAll, {"rules": _list(_variants("SegmentRule"))})
_fields(SegmentRuleAny, {"rules": _list(_variants("SegmentRule"))})
_fields(SegmentRuleNot, {"rule": _variants("SegmentRule")})
_fields(SegmentRuleNumber, {})
_fields(SegmentRuleText, {})
_union("SegmentRule", {"all": SegmentRuleAll, "any": SegmentRuleAny, "not": SegmentRuleNot, "number": SegmentRuleNumber, "text": SegmentRuleText})
_fields(SegmentShare, {"share": Share})
_fields(SegmentStaying, {"curve": KaplanMeier, "median_days": MedianSurvival})
_fields(Sentence, {"span": Span})
_fields(Sentiment, {})
_fields(Share, {"interval": Interval})
_fields(SkippedCells, {})
_fields(SkippedRows, {})
_fields(Snapshot, {"progress": InterviewProgress, "ledger": _list(LedgerEntry), "turns": _list(SnapshotTurn), "given": _mapping(_variants("StructuredAnswer"))})
_fields(SnapshotTurn, {"purpose": _variants("MessagePurpose")})
_fields(Span, {})
_fields(Spent, {"usage": TokenUsage})
_fields(Stage, {})
_fields(StageSummary, {"stage": Stage, "curve": CurvePoint})
_fields(Staying, {"all": KaplanMeier, "median_days": MedianSurvival, "segments": _list(SegmentStaying), "log_rank": LogRank, "ways": _list(WayOfLeaving)})
_fields(StepPriority, {})
_fields(Strategy, {"teams": _list(TeamPlan), "ai_opportunities": _list(AiOpportunity)})
_fields(StrategyAction, {"cause_share": Share, "place": Place, "evidence": _list(Verbatim), "measure": SuccessMeasure})
_fields(StructuredAnswerChoices, {})
_fields(StructuredAnswerNumber, {})
_union("StructuredAnswer", {"choices": StructuredAnswerChoices, "number": StructuredAnswerNumber})
_fields(StudyPreset, {"topics": _list(_tuple(None, None)), "personas": _list(Persona)})
_fields(SuccessMeasure, {"baseline": Share})
_fields(SurvivalCurve, {"steps": _list(SurvivalStep)})
_fields(SurvivalOptions, {})
_fields(SurvivalStep, {"interval": Interval})
_fields(TeamPlan, {"actions": _list(StrategyAction)})
_fields(ThematicSaturation, {"estimated_themes": Chao1Estimate, "saturation": Saturation})
_fields(TimeBetween, {"cases": CaseShare, "durations": Durations})
_fields(Token, {})
_fields(TokenUsage, {})
_fields(Touchpoint, {"channel": _variants("Channel")})
_fields(Traits, {})
_fields(TranscriptColumns, {})
_fields(Turn, {"sentences": _list(Sentence)})
_fields(Variant, {"cases": CaseShare, "throughput": Durations})
_fields(Variants, {"most_frequent": _list(Variant), "other_cases": CaseShare})
_fields(Verbatim, {"quote": Quotation})
_fields(WaveComparison, {"respondents": _tuple(None, None), "ratings": _list(RatingChange), "prevalence": _list(PrevalenceChange), "baseline": _list(BaselinePoint)})
_fields(WayOfLeaving, {"incidence": CumulativeIncidence})
_fields(WebhookHeaders, {})
_fields(WhatIf, {"interval": Interval, "base": _tuple(None, None)})
_fields(WhatIfPrediction, {"place": Place, "what_if": WhatIf})
_fields(Words, {})
