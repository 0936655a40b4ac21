-- What the scripts share: numbered threads, the runs to take turns with, and the first error on stderr.
local shared = { runs = {}, headers = { ["Content-Type"] = "application/json" } }

local threads = tonumber(os.getenv("BENCH_FIRST_THREAD") or 0)

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

for run in (os.getenv("RUN_IDS") or ""):gmatch("[^,]+") do
  shared.runs[#shared.runs + 1] = run
end

local shown = false

function response(status, _, answer)
  if status ~= 200 and not shown then
    shown = true
    io.stderr:write("status ", status, ": ", answer, "\n")
  end
end

return shared
