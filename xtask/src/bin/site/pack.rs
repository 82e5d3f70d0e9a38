//! Names files after their contents, so that browsers may keep them for ever; compresses them once, so that the server
//! need not; and puts the finished site in place of the old one.

use crate::{Result, files, fingerprint, is_done};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Beyond this the page is late on a bus with a weak signal: script and wasm together, compressed.
const BUDGET_KB: usize = 80;

/// Below this a compressed copy saves no packet.
const WORTH_COMPRESSING: usize = 600;

/// Writes the site unless it is there already.
pub fn pack(
    bindings: &[(PathBuf, Vec<u8>)],
    css: &str,
    public: &Path,
    out: &Path,
    work: &Path,
    compress: bool,
) -> Result {
    let public = files(public)?;
    let note = work.join("site.txt");
    let inputs = fingerprint((bindings, css, &public, compress));
    if is_done(&note, &inputs) && out.join("hash.txt").exists() {
        return Ok(());
    }

    let fresh = out.with_extension("new");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let mut site = Site { root: fresh.clone(), compress, hashes: String::new(), sent: 0 };
    for (path, content) in bindings {
        match path.to_str() {
            Some("mendan.js") => site.hashed("js", content)?,
            Some("mendan_bg.wasm") => site.hashed("wasm", content)?,
            _ => site.add(&Path::new("pkg").join(path), content)?,
        }
    }
    if compress && site.sent > BUDGET_KB * 1024 {
        let found = site.sent / 1024;
        return Err(format!("script and wasm need {found} KB compressed; the budget is {BUDGET_KB} KB").into());
    }
    site.hashed("css", css.as_bytes())?;
    for (path, content) in &public {
        site.add(path, content)?;
    }
    fs::write(fresh.join("hash.txt"), &site.hashes)?;

    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    fs::rename(fresh, out)?;
    fs::write(note, inputs)?;
    Ok(())
}

struct Site {
    root: PathBuf,
    compress: bool,
    hashes: String,
    /// Bytes that travel for what was added so far.
    sent: usize,
}

impl Site {
    /// Adds `pkg/mendan.HASH.KIND`, and a line for Leptos.
    fn hashed(&mut self, kind: &str, content: &[u8]) -> Result {
        let hash = fingerprint(content);
        self.hashes.extend([kind, ":", &hash, "\n"]);
        let before = self.sent;
        self.add(&PathBuf::from(format!("pkg/mendan.{hash}.{kind}")), content)?;
        println!("  {kind:<5} {:>8} bytes, {:>7} to send", content.len(), self.sent - before);
        Ok(())
    }

    fn add(&mut self, path: &Path, content: &[u8]) -> Result {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        fs::write(&path, content)?;
        let packed =
            path.extension().is_some_and(|kind| ["png", "jpg", "webp", "woff2", "gz", "br"].iter().any(|k| kind == *k));
        if !self.compress || packed || content.len() < WORTH_COMPRESSING {
            self.sent += content.len();
            return Ok(());
        }
        let brotli = brotli(content)?;
        self.sent += brotli.len();
        fs::write(with_suffix(&path, ".br"), brotli)?;
        fs::write(with_suffix(&path, ".gz"), gzip(content)?)?;
        Ok(())
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(content)?;
    Ok(writer.into_inner())
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(content)?;
    Ok(writer.finish()?)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
