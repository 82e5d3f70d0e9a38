//! The call list: whom staff have to telephone, and why.

automod::dir!(pub "src/call");
