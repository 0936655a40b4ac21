#!/usr/bin/env bash
# Loads a tracking server with the protocol's hot calls. Before each workload comes a run of GET /health with as many
# connections: machines and their moods differ, the ratio of the two does not.
# usage: bench/http/load.sh URL [SECONDS] [WORKLOAD…]     for example: load.sh http://127.0.0.1:5000 8 log_metric
# needs: wrk, curl, jq
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
url=${1:?usage: load.sh URL [SECONDS] [WORKLOAD…]}
seconds=${2:-8}
shift $(($# < 2 ? $# : 2))
wanted=("$@")

for tool in wrk curl jq; do
  command -v "$tool" >/dev/null || { echo "load.sh: $tool is missing" >&2; exit 2; }
done

post() { curl -sS -f -H 'Content-Type: application/json' -d "$2" "$url/api/2.0/mlflow/$1"; }

# A run of its own for each workload, so that no history slows the next one down.
new_run() { post runs/create "{\"experiment_id\":\"$EXPERIMENT_ID\",\"start_time\":1700000000000}" | jq -r .run.info.run_id; }

# measure CONNECTIONS WRK_ARGUMENT… -> requests/s, median, 99th percentile, errors
measure() {
  local connections=$1 threads=2
  shift
  [ "$connections" -gt 1 ] || threads=1
  wrk -t"$threads" -c"$connections" -d"${seconds}s" --latency "$@" | awk '
    /^ *50%/ { p50 = $2 }
    /^ *99%/ { p99 = $2 }
    /Requests\/sec/ { rate = $2 }
    /Non-2xx/ { errors += $NF }
    /Socket errors/ { gsub(",", ""); errors += $4 + $6 + $8 + $10 }
    END { print rate, p50, p99, errors + 0 }'
}

is_wanted() {
  [ ${#wanted[@]} -eq 0 ] && return
  local name
  for name in "${wanted[@]}"; do [ "$name" = "$1" ] && return; done
  return 1
}

EXPERIMENT_ID=$(post experiments/create "{\"name\":\"bench-$(date +%s%N)\"}" | jq -r .experiment_id)
export EXPERIMENT_ID RUN_ID
failed=0
printf '%-11s %5s %10s %9s %9s %7s %12s %8s\n' workload conns req/s p50 p99 errors health/s ratio
for workload in 'log_metric 1' 'log_metric 8' 'log_metric 32' 'log_metric 64' 'log_batch 1' 'log_batch 8' \
  'create_run 1' 'create_run 8' 'create_run 32'; do
  read -r name connections <<<"$workload"
  is_wanted "$name" || continue
  RUN_ID=$(new_run)
  read -r health _ _ health_errors <<<"$(measure "$connections" "$url/health")"
  read -r rate p50 p99 errors <<<"$(measure "$connections" -s "$here/$name.lua" "$url")"
  ratio=$(awk -v a="$rate" -v b="$health" 'BEGIN { printf "%.3f", (b > 0 ? a / b : 0) }')
  printf '%-11s %5d %10s %9s %9s %7d %12s %8s\n' "$name" "$connections" "$rate" "$p50" "$p99" "$errors" "$health" "$ratio"
  failed=$((failed + errors + health_errors))
done
[ "$failed" -eq 0 ]
