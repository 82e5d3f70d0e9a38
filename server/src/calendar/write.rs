//! Content lines: escaping (RFC 5545 3.3.11), parameters (3.2) and folding at 75 octets (3.1).

use icalendar::{Component, Property, ValueType};

/// Longest line in octets, its end not counted.
const LIMIT: usize = 75;

/// Writes content lines, each folded and ended by CR LF.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// An empty file.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.0
    }

    /// `BEGIN:kind`, what `inside` writes, `END:kind`.
    pub fn block(&mut self, kind: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("BEGIN:{kind}"));
        inside(self);
        self.line(&format!("END:{kind}"));
    }

    /// A component of the model with all that is in it. Nothing is added: no stamp, no id.
    pub fn component(&mut self, component: &impl Component) {
        self.block(&component.component_kind(), |writer| {
            for property in component.properties().values().chain(component.multi_properties().values().flatten()) {
                writer.property(property);
            }
            for child in component.components() {
                writer.component(child);
            }
        });
    }

    /// One property with its parameters.
    pub fn property(&mut self, property: &Property) {
        let mut line = property.key().to_owned();
        for parameter in property.params().values() {
            line.push(';');
            line.push_str(parameter.key());
            line.push('=');
            line.push_str(&parameter_value(parameter.value()));
        }
        line.push(':');
        match property.value_type() {
            Some(ValueType::Text) => line.push_str(&escape(property.value())),
            _ => line.extend(property.value().chars().filter(|c| !c.is_control())),
        }
        self.line(&line);
    }

    /// A property without parameters.
    pub fn pair(&mut self, key: &str, value: impl Into<String>) {
        self.property(&Property::new(key, value));
    }

    /// One line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LIMIT {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text with every kind of line end as LF and without other control characters but tab.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars()
        .filter_map(|c| match c {
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' | '\n' => Some(c),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

/// A TEXT value: cleaned, then `\`, `;`, `,` and line ends escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in clean(text).chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A parameter value: quoted where it is no plain word. A quoted string cannot hold a double quote.
fn parameter_value(value: &str) -> String {
    let clean: String = value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect();
    let plain = clean.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'_' | b'+'));
    if plain && !clean.is_empty() { clean } else { format!("\"{clean}\"") }
}
