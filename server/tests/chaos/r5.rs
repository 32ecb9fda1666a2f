use crate::case::{Case, Plan};
pub(crate) fn cases(_: &Plan) -> Vec<Case> { Vec::new() }
