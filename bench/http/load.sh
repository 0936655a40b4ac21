#!/usr/bin/env bash
# Loads a tracking server with the protocol's hot calls. Each workload takes turns with GET /health over as many
# connections: machines and their moods differ, the ratio of the two differs little. Shown are the medians of the turns.
# usage: bench/http/load.sh URL [SECONDS_A_TURN] [WORKLOAD…]     for example: load.sh http://127.0.0.1:5000 8 log_metric
# needs: wrk, curl, jq
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
url=${1:?usage: load.sh URL [SECONDS_A_TURN] [WORKLOAD…]}
seconds=${2:-8}
readonly turns=3
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
  lines=()
  for ((turn = 0; turn < turns; turn++)); do
    lines+=("$(measure "$connections" "$url/health") $(measure "$connections" -s "$here/$name.lua" "$url")")
  done
  # Of each turn: health's rate, median, 99th percentile and errors, then the workload's.
  row=$(printf '%s\n' "${lines[@]}" | awk -v name="$name" -v connections="$connections" '
    { health[NR] = $1; rate[NR] = $5; ratio[NR] = $5 / $1; p50[$5] = $6; p99[$5] = $7; errors += $4 + $8 }
    function median(values,  sorted, i, j, t) {
      for (i = 1; i <= NR; i++) sorted[i] = values[i]
      for (i = 1; i < NR; i++) for (j = i + 1; j <= NR; j++)
        if (sorted[j] + 0 < sorted[i] + 0) { t = sorted[i]; sorted[i] = sorted[j]; sorted[j] = t }
      return sorted[int((NR + 1) / 2)]
    }
    END {
      r = median(rate)
      printf "%-11s %5d %10s %9s %9s %7d %12s %8.3f\n", name, connections, r, p50[r], p99[r], errors, median(health), median(ratio)
      exit errors > 0
    }') || failed=1
  echo "$row"
done
[ "$failed" -eq 0 ]
