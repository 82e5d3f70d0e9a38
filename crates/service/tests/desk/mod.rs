//! The phone desk: who calls.

automod::dir!("tests/desk");
