package frontier

// run is a chain of edges of one ring: n of them from edge first on, over the
// ring's first vertex where need be.
type run struct {
	ring, first, n int32
	lie
}

// lie is how two lands lie to an edge of a ring of the first.
type lie struct {
	ahead   bool // the first is to the left along the ring
	overlap bool // the second is not to the right only
	twice   bool // the first has the edge twice, so its rings do not say what follows
}

// runsOf returns, for each land of a higher number that shares edges with
// land a, the longest runs of those edges in the rings of a.
func (m *mesh) runsOf(a int32) map[int32][]run {
	out := map[int32][]run{}
	for r := m.of[a]; r < m.of[a+1]; r++ {
		var here map[int32][]run // most rings are islands
		for e := m.rings[r].from; e < m.rings[r].last; e++ {
			if m.twin[e] == e || !m.speaks(a, e) {
				continue
			}
			if here == nil {
				here = map[int32][]run{}
			}
			for f := m.twin[e]; f != e; f = m.twin[f] {
				if b := m.landOf(m.ringOf(f)); b > a {
					here[b] = extend(here[b], run{r, e, 1, m.lieOf(a, b, r, e)})
				}
			}
		}
		for b, runs := range here {
			out[b] = append(out[b], m.closeUp(r, runs)...)
		}
	}
	return out
}

// speaks reports whether edge e is the one to look at of all that land a has
// with the same ends.
func (m *mesh) speaks(a, e int32) bool {
	for f := m.twin[e]; f != e; f = m.twin[f] {
		if f < e && m.landOf(m.ringOf(f)) == a {
			return false
		}
	}
	return true
}

// lieOf returns how lands a and b lie to edge e of ring r, which is one of
// a's. Where a has the edge twice, with its land to either side, b's decides
// what is left.
func (m *mesh) lieOf(a, b, r, e int32) lie {
	side, other, twice := int(m.leftOf(r)), 0, false
	for f := m.twin[e]; f != e; f = m.twin[f] {
		g := m.ringOf(f)
		s := int(m.leftOf(g))
		if m.v[f] != m.v[e] {
			s = -s
		}
		switch m.landOf(g) {
		case a:
			side += s
			twice = true
		case b:
			other += s
		}
	}
	l := lie{overlap: side*other >= 0, twice: twice}
	switch {
	case side != 0:
		l.ahead = side > 0
	case other != 0:
		l.ahead = other < 0
	default:
		l.ahead = comparePoints(m.v[e], m.v[e+1]) < 0
	}
	return l
}

// extend adds a run of one edge, which the last run goes on with if it can.
func extend(runs []run, u run) []run {
	if len(runs) > 0 {
		last := &runs[len(runs)-1]
		switch {
		case last.first+last.n == u.first && last.lie == u.lie && !u.twice:
			last.n++
			return runs
		case last.first+last.n == u.first+1: // the other land has the edge twice
			return runs
		}
	}
	return append(runs, u)
}

// closeUp joins the last run of a ring with the first where they meet at the
// ring's first vertex.
func (m *mesh) closeUp(r int32, runs []run) []run {
	g := &m.rings[r]
	first, last := runs[0], &runs[len(runs)-1]
	if len(runs) > 1 && first.first == g.from && last.first+last.n == g.last && first.lie == last.lie && !first.twice {
		last.n += first.n
		return runs[1:]
	}
	return runs
}

// whole reports whether the run is all of its ring.
func (m *mesh) whole(u run) bool { return u.n == m.rings[u.ring].last-m.rings[u.ring].from }
