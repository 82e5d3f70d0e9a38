//! A server as a process of its own, and what the kernel says it used.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;

/// Every server's secret.
pub const SECRET: &str = "only-for-measuring-only-for-measuring";

/// A running server, ended when dropped.
pub struct Process {
    child: Child,
    /// `http://127.0.0.1:port`.
    pub base: String,
    /// From start until it answered.
    pub started_in: Duration,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    /// Starts `mendan serve` on that database and waits until it is ready.
    pub async fn mendan(folder: &Path, database: &str) -> Result<Self, Failure> {
        Self::mendan_with(folder, database, &[]).await
    }

    /// The same with more settings, or others.
    pub async fn mendan_with(folder: &Path, database: &str, more: &[(&str, &str)]) -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = Command::new(beside("mendan")?);
        command
            .arg("serve")
            .env("MENDAN_DATABASE_URL", database)
            .env("MENDAN_LISTEN", format!("127.0.0.1:{port}"))
            .env("MENDAN_MAIL_URL", format!("file:{}", folder.join("mail").display()))
            .env("MENDAN_SECRET", SECRET)
            .env("MENDAN_SHIELD", "off")
            .env("MENDAN_LOG", "warn")
            .envs(more.iter().copied());
        Self::start(command, port, "/readyz").await
    }

    /// Starts the bare "hello".
    pub async fn hello() -> Result<Self, Failure> {
        let port = free_port()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("hello").env("PORT", port.to_string());
        Self::start(command, port, "/").await
    }

    async fn start(mut command: Command, port: u16, path: &str) -> Result<Self, Failure> {
        let begun = Instant::now();
        let child = command.stdout(Stdio::null()).stdin(Stdio::null()).spawn()?;
        let mut process = Self { child, base: format!("http://127.0.0.1:{port}"), started_in: Duration::ZERO };
        let client = reqwest::Client::new();
        while begun.elapsed() < Duration::from_mins(1) {
            if client
                .get(format!("{}{path}", process.base))
                .send()
                .await
                .is_ok_and(|answer| answer.status().is_success())
            {
                process.started_in = begun.elapsed();
                return Ok(process);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err("the server did not become ready".into())
    }

    /// CPU seconds used so far (user and system; 100 ticks a second on Linux).
    pub fn cpu(&self) -> Result<f64, Failure> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        Ok((ticks(11) + ticks(12)) / 100.0)
    }

    /// Commits of the writer so far; 0 of a server that does not count them.
    pub async fn commits(&self) -> Result<f64, Failure> {
        let metrics = reqwest::get(format!("{}/metrics", self.base)).await?.text().await?;
        let line = metrics.lines().find_map(|line| line.strip_prefix("mendan_commits_total "));
        Ok(line.and_then(|count| count.trim().parse().ok()).unwrap_or(0.0))
    }

    /// Resident memory, MiB.
    pub fn memory(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        Ok(line.split_whitespace().nth(1).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0)
    }
}

/// Built beside this program, or wherever `MENDAN_BENCH_SERVER` says: so the server of before is measured by the same program.
fn beside(name: &str) -> Result<std::path::PathBuf, Failure> {
    if let Ok(named) = std::env::var("MENDAN_BENCH_SERVER") {
        return Ok(named.into());
    }
    let exe = std::env::current_exe()?.with_file_name(name);
    if exe.exists() {
        Ok(exe)
    } else {
        Err(format!("{} is not built: cargo build --release -p mendan", exe.display()).into())
    }
}

fn free_port() -> Result<u16, Failure> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
