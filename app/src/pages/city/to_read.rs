//! What to read before an interview: the city's links and its files, as pages, mails and calendar files name them.

use mendan_domain::ids::KindId;
use mendan_domain::language::Language;
use mendan_service::city::catalogue::{Catalogue, Leaflet, Link};
use mendan_words::words;

/// The links of a kind, then its files, whose addresses begin with `base`.
pub fn to_read(catalogue: &Catalogue, kind: KindId, language: Language, base: &str) -> Vec<Link> {
    let links = catalogue.kind(kind).map(|kind| kind.words(language).links).unwrap_or_default();
    let files = catalogue.leaflets.iter().filter(|leaflet| leaflet.kind == kind);
    let base = base.trim_end_matches('/');
    let files = files.map(|file| Link { label: label(file, language), url: format!("{base}{}", path(file)) });
    links.into_iter().chain(files).collect()
}

/// The path of a file on our own server.
pub(super) fn path(file: &Leaflet) -> String {
    format!("/leaflets/{}", file.id)
}

/// What a file is called, with form and size: who pays for data wants to know before.
pub(super) fn label(file: &Leaflet, language: Language) -> String {
    words(language).kit.file(file.form(), file.name(language), file.size.saturating_add(1023) / 1024)
}
