"""The library's functions.

Generated from the library's types by journey-core/codegen; change those instead.
"""
from __future__ import annotations

from typing import Any

from ._call import call as _call
from ._record import _list, _mapping, _octets, _tuple, _variants
from ._study import Study
from .types import *  # noqa: F403

__all__ = [
    "add_code",
    "add_mandatory_question",
    "add_screener_answers",
    "admit_participant",
    "adopt_touchpoints",
    "answer_markdown",
    "behaviour_markdown",
    "benjamini_hochberg",
    "bootstrap_mean",
    "calibration_svg",
    "canonical_stages",
    "chao1",
    "chart_svg",
    "check_base",
    "check_experience",
    "check_framework",
    "check_guide",
    "check_quotas",
    "check_study_reader",
    "chi_square",
    "clopper_pearson_interval",
    "code_builtin",
    "codebook_from_framework",
    "cohens_h",
    "cohens_kappa",
    "compare_coders",
    "compare_with_ground_truth",
    "correct_for_coder_error",
    "corrected_prevalence",
    "coverage",
    "data_quality_flags",
    "define_code",
    "detect_information",
    "detect_signals",
    "difference_of_means",
    "difference_of_net_promoter_scores",
    "difference_of_shares",
    "difficult_personas",
    "discover_framework",
    "discover_touchpoints",
    "document",
    "evaluation_svg",
    "experience",
    "failure_of_response",
    "fill_invitation",
    "fisher_exact",
    "fitting_framework",
    "flow_mermaid",
    "flow_svg",
    "funnel_svg",
    "guide_from_items",
    "guide_from_plan",
    "guide_hash",
    "guide_in_language",
    "invite",
    "jaccard",
    "jeffreys_interval",
    "krippendorff_alpha",
    "lint_guide",
    "lint_message",
    "lint_plan",
    "lint_question",
    "map_description",
    "map_html",
    "map_json",
    "map_markdown",
    "map_mermaid",
    "map_svg",
    "mask_personal_data",
    "matching_quotas",
    "matching_segments",
    "merge_codes",
    "merge_excerpts",
    "migrate_observations",
    "net_promoter_score",
    "observations_csv",
    "observations_csv_verbatim",
    "paired_difference",
    "phase_diagram",
    "polarity",
    "possible_bases",
    "question_topic",
    "quote",
    "read_any",
    "read_codings",
    "read_preset",
    "read_qdc",
    "read_qdpx",
    "recognise_framework",
    "recommended_mandatory_questions",
    "refused_parameter",
    "relative_importance",
    "rename_code",
    "report_card",
    "report_questions",
    "revise_plan",
    "saturation",
    "sentiment",
    "sign_token",
    "sign_webhook",
    "split_sentences",
    "standard_segments",
    "staying_svg",
    "strategy_markdown",
    "survival_svg",
    "template",
    "template_ids",
    "thinks_first",
    "ui_message_parts",
    "variants_svg",
    "verify_token",
    "verify_webhook",
    "wave_conclusions",
    "wilson_interval",
    "with_baseline",
    "write_qdc",
    "write_qdpx",
]


def add_code(codebook: Codebook, code: Code) -> Codebook:
    """Adds a code to a codebook."""
    return _call("add_code", {"codebook": codebook, "code": code}, Codebook)  # type: ignore[no-any-return]


def add_mandatory_question(plan: ResearchPlan, text: str, stage: str | None = None) -> PlanWithWarnings:
    """Adds a mandatory question to a plan: no completed interview leaves it unasked."""
    return _call("add_mandatory_question", {"plan": plan, "text": text, "stage": stage}, PlanWithWarnings)  # type: ignore[no-any-return]


def add_screener_answers(participant: Participant, answers: dict[str, StructuredAnswer]) -> Participant:
    """The participant with what they gave in the screener as attributes."""
    return _call("add_screener_answers", {"participant": participant, "answers": answers}, Participant)  # type: ignore[no-any-return]


def admit_participant(study: Study, participant: Participant) -> str:
    """Checks that a participant may begin an interview of a study (signed in where the study asks for that) and tells what its moderator
    may know."""
    return _call("admit_participant", {"study": study, "participant": participant})  # type: ignore[no-any-return]


