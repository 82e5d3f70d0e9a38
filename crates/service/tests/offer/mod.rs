//! What can be booked, and why something cannot.

automod::dir!("tests/offer");
