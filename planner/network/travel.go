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
	// steps[first[i+1]−1], but for those that are twigs.
	first  []int32
	steps  []step
	twigs  []twig
	halves []int32 // of the steps, and then of the twigs: 2a along arc a, and 2a+1 against it
}

// step is a half that may be gone.
type step struct {
	us int64
	to int32
	// next is the only step that leads on, but back, or ends or forks.
	next int32
}

const (
	ends  = -1
	forks = -2
)

// twig is a step to where nothing leads on but to dead ends. No way elsewhere
// takes it, so that nobody searches there: what lies on twigs is known when
// everything else is. One that grows on another comes after it.
type twig struct {
	us       int64
	from, to int32
}

// mostKept is how many travels a network keeps: those of eight profiles, out and
// home; of a large one fewer, so that they take no more than keptBytes, at some 40
// bytes a stretch, but two at least.
const (
	mostKept  = 16
	keptBytes = 128 << 20
)

// kept are the travels last asked for, the last one first.
type kept struct {
	mu  sync.Mutex
	all []*travel
}

// travel returns what a profile may go: made once, as long as it is among the
// last asked for.
func (n *Network) travel(p Profile, home bool) *travel {
	x := n.kept.get(n, p, home)
	x.once.Do(x.make)
	return x
}

// get returns the travel of a profile, which need not be made yet.
func (k *kept) get(n *Network, p Profile, home bool) *travel {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.all, func(x *travel) bool { return x.p == p && x.home == home })
	var x *travel
	switch {
	case i == 0:
		return k.all[0]
	case i > 0:
		x = k.all[i]
		k.all = slices.Delete(k.all, i, i+1)
	default:
		x = &travel{net: n, p: p, home: home}
		most := max(2, min(mostKept, keptBytes/(40*max(len(n.arcs), 1))))
		k.all = k.all[:min(len(k.all), most-1)]
	}
	k.all = slices.Insert(k.all, 0, x)
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
	us := x.lasts()
	twigs := x.pick(us)
	x.first = make([]int32, len(n.nodes)+1)
	for h := range us {
		if us[h] < Never {
			from, _ := n.ends(h)
			x.first[from+1]++
		}
	}
	for i := range n.nodes {
		x.first[i+1] += x.first[i]
	}
	x.steps = make([]step, x.first[len(n.nodes)])
	x.halves = make([]int32, len(x.steps), len(x.steps)+len(twigs))
	at := slices.Clone(x.first)
	for h := range us {
		if us[h] < Never {
			from, to := n.ends(h)
			x.steps[at[from]], x.halves[at[from]] = step{us: us[h], to: to}, int32(h)
			at[from]++
		}
	}
	for i := range x.steps {
		x.steps[i].next = x.next(i)
	}
	x.halves = append(x.halves, twigs...)
}

// ends returns from where to where a half leads.
func (n *Network) ends(half int) (from, to int32) {
	a := &n.arcs[half/2]
	if half%2 == 1 {
		return a.to, a.from
	}
	return a.from, a.to
}

// lasts returns how long each half takes; Never where it may not be gone, or
// leads back to where it began.
func (x *travel) lasts() []int64 {
	us := make([]int64, 2*len(x.net.arcs))
	for h := range us {
		us[h] = Never
		if from, to := x.net.ends(h); from != to && x.passes(from, int32(h/2)) {
			a := &x.net.arcs[h/2]
			us[h] = x.lengthUs(a, h%2, a.toM-a.fromM)
		}
	}
	return us
}

// pick takes the twigs out of the halves and returns which they are. A dead end
// has one arc; without it there may be another where it began.
func (x *travel) pick(us []int64) (twigs []int32) {
	n := x.net
	arcs, which := make([]int32, len(n.nodes)), make([]int32, len(n.nodes)) // how many, and their numbers, exclusive or
	turn := func(node, arc, by int32) {
		arcs[node] += by
		which[node] ^= arc
	}
	for i := range n.arcs {
		if min(us[2*i], us[2*i+1]) < Never {
			turn(n.arcs[i].from, int32(i), 1)
			turn(n.arcs[i].to, int32(i), 1)
		}
	}
	for node := range int32(len(n.nodes)) {
		for end := node; arcs[end] == 1; {
			h := 2 * which[end]
			from, to := n.ends(int(h))
			if to != end {
				h, from, to = h+1, to, from
			}
			if us[h] < Never {
				twigs = append(twigs, h)
				x.twigs = append(x.twigs, twig{us[h], from, to})
				us[h] = Never
			}
			turn(to, h/2, -1)
			turn(from, h/2, -1)
			end = from
		}
	}
	// What was a dead end at last grows nearest to the rest.
	slices.Reverse(twigs)
	slices.Reverse(x.twigs)
	return twigs
}

// next returns what follows a step.
func (x *travel) next(i int) int32 {
	next, to := int32(ends), x.steps[i].to
	for k := x.first[to]; k < x.first[to+1]; k++ {
		switch {
		case x.halves[k] == x.halves[i]^1:
		case next == ends:
			next = k
		default:
			return forks
		}
	}
	return next
}

// opens reports whether no barrier at a node is in the way.
func (x *travel) opens(node int32) bool {
	how := x.net.nodes[node].barrier
	return how == noBarrier || how == walkOnly && x.p.walks()
}

// passes reports whether one may go on at a node along an arc. At the border one
// may along an arc of no length, as between a junction and what a landing is tied
// to there: it leads nowhere else.
func (x *travel) passes(node, arc int32) bool {
	a := &x.net.arcs[arc]
	if a.sides>>x.p.Side&1 == 0 || !x.opens(node) {
		return false
	}
	return !x.net.nodes[node].onBorder || a.route == tie || a.toM <= a.fromM || x.net.ways[x.net.wayOf[a.route]].sided
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
