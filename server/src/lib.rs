//! The Mendan server: the only place that knows axum, lettre, cron and the environment.
//!
//! `main` picks a command; `serve` puts [`state::AppState`] together and hands [`http::router`] to axum. Tests build the
//! same router.

pub mod calendar;
pub mod commands;
pub mod config;
pub mod demo;
pub mod http;
pub mod jobs;
pub mod live;
pub mod mail;
pub mod openid;
mod outside;
pub mod ports;
pub mod secret_file;
pub mod state;
pub mod video;
