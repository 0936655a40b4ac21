#!/usr/bin/env bash
# One server on one SQLite file through a big ingest over HTTP, searches, and the deletion and restoration of everything it holds
# beside a writer. Shown are rates, answers' times, and the server's peak memory after each part.
# usage: bench/big-database.sh FOLDER [RUNS]     100 points a run; 1,000,000 runs take some minutes and about 3 GB
# needs: wrk, curl, jq, and a Release build
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:?usage: big-database.sh FOLDER [RUNS]}
runs=${2:-1000000}
port=${PORT:-5077}
url=http://127.0.0.1:$port
api=$url/api/2.0/mlflow

for tool in wrk curl jq; do
  command -v "$tool" >/dev/null || { echo "big-database.sh: $tool is missing" >&2; exit 2; }
done
leat() { exec dotnet "$here/../src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll" "$@"; }

mkdir -p "$folder"
cd "$folder"
[ ! -e big.db ] || { echo "big-database.sh: $folder/big.db is there already: name another folder" >&2; exit 2; }

leat server --port "$port" --backend-store-uri "sqlite:///big.db" >server.log 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for ((i = 0; i < 200; i++)); do
  curl -sf -o /dev/null "$url/health" && break
  kill -0 "$server" 2>/dev/null || { cat server.log >&2; exit 1; }
  sleep 0.1
done

post() { curl -sS -f -H 'Content-Type: application/json' -d "$2" "$api/$1"; }
peak() { awk '/VmHWM/ { peak = $2 } /VmRSS/ { now = $2 } END { printf "server: peak %d MiB, now %d MiB\n", peak / 1024, now / 1024 }' "/proc/$server/status"; }
seconds_since() { awk -v from="$1" -v to="$(date +%s%N)" 'BEGIN { printf "%.1f", (to - from) / 1e9 }'; }
errors_of() { grep -E 'Non-2xx|Socket errors' "$1" || echo "no errors"; }

experiment=$(post experiments/create '{"name":"big"}' | jq -r .experiment_id)
other=$(post experiments/create '{"name":"other"}' | jq -r .experiment_id)

echo "== $runs runs of 100 points by 32 connections: create, log-batch, update each"
begin=$(date +%s%N)
RUNS=$runs EXPERIMENT_ID=$experiment wrk -t1 -c32 -d2h --timeout 30s -s "$here/http/ingest.lua" "$url" >ingest.txt
took=$(seconds_since "$begin")
awk -v runs="$runs" -v took="$took" 'BEGIN { printf "%.1f s: %d runs/s, %d requests/s, %d points/s; ", took, runs / took, 3 * runs / took, 100 * runs / took }'
errors_of ingest.txt
peak

search() {
  local best=
  for ((i = 0; i < 5; i++)); do
    local took
    took=$(curl -sS -f -o answer.json -w '%{time_total}' -H 'Content-Type: application/json' -d "$2" "$api/runs/search")
    best=$(printf '%s\n%s\n' "$best" "$took" | grep . | sort -n | head -1)
  done
  printf '%-48s %4d runs, best of five %s s\n' "$1" "$(jq '.runs | length' answer.json)" "$best"
}

echo "== Searches"
search "by start time" "{\"experiment_ids\":[\"$experiment\"],\"max_results\":100,\"order_by\":[\"start_time DESC\"]}"
search "half of the runs, by a metric" "{\"experiment_ids\":[\"$experiment\"],\"max_results\":100,\"filter\":\"metrics.accuracy > 0.5 AND params.optimizer = 'adam'\",\"order_by\":[\"metrics.loss ASC\"]}"
search "1 in 50, by a metric" "{\"experiment_ids\":[\"$experiment\"],\"max_results\":100,\"filter\":\"metrics.accuracy > 0.1 AND params.depth = '7'\",\"order_by\":[\"metrics.loss ASC\"]}"
search "1,000 runs with all their data" "{\"experiment_ids\":[\"$experiment\"],\"max_results\":1000}"
peak

echo "== Deleting and restoring all of them beside a writer of 8 connections"
run=$(post runs/create "{\"experiment_id\":\"$other\"}" | jq -r .run.info.run_id)
RUN_IDS=$run wrk -t2 -c8 -d12s --latency -s "$here/http/log_metric.lua" "$url" >beside.txt &
writer=$!
sleep 3
for call in delete restore; do
  curl -sS -f -o /dev/null -w "experiments/$call: %{time_total} s\n" -H 'Content-Type: application/json' -d "{\"experiment_id\":\"$experiment\"}" "$api/experiments/$call"
  sleep 2
done
wait "$writer"
awk '/Latency  / { print "log-metric beside it: longest wait " $4 } /^ *99%/ { print "99th percentile " $2 } /Requests\/sec/ { print $2 " requests/s" }' beside.txt
errors_of beside.txt
peak

kill -TERM "$server"
wait "$server" || true
trap - EXIT
ls -l big.db | awk '{ printf "big.db: %.2f GiB\n", $5 / 1073741824 }'

echo "== leat db check"
begin=$(date +%s%N)
(leat db check sqlite:///big.db)
echo "in $(seconds_since "$begin") s"
