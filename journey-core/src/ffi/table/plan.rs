//! Plans and guides.

use crate::{
    ffi::operation::declare_operations,
    journey::Framework,
    plan::{self, Guide, GuideItem, LintFinding, ResearchPlan},
    time::Timestamp,
};

/// A plan with what its change brings to mind.
#[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
pub(super) struct PlanWithWarnings {
    /// The plan.
    plan: ResearchPlan,
    /// What to think about, such as more than three mandatory questions.
    warnings: Vec<String>,
}

declare_operations! {
    /// Adds a mandatory question to a plan: no completed interview leaves it unasked.
    add_mandatory_question(plan: ResearchPlan, text: String, stage: Option<String>) -> PlanWithWarnings {
        let mut plan = plan;
        let warnings = plan.add_mandatory_question(&text, stage.as_deref())?;
        Ok(PlanWithWarnings { plan, warnings })
    }
    /// Checks a guide; fails with the first rule that it breaks.
    check_guide(guide: Guide) -> bool {
        guide.check()?;
        Ok(true)
    }
    /// The framework that fits a question: the template of the industry that it names without doubt, else stages of its own words.
    fitting_framework(question: String) -> Framework {
        Ok(plan::fitting_framework(&question))
    }
    /// Turns a plan into an interview guide.
    guide_from_plan(plan: ResearchPlan) -> Guide {
        Guide::from_plan(&plan)
    }
    /// Makes a guide of items, with ordinary settings.
    guide_from_items(items: Vec<GuideItem>) -> Guide {
        let guide = Guide::from_items(items);
        guide.check()?;
        Ok(guide)
    }
    /// Sets a guide's language and its scripted lines: `en`, `de`, `fr` or `es`.
    guide_in_language(guide: Guide, language: String) -> Guide {
        guide.with_language(&language)
    }
    /// The version of a guide in provenance: the first 16 hexadecimal digits of its SHA-256.
    guide_hash(guide: Guide) -> String {
        Ok(guide.hash())
    }
    /// Finds what is wrong with the questions of a guide.
    lint_guide(guide: Guide) -> Vec<LintFinding> {
        Ok(guide.lint())
    }
    /// Finds what is wrong with the questions of a plan.
    lint_plan(plan: ResearchPlan) -> Vec<LintFinding> {
        Ok(plan.lint())
    }
    /// Three mandatory questions that suit most studies, in the plan's language.
    recommended_mandatory_questions(plan: ResearchPlan) -> Vec<String> {
        Ok(plan.recommended_mandatory_questions())
    }
    /// Notes an edited plan as the next version of a plan, with each difference in words; an edit without effect makes no version.
    revise_plan(plan: ResearchPlan, edited: ResearchPlan, author: String, at: Timestamp) -> ResearchPlan {
        Ok(plan.revise(&author, at, |next| {
            let (version, changes) = (next.version, std::mem::take(&mut next.changes));
            *next = ResearchPlan { version, changes, ..edited };
        }))
    }
}
