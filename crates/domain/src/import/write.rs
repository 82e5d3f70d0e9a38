//! Writing tables that a spreadsheet opens without harm, and that are read again as they were.

use encoding_rs::SHIFT_JIS;

use super::table::{Encoding, decode};

/// Cells that begin so are formulas to a spreadsheet, in full width too: what a stranger typed would be done.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Stands before such a cell; spreadsheets take it for "text".
const GUARD: char = '\'';

/// A row has characters that the encoding does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("row {row} has characters that this encoding does not know")]
pub struct Unwritable {
    /// Which, from 0; none of them alone, when all together would be read in another encoding.
    pub row: usize,
}

/// Rows as a file with commas and CRLF (RFC 4180). UTF-8 has the mark in front without which spreadsheets take it for CP932.
///
/// # Errors
/// [`Unwritable`]; UTF-8 and UTF-16 write everything.
pub fn write(rows: &[Vec<String>], encoding: Encoding) -> Result<Vec<u8>, Unwritable> {
    let lines = rows.iter().map(|row| line(row)).collect::<Vec<_>>();
    match encoding {
        Encoding::Utf8 => Ok([b"\xEF\xBB\xBF", lines.concat().as_bytes()].concat()),
        Encoding::Utf16 => {
            Ok([0xFEFF].into_iter().chain(lines.concat().encode_utf16()).flat_map(u16::to_le_bytes).collect())
        }
        Encoding::Cp932 => {
            let mut octets = Vec::new();
            for (row, line) in lines.iter().enumerate() {
                let (written, _, replaced) = SHIFT_JIS.encode(line);
                // Some characters share their place with another one.
                let back = SHIFT_JIS.decode_without_bom_handling(&written).0;
                if replaced || back != line.as_str() {
                    return Err(Unwritable { row });
                }
                octets.extend_from_slice(&written);
            }
            let back = decode(&octets).map(|(text, _)| text);
            if back.as_ref() == Ok(&lines.concat()) { Ok(octets) } else { Err(Unwritable { row: 0 }) }
        }
    }
}

fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(&guarded(cell))).collect();
    format!("{}\r\n", cells.join(","))
}

/// The cell, harmless.
fn guarded(cell: &str) -> String {
    if is_guardable(cell) { format!("{GUARD}{cell}") } else { cell.to_owned() }
}

/// The cell as it was before it was made harmless.
pub(super) fn without_guard(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|rest| is_guardable(rest)).unwrap_or(cell)
}

/// A formula, or one behind guards that were there before.
fn is_guardable(cell: &str) -> bool {
    cell.trim_start_matches(GUARD).starts_with(FORMULAS)
}

fn quoted(cell: &str) -> String {
    // A mark of UTF-8 in front of all would be taken for one of the file.
    if cell.contains(['"', ',', ';', '\t', '\n', '\r', '\u{feff}']) || cell.is_empty() {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
