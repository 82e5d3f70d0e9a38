//! What the link of a booking opens. Whoever has the link may look: nothing here says whose booking it is.

mod cancel;
mod change;
mod changes;
mod found;
mod google;
mod manage;
mod manage_parts;
mod mode;

pub use cancel::Cancel;
pub use change::Move;
pub use manage::Manage;
pub use mode::ChangeMode;
