-- POST runs/create: one fresh run with two tags per request.
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "") .. "runs.lua")
local path = os.getenv("BENCH_PATH") or "/api/2.0/mlflow/runs/create"
local body = '{"experiment_id":"' .. (os.getenv("EXPERIMENT_ID") or "0") .. '","start_time":1700000000000,' ..
  '"run_name":"bench","tags":[{"key":"mlflow.user","value":"bench"},{"key":"mlflow.source.name","value":"train.py"}]}'

function request()
  return wrk.format("POST", path, shared.headers, body)
end
