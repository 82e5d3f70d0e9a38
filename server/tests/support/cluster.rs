//! A PostgreSQL server of a test's own: one that may be stopped as a loss of power would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::server::free_port;
use super::wait::{Dice, until_true};

/// Its folder and its program; both are gone when dropped.
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

/// Where `initdb` is: Debian keeps it off the path, one folder per version.
fn bin() -> PathBuf {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut candidates: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    candidates.sort();
    candidates.splice(0..0, std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    candidates.into_iter().rev().find(|dir| dir.join("initdb").exists()).expect("PostgreSQL is installed")
}

/// PostgreSQL refuses to run as root, which hands it to another user.
fn as_user(program: &str, folder: &Path) -> Command {
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout == b"0\n");
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
        command
    } else {
        Command::new("env")
    };
    command
        .arg(bin().join(program))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

impl Cluster {
    /// A new one, running, with the durability of production.
    pub async fn start() -> Self {
        let name = format!("mendan_cluster_{}_{}", std::process::id(), Dice::unseen().below(u64::MAX));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        // Its user may not be ours.
        drop(Command::new("chown").arg("postgres").arg(&folder).stderr(Stdio::null()).status());
        let options =
            ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata", "data"];
        assert!(as_user("initdb", &folder).args(options).status().expect("initdb runs").success());
        let mut cluster = Self { folder, port: free_port(), server: None };
        cluster.resume().await;
        cluster
    }

    /// Starts it again after [`Self::cut`].
    pub async fn resume(&mut self) {
        let mut command = as_user("postgres", &self.folder);
        command.args(["-D", "data", "-k"]).arg(&self.folder).args(["-p", &self.port.to_string()]);
        command.args(["-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=64MB", "-c", "log_min_messages=fatal"]);
        self.server = Some(command.spawn().expect("postgres runs"));
        until_true("PostgreSQL to be ready", async || {
            let mut probe = Command::new(bin().join("pg_isready"));
            probe.args(["-q", "-U", "postgres", "-h", "127.0.0.1", "-p", &self.port.to_string()]);
            probe.status().is_ok_and(|status| status.success())
        })
        .await;
    }

    /// Stops it at once (SIGQUIT): nothing is finished, nobody is told.
    pub fn cut(&mut self) {
        if let Some(mut server) = self.server.take() {
            drop(Command::new("kill").args(["-QUIT", &server.id().to_string()]).status());
            drop(server.wait());
        }
    }

    /// The address of its one database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.cut();
        drop(fs::remove_dir_all(&self.folder));
    }
}
