package frontier

// run is a chain of edges of one ring: n of them from edge first on, over the
// ring's first vertex where need be.
type run struct {
	ring, first, n int32
	ahead          bool // the left side is to the left along the ring
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
					here[b] = extend(here[b], run{r, e, 1, m.ahead(a, b, r, e)})
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

// ahead reports whether land a lies to the left along edge e of its ring r,
// and so land b to the right. Where a has the edge twice, with its land to
// either side, b's decides.
func (m *mesh) ahead(a, b, r, e int32) bool {
	side, other := int(m.leftOf(r)), 0
	for f := m.twin[e]; f != e; f = m.twin[f] {
		g := m.ringOf(f)
		s := int(m.leftOf(g))
		if m.v[f] != m.v[e] {
			s = -s
		}
		switch m.landOf(g) {
		case a:
			side += s
		case b:
			other += s
		}
	}
	switch {
	case side != 0:
		return side > 0
	case other != 0:
		return other < 0
	}
	return comparePoints(m.v[e], m.v[e+1]) < 0
}

// extend adds a run of one edge, which the last run goes on with if it can.
func extend(runs []run, u run) []run {
	if len(runs) > 0 {
		last := &runs[len(runs)-1]
		if last.first+last.n == u.first && last.ahead == u.ahead {
			last.n++
			return runs
		}
		if last.first+last.n == u.first+1 { // the other land has the edge twice
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
	if len(runs) > 1 && first.first == g.from && last.first+last.n == g.last && first.ahead == last.ahead {
		last.n += first.n
		return runs[1:]
	}
	return runs
}

// whole reports whether the run is all of its ring.
func (m *mesh) whole(u run) bool { return u.n == m.rings[u.ring].last-m.rings[u.ring].from }
