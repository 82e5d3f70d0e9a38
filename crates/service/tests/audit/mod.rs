//! Who did what.

automod::dir!("tests/audit");