def adopt_touchpoints(discovered: list[DiscoveredTouchpoint], framework: Framework, observations: list[Observation]) -> Adopted:
    """Adds discovered touchpoints to a framework and moves observations to them."""
    return _call("adopt_touchpoints", {"discovered": discovered, "framework": framework, "observations": observations}, Adopted)  # type: ignore[no-any-return]


def answer_markdown(answer: Answer) -> str:
    """An answer as text: claims with their quotations and a table."""
    return _call("answer_markdown", {"answer": answer})  # type: ignore[no-any-return]


def behaviour_markdown(report: BehaviourReport) -> str:
    """Writes what a log shows as Markdown: paths, funnel, deviations, said and done, and churn."""
    return _call("behaviour_markdown", {"report": report})  # type: ignore[no-any-return]


def benjamini_hochberg(p: list[float]) -> list[float]:
    """Adjusts p-values of a family for the false discovery rate (Benjamini and Hochberg 1995)."""
    return _call("benjamini_hochberg", {"p": p})  # type: ignore[no-any-return]


def bootstrap_mean(values: list[float], resamples: int, seed: int) -> Interval | None:
    """The 95 % percentile bootstrap interval of a mean."""
    return _call("bootstrap_mean", {"values": values, "resamples": resamples, "seed": seed}, Interval)  # type: ignore[no-any-return]


def calibration_svg(points: list[CalibrationPoint], options: CalibrationOptions | None = None) -> str:
    """Draws predicted against observed risks as SVG.

    Unless given, `options` is `CalibrationOptions(title="Predicted and observed risk", counted="customers")`."""
    return _call("calibration_svg", {"points": points, "options": options})  # type: ignore[no-any-return]


def canonical_stages() -> list[Stage]:
    """The eight stages that fit any journey."""
    return _call("canonical_stages", {}, _list(Stage))  # type: ignore[no-any-return]


def chao1(counts: list[int]) -> Chao1Estimate:
    """How many kinds there are in all, seen and unseen, from how often each was seen (Chao 1984)."""
    return _call("chao1", {"counts": counts}, Chao1Estimate)  # type: ignore[no-any-return]


def chart_svg(chart: Chart) -> str:
    """Draws a chart as SVG."""
    return _call("chart_svg", {"chart": chart})  # type: ignore[no-any-return]


def check_base(percent: float, decimals: int, base: int) -> BaseCheck:
    """Whether a percentage can arise from its stated base."""
    return _call("check_base", {"percent": percent, "decimals": decimals, "base": base}, BaseCheck)  # type: ignore[no-any-return]


def check_experience(experience: ParticipantExperience) -> bool:
    """Checks the settings of the participant's experience."""
    return _call("check_experience", {"experience": experience})  # type: ignore[no-any-return]


def check_framework(framework: Framework) -> bool:
    """Checks a framework; fails with the first rule that it breaks."""
    return _call("check_framework", {"framework": framework})  # type: ignore[no-any-return]


def check_guide(guide: Guide) -> bool:
    """Checks a guide; fails with the first rule that it breaks."""
    return _call("check_guide", {"guide": guide})  # type: ignore[no-any-return]


def check_quotas(quotas: list[Quota]) -> bool:
    """Checks that quotas have ids of their own and take someone."""
    return _call("check_quotas", {"quotas": quotas})  # type: ignore[no-any-return]


def check_study_reader(study: Study, reader: StudyReader) -> bool:
    """Checks that someone may see a study, by its access level."""
    return _call("check_study_reader", {"study": study, "reader": reader})  # type: ignore[no-any-return]


def chi_square(table: list[list[int]]) -> ChiSquare | None:
    """Pearson's χ² test of a table of counts."""
    return _call("chi_square", {"table": table}, ChiSquare)  # type: ignore[no-any-return]


def clopper_pearson_interval(count: int, base: int) -> Interval | None:
    """The exact 95 % interval of a share (Clopper and Pearson 1934)."""
    return _call("clopper_pearson_interval", {"count": count, "base": base}, Interval)  # type: ignore[no-any-return]


def code_builtin(documents: list[Document], framework: Framework, codebook: Codebook | None = None) -> list[DocumentCoding]:
    """Codes documents with the built-in engine, on all cores."""
    return _call("code_builtin", {"documents": documents, "framework": framework, "codebook": codebook}, _list(DocumentCoding))  # type: ignore[no-any-return]


