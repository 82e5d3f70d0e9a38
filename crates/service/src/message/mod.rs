//! Messages: what is written into the queue, and how it leaves.

automod::dir!(pub "src/message");
