//! A folder of `.eml` files, or a maildir: a mail server, or a program that fetches mail, puts reports there. What was read goes; what
//! nobody understood is moved to `unread`.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use async_trait::async_trait;

use super::{Fate, Inbox, InboxError, LARGEST, MOST, Reader, UNREAD};

/// One of them.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) const fn at(root: PathBuf) -> Self {
        Self { root }
    }

    fn wrong(&self, error: io::Error) -> InboxError {
        InboxError::Folder(self.root.clone(), error)
    }

    /// What has come in, by its name. What is still being written has no such name.
    fn waiting(&self) -> io::Result<Vec<PathBuf>> {
        let maildir = self.root.join("new").is_dir();
        let folders =
            if maildir { vec![self.root.join("new"), self.root.join("cur")] } else { vec![self.root.clone()] };
        let mut files = Vec::new();
        for folder in folders.iter().filter(|folder| !maildir || folder.is_dir()) {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
                let fits = !name.starts_with('.')
                    && (maildir || Path::new(&name).extension().is_some_and(|ending| ending == "eml"));
                if fits && entry.file_type()?.is_file() {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        Ok(files)
    }

    async fn one(&self, file: &Path, reader: &Reader) -> Result<(), InboxError> {
        let octets = read(file).map_err(|error| self.wrong(error))?;
        let fate = reader.read(&octets).await?;
        self.put(file, &fate).map_err(|error| self.wrong(error))
    }

    fn put(&self, file: &Path, fate: &Fate) -> io::Result<()> {
        match fate {
            Fate::Gone => fs::remove_file(file),
            Fate::Kept(name) => {
                let unread = self.root.join(UNREAD);
                fs::create_dir_all(&unread)?;
                fs::rename(file, unread.join(format!("{name}.eml")))
            }
        }
    }
}

#[async_trait]
impl Inbox for Folder {
    fn schedule(&self) -> &'static str {
        "4/10 * * * * *"
    }

    async fn each(&self, reader: &Reader) -> Result<usize, InboxError> {
        let files = self.waiting().map_err(|error| self.wrong(error))?;
        let (mut done, mut trouble) = (0, None);
        for file in &files {
            if done == MOST {
                break;
            }
            // One that cannot be read or put away keeps those behind it from nothing.
            match self.one(file, reader).await {
                Ok(()) => done += 1,
                Err(error) => trouble = trouble.or(Some(error)),
            }
        }
        trouble.map_or(Ok(done), Err)
    }

    async fn look(&self) -> Result<usize, InboxError> {
        self.waiting().map_err(|error| self.wrong(error))?;
        let access = rustix::fs::access(&self.root, rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK);
        access.map_err(|error| self.wrong(error.into()))?;
        Ok(fs::read_dir(self.root.join(UNREAD)).map_or(0, Iterator::count))
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    fs::File::open(file)?.take(LARGEST).read_to_end(&mut octets)?;
    Ok(octets)
}
