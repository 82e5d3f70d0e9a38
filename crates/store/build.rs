//! Embeds the migrations of both engines, so that one binary is enough and a new file is never overlooked.

use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::var("CARGO_MANIFEST_DIR")?;
    let out = std::env::var("OUT_DIR")?;
    for engine in ["sqlite", "postgres"] {
        let folder = Path::new(&root).join("../../migrations").join(engine).canonicalize()?;
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut names: Vec<String> = Vec::new();
        for entry in std::fs::read_dir(&folder)? {
            let name = entry?.file_name().into_string().map_err(|name| format!("no UTF-8: {}", name.display()))?;
            names.extend(name.strip_suffix(".sql").map(str::to_owned));
        }
        names.sort();
        let mut list = String::from("&[\n");
        for name in names {
            let (version, words) = name
                .split_once('_')
                .and_then(|(number, words)| Some((number.parse::<i64>().ok()?, words.replace('_', " "))))
                .ok_or_else(|| format!("a migration is named 0001_what_it_does.sql, not {name}.sql"))?;
            let file = folder.join(format!("{name}.sql")).display().to_string();
            writeln!(list, "    ({version}, {words:?}, include_str!({file:?})),")?;
        }
        list.push_str("]\n");
        std::fs::write(Path::new(&out).join(format!("{engine}_migrations.rs")), list)?;
    }
    Ok(())
}
