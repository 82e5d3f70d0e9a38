//! Every action that is written down has its group, and so its words.

use std::path::Path;

use mendan_service::audit::action::{ACTIONS, Group};

/// What stands between the call and the thing it speaks of, in every call that writes a line.
fn actions(source: &str, found: &mut Vec<String>) {
    for call in
        ["audit(", "audit_line(", "system_line(", "audit_published(", "write_change(", "staff_change(", "note_own("]
    {
        for part in source.split(call).skip(1) {
            let arguments: String = part.split([';', '{']).next().unwrap_or_default().chars().take(200).collect();
            // A word before the first tuple of a thing and its id, or the first of a tuple of its own.
            let word = arguments.split('"').nth(1).unwrap_or_default();
            if !word.is_empty() && arguments.starts_with(|c: char| c != '&') {
                found.push(word.to_owned());
            }
        }
    }
}

fn in_folder(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            in_folder(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            actions(&std::fs::read_to_string(&path).unwrap(), found);
        }
    }
}

/// What things are called: in calls whose action is a variable, they come first.
const THINGS: [&str; 6] = ["booking", "slot", "slots", "staff", "partner_key", "city"];

#[test]
fn every_action_of_the_sources_has_its_group() {
    let mut found = Vec::new();
    in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 50, "lines are written elsewhere now: {found:?}");
    found.retain(|word| !THINGS.contains(&word.as_str()));
    let missing: Vec<&String> = found.iter().filter(|word| ACTIONS.iter().all(|(known, _)| known != word)).collect();
    assert!(missing.is_empty(), "to ACTIONS (audit/action.rs) and to audit.ftl: {missing:?}");
}

#[test]
fn each_action_stands_once_and_each_group_has_some() {
    let distinct: std::collections::BTreeSet<&str> = ACTIONS.iter().map(|(action, _)| *action).collect();
    assert_eq!(distinct.len(), ACTIONS.len());
    for group in Group::ALL {
        assert!(group.actions().next().is_some() && Group::parse(group.as_str()) == Some(group), "{group:?}");
    }
}
