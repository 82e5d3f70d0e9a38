//! One word for one area, in every layer: `docs/ARCHITECTURE.md` has the table, the folders must agree with it, no layer names
//! one above it, no area is needed by one that it needs itself, and every area of the service has tests of its own.

use crate::{paths, sh::Result};
use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

/// The layers whose folders are areas, by the word of their column in the table.
const LAYERS: [(&str, &str); 5] = [
    ("domain", "crates/domain/src"),
    ("service", "crates/service/src"),
    ("store", "crates/store/src/shared"),
    ("pages", "app/src/pages"),
    ("http", "server/src/http"),
];
/// Layers whose areas must not need each other in a circle: folder, and the path that names an area.
const RANKED: [(&str, &str); 2] = [("crates/domain/src", "crate::"), ("crates/service/src", "crate::")];
/// Where the use cases of each area of the service have their tests, in a folder of its name.
const TESTED: &str = "crates/service/tests";
/// What the tests of all areas are made of.
const SUPPORT: &str = "support";
/// What a crate's sources must not name: its dependencies point downwards.
const ABOVE: [(&str, &[&str]); 5] = [
    ("crates/domain/src", &["mendan_words", "mendan_service", "mendan_store", "mendan_app"]),
    ("crates/words/src", &["mendan_service", "mendan_store", "mendan_app"]),
    ("crates/service/src", &["mendan_words", "mendan_store", "mendan_app", "sqlx", "axum", "lettre"]),
    ("crates/store/src", &["mendan_words", "mendan_app", "axum", "lettre"]),
    ("app/src", &["mendan_store", "sqlx::", "lettre::", "axum::"]),
];

/// Names every area that is in the table or in the tree alone, and every use of a layer above.
pub fn check() -> Result {
    let table = fs::read_to_string(paths::root().join("docs/ARCHITECTURE.md"))?;
    let mut wrong = Vec::new();
    for (layer, folder) in LAYERS {
        let told = told(&table, layer);
        let there = areas(&paths::root().join(folder), &told)?;
        let lone = |one: &BTreeSet<String>, other: &BTreeSet<String>, where_: &str| -> Vec<String> {
            one.difference(other).map(|area| format!("{folder}: {area} is only in the {where_}")).collect()
        };
        wrong.extend(lone(&told, &there, "table"));
        wrong.extend(lone(&there, &told, "tree"));
    }
    for (folder, above) in ABOVE {
        upwards(&paths::root().join(folder), above, &mut wrong)?;
    }
    untested(&told(&table, "service"), &paths::root().join(TESTED), &mut wrong)?;
    for (folder, path) in RANKED {
        if let Some(circle) = circle(&paths::root().join(folder), path)? {
            wrong.push(format!("{folder}: {circle}"));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("areas and layers:\n{}", wrong.join("\n")).into()) }
}

/// The areas that the table gives a layer: an area in backticks, what belongs to it, its layers.
fn told(table: &str, layer: &str) -> BTreeSet<String> {
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let of = rows.filter(|(_, rest)| {
        rest.rsplit(" | ").next().is_some_and(|layers| layers.trim_end_matches(" |").split(' ').any(|one| one == layer))
    });
    of.map(|(area, _)| area.to_owned()).collect()
}

/// Names every area without tests of its own, and every folder of tests that is no area's. A folder that `main.rs` does not name
/// is not run.
fn untested(areas: &BTreeSet<String>, folder: &Path, wrong: &mut Vec<String>) -> Result {
    let main = fs::read_to_string(folder.join("main.rs"))?;
    for area in areas {
        let mut code = String::new();
        if folder.join(area).is_dir() {
            sources(&folder.join(area), &mut code)?;
        }
        let tested = code.contains("#[test]") || code.contains("on_both_engines!(");
        if !tested || !main.contains(&format!("\nmod {area};\n")) {
            wrong.push(format!("{TESTED}/{area}: the use cases of this area have no tests of their own"));
        }
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && name != SUPPORT && !areas.contains(&name) {
            wrong.push(format!("{TESTED}/{name} is no area of the service"));
        }
    }
    Ok(())
}

