//! A QR code as one path, so that it prints sharp and needs no file.

use std::fmt::Write as _;

use leptos::prelude::*;
use qrcode::{Color, QrCode};

/// The dark modules as runs along the rows, and the side in modules. `None` when the text is too long for any code.
pub fn modules(text: impl AsRef<[u8]>) -> Option<(usize, String)> {
    let code = QrCode::new(text).ok()?;
    let (side, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(side).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{x} {y}h{n}v1h-{n}z", n = run.len());
            }
            x += run.len();
        }
    }
    Some((side, path))
}

/// The code as a figure.
#[component]
pub fn Qr(
    /// What it holds: an address.
    #[prop(into)]
    text: String,
    /// What it is, for those who do not see it.
    #[prop(into)]
    label: String,
    /// What it is for, under it.
    #[prop(optional, into)]
    caption: Option<String>,
) -> impl IntoView {
    modules(text).map(|(side, path)| {
        view! {
            <figure class="qr">
                <svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label><path d=path/></svg>
                {caption.map(|caption| view! { <figcaption>{caption}</figcaption> })}
            </figure>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_address_is_a_small_square_of_runs() {
        let (side, path) = modules("https://example.jp/b/x").expect("short");
        assert_eq!(side, 25);
        assert!(path.starts_with("M0 0h7v1h-7z"), "the finder's upper edge is one run: {path}");
    }
}
