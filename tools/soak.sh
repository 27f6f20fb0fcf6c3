#!/usr/bin/env bash
# Looks for what the fixed seeds of `make test` do not show: every property on fresh seeds, the browser killed again and
# again, and full stores.
# SOAK=minutes (30 unless said otherwise; one round is always done), SEED=number of the first round.
set -euo pipefail
cd "$(dirname "$0")/.."
seed="${SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}"
end=$(( $(date +%s) + ${SOAK:-30} * 60 ))
for (( round = 1; ; round += 1, seed += 1 )); do
  echo; echo "== round $round, SEED=$seed"
  if ! { PROPTEST_RNG_SEED=$seed cargo test && SEED=$seed KILLS="${KILLS:-50}" npm --prefix tests/e2e test -- kill room ten-thousand; }; then
    echo; echo "Found with SEED=$seed. Again: SEED=$seed SOAK=0 make soak"
    exit 1
  fi
  [ "$(date +%s)" -lt "$end" ] || break
done
echo; echo "Nothing found in $round rounds up to SEED=$seed."
