-- POST runs/log-batch: 1,000 fresh points per request (10 series of 100 steps), so points/s = 1000 x req/s. With several
-- runs they take turns.
local headers = { ["Content-Type"] = "application/json" }
local path = os.getenv("BENCH_PATH") or "/api/2.0/mlflow/runs/log-batch"
local threads = tonumber(os.getenv("BENCH_FIRST_THREAD") or 0)

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local runs = {}
for run in os.getenv("RUN_IDS"):gmatch("[^,]+") do
  runs[#runs + 1] = run
end

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
  return wrk.format("POST", path, headers, fresh)
end

local shown = false

function response(status, _, answer)
  if status ~= 200 and not shown then
    shown = true
    io.stderr:write("log_batch: ", status, " ", answer, "\n")
  end
end
