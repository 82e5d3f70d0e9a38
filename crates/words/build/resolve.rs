//! From Fluent's syntax to [`Language`]: references and terms are put in where they are used.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    self, Comment, Entry, Expression, InlineExpression, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser::parse;
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::model::{Area, Case, Complaints, Language, Message, Pattern, Piece};
use super::read::Source;

/// References within references: more is a circle.
const DEEPEST: usize = 8;

/// The languages of these files.
pub fn languages(sources: &[Source]) -> Result<Vec<Language>, Complaints> {
    let mut complaints = Vec::new();
    let mut parsed: Vec<(&Source, Resource<&str>)> = Vec::new();
    for source in sources {
        match parse(source.text.as_str()) {
            Ok(resource) => parsed.push((source, resource)),
            Err((_, errors)) => complaints.extend(errors.iter().map(|error| {
                let line = source.text.get(..error.pos.start).unwrap_or_default().lines().count().max(1);
                format!("{}:{line}: {error}", source.file)
            })),
        }
    }
    let tags: BTreeSet<&str> = sources.iter().map(|source| source.tag.as_str()).collect();
    let mut languages = Vec::new();
    for tag in tags {
        let own: Vec<&(&Source, Resource<&str>)> = parsed.iter().filter(|(source, _)| source.tag == tag).collect();
        let mut language = Language { tag: tag.to_owned(), areas: BTreeMap::new() };
        for (source, resource) in &own {
            let mut reader = Reader { own: &own, source, complaints: Vec::new() };
            language.areas.insert(source.area.clone(), reader.area(resource));
            complaints.append(&mut reader.complaints);
        }
        languages.push(language);
    }
    if complaints.is_empty() { Ok(languages) } else { Err(complaints) }
}

struct Reader<'a> {
    own: &'a [&'a (&'a Source, Resource<&'a str>)],
    source: &'a Source,
    complaints: Complaints,
}

impl<'a> Reader<'a> {
    fn wrong(&mut self, key: &str, why: &str) {
        self.complaints.push(format!("{}: {key}: {why}", self.source.file));
    }