def codebook_from_framework(framework: Framework) -> Codebook:
    """The codebook of a framework: stages with their touchpoints below them."""
    return _call("codebook_from_framework", {"framework": framework}, Codebook)  # type: ignore[no-any-return]


def cohens_h(left: float, right: float) -> float:
    """The effect size of a difference between two shares (Cohen 1988)."""
    return _call("cohens_h", {"left": left, "right": right})  # type: ignore[no-any-return]


def cohens_kappa(table: list[list[int]]) -> Kappa | None:
    """Agreement of two coders beyond chance, from a square table of counts (Cohen 1960)."""
    return _call("cohens_kappa", {"table": table}, Kappa)  # type: ignore[no-any-return]


def compare_coders(observations: list[Observation], left: str, right: str) -> CoderComparison:
    """Compares two coders by name: κ and α per code over what either coded."""
    return _call("compare_coders", {"observations": observations, "left": left, "right": right}, CoderComparison)  # type: ignore[no-any-return]


def compare_with_ground_truth(seed: int, documents: list[Document], observations: list[Observation], map: JourneyMap) -> list[RecoveryResult]:
    """What was planted in the insurance cohort of a seed beside what a study of it found."""
    return _call("compare_with_ground_truth", {"seed": seed, "documents": documents, "observations": observations, "map": map}, _list(RecoveryResult))  # type: ignore[no-any-return]


def correct_for_coder_error(documents: list[Document], machine: list[Observation], people: list[Observation], sample: list[str], place: Place, kind: ObservationKind) -> CorrectedPrevalence:
    """Corrects the share of documents with an experience for the machine's errors, by a sample that people coded."""
    return _call("correct_for_coder_error", {"documents": documents, "machine": machine, "people": people, "sample": sample, "place": place, "kind": kind}, CorrectedPrevalence)  # type: ignore[no-any-return]


def corrected_prevalence(coded: list[tuple[float, float]], uncoded: list[float]) -> CorrectedPrevalence:
    """A prevalence corrected for a coder's errors by a hand-coded sample (prediction-powered inference)."""
    return _call("corrected_prevalence", {"coded": coded, "uncoded": uncoded}, CorrectedPrevalence)  # type: ignore[no-any-return]


def coverage(guide: Guide, logs: dict[str, list[InterviewEvent]]) -> CoverageMatrix:
    """The participant × item coverage matrix of interviews, given by id with their logs."""
    return _call("coverage", {"guide": guide, "logs": logs}, CoverageMatrix)  # type: ignore[no-any-return]


def data_quality_flags(guide: Guide, log: list[InterviewEvent]) -> list[DataQualityFlag]:
    """What about an interview a person should look at: speed, straight-lining, contradiction, pasted text."""
    return _call("data_quality_flags", {"guide": guide, "log": log}, _list(DataQualityFlag))  # type: ignore[no-any-return]


def define_code(codebook: Codebook, id: str, definition: str, inclusion_examples: list[str] | None = None, exclusion_examples: list[str] | None = None) -> Codebook:
    """Defines a code, with examples of what belongs and what does not.

    Unless given, `inclusion_examples` is `[]` and `exclusion_examples` is `[]`."""
    return _call("define_code", {"codebook": codebook, "id": id, "definition": definition, "inclusion_examples": inclusion_examples, "exclusion_examples": exclusion_examples}, Codebook)  # type: ignore[no-any-return]


def detect_information(text: str, language: str = "en") -> list[Information]:
    """Names the kinds of information that an answer tells: an incident, a feeling, a cause and so on."""
    return _call("detect_information", {"text": text, "language": language})  # type: ignore[no-any-return]


def detect_signals(message: str, language: str = "en") -> list[Signal]:
    """Notices in a participant's message what rules must act on: a refusal, distress, a wish to stop, a question back."""
    return _call("detect_signals", {"message": message, "language": language})  # type: ignore[no-any-return]


def difference_of_means(first: list[float], second: list[float]) -> Difference | None:
    """The difference of two means with a 95 % interval (Welch)."""
    return _call("difference_of_means", {"first": first, "second": second}, Difference)  # type: ignore[no-any-return]


def difference_of_net_promoter_scores(first: tuple[int, int, int], second: tuple[int, int, int]) -> Difference | None:
    """The difference of two net promoter scores with a 95 % interval; each is promoters, detractors, base."""
    return _call("difference_of_net_promoter_scores", {"first": first, "second": second}, Difference)  # type: ignore[no-any-return]


