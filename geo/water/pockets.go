package water

// A pocket is water behind one edge: a lagoon, a bay, the dead end of a river.
// No shortest way goes into one where neither a seed nor a target lies, for
// along the edge it would be shorter. So a search looks at no more than the
// triangles between which ways may lead round something, and those from there
// to its seeds and targets.

// drain finds the triangles that lie in pockets, and of each the half-edge that
// leads out: taking away triangles with one edge that can be passed, again and
// again, leaves what is in none.
func (w *Water) drain() {
	m := w.mesh
	n := len(w.land)
	w.exit = make([]int32, n)
	w.deep = make([]bool, n)
	ways := make([]int8, n)
	var todo []int32
	for t := range n {
		w.exit[t] = -1
		w.deep[t] = !w.land[t]
		for h := 3 * t; h < 3*t+3; h++ {
			if w.open[h] {
				ways[t]++
			}
		}
		if ways[t] <= 1 {
			todo = append(todo, int32(t))
		}
	}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		w.deep[t] = false
		for h := 3 * t; h < 3*t+3; h++ {
			u := m.twin[h] / 3
			if !w.open[h] || !w.deep[u] {
				continue
			}
			w.exit[t] = h
			if ways[u]--; ways[u] == 1 {
				todo = append(todo, u)
			}
		}
	}
}

// fill adds to the triangles that a search looks at a triangle, and those that
// lead out of the pocket that it is in.
func (w *Water) fill(live []bool, t int32) {
	for !live[t] {
		live[t] = true
		if w.exit[t] < 0 {
			return
		}
		t = w.mesh.twin[w.exit[t]] / 3
	}
}
