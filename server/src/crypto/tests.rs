use std::os::unix::fs::PermissionsExt as _;

use secrecy::{ExposeSecret as _, SecretString};

use super::Sealed;
use super::{Place, Vault, VaultError};
use crate::entropy::OsEntropy;

const OLD: &str = "old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const NEW: &str = "new:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const PLACE: Place<'_> = Place { table: "grant", column: "access", row: "c1", workspace: "w1" };

fn vault(setting: &str) -> Vault {
    Vault::from_setting(&SecretString::from(setting)).expect("readable keys")
}

fn seal(vault: &Vault) -> Sealed {
    vault.seal(&SecretString::from("act.secret"), PLACE, &OsEntropy).expect("sealed")
}

#[test]
fn what_was_sealed_opens_in_its_place_and_nowhere_else() {
    let vault = vault(NEW);
    let sealed = seal(&vault);
    assert!(sealed.0.starts_with(b"v1\x03new"));
    assert!(!sealed.0.windows(6).any(|window| window == b"secret"));
    assert_eq!(vault.open(&sealed, PLACE).expect("opens").expose_secret(), "act.secret");
    for elsewhere in [
        Place { table: "grant2", ..PLACE },
        Place { column: "refresh", ..PLACE },
        Place { row: "c2", ..PLACE },
        Place { workspace: "w2", ..PLACE },
        Place { row: "c1w", workspace: "1", ..PLACE },
    ] {
        assert!(matches!(vault.open(&sealed, elsewhere), Err(VaultError::Refused(_))), "{elsewhere:?}");
    }
}

#[test]
fn two_seals_of_one_secret_differ() {
    let vault = vault(NEW);
    assert_ne!(seal(&vault), seal(&vault));
}

#[test]
fn a_changed_value_does_not_open() {
    let vault = vault(NEW);
    let sealed = seal(&vault);
    for at in 0..sealed.0.len() {
        let mut bytes = sealed.0.clone();
        bytes[at] ^= 1;
        assert!(vault.open(&Sealed(bytes), PLACE).is_err(), "byte {at}");
        assert!(vault.open(&Sealed(sealed.0[..at].to_vec()), PLACE).is_err(), "cut at {at}");
    }
}

#[test]
fn keys_rotate_the_first_seals_and_all_open() {
    let sealed_before = seal(&vault(OLD));
    let rotated = vault(&format!("{NEW}, {OLD}\n"));
    assert_eq!(rotated.open(&sealed_before, PLACE).expect("opens").expose_secret(), "act.secret");
    assert!(matches!(vault(OLD).open(&seal(&rotated), PLACE), Err(VaultError::UnknownKey(id)) if id == "new"));
}

#[test]
fn another_key_of_the_same_name_is_refused() {
    let impostor = vault("new:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assert!(matches!(impostor.open(&seal(&vault(NEW)), PLACE), Err(VaultError::Refused(_))));
}

#[test]
fn malformed_keys_are_refused_without_being_quoted() {
    for setting in ["", " , ", "nokey", "a:####", "a:AAAA", ":AAAA", &format!("{OLD},{OLD}")] {
        let error = Vault::from_setting(&SecretString::from(setting)).expect_err(setting).to_string();
        assert!(setting.trim_matches([' ', ',']).is_empty() || !error.contains(setting), "{error}");
    }
}

#[test]
fn debug_prints_names_of_keys_only() {
    assert_eq!(format!("{:?}", vault(NEW)), r#"Vault { keys: ["new"] }"#);
}

#[test]
fn the_key_file_is_made_once_for_its_owner_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("secret.key");
    let sealed = seal(&Vault::load_or_create(&path, &OsEntropy).expect("created"));
    assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    let again = Vault::load_or_create(&path, &OsEntropy).expect("read");
    assert_eq!(again.open(&sealed, PLACE).expect("opens").expose_secret(), "act.secret");
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 1);
}

#[test]
fn a_key_file_others_can_read_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("secret.key");
    std::fs::write(&path, OLD).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("set");
    let error = Vault::load_or_create(&path, &OsEntropy).expect_err("refused").to_string();
    assert!(error.contains("chmod 600") && error.contains("644"), "{error}");
}

#[test]
fn a_missing_folder_is_an_error_that_names_the_file() {
    let error = Vault::load_or_create(std::path::Path::new("/nonexistent-folder/secret.key"), &OsEntropy).expect_err("refused");
    assert!(error.to_string().contains("/nonexistent-folder/secret.key"), "{error}");
}