def difference_of_shares(first: tuple[int, int], second: tuple[int, int]) -> Difference | None:
    """The difference of two shares with a 95 % interval (Newcombe 1998); each is count and base."""
    return _call("difference_of_shares", {"first": first, "second": second}, Difference)  # type: ignore[no-any-return]


def difficult_personas() -> list[Persona]:
    """Participants who make it hard: terse, guarded, hostile, elsewhere, injecting instructions, contradictory."""
    return _call("difficult_personas", {}, _list(Persona))  # type: ignore[no-any-return]


def discover_framework(documents: list[Document], name: str) -> Framework:
    """The stages and touchpoints that customers' own words tell, where no framework is known; to be edited by who knows the journey."""
    return _call("discover_framework", {"documents": documents, "name": name}, Framework)  # type: ignore[no-any-return]


def discover_touchpoints(observations: list[Observation]) -> list[DiscoveredTouchpoint]:
    """Finds and names touchpoints that the study did not declare."""
    return _call("discover_touchpoints", {"observations": observations}, _list(DiscoveredTouchpoint))  # type: ignore[no-any-return]


def document(id: str, source: DocumentSource, participant: str, turns: list[Words]) -> Document:
    """Makes a document of turns; each is cut into numbered sentences."""
    return _call("document", {"id": id, "source": source, "participant": participant, "turns": turns}, Document)  # type: ignore[no-any-return]


def evaluation_svg(evaluation: ChurnEvaluation) -> str:
    """Draws what a model foretold of customers that it was not fitted to against what came, as SVG."""
    return _call("evaluation_svg", {"evaluation": evaluation})  # type: ignore[no-any-return]


def experience(title: str, researcher: str) -> ParticipantExperience:
    """The settings of the participant's experience, with ordinary words for what is not given."""
    return _call("experience", {"title": title, "researcher": researcher}, ParticipantExperience)  # type: ignore[no-any-return]


def failure_of_response(words: str, status: int | None = None, retry_after_ms: int | None = None) -> LlmFailure:
    """The failure that a model's response is: its status, none where no response came, what the server said, and the milliseconds that
    it asks to wait where its headers tell."""
    return _call("failure_of_response", {"status": status, "words": words, "retry_after_ms": retry_after_ms}, LlmFailure)  # type: ignore[no-any-return]


def fill_invitation(values: dict[str, str], invitation: Invitation | None = None) -> Invitation:
    """Fills the fields of an invitation: `{name}`, `{title}`, `{researcher}`, `{minutes}`, `{link}`.

    Unless given, `invitation` is the library's own."""
    return _call("fill_invitation", {"invitation": invitation, "values": values}, Invitation)  # type: ignore[no-any-return]


def fisher_exact(table: tuple[tuple[int, int], tuple[int, int]]) -> float:
    """Fisher's exact test of a 2 × 2 table, two-sided."""
    return _call("fisher_exact", {"table": table})  # type: ignore[no-any-return]


def fitting_framework(question: str) -> Framework:
    """The framework that fits a question: the template of the industry that it names without doubt, else stages of its own words."""
    return _call("fitting_framework", {"question": question}, Framework)  # type: ignore[no-any-return]


def flow_mermaid(graph: DirectlyFollowsGraph, least_share: float | None = None) -> str:
    """Writes what customers did as a Mermaid flowchart; transitions of a smaller share of cases are left out."""
    return _call("flow_mermaid", {"graph": graph, "least_share": least_share})  # type: ignore[no-any-return]


def flow_svg(graph: DirectlyFollowsGraph, options: FlowOptions | None = None) -> str:
    """Draws what customers did as a flow from activity to activity, as SVG.

    Unless given, `options` is `FlowOptions(title="What customers did")`."""
    return _call("flow_svg", {"graph": graph, "options": options})  # type: ignore[no-any-return]


def funnel_svg(funnel: FunnelResult) -> str:
    """Draws a funnel as SVG."""
    return _call("funnel_svg", {"funnel": funnel})  # type: ignore[no-any-return]


def guide_from_items(items: list[GuideItem]) -> Guide:
    """Makes a guide of items, with ordinary settings."""
    return _call("guide_from_items", {"items": items}, Guide)  # type: ignore[no-any-return]


