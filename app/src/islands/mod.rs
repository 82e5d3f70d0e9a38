//! The few interactive parts. Each page works without them.

mod copy_button;
mod desk_keys;
mod hold_countdown;
mod print_button;
mod stopwatch;

pub use copy_button::CopyButton;
pub use desk_keys::DeskKeys;
pub use hold_countdown::HoldCountdown;
pub use print_button::PrintButton;
pub use stopwatch::Stopwatch;

/// Makes sure the linker keeps the islands.
pub fn link() {}
