//! From the compiler's wasm to what a browser loads: wasm-bindgen, then `wasm-opt`.

use crate::{Result, files, fingerprint, is_done};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// What all browsers of the last years know. Named one by one: with all features on, `wasm-opt` writes some that
/// current browsers still refuse.
const FEATURES: [&str; 6] =
    ["bulk-memory", "nontrapping-float-to-int", "reference-types", "mutable-globals", "sign-ext", "multivalue"];

/// The files of `pkg`, `mendan.js` and `mendan_bg.wasm` among them.
pub fn bindings(wasm: &Path, work: &Path, wasm_opt: Option<&Path>) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let (out, note) = (work.join("bindings"), work.join("bindings.txt"));
    let inputs = fingerprint((fs::read(wasm)?, wasm_opt.is_some()));
    if !is_done(&note, &inputs) {
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        let mut bindgen = Bindgen::new();
        bindgen.input_path(wasm).out_name("mendan").typescript(false);
        bindgen.web(true).and_then(|bindgen| bindgen.omit_default_module_path(true).generate(&out)).map_err(chain)?;
        if let Some(wasm_opt) = wasm_opt {
            shrink(wasm_opt, &out.join("mendan_bg.wasm"))?;
        }
        fs::write(note, inputs)?;
    }
    files(&out)
}

fn shrink(wasm_opt: &Path, wasm: &Path) -> Result {
    let mut command = Command::new(wasm_opt);
    command.arg("-Oz").args(FEATURES.map(|feature| format!("--enable-{feature}")));
    let status = command.arg(wasm).arg("-o").arg(wasm).status()?;
    if status.success() { Ok(()) } else { Err(format!("wasm-opt failed ({status})").into()) }
}

/// wasm-bindgen's errors say the important part in their sources.
fn chain(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
