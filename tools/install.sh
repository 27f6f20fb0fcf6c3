#!/usr/bin/env bash
# Installs what the project builds and tests with, where it is missing or of another version.
# Usage: tools/install.sh build | tools/install.sh browser | tools/install.sh engines
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK=0.21.14
# The generator and the library must be of the same version: the one in Cargo.toml.
BINDGEN=$(sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
BIN="$PWD/tools/bin"
mkdir -p "$BIN"
export PATH="$BIN:$PATH"

has() { command -v "$1" >/dev/null && [ "$("$1" --version 2>/dev/null | grep -o '[0-9][0-9.]*' | head -1)" = "$2" ]; }

# The tools run for seconds, and building them took a quarter of an hour: trunk, which only calls others, is not optimised
# at all, the generator a little. Without their default features they need no TLS.
quick_install() {
  local level="$1"; shift
  CARGO_PROFILE_RELEASE_OPT_LEVEL="$level" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=false cargo install "$@" --no-default-features --root "$BIN/.." --no-track --force
}

build() {
  if ! rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown; then
    rustup target add wasm32-unknown-unknown
  fi
  for part in clippy rustfmt; do
    cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$part"
  done
  has trunk "$TRUNK" || quick_install 0 --locked trunk --version "$TRUNK"
  # Its lock file names a version that was never published: without --locked it installs.
  has wasm-bindgen "$BINDGEN" || quick_install 1 wasm-bindgen-cli --bin wasm-bindgen --version "$BINDGEN"
}

browser() {
  if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null && ! command -v chromium-browser >/dev/null; then
    local as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update
    $as_root apt-get install -y --no-install-recommends chromium
  fi
  for folder in tests/e2e; do
    [ -d "$folder/node_modules" ] && [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] || npm ci --prefix "$folder" --no-audit --no-fund
  done
}

# Playwright’s own Firefox and WebKit are fetched from a host of its own; Debian’s are the same engines.
engines() {
  local as_root="" name packages
  [ "$(id -u)" = 0 ] || as_root=sudo
  $as_root apt-get update || true
  while read -r name packages; do
    # shellcheck disable=SC2086
    $as_root apt-get install -y --no-install-recommends $packages ||
      echo "$name cannot be installed here (apt: $packages): its tests are skipped." >&2
  done <<< "Firefox firefox-esr
WebKit webkit2gtk-driver xvfb xauth"
}

"$1"
