//! Members of staff: accounts, passwords, signing in.

pub mod administration;
pub mod member;
pub mod own_password;
pub mod password;
pub mod repository;
pub mod sign_in;
