package front

// Open returns how many connections there are, and how many of them are idle.
func (f *Front) Open() (all, idle int) {
	f.conns.mu.Lock()
	defer f.conns.mu.Unlock()
	return f.conns.open, f.conns.idle.Len()
}
