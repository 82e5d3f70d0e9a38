//! A file of rows and columns as offices keep it: comma, tab or semicolon; UTF-8 or CP932; with all that spreadsheets do to it.

use encoding_rs::{SHIFT_JIS, UTF_16LE};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::write::without_guard;

/// Rows below the heading at most.
pub const MOST_ROWS: usize = 20_000;
/// Octets at most.
pub const MOST_OCTETS: usize = 8 * 1024 * 1024;
/// Columns at most: nobody chooses among more.
pub const MOST_COLUMNS: usize = 200;

/// How the letters of a file are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with a mark in front or without.
    Utf8,
    /// CP932, which Japanese spreadsheets call `Shift_JIS`.
    Cp932,
    /// UTF-16, little end first: "Unicode text" of spreadsheets.
    Utf16,
}

/// What a file cannot be read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TableError {
    /// There is no heading with rows below it.
    #[error("no rows")]
    Empty,
    /// More than [`MOST_OCTETS`].
    #[error("too large")]
    TooLarge,
    /// More than [`MOST_ROWS`].
    #[error("too many rows")]
    TooManyRows,
    /// More than [`MOST_COLUMNS`].
    #[error("too many columns")]
    TooManyColumns,
    /// The file of a spreadsheet program, not text.
    #[error("a spreadsheet's own file")]
    Spreadsheet,
    /// Neither UTF-8 nor CP932, from this line on.
    #[error("line {0} is in no known encoding")]
    Encoding(usize),
    /// The quotes that open on this line are never closed.
    #[error("the quotes of line {0} are not closed")]
    Quotes(usize),
}

/// A heading and rows.
#[derive(Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, as written; some may be empty.
    pub header: Vec<String>,
    /// What stands below.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it begins on, from 1.
    pub line: usize,
    /// Its cells, as many as there are columns.
    pub cells: Vec<String>,
    /// More was written than there are columns.
    pub longer: bool,
}

impl std::fmt::Debug for Table {
    /// Its cells are personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({} columns, {} rows)", self.header.len(), self.rows.len())
    }
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row(line {})", self.line)
    }
}

/// The text of a file, and how it was written.
///
/// # Errors
/// [`TableError::TooLarge`], [`TableError::Spreadsheet`], [`TableError::Encoding`].
pub fn decode(octets: &[u8]) -> Result<(String, Encoding), TableError> {
    if octets.len() > MOST_OCTETS {
        return Err(TableError::TooLarge);
    }
    // A zip archive (xlsx, ods), and what spreadsheets wrote before that.
    if octets.starts_with(b"PK\x03\x04") || octets.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(TableError::Spreadsheet);
    }
    if let Some(wide) = octets.strip_prefix(b"\xFF\xFE") {
        let text = UTF_16LE.decode_without_bom_handling_and_without_replacement(wide);
        return text.map(|text| (text.into_owned(), Encoding::Utf16)).ok_or(TableError::Encoding(1));
    }
    let plain = octets.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(octets);
    if let Ok(text) = std::str::from_utf8(plain) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    // What Shift_JIS means on the web is CP932.
    match SHIFT_JIS.decode_without_bom_handling_and_without_replacement(plain) {
        Some(text) => Ok((text.into_owned(), Encoding::Cp932)),
        None => Err(TableError::Encoding(first_wrong(plain))),
    }
}

/// The first line that is in no encoding. No second octet of CP932 is a line feed, so lines can be cut first.
fn first_wrong(octets: &[u8]) -> usize {
    let is_wrong = |line: &[u8]| SHIFT_JIS.decode_without_bom_handling_and_without_replacement(line).is_none();
    let mut lines = (1..).zip(octets.split(|octet| *octet == b'\n'));
    lines.find(|(_, line)| is_wrong(line)).map_or(1, |(number, _)| number)
}

impl Table {
    /// Reads the text of a file. Empty lines are passed by, as are empty columns at the end.
    ///
    /// # Errors
    /// [`TableError::Empty`], [`TableError::TooManyRows`], [`TableError::TooManyColumns`], [`TableError::Quotes`].
    pub fn read(text: &str) -> Result<Self, TableError> {
        // Line ends of old spreadsheets.
        let old = (text.contains('\r') && !text.contains('\n')).then(|| text.replace('\r', "\n"));
        let text = old.as_deref().unwrap_or(text);
        let mut records = records(text)?;
        if is_title(&records) {
            records.remove(0);
        }
        let mut records = records.into_iter();
        let (_, mut header) = records.next().ok_or(TableError::Empty)?;
        let mut rows: Vec<(usize, Vec<String>)> = records.collect();
        if rows.is_empty() {
            return Err(TableError::Empty);
        }
        if rows.len() > MOST_ROWS {
            return Err(TableError::TooManyRows);
        }
        header.truncate(used(&header));
        if header.is_empty() {
            return Err(TableError::Empty);
        }
        if header.len() > MOST_COLUMNS {
            return Err(TableError::TooManyColumns);
        }
        let columns = header.len();
        let rows = rows.drain(..).map(|(line, mut cells)| {
            let longer = used(&cells) > columns;
            cells.resize(columns, String::new());
            Row { line, cells, longer }
        });
        Ok(Self { rows: rows.collect(), header })
    }
}

/// Whether the first row is a title above the heading: one cell over a row of many.
fn is_title(records: &[(usize, Vec<String>)]) -> bool {
    let filled = |row: usize| {
        let cells = records.get(row).map(|(_, cells)| cells.as_slice()).unwrap_or_default();
        cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    };
    filled(0) == 1 && filled(1) >= 3
}

/// Columns up to the last that holds something.
fn used(cells: &[String]) -> usize {
    cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

/// Every record in which something stands, with the line it begins on.
fn records(text: &str) -> Result<Vec<(usize, Vec<String>)>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let (mut found, mut last) = (Vec::new(), (1, false));
    let mut record = csv::StringRecord::new();
    // Reading from memory what is UTF-8 already cannot fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        let line = line_of(text, &record);
        last = (line, record.iter().any(|cell| cell.contains('\n')));
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            found.push((line, record.iter().map(|cell| without_guard(cell).to_owned()).collect()));
        }
        if found.len() > MOST_ROWS + 1 {
            return Err(TableError::TooManyRows);
        }
    }
    // Quotes that are never closed take everything behind them into one cell.
    let odd = text.bytes().filter(|octet| *octet == b'"').count() % 2 == 1;
    if odd && last.1 { Err(TableError::Quotes(last.0)) } else { Ok(found) }
}

/// The reader says where it was before it passed empty lines by.
fn line_of(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else { return 1 };
    let begin = usize::try_from(position.byte()).unwrap_or(0);
    let rest = text.as_bytes().get(begin..).unwrap_or_default();
    let passed = rest.iter().take_while(|octet| matches!(octet, b'\r' | b'\n')).filter(|octet| **octet == b'\n');
    usize::try_from(position.line()).unwrap_or(1) + passed.count()
}

/// What parts the columns: of comma, tab and semicolon the one that stands most often in the heading, outside quotes.
fn delimiter(text: &str) -> u8 {
    let heading = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside = heading.split('"').step_by(2);
    let count =
        |mark: u8| outside.clone().map(|part| part.bytes().filter(|octet| *octet == mark).count()).sum::<usize>();
    // The last of those that are equal wins.
    [b';', b'\t', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}