def guide_from_plan(plan: ResearchPlan) -> Guide:
    """Turns a plan into an interview guide."""
    return _call("guide_from_plan", {"plan": plan}, Guide)  # type: ignore[no-any-return]


def guide_hash(guide: Guide) -> str:
    """The version of a guide in provenance: the first 16 hexadecimal digits of its SHA-256."""
    return _call("guide_hash", {"guide": guide})  # type: ignore[no-any-return]


def guide_in_language(guide: Guide, language: str) -> Guide:
    """Sets a guide's language and its scripted lines: `en`, `de`, `fr` or `es`."""
    return _call("guide_in_language", {"guide": guide, "language": language}, Guide)  # type: ignore[no-any-return]


def invite(study: Study, participant: Participant, address: str, page: str, secret: str, nonce: str, now: Timestamp) -> OutboxMessage:
    """Writes the invitation of a participant, with a signed link to a page. `secret` has 32 bytes or more; `nonce` makes the link
    unique."""
    return _call("invite", {"study": study, "participant": participant, "address": address, "page": page, "secret": secret, "nonce": nonce, "now": now}, _variants("OutboxMessage"))  # type: ignore[no-any-return]


def jaccard(left: str, right: str) -> float:
    """The share of words that two texts have in common, 0 to 1."""
    return _call("jaccard", {"left": left, "right": right})  # type: ignore[no-any-return]


def jeffreys_interval(count: int, base: int) -> Interval | None:
    """The 95 % Jeffreys interval of a share."""
    return _call("jeffreys_interval", {"count": count, "base": base}, Interval)  # type: ignore[no-any-return]


def krippendorff_alpha(units: list[list[float]], scale: MeasurementLevel) -> float | None:
    """Krippendorff's α over units, each with its coders' values."""
    return _call("krippendorff_alpha", {"units": units, "scale": scale})  # type: ignore[no-any-return]


def lint_guide(guide: Guide) -> list[LintFinding]:
    """Finds what is wrong with the questions of a guide."""
    return _call("lint_guide", {"guide": guide}, _list(LintFinding))  # type: ignore[no-any-return]


def lint_message(message: str, language: str = "en", limits: LintLimits | None = None) -> list[LintIssue]:
    """Finds what is wrong with a message of an interviewer: more than one question, leading or closed wording, praise, length.

    Unless given, `limits` is `LintLimits(max_words=45)`."""
    return _call("lint_message", {"message": message, "language": language, "limits": limits}, _list(LintIssue))  # type: ignore[no-any-return]


def lint_plan(plan: ResearchPlan) -> list[LintFinding]:
    """Finds what is wrong with the questions of a plan."""
    return _call("lint_plan", {"plan": plan}, _list(LintFinding))  # type: ignore[no-any-return]


def lint_question(question: str, language: str = "en", limits: LintLimits | None = None) -> list[LintIssue]:
    """Finds what is wrong with an interview question: leading, double-barrelled, closed, too long.

    Unless given, `limits` is `LintLimits(max_words=45)`."""
    return _call("lint_question", {"question": question, "language": language, "limits": limits}, _list(LintIssue))  # type: ignore[no-any-return]


def map_description(map: JourneyMap) -> str:
    """The map in a few sentences."""
    return _call("map_description", {"map": map})  # type: ignore[no-any-return]


def map_html(map: JourneyMap, segments: bool = False) -> str:
    """Writes the map as one self-contained page: picture, table with every value, priorities, evidence."""
    return _call("map_html", {"map": map, "segments": segments})  # type: ignore[no-any-return]


def map_json(map: JourneyMap) -> str:
    """Writes the map as JSON, the same bytes for the same map."""
    return _call("map_json", {"map": map})  # type: ignore[no-any-return]


def map_markdown(map: JourneyMap) -> str:
    """Writes the map as Markdown."""
    return _call("map_markdown", {"map": map})  # type: ignore[no-any-return]


def map_mermaid(map: JourneyMap) -> str:
    """Writes the map as a Mermaid journey."""
    return _call("map_mermaid", {"map": map})  # type: ignore[no-any-return]


def map_svg(map: JourneyMap, segments: bool = False, evidence: str | None = None) -> str:
    """Draws the map as one self-contained SVG. `evidence` names the page that quotations link to; without it there are no links."""
    return _call("map_svg", {"map": map, "segments": segments, "evidence": evidence})  # type: ignore[no-any-return]


