//! Tells the server where the built site is: `FANSCOPE_SITE_DIR`, or `site` in cargo's target folder.

use std::env;
use std::error::Error;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=FANSCOPE_SITE_DIR");
    println!("cargo::rerun-if-changed=build.rs");
    // Migrations are compiled in: a new file must cause a new build.
    println!("cargo::rerun-if-changed=../migrations/sqlite");
    let site = match env::var_os("FANSCOPE_SITE_DIR") {
        Some(site) => PathBuf::from(site),
        None => target_folder()?.join("site"),
    };
    fs::create_dir_all(&site)?;
    // A release binary carries the site; a development one reads it from disk and need not be compiled again.
    if env::var_os("PROFILE").as_deref() == Some(OsStr::new("release")) {
        println!("cargo::rerun-if-changed={}", site.display());
    }
    println!("cargo::rustc-env=FANSCOPE_SITE_DIR={}", site.display());
    Ok(())
}

/// Cargo's target folder: `OUT_DIR` is `<target>[/<triple>]/<profile>/build/<package>/out`.
fn target_folder() -> Result<PathBuf, Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let above_profile = out.ancestors().nth(4).ok_or("OUT_DIR lies in a target folder")?;
    let cross_compiled = above_profile.file_name() == env::var_os("TARGET").as_deref();
    let target = if cross_compiled { above_profile.parent() } else { Some(above_profile) };
    Ok(target.map(Path::to_path_buf).ok_or("a triple's folder lies in a target folder")?)
}
