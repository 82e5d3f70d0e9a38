//! Several lines of text. The only way to write a `<textarea>`: the rendering library writes its contents as they are, so
//! that a note could end the field and go on as a page of its writer's. Here they are escaped. A test looks for others.

use leptos::prelude::*;

/// A field of several lines; its label and hints stand around it.
#[component]
pub fn TextArea(
    /// Name.
    #[prop(into)]
    name: String,
    /// Id, if it is not the name.
    #[prop(optional, into)]
    id: Option<String>,
    /// Classes.
    #[prop(default = "input")]
    class: &'static str,
    /// Lines in sight.
    #[prop(optional)]
    rows: Option<u8>,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// The ids it is described by.
    #[prop(optional_no_strip)]
    described: Option<String>,
    /// Whether there is something to mend.
    #[prop(optional)]
    invalid: bool,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let rows = rows.map(|rows| rows.to_string());
    view! {
        <textarea class=class id=id name=name rows=rows aria-describedby=described
            aria-invalid=invalid.then_some("true")>{escaped(value)}</textarea>
    }
}

/// As HTML reads it in a field of several lines, and in a title: references are resolved, and the first line break is dropped.
pub(super) fn escaped(text: String) -> String {
    if !text.contains(['&', '<', '>']) && !text.starts_with(['\n', '\r']) {
        return text;
    }
    let first = if text.starts_with(['\n', '\r']) { "\n" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("{first}{text}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn no_text_ends_its_field() {
        assert_eq!(escaped("</textarea><form>".to_owned()), "&lt;/textarea&gt;&lt;form&gt;");
        assert_eq!(escaped("&lt;".to_owned()), "&amp;lt;", "what was typed comes back as it was typed");
        assert_eq!(escaped("\nsecond line".to_owned()), "\n\nsecond line");
    }

    #[test]
    fn no_other_file_writes_a_field_of_several_lines() {
        fn walk(folder: &Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    walk(&path, found);
                } else if !path.ends_with("components/textarea.rs") {
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    if text.contains("<textarea") || text.contains("inner_html") && text.contains("textarea") {
                        found.push(path.display().to_string());
                    }
                }
            }
        }
        let mut found = Vec::new();
        walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        assert_eq!(found, Vec::<String>::new());
    }
}
