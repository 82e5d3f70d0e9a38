//! What somebody has begun and not finished: forms that she has typed into.

automod::dir!(pub "src/draft");
