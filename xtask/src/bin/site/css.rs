//! One stylesheet from `style/main.css` and what it imports, without comments and needless space.
//!
//! Knows `@import "file.css"`, also with `layer(name)` or a media query behind it; nothing else of the language needs
//! understanding. Addresses in `url(…)` must be absolute, for the result lives in `/pkg`.

use crate::Result;
use std::{fs, path::Path};

/// The stylesheet; empty as long as there is none.
pub fn bundle(path: &Path) -> Result<String> {
    if path.exists() { read(path) } else { Ok(String::new()) }
}

fn read(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let text = squeeze(&text);
    let (mut rest, mut out) = (text.as_str(), String::new());
    // Imports come before all rules; only statements may stand between them.
    while let Some((statement, tail)) = rest.split_once(';').filter(|(s, _)| s.starts_with('@') && !s.contains('{')) {
        match statement.strip_prefix("@import") {
            Some(import) => out += &imported(path, import.trim())?,
            None if statement.starts_with("@charset") => {}
            None => out.extend([statement, ";"]),
        }
        rest = tail;
    }
    Ok(out + rest)
}

fn imported(from: &Path, import: &str) -> Result<String> {
    let wrong = || format!("{}: cannot read `@import {import}`: expected `@import \"file.css\" …`", from.display());
    let quote = import.chars().next().filter(|c| ['"', '\''].contains(c)).ok_or_else(wrong)?;
    let (file, condition) = import.strip_prefix(quote).and_then(|i| i.split_once(quote)).ok_or_else(wrong)?;
    let content = read(&from.with_file_name("").join(file))?;
    Ok(match condition.trim() {
        "" => content,
        layer if layer.starts_with("layer(") && layer.ends_with(')') => {
            format!("@layer {}{{{content}}}", layer.trim_start_matches("layer(").trim_end_matches(')'))
        }
        media => format!("@media {media}{{{content}}}"),
    })
}

/// Drops comments and space that says nothing; strings stay as they are.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '/' && rest.peek() == Some(&'*') {
            rest.next();
            let mut last = ' ';
            while let Some(c) = rest.next().filter(|c| !(last == '*' && *c == '/')) {
                last = c;
            }
            space = true;
        } else if c.is_whitespace() {
            space = true;
        } else {
            if space && !"{};,".contains(c) && !out.is_empty() && !out.ends_with(['{', '}', ';', ',', ':']) {
                out.push(' ');
            }
            space = false;
            if c == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(c);
            if c == '"' || c == '\'' {
                string(c, &mut rest, &mut out);
            }
        }
    }
    out
}

fn string(quote: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for c in rest.by_ref() {
        out.push(c);
        if c == quote && !escaped {
            return;
        }
        escaped = c == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn needless_space_and_comments_go_and_strings_stay() {
        let css = "/* a */\na :hover,\n b > c { content: \"a  /* b */ \\\" ;  }\";\n  margin: 0 calc(1px + 2px); }\n";
        assert_eq!(squeeze(css), r#"a :hover,b > c{content:"a  /* b */ \" ;  }";margin:0 calc(1px + 2px)}"#);
    }
}
