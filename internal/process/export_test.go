package process

// Seen returns the most that was seen so far, in bytes.
func (m *Memory) Seen() int64 { return m.peak.Load() }
