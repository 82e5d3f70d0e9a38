//! Embeds the migrations of both engines, so that one binary is enough and a new file is never overlooked.
//!
//! `migrations/both` is written as PostgreSQL reads it; SQLite is told its own types, in strict tables. What differs by more than that
//! stands in a folder for each engine.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let migrations = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../migrations").canonicalize()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let engines: [(&str, Told); 2] = [("sqlite", sqlite), ("postgres", str::to_owned)];
    for (engine, told) in engines {
        let mut all = BTreeMap::new();
        read(&migrations.join(engine), str::to_owned, &mut all)?;
        read(&migrations.join("both"), told, &mut all)?;
        let mut list = String::from("&[\n");
        for ((version, words), text) in all {
            writeln!(list, "    ({version}, {words:?}, {text:?}),")?;
        }
        list.push_str("]\n");
        fs::write(out.join(format!("{engine}_migrations.rs")), list)?;
    }
    Ok(())
}

/// A text as an engine is told it.
type Told = fn(&str) -> String;

/// Number and words of each migration, and its text.
type Migrations = BTreeMap<(i64, String), String>;

fn read(folder: &Path, told: Told, all: &mut Migrations) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".sql")) else { continue };
        let (number, words) = name
            .split_once('_')
            .and_then(|(number, words)| Some((number.parse::<i64>().ok()?, words.replace('_', " "))))
            .ok_or_else(|| format!("a migration is named 0001_what_it_does.sql, not {name}.sql"))?;
        if all.keys().any(|(known, _)| *known == number) {
            return Err(format!("two migrations have the number {number}").into());
        }
        all.insert((number, words), told(&fs::read_to_string(&path)?));
    }
    Ok(())
}

/// A text in SQLite's words.
fn sqlite(text: &str) -> String {
    let line = |line: &str| if line == ");" { ") STRICT;".to_owned() } else { typed(line) };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// SQLite's types, word by word.
fn typed(line: &str) -> String {
    let words = line.split_inclusive(|c: char| !c.is_ascii_alphabetic());
    let typed = words.map(|word| {
        let (name, after) = word.split_at(word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len()));
        match name {
            "BIGINT" | "BOOLEAN" => format!("INTEGER{after}"),
            "BYTEA" => format!("BLOB{after}"),
            _ => word.to_owned(),
        }
    });
    typed.collect()
}
