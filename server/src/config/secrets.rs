//! Secrets: from a variable or from the file that `…_FILE` names, never from a flag.

use secrecy::SecretString;

use super::ConfigError;
use super::parse::variable;

/// Reads a secret; nothing when neither variable is set.
///
/// # Errors
/// Both variables set, or a file that cannot be read or is empty.
pub(super) fn secret(name: &str) -> Result<Option<SecretString>, ConfigError> {
    let file_name = format!("{name}_FILE");
    match (variable(name), variable(&file_name)) {
        (Some(_), Some(_)) => Err(ConfigError(format!("{name} and {file_name} are both set; keep one of them"))),
        (Some(value), None) => Ok(Some(value.into())),
        (None, Some(path)) => {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| ConfigError(format!("{file_name} names `{path}`, which cannot be read ({error})")))?;
            match text.trim() {
                "" => Err(ConfigError(format!("{file_name} names `{path}`, which is empty"))),
                value => Ok(Some(value.to_owned().into())),
            }
        }
        (None, None) => Ok(None),
    }
}
