#!/usr/bin/env bash
# Runs one step and notes its time; --sum prints all of them.
set -euo pipefail
times="${TMPDIR:-/tmp}/throughline-steps.$PPID"
if [ "$1" = --sum ]; then
  echo; echo "Times:"; cat "$times"; rm -f "$times"
  exit 0
fi
name=$1; shift
echo; echo "== $name"
start=$(date +%s)
"$@"
printf '%-16s %4d s\n' "$name" $(( $(date +%s) - start )) >> "$times"
