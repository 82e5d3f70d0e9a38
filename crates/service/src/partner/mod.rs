//! Programs of others: their keys.

automod::dir!(pub "src/partner");
