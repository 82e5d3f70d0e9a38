//! What the product says, in every language. The texts stand in `locales/<language>/<area>.ftl` and are made into plain Rust
//! when this is built: a text without arguments is a field, one with arguments a method whose arguments stand in the order of
//! the alphabet. Nothing is parsed and nothing can fail while the product runs, and what is put into a text is never read
//! as a part of it.
//!
//! ```
//! use mendan_domain::language::Language;
//! let t = &mendan_words::words(Language::En).kit;
//! assert_eq!(t.optional, "optional");
//! assert_eq!(t.errors_title(2), "Please correct 2 things");
//! ```

mod count;
mod dates;
#[cfg(debug_assertions)]
pub mod pseudo;
mod values;

// Its own tests run with those of the crate it makes.
#[cfg(test)]
#[path = "../build/mod.rs"]
mod compile;
#[cfg(test)]
mod tests;

use std::fmt::{Display, Write as _};

pub use count::Count;
pub use made::*;

#[allow(clippy::all, clippy::pedantic, reason = "made of the texts, for the compiler alone")]
mod made {
    //! Everything that is made of `locales/`.

    use std::fmt::Display;

    use icu_plurals::PluralCategory;
    use mendan_domain::language::Language;

    use crate::count::{Count, category};
    use crate::put;

    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

fn put(out: &mut String, value: &dyn Display) {
    // A String takes everything; a value that cannot be written leaves nothing.
    let _ = write!(out, "{value}");
}
