//! Prints the plans of research questions, one a line of standard input or of the files named: what was read, stages, goals, questions.

use std::{
    io::{self, Read as _},
    process::ExitCode,
};

use journey_core::{
    builtin,
    plan::{Inquiry, ResearchPlan},
};

fn main() -> ExitCode {
    match lines().and_then(|lines| lines.iter().try_for_each(|line| show(line))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn lines() -> Result<Vec<String>, String> {
    let mut text = String::new();
    let files: Vec<String> = std::env::args().skip(1).collect();
    for file in &files {
        text += &std::fs::read_to_string(file).map_err(|error| format!("`{file}`: {error}"))?;
    }
    if files.is_empty() {
        io::stdin().read_to_string(&mut text).map_err(|error| error.to_string())?;
    }
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn show(question: &str) -> Result<(), String> {
    let plan = builtin::draft_plan(question, None).map_err(|error| error.to_string())?;
    println!("# {question}\n");
    read(&Inquiry::read(question));
    write(&plan);
    Ok(())
}

fn read(inquiry: &Inquiry) {
    let compared = inquiry.compared.as_ref().map(|(left, right)| format!("{left} | {right}"));
    let parts = [
        ("about", &inquiry.audience),
        ("action", &inquiry.action),
        ("topic", &inquiry.topic),
        ("kept from", &inquiry.gerund),
        ("compared", &compared),
        ("period", &inquiry.period),
        ("measure", &inquiry.measure),
    ];
    let found = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?)));
    println!("{:?} ({}); {}", inquiry.kind, inquiry.language, found.collect::<Vec<_>>().join("; "));
}

fn write(plan: &ResearchPlan) {
    let stages = plan.framework.stages.iter().map(|stage| stage.name.as_str()).collect::<Vec<_>>().join(" > ");
    println!("{}: {stages}\n{:?}: {}", plan.framework.id, plan.research_type, plan.description);
    for (number, goal) in (1..).zip(&plan.goals) {
        println!("  goal {number}: {goal}");
    }
    println!("  who: {}", plan.target_participants.join("; "));
    for question in &plan.core_questions {
        let serves = question.serves.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
        println!(
            "  {} [{}, {:?}, goals {serves}] {}",
            question.id,
            question.stage.as_deref().unwrap_or("journey"),
            question.depth,
            question.text
        );
    }
    for finding in plan.replaced.iter().chain(&plan.lint()) {
        println!("  fault: {finding:?}");
    }
    println!();
}
