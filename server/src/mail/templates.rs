//! The templates, compiled in, and how they are rendered. They say how a message is made up; its sentences are the language's
//! (`said.rs`). Those of a kind stand in its folder in the service, what all have in common in `server/templates`.

use std::fmt::Write as _;

use mendan_domain::language::Language;
use mendan_service::model::MessageKind;
use mendan_service::staff::letter::StaffMessage;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, Value, context, escape_formatter};
use serde::Serialize;

use super::compose::ComposeError;
use super::said::Said;
use super::staff_view::StaffView;
use super::view::View;

macro_rules! parts {
    ($($part:literal)*) => { [$(($part, include_str!(concat!("../../templates/", $part))),)*] };
}

/// The parts of which mails are made, by their names.
const PARTS: [(&str, &str); 7] = parts!["_layout.html" "_details.txt" "_details.html" "_closing.txt" "_closing.html"
    "_staff_closing.txt" "_staff_closing.html"];

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
        for (name, source) in PARTS {
            environment.add_template(name, source)?;
        }
        let about_bookings = MessageKind::ALL.map(|kind| (kind.as_str(), kind.mail())).into_iter();
        for (kind, mail) in about_bookings.chain(StaffMessage::ALL.map(|kind| (kind.as_str(), kind.mail()))) {
            for (ending, source) in [("subject", mail.subject), ("txt", mail.text), ("html", mail.html)] {
                environment.add_template_owned(name(kind, ending), source)?;
            }
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
        let render = |ending: &str, view: &View| self.part(language, &name(kind.as_str(), ending), view);
        view.subject = one_line(&render("subject", &view)?);
        Ok(Rendered { text: render("txt", &view)?, html: render("html", &view)?, subject: view.subject })
    }

    /// The words of a letter to a member of staff.
    pub(super) fn render_to_staff(
        &self,
        language: Language,
        kind: &str,
        mut view: StaffView,
    ) -> Result<Rendered, ComposeError> {
        let render = |ending: &str, view: &StaffView| self.part(language, &name(kind, ending), view);
        view.subject = one_line(&render("subject", &view)?);
        Ok(Rendered { text: render("txt", &view)?, html: render("html", &view)?, subject: view.subject })
    }

    fn part(&self, language: Language, name: &str, view: &impl Serialize) -> Result<String, ComposeError> {
        let t = Value::from_object(Said(language));
        Ok(self.0.get_template(name)?.render(context! { t, ..Value::from(Serde(view)) })?)
    }
}

/// `change.html`: the ending decides what is escaped.
fn name(kind: &str, ending: &str) -> String {
    format!("{kind}.{ending}")
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