/// Folders, but for those that only hold what a file of the same name is divided into (`text.rs`, `text/`) and that nobody
/// calls an area.
fn areas(folder: &Path, told: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let mut areas = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = path.with_extension("rs").exists() && !told.contains(&name);
        if path.is_dir() && !part {
            areas.insert(name);
        }
    }
    Ok(areas)
}

/// A circle of areas each of which names the next, if there is one. What stands beside the areas (`services`, `model`) is nobody's.
fn circle(folder: &Path, path: &str) -> Result<Option<String>> {
    let mut areas = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?.path();
        // The hub puts all areas together.
        if entry.is_dir() && entry.file_name().is_some_and(|name| name != "services") {
            areas.insert(entry.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    let mut needs: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for area in &areas {
        let mut text = String::new();
        sources(&folder.join(area), &mut text)?;
        let beside = folder.join(format!("{area}.rs"));
        if beside.exists() {
            text += &fs::read_to_string(beside)?;
        }
        let others = areas.iter().filter(|other| *other != area && text.contains(&format!("{path}{other}::")));
        needs.insert(area.clone(), others.cloned().collect());
    }
    Ok(circle_in(&mut needs))
}

/// Takes away what needs nothing that is left, until nothing does: what remains goes round in a circle.
fn circle_in(needs: &mut BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    loop {
        let free: Vec<String> =
            needs.iter().filter(|(_, others)| others.is_empty()).map(|(area, _)| area.clone()).collect();
        if free.is_empty() {
            break;
        }
        for area in free {
            needs.remove(&area);
            for others in needs.values_mut() {
                others.remove(&area);
            }
        }
    }
    let told = needs.iter().map(|(area, others)| format!("{area} needs {}", Vec::from_iter(others.clone()).join(", ")));
    (!needs.is_empty()).then(|| format!("a circle of areas: {}", told.collect::<Vec<_>>().join("; ")))
}

/// Everything under a folder but comments and what the store is asked: its traits speak of all areas.
fn sources(folder: &Path, text: &mut String) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, text)?;
        } else if path.file_name().is_some_and(|name| name != "repository.rs") {
            let code = fs::read_to_string(&path)?;
            let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                text.extend([line, "\n"]);
            }
        }
    }
    Ok(())
}

fn upwards(folder: &Path, above: &[&str], wrong: &mut Vec<String>) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            upwards(&path, above, wrong)?;
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let code = text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with("//"));
        for (line, number) in code {
            if let Some(name) = above.iter().find(|name| line.contains(*name)) {
                let shown = path.strip_prefix(paths::root()).unwrap_or(&path).display();
                wrong.push(format!("{shown}:{number} names {name}"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{circle_in, told};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_table_tells_the_layers_of_an_area() {
        let table = "| area | what | layers |\n|---|---|---|\n| `desk` | who calls | domain pages |\n| `call` | a list | pages |";
        assert_eq!(told(table, "domain").into_iter().collect::<Vec<_>>(), ["desk"]);
        assert_eq!(told(table, "pages").len(), 2);
    }

    #[test]
    fn areas_that_need_each_other_are_named() {
        let of = |others: &[&str]| others.iter().map(|&other| other.to_owned()).collect::<BTreeSet<_>>();
        let mut needs = BTreeMap::from([("desk".to_owned(), of(&["booking"])), ("booking".to_owned(), of(&[]))]);
        assert_eq!(circle_in(&mut needs.clone()), None);
        needs.insert("booking".to_owned(), of(&["desk"]));
        assert_eq!(circle_in(&mut needs), Some("a circle of areas: booking needs desk; desk needs booking".to_owned()));
    }
}
