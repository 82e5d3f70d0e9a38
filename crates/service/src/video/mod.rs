//! Meeting links: rooms that are there already, and meetings that a provider makes, moves and takes away by jobs.
//!
//! To add a provider: a file beside the others in `server/src/video` and its line in the list there.

automod::dir!(pub "src/video");
