package network

import (
	"math"
	"slices"
	"sync"

	"lindero/sectors"
)

// travel is what a profile may go of a network, and how long it takes, in the
// direction in which a search goes.
type travel struct {
	net  *Network
	p    Profile
	home bool // to the seeds
	once sync.Once
	perM [][2]float64 // by way: along it and against, as the search goes
	// The steps that may be taken from node i are steps[first[i]] …
	// steps[first[i+1]−1].
	first []int32
	steps []step
}

// step is a half that may be gone.
type step struct {
	us   int64
	to   int32
	half int32 // 2a along arc a, and 2a+1 against it
}

// mostKept is how many travels a network keeps: those of eight profiles, out and
// home.
const mostKept = 16

// kept are the travels last asked for, the last one first.
type kept struct {
	mu  sync.Mutex
	all []*travel
}

// travel returns what a profile may go: made once, as long as it is among the
// last asked for.
func (n *Network) travel(p Profile, home bool) *travel {
	n.kept.mu.Lock()
	all := n.kept.all
	i := slices.IndexFunc(all, func(x *travel) bool { return x.p == p && x.home == home })
	var x *travel
	if i >= 0 {
		x = all[i]
	} else {
		x = &travel{net: n, p: p, home: home}
		if len(all) < mostKept {
			all = append(all, nil)
		}
		i = len(all) - 1
	}
	copy(all[1:i+1], all[:i])
	all[0] = x
	n.kept.all = all
	n.kept.mu.Unlock()
	x.once.Do(x.make)
	return x
}

// make finds what may be gone.
func (x *travel) make() {
	n := x.net
	x.perM = make([][2]float64, len(n.ways))
	for w := range n.ways {
		along, against := x.p.perM(&n.ways[w])
		if x.home {
			along, against = against, along
		}
		x.perM[w] = [2]float64{along, against}
	}
	us := make([]int64, 2*len(n.arcs)) // by half
	x.first = make([]int32, len(n.nodes)+1)
	for i := range n.arcs {
		a := &n.arcs[i]
		for d, from := range [2]int32{a.from, a.to} {
			h := 2*i + d
			us[h] = Never
			if x.passes(from, int32(i)) {
				us[h] = x.lengthUs(a, d, a.toM-a.fromM)
			}
			if us[h] < Never {
				x.first[from+1]++
			}
		}
	}
	for i := range n.nodes {
		x.first[i+1] += x.first[i]
	}
	x.steps = make([]step, x.first[len(n.nodes)])
	next := slices.Clone(x.first)
	for h, us := range us {
		if us >= Never {
			continue
		}
		a := &n.arcs[h/2]
		from, to := a.from, a.to
		if h%2 == 1 {
			from, to = to, from
		}
		x.steps[next[from]] = step{us, to, int32(h)}
		next[from]++
	}
}

// from returns the steps that may be taken from a node.
func (x *travel) from(node int32) []step { return x.steps[x.first[node]:x.first[node+1]] }

// opens reports whether no barrier at a node is in the way.
func (x *travel) opens(node int32) bool {
	how := x.net.nodes[node].barrier
	return how == noBarrier || how == walkOnly && x.p.walks()
}

// passes reports whether one may go on at a node along an arc.
func (x *travel) passes(node, arc int32) bool {
	a := &x.net.arcs[arc]
	if a.sides>>x.p.Side&1 == 0 || !x.opens(node) {
		return false
	}
	return !x.net.nodes[node].onBorder || a.route == tie || x.net.ways[x.net.wayOf[a.route]].sided
}

// partUs returns how long it takes from a place of an arc to its end, or with d
// 1 to its start; at home the other way.
func (x *travel) partUs(arc int32, d int, m float64) int64 {
	a := &x.net.arcs[arc]
	if a.sides>>x.p.Side&1 == 0 {
		return Never
	}
	if d == 1 {
		return x.lengthUs(a, d, m-a.fromM)
	}
	return x.lengthUs(a, d, a.toM-m)
}

// lengthUs returns how long a part of an arc takes in the direction in which
// the search goes; at home one moves against it.
func (x *travel) lengthUs(a *arc, d int, lengthM float64) int64 {
	if a.route != tie {
		return stretchUs(&x.perM[x.net.wayOf[a.route]], d, lengthM)
	}
	v := x.p.TieKmh.Of(sectors.Kinds[a.kind])
	if !(x.p.SpeedKmh.Of(sectors.Kinds[a.kind]) > 0) || !(v > 0) {
		return Never
	}
	return up(lengthM*hourUs/1000/v + x.net.layout.Scenario.Landings[a.landing].ChangeMin/2*hourUs/60)
}

// stretchUs returns how long so many metres take at what a metre takes along and
// against.
func stretchUs(perM *[2]float64, d int, lengthM float64) int64 {
	if lengthM <= 0 && min(perM[0], perM[1]) < math.Inf(1) {
		return 0 // nobody needs to go anywhere, not even in a one-way road
	}
	return up(lengthM * perM[d])
}

// up rounds up, but for what is noise of the last digits.
func up(us float64) int64 {
	if !(us < float64(Never)) {
		return Never
	}
	return int64(math.Ceil(us - 1e-6))
}
