//! The memory of who did what.

automod::dir!(pub "src/audit");