    fn area(&mut self, resource: &'a Resource<&'a str>) -> Area {
        let mut area = Area::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let omits = omitted(message.comment.as_ref());
            let value = message.value.iter().map(|value| (message.id.name.to_owned(), value));
            let attributes =
                message.attributes.iter().map(|one| (format!("{}_{}", message.id.name, one.id.name), &one.value));
            for (key, pattern) in value.chain(attributes) {
                let pattern = self.pattern(&key, pattern, 0);
                let mine = Message { pattern, omits: BTreeSet::new() };
                let used = mine.arguments();
                let omits = omits.iter().filter(|name| !used.contains_key(*name)).cloned().collect();
                if area.insert(key.clone(), Message { omits, ..mine }).is_some() {
                    self.wrong(&key, "stands there twice");
                }
            }
        }
        area
    }

    fn pattern(&mut self, key: &str, pattern: &'a ast::Pattern<&'a str>, depth: usize) -> Pattern {
        let mut pieces = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => pieces.push(Piece::Text((*value).replace('\r', ""))),
                PatternElement::Placeable { expression } => pieces.extend(self.expression(key, expression, depth)),
            }
        }
        joined(pieces)
    }

    fn expression(&mut self, key: &str, expression: &'a Expression<&'a str>, depth: usize) -> Pattern {
        match expression {
            Expression::Inline(inline) => self.inline(key, inline, depth),
            Expression::Select { selector, variants } => self.select(key, selector, variants, depth),
        }
    }

    fn inline(&mut self, key: &str, inline: &'a InlineExpression<&'a str>, depth: usize) -> Pattern {
        match inline {
            InlineExpression::StringLiteral { value } => {
                vec![Piece::Text(unescape_unicode_to_string(value).into_owned())]
            }
            InlineExpression::NumberLiteral { value } => vec![Piece::Text((*value).to_owned())],
            InlineExpression::VariableReference { id } => vec![Piece::Value(id.name.to_owned())],
            InlineExpression::FunctionReference { .. } => match number(inline) {
                Some(name) => vec![Piece::Number(name.to_owned())],
                None => self.cannot(key, "the only function is NUMBER($argument)"),
            },
            InlineExpression::MessageReference { id, attribute } => {
                self.referred(key, id.name, attribute.as_ref().map(|one| one.name), false, depth)
            }
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.referred(key, id.name, None, true, depth)
            }
            InlineExpression::TermReference { .. } => self.cannot(key, "a term is used without arguments"),
            InlineExpression::Placeable { expression } => self.expression(key, expression, depth),
        }
    }

    fn select(
        &mut self,
        key: &str,
        selector: &'a InlineExpression<&'a str>,
        variants: &'a [Variant<&'a str>],
        depth: usize,
    ) -> Pattern {
        let by = match selector {
            InlineExpression::VariableReference { id } => Some(id.name),
            other => number(other),
        };
        let Some(by) = by else { return self.cannot(key, "only a number given as $argument can select") };
        let (mut cases, mut other) = (Vec::new(), None);
        for Variant { key: when, value, default } in variants {
            let pattern = self.pattern(key, value, depth);
            match when {
                _ if *default => other = Some(pattern),
                VariantKey::NumberLiteral { value } => match value.parse() {
                    Ok(number) => cases.push((Case::Exactly(number), pattern)),
                    Err(_) => self.wrong(key, "a variant is for a whole number or a plural category"),
                },
                VariantKey::Identifier { name } => cases.push((Case::Category((*name).to_owned()), pattern)),
            }
        }
        vec![Piece::Select { by: by.to_owned(), cases, other: other.unwrap_or_default() }]
    }

    /// The text of another message or term: of the same file, or the only one of that name in the language.
    fn referred(&mut self, key: &str, id: &str, attribute: Option<&str>, term: bool, depth: usize) -> Pattern {
        if depth > DEEPEST {
            return self.cannot(key, "its references go round in a circle");
        }
        let own = self.own;
        let here = own.iter().filter(|(source, _)| source.area == self.source.area);
        let elsewhere = own.iter().filter(|(source, _)| source.area != self.source.area);
        let within: Vec<_> = here.filter_map(|(_, resource)| found(resource, id, attribute, term)).collect();
        let outside: Vec<_> = elsewhere.filter_map(|(_, resource)| found(resource, id, attribute, term)).collect();
        match (within.first(), outside.as_slice()) {
            (Some(pattern), _) | (None, [pattern]) => self.pattern(key, pattern, depth + 1),
            (None, []) => self.cannot(key, &format!("there is no {id} to refer to")),
            (None, _) => self.cannot(key, &format!("several files have {id}: refer to one of the same file")),
        }
    }

    fn cannot(&mut self, key: &str, why: &str) -> Pattern {
        self.wrong(key, why);
        Vec::new()
    }
}

/// `NUMBER($n)` without options.
fn number<'a>(inline: &InlineExpression<&'a str>) -> Option<&'a str> {
    let InlineExpression::FunctionReference { id, arguments } = inline else { return None };
    match arguments.positional.as_slice() {
        [InlineExpression::VariableReference { id: argument }] if id.name == "NUMBER" && arguments.named.is_empty() => {
            Some(argument.name)
        }
        _ => None,
    }
}

fn found<'a>(
    resource: &'a Resource<&'a str>,
    id: &str,
    attribute: Option<&str>,
    term: bool,
) -> Option<&'a ast::Pattern<&'a str>> {
    resource.body.iter().find_map(|entry| match (entry, attribute) {
        (Entry::Term(one), None) if term && one.id.name == id => Some(&one.value),
        (Entry::Message(one), None) if !term && one.id.name == id => one.value.as_ref(),
        (Entry::Message(one), Some(attribute)) if !term && one.id.name == id => {
            one.attributes.iter().find(|known| known.id.name == attribute).map(|known| &known.value)
        }
        _ => None,
    })
}

/// The arguments after `omits` in a message's comment.
fn omitted(comment: Option<&Comment<&str>>) -> BTreeSet<String> {
    let lines = comment.map(|comment| comment.content.as_slice()).unwrap_or_default();
    let named = lines.iter().filter_map(|line| line.trim().strip_prefix("omits ")).flat_map(|rest| rest.split(','));
    named.filter_map(|name| name.trim().strip_prefix('$')).map(str::to_owned).collect()
}

/// Texts that follow each other are one.
fn joined(pieces: Pattern) -> Pattern {
    let mut all = Pattern::new();
    for piece in pieces {
        match (all.last_mut(), piece) {
            (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
            (_, piece) => all.push(piece),
        }
    }
    all
}
