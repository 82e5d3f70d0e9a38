//! What all handlers of plain HTML forms are made of: the fields, the form of a member of staff,
//! files. Each handler stands in its area, calls one use case and answers 303, or a page with its status.

pub mod fields;
pub mod settled;
pub mod staff_form;
pub mod upload;
