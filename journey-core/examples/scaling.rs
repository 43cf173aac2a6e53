//! Throwaway: growth exponents of every public text function on hostile inputs.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
use journey_core::{analysis, ask, builtin, coding, exchange, interview, journey::*, llm, plan, render, text, time::Timestamp};
use std::collections::BTreeMap;

fn cpu() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_secs_f64()
}

fn rep(unit: &str, n: usize) -> String {
    let c = unit.chars().count();
    unit.repeat(n.div_ceil(c))
}

fn texts() -> Vec<(&'static str, Box<dyn Fn(usize) -> String>)> {
    let units: Vec<(&'static str, &'static str)> = vec![
        ("word_a", "a"),
        ("base64", "Zm9vYmFyQmF6MTIz"),
        ("unk", "zxqv"),
        ("digits", "7"),
        ("digitsp", "123 4567 "),
        ("combining", "e\u{301}\u{302}"),
        ("onlycomb", "\u{301}"),
        ("quotes", "\""),
        ("quotesp", "\" '"),
        ("brackets", "("),
        ("parens", "(a) "),
        ("at", "a@"),
        ("atdot", "a@a.a "),
        ("dots", "."),
        ("dotsp", ". "),
        ("abbr", "Dr. "),
        ("no.", "A. "),
        ("nostop", "the staff were nice to me "),
        ("nostopbad", "I waited and it was not good "),
        ("zwj", "\u{1F468}\u{200D}"),
        ("emoji", "😀"),
        ("crlf", "\r\n"),
        ("lf", "\n"),
        ("rtl", "לא טוב "),
        ("rtlword", "ל"),
        ("notnot", "not "),
        ("notgood", "not good "),
        ("andand", "and "),
        ("andit", "a and it "),
        ("ifif", "if "),
        ("but", "but "),
        ("butgood", "good but "),
        ("neg", "never no nothing good "),
        ("colons", "a: "),
        ("colonl", "a: \n"),
        ("q", "?"),
        ("qsp", "why? "),
        ("spaces", " "),
        ("commas", "a, "),
        ("comma", ","),
        ("sent", "It was good. "),
        ("sentbad", "I waited three weeks. "),
        ("apost", "’"),
        ("apostw", "don’t "),
        ("hm", "hm "),
        ("mr", "mr "),
        ("account", "account "),
        ("cjk", "汉"),
        ("arabic", "ع"),
        ("howand", "how and "),
        ("wouldif", "would if "),
        ("kindof", "kind of "),
        ("as", "as a result of "),
        ("one", "1 a "),
        ("uniq", "@uniq"),
        ("uniqs", "@uniqs"),
        ("praise", "couldn't be good "),
        ("easyquick", "easy quick "),
        ("claim", "claim update "),
        ("speaker", "Q: a\nA: b\n"),
        ("thatwhen", "that's when "),
        ("explain", "explain it "),
        ("phone", "12 345 6789 "),
        ("hypo", "as if slow "),
        ("blocks", "a\n\n"),
        ("lowline", "_"),
        ("decimal", "1.1"),
        ("upper", "A"),
        ("excl", "good! "),
        ("boost", "very "),
        ("slow", "slow "),
        ("trip", "Q:: "),
        ("question", "what did you love and what "),
    ];
    let mut v: Vec<(&'static str, Box<dyn Fn(usize) -> String>)> = Vec::new();
    for (name, unit) in units {
        if unit == "@uniq" {
            v.push((
                name,
                Box::new(|n| {
                    let mut s = String::new();
                    let mut i = 0;
                    while s.len() < n {
                        s.push_str(&format!("w{i} "));
                        i += 1;
                    }
                    s
                }),
            ));
            continue;
        }
        if unit == "@uniqs" {
            v.push((
                name,
                Box::new(|n| {
                    let mut s = String::new();
                    let mut i = 0u32;
                    while s.len() < n {
                        s.push_str(&format!("The w{} x{} was slow. ", i, i));
                        i += 1;
                    }
                    s
                }),
            ));
            continue;
        }
        v.push((name, Box::new(move |n| rep(unit, n))));
    }
    v
}

fn framework() -> &'static Framework {
    template("insurance").unwrap()
}
fn doc(text: &str) -> Document {
    let mut d = Document::new("d", Source::Ticket, "p");
    d.push(Role::Customer, text);
    d
}
fn observation(text: &str) -> Observation {
    let mut d = Document::new("d", Source::Ticket, "p");
    d.push(Role::Customer, "I waited three weeks for an update on my claim.");
    let mut o = builtin::code(&d, framework()).unwrap().observations.remove(0);
    o.evidence[0].text = text.to_owned();
    o.reason = text.chars().take(160).collect();
    o
}
fn talk(text: &str) -> interview::Interview {
    let plan = builtin::draft("Where does our insurance journey hurt?", "insurance").unwrap();
    let guide = plan::Guide::from_plan(&plan).unwrap();
    let mut i = interview::Interview::new("i", guide).unwrap();
    let mut body = interview::InputBody::Joined;
    for number in 0..8u64 {
        let outputs = i.handle(interview::Input::new(format!("{number}"), body), Timestamp(number as i64 * 100_000)).unwrap();
        body = interview::InputBody::Said { text: if number == 0 { "yes".into() } else { text.into() } };
        for output in outputs {
            match output {
                interview::Output::AskModel { request, body: asked } => {
                    let completed = builtin::run(interview::Interview::completion(*asked, llm::RetryPolicy::never())).unwrap();
                    body = interview::Input::model_replied("m", request, completed).body;
                }
                interview::Output::Ask { .. } => {}
                interview::Output::Finished { .. } => return i,
                _ => {}
            }
        }
    }
    i
}

