//! Members of staff: signing in, their own password, and who they are.

pub(crate) mod password;
pub(crate) mod people;
pub(crate) mod sign_in;
