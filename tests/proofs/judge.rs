//! Compares what a run saw with what the proof claims. Owns the wording of a failed proof.

use crate::client::Outcome;
use crate::format::{Proof, Side};
use crate::run::Seen;

pub fn judge(proof: &Proof, side: Side, fixture: &str, seen: &Seen) -> Result<(), String> {
    let (complaints, log) = match seen {
        Seen::Broken(why) => (vec![format!("the harness failed: {why}")], ""),
        Seen::Refused { log } => (judge_refusal(proof, side, log), log.as_str()),
        Seen::Ran { outcomes, log } => (judge_outcomes(proof, side, outcomes, log), log.as_str()),
    };
    if complaints.is_empty() {
        return Ok(());
    }
    let lines: Vec<&str> = log.lines().collect();
    let tail = lines.get(lines.len().saturating_sub(25)..).unwrap_or_default().join("\n  ");
    Err(format!("{fixture}: {}\nlog:\n  {tail}", complaints.join("\n")))
}

fn judge_refusal(proof: &Proof, side: Side, log: &str) -> Vec<String> {
    match (&proof.startup, side) {
        (Some(words), Side::Bad) if log.contains(words) => Vec::new(),
        (Some(words), Side::Bad) => vec![format!("the server refuses to start, but not with `{words}`")],
        _ => vec!["the server refuses to start".to_owned()],
    }
}

fn judge_outcomes(proof: &Proof, side: Side, outcomes: &[Vec<Outcome>], log: &str) -> Vec<String> {
    if proof.startup.is_some() && side == Side::Bad {
        return vec!["the server starts".to_owned()];
    }
    let mut complaints = Vec::new();
    let asked = proof.requests.iter().filter(|request| !request.expected(side).is_empty());
    for (request, outcomes) in asked.zip(outcomes) {
        let mut expected = request.expected(side);
        if request.parallel {
            expected.sort();
        }
        let statuses: Vec<&str> = outcomes.iter().map(|outcome| outcome.status.as_str()).collect();
        let what = format!("{} {}", request.method, request.to);
        if expected != statuses {
            let millis: Vec<u64> = outcomes.iter().map(|outcome| outcome.millis).collect();
            complaints.push(format!("{what}: expected {expected:?}, got {statuses:?} after {millis:?} ms"));
        }
        let shows = if side == Side::Bad { &request.bad_shows } else { &request.ok_shows };
        if let Some(words) = shows
            && let Some(other) = outcomes.iter().find(|outcome| !outcome.text.contains(words))
        {
            complaints.push(format!("{what}: `{words}` is not in the answer:\n{}", other.text));
        }
        if let (Some(words), Side::Bad) = (&request.log, side)
            && !log.contains(words)
        {
            complaints.push(format!("{what}: `{words}` is not in the log"));
        }
    }
    complaints
}

pub fn checks() -> Vec<(&'static str, fn())> {
    vec![("judge/false-claims-fail", false_claims_fail), ("judge/refusals", refusals)]
}

fn false_claims_fail() {
    let lines =
        "case = \"x\"\n[[requests]]\nto = \"http://127.0.0.1/\"\nbad = [\"502\", \"503\"]\nlog = \"no live\"";
    let proof: Proof = toml::from_str(&format!("{lines}\nok_shows = \"hello\"")).unwrap();
    let seen = |statuses: [&str; 2], text: &str, log: &str| {
        let outcome = |status: &str| Outcome { status: status.to_owned(), text: text.to_owned(), millis: 1 };
        Seen::Ran { outcomes: vec![statuses.map(outcome).to_vec()], log: log.to_owned() }
    };
    let holds = |side, seen| judge(&proof, side, "fixture", &seen).is_ok();
    assert!(holds(Side::Bad, seen(["502", "503"], "", "no live upstreams")));
    assert!(!holds(Side::Bad, seen(["502", "502"], "", "no live upstreams")));
    assert!(!holds(Side::Bad, seen(["502", "503"], "", "another reason")));
    assert!(holds(Side::Ok, seen(["200", "200"], "hello", "")));
    assert!(!holds(Side::Ok, seen(["200", "502"], "hello", "")));
    assert!(!holds(Side::Ok, seen(["200", "200"], "bye", "")));
    assert!(!holds(Side::Ok, Seen::Refused { log: String::new() }));
    assert!(!holds(Side::Bad, Seen::Broken("no port".to_owned())));
}

fn refusals() {
    let proof: Proof = toml::from_str("case = \"x\"\nstartup = \"duplicate listen\"").unwrap();
    let refused = |log: &str| Seen::Refused { log: log.to_owned() };
    let ran = || Seen::Ran { outcomes: Vec::new(), log: "duplicate listen".to_owned() };
    let holds = |side, seen| judge(&proof, side, "fixture", &seen).is_ok();
    assert!(holds(Side::Bad, refused("[emerg] a duplicate listen 80")));
    assert!(!holds(Side::Bad, refused("[emerg] unknown directive")));
    assert!(!holds(Side::Bad, ran()));
    assert!(holds(Side::Ok, ran()));
    assert!(!holds(Side::Ok, refused("[emerg] a duplicate listen 80")));
}
