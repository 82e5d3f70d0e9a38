//! When a message may leave: the hours in which nobody is disturbed, and those in which somebody wants to hear from us.

pub mod quiet;
pub mod when;
pub mod window;
