//! Fields of set-up forms: label, hint, error and value in that order. What was typed and refused goes before what is stored.

use leptos::prelude::*;
use mendan_domain::fault::Fault;
use mendan_service::FieldError;
use mendan_service::model::SetupRow;

use crate::components::error_summary::{ErrorSummary, Mend};
use crate::components::field::{Optional, described_by, field_class};
use crate::components::textarea::TextArea;
use crate::components::version::version_field;
use crate::context::{RefusedForm, Request};
use crate::i18n::{staff_language, staff_words};
use crate::pages::city::errors::{input_of, sentence};

/// The version of a row as a form carries it. A form that comes back to be mended or confirmed keeps the one it was made from:
/// only who has been shown what is stored now may write over it.
pub(crate) fn version_of(request: &Request, row: SetupRow) -> AnyView {
    let back = request.form.as_deref().filter(|form| !form.is_changed()).and_then(|form| form.value("version"));
    let version = back.and_then(|version| version.parse().ok());
    version_field(version.unwrap_or_else(|| request.catalogue().versions.of(row)))
}

/// A form as it is shown: fresh, or refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'a> {
    refused: Option<&'a RefusedForm>,
}

impl<'a> Form<'a> {
    /// The form of this request.
    pub(crate) fn of(request: &'a Request) -> Self {
        Self { refused: request.form.as_deref() }
    }

    /// A form that came back, or none.
    pub(crate) const fn back(refused: Option<&'a RefusedForm>) -> Self {
        Self { refused }
    }

    /// A form that nobody has posted.
    pub(crate) const fn fresh() -> Self {
        Self { refused: None }
    }

    /// Whether what came back is the form with that field; a page may hold several.
    pub(crate) fn is_of(self, name: &str) -> bool {
        self.refused.is_none_or(|form| form.value(name).is_some())
    }

    /// What stands in a field: as typed, or as stored.
    pub(crate) fn value(self, name: &str, stored: &str) -> String {
        self.refused.map_or(stored, |form| form.value(name).unwrap_or_default()).to_owned()
    }

    /// What stands in a field of the row `index`: fields of rows share their name.
    fn nth(self, name: &str, index: usize, stored: &str) -> String {
        self.refused.map_or(stored, |form| form.all(name).nth(index).unwrap_or_default()).to_owned()
    }

    /// Whether a box of that value is ticked.
    pub(crate) fn ticked(self, name: &str, value: &str, stored: bool) -> bool {
        self.refused.map_or(stored, |form| form.all(name).any(|ticked| ticked == value))
    }

    /// Whether that is wrong with a field.
    pub(crate) fn has_error(self, name: &str, fault: Fault) -> bool {
        self.refused.is_some_and(|form| form.error(name) == Some(fault))
    }

    /// The sentence of a field's error.
    pub(crate) fn error(self, name: &str) -> Option<String> {
        self.refused?.error(name).map(|code| sentence(name, code))
    }

    /// What is stored, where something else was typed and the row has changed since: both are shown.
    fn now(self, stored: &str, typed: &str) -> Option<String> {
        let differs = self.refused.is_some_and(RefusedForm::is_changed) && stored.trim() != typed.trim();
        let t = &staff_words().city;
        let stored = if stored.trim().is_empty() { t.empty } else { stored };
        differs.then(|| t.now(stored))
    }

    /// All that is to mend, each a link to its field; or that the row has changed meanwhile.
    pub(crate) fn summary(self) -> AnyView {
        let t = &staff_words().city;
        if self.refused.is_some_and(RefusedForm::is_changed) {
            return view! {
                <section class="notice notice--error" id="version" role="alert" tabindex="-1" autofocus=true>
                    <p><strong>{t.changed_title}</strong></p>
                    <p>{t.changed_text}</p>
                </section>
            }
            .into_any();
        }
        let errors = self.refused.map(|form| form.errors.as_slice()).unwrap_or_default();
        let mends: Vec<Mend> = errors
            .iter()
            .map(|FieldError { field, code }| Mend {
                id: input_of(field).to_owned(),
                sentence: sentence(field, *code),
                asks: code.asks(),
            })
            .collect();
        view! { <ErrorSummary language=staff_language() errors=mends/> }.into_any()
    }
}

