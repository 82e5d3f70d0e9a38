//! What is told of changes to pages that are open: where and when something is different, never what it says.

automod::dir!(pub "src/live");
