mod compose;
mod dkim;
mod golden;
mod headers;
mod mailbox;
mod pool;
mod smtp;
mod to_staff;
mod transport;
mod trial;

#[path = "../../../tests/support/smtp_server.rs"]
mod smtp_server;
