//! Meeting links.

automod::dir!(pub "src/video");
