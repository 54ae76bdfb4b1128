// Package match pairs the members of two groups: as many as possible, then
// with the smallest largest cost, then with the least total cost.
//
// Costs are whole numbers, so that the result is exact; of results as good the
// one is taken that prefers lower numbers, whatever the order of the edges.
// The number of pairs and the bottleneck are found by augmenting paths over
// the costs in order (Hopcroft and Karp 1973), the least total by shortest
// augmenting paths (Edmonds and Karp 1972): O(n·m·log n) for m edges.
package match

import (
	"cmp"
	"math"
	"slices"
)

// Edge says that a and b can be a pair, at a cost of 0 or more.
type Edge struct {
	A, B int
	Cost int64
}

// Matching is a set of pairs.
type Matching struct {
	// Of is, by member of the first group, its partner in the second, or −1.
	Of      []int
	Count   int
	Largest int64 // cost of a pair
	Total   int64
}

// Best returns the best matching of na and nb members. Edges between others
// are left out, and of edges between the same two the cheapest counts.
func Best(na, nb int, edges []Edge) Matching {
	edges = tidy(na, nb, edges)
	byCost := slices.Clone(edges)
	slices.SortStableFunc(byCost, func(x, y Edge) int { return cmp.Compare(x.Cost, y.Cost) })
	var costs []int64
	for _, e := range byCost {
		costs = append(costs, e.Cost)
	}
	costs = slices.Compact(costs)
	most := count(na, nb, edges)
	if most == 0 {
		return Matching{Of: none(na)}
	}
	at, _ := slices.BinarySearchFunc(costs, true, func(limit int64, _ bool) int {
		if count(na, nb, upTo(byCost, limit)) == most {
			return 1
		}
		return -1
	})
	return cheapest(na, nb, upTo(edges, costs[at]))
}

// tidy returns the edges in order of their members, each once.
func tidy(na, nb int, edges []Edge) []Edge {
	out := slices.DeleteFunc(slices.Clone(edges), func(e Edge) bool {
		return e.A < 0 || e.A >= na || e.B < 0 || e.B >= nb || e.Cost < 0
	})
	slices.SortFunc(out, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B), cmp.Compare(x.Cost, y.Cost))
	})
	return slices.CompactFunc(out, func(x, y Edge) bool { return x.A == y.A && x.B == y.B })
}

// upTo returns the edges whose cost is not above a limit, in their order.
func upTo(edges []Edge, limit int64) []Edge {
	var out []Edge
	for _, e := range edges {
		if e.Cost <= limit {
			out = append(out, e)
		}
	}
	return out
}

func none(n int) []int { return slices.Repeat([]int{-1}, n) }

// count returns the number of pairs of a largest matching.
func count(na, nb int, edges []Edge) int {
	from := make([][]int, na)
	for _, e := range edges {
		from[e.A] = append(from[e.A], e.B)
	}
	ofA, ofB := none(na), none(nb)
	depth := make([]int, na)
	n := 0
	for layers(from, ofA, ofB, depth) {
		for a := range na {
			if ofA[a] < 0 && augment(a, from, ofA, ofB, depth) {
				n++
			}
		}
	}
	return n
}

// layers sets how many pairs lie between each member and a free one, and
// reports whether there is a way to a free partner.
func layers(from [][]int, ofA, ofB, depth []int) bool {
	var queue []int
	for a := range from {
		depth[a] = -1
		if ofA[a] < 0 {
			depth[a] = 0
			queue = append(queue, a)
		}
	}
	found := false
	for len(queue) > 0 {
		a := queue[0]
		queue = queue[1:]
		for _, b := range from[a] {
			if next := ofB[b]; next < 0 {
				found = true
			} else if depth[next] < 0 {
				depth[next] = depth[a] + 1
				queue = append(queue, next)
			}
		}
	}
	return found
}

// augment finds a free partner for a along the layers. The way is as long as
// there are members at most.
func augment(a int, from [][]int, ofA, ofB, depth []int) bool {
	for _, b := range from[a] {
		if next := ofB[b]; next < 0 || depth[next] == depth[a]+1 && augment(next, from, ofA, ofB, depth) {
			ofA[a], ofB[b] = b, a
			return true
		}
	}
	depth[a] = -1
	return false
}

// cost is a number of pairs that are missing, and microseconds, in this order:
// two that may not be a pair count as one missing.
type cost struct{ missing, us int64 }

func (c cost) plus(d cost) cost  { return cost{c.missing + d.missing, c.us + d.us} }
func (c cost) minus(d cost) cost { return cost{c.missing - d.missing, c.us - d.us} }
func (c cost) less(d cost) bool {
	return c.missing < d.missing || c.missing == d.missing && c.us < d.us
}

// cheapest returns the largest matching of least total cost.
func cheapest(na, nb int, edges []Edge) Matching {
	m := Matching{Of: none(na)}
	turned := na > nb // the method wants no more rows than columns
	h := &hungarian{rows: make([][]Edge, min(na, nb)), columns: max(na, nb)}
	for _, e := range edges {
		if turned {
			e.A, e.B = e.B, e.A
		}
		h.rows[e.A] = append(h.rows[e.A], e)
	}
	for _, e := range h.solve() {
		m.Count++
		m.Total += e.Cost
		m.Largest = max(m.Largest, e.Cost)
		if turned {
			e.A, e.B = e.B, e.A
		}
		m.Of[e.A] = e.B
	}
	return m
}

// hungarian is the Hungarian method with potentials, one row after the other
// (Kuhn 1955; Tomizawa 1971), over a sparse table.
type hungarian struct {
	rows    [][]Edge
	columns int
}

// solve gives every row a column, and returns those that are pairs.
func (h *hungarian) solve() []Edge {
	n, m := len(h.rows), h.columns
	u, v := make([]cost, n), make([]cost, m+1)
	rowOf := none(m + 1) // column m stands for the row that is being added
	line := make([]cost, m)
	for row := range n {
		rowOf[m] = row
		least := slices.Repeat([]cost{{math.MaxInt64 / 4, 0}}, m)
		via := none(m)
		done := make([]bool, m+1)
		at := m
		for rowOf[at] >= 0 {
			done[at] = true
			r := rowOf[at]
			h.costs(r, line)
			next, step := -1, cost{math.MaxInt64 / 2, 0}
			for j := range m {
				if done[j] {
					continue
				}
				if d := line[j].minus(u[r]).minus(v[j]); d.less(least[j]) {
					least[j], via[j] = d, at
				}
				if least[j].less(step) {
					next, step = j, least[j]
				}
			}
			for j := range m + 1 {
				if done[j] {
					u[rowOf[j]], v[j] = u[rowOf[j]].plus(step), v[j].minus(step)
				} else if j < m {
					least[j] = least[j].minus(step)
				}
			}
			at = next
		}
		for at != m {
			rowOf[at] = rowOf[via[at]]
			at = via[at]
		}
	}
	var out []Edge
	for j := range m {
		if r := rowOf[j]; r >= 0 {
			if i := slices.IndexFunc(h.rows[r], func(e Edge) bool { return e.B == j }); i >= 0 {
				out = append(out, h.rows[r][i])
			}
		}
	}
	return out
}

// costs fills in the costs of a row.
func (h *hungarian) costs(row int, line []cost) {
	for j := range line {
		line[j] = cost{1, 0}
	}
	for _, e := range h.rows[row] {
		line[e.B] = cost{0, e.Cost}
	}
}
