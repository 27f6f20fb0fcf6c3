#!/usr/bin/env bash
# Builds the release into dist/.
set -euo pipefail
cd "$(dirname "$0")/.."
trunk build --release
node tools/slim.mjs dist
