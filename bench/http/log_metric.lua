-- POST runs/log-metric: one fresh point per request, one series per thread and run. With several runs they take turns.
local headers = { ["Content-Type"] = "application/json" }
local path = os.getenv("BENCH_PATH") or "/api/2.0/mlflow/runs/log-metric"
local threads = tonumber(os.getenv("BENCH_FIRST_THREAD") or 0)

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local runs = {}
for run in os.getenv("RUN_IDS"):gmatch("[^,]+") do
  runs[#runs + 1] = run
end

local step = 0

function request()
  step = step + 1
  local body = string.format('{"run_id":"%s","key":"loss_%d","value":%f,"timestamp":%d,"step":%d}',
    runs[step % #runs + 1], id, 1 / step, 1700000000000 + step, step)
  return wrk.format("POST", path, headers, body)
end

local shown = false

function response(status, _, body)
  if status ~= 200 and not shown then
    shown = true
    io.stderr:write("log_metric: ", status, " ", body, "\n")
  end
end
