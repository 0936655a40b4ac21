-- Whole runs, as a sweep logs them: runs/create, runs/log-batch (100 points of 4 series, 2 params), runs/update to FINISHED. For one
-- thread, which ends wrk after RUNS of them, or at the first error. Values differ from run to run; of the series one is noisy, one
-- smooth, one has four decimals, one is a learning rate.
local headers = { ["Content-Type"] = "application/json" }
local api = "/api/2.0/mlflow/runs/"
local runs = tonumber(os.getenv("RUNS"))
local ended = false

-- wrk sleeps until its time is up or it is interrupted, whatever its threads do. Not os.execute: while that runs, the process ignores
-- interrupts. Once more a second later: the first may meet this thread, which ends, and leave the one that sleeps asleep.
local function finish()
  if ended then return end
  ended = true
  io.popen("kill -INT $PPID; (sleep 1; kill -INT $PPID) >/dev/null 2>&1 &"):close()
end

-- Bodies are cheaper to fill in than to make: so many kinds of curve there are.
local kinds = 64
local curves = {}
local started, logged, finished = 0, 0, 0
local to_log, to_finish = {}, {}

-- What log-batch answers does not name the run. A run is finished when so many more were logged after it: more than there are
-- connections, so that its own answer is there but for a rare straggler, which may log to a finished run all the same.
local behind = 64

local function curve(kind)
  local points = {}
  local smooth = 2
  for step = 0, 24 do
    local noisy = 0.1 + 2 * math.exp(-step / (5 + kind / 8)) * (0.9 + 0.2 * math.random())
    smooth = 0.9 * smooth + 0.1 * noisy
    local ms = string.format("%d", 1700000000000 + kind * 1000 + step * 250 + math.random(40))
    for key, value in pairs({
      loss = string.format("%.17g", noisy), smooth_loss = string.format("%.17g", smooth),
      accuracy = string.format("%.4f", 1 - noisy / 3), learning_rate = string.format("%g", 0.1 / (1 + step)),
    }) do
      points[#points + 1] = string.format('{"key":"%s","value":%s,"timestamp":%s,"step":%d}', key, value, ms, step)
    end
  end
  return '","metrics":[' .. table.concat(points, ",") .. ']'
end

function init()
  math.randomseed(1)
  for kind = 1, kinds do curves[kind] = curve(kind) end
end

local function post(call, body)
  return wrk.format("POST", api .. call, headers, body)
end

-- wrk asks once for a request that it does not send.
local asked = false

function request()
  if not asked then
    asked = true
    return wrk.format("GET", "/health")
  end
  if #to_log > 0 then
    local run = table.remove(to_log)
    logged = logged + 1
    to_finish[logged] = run
    return post("log-batch", '{"run_id":"' .. run .. curves[logged % kinds + 1] ..
      ',"params":[{"key":"depth","value":"' .. logged % 50 .. '"},{"key":"optimizer","value":"' ..
      (logged % 2 == 0 and "adam" or "sgd") .. '"}]}')
  end
  if finished + behind < logged or (finished < logged and started == runs) then
    finished = finished + 1
    local run = to_finish[finished]
    to_finish[finished] = nil
    return post("update", '{"run_id":"' .. run .. '","status":"FINISHED","end_time":1700000060000}')
  end
  if started < runs then
    started = started + 1
    return post("create", '{"experiment_id":"' .. os.getenv("EXPERIMENT_ID") .. '","start_time":' ..
      string.format("%d", 1700000000000 + started) .. ',"run_name":"sweep"}')
  end
  return wrk.format("GET", "/health")
end

function response(status, _, body)
  if status ~= 200 then
    io.stderr:write("ingest: ", status, " ", body, "\n")
    finish()
  end
  local run = body:match('^{"run":.-"run_id": *"(%x+)"')
  if run then to_log[#to_log + 1] = run end
  if finished == runs then finish() end
end
