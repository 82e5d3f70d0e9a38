//! The city's colour and its logo.

use mendan_domain::city::colour::Colour;
use mendan_domain::city::theme::Theme;
use mendan_domain::fault::Fault;
use serde::{Deserialize, Serialize};

use super::part::{Part, Shown, Typed};
use super::picture::digest;
use crate::city::catalogue::Municipality;
use crate::forms::Checks;

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// What can be pressed has it; none: the product's own.
    pub colour: Option<Colour>,
    /// Its logo.
    pub logo: Option<Logo>,
}

/// A picture among the city's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The first 128 bits of its SHA-256, in hexadecimal digits: its address.
    pub digest: String,
    /// How large it is, pixels: a browser keeps its place while it is on its way.
    pub size: (u32, u32),
}

/// A stylesheet under a name that holds what it says: the same name is the same sheet for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// `0b595e-1c9a…`: the colour, and a digest of what becomes of it in this release.
    pub name: String,
    /// Its text.
    pub css: String,
}

impl Sheet {
    /// Of a colour. `None` of one that cannot be read.
    pub fn of(colour: Colour) -> Option<Self> {
        let css = Theme::of(colour)?.stylesheet();
        Some(Self { name: format!("{}-{}", colour.to_string().trim_start_matches('#'), digest(css.as_bytes())), css })
    }

    /// The sheet of that name.
    pub fn named(name: &str) -> Option<Self> {
        let colour = Colour::parse(name.split('-').next()?)?;
        Self::of(colour).filter(|sheet| sheet.name == name)
    }
}

impl Part for Look {
    fn read(city: &Municipality) -> Self {
        city.settings.look.clone()
    }

    /// The logo comes by a form of its own. A colour that was offered instead of a pale one is taken by a button.
    fn typed(form: &Typed<'_>, stands: Self, checks: &mut Checks) -> Self {
        let colour = checks.optional("colour", form.fields.some("take").or(form.fields.some("colour")), Colour::parse);
        checks.fail_if(colour.is_some_and(|colour| Theme::of(colour).is_none()), "colour", Fault::Pale);
        Self { colour, ..stands }
    }

    fn apply(self, city: &mut Municipality) {
        city.settings.look = self;
    }

    fn shown(&self) -> Shown {
        let colour = self.colour.map(|colour| colour.to_string()).unwrap_or_default();
        let logo = self.logo.as_ref().map(|logo| logo.digest.clone()).unwrap_or_default();
        vec![("colour", colour), ("logo", logo)]
    }
}
