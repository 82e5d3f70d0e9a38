//! A throw-away PostgreSQL for the contract tests.

use crate::{
    background::{Background, free_port, temporary},
    setup,
    sh::{self, Result},
};
use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

/// A running cluster on a free port of 127.0.0.1; stopped and removed on drop.
pub struct Postgres {
    _server: Background,
    /// `postgres://…/postgres`, as a superuser.
    pub url: String,
}

impl Postgres {
    /// Makes and starts a cluster. It refuses to run as root, so root hands it to another user.
    pub fn start() -> Result<Self> {
        let bin = bin().ok_or("PostgreSQL is not installed: `cargo xtask setup` does that")?;
        let (port, dir) = (free_port()?, temporary("postgres")?);
        let user = if setup::is_root() { Some(other_user()?) } else { None };
        if let Some(user) = user {
            sh::run(sh::cmd("chown").arg(user).arg(&dir))?;
        }
        let as_user = |program: &str| {
            let mut command = match user {
                Some(user) => sh::line(&format!("setpriv --reuid={user} --regid={user} --clear-groups")),
                None => sh::cmd("env"),
            };
            command.arg(bin.join(program)).current_dir(&dir);
            command
        };
        let data = dir.join("data");
        let options = "--username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync";
        sh::output(as_user("initdb").args(options.split(' ')).arg("--pgdata").arg(&data))?;

        let mut server = as_user("postgres");
        server.arg("-D").arg(&data).arg("-k").arg(&dir).args(["-p", &port.to_string()]);
        // Real durability, as in production, but no preparation for a crash that nobody will recover from.
        let settings = "listen_addresses=127.0.0.1 max_connections=300 shared_buffers=128MB full_page_writes=off \
                        wal_level=minimal max_wal_senders=0 autovacuum=off log_min_messages=fatal";
        for setting in settings.split(' ') {
            server.args(["-c", setting]);
        }
        let mut server = Background::start(&server, "INT", &dir)?;
        let mut probe = Command::new(bin.join("pg_isready"));
        probe.args(["-q", "-U", "postgres", "-h", "127.0.0.1", "-p", &port.to_string()]);
        server.wait_until("PostgreSQL", || sh::works(&mut probe))?;
        println!("PostgreSQL listens on port {port}.");
        Ok(Self { _server: server, url: format!("postgres://postgres@127.0.0.1:{port}/postgres") })
    }
}

impl Postgres {
    /// The address of a new empty database of that cluster.
    pub fn fresh(&self) -> Result<String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("town_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let psql = bin().ok_or("PostgreSQL is not installed")?.join("psql");
        sh::output(sh::cmd(psql).arg(&self.url).args(["-qc", &format!("CREATE DATABASE {name}")]))?;
        let cluster = self.url.rsplit_once('/').map_or(self.url.as_str(), |(cluster, _)| cluster);
        Ok(format!("{cluster}/{name}"))
    }
}

/// The folder with `initdb`: Debian keeps it off the path, one folder per version.
pub fn bin() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut candidates: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    candidates.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    candidates.splice(0..0, std::env::split_paths(&path));
    candidates.into_iter().rev().find(|dir| dir.join("initdb").exists())
}

fn other_user() -> Result<&'static str> {
    let known = |user: &&str| sh::works(sh::cmd("id").arg(user));
    ["postgres", "nobody"].into_iter().find(known).ok_or_else(|| "no user to run PostgreSQL as".into())
}

#[cfg(test)]
mod tests {
    use super::{Postgres, bin};
    use std::process::Command;

    #[test]
    fn a_cluster_answers_its_superuser() {
        let postgres = Postgres::start().unwrap();
        let mut psql = Command::new(bin().unwrap().join("psql"));
        let answer = psql.arg(&postgres.url).args(["-Atc", "select rolcreatedb from pg_roles"]).output().unwrap();
        assert!(String::from_utf8_lossy(&answer.stdout).contains('t'));
    }
}
