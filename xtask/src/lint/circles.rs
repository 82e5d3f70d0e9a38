//! In no layer does an area need another that needs it: whoever changes one knows which others to look at.

use crate::{paths, sh::Result};
use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

/// Each layer's folder, and the module that its areas stand in as their sources name it.
const LAYERS: [(&str, &str); 5] = [
    ("crates/domain/src", "crate::"),
    ("crates/service/src", "crate::"),
    // Compiled once for each engine: its sources name each other by `super` alone.
    ("crates/store/src/shared", "crate::shared::"),
    ("app/src/pages", "crate::pages::"),
    ("server/src/http", "crate::http::"),
];

/// The circles of all layers.
pub fn check() -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (folder, module) in LAYERS {
        found.extend(circle(&paths::root().join(folder), module)?.map(|circle| format!("{folder}: {circle}")));
    }
    Ok(found)
}

/// A circle of areas each of which names the next, if there is one. What stands beside the areas (`model`, `pages.rs`) is nobody's.
fn circle(folder: &Path, module: &str) -> Result<Option<String>> {
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
        let mut named = BTreeSet::new();
        named_in(&folder.join(area), 1, module, &mut named)?;
        let beside = folder.join(format!("{area}.rs"));
        if beside.exists() {
            named.extend(names(&code(&beside)?, module, 1));
        }
        named.retain(|other| other != area && areas.contains(other));
        needs.insert(area.clone(), named);
    }
    Ok(circle_in(&mut needs))
}

/// What the sources of a folder name of their layer, `depth` modules below it. Not what the store is asked: its traits speak of
/// all areas.
fn named_in(folder: &Path, depth: usize, module: &str, named: &mut BTreeSet<String>) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            named_in(&path, depth + 1, module, named)?;
        } else if path.file_name().is_some_and(|name| name != "repository.rs") {
            let own = usize::from(path.file_name().is_some_and(|name| name != "mod.rs"));
            named.extend(names(&code(&path)?, module, depth + own));
        }
    }
    Ok(())
}

/// The modules of a layer that a source `depth` modules below it names: by the layer's own path, or upwards.
fn names(code: &str, module: &str, depth: usize) -> BTreeSet<String> {
    let upwards = "super::".repeat(depth);
    let mut found = BTreeSet::new();
    for way in [module, upwards.as_str()] {
        for (at, _) in code.match_indices(way) {
            // `super::super::x` is no `super::x`, nor is `mendan_crate::x` a `crate::x`.
            let before = code[..at].chars().next_back();
            let whole = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | ':'));
            if whole {
                found.extend(first_words(&code[at + way.len()..]));
            }
        }
    }
    found
}

/// The word a path goes on with, or all of those between braces.
fn first_words(rest: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let (mut words, mut open, mut one) = (Vec::new(), 0_i32, String::new());
    for c in group.chars() {
        match c {
            '}' if open == 0 => break,
            ',' if open == 0 => words.push(std::mem::take(&mut one)),
            other => {
                open += i32::from(other == '{') - i32::from(other == '}');
                one.push(other);
            }
        }
    }
    words.push(one);
    words.iter().map(|path| word(path.trim())).collect()
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

/// A file without its comments.
fn code(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path)?;
    Ok(text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect())
}

/// Everything under a folder but comments and what the store is asked.
pub(super) fn sources(folder: &Path, text: &mut String) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, text)?;
        } else if path.file_name().is_some_and(|name| name != "repository.rs") {
            *text += &code(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{circle, circle_in, names};
    use std::collections::{BTreeMap, BTreeSet};
    use std::fs;

    #[test]
    fn areas_that_need_each_other_are_named() {
        let of = |others: &[&str]| others.iter().map(|&other| other.to_owned()).collect::<BTreeSet<_>>();
        let mut needs = BTreeMap::from([("desk".to_owned(), of(&["booking"])), ("booking".to_owned(), of(&[]))]);
        assert_eq!(circle_in(&mut needs.clone()), None);
        needs.insert("booking".to_owned(), of(&["desk"]));
        assert_eq!(circle_in(&mut needs), Some("a circle of areas: booking needs desk; desk needs booking".to_owned()));
    }

    #[test]
    fn the_tree_has_no_circle() -> super::Result {
        assert_eq!(super::check()?, Vec::<String>::new());
        Ok(())
    }

    #[test]
    fn an_area_is_named_by_every_way_that_leads_to_it() {
        let named = |code: &str, depth| names(code, "crate::pages::", depth).into_iter().collect::<Vec<_>>();
        assert_eq!(named("use crate::pages::desk::wish;\nlet x = crate::pages::kit::y();", 2), ["desk", "kit"]);
        assert_eq!(named("use crate::pages::{desk::{self, wish}, kit};", 2), ["desk", "kit"]);
        assert_eq!(named("use super::super::offer::closure;", 2), ["offer"]);
        assert!(
            !named("use super::offer; use super::super::super::offer;", 2).contains(&"offer".to_owned()),
            "its own, and what stands above the layer"
        );
        assert!(named("use mendan_crate::pages::desk;", 2).is_empty());
    }

    #[test]
    fn a_circle_is_found_in_the_sources_whichever_way_it_is_written() -> super::Result {
        let folder = std::env::temp_dir().join(format!("circles-{}", std::process::id()));
        let write = |file: &str, code: &str| -> super::Result {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().ok_or("no folder")?)?;
            Ok(fs::write(path, code)?)
        };
        write("desk/mod.rs", "use crate::http::forms::fields;\n")?;
        write("forms/kept/deep.rs", "// use crate::http::desk::caller;\nuse super::fields;\n")?;
        write("forms/repository.rs", "use crate::http::desk::caller;\n")?;
        assert_eq!(circle(&folder, "crate::http::")?, None);
        write("forms/kept/deep.rs", "use super::super::super::desk::caller;\n")?;
        let found = circle(&folder, "crate::http::")?;
        fs::remove_dir_all(&folder)?;
        assert_eq!(found, Some("a circle of areas: desk needs forms; forms needs desk".to_owned()));
        Ok(())
    }
}
