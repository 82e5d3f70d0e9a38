//! A clean Debian root in a folder: made by debootstrap from the sources this machine's own package manager uses, entered by chroot.

use crate::{
    paths,
    sh::{self, Result},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folder, taken away when dropped.
pub struct Root {
    folder: PathBuf,
}

impl Root {
    /// Makes one. What is downloaded for it stays in the cache.
    pub fn make(folder: &Path) -> Result<Self> {
        let root = Self { folder: folder.join("root") };
        let (site, release) = source()?;
        let kept = paths::cache().join(format!("debian-{release}"));
        fs::create_dir_all(&kept)?;
        let mut debootstrap = sh::cmd("debootstrap");
        debootstrap.args(["--variant=minbase", "--include=ca-certificates"]);
        debootstrap.arg(format!("--cache-dir={}", kept.display())).arg(&release).arg(&root.folder).arg(site);
        sh::run(debootstrap.stdout(std::process::Stdio::null()))?;
        // It asks the network as this machine does.
        for file in ["/etc/resolv.conf", "/etc/hosts"] {
            fs::copy(file, root.path(file))?;
        }
        // No service is started by a package: there is no systemd here.
        fs::write(root.path("/usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n")?;
        sh::run(sh::cmd("chmod").arg("755").arg(root.path("/usr/sbin/policy-rc.d")))?;
        Ok(root)
    }

    /// Where something of it is.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.folder.join(inside.trim_start_matches('/'))
    }

    /// A command inside.
    pub fn command(&self, words: &[&str]) -> Command {
        self.command_of(None, words)
    }

    /// A command inside, as somebody else than root, with nothing of our own environment.
    pub fn command_of(&self, user: Option<&str>, words: &[&str]) -> Command {
        let mut command = sh::cmd("chroot");
        command.args(user.map(|user| format!("--userspec={user}"))).arg(&self.folder);
        command.args([
            "/usr/bin/env",
            "-i",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND=noninteractive",
            "LC_ALL=C.UTF-8",
        ]);
        command.args(words);
        command
    }

    /// What a command inside prints.
    pub fn says(&self, words: &[&str]) -> Result<String> {
        sh::output(&mut self.command(words))
    }

    /// Installs a package file, with whatever it needs.
    pub fn install(&self, package: &Path) -> Result {
        let inside = "/tmp/mendan.deb";
        fs::copy(package, self.path(inside))?;
        sh::run(&mut self.command(&["apt-get", "--quiet=2", "update"]))?;
        // A settings file that was changed stays as it is.
        sh::run(&mut self.command(&[
            "apt-get",
            "--quiet=2",
            "--yes",
            "--no-install-recommends",
            "--option=Dpkg::Options::=--force-confold",
            "install",
            inside,
        ]))
    }

    /// The text of an installed unit.
    pub fn unit(&self, name: &str) -> Result<String> {
        let places = ["/usr/lib/systemd/system", "/lib/systemd/system"];
        let file = places.iter().map(|place| self.path(place).join(name)).find(|file| file.is_file());
        Ok(fs::read_to_string(file.ok_or_else(|| format!("{name} is not installed"))?)?)
    }

    /// What a unit would start: user, folder, command.
    pub fn starts(&self, unit: &str) -> Result<(String, String, Vec<String>)> {
        let text = self.unit(unit)?;
        let value = |key: &str| -> Result<String> {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
            Ok(line.ok_or_else(|| format!("{unit} says no {key}"))?.to_owned())
        };
        let user = format!("{}:{}", value("User")?, value("Group")?);
        Ok((user, value("WorkingDirectory")?, value("ExecStart")?.split_whitespace().map(str::to_owned).collect()))
    }
}

/// The first source of this machine's packages, and its release.
fn source() -> Result<(String, String)> {
    let known = sh::output(sh::cmd("apt-get").args([
        "indextargets",
        "--format",
        "$(SITE) $(RELEASE)",
        "Created-By: Packages",
    ]))?;
    let plain =
        |(_, release): &(&str, &str)| !release.contains('-') && !release.contains('/') && *release != "nodistro";
    let found = known
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|source| plain(source) && source.0.ends_with("/debian"));
    let (site, release) = found.ok_or("this machine's package manager knows no source of Debian's")?;
    Ok((site.to_owned(), release.to_owned()))
}

impl Drop for Root {
    fn drop(&mut self) {
        // What cannot be taken away is in the system's temporary folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
