//! Colours, and whether one can be read on another (WCAG 2.2).

use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A colour of the sRGB space, eight bits for each part; written `#0b595e`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

impl Colour {
    /// Nothing but light.
    pub const WHITE: Self = Self([255; 3]);
    /// No light.
    pub const BLACK: Self = Self([0; 3]);

    /// Of its parts: red, green, blue.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Reads `#0b595e`, `0B595E` or `#05e`, in letters of any width. `None` when it is no colour.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let digits: Vec<u8> = plain
            .strip_prefix('#')
            .unwrap_or(&plain)
            .chars()
            .map(|c| u8::try_from(c.to_digit(16)?).ok())
            .collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r1, r2, g1, g2, b1, b2] => Some(Self([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2])),
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            _ => None,
        }
    }

    /// How bright it is, from 0 (black) to 1 (white): the relative luminance of WCAG.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| LINEAR[usize::from(part)]);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, from 1 (none) to 21 (black on white).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// So many hundredths of the way towards another colour.
    #[must_use]
    pub fn towards(self, other: Self, hundredths: u8) -> Self {
        let way = u16::from(hundredths.min(100));
        let part = |from: u8, to: u8| {
            let sum = u16::from(from) * (100 - way) + u16::from(to) * way;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        let (mut mixed, Self(to)) = (self.0, other);
        for (here, there) in mixed.iter_mut().zip(to) {
            *here = part(*here, there);
        }
        Self(mixed)
    }
}

/// Every part of sRGB in linear light: asked some thousand times for one palette.
static LINEAR: LazyLock<[f64; 256]> = LazyLock::new(|| {
    let mut parts = [0.0; 256];
    for (linear, part) in parts.iter_mut().zip(0_u8..=u8::MAX) {
        let part = f64::from(part) / 255.0;
        *linear = if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    }
    parts
});

/// `＃０ｂ` as `#0b`.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl TryFrom<String> for Colour {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no colour")
    }
}
