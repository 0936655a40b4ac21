#!/usr/bin/env bash
# Start-up and memory of the server: the time from the start of the process to the first answer of /health, and the resident
# memory five seconds later; medians of five starts on one database.
# usage: bench/footprint.sh [STORE-URI] [PROGRAM…]      for example: footprint.sh sqlite:////tmp/leat.db ./publish/leat
# needs: curl, and a Release build unless a program is named
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
store=${1:-sqlite:///$scratch/leat.db}
shift $(($# < 1 ? $# : 1))
program=("$@")
[ ${#program[@]} -gt 0 ] || program=(dotnet "$PWD/src/Leat.Cli/bin/Release/net10.0/Leat.Cli.dll")
readonly starts=5

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo 5999; }

# one_start -> milliseconds to the first answer, resident KiB
one_start() {
  local port begin pid
  port=$(free_port)
  begin=$(date +%s%N)
  (cd "$scratch" && exec "${program[@]}" server --port "$port" --backend-store-uri "$store" >"$scratch/log" 2>&1) &
  pid=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$port/health"; do
    kill -0 "$pid" 2>/dev/null || { cat "$scratch/log" >&2; return 1; }
    sleep 0.005
  done
  echo -n "$((($(date +%s%N) - begin) / 1000000)) "
  sleep 5
  awk '/VmRSS/ { print $2 }' "/proc/$pid/status"
  kill -TERM "$pid"
  wait "$pid" || true
}

for ((i = 0; i < starts; i++)); do one_start; done >"$scratch/starts"
middle() { sort -n | sed -n "$((starts / 2 + 1))p"; }
echo "first answer after $(awk '{ print $1 }' "$scratch/starts" | middle) ms"
echo "resident $(($(awk '{ print $2 }' "$scratch/starts" | middle) / 1024)) MiB after five quiet seconds"
