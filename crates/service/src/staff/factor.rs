//! What a member of staff proves herself with besides her password: the kinds there are, the step between password and session, what
//! she does with her own, being asked again before what is dangerous, and what is done when everything is lost.
//!
//! A further kind is a variant of [`kind::FactorKind`] with its file here, and what is shown for it a variant of [`kind::Evidence`].

pub mod again;
pub mod challenge;
pub mod kind;
pub mod offered;
pub mod own;
pub mod party;
pub mod recovery;
pub mod step;
pub mod taken_away;

mod passkey;
mod totp;
