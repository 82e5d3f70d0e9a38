//! A disk that is full when a test says so: a small file system of its own where the test may mount one, else a limit on how
//! far the server's files may reach, which the system answers alike.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::server::Server;

/// Files of the server may not be written beyond that; the first slots of the waiting room lie before it.
const REACH: u64 = 64 * 1024;

/// How it becomes full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A file system in memory, filled to its last octet.
    Mounted,
    /// A limit on the process.
    Limited,
}

/// A folder on a disk that can be full.
pub struct Disk {
    folder: PathBuf,
    /// How it becomes full here.
    pub way: Way,
}

impl Disk {
    /// In a folder that must not exist yet.
    pub fn new(folder: PathBuf, wanted: Way) -> Self {
        fs::create_dir_all(&folder).expect("a folder");
        let mounted = wanted == Way::Mounted
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"])
                .arg(&folder)
                .status()
                .is_ok_and(|status| status.success());
        Self { folder, way: if mounted { Way::Mounted } else { Way::Limited } }
    }

    /// The address of a database on it.
    pub fn database(&self) -> String {
        format!("sqlite://{}", self.folder.join("mendan.db").display())
    }

    /// Takes all room that is left.
    pub fn fill(&self, server: &Server) {
        match self.way {
            Way::Mounted => fill_up(&self.folder.join("filler")),
            Way::Limited => limit(server, &format!("{REACH}:")),
        }
    }

    /// Gives it back.
    pub fn free(&self, server: &Server) {
        match self.way {
            Way::Mounted => fs::remove_file(self.folder.join("filler")).expect("room again"),
            Way::Limited => limit(server, "unlimited:"),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if self.way == Way::Mounted {
            // Lazily: a server that was killed may still be going.
            drop(Command::new("umount").arg("-l").arg(&self.folder).status());
        }
    }
}

fn fill_up(path: &Path) {
    let mut file = File::create(path).expect("a file");
    for piece in [1 << 20, 4096, 1] {
        let octets = vec![1_u8; piece];
        while file.write_all(&octets).is_ok() {}
    }
}

fn limit(server: &Server, reach: &str) {
    let done = Command::new("prlimit").args(["--pid", &server.id().to_string(), &format!("--fsize={reach}")]).status();
    assert!(done.expect("prlimit runs").success());
}