type Case = (&'static str, Box<dyn Fn(&str) -> Box<dyn FnOnce()>>);
fn case(name: &'static str, f: impl Fn(String) + Clone + 'static) -> Case {
    (
        name,
        Box::new(move |t| {
            let t = t.to_owned();
            let f = f.clone();
            Box::new(move || f(t))
        }),
    )
}
fn prep<P: 'static>(name: &'static str, p: impl Fn(&str) -> P + 'static, f: impl Fn(P) + Clone + 'static) -> Case {
    (
        name,
        Box::new(move |t| {
            let p = p(t);
            let f = f.clone();
            Box::new(move || f(p))
        }),
    )
}

fn cases() -> Vec<Case> {
    let labels = || text::Labels::new([("delivery", None), ("billing", Some("invoices, charges and payment")), ("staff", None)]);
    vec![
        case("clauses", |t| drop(text::clauses(&t))),
        case("information", |t| {
            text::information(&t);
        }),
        case("labels_new", |t| drop(text::Labels::new([(t.as_str(), Some(t.as_str())), ("b", None)]))),
        case("labels_scores", move |t| drop(labels().scores(&t))),
        case("lint_message", |t| drop(text::lint_message(&t, Default::default()))),
        case("lint_question", |t| drop(text::lint_question(&t, Default::default()))),
        case("meaning", |t| drop(text::Meaning::of(&t))),
        case("parts", |t| {
            text::parts(&t).count();
        }),
        case("phrase", |t| {
            text::phrase(&t);
        }),
        case("parts_phrase", |t| {
            text::parts(&t).filter_map(text::phrase).count();
        }),
        case("mask", |t| drop(text::mask(&t))),
        case("polarity", |t| drop(text::Polarity::of(&t, None))),
        case("polarity_target", |t| drop(text::Polarity::of("The staff were nice.", Some(&t)))),
        case("bpolarity", |t| drop(builtin::polarity(&t, Some("staff")))),
        case("bpolarity_target", |t| drop(builtin::polarity("The staff were nice but slow", Some(&t)))),
        case("segment", |t| drop(text::segment(&t))),
        case("sentiment", |t| {
            text::sentiment(&t);
        }),
        case("signals", |t| drop(text::signals(&t))),
        case("signals_de", |t| drop(text::signals_in(&t, "de"))),
        case("signals_es", |t| drop(text::signals_in(&t, "es"))),
        case("signals_fr", |t| drop(text::signals_in(&t, "fr"))),
        case("content_stems", |t| drop(text::content_stems(&t))),
        case("stem", |t| drop(text::stem(&t))),
        case("stems", |t| drop(text::stems(&t))),
        case("jaccard", |t| {
            text::jaccard(&t, &t);
        }),
        case("wordset", |t| {
            let a = text::WordSet::of(&t);
            a.jaccard(&a);
            a.holds(&a);
        }),
        case("sentence_id", |t| drop(t.parse::<text::SentenceId>())),
        case("push", |t| drop(doc(&t))),
        prep("quote_all", doc, |d| {
            let ids: Vec<_> = d.turns[0].sentences.iter().map(|s| s.id).collect();
            d.quote(&ids);
        }),
        prep("each_sentence", doc, |d| {
            for s in &d.turns[0].sentences {
                d.customer_sentence(s.id);
            }
        }),
        prep(
            "many_turns",
            |t| {
                let mut d = Document::new("d", Source::Chat, "p");
                for w in t.split_inclusive(' ') {
                    d.push(Role::Customer, w);
                }
                d
            },
            |d| {
                for t in &d.turns {
                    for s in &t.sentences {
                        d.customer_sentence(s.id);
                    }
                }
                let ids: Vec<_> = d.turns.iter().flat_map(|t| &t.sentences).map(|s| s.id).collect();
                d.quote(&ids);
            },
        ),
        prep("context", doc, |d| drop(coding::CodingContext::of(&d, framework()))),
        prep("code", doc, |d| drop(builtin::code(&d, framework()))),
        prep(
            "code_turns",
            |t| {
                let mut d = Document::new("d", Source::Chat, "p");
                for w in t.split_inclusive(' ') {
                    d.push(Role::Customer, w);
                }
                d
            },
            |d| drop(builtin::code(&d, framework())),
        ),
        prep(
            "code_question",
            |t| {
                let mut d = Document::new("d", Source::Interview, "p");
                d.push(Role::Interviewer, t);
                for _ in 0..20 {
                    d.push(Role::Customer, "It was slow. It was bad.");
                }
                d
            },
            |d| drop(builtin::code(&d, framework())),
        ),
        prep(
            "code_book",
            |t| t.to_owned(),
            |t| {
                let mut book = coding::Codebook::of(framework());
                book.define("online_application", &t, &[&t], &[]).unwrap();
                let d = doc("It was slow.");
                let run = coding::CodeDocument::with_codebook(&d, framework(), &book, llm::RetryPolicy::never(), 0);
                if let Ok(run) = run {
                    builtin::run(run).ok();
                }
            },
        ),
        case("draft", |t| drop(builtin::draft(&t, "insurance"))),
        case("rank_templates", |t| drop(builtin::rank_templates(&[&t]))),
        case("framework_find", |t| {
            framework().find_touchpoint(&t);
            framework().find_stage(&t);
        }),
        case("read_csv", |t| drop(exchange::read_csv(format!("text\n\"{}\"\n", t.replace('"', "\"\"")).as_bytes(), &Default::default()))),
        case("read_csv_q", |t| {
            drop(exchange::read_csv(format!("text\n\"Q: {}\"\n", t.replace('"', "\"\"")).as_bytes(), &Default::default()))
        }),
        case("read_csv_rows", |t| {
            drop(exchange::read_csv(
                format!("text\n{}", t.split_inclusive(' ').map(|w| format!("\"{}\"\n", w.replace('"', "\"\""))).collect::<String>())
                    .as_bytes(),
                &Default::default(),
            ))
        }),
        case("read_csv_seg", |t| {
            drop(exchange::read_csv(
                format!("text,segment\nhello,\"{}\"\n", t.replace('"', "").replace(' ', ";")).as_bytes(),
                &Default::default(),
            ))
        }),
        case("read_csv_cols", |t| {
            let cols: Vec<String> = t.split_whitespace().enumerate().map(|(i, w)| format!("\"{}{i}\"", w.replace('"', ""))).collect();
            let vals = vec!["x"; cols.len()];
            drop(exchange::read_csv(format!("text,{}\nhello,{}\n", cols.join(","), vals.join(",")).as_bytes(), &Default::default()))
        }),
        case("read_json", |t| drop(exchange::read_json(&serde_json::json!([{"text": t}]).to_string(), &Default::default()))),
        case("read_json_keys", |t| {
            let o: serde_json::Map<String, serde_json::Value> =
                t.split_whitespace().enumerate().map(|(i, w)| (format!("{w}{i}"), serde_json::json!("x"))).collect();
            let mut o = o;
            o.insert("text".into(), "hi".into());
            drop(exchange::read_json(&serde_json::json!([o]).to_string(), &Default::default()))
        }),
        prep(
            "merge",
            |t| {
                t.chars()
                    .collect::<Vec<_>>()
                    .chunks(80)
                    .enumerate()
                    .map(|(i, c)| {
                        let mut d = Document::new(format!("row-{i}"), Source::Interview, format!("row-{i}"));
                        d.push(
                            Role::Customer,
                            c.iter().collect::<String>() + &format!(" n{i} one m{i} two k{i} three a{i} four b{i} c{i} d{i}"),
                        );
                        d
                    })
                    .collect::<Vec<_>>()
            },
            |d| drop(exchange::merge_excerpts(d)),
        ),
        prep(
            "merge_turns",
            |t| {
                let mk = |id: &str, x: usize| {
                    let mut d = Document::new(id, Source::Interview, id);
                    for (i, c) in t.chars().collect::<Vec<_>>().chunks(80).enumerate() {
                        d.push(
                            Role::Customer,
                            c.iter().collect::<String>() + &format!(" n{i} one m{i} two k{i} three {x}a{i} four {x}b{i} {x}c{i} {x}d{i}"),
                        );
                    }
                    d.push(Role::Customer, "we both have this one turn of more than eight words here");
                    d
                };
                vec![mk("row-1", 1), mk("row-2", 2)]
            },
            |d| drop(exchange::merge_excerpts(d)),
        ),
        prep(
            "read_codings",
            |t| (doc(t), t.to_owned()),
            |(d, t)| {
                drop(exchange::read_codings(
                    &format!("document,quote,stage,kind\nd,\"{}\",claims,pain\n", t.replace('"', "\"\"")),
                    &[d],
                    framework(),
                    "ada",
                ))
            },
        ),
        prep(
            "read_codings_rows",
            |t| {
                let n = t.len() / 100;
                let docs: Vec<_> = (0..n)
                    .map(|i| {
                        let mut d = Document::new(format!("d{i}"), Source::Ticket, "p");
                        d.push(Role::Customer, t.chars().take(50).collect::<String>());
                        d
                    })
                    .collect();
                let csv = std::iter::once("document,sentences,stage,kind\n".to_owned())
                    .chain((0..n).map(|i| format!("d{i},t1.s1,claims,pain\n")))
                    .collect::<String>();
                (docs, csv)
            },
            |(d, csv)| drop(exchange::read_codings(&csv, &d, framework(), "ada")),
        ),
        prep(
            "read_codings_quotes",
            |t| {
                let n = t.len() / 100;
                let csv = std::iter::once("document,quote,stage,kind\n".to_owned())
                    .chain((0..n).map(|_| "d,slow,claims,pain\n".to_owned()))
                    .collect::<String>();
                (doc(t), csv)
            },
            |(d, csv)| drop(exchange::read_codings(&csv, &[d], framework(), "ada")),
        ),
        prep(
            "write_qdpx_turn",
            |t| {
                let d = doc(t);
                let o = observation("x");
                let os: Vec<_> = d.turns[0]
                    .sentences
                    .iter()
                    .map(|s| {
                        let mut o = o.clone();
                        o.evidence[0].sentences = vec![s.id];
                        o.evidence[0].text = s.span.cut(t).unwrap().to_owned();
                        o
                    })
                    .collect();
                (d, os)
            },
            |(d, os)| drop(exchange::write_qdpx("n", &[d], &os, &coding::Codebook::of(framework()))),
        ),
        prep(
            "write_qdpx_docs",
            |t| {
                let n = t.len() / 100;
                let o = observation("x");
                let docs: Vec<_> = (0..n)
                    .map(|i| {
                        let mut d = Document::new(format!("d{i}"), Source::Ticket, "p");
                        d.push(Role::Customer, "It was slow.");
                        d
                    })
                    .collect();
                let os: Vec<_> = docs
                    .iter()
                    .map(|d| {
                        let mut o = o.clone();
                        o.document = d.id.clone();
                        o
                    })
                    .collect();
                (docs, os)
            },
            |(d, os)| drop(exchange::write_qdpx("n", &d, &os, &coding::Codebook::of(framework()))),
        ),
        prep(
            "read_qdpx_turn",
            |t| {
                let d = doc(t);
                let o = observation("x");
                let os: Vec<_> = d.turns[0]
                    .sentences
                    .iter()
                    .map(|s| {
                        let mut o = o.clone();
                        o.evidence[0].sentences = vec![s.id];
                        o.evidence[0].text = s.span.cut(t).unwrap().to_owned();
                        o
                    })
                    .collect();
                exchange::write_qdpx("n", &[d], &os, &coding::Codebook::of(framework())).unwrap()
            },
            |bytes| drop(exchange::read_qdpx(&bytes)),
        ),
        prep(
            "read_qdpx_turns",
            |t| {
                let mut d = Document::new("d", Source::Chat, "p");
                for w in t.split_inclusive(' ') {
                    d.push(Role::Customer, w);
                }
                let o = observation("x");
                let os: Vec<_> = d
                    .turns
                    .iter()
                    .flat_map(|t| &t.sentences)
                    .map(|s| {
                        let mut o = o.clone();
                        o.evidence[0].sentences = vec![s.id];
                        o.evidence[0].text = d.customer_sentence(s.id).unwrap().to_owned();
                        o
                    })
                    .collect();
                exchange::write_qdpx("n", &[d], &os, &coding::Codebook::of(framework())).unwrap()
            },
            |bytes| drop(exchange::read_qdpx(&bytes)),
        ),
        case("read_qdc", |t| drop(exchange::read_qdc(&t))),
        case("qdc_round", |t| {
            let mut book = coding::Codebook::of(framework());
            let mut code = book.codes()[0].clone();
            code.definition = t.clone();
            code.include = vec![t];
            code.id = "x".into();
            code.parent = None;
            book.add(code).ok();
            if let Ok(xml) = exchange::write_qdc(&book) {
                exchange::read_qdc(&xml).ok();
            }
        }),
        case("talk", |t| drop(talk(&t))),
        prep(
            "trust",
            |t| talk(t).log().to_vec(),
            |log| {
                let plan = builtin::draft("Where does our insurance journey hurt?", "insurance").unwrap();
                interview::trust_flags(&plan::Guide::from_plan(&plan).unwrap(), &log);
            },
        ),
        prep(
            "card",
            |t| talk(t).log().to_vec(),
            |log| {
                let plan = builtin::draft("Where does our insurance journey hurt?", "insurance").unwrap();
                interview::ReportCard::of(&plan::Guide::from_plan(&plan).unwrap(), &log);
            },
        ),
        prep(
            "judge",
            |t| talk(t).log().to_vec(),
            |log| {
                builtin::run(interview::JudgeInterview::new(&log, 40, llm::RetryPolicy::never(), 0).unwrap()).ok();
            },
        ),
        prep(
            "faults",
            |t| (talk("I waited three weeks for the claim."), t.to_owned()),
            |(i, t)| {
                interview::faults(&t, &i.guide().items[2], i.guide(), i.state());
            },
        ),
        prep(
            "consent",
            |t| t.to_owned(),
            |t| {
                let plan = builtin::draft("Where does our insurance journey hurt?", "insurance").unwrap();
                let mut i = interview::Interview::new("i", plan::Guide::from_plan(&plan).unwrap()).unwrap();
                i.handle(interview::Input::new("1", interview::InputBody::Joined), Timestamp(0)).unwrap();
                i.handle(interview::Input::said("2", t), Timestamp(1)).ok();
            },
        ),
        prep(
            "given",
            |t| t.to_owned(),
            |t| {
                let mut item = plan::Item::open("q1", plan::Phase::Experience, "Which?", plan::Depth::Standard);
                item.answer = plan::Answer::Single {
                    options: (0..20).map(|n| plan::Choice::new(format!("c{n}"), format!("Very not good {n}"))).collect(),
                };
                let guide = plan::Guide::of_items(vec![item]);
                let Ok(mut i) = interview::Interview::new("i", guide) else { return };
                for (n, b) in [
                    interview::InputBody::Joined,
                    interview::InputBody::Said { text: "yes".into() },
                    interview::InputBody::Said { text: t.into() },
                ]
                .into_iter()
                .enumerate()
                {
                    i.handle(interview::Input::new(format!("{n}"), b), Timestamp(n as i64)).unwrap();
                }
            },
        ),
        prep(
            "guide_item",
            |t| t.to_owned(),
            |t| {
                let item = plan::Item::open("q1", plan::Phase::Experience, t, plan::Depth::Standard);
                let Ok(mut i) = interview::Interview::new("i", plan::Guide::of_items(vec![item])) else { return };
                for (n, b) in [
                    interview::InputBody::Joined,
                    interview::InputBody::Said { text: "yes".into() },
                    interview::InputBody::Said { text: "I waited three weeks".into() },
                ]
                .into_iter()
                .enumerate()
                {
                    i.handle(interview::Input::new(format!("{n}"), b), Timestamp(n as i64)).unwrap();
                }
            },
        ),
        case("topic", |t| {
            ask::Topic::of(&t);
        }),
        prep(
            "ask",
            |t| {
                let d = doc("I waited three weeks for an update on my claim.");
                let os = builtin::code(&d, framework()).unwrap().observations;
                (analysis::journey_map(&[d], &os, framework(), &analysis::MapOptions::new("T", "Where does it hurt?")), os, t.to_owned())
            },
            |(map, os, t)| {
                if let Ok(asking) = ask::AskFindings::new(&map, &os, &t, llm::RetryPolicy::never(), 0) {
                    builtin::run(asking).ok();
                }
            },
        ),
        prep("retrieve", |t| (t.to_owned(), vec![observation(t)]), |(t, o)| drop(ask::retrieve(&t, &o, 5))),
        prep(
            "discover",
            |t| {
                vec![observation(t); 4]
                    .into_iter()
                    .map(|mut o| {
                        o.touchpoint = None;
                        o
                    })
                    .collect::<Vec<_>>()
            },
            |o| drop(coding::discover_touchpoints(&o)),
        ),
        prep("observations_csv", |t| vec![observation(t)], |o| drop(exchange::observations_csv(&o))),
        prep(
            "render",
            |t| {
                let mut d = doc("I waited three weeks for an update on my claim. Filing the claim was easy.");
                d.push(Role::Customer, t.chars().take(0).collect::<String>());
                let mut os = builtin::code(&d, framework()).unwrap().observations;
                os.iter_mut().for_each(|o| o.evidence[0].text = t.to_owned());
                let mut fw = framework().clone();
                fw.touchpoints.iter_mut().for_each(|p| p.name = t.to_owned());
                analysis::journey_map(&[d], &os, &fw, &analysis::MapOptions::new(t, t))
            },
            |map| {
                render::svg(&map, &Default::default());
                render::html(&map, &Default::default());
                render::markdown(&map);
                render::mermaid(&map);
            },
        ),
        prep(
            "journey_map",
            |t| {
                let d = doc("I waited three weeks for an update on my claim. Filing the claim was easy.");
                let mut os = builtin::code(&d, framework()).unwrap().observations;
                os.iter_mut().for_each(|o| o.evidence[0].text = t.to_owned());
                (d, os, t.to_owned())
            },
            |(d, os, t)| drop(analysis::journey_map(&[d], &os, framework(), &analysis::MapOptions::new(&t, &t))),
        ),
        case("data_block", |t| drop(llm::data_block("x", &t))),
        case("tokens", |t| {
            use llm::TokenCounter;
            llm::EstimatedTokens.count(&t);
        }),
        case("completion", |t| {
            let d = doc("x y z");
            let mut run = coding::CodeDocument::new(&d, framework(), llm::RetryPolicy::never(), 0).unwrap();
            use llm::Procedure;
            run.step(llm::ProcedureInput::Start).unwrap();
            run.step(llm::ProcedureInput::Replies(vec![Ok(llm::ModelReply {
                text: t,
                finish: llm::Finish::Stop,
                usage: Default::default(),
                model: "m".into(),
            })]))
            .ok();
        }),
        prep(
            "batch",
            |t| {
                let mut d = Document::new("d", Source::Chat, "p");
                for w in t.split_inclusive(' ') {
                    d.push(Role::Customer, w);
                }
                vec![d]
            },
            |d| {
                let b = coding::Batch::pack(&d, 100);
                let c = builtin::code(b[0].document(), framework()).unwrap();
                b[0].split(c, &d);
            },
        ),
        prep(
            "batch_many",
            |t| {
                t.chars()
                    .collect::<Vec<_>>()
                    .chunks(50)
                    .enumerate()
                    .map(|(i, c)| {
                        let mut d = Document::new(format!("d{i}"), Source::Chat, "p");
                        d.push(Role::Customer, c.iter().collect::<String>());
                        d
                    })
                    .collect::<Vec<_>>()
            },
            |d| {
                let b = coding::Batch::pack(&d, 100_000);
                let c = builtin::code(b[0].document(), framework()).unwrap();
                b[0].split(c, &d);
            },
        ),
    ]
}

fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    let only_text = std::env::args().nth(2).unwrap_or_default();
    let most: usize = std::env::var("MOST").ok().and_then(|s| s.parse().ok()).unwrap_or(64_000);
    let stop: f64 = std::env::var("STOP").ok().and_then(|s| s.parse().ok()).unwrap_or(0.6);
    let all = std::env::var("ALL").is_ok();
    // warm
    let _ = builtin::code(&doc("Filing the claim was easy. I waited."), framework());
    drop(talk("I waited three weeks."));
    let _ = BTreeMap::<u8, u8>::new();
    for (name, prepare) in cases() {
        if !only.is_empty() && !name.starts_with(&only) {
            continue;
        }
        let mut worst: Vec<(f64, String)> = Vec::new();
        let mut slow: (f64, String) = (0.0, String::new());
        for (tname, make) in texts() {
            if !only_text.is_empty() && tname != only_text {
                continue;
            }
            let mut n: usize = 4000;
            let mut times: Vec<(usize, f64)> = Vec::new();
            while n <= most {
                let text = make(n);
                let mut best = f64::MAX;
                for _ in 0..5 {
                    let run = prepare(&text);
                    let before = cpu();
                    run();
                    let took = cpu() - before;
                    best = best.min(took);
                    if took > 0.2 {
                        break;
                    }
                }
                times.push((n, best));
                if best > stop {
                    break;
                }
                n *= 4;
            }
            let &(ln, lt) = times.last().unwrap();
            let exponent = if times.len() >= 2 {
                let (n0, t0) = times[times.len().saturating_sub(3)];
                (lt / t0.max(1e-7)).log2() / (ln as f64 / n0 as f64).log2()
            } else {
                9.9
            };
            let per = lt / ln as f64 * 1e6;
            if per > slow.0 {
                slow = (per, format!("{tname}@{ln}"));
            }
            if (exponent > 1.15 && lt > 0.01) || all {
                worst.push((exponent, format!("{tname} n={ln} t={lt:.4}s e={exponent:.2}")));
            }
        }
        worst.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!(
            "{name}: slowest {:.2} us/char ({}); superlinear {}: {}",
            slow.0,
            slow.1,
            worst.len(),
            worst.iter().take(6).map(|w| w.1.clone()).collect::<Vec<_>>().join(" | ")
        );
    }
}
