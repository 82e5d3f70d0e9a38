//! Whose the files are, and who may read and write them. Told by their modes, for nothing is closed to root: whoever asks as root is
//! told what the service's own user may.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use mendan_store::restore::with_ending;
use mendan_words::Doctor;

use super::around::Around;
use super::check::{Check, Finding};
use crate::config::{Config, data_folder, secret_path};

/// What the Debian package keeps secrets in.
const ENVIRONMENT: &str = "/etc/mendan/environment";
/// What stands beside an SQLite database.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", ".views"];

/// See the file's head.
pub struct Files;

#[async_trait]
impl Check for Files {
    fn name(&self) -> &'static str {
        "files"
    }

    fn title(&self, t: &Doctor) -> &'static str {
        t.files
    }

    async fn look(&self, around: &Around) -> Finding {
        let (t, config) = (around.t, &around.config);
        let mut found = Vec::new();
        for file in [Config::file(), Some(PathBuf::from(ENVIRONMENT))].into_iter().flatten() {
            if file.is_file() {
                found.extend(told_to_all(t, &file));
            }
        }
        if let Some(database) = mendan_store::real_file_name(&config.database_url) {
            found.extend(data(t, &database, secret_path(&config.database_url).as_deref()));
        }
        let folder = config.backup_folder.as_deref().map(|folder| (folder, fs::metadata(folder)));
        if let Some((folder, Ok(known))) = folder
            && known.mode() & 0o007 != 0
        {
            found.push(Finding::mend(t.files_open(folder.display()), t.files_open_do(folder.display())));
        }
        Finding::of(found, || Finding::good(t.files_good(data_folder(&config.database_url).display())))
    }
}

/// A file of settings that everybody on the machine can read, with secrets in it.
fn told_to_all(t: &Doctor, file: &Path) -> Option<Finding> {
    let readable = fs::metadata(file).is_ok_and(|known| known.mode() & 0o004 != 0);
    let text = fs::read_to_string(file).unwrap_or_default();
    (readable && has_secrets(&text))
        .then(|| Finding::mend(t.files_settings(file.display()), t.files_open_do(file.display())))
}

/// Whether a line gives a secret, a token, or an address with a password in it.
fn has_secrets(text: &str) -> bool {
    text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.starts_with('#')).any(|line| {
        let Some((name, value)) = line.split_once('=') else { return false };
        let given = !value.trim().trim_matches('"').is_empty();
        let password = value.split_once("://").is_some_and(|(_, rest)| {
            rest.split_once('@').is_some_and(|(user, _)| user.contains(':') && !user.contains('/'))
        });
        given && (["secret", "token", "password"].iter().any(|word| name.contains(word)) || password)
    })
}

/// The folder of the database, and what stands in it.
fn data(t: &Doctor, database: &Path, secret: Option<&Path>) -> Vec<Finding> {
    let folder = database.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let Ok(home) = fs::metadata(folder) else { return Vec::new() };
    let mut found = Vec::new();
    if home.mode() & 0o002 != 0 && home.mode() & 0o1000 == 0 {
        found.push(Finding::mend(t.files_open(folder.display()), t.files_open_do(folder.display())));
    }
    if !may(&home, 0o300, folder) {
        found.push(Finding::mend(t.files_folder_shut(folder.display()), t.files_folder_shut_do(folder.display())));
    }
    let files = BESIDE.map(|ending| with_ending(database, ending)).into_iter().chain(secret.map(Path::to_owned));
    for file in files {
        let Ok(known) = fs::metadata(&file) else { continue };
        let (shown, is_secret) = (&file.display(), Some(file.as_path()) == secret);
        // Into a folder that is shut to others they do not come.
        let others = if home.mode() & 0o001 == 0 { 0 } else { 0o007 };
        if known.mode() & if is_secret { 0o077 } else { others } != 0 {
            found.push(Finding::mend(t.files_open(shown), t.files_private_do(shown)));
        }
        if known.uid() != home.uid() {
            let (whose, owner) = (name_of(known.uid()), name_of(home.uid()));
            found.push(Finding::mend(t.files_owner(shown, whose), t.files_owner_do(shown, owner)));
        } else if !is_secret && !may(&known, 0o600, &file) {
            found.push(Finding::mend(t.files_shut(shown), t.files_private_do(shown)));
        }
    }
    found
}

/// Whether who uses it may do all that: root asks for the owner, everybody else for themselves.
fn may(known: &Metadata, bits: u32, path: &Path) -> bool {
    if rustix::process::geteuid().is_root() {
        return known.mode() & bits == bits;
    }
    rustix::fs::access(path, rustix::fs::Access::WRITE_OK | rustix::fs::Access::READ_OK).is_ok()
}

/// A user's name, or the number.
fn name_of(uid: u32) -> String {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = users.lines().find(|line| line.split(':').nth(2) == Some(uid.to_string().as_str()));
    line.and_then(|line| line.split(':').next()).map_or_else(|| uid.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_in_settings_are_found() {
        for line in [
            "secret = \"x\"",
            "MENDAN_SECRET=x",
            "mail_url = \"smtps://post:geheim@mail.example\"",
            "database_url = \"postgres://u:p@h/d\"",
            "video_bridge_token = \"x\"",
        ] {
            assert!(has_secrets(line), "{line}");
        }
        for line in [
            "#secret = \"x\"",
            "secret = \"\"",
            "listen = \"127.0.0.1:3000\"",
            "public_url = \"https://a.example/@x:y\"",
        ] {
            assert!(!has_secrets(line), "{line}");
        }
    }
}
