//! The files.

use std::path::Path;
use std::{fs, io};

/// One file of one language.
#[derive(Debug, Clone)]
pub struct Source {
    /// `locales/en/booking.ftl`, for complaints.
    pub file: String,
    /// The language's folder.
    pub tag: String,
    /// The file's name without the ending.
    pub area: String,
    /// What stands in it.
    pub text: String,
}

/// Every `.ftl` file in the folders of `locales`, in order.
pub fn sources(locales: &Path) -> io::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for folder in sorted(locales)? {
        let tag = name(&folder.with_extension(""));
        for path in sorted(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "ftl")) {
            sources.push(Source {
                file: format!("locales/{tag}/{}", name(&path)),
                tag: tag.clone(),
                area: name(&path.with_extension("")),
                text: fs::read_to_string(&path)?,
            });
        }
    }
    Ok(sources)
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
