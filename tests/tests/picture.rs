//! The picture under hard input: one to forty steps, hostile and foreign text, missing data.

use journey_core::{
    analysis::{Corpus, JourneyMap, MapOptions, SegmentCurve},
    journey::{Document, DocumentSource, Framework, Role, Stage, Touchpoint},
    render::{RenderOptions, html, markdown, mermaid, svg},
};

/// A map of so many touchpoints; from the second stage on, every third stage is without data.
fn map(steps: usize, text: &str) -> JourneyMap {
    let stages: Vec<Stage> = (0..steps.div_ceil(3))
        .map(|at| Stage { id: format!("s{at}"), name: format!("Stage {at}"), aliases: vec![], order: at as u32 })
        .collect();
    let touchpoints: Vec<Touchpoint> = (0..steps)
        .map(|at| Touchpoint {
            id: format!("t{at}"),
            name: format!("Kraftfahrzeughaftpflichtversicherung {at}"),
            stage: format!("s{}", at / 3),
            channel: None,
            aliases: vec![format!("place{at}")],
        })
        .collect();
    let framework = Framework { id: "x".into(), name: "X".into(), stages, touchpoints };
    let mut documents = Vec::new();
    for at in (0..steps).filter(|at| (at / 3) % 3 != 1) {
        for person in 0..(1 + at % 7) {
            let mut document = Document::new(format!("d{at}-{person}"), DocumentSource::Interview, format!("p{person}"));
            document.language = Some("ar".into());
            let word = if (at + person) % 2 == 0 { "was a nightmare" } else { "was really easy" };
            document.push(Role::Interviewer, "What happened?").stage = Some(format!("s{}", at / 3));
            document.push(Role::Customer, format!("At place{at} it {word}. {text}"));
            document.segments = vec![["new", "old"][person % 2].into()];
            document.ratings.insert("nps".into(), 7.0);
            documents.push(document);
        }
    }
    let corpus = Corpus::code(&documents, &framework).expect("a corpus");
    corpus.map(&framework, &MapOptions { resamples: 200, ..MapOptions::new("T <b>&", "Q \"?\"") }).expect("a map")
}

#[test]
fn every_size_is_well_formed_and_safe() {
    for steps in [1, 6, 8, 12, 13, 40] {
        let mut map = map(steps, "<script>alert('x')</script> ]]> \u{0} \u{202e}لقد انتظرت ثلاثة أسابيع");
        let points = map.steps.iter().map(|step| step.curve.clone()).collect();
        map.baseline = Some(SegmentCurve { segment: "before".into(), name: "before".into(), points });
        let options = RenderOptions { segments: true, ..RenderOptions::default() };
        let picture = svg(&map, &options);
        if let Some(folder) = std::env::var_os("JOURNEY_PICTURES") {
            // To be looked at.
            let at = |name: &str| std::path::Path::new(&folder).join(format!("{steps}.{name}"));
            std::fs::write(at("svg"), &picture).expect("written");
            std::fs::write(at("html"), html(&map, &options)).expect("written");
        }
        assert_eq!(picture, svg(&map, &options), "drawn twice, the same bytes");
        let document = roxmltree::Document::parse(&picture).unwrap_or_else(|error| panic!("{steps} steps: {error}"));
        let root = document.root_element();
        assert_eq!(root.attribute("role"), Some("img"));
        assert!(root.children().any(|child| child.has_tag_name("desc") && child.text().is_some_and(|text| text.contains("step"))));
        let page = html(&map, &options);
        // The page's own blocks and no other; the content policy names the one that runs.
        assert_eq!(page.matches("<script").count(), 2, "{steps} steps");
        assert_eq!(page.matches("<script>\"use strict\"").count(), 1);
        assert!(page.contains("script-src 'sha256-"));
        assert!(page.contains("<th scope=\"col\">Before: before</th>"), "the wave before stands in the table too");
        let without = page.replace("<script>\"use strict\"", "").replace("<script type=\"application/json\"", "");
        for page in [&picture, &without] {
            assert!(!page.contains("<script") && !page.contains('\u{0}'), "{steps} steps");
            assert!(!page.contains("http://") || page.matches("http://").count() == page.matches("http://www.w3.org/2000/svg").count());
        }
        // Every drawn text lies inside the picture and is at least 12 px.
        let width: f64 = root.attribute("width").and_then(|width| width.parse().ok()).expect("a width");
        for text in document.descendants().filter(|node| node.has_tag_name("text")) {
            let size: f64 = text.attribute("font-size").and_then(|size| size.parse().ok()).unwrap_or(12.0);
            assert!(size >= 12.0);
            let x: f64 = text.attribute("x").and_then(|x| x.parse().ok()).expect("an x");
            assert!(x >= 0.0 && x <= width);
        }
        let drawn =
            document.descendants().filter(|node| node.is_element() && node.text().is_some_and(|text| text.starts_with("n="))).count();
        assert_eq!(drawn, map.steps.iter().filter(|step| step.base > 0).count() + map.satisfaction.len(), "every step has its n=");
        assert_eq!(picture.contains("no data"), map.steps.iter().any(|step| step.base == 0), "{steps} steps");
        assert_eq!(mermaid(&map).contains("has no data"), steps > 3);
        let report = markdown(&map);
        assert!(!report.contains("<script") && report.contains("## In short"));
    }
}