/// A field of one or more lines.
#[derive(Clone)]
pub(crate) struct Line {
    name: String,
    label: String,
    /// Said before the label where several fields share a legend.
    of: String,
    stored: String,
    hint: Option<String>,
    optional: bool,
    kind: &'static str,
    class: &'static str,
    mode: Option<&'static str>,
    autocomplete: &'static str,
    rows: Option<u8>,
    row: Option<usize>,
}

mendan_service::masked_debug!(Line { name, label });

impl Line {
    /// A line of text.
    pub(crate) fn text(name: impl Into<String>, label: impl Into<String>, stored: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            of: String::new(),
            stored: stored.into(),
            hint: None,
            optional: false,
            kind: "text",
            class: "input",
            mode: None,
            autocomplete: "off",
            rows: None,
            row: None,
        }
    }

    /// Several lines of text.
    pub(crate) fn lines(name: impl Into<String>, label: impl Into<String>, stored: impl Into<String>) -> Self {
        Self { rows: Some(3), ..Self::text(name, label, stored) }
    }

    /// A number; empty when there is none.
    pub(crate) fn number(name: impl Into<String>, label: impl Into<String>, stored: Option<i64>) -> Self {
        let stored = stored.map(|number| number.to_string()).unwrap_or_default();
        Self { mode: Some("numeric"), class: "input input--year", ..Self::text(name, label, stored) }
    }

    /// A time of day such as 9:00.
    pub(crate) fn time(name: impl Into<String>, label: impl Into<String>, stored: impl Into<String>) -> Self {
        Self { class: "input input--year", ..Self::text(name, label, stored) }
    }

    /// A date, `2026-12-01`; browsers offer their calendar.
    pub(crate) fn date(name: impl Into<String>, label: impl Into<String>, stored: impl Into<String>) -> Self {
        Self { kind: "date", class: "input input--date", ..Self::text(name, label, stored) }
    }

    /// A mail address of a member of staff, which browsers may know.
    pub(crate) fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { kind: "email", mode: Some("email"), autocomplete: "email", ..Self::text(name, label, "") }
    }

    /// A new password; what was typed never comes back.
    pub(crate) fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { kind: "password", autocomplete: "new-password", ..Self::text(name, label, "") }
    }

    /// The password she has; what was typed never comes back.
    pub(crate) fn old_password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { autocomplete: "current-password", ..Self::password(name, label) }
    }

    /// With that text stored in it.
    pub(crate) fn holding(self, stored: impl Into<String>) -> Self {
        Self { stored: stored.into(), ..self }
    }

    /// Behind a 「任意」.
    pub(crate) fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// With a hint under its label.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What the field is of, said before its label: 「名前 日本語」.
    pub(crate) fn of(self, of: impl Into<String>) -> Self {
        Self { of: of.into(), ..self }
    }

    /// In the row of that number: the id ends with it, the name is that of all rows.
    pub(crate) fn in_row(self, row: usize) -> Self {
        Self { row: Some(row), ..self }
    }

    /// With its label, hint and error, as a field of its own.
    pub(crate) fn view(self, form: Form<'_>) -> AnyView {
        let class = field_class(form.error(&self.name).is_some());
        view! { <div class=class>{self.inner(form)}</div> }.into_any()
    }

    /// The same inside a group.
    pub(crate) fn part(self, form: Form<'_>) -> AnyView {
        view! { <div>{self.inner(form)}</div> }.into_any()
    }

    fn inner(self, form: Form<'_>) -> AnyView {
        let (value, id) = match self.row {
            Some(row) => (form.nth(&self.name, row, &self.stored), format!("{}_{row}", self.name)),
            None => (form.value(&self.name, &self.stored), self.name.clone()),
        };
        let error = form.error(&self.name);
        let now = if self.kind == "password" { None } else { form.now(&self.stored, &value) };
        let Self { name, label, of, hint, optional, kind, class, mode, autocomplete, rows, .. } = self;
        let described = described_by(&name, hint.is_some(), error.is_some());
        let invalid = error.is_some().then_some("true");
        let of = (!of.is_empty()).then(|| view! { <span class="said">{of}" "</span> });
        let optional = optional.then(|| view! { <Optional language=staff_language()/> });
        let of_id = id.clone();
        let field = match rows {
            Some(rows) => view! {
                <TextArea name=name.clone() id=id class rows value described invalid=invalid.is_some()/>
            }
            .into_any(),
            None => view! {
                <input class=class id=id name=name.clone() type=kind value=value inputmode=mode autocomplete=autocomplete
                    aria-describedby=described aria-invalid=invalid/>
            }
            .into_any(),
        };
        view! {
            <label for=of_id>{of}{label}{optional}</label>
            {hints(&name, hint, error)}
            {stands(now)}
            {field}
        }
        .into_any()
    }
}

