//! Accounts, signing in, passwords.

automod::dir!("tests/staff");
