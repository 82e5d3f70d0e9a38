//! Fields as mails and reports write them: `Name: value`, folded, in groups with an empty line between.

/// A field: its name in small letters, and its value.
pub(super) type Field = (String, String);

/// The groups of a text.
pub(super) fn groups(text: &str) -> Vec<Vec<Field>> {
    let (mut groups, mut group) = (Vec::new(), Vec::<Field>::new());
    for line in text.lines() {
        let said = line.trim();
        if said.is_empty() {
            groups.push(std::mem::take(&mut group));
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.last_mut() {
                value.push(' ');
                value.push_str(said);
            }
        } else if let Some((name, value)) = said.split_once(':') {
            group.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    groups.push(group);
    groups.retain(|group| !group.is_empty());
    groups
}

/// The value of that field.
pub(super) fn value<'a>(group: &'a [Field], name: &str) -> Option<&'a str> {
    group.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Message-IDs in angle brackets, without them.
pub(super) fn ids(text: &str) -> Vec<String> {
    let parts = text.split('<').skip(1).filter_map(|part| part.split_once('>'));
    parts
        .map(|(id, _)| id.trim().to_owned())
        .filter(|id| id.contains('@') && !id.contains(char::is_whitespace))
        .collect()
}

/// The Message-IDs that stand as fields of quoted headers in a text, wherever they begin.
pub(super) fn quoted_ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t', '|'])).peekable();
    while let Some(line) = lines.next() {
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.trim().eq_ignore_ascii_case("message-id") {
            // A long one stands on the next line.
            let next = lines.peek().copied().unwrap_or_default();
            found.extend(ids(if value.trim().is_empty() { next } else { value }));
        }
    }
    found
}
