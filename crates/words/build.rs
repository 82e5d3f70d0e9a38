//! Makes Rust of `locales/<language>/<area>.ftl`. What one language lacks, has too much or uses otherwise than Japanese
//! stops the build with the file and the key.

#[path = "build/mod.rs"]
mod compile;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let locales = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../locales");
    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let sources = compile::read::sources(&locales)?;
    match compile::rust_of(&sources) {
        Ok(rust) => Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), rust)?),
        Err(complaints) => {
            for complaint in complaints {
                println!("cargo::error={complaint}");
            }
            Ok(())
        }
    }
}
