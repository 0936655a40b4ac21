-- POST runs/log-batch: 1,000 fresh points per request (10 series of 100 steps), so points/s = 1000 x req/s. With several
-- runs they take turns.
local shared = dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "") .. "runs.lua")
local path = os.getenv("BENCH_PATH") or "/api/2.0/mlflow/runs/log-batch"
local runs = shared.runs
local body
-- The steps of a request are this number and two more digits: five digits from the start keep them without leading zeros.
local cycle = 10000

function init()
  local points = {}
  for step = 0, 99 do
    for series = 1, 10 do
      points[#points + 1] = string.format('{"key":"m%d_%d","value":%.6f,"timestamp":170000CYCLE%02d,"step":CYCLE%02d}',
        id, series, 1 / (step + series), step, step)
    end
  end
  body = '{"run_id":"RUN","metrics":[' .. table.concat(points, ",") .. ']}'
end

function request()
  cycle = cycle + 1
  local fresh = body:gsub("RUN", runs[cycle % #runs + 1], 1):gsub("CYCLE", tostring(cycle))
  return wrk.format("POST", path, shared.headers, fresh)
end
