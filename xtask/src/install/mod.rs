//! `make install-test`: the package on a bare machine. A clean Debian root gets it from its own package manager; the unit's command is
//! started by hand, as its own user, with the settings that are shipped; a newcomer founds a city in Chromium and books; her mail comes
//! by SMTP; a night passes; a newer package goes over it; the night's backup becomes the database again.

mod root;
mod town;

use crate::{
    background::temporary,
    deb, paths, setup,
    sh::{self, Result},
    steps::Steps,
};
use root::Root;
use std::{
    env, fs,
    path::{Path, PathBuf},
};
use town::Town;

/// Needs root, as whoever installs a machine does.
pub fn run(_: &[String]) -> Result {
    if !setup::is_root() {
        return Err(
            "this installs a Debian root and enters it: please run it as root, in a container or a virtual machine"
                .into(),
        );
    }
    let mut steps = Steps::default();
    let done = all(&mut steps);
    done.and_then(|()| steps.outcome())
}

fn all(steps: &mut Steps) -> Result {
    steps.step("set-up", setup::for_install)?;
    let folder = temporary("install")?;
    let package = steps.step("build the package", package)?;
    let newer = steps.step("pack it again, a version later", || next_version(&package, &folder))?;
    let root = steps.step("make a clean Debian root", || Root::make(&folder))?;
    let mut town = Town::new(&root, &folder)?;
    let done = story(steps, &root, &mut town, (&package, &newer));
    // Whoever looks for what went wrong finds what was said.
    if done.is_err() {
        eprintln!("the server said:\n{}", town.said());
    }
    drop(town);
    drop(root);
    fs::remove_dir_all(&folder)?;
    done
}

/// What happens on that machine.
fn story(steps: &mut Steps, root: &Root, town: &mut Town, (package, newer): (&Path, &Path)) -> Result {
    steps.step("install the package", || root.install(package))?;
    steps.step("what it has put where, and whose it is", || as_packed(root))?;
    steps.step("settings", || town.settle())?;
    steps.step("start", || town.start())?;
    let link = steps.step("found a city in Chromium, publish, book; her mail by SMTP", || town.found())?;
    steps.step("a night's backup, tried", || town.night())?;
    steps.step("a newer package over it", || {
        town.stop();
        root.install(newer)?;
        town.keeps_its_settings()?;
        town.start()
    })?;
    steps.step("the booking is there", || town.answers(&link, 200))?;
    steps.step("the night's backup becomes the database", || {
        town.stop();
        town.restore()?;
        town.start()
    })?;
    steps.step("the booking is there, and nothing was sent again", || {
        town.answers(&link, 200)?;
        town.has_mails(1)
    })?;
    steps.step("mendan doctor finds what is left to do", || town.doctor())
}

/// The package: the one that `MENDAN_DEB` names, else a fresh one.
fn package() -> Result<PathBuf> {
    let named = env::var_os("MENDAN_DEB").filter(|name| !name.is_empty()).map(|name| paths::root().join(name));
    let package = if let Some(package) = named {
        package
    } else {
        deb::run(&[])?;
        paths::root().join("target/debian/mendan.deb")
    };
    let shown = sh::output(
        sh::cmd("dpkg-deb").args(["--show", "--showformat=${Package} ${Version}, ${Installed-Size} KiB"]).arg(&package),
    )?;
    println!("{}: {shown}", package.display());
    Ok(package)
}

/// The same files under the next version, as a release after this one would come.
fn next_version(package: &Path, folder: &Path) -> Result<PathBuf> {
    let (tree, newer) = (folder.join("newer"), folder.join("newer.deb"));
    sh::run(sh::cmd("dpkg-deb").arg("--raw-extract").arg(package).arg(&tree))?;
    let control = tree.join("DEBIAN/control");
    let text = fs::read_to_string(&control)?;
    let line = text.lines().find(|line| line.starts_with("Version: ")).ok_or("the package has no version")?;
    fs::write(&control, text.replace(line, &format!("{line}+1")))?;
    sh::run(sh::cmd("dpkg-deb").args(["--build", "-Znone"]).arg(&tree).arg(&newer))?;
    fs::remove_dir_all(tree)?;
    Ok(newer)
}

/// Owners and modes of what matters, and the units.
fn as_packed(root: &Root) -> Result {
    for (path, wanted) in [
        ("/var/lib/mendan", "mendan:mendan 750"),
        ("/var/backups/mendan", "mendan:mendan 700"),
        ("/etc/mendan/mendan.toml", "root:mendan 640"),
        ("/etc/mendan/environment", "root:mendan 640"),
        ("/usr/lib/mendan/mendan", "root:root 755"),
        ("/usr/share/doc/mendan/examples/nginx.conf", "root:root 644"),
        ("/usr/share/doc/mendan/examples/nginx-staff.conf", "root:root 644"),
    ] {
        let found = root.says(&["stat", "--format=%U:%G %a", path])?;
        if found != wanted {
            return Err(format!("{path} is {found}, and should be {wanted}").into());
        }
    }
    for unit in ["mendan.service", "mendan-backup.service", "mendan-backup.timer", "mendan-backup-failed.service"] {
        root.unit(unit)?;
    }
    let timer = root.path("/etc/systemd/system/timers.target.wants/mendan-backup.timer");
    if fs::symlink_metadata(timer).is_ok() { Ok(()) } else { Err("the nightly backup is not switched on".into()) }
}
