# Sourced by the other scripts: where things are, and how they speak.
# shellcheck shell=bash
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Everything that is built lands here; CI may keep it outside the clone.
CARGO_TARGET_DIR=$(realpath -m "${CARGO_TARGET_DIR:-target}")
export CARGO_TARGET_DIR
TOOLS=$CARGO_TARGET_DIR/tools
SITE=$CARGO_TARGET_DIR/site
BINARY=$CARGO_TARGET_DIR/release/fanscope
WASM_TARGET=wasm32-unknown-unknown
mkdir -p "$TOOLS"

# What is being done, on stderr: stdout belongs to data.
say() { printf '\033[1m→ %s\033[0m\n' "$*" >&2; }
note() { printf '  %s\n' "$*" >&2; }
fail() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

has() { command -v "$1" >/dev/null 2>&1; }

# The version of a crate in Cargo.lock.
locked_version() {
  awk -v want="\"$1\"" '$1 == "name" { found = ($3 == want) } $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# One hash over the contents and names of the given files and folders.
hash_of() {
  find "$@" -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# fresh NAME KEY: true when the step NAME last ended with this KEY.
fresh() { [[ -f $TOOLS/stamps/$1 && $(<"$TOOLS/stamps/$1") == "$2" ]]; }
stamp() { mkdir -p "$TOOLS/stamps" && printf '%s' "$2" >"$TOOLS/stamps/$1"; }

has_wasm_std() { compgen -G "$1/lib/rustlib/$WASM_TARGET/lib/libstd-*.rlib" >/dev/null; }

# cargo for the browser half: the pinned toolchain, or Debian's where scripts/setup had to fall back to it.
browser_cargo() {
  if has_wasm_std "$(rustc --print sysroot)"; then
    cargo "$@"
  else
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 cargo +debian "$@"
  fi
}
