//! The templates, compiled in, and how they are rendered.

use std::fmt::Write as _;

use mendan_domain::language::Language;
use mendan_service::model::MessageKind;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, escape_formatter};

use super::compose::ComposeError;
use super::view::View;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// Every template by its path. Names that begin with `_` are parts of others.
const TEMPLATES: [(&str, &str); 39] = templates![
    "_layout.html",
    "ja/_details.txt",
    "ja/_details.html",
    "ja/_closing.txt",
    "ja/_closing.html",
    "ja/confirmation.subject",
    "ja/confirmation.txt",
    "ja/confirmation.html",
    "ja/change.subject",
    "ja/change.txt",
    "ja/change.html",
    "ja/cancellation.subject",
    "ja/cancellation.txt",
    "ja/cancellation.html",
    "ja/reminder_1d.subject",
    "ja/reminder_1d.txt",
    "ja/reminder_1d.html",
    "ja/already_booked.subject",
    "ja/already_booked.txt",
    "ja/already_booked.html",
    "en/_details.txt",
    "en/_details.html",
    "en/_closing.txt",
    "en/_closing.html",
    "en/confirmation.subject",
    "en/confirmation.txt",
    "en/confirmation.html",
    "en/change.subject",
    "en/change.txt",
    "en/change.html",
    "en/cancellation.subject",
    "en/cancellation.txt",
    "en/cancellation.html",
    "en/reminder_1d.subject",
    "en/reminder_1d.txt",
    "en/reminder_1d.html",
    "en/already_booked.subject",
    "en/already_booked.txt",
    "en/already_booked.html",
];

/// The words of one message.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Rendered {
    /// One line.
    pub(super) subject: String,
    /// Plain text.
    pub(super) text: String,
    /// HTML, values escaped.
    pub(super) html: String,
}

mendan_service::masked_debug!(Rendered {});

/// All templates, parsed.
#[derive(Debug)]
pub(super) struct Templates(Environment<'static>);

impl Templates {
    /// Parses them.
    pub(super) fn new() -> Result<Self, ComposeError> {
        let mut environment = Environment::new();
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build()?);
        // A misspelt value is an error in the tests, not a gap in a mother's mail.
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(format_value);
        for (name, source) in TEMPLATES {
            environment.add_template(name, source)?;
        }
        Ok(Self(environment))
    }

    /// The words of one message. HTML escapes by the file's ending.
    pub(super) fn render(
        &self,
        language: Language,
        kind: MessageKind,
        mut view: View,
    ) -> Result<Rendered, ComposeError> {
        let render = |ending: &str, view: &View| -> Result<String, ComposeError> {
            let name = format!("{}/{}.{ending}", language.tag(), kind.as_str());
            Ok(self.0.get_template(&name)?.render(Value::from(Serde(view)))?)
        };
        view.subject = one_line(&render("subject", &view)?);
        Ok(Rendered { text: render("txt", &view)?, html: render("html", &view)?, subject: view.subject })
    }
}

/// Escapes values in HTML. minijinja's own way also writes `/` as `&#x2f;`, which mail programs that look for links by
/// themselves do not read.
fn format_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if matches!(state.auto_escape(), AutoEscape::Html) && !value.is_safe() => {
            for c in text.chars() {
                match c {
                    '&' => out.write_str("&amp;")?,
                    '<' => out.write_str("&lt;")?,
                    '>' => out.write_str("&gt;")?,
                    '"' => out.write_str("&quot;")?,
                    '\'' => out.write_str("&#39;")?,
                    c => out.write_char(c)?,
                }
            }
            Ok(())
        }
        _ => escape_formatter(out, state, value),
    }
}

/// One line without control characters: what may stand in a header.
pub(super) fn one_line(text: &str) -> String {
    let clean = crate::calendar::write::clean(text);
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}
