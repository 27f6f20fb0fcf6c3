#!/usr/bin/env bash
# Builds the release into dist/, or into the folder DIST names. Further arguments are trunk's.
set -euo pipefail
cd "$(dirname "$0")/.."
dist="${DIST:-dist}"
trunk build --release --dist "$dist" "$@"
node tools/slim.mjs "$dist"
node tools/offline.mjs "$dist"
