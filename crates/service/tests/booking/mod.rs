//! A booking's life, through its use cases.

automod::dir!("tests/booking");
