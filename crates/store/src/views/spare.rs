//! Where views wait: in memory, and in a file whose room was taken beforehand, so that a full disk does not matter to it.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mendan_service::model::AuditLine;

use super::record::{SLOT, decode, encode};

/// Views that can wait.
const SLOTS: usize = 4096;
/// Processes on one machine that share a folder (PostgreSQL only).
const NEIGHBOURS: usize = 16;

/// The waiting room.
pub struct Spare {
    file: Option<Arc<File>>,
    /// Slots that are free, the next one last.
    free: Vec<usize>,
    /// By time of the view.
    waiting: VecDeque<(usize, AuditLine)>,
}

impl Spare {
    /// In memory only: what waits there does not outlive the process.
    pub fn in_memory() -> Self {
        Self::with(None, SLOTS, Vec::new())
    }

    /// In that file, or, while another process has it, in one beside it with a number. What waited there waits again.
    pub fn in_file(path: &Path) -> io::Result<Self> {
        Self::of_size(path, SLOTS)
    }

    /// The same for so many views.
    pub fn of_size(path: &Path, slots: usize) -> io::Result<Self> {
        let file = own(path)?;
        let found = take_room(&file, slots)?;
        Ok(Self::with(Some(Arc::new(file)), slots, found))
    }

    fn with(file: Option<Arc<File>>, slots: usize, mut found: Vec<(usize, AuditLine)>) -> Self {
        // Ids are ordered by time.
        found.sort_by_key(|(_, line)| line.id.0);
        let free = (0..slots).rev().filter(|slot| !found.iter().any(|(taken, _)| taken == slot)).collect();
        Self { file, free, waiting: found.into() }
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether what waits outlives a crash.
    pub const fn outlives(&self) -> bool {
        self.file.is_some()
    }

    /// How many more can wait.
    pub const fn room(&self) -> usize {
        self.free.len()
    }

    /// The oldest that wait, at most so many.
    pub fn oldest(&self, most: usize) -> Vec<AuditLine> {
        self.waiting.iter().take(most).map(|(_, line)| line.clone()).collect()
    }

    /// Lets lines wait, and returns when they would outlive a crash; the first that are as many as there is room for.
    pub async fn keep(&mut self, lines: Vec<AuditLine>) -> io::Result<usize> {
        let (mut taken, mut writes) = (Vec::new(), Vec::new());
        for line in lines {
            let Some(octets) = encode(&line) else {
                return Err(io::Error::other("a view's line is too long to wait"));
            };
            let Some(slot) = self.free.pop() else { break };
            writes.push((slot, octets));
            taken.push((slot, line));
        }
        if let Err(error) = write(self.file.clone(), writes, true).await {
            self.free.extend(taken.into_iter().rev().map(|(slot, _)| slot));
            return Err(error);
        }
        let count = taken.len();
        self.waiting.extend(taken);
        Ok(count)
    }

    /// Forgets the oldest so many: they stand in the table now. If their slots are not cleared, or a power failure brings them
    /// back, the next start writes them once more under the same ids, which changes nothing; so nobody waits for the disk.
    pub async fn forget(&mut self, count: usize) -> io::Result<()> {
        let gone: Vec<usize> = self.waiting.drain(..count.min(self.waiting.len())).map(|(slot, _)| slot).collect();
        self.free.extend(gone.iter().rev());
        write(self.file.clone(), gone.into_iter().map(|slot| (slot, [0; SLOT])).collect(), false).await
    }
}

async fn write(file: Option<Arc<File>>, slots: Vec<(usize, [u8; SLOT])>, lasting: bool) -> io::Result<()> {
    let Some(file) = file else { return Ok(()) };
    let writing = tokio::task::spawn_blocking(move || {
        for (slot, octets) in slots {
            at(&file, slot, &octets)?;
        }
        if lasting { file.sync_data() } else { Ok(()) }
    });
    writing.await.map_err(io::Error::other)?
}

fn at(file: &File, slot: usize, octets: &[u8]) -> io::Result<()> {
    file.write_all_at(octets, u64::try_from(slot * SLOT).map_err(io::Error::other)?)
}

/// The first file of that name that no other process has.
fn own(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    for number in 1..=NEIGHBOURS {
        let path = if number == 1 { path.to_path_buf() } else { PathBuf::from(format!("{}.{number}", path.display())) };
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path)?;
        if file.try_lock().is_ok() {
            return Ok(file);
        }
    }
    Err(io::Error::other("every file for views is in use"))
}

/// Reads what waits and writes every slot, empty ones too, so that the disk gives the room now. A torn slot becomes empty.
fn take_room(file: &File, slots: usize) -> io::Result<Vec<(usize, AuditLine)>> {
    let mut octets = Vec::new();
    { file }.read_to_end(&mut octets)?;
    octets.resize(octets.len().max(slots * SLOT), 0);
    let mut found = Vec::new();
    for (slot, octets) in octets.chunks_mut(SLOT).enumerate() {
        match decode(octets) {
            Some(line) => found.push((slot, line)),
            None => octets.fill(0),
        }
    }
    file.write_all_at(&octets, 0)?;
    file.sync_all()?;
    Ok(found)
}
