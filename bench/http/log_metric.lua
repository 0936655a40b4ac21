-- POST runs/log-metric: one fresh point per request, one series per thread.
local headers = { ["Content-Type"] = "application/json" }
local run = os.getenv("RUN_ID")
local threads = 0

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local step = 0

function request()
  step = step + 1
  local body = string.format('{"run_id":"%s","key":"loss_%d","value":%f,"timestamp":%d,"step":%d}',
    run, id, 1 / step, 1700000000000 + step, step)
  return wrk.format("POST", "/api/2.0/mlflow/runs/log-metric", headers, body)
end

local shown = false

function response(status, _, body)
  if status ~= 200 and not shown then
    shown = true
    io.stderr:write("log_metric: ", status, " ", body, "\n")
  end
end
