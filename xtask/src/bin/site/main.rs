//! Packs the site: `site WASM OUT [WASM_OPT]`. With `wasm-opt` it makes things small and compresses them beforehand.
//!
//! ```text
//! OUT/hash.txt                            js:… wasm:… css:… as Leptos reads it
//! OUT/pkg/mendan.HASH.{js,wasm,css}       with .br and .gz beside them
//! OUT/…                                   what is in public/
//! ```

mod bindgen;
mod css;
mod pack;

use std::{
    error::Error,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Errors are sentences for the person at the terminal.
type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let result = match args.as_slice() {
        [wasm, out] => build(wasm, out, None),
        [wasm, out, wasm_opt] => build(wasm, out, Some(wasm_opt)),
        _ => Err("usage: site WASM OUT [WASM_OPT]".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("site: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(wasm: &Path, out: &Path, wasm_opt: Option<&Path>) -> Result {
    // The working folder remembers what was made from what, beside the compiler's output.
    let work = wasm.with_extension("site");
    fs::create_dir_all(&work)?;
    let bindings = bindgen::bindings(wasm, &work, wasm_opt)?;
    let css = css::bundle(Path::new("style/main.css"))?;
    pack::pack(&bindings, &css, Path::new("public"), out, &work, wasm_opt.is_some())
}

/// Names contents, in file names and in notes of what was made from what.
fn fingerprint(content: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    // A new version of this tool may make something else of the same input.
    (env!("CARGO_PKG_VERSION"), content).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Whether the note in `file` says the work for `inputs` was done; if not, forgets it until it is noted anew.
fn is_done(file: &Path, inputs: &str) -> bool {
    let done = fs::read_to_string(file).is_ok_and(|noted| noted == inputs);
    if !done {
        // It may not exist yet.
        let _ = fs::remove_file(file);
    }
    done
}

/// All files below a folder, sorted, with their contents; none if there is no folder.
fn files(dir: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.strip_prefix(dir)?.to_path_buf(), fs::read(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}
