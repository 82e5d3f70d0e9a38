//! What at least two pages show. A component takes the page's language and finished facts; it asks no use case.

pub mod appointment;
pub mod check;
pub mod date_field;
pub mod dates;
pub mod error_summary;
pub mod field;
pub mod foot;
pub mod head;
pub mod live;
pub mod look;
pub mod mail_question;
pub mod mode_icon;
pub mod notice;
pub mod page;
pub mod phone;
pub mod plain;
pub mod qr;
pub mod right_address;
pub mod ruby;
pub mod scripts;
pub mod slot_list;
pub mod textarea;
pub mod version;