/// What is stored, beside what was typed.
fn stands(now: Option<String>) -> Option<AnyView> {
    now.map(|now| view! { <p class="hint"><strong>{now}</strong></p> }.into_any())
}

/// Hint and error of a field or a group.
pub(crate) fn hints(name: &str, hint: Option<String>, error: Option<String>) -> AnyView {
    view! {
        {hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
        {error.map(|error| view! { <p class="field-error" id=format!("{name}-error")>{error}</p> })}
    }
    .into_any()
}

/// Fields under one legend.
pub(crate) fn group(form: Form<'_>, name: &str, legend: &str, hint: Option<&str>, inside: AnyView) -> AnyView {
    let (error, hint) = (form.error(name), hint.map(str::to_owned));
    let described = described_by(name, hint.is_some(), error.is_some());
    let class = field_class(error.is_some());
    view! {
        <fieldset class=class aria-describedby=described>
            <legend>{legend.to_owned()}</legend>
            {hints(name, hint, error)}
            {inside}
        </fieldset>
    }
    .into_any()
}

/// One choice of a list.
pub(crate) struct Choice<'a> {
    /// Name and id.
    pub name: &'a str,
    /// Label.
    pub label: &'a str,
    /// Value and words.
    pub options: Vec<(String, String)>,
    /// The stored value.
    pub stored: &'a str,
    /// A hint.
    pub hint: Option<&'a str>,
}

impl Choice<'_> {
    /// The words of a value.
    fn word(&self, value: &str) -> String {
        let option = self.options.iter().find(|(word, _)| word == value);
        option.map(|(_, label)| label.clone()).unwrap_or_default()
    }

    /// As a list to open.
    pub(crate) fn select(self, form: Form<'_>) -> AnyView {
        let (value, error) = (form.value(self.name, self.stored), form.error(self.name));
        let described = described_by(self.name, self.hint.is_some(), error.is_some());
        let now = form.now(&self.word(self.stored), &self.word(&value));
        let (class, invalid) = (field_class(error.is_some()), error.is_some().then_some("true"));
        let options = self.options.into_iter().map(|(word, label)| {
            let selected = word == value;
            view! { <option value=word selected=selected>{label}</option> }
        });
        let (id, name) = (self.name.to_owned(), self.name.to_owned());
        view! {
            <div class=class>
                <label for=name.clone()>{self.label.to_owned()}</label>
                {hints(self.name, self.hint.map(str::to_owned), error)}
                {stands(now)}
                <select class="input" id=id name=name aria-describedby=described aria-invalid=invalid>{options.collect_view()}</select>
            </div>
        }
        .into_any()
    }

    /// As rows, all of them in sight; the first has the group's id.
    pub(crate) fn radios(self, form: Form<'_>) -> AnyView {
        let value = form.value(self.name, self.stored);
        let now = form.now(&self.word(self.stored), &self.word(&value));
        let name = self.name.to_owned();
        let rows = self.options.into_iter().enumerate().map(|(index, (word, label))| {
            let (checked, id) = (word == value, (index == 0).then(|| name.clone()));
            view! {
                <label class="check">
                    <input type="radio" id=id name=name.clone() value=word checked=checked/><span>{label}</span>
                </label>
            }
        });
        let rows = view! { {stands(now)}{rows.collect_view()} }.into_any();
        group(form, self.name, self.label, self.hint, rows)
    }
}