#[test]
fn an_empty_map_is_still_a_picture() {
    let framework = Framework::template("saas").expect("a template");
    let map = Corpus::default().map(framework, &MapOptions::new("Nothing yet", "What hurts?")).expect("a map");
    assert!(map.steps.iter().all(|step| step.curve.mean.is_none()));
    assert!(svg(&map, &RenderOptions::default()).contains("no data"));
    assert!(html(&map, &RenderOptions::default()).contains("no data"));
    assert!(markdown(&map).contains("Nothing was observed yet"));
}

/// Simulated answers count where nobody else took part or when asked for, and are labelled then.
#[test]
fn simulated_answers_are_left_out_beside_others() {
    let framework = Framework::template("insurance").expect("a template");
    let mut document = Document::new("d", DocumentSource::Interview, "p");
    document.push(Role::Customer, "The claim took three weeks.");
    document.simulated = true;
    let corpus = Corpus::code(&[document.clone()], framework).expect("a corpus");
    let base = |corpus: &Corpus, include_simulated| {
        let map = corpus.map(framework, &MapOptions { include_simulated, ..MapOptions::new("T", "Q") }).expect("a map");
        (map.base.respondents, map.base.simulated, map.base.simulated_excluded)
    };
    assert_eq!(base(&corpus, Some(false)), (0, 0, 1));
    let person = Document { id: "e".into(), participant: "q".into(), simulated: false, ..document };
    let mixed = corpus.merge(&Corpus::code(&[person], framework).expect("a corpus")).expect("one corpus");
    assert_eq!((base(&mixed, None), base(&mixed, Some(true))), ((1, 0, 1), (2, 1, 0)));
    let with = corpus.map(framework, &MapOptions::new("T", "Q")).expect("a map");
    assert_eq!((with.base.respondents, with.base.simulated), (1, 1));
    assert!(html(&with, &RenderOptions::default()).contains("simulated participants"));
    assert!(svg(&with, &RenderOptions::default()).contains("all respondents are simulated"));
}

/// Forty steps, four segments, a thousand quotations: written for a browser to open (`tests/page.mjs`), whole without its script.
#[test]
fn a_large_page_holds_a_thousand_quotations() {
    let stages: Vec<Stage> =
        (0..8).map(|at| Stage { id: format!("s{at}"), name: format!("Stage {at}"), aliases: vec![], order: at as u32 }).collect();
    let touchpoints = (0..40).map(|at| Touchpoint {
        id: format!("t{at}"),
        name: format!("Touchpoint {at}"),
        stage: format!("s{}", at / 5),
        channel: None,
        aliases: vec![format!("place{at}")],
    });
    let framework = Framework { id: "x".into(), name: "X".into(), stages, touchpoints: touchpoints.collect() };
    let mut documents = Vec::new();
    for person in 0..60 {
        let mut document = Document::new(format!("d{person}"), DocumentSource::Interview, format!("p{person}"));
        document.segments = vec![["new", "claims", "renewal", "at risk"][person % 4].into()];
        document.ratings.insert("csat".into(), (person % 10) as f64);
        for at in 0..40 {
            let told = if (at + person) % 3 == 0 { "was really easy" } else { "took three weeks and nobody called back" };
            document.push(Role::Interviewer, "What happened?").stage = Some(format!("s{}", at / 5));
            document.push(Role::Customer, format!("At place{at} it {told}, person {person} says."));
        }
        documents.push(document);
    }
    let corpus = Corpus::code(&documents, &framework).expect("a corpus");
    let options = MapOptions { resamples: 200, max_quotes: 20, ..MapOptions::new("Large", "Does it open and sort at once?") };
    let map = corpus.map(&framework, &options).expect("a map");
    let page = html(&map, &RenderOptions::default());
    let quotes = page.matches("<blockquote").count();
    assert!(map.steps.len() >= 40 && map.segment_curves.len() == 4 && quotes >= 1000, "{} steps, {quotes} quotations", map.steps.len());
    assert!(page.len() < 4_000_000, "{} bytes", page.len());
    for step in &map.steps {
        assert!(page.contains(&format!("<th scope=\"row\">{}</th>", step.name)), "every step is in the table");
    }
    if let Some(folder) = std::env::var_os("JOURNEY_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join("large.html"), page).expect("written");
    }
}