def mask_personal_data(text: str) -> MaskedText:
    """Masks personal data: emails, telephone numbers, addresses, card and account numbers, names after a cue."""
    return _call("mask_personal_data", {"text": text}, MaskedText)  # type: ignore[no-any-return]


def matching_quotas(quotas: list[Quota], participant: Participant) -> list[str]:
    """The ids of the quotas that a participant counts towards."""
    return _call("matching_quotas", {"quotas": quotas, "participant": participant})  # type: ignore[no-any-return]


def matching_segments(segments: list[Segment], participant: Participant) -> list[str]:
    """The ids of the segments that a participant belongs to."""
    return _call("matching_segments", {"segments": segments, "participant": participant})  # type: ignore[no-any-return]


def merge_codes(codebook: Codebook, codes: list[str], into: str) -> Codebook:
    """Merges codes into one and notes it."""
    return _call("merge_codes", {"codebook": codebook, "codes": codes, "into": into}, Codebook)  # type: ignore[no-any-return]


def merge_excerpts(documents: list[Document]) -> list[Document]:
    """Joins excerpts of the same conversation into one document."""
    return _call("merge_excerpts", {"documents": documents}, _list(Document))  # type: ignore[no-any-return]


def migrate_observations(codebook: Codebook, observations: list[Observation]) -> list[Observation]:
    """Moves observations to where a codebook's merges took their codes."""
    return _call("migrate_observations", {"codebook": codebook, "observations": observations}, _list(Observation))  # type: ignore[no-any-return]


def net_promoter_score(promoters: int, detractors: int, base: int) -> NetPromoterScore | None:
    """A net promoter score with its adjusted Wald interval."""
    return _call("net_promoter_score", {"promoters": promoters, "detractors": detractors, "base": base}, NetPromoterScore)  # type: ignore[no-any-return]


def observations_csv(observations: list[Observation]) -> str:
    """Writes observations as CSV, one row each, with their quotations."""
    return _call("observations_csv", {"observations": observations})  # type: ignore[no-any-return]


def observations_csv_verbatim(observations: list[Observation]) -> str:
    """The same with every text as it stands: a spreadsheet may take one for a formula."""
    return _call("observations_csv_verbatim", {"observations": observations})  # type: ignore[no-any-return]


def paired_difference(pairs: list[tuple[float, float]]) -> Difference | None:
    """The mean difference of pairs with a 95 % interval."""
    return _call("paired_difference", {"pairs": pairs}, Difference)  # type: ignore[no-any-return]


def phase_diagram() -> str:
    """The interview's phases as a Mermaid state diagram."""
    return _call("phase_diagram", {})  # type: ignore[no-any-return]


def polarity(text: str, target: str | None = None) -> Polarity | None:
    """Reads the tone of a text towards a target, by the trained reader; `None` when the text says nothing."""
    return _call("polarity", {"text": text, "target": target}, Polarity)  # type: ignore[no-any-return]


def possible_bases(percents: list[float], decimals: int, most: int) -> list[int]:
    """The bases up to `most` from which all of some percentages can arise."""
    return _call("possible_bases", {"percents": percents, "decimals": decimals, "most": most})  # type: ignore[no-any-return]


def question_topic(question: str) -> QuestionTopic:
    """What a question to the findings is about."""
    return _call("question_topic", {"question": question})  # type: ignore[no-any-return]


def quote(document: Document, sentences: list[SentenceId]) -> list[Quotation]:
    """The customer's words behind sentence ids; neighbouring sentences are one quotation. What is not the customer's is left out."""
    return _call("quote", {"document": document, "sentences": sentences}, _list(Quotation))  # type: ignore[no-any-return]


def read_any(name: str, bytes: bytes, options: ReadOptions | None = None) -> ReadDocuments:
    """Reads a file of customers' words, whatever it is: CSV, Excel, JSON, Zendesk, Intercom, Freshdesk, Qualtrics, Slack, mail, WebVTT,
    SRT, Whisper, Word, text, WhatsApp.

    Unless given, `options` is `ReadOptions()`."""
    return _call("read_any", {"name": name, "bytes": bytes, "options": options}, ReadDocuments)  # type: ignore[no-any-return]


