//! One word for one area, in every layer: `docs/ARCHITECTURE.md` has the table, the folders must agree with it, no layer names
//! one above it, no area is needed by one that it needs itself, and every area of the service has tests of its own.

use super::circles::{self, sources};
use crate::{paths, sh::Result};
use std::collections::BTreeSet;
use std::{fs, path::Path};

/// The layers whose folders are areas, by the word of their column in the table.
const LAYERS: [(&str, &str); 5] = [
    ("domain", "crates/domain/src"),
    ("service", "crates/service/src"),
    ("store", "crates/store/src/shared"),
    ("pages", "app/src/pages"),
    ("http", "server/src/http"),
];
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
    wrong.extend(circles::check()?);
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
    use super::told;

    #[test]
    fn the_table_tells_the_layers_of_an_area() {
        let table = "| area | what | layers |\n|---|---|---|\n| `desk` | who calls | domain pages |\n| `call` | a list | pages |";
        assert_eq!(told(table, "domain").into_iter().collect::<Vec<_>>(), ["desk"]);
        assert_eq!(told(table, "pages").len(), 2);
    }
}
