#!/usr/bin/env bash
# Sends checkpoints that share nine of ten files to a server with --artifact-dedupe, and prints how much of their size they take on disk, before and
# after most of them are removed; checks what is left with `leat artifacts verify`, and makes it plain again. Fails above 12 %.
# usage: bench/artifact-dedupe.sh [CHECKPOINTS, default 100] [MB of a checkpoint, default 50]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
checkpoints=${1:-100}
file_bytes=$((${2:-50} * 100000))
work=$(mktemp -d)
server=

stop() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  server=
}
finish() { stop; rm -rf "$work"; }
trap finish EXIT

"$root/leat" --version >/dev/null # builds it first, so that the wait below is for the start alone
cd "$work"
"$root/leat" server --port 0 --artifact-dedupe >log 2>&1 &
server=$!
address=
for _ in $(seq 300); do
  address=$(sed -n 's/.*listens on \(http[^ ]*\).*/\1/p' log)
  [ -n "$address" ] && break
  sleep 0.1
done
[ -n "$address" ] || { cat log >&2; exit 1; }
url=$address/api/2.0/mlflow-artifacts/artifacts

for file in $(seq 9); do head -c "$file_bytes" /dev/urandom >"shared-$file"; done
start=$(date +%s.%N)
for checkpoint in $(seq "$checkpoints"); do
  head -c "$file_bytes" /dev/urandom >own
  for file in $(seq 9); do printf 'upload-file="shared-%s"\nurl="%s/run/%s/file-%s"\noutput="/dev/null"\n' "$file" "$url" "$checkpoint" "$file"; done >many
  printf 'upload-file="own"\nurl="%s/run/%s/own"\noutput="/dev/null"\n' "$url" "$checkpoint" >>many
  curl -fsS -K many
  if [ "$checkpoint" = "$checkpoints" ]; then sha256sum <own >sent; fi
done
whole=$((checkpoints * 10 * file_bytes))
taken=$(du -sB1 mlartifacts | cut -f1)
awk -v whole=$whole -v taken="$taken" -v from="$start" -v to="$(date +%s.%N)" 'BEGIN { printf "%d MB sent in %.0f s take %d MB: %.1f %%\n", whole / 1e6, to - from, taken / 1e6, 100 * taken / whole }'
curl -fsS "$url/run/$checkpoints/own" | sha256sum >received
cmp sent received

for checkpoint in $(seq 2 "$checkpoints"); do curl -fsS -X DELETE "$url/run/$checkpoint" >/dev/null; done
stop
for _ in 1 2; do "$root/leat" gc --content-grace 0s; done
"$root/leat" artifacts verify
"$root/leat" artifacts plain
awk -v taken="$(du -sB1 mlartifacts | cut -f1)" 'BEGIN { printf "the first checkpoint alone takes %d MB\n", taken / 1e6 }'
for file in $(seq 9); do cmp "shared-$file" "mlartifacts/run/1/file-$file"; done
[ $((taken * 100)) -lt $((whole * 12)) ] || { echo "They take more than 12 %." >&2; exit 1; }
