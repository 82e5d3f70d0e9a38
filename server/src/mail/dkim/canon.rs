//! The form in which head and body are signed: "relaxed" both (RFC 6376, 3.4.2 and 3.4.4), so that servers on the way may fold lines
//! anew and trim white space.

/// A field of the head: its name in small letters, and its value in one line.
pub(super) type Field = (String, String);

/// Between head and body.
const PARTING: &[u8] = b"\r\n\r\n";

/// Head, with the end of its last line, and body.
pub(super) fn parted(octets: &[u8]) -> (&[u8], &[u8]) {
    match octets.windows(PARTING.len()).position(|four| four == PARTING) {
        Some(at) => (&octets[..at + 2], &octets[at + PARTING.len()..]),
        None => (octets, &[]),
    }
}

/// The fields of a head, in their order.
pub(super) fn fields(head: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for line in head.split("\r\n") {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim_end().to_ascii_lowercase(), value.to_owned()));
        }
    }
    fields.into_iter().map(|(name, value)| (name, single_spaced(&value))).collect()
}

/// Fields of those names as they are signed: of several of one name the last comes first, and one that is missing is nothing.
pub(super) fn chosen(fields: &[Field], names: &[&str]) -> String {
    let mut left: Vec<&Field> = fields.iter().collect();
    let mut text = String::new();
    for name in names {
        if let Some(at) = left.iter().rposition(|field| field.0 == *name) {
            let (name, value) = left.remove(at);
            text = text + name + ":" + value + "\r\n";
        }
    }
    text
}

fn single_spaced(text: &str) -> String {
    text.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The body: white space as one space, none at the ends of lines, no empty lines at the end.
pub(super) fn body(body: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(body.len());
    let mut empty = 0;
    let mut rest = body;
    while !rest.is_empty() {
        let line;
        (line, rest) = match rest.windows(2).position(|pair| pair == b"\r\n") {
            Some(at) => (&rest[..at], &rest[at + 2..]),
            None => (rest, &[][..]),
        };
        let line = trimmed(line);
        if line.is_empty() {
            empty += 1;
            continue;
        }
        (0..empty).for_each(|_| made.extend_from_slice(b"\r\n"));
        empty = 0;
        made.extend_from_slice(&line);
        made.extend_from_slice(b"\r\n");
    }
    made
}

/// A line with single spaces, and none at its end; one at its beginning stays.
fn trimmed(line: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(line.len());
    let mut white = false;
    for octet in line {
        if matches!(octet, b' ' | b'\t') {
            white = true;
            continue;
        }
        if std::mem::take(&mut white) {
            made.push(b' ');
        }
        made.push(*octet);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_comes_out_as_it_stands_there() {
        // RFC 6376, 3.4.5.
        let mail = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (head, rest) = parted(mail);
        let fields = fields(std::str::from_utf8(head).unwrap());
        assert_eq!(chosen(&fields, &["a", "b"]), "a:X\r\nb:Y Z\r\n");
        assert_eq!(body(rest), b" C\r\nD E\r\n");
    }

    #[test]
    fn a_body_ends_with_a_line_and_an_empty_one_is_nothing() {
        assert_eq!(body(b"a\r\n\r\nb"), b"a\r\n\r\nb\r\n");
        assert_eq!(body(b"\r\n \r\n"), b"");
        assert_eq!(body(b""), b"");
    }

    #[test]
    fn of_several_fields_the_last_is_signed_first_and_a_missing_one_is_nothing() {
        let fields = fields("From: a\r\nFrom: b\r\n");
        assert_eq!(chosen(&fields, &["from", "from", "from", "to"]), "from:b\r\nfrom:a\r\n");
    }
}
