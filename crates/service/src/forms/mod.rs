//! From what was posted to a command: the fields of a form, and all that is to mend in them. A form is a struct whose `typed` has
//! each name once; what the struct makes of them notes every error, so that the page tells all of them at once.

pub mod checks;
pub mod fields;

pub use checks::Checks;
pub use fields::Fields;
