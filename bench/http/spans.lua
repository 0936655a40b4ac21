-- POST /v1/traces: 20 fresh traces of five spans per request, as an exporter of OpenTelemetry batches them, in protocol buffers. So
-- spans/s = 100 x req/s.
dofile((debug.getinfo(1, "S").source:match("^@(.*/)") or "") .. "runs.lua")
local path = os.getenv("BENCH_PATH") or "/v1/traces"
local headers = { ["Content-Type"] = "application/x-protobuf", ["x-mlflow-experiment-id"] = os.getenv("EXPERIMENT_ID") }
local traces, spans = 20, 5
local body
local made = 0

local function varint(n)
  local bytes = {}
  while n >= 128 do
    bytes[#bytes + 1] = string.char(n % 128 + 128)
    n = math.floor(n / 128)
  end
  return table.concat(bytes) .. string.char(n)
end

local function field(number, bytes) return varint(number * 8 + 2) .. varint(#bytes) .. bytes end

local function fixed64(number, value)
  local bytes = {}
  for i = 1, 8 do
    bytes[i] = string.char(value % 256)
    value = math.floor(value / 256)
  end
  return varint(number * 8 + 1) .. table.concat(bytes)
end

local function attribute(key, value) return field(9, field(1, key) .. field(2, field(1, value))) end

local function span(trace, index)
  local names = { "agent", "retrieve", "embed", "chat", "format" }
  -- Doubles hold times of whole microseconds exactly.
  local start = 1700000000000000000 + (trace * 10 + index) * 1024000
  return field(2, field(1, string.format("TRACE%011d", trace)) .. field(2, string.format("%08d", index)) ..
    (index > 1 and field(4, string.format("%08d", 1)) or "") .. field(5, names[index]) .. fixed64(7, start) .. fixed64(8, start + 20480000) ..
    attribute("mlflow.spanType", '"CHAIN"') .. attribute("mlflow.spanInputs", '{"question": "What is the number of the catalogue?"}') ..
    attribute("mlflow.spanOutputs", '{"answer": "It is the seventh, as far as I know."}') .. attribute("model", '"gpt"') ..
    field(15, varint(3 * 8) .. varint(1)))
end

function init()
  local all = {}
  for trace = 1, traces do
    for index = 1, spans do all[#all + 1] = span(trace, index) end
  end
  body = field(1, field(2, table.concat(all)))
end

function request()
  made = made + 1
  -- Of the sixteen bytes of an id, four are the thread's, and seven count requests.
  local own = string.format("%04d%07d", id, made)
  return wrk.format("POST", path, headers, (body:gsub("TRACE(%d%d%d%d%d%d%d%d%d)(%d%d)", function(_, trace) return "abc" .. own .. trace end)))
end
