-- For wrk: asks for the addresses in a file, one a line, each once and then again from the start.
-- wrk … -s load.lua URL -- FILE [REQUESTS A SECOND OF ONE CONNECTION]
-- The last line of the output is the result as JSON: times in milliseconds.

local threads = 0

function setup(thread)
   thread:set("id", threads)
   threads = threads + 1
end

function init(args)
   requests = {}
   for path in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", path)
   end
   pause = args[2] and 1000 / tonumber(args[2]) or 0
   math.randomseed(id + 1)
   -- Threads go through the list from different places.
   at = math.floor(#requests * id / 2)
end

-- Between half and one and a half of the pause, so that connections do not ask at the same moment.
function delay()
   return pause * (0.5 + math.random())
end

function request()
   at = at % #requests + 1
   return requests[at]
end

function done(summary, latency)
   local e = summary.errors
   io.write(string.format('{"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "max": %.3f, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
      latency.max / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
