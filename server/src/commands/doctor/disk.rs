//! Room on the disks of the data and of the backups.

use std::fs;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::config::data_folder;

/// MiB that must be free beside the data: a month of a large city, and time to act.
const DATA: u64 = 256;
/// MiB that must be free for backups, beside the next one and the copy that tries it.
const SPARE: u64 = 64;
/// Files that can still be made.
const FILES: u64 = 1000;
const MIB: u64 = 1024 * 1024;

/// See the file's head.
pub struct Disk;

#[async_trait]
impl Check for Disk {
    fn name(&self) -> &'static str {
        "disk"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.disk
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, config) = (around.t, &around.config);
        let database = mendan_store::sqlite_path(&config.database_url);
        let size = database.as_deref().and_then(|path| fs::metadata(path).ok()).map_or(0, |file| file.len() / MIB);
        let mut wanted: Vec<(PathBuf, u64)> = Vec::new();
        if database.is_some() {
            wanted.push((data_folder(&config.database_url), DATA.max(size / 10)));
        }
        if let Some(folder) = &config.backup_folder {
            // The backup, and beside it the copy by which it is tried.
            wanted.push((folder.clone(), SPARE + 2 * size));
        }
        let looked = wanted.iter().map(|(folder, least)| room(t, folder, *least));
        Finding::of(looked, || Finding::good(t.disk_elsewhere))
    }
}

fn room(t: &Doctor, folder: &Path, least: u64) -> Finding {
    let shown = folder.display();
    let room = match rustix::fs::statvfs(folder) {
        Ok(room) => room,
        Err(error) => return Finding::unknown(t.disk_unknown(shown, std::io::Error::from(error)), t.disk_unknown_do),
    };
    let free = room.f_bavail.saturating_mul(room.f_frsize) / MIB;
    if free < least {
        return Finding::mend(t.disk_full(shown, free, least), t.disk_do);
    }
    // File systems without such a limit say 0 of everything.
    if room.f_files > 0 && room.f_favail < FILES {
        return Finding::mend(t.disk_files(shown, room.f_favail), t.disk_do);
    }
    Finding::good(t.disk_good(shown, free))
}
