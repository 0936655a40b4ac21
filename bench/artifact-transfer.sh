#!/usr/bin/env bash
# Sends one large file through a server and back, compares checksums, and prints how long it took and how much memory
# the server's process had at its peak. Fails if that is more than the limit.
# usage: bench/artifact-transfer.sh [MiB, default 2048] [limit in MiB, default 200] [DESTINATION, default a folder]
#   A destination in a bucket takes its address and credentials from the environment (docs/artifacts.md).
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
size_mib=${1:-2048}
limit_mib=${2:-200}
work=$(mktemp -d)
destination=${3:-$work/files}
server=

finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

seconds_since() { awk -v from="$1" -v to="$(date +%s.%N)" 'BEGIN { printf "%.1f s", to - from }'; }

memory_of() { awk -v field="$1:" '$1 == field { printf "%d\n", $2 / 1024 }' "/proc/$server/status"; }

"$root/leat" --version >/dev/null # builds it first, so that the wait below is for the start alone
cd "$work"
"$root/leat" server --port 0 --artifacts-destination "$destination" >log 2>&1 &
server=$!
address=
for _ in $(seq 300); do
  address=$(sed -n 's/.*listens on \(http[^ ]*\).*/\1/p' log)
  [ -n "$address" ] && break
  sleep 0.1
done
[ -n "$address" ] || { cat log >&2; exit 1; }
url=$address/api/2.0/mlflow-artifacts/artifacts/bench/large.bin

echo "before:   $(memory_of VmRSS) MiB resident"
start=$(date +%s.%N)
head -c "$((size_mib * 1048576))" /dev/urandom | tee >(sha256sum >sent) | curl -fsS -T - "$url" >/dev/null
echo "upload:   $size_mib MiB in $(seconds_since "$start"), peak $(memory_of VmHWM) MiB"
start=$(date +%s.%N)
curl -fsS "$url" | sha256sum >received
peak=$(memory_of VmHWM)
echo "download: $size_mib MiB in $(seconds_since "$start"), peak $peak MiB"

cmp sent received
[ "$peak" -lt "$limit_mib" ] || { echo "The server needed more than $limit_mib MiB." >&2; exit 1; }