def read_codings(csv: str, documents: list[Document], framework: Framework, coder: str) -> ImportedCodings:
    """Reads what people coded from CSV; rows that fail a check are returned with the reason."""
    return _call("read_codings", {"csv": csv, "documents": documents, "framework": framework, "coder": coder}, ImportedCodings)  # type: ignore[no-any-return]


def read_preset(json: str) -> StudyPreset:
    """Reads participants of your own from a preset."""
    return _call("read_preset", {"json": json}, StudyPreset)  # type: ignore[no-any-return]


def read_qdc(xml: str) -> Codebook:
    """Reads a REFI-QDA codebook (`.qdc`)."""
    return _call("read_qdc", {"xml": xml}, Codebook)  # type: ignore[no-any-return]


def read_qdpx(bytes: bytes) -> QdaProject:
    """Reads a REFI-QDA project (`.qdpx`) of this library or another program."""
    return _call("read_qdpx", {"bytes": bytes}, QdaProject)  # type: ignore[no-any-return]


def recognise_framework(documents: list[Document]) -> RecognisedFramework:
    """The framework that documents are read by when nobody names one: an industry that is sure, else what customers themselves speak of."""
    return _call("recognise_framework", {"documents": documents}, RecognisedFramework)  # type: ignore[no-any-return]


def recommended_mandatory_questions(plan: ResearchPlan) -> list[str]:
    """Three mandatory questions that suit most studies, in the plan's language."""
    return _call("recommended_mandatory_questions", {"plan": plan})  # type: ignore[no-any-return]


def refused_parameter(failure: LlmFailure, sent: list[str]) -> str | None:
    """The parameter, of those that were sent, that a failure says the server does not take."""
    return _call("refused_parameter", {"failure": failure, "sent": sent})  # type: ignore[no-any-return]


def relative_importance(columns: list[list[float]], outcome: list[float], resamples: int, seed: int) -> Importances:
    """Each predictor's share of the explained variance (LMG), with bootstrap rank intervals; columns are predictors."""
    return _call("relative_importance", {"columns": columns, "outcome": outcome, "resamples": resamples, "seed": seed}, Importances)  # type: ignore[no-any-return]


def rename_code(codebook: Codebook, id: str, name: str) -> Codebook:
    """Renames a code; its id stays."""
    return _call("rename_code", {"codebook": codebook, "id": id, "name": name}, Codebook)  # type: ignore[no-any-return]


def report_card(guide: Guide, logs: list[list[InterviewEvent]]) -> Quality:
    """Measures the quality of interviews under a guide by their logs: rates of faults, talk ratio, coverage, words per answer."""
    return _call("report_card", {"guide": guide, "logs": logs}, Quality)  # type: ignore[no-any-return]


def report_questions() -> list[str]:
    """The questions that every report answers, the summary first."""
    return _call("report_questions", {})  # type: ignore[no-any-return]


def revise_plan(plan: ResearchPlan, edited: ResearchPlan, author: str, at: Timestamp) -> ResearchPlan:
    """Notes an edited plan as the next version of a plan, with each difference in words; an edit without effect makes no version."""
    return _call("revise_plan", {"plan": plan, "edited": edited, "author": author, "at": at}, ResearchPlan)  # type: ignore[no-any-return]


def saturation(interviews: list[list[str]], base_size: int, run_length: int, threshold: float) -> Saturation | None:
    """Whether further interviews still bring new themes (Guest, Namey and Chen 2020); each interview is its themes."""
    return _call("saturation", {"interviews": interviews, "base_size": base_size, "run_length": run_length, "threshold": threshold}, Saturation)  # type: ignore[no-any-return]


def sentiment(text: str) -> Sentiment:
    """Reads the tone of a whole text, −1 to 1, by the VADER lexicon."""
    return _call("sentiment", {"text": text}, Sentiment)  # type: ignore[no-any-return]


def sign_token(secret: str, token: Token) -> str:
    """Signs a token with a secret of 32 bytes or more."""
    return _call("sign_token", {"secret": secret, "token": token})  # type: ignore[no-any-return]


def sign_webhook(secret: str, id: str, body: str, now: Timestamp) -> WebhookHeaders:
    """Signs a webhook's body by the Standard Webhooks scheme; the secret is `whsec_` and base64."""
    return _call("sign_webhook", {"secret": secret, "id": id, "body": body, "now": now}, WebhookHeaders)  # type: ignore[no-any-return]