/// Boxes of one name under one legend; the first has the group's id, so that an error leads to it.
pub(crate) fn checks(
    form: Form<'_>,
    name: &str,
    (legend, hint): (&str, Option<&str>),
    boxes: Vec<(String, String, bool)>,
) -> AnyView {
    let ticked = |of: &dyn Fn(&str, bool) -> bool| {
        let labels = boxes.iter().filter(|(value, _, stored)| of(value, *stored)).map(|(_, label, _)| label.as_str());
        labels.collect::<Vec<_>>().join(staff_words().city.comma)
    };
    let now = form.now(&ticked(&|_, stored| stored), &ticked(&|value, stored| form.ticked(name, value, stored)));
    let rows = boxes.into_iter().enumerate().map(|(index, (value, label, stored))| {
        let id = (index == 0).then(|| name.to_owned());
        let checked = form.ticked(name, &value, stored);
        view! {
            <label class="check"><input type="checkbox" id=id name=name.to_owned() value=value checked=checked/><span>{label}</span></label>
        }
    });
    let rows = view! { {stands(now)}{rows.collect_view()} }.into_any();
    group(form, name, legend, hint, rows)
}

/// One box by itself.
pub(crate) fn tick(form: Form<'_>, name: &str, label: &str, stored: bool) -> AnyView {
    let t = &staff_words().city;
    let (checked, error) = (form.ticked(name, "true", stored), form.error(name));
    let (class, described) = (field_class(error.is_some()), described_by(name, false, error.is_some()));
    let (id, named) = (name.to_owned(), name.to_owned());
    let word = |ticked| if ticked { t.yes } else { t.no };
    let now = form.now(word(stored), word(checked));
    view! {
        <div class=class>
            {hints(name, None, error)}
            {stands(now)}
            <label class="check">
                <input type="checkbox" id=id name=named value="true" checked=checked aria-describedby=described/>
                <span>{label.to_owned()}</span>
            </label>
        </div>
    }
    .into_any()
}

/// Two times of day, `{name}_from` and `{name}_until`, under one legend. An error of the pair is of `{name}_from`.
pub(crate) fn time_pair(form: Form<'_>, name: &str, legend: &str, (from, until): (String, String)) -> AnyView {
    let t = &staff_words().city;
    let first = Line::time(format!("{name}_from"), t.from, from).of(legend).part(form);
    let second = Line::time(format!("{name}_until"), t.until, until).of(legend).part(form);
    group(form, name, legend, None, view! { <div class="inline">{first}{second}</div> }.into_any())
}

/// The same text in both languages, `{name}_ja` and `{name}_en`; English may stay empty.
pub(crate) fn both(
    form: Form<'_>,
    name: &str,
    (legend, hint): (&str, Option<&str>),
    (ja, en): (String, String),
    several_lines: bool,
) -> AnyView {
    let t = &staff_words().city;
    let line = |tag: &str, label: &str, stored: String| {
        let name = format!("{name}_{tag}");
        let line = if several_lines { Line::lines(name, label, stored) } else { Line::text(name, label, stored) };
        line.of(legend)
    };
    let (ja, en) = (line("ja", t.in_japanese, ja).part(form), line("en", t.in_english, en).optional().part(form));
    group(form, name, legend, hint, view! { <div class="pair">{ja}{en}</div> }.into_any())
}
