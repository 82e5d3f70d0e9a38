//! Mails as files, for the demo and for relays that pick up a folder.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Tells two writers of one process apart.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Writes the octets as one `.eml` named by the Message-ID, so that a repeated attempt replaces the file instead of
/// adding one. Readers see the whole file or none: it is written beside its place, synced and renamed.
pub(super) fn write(folder: &Path, message_id: &str, octets: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let place = folder.join(file_name(message_id));
    let turn = COUNTER.fetch_add(1, Ordering::Relaxed);
    let draft = folder.join(format!(".{}-{}-{turn}.tmp", file_name(message_id), std::process::id()));
    let written = write_synced(&draft, octets).and_then(|()| fs::rename(&draft, &place));
    if let Err(error) = written {
        let _gone = fs::remove_file(&draft);
        return Err(error);
    }
    sync_folder(folder)?;
    Ok(place)
}

fn write_synced(path: &Path, octets: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600); // it holds an address and a secret link
    let mut file = options.open(path)?;
    file.write_all(octets)?;
    file.sync_all()
}

/// Renames in a folder so far, and how many of them outlive a loss of power.
#[derive(Default)]
struct Renames {
    done: AtomicU64,
    lasting: Mutex<u64>,
}

/// Of every folder that mails go to: of one, mostly.
static FOLDERS: Mutex<BTreeMap<PathBuf, Arc<Renames>>> = Mutex::new(BTreeMap::new());

fn renames(folder: &Path) -> Arc<Renames> {
    let mut folders = FOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(folders.entry(folder.to_owned()).or_default())
}

/// The rename itself must outlive a loss of power. Syncing the folder once serves all who renamed before it began.
fn sync_folder(folder: &Path) -> io::Result<()> {
    let renames = renames(folder);
    let mine = renames.done.fetch_add(1, Ordering::AcqRel) + 1;
    let mut lasting = renames.lasting.lock().unwrap_or_else(PoisonError::into_inner);
    if cfg!(unix) && *lasting < mine {
        let all = renames.done.load(Ordering::Acquire);
        File::open(folder)?.sync_all()?;
        *lasting = all;
    }
    Ok(())
}

/// The Message-ID where it is a harmless name, else its hash.
fn file_name(message_id: &str) -> String {
    let harmless = |b: u8| b.is_ascii_alphanumeric() || b"-_.@".contains(&b);
    if !message_id.is_empty()
        && message_id.len() <= 120
        && !message_id.starts_with('.')
        && message_id.bytes().all(harmless)
    {
        return format!("{message_id}.eml");
    }
    format!("{}.eml", super::digest(message_id, 32))
}
