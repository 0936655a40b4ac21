-- POST runs/log-metric: one fresh point per request, one series per thread and run. With several runs they take turns.
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "") .. "runs.lua")
local path = os.getenv("BENCH_PATH") or "/api/2.0/mlflow/runs/log-metric"
local runs = shared.runs
local step = 0

function request()
  step = step + 1
  local body = string.format('{"run_id":"%s","key":"loss_%d","value":%f,"timestamp":%d,"step":%d}',
    runs[step % #runs + 1], id, 1 / step, 1700000000000 + step, step)
  return wrk.format("POST", path, shared.headers, body)
end
