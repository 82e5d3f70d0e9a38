//! Makes the page texts from `locales/*.json`: a key that one language lacks, or a `{placeholder}` that differs, stops
//! the build.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Locale = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed=build.rs");
    let ja = read(&locales.join("ja.json"))?;
    let en = read(&locales.join("en.json"))?;
    let complaints = differences(&ja, &en);
    if !complaints.is_empty() {
        return Err(format!("locales/ja.json and locales/en.json differ:\n{}", complaints.join("\n")).into());
    }
    let out = Path::new(&env::var("OUT_DIR")?).join("texts.rs");
    Ok(fs::write(out, generate(&[("JA", &ja), ("EN", &en)], &ja)?)?)
}

fn read(file: &Path) -> Result<Locale, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?)
}

fn differences(ja: &Locale, en: &Locale) -> Vec<String> {
    let keys: BTreeSet<&String> = ja.keys().chain(en.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (ja.get(key), en.get(key)) {
            (Some(ja), Some(en)) if placeholders(ja) != placeholders(en) => Some(format!("{key}: other placeholders")),
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some(format!("{key}: missing in en.json")),
            (None, _) => Some(format!("{key}: missing in ja.json")),
        })
        .collect()
}

/// The names between braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

fn generate(languages: &[(&str, &Locale)], keys: &Locale) -> Result<String, std::fmt::Error> {
    let mut out = String::from("/// Every text of the pages in one language.\n#[derive(Debug)]\npub struct Texts {\n");
    for (key, ja) in keys {
        writeln!(out, "    /// {}\n    pub {key}: &'static str,", ja.replace('\n', " "))?;
    }
    out.push_str("}\n");
    for (name, texts) in languages {
        writeln!(out, "/// The texts of that language.\npub static {name}: Texts = Texts {{")?;
        for (key, text) in *texts {
            writeln!(out, "    {key}: {text:?},")?;
        }
        out.push_str("};\n");
    }
    Ok(out)
}
