#!/usr/bin/env bash
# Loads a tracking server with the protocol's hot calls. Each workload takes turns with a call that does less, over as many
# connections and with the same bodies: machines and their moods differ, the ratio of the two differs little. Shown are the
# medians of the turns.
#   On bench/Leat.LoadHost the lesser call of log_batch and spans parses the body and drops it, that of the others takes it in and
#   drops it; on any other server it is GET /health.
# usage: bench/http/load.sh URL [SECONDS_A_TURN] [WORKLOAD…]     for example: load.sh http://127.0.0.1:5000 8 log_metric
# needs: wrk, curl, jq
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
url=${1:?usage: load.sh URL [SECONDS_A_TURN] [WORKLOAD…]}
seconds=${2:-8}
turns=${TURNS:-5}
shift $(($# < 2 ? $# : 2))
wanted=("$@")

for tool in wrk curl jq; do
  command -v "$tool" >/dev/null || { echo "load.sh: $tool is missing" >&2; exit 2; }
done

post() { curl -sS -f -H 'Content-Type: application/json' -d "$2" "$url/api/2.0/mlflow/$1"; }

new_run() { post runs/create "{\"experiment_id\":\"$EXPERIMENT_ID\",\"start_time\":1700000000000}" | jq -r .run.info.run_id; }

# Runs of its own for each turn: the scripts count steps from the start again, and to a run that has them they would be repeats.
new_runs() {
  local i ids=
  for ((i = 0; i < $1; i++)); do ids+=${ids:+,}$(new_run); done
  echo "$ids"
}

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

measure_lesser() {
  local connections=$1 script=$2 lesser=$3
  if [ "$lesser" = /health ]; then
    measure "$connections" "$url/health"
  else
    BENCH_PATH=$lesser measure "$connections" -s "$here/$script.lua" "$url"
  fi
}

is_wanted() {
  [ ${#wanted[@]} -eq 0 ] && return
  local name
  for name in "${wanted[@]}"; do [ "$name" = "$1" ] && return; done
  return 1
}

is_load_host() { curl -sS -o /dev/null -f -X POST -H 'Content-Type: application/json' -d '{}' "$url/bench/empty" 2>/dev/null; }

if is_load_host; then
  empty=/bench/empty parse=/bench/parse/log-batch parse_spans=/bench/parse/spans
else
  empty=/health parse=/health parse_spans=/health
fi
EXPERIMENT_ID=$(post experiments/create "{\"name\":\"bench-$(date +%s%N)\"}" | jq -r .experiment_id)
export EXPERIMENT_ID RUN_IDS
failed=0
printf '%-18s %5s %10s %9s %9s %7s  %-22s %10s %7s\n' workload conns req/s p50 p99 errors against req/s ratio
# name, script, connections, runs, lesser call
while read -r name script connections runs lesser; do
  is_wanted "$name" || continue
  lines=()
  for ((turn = 0; turn < turns; turn++)); do
    RUN_IDS=$(new_runs "$runs")
    lines+=("$(measure_lesser "$connections" "$script" "$lesser") $(measure "$connections" -s "$here/$script.lua" "$url")")
  done
  # Of each turn: the lesser call's rate, median, 99th percentile and errors, then the workload's.
  row=$(printf '%s\n' "${lines[@]}" | awk -v name="$name" -v connections="$connections" -v lesser="$lesser" '
    { base[NR] = $1; rate[NR] = $5; ratio[NR] = $5 / $1; p50[$5] = $6; p99[$5] = $7; errors += $4 + $8 }
    function median(values,  sorted, i, j, t) {
      for (i = 1; i <= NR; i++) sorted[i] = values[i]
      for (i = 1; i < NR; i++) for (j = i + 1; j <= NR; j++)
        if (sorted[j] + 0 < sorted[i] + 0) { t = sorted[i]; sorted[i] = sorted[j]; sorted[j] = t }
      return sorted[int((NR + 1) / 2)]
    }
    END {
      r = median(rate)
      printf "%-18s %5d %10s %9s %9s %7d  %-22s %10d %7.3f\n",
        name, connections, r, p50[r], p99[r], errors, lesser, median(base), median(ratio)
      exit errors > 0
    }') || failed=1
  echo "$row"
done <<WORKLOADS
log_metric log_metric 1 1 $empty
log_metric log_metric 8 1 $empty
log_metric log_metric 32 1 $empty
log_metric log_metric 64 1 $empty
log_metric_64_runs log_metric 64 64 $empty
log_batch log_batch 1 1 $parse
log_batch log_batch 8 1 $parse
log_batch_8_runs log_batch 8 8 $parse
spans spans 1 1 $parse_spans
spans spans 8 1 $parse_spans
create_run create_run 1 1 $empty
create_run create_run 8 1 $empty
create_run create_run 32 1 $empty
WORKLOADS
[ "$failed" -eq 0 ]
