//! The few interactive parts. Each page works without them.
//!
//! An island takes children the server has rendered, finds them again by `data-` attributes and makes them live. It has no
//! props and no signals: what would read them in the browser weighs more than all islands together.

mod arrows;
mod copy_button;
mod desk_keys;
mod dom;
mod hold_countdown;
mod print_button;
mod range_select;
mod stopwatch;

pub use copy_button::CopyButton;
pub use desk_keys::DeskKeys;
pub use hold_countdown::HoldCountdown;
pub use print_button::PrintButton;
pub use range_select::RangeSelect;
pub use stopwatch::Stopwatch;

/// Makes sure the linker keeps the islands.
pub fn link() {}
