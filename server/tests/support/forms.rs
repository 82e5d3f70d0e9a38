//! Reads the forms of a page as a browser would post them.

/// The fields of the form that posts to `action`, with what stands in them.
#[track_caller]
pub fn form_of(page: &str, action: &str) -> Vec<(String, String)> {
    let begin = page.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no form posts to {action}"));
    let form = &page[begin..];
    fields_of(&form[..form.find("</form>").expect("the form ends")])
}

/// The same fields, whoever posts them: a colleague has the same form on a page of her own.
pub fn of_anybody(fields: Vec<(String, String)>) -> Vec<(String, String)> {
    fields.into_iter().filter(|(name, _)| name != "whose_page").collect()
}

/// A form of a page that posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where to.
    pub action: String,
    /// With files.
    pub multipart: bool,
    /// What stands in it, and its first button.
    pub fields: Vec<(String, String)>,
    /// Every button that says something.
    pub buttons: Vec<(String, String)>,
}

/// Every form of a page that posts.
pub fn forms_of(page: &str) -> Vec<Form> {
    let forms = page.split("<form").skip(1).filter_map(|rest| {
        let (head, form) = rest.split("</form>").next()?.split_once('>')?;
        let head = format!("{head} ");
        let action = attribute(&head, "action").filter(|_| attribute(&head, "method").as_deref() == Some("post"))?;
        let action = action.split('#').next().unwrap_or_default().to_owned();
        let mut fields = fields_of(form);
        let tags = form.split("<button").skip(1).filter_map(|rest| rest.split('>').next());
        let said: Vec<_> = tags.map(|tag| attribute(tag, "name").zip(attribute(tag, "value"))).collect();
        fields.extend(said.first().cloned().flatten());
        let buttons = said.into_iter().flatten().collect();
        Some(Form { action, multipart: attribute(&head, "enctype").is_some(), fields, buttons })
    });
    forms.collect()
}

/// Every address of ours that a page links to.
pub fn links_of(page: &str) -> Vec<String> {
    let links =
        page.split("<a ").skip(1).filter_map(|rest| attribute(&format!(" {}", rest.split('>').next()?), "href"));
    links
        .map(|link| link.split('#').next().unwrap_or_default().to_owned())
        .filter(|link| link.starts_with('/'))
        .collect()
}

fn fields_of(form: &str) -> Vec<(String, String)> {
    let (mut fields, mut select) = (Vec::new(), String::new());
    for part in form.split('<') {
        let Some((tag, text)) = part.split_once('>') else { continue };
        let has = |word: &str| {
            tag.split([' ', '/']).any(|attribute| attribute == word || attribute == format!("{word}=\"\""))
        };
        let value = attribute(tag, "value").unwrap_or_default();
        if tag.starts_with("input") {
            let kind = attribute(tag, "type").unwrap_or_default();
            let posted = !matches!(kind.as_str(), "checkbox" | "radio") || has("checked");
            fields.extend(attribute(tag, "name").filter(|_| posted).map(|name| (name, value)));
        } else if tag.starts_with("textarea") {
            // The first line break behind the tag is not part of the value.
            let text = plain(text.strip_prefix('\n').unwrap_or(text));
            fields.extend(attribute(tag, "name").map(|name| (name, text)));
        } else if tag.starts_with("select") {
            select = attribute(tag, "name").unwrap_or_default();
            fields.push((select.clone(), String::new()));
        } else if tag.starts_with("option") && has("selected") {
            set(&mut fields, &select, &value);
        }
    }
    fields
}

/// Types into a field; one that was not there is added.
pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, old)) => value.clone_into(old),
        None => fields.push((name.to_owned(), value.to_owned())),
    }
}

/// The fields, as a browser sends them.
pub fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// What an attribute of a tag says.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(plain(rest.split('"').next()?))
}

/// Without the escapes of HTML.
fn plain(text: &str) -> String {
    let escapes = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    escapes.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}