def split_sentences(text: str) -> list[Span]:
    """Cuts a text into sentences; offsets are Unicode scalar values."""
    return _call("split_sentences", {"text": text}, _list(Span))  # type: ignore[no-any-return]


def standard_segments() -> list[Segment]:
    """The six standard segments, over tenure, value, risk and channels."""
    return _call("standard_segments", {}, _list(Segment))  # type: ignore[no-any-return]


def staying_svg(staying: Staying) -> str:
    """Draws how long the customers of a log stay, by segment, as SVG."""
    return _call("staying_svg", {"staying": staying})  # type: ignore[no-any-return]


def strategy_markdown(strategy: Strategy) -> str:
    """A strategy as text."""
    return _call("strategy_markdown", {"strategy": strategy})  # type: ignore[no-any-return]


def survival_svg(curves: list[SurvivalCurve], options: SurvivalOptions | None = None) -> str:
    """Draws how many customers stay how long, by group, as SVG.

    Unless given, `options` is `SurvivalOptions(title="How long customers stay", unit="months")`."""
    return _call("survival_svg", {"curves": curves, "options": options})  # type: ignore[no-any-return]


def template(id: str) -> Framework:
    """The stages and touchpoints of an industry, by its id."""
    return _call("template", {"id": id}, Framework)  # type: ignore[no-any-return]


def template_ids() -> list[str]:
    """The ids of the industry templates."""
    return _call("template_ids", {})  # type: ignore[no-any-return]


def thinks_first(model: str) -> bool:
    """Whether a model thinks before it replies: it takes no temperature, and its thoughts count towards the limit of the reply."""
    return _call("thinks_first", {"model": model})  # type: ignore[no-any-return]


def ui_message_parts(reply: Reply, ledger: Ledger | None = None, message_id: str | None = None) -> list[Any]:
    """The parts of a reply for a chat page of the Vercel AI SDK: its UI-message stream, version 1, without the closing `[DONE]`."""
    return _call("ui_message_parts", {"reply": reply, "ledger": ledger, "message_id": message_id})  # type: ignore[no-any-return]


def variants_svg(variants: Variants) -> str:
    """Draws the ten ways that most customers took as SVG."""
    return _call("variants_svg", {"variants": variants})  # type: ignore[no-any-return]


def verify_token(secret: str, text: str, study: str, purpose: TokenPurpose, now: Timestamp) -> Token:
    """Checks a token's signature, study, purpose and time, and returns what it says."""
    return _call("verify_token", {"secret": secret, "text": text, "study": study, "purpose": purpose, "now": now}, Token)  # type: ignore[no-any-return]


def verify_webhook(secret: str, headers: WebhookHeaders, body: str, now: Timestamp) -> bool:
    """Whether a webhook's headers were signed with the secret within five minutes."""
    return _call("verify_webhook", {"secret": secret, "headers": headers, "body": body, "now": now})  # type: ignore[no-any-return]


def wave_conclusions(comparison: WaveComparison) -> list[str]:
    """What moved between two waves, in words."""
    return _call("wave_conclusions", {"comparison": comparison})  # type: ignore[no-any-return]


def wilson_interval(count: int, base: int) -> Interval | None:
    """The 95 % Wilson interval of a share."""
    return _call("wilson_interval", {"count": count, "base": base}, Interval)  # type: ignore[no-any-return]


def with_baseline(map: JourneyMap, comparison: WaveComparison) -> JourneyMap:
    """The map with the curve of the wave before behind its own."""
    return _call("with_baseline", {"map": map, "comparison": comparison}, JourneyMap)  # type: ignore[no-any-return]


def write_qdc(codebook: Codebook) -> str:
    """Writes a REFI-QDA codebook (`.qdc`)."""
    return _call("write_qdc", {"codebook": codebook})  # type: ignore[no-any-return]


def write_qdpx(name: str, documents: list[Document], observations: list[Observation], codebook: Codebook) -> bytes:
    """Writes a REFI-QDA project (`.qdpx`) for ATLAS.ti, MAXQDA or NVivo."""
    return _call("write_qdpx", {"name": name, "documents": documents, "observations": observations, "codebook": codebook}, _octets)  # type: ignore[no-any-return]
