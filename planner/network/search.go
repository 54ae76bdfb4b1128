package network

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// Seed is a place from which a search starts, and when.
type Seed struct {
	Place
	Us int64
}

// Tree is the quickest ways from the seeds of a search, or to them.
type Tree struct {
	*travel
	seeds []Seed
	us    []int64 // by node
	via   []int32 // the half by which a node is reached, or started−2i−d
}

// started less 2i is the via of what is reached from seed i along its arc, and
// one less again against it.
const started = -2

// Search finds the quickest ways from the seeds to every node within limitUs;
// with home, from every node to the seeds. Of ways as quick the result is one,
// and always the same.
func (n *Network) Search(p Profile, seeds []Seed, home bool, limitUs int64) *Tree {
	t := &Tree{travel: n.travel(p, home), seeds: seeds, us: make([]int64, len(n.nodes)), via: make([]int32, len(n.nodes))}
	for i := range t.us {
		t.us[i], t.via[i] = Never, -1
	}
	var q queue
	for i, s := range seeds {
		a := &n.arcs[s.arc]
		for d, to := range [2]int32{a.to, a.from} {
			t.reachNode(&q, step{s.Us + t.partUs(s.arc, d, s.M), to, 2*s.arc + int32(d)}, int32(started-2*i-d), limitUs)
		}
	}
	for len(q) > 0 {
		x := q.pop()
		if x.us > t.us[x.node] {
			continue
		}
		for _, e := range t.from(x.node) {
			e.us += x.us
			t.reachNode(&q, e, e.half, limitUs)
		}
	}
	return t
}

// reachNode goes to where a step leads, if that is quicker, and on as long as there is
// but one way to go. Nobody turns back: from where the step began all ways are
// known, or will be.
func (t *Tree) reachNode(q *queue, e step, via int32, limitUs int64) {
walk:
	for e.us <= limitUs && e.us < t.us[e.to] {
		t.us[e.to], t.via[e.to] = e.us, via
		on := t.from(e.to)
		only := -1
		for i := range on {
			if on[i].half == e.half^1 {
				continue
			}
			if only >= 0 {
				q.push(entry{e.us, e.to})
				return
			}
			only = i
		}
		if only < 0 {
			break walk
		}
		us := e.us
		e = on[only]
		e.us += us
		via = e.half
	}
}

// Us returns how long a place takes; Never where it is not reached.
func (t *Tree) Us(p Place) int64 {
	us, _ := t.reach(p)
	return us
}

// NodeUs returns how long junction i takes.
func (t *Tree) NodeUs(i int) int64 { return t.us[i] }

// reach returns how long a place takes, and over what: a half of its arc, or a
// seed.
func (t *Tree) reach(p Place) (us int64, via int32) {
	us, via = Never, -1
	for i, s := range t.seeds {
		if s.arc != p.arc {
			continue
		}
		a := &t.net.arcs[p.arc]
		d := 0
		if p.M < s.M {
			d = 1
		}
		if a.sides>>t.p.Side&1 == 0 {
			continue
		}
		if here := s.Us + t.lengthUs(a, d, math.Abs(p.M-s.M)); here < us {
			us, via = here, int32(started-2*i)
		}
	}
	a := &t.net.arcs[p.arc]
	for d, from := range [2]int32{a.from, a.to} {
		if t.us[from] >= us || !t.passes(from, p.arc) {
			continue
		}
		lengthM := p.M - a.fromM
		if d == 1 {
			lengthM = a.toM - p.M
		}
		if there := t.us[from] + t.lengthUs(a, d, lengthM); there < us {
			us, via = there, 2*p.arc+int32(d)
		}
	}
	return us, via
}

// Leg is a part of a way on the network: along one route, or at a landing
// between it and a route.
type Leg struct {
	Route      int // in Layout.Routes; −1 at a landing
	Landing    int // in Scenario.Landings; −1 on a route
	Kind       sectors.Kind
	FromM, ToM float64
	// From when to when, in microseconds, on the clock of the seeds.
	FromUs, ToUs int64
	From, To     orb.Point
}

// Legs returns the way from a seed to a place, in order of travel; at home from
// the place to a seed, on a clock that counts down to it. seed is its number,
// −1 where there is no way.
func (t *Tree) Legs(p Place) (legs []Leg, seed int) {
	us, via := t.reach(p)
	if us >= Never {
		return nil, -1
	}
	m := p.M
	for {
		if via <= started {
			seed = int(started-via) / 2
			s := t.seeds[seed]
			legs = t.leg(legs, s.arc, s.M, m, s.Us, us)
			break
		}
		a := &t.net.arcs[via>>1]
		from, fromM := a.from, a.fromM
		if via&1 == 1 {
			from, fromM = a.to, a.toM
		}
		legs = t.leg(legs, via>>1, fromM, m, t.us[from], us)
		us, via = t.us[from], t.via[from]
		m = t.endOf(via)
	}
	if t.home {
		for i := range legs {
			x := &legs[i]
			x.FromM, x.ToM = x.ToM, x.FromM
			x.FromUs, x.ToUs = -x.ToUs, -x.FromUs
			x.From, x.To = x.To, x.From
		}
		return legs, seed
	}
	slices.Reverse(legs)
	return legs, seed
}

// endOf returns the chainage at which a node is reached.
func (t *Tree) endOf(via int32) float64 {
	arc, d := via>>1, via&1
	if via <= started {
		arc, d = t.seeds[(started-via)/2].arc, (started-via)&1
	}
	if d == 1 {
		return t.net.arcs[arc].fromM
	}
	return t.net.arcs[arc].toM
}

// leg puts a leg before those that are there, as one with the next where it
// goes on along the same route.
func (t *Tree) leg(legs []Leg, arc int32, fromM, toM float64, fromUs, toUs int64) []Leg {
	a := &t.net.arcs[arc]
	x := Leg{int(a.route), -1, sectors.Kinds[a.kind], fromM, toM, fromUs, toUs, t.net.At(Place{arc, fromM}), t.net.At(Place{arc, toM})}
	if a.route == tie {
		x.Landing = int(a.landing)
	}
	if fromM == toM && fromUs == toUs {
		return legs
	}
	if n := len(legs); n > 0 && a.route != tie {
		last := &legs[n-1]
		if last.Route == x.Route && last.FromM == x.ToM && (last.ToM > last.FromM) == (x.ToM > x.FromM) {
			last.FromM, last.FromUs, last.From = x.FromM, x.FromUs, x.From
			return legs
		}
	}
	return append(legs, x)
}
