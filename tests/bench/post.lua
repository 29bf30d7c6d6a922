-- Posts one line of a file after another, or gets a page; counts answers of another status.
local headers, cookie, expected, lines
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  expected = tonumber(args[3])
  unexpected = 0
  cookie = args[2]
  if args[1] ~= "" then lines = io.lines(args[1]) end
  headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  if cookie ~= "-" then headers["Cookie"] = cookie end
end

function request()
  if not lines then return wrk.format("GET") end
  local body = lines()
  if body == nil then return wrk.format("GET", "/out-of-forms") end
  return wrk.format("POST", nil, headers, body)
end

function response(status)
  if status ~= expected then unexpected = unexpected + 1 end
end

function done(summary, latency)
  local wrong = 0
  for _, thread in ipairs(threads) do wrong = wrong + thread:get("unexpected") end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    'RESULT {"answers": %d, "seconds": %.6f, "errors": %d, "unexpected": %d, "p50": %d, "p95": %d, "p99": %d}\n',
    summary.requests, summary.duration / 1e6, errors, wrong,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
