#!/usr/bin/env bash
# Two servers on one database against one: the same connections, all to the first server or half to each, in turn. Shown are the
# medians of the turns. On a machine whose processors the servers, the database and the load share, this shows what the second
# server costs; what it gains needs machines of its own.
# usage: bench/two-servers.sh STORE-URI [SECONDS_A_TURN]     for example with the URI that bench/postgresql.sh prints
# needs: wrk, curl, jq, and a Release build
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
store=${1:?usage: two-servers.sh STORE-URI [SECONDS_A_TURN]}
seconds=${2:-4}
turns=${TURNS:-5}
ports=(5078 5079)
scratch=$(mktemp -d)
servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "$scratch"' EXIT

for tool in wrk curl jq; do
  command -v "$tool" >/dev/null || { echo "two-servers.sh: $tool is missing" >&2; exit 2; }
done

url() { echo "http://127.0.0.1:${ports[$1]}"; }

start() {
  (cd "$scratch" && exec dotnet "$here/../src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll" server \
    --port "${ports[$1]}" --backend-store-uri "$store" >"$scratch/server-$1" 2>&1) &
  servers+=($!)
}

wait_for() {
  local i
  for ((i = 0; i < 300; i++)); do
    curl -sf -o /dev/null "$(url "$1")/health" && return
    kill -0 "${servers[$1]}" 2>/dev/null || break
    sleep 0.1
  done
  cat "$scratch/server-$1" >&2
  return 1
}

# load SERVER SCRIPT CONNECTIONS -> requests/s into a file; the exit code tells of errors
load() {
  BENCH_FIRST_THREAD=$1 wrk -t1 -c"$3" -d"${seconds}s" -s "$here/http/$2.lua" "$(url "$1")" >"$scratch/load-$1"
  ! grep -E 'Non-2xx|Socket errors' "$scratch/load-$1" >&2
}

rate() { awk '/Requests\/sec/ { print $2 }' "$scratch/load-$1"; }

one() { load 0 "$1" "$2" && rate 0; }

both() {
  local first
  load 0 "$1" "$(($2 / 2))" &
  first=$!
  load 1 "$1" "$(($2 / 2))"
  wait "$first"
  echo "$(rate 0) $(rate 1)" | awk '{ print $1 + $2 }'
}

median() { sort -n | sed -n "$((turns / 2 + 1))p"; }

new_runs() {
  local i ids=
  for ((i = 0; i < $1; i++)); do
    ids+=${ids:+,}$(curl -sS -f -H 'Content-Type: application/json' -d "{\"experiment_id\":\"0\"}" "$(url 0)/api/2.0/mlflow/runs/create" | jq -r .run.info.run_id)
  done
  echo "$ids"
}

start 0
start 1
wait_for 0
wait_for 1
export RUN_IDS
printf '%-20s %5s %12s %12s %7s\n' workload conns 'one server' 'two servers' ratio
while read -r name script connections runs; do
  : >"$scratch/turns"
  for ((turn = 0; turn < turns; turn++)); do
    # Fresh ones: the scripts count steps from the start again, and to a run that has them they would be repeats.
    RUN_IDS=$(new_runs "$runs")
    single=$(one "$script" "$connections")
    RUN_IDS=$(new_runs "$runs")
    echo "$single $(both "$script" "$connections")" >>"$scratch/turns"
  done
  printf '%-20s %5d %12s %12s %7s\n' "$name" "$connections" "$(awk '{ print $1 }' "$scratch/turns" | median)" \
    "$(awk '{ print $2 }' "$scratch/turns" | median)" "$(awk '{ printf "%.3f\n", $2 / $1 }' "$scratch/turns" | median)"
done <<WORKLOADS
log_metric log_metric 64 1
log_metric_64_runs log_metric 64 64
log_batch_8_runs log_batch 8 8
WORKLOADS
