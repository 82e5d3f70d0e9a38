//! From `locales/` to Rust.

pub mod check;
pub mod generate;
pub mod model;
pub mod pseudo;
pub mod read;
pub mod resolve;

use model::{Complaints, Language};
use read::Source;

/// The language that all others are compared with.
pub const REFERENCE: &str = "ja";

/// The whole generated file, or what is wrong, each with its file and key.
pub fn rust_of(sources: &[Source]) -> Result<String, Complaints> {
    let languages = resolve::languages(sources)?;
    check::languages(&languages)?;
    let reference = reference(&languages);
    Ok(generate::file(&languages, reference, &pseudo::of(reference)))
}

fn reference(languages: &[Language]) -> &Language {
    languages.iter().find(|language| language.tag == REFERENCE).unwrap_or(&languages[0])
}
