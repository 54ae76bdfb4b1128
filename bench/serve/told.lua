function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{"requests":%d,"us":%d,"bytes":%d,"wrong":%d,"broken":%d,"median_us":%.0f,"p99_us":%.0f}\n',
    summary.requests, summary.duration, summary.bytes, e.status, e.connect + e.read + e.write + e.timeout,
    latency:percentile(50), latency:percentile(99)))
end
