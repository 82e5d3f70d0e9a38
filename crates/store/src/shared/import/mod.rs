//! The area `import` in the store.

automod::dir!(pub(crate) "src/shared/import");
