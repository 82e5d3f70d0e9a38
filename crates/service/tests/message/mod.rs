//! The outbox: what leaves, what does not, and who is told of it.

automod::dir!("tests/message");
