#!/usr/bin/env bash
# Memory of the server while one client reads a whole metric history over HTTP: how far the peak of its resident memory rises
# above what it had before, for series of different lengths, each on a server of its own.
# usage: bench/history-memory.sh [POINTS…]      for example: history-memory.sh 1000000 10000000
# needs: Linux, curl, jq, and a Release build
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
leat=(dotnet "$PWD/src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll")
[ $# -gt 0 ] || set -- 1000000 10000000

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
memory() { awk -v field="$1:" '$1 == field { print int($2 / 1024) }' "/proc/$server/status"; }

# read_one POINTS
read_one() {
  local points=$1 store="sqlite:///$scratch/$1.db" port url run key read
  "${leat[@]}" demo-data --runs 1 --points "$points" --series 1 --backend-store-uri "$store" >/dev/null 2>&1
  port=$(free_port)
  url=http://127.0.0.1:$port
  (cd "$scratch" && exec "${leat[@]}" server --port "$port" --backend-store-uri "$store" >"$scratch/log" 2>&1) &
  server=$!
  until curl -sf -o /dev/null "$url/health"; do
    kill -0 "$server" || { cat "$scratch/log" >&2; return 1; }
    sleep 0.05
  done
  read -r run key < <(
    curl -sf "$url/api/2.0/mlflow/experiments/search?max_results=10" | jq '{experiment_ids: [.experiments[].experiment_id]}' |
      curl -sf --json @- "$url/api/2.0/mlflow/runs/search" | jq -r '.runs[0] | .info.run_id + " " + .data.metrics[0].key')
  history() { curl -sf -o "$scratch/answer" -w '%{size_download} %{time_total}\n' "$url/api/2.0/mlflow/metrics/get-history?run_id=$run&metric_key=$key$1"; }

  # Warm: code compiled, connections open, buffers of the usual size there.
  for _ in 1 2 3; do history '&max_results=20000' >/dev/null; done
  sleep 2
  local before peak
  before=$(memory VmRSS)
  echo 5 >"/proc/$server/clear_refs"
  read=$(history '')
  peak=$(memory VmHWM)
  echo "$points points: $(awk '{ printf "%.0f MB in %.2f s", $1 / 1e6, $2 }' <<<"$read"); resident $before MiB before, $peak MiB at most, $((peak - before)) MiB more"
  kill -TERM "$server"
  wait "$server" || true
  server=
}

for points in "$@"; do read_one "$points"; done
