-- Asks for a mixture of everything, in the same order each time; questions about
-- plans (1 in 2000) are never the same.
local paths = {}
local points = { POINTS }
local thread_number = 0

function setup(thread)
  thread:set("id", thread_number)
  thread_number = thread_number + 1
end

local headers = { { ["Accept-Encoding"] = "gzip" }, { ["Accept-Encoding"] = "identity" }, { ["Accept"] = "text/html", ["Accept-Encoding"] = "gzip" } }
local plain = {
  "/", "/conformance", "/collections", "/collections/sorties", "/collections/gaps/queryables", "/plans", "/processes", "/health",
  "/collections/gaps/items", "/collections/sectors/items", "/collections/coverage/items", "/collections/posts/items?f=json",
  "/collections/nothing", "/collections/gaps/items?bbox=1", "/plans/nobody/collections", "/collections/gaps/items/none",
}
local n = 0
local state = 0

local function draw(most)
  state = (state * 1103515245 + 12345) % 2147483648
  return math.floor(state / 65536) % most
end

function init(args)
  state = 1000 + id
  local at = { { 6, 15, 16, 28, 29 }, { 7, 30, 32, 57, 58 }, { 8, 60, 65, 115, 117 }, { 9, 121, 130, 230, 235 } } -- zoom, columns, rows
  for _, c in ipairs(at) do
    for x = c[2], c[3] do
      for y = c[4], c[5] do
        paths[#paths + 1] = string.format("/tiles/WebMercatorQuad/%d/%d/%d", c[1], y, x)
        paths[#paths + 1] = string.format("/collections/ways/tiles/WebMercatorQuad/%d/%d/%d", c[1], y, x)
        paths[#paths + 1] = string.format("/collections/coverage/tiles/WebMercatorQuad/%d/%d/%d", c[1], y, x)
      end
    end
  end
end

function request()
  n = n + 1
  if n % 2000 == 0 then
    local k = n / 2000
    local p = points[k % #points + 1]
    local body = string.format('{"inputs":{"plan":"current","changes":[{"change":"move_meeting_point","meeting_point":"%s","to_m":%.3f}]}}',
      p[1], p[2] + 300 + k % 1000 + k / 1000 + id / 100000)
    return wrk.format("POST", "/processes/what-if/execution", { ["Content-Type"] = "application/json" }, body)
  end
  local kind, h = draw(100), headers[1]
  if draw(10) == 0 then h = headers[2] end
  if kind < 60 then
    return wrk.format("GET", paths[draw(#paths) + 1], h)
  elseif kind < 75 then
    return wrk.format("GET", plain[draw(#plain) + 1], h)
  elseif kind < 80 then
    return wrk.format("GET", plain[draw(#plain) + 1], headers[3])
  elseif kind < 85 then -- pages of features, most of them made anew
    return wrk.format("GET", string.format("/collections/sorties/items?limit=%d&offset=%d", 1 + draw(20), draw(2000)), h)
  elseif kind < 86 then
    return wrk.format("GET", string.format("/collections/gaps/items?bbox=%.3f,%.3f,%.3f,%.3f", -93 + draw(1000) / 1000, 14.5 + draw(1000) / 1000, -91.5, 16), h)
  elseif kind < 87 then
    return wrk.format("GET", "/collections/sorties/items?limit=1000", headers[1])
  elseif kind < 97 then -- nowhere, and never the same
    return wrk.format("GET", string.format("/nowhere/%d-%d", id, n), h)
  end
  return wrk.format("GET", "/collections/border/items?f=json", h)
end
