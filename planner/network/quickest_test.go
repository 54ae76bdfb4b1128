package network_test

import (
	"fmt"
	"math"

	"lindero/geo"
	"lindero/planner/network"
	"lindero/sectors"
)

// journeys answers how long who travels takes from anywhere to anywhere, by
// Floyd and Warshall.
type journeys struct {
	*joined
	p    network.Profile
	home bool
	us   [][]int64 // from node to node, where one may go on from the first
}

// walks reports whether p is on foot.
func walks(p *network.Profile) bool { return p.SpeedKmh.Land <= 7 }

// takes returns how long so many metres of a stretch take along it, or against.
func (j *journeys) takes(a *stretch, against bool, m float64) int64 {
	if !a.sides[j.p.Side] {
		return never
	}
	v := j.p.SpeedKmh.Of(a.kind)
	if v <= 0 {
		return never
	}
	if a.route < 0 {
		tie := j.p.TieKmh.Of(a.kind)
		if tie <= 0 {
			return never
		}
		return up(m/(tie/3.6)*1e6 + j.l.Scenario.Landings[a.landing].ChangeMin*30e6)
	}
	x := &j.l.Routes[a.route]
	if x.SpeedLimitKmh > 0 {
		v = math.Min(v, x.SpeedLimitKmh)
	}
	with := v + x.CurrentKmh
	without := v - x.CurrentKmh
	if x.OneWay && (x.Kind != sectors.Land || !walks(&j.p)) {
		without = 0
	}
	if m == 0 && (with > 0 || without > 0) {
		return 0
	}
	if against != j.home {
		with = without
	}
	if with <= 0 {
		return never
	}
	return up(m * (3.6e6 / with))
}

// up rounds up, where a microsecond is not a matter of the last digits.
func up(us float64) int64 {
	if us == 0 {
		return 0
	}
	return int64(math.Ceil(us - 1e-6))
}

// goesOn reports whether one may go on from a node along a stretch. One that has no
// length leads nowhere else.
func (j *journeys) goesOn(n int, a *stretch) bool {
	if j.barrier[n] == 2 || j.barrier[n] == 1 && !walks(&j.p) {
		return false
	}
	return !j.border[n] || a.route < 0 || a.toM == a.fromM || j.l.Routes[a.route].Side != ""
}

func sum(a, b int64) int64 { return min(a+b, never) }

func newJourneys(g *joined, p network.Profile, home bool) *journeys {
	j := &journeys{joined: g, p: p, home: home, us: make([][]int64, len(g.at))}
	for i := range j.us {
		j.us[i] = make([]int64, len(g.at))
		for k := range j.us[i] {
			j.us[i][k] = never
		}
		j.us[i][i] = 0
	}
	for i := range g.stretches {
		a := &g.stretches[i]
		if j.goesOn(a.from, a) {
			j.us[a.from][a.to] = min(j.us[a.from][a.to], j.takes(a, false, a.toM-a.fromM))
		}
		if j.goesOn(a.to, a) {
			j.us[a.to][a.from] = min(j.us[a.to][a.from], j.takes(a, true, a.toM-a.fromM))
		}
	}
	for k := range j.us {
		for i := range j.us {
			if via := j.us[i][k]; via < never {
				for m, us := range j.us[k] {
					j.us[i][m] = min(j.us[i][m], sum(via, us))
				}
			}
		}
	}
	return j
}

// place is somewhere on a stretch.
type place struct {
	stretch int
	m       float64
	us      int64 // when one starts there
}

// toNode returns how long it takes from a place to a node.
func (j *journeys) toNode(s place, n int) int64 {
	a := &j.stretches[s.stretch]
	return sum(s.us, min(sum(j.takes(a, false, a.toM-s.m), j.us[a.to][n]), sum(j.takes(a, true, s.m-a.fromM), j.us[a.from][n])))
}

// toPlace returns how long it takes from a place to another.
func (j *journeys) toPlace(s, p place) int64 {
	b := &j.stretches[p.stretch]
	best := never
	if s.stretch == p.stretch {
		best = sum(s.us, j.takes(b, p.m < s.m, math.Abs(p.m-s.m)))
	}
	if j.goesOn(b.from, b) {
		best = min(best, sum(j.toNode(s, b.from), j.takes(b, false, p.m-b.fromM)))
	}
	if j.goesOn(b.to, b) {
		best = min(best, sum(j.toNode(s, b.to), j.takes(b, true, b.toM-p.m)))
	}
	return best
}

// matched is a network and what the rules say of it: which of its stretches and
// junctions are which.
type matched struct {
	*joined
	n       *network.Network
	arc     []int // by stretch
	node    []int // by node
	unequal string
}

// match pairs the stretches of each route, in order, and then the ties.
func match(g *joined, n *network.Network) *matched {
	m := &matched{joined: g, n: n, arc: make([]int, len(g.stretches)), node: make([]int, len(g.at))}
	for i := range m.node {
		m.node[i] = -1
	}
	used := make([]bool, n.Arcs())
	ours := map[int]int{}
	for i := range g.stretches {
		a := &g.stretches[i]
		m.arc[i] = -1
		for k := range used {
			from, to, route, s := n.Arc(k)
			same := route == a.route && math.Abs(s.FromM-a.fromM) < 0.01 && math.Abs(s.ToM-a.toM) < 0.01 &&
				geo.DistanceM(n.Node(from), g.at[a.from]) < 0.01 && geo.DistanceM(n.Node(to), g.at[a.to]) < 0.01
			if used[k] || !same || !fits(ours, m.node, from, a.from) || !fits(ours, m.node, to, a.to) {
				continue
			}
			used[k], m.arc[i] = true, k
			ours[from], ours[to] = a.from, a.to
			m.node[a.from], m.node[a.to] = from, to
			break
		}
		if m.arc[i] < 0 {
			m.unequal = fmt.Sprintf("%+v is missing, or joined to others, between %v and %v", *a, g.at[a.from], g.at[a.to])
			for k := range used {
				if from, to, route, s := n.Arc(k); route == a.route {
					m.unequal += fmt.Sprintf("\n%v: %d %v – %d %v", s, from, n.Node(from), to, n.Node(to))
				}
			}
			return m
		}
	}
	if len(g.stretches) != n.Arcs() {
		m.unequal = "there are more stretches"
	}
	return m
}

// fits reports whether a junction can be a node.
func fits(ours map[int]int, node []int, junction, n int) bool {
	k, there := ours[junction]
	return there && k == n || !there && node[n] < 0
}
