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
