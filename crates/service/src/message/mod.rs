//! Messages: what is written into the outbox, and how it leaves.

automod::dir!(pub "src/message");
