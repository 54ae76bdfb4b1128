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
	via   []int32 // the step or twig by which a node is reached, or started−2i−d
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
		t.us[i] = Never
	}
	q := queues.Get().(*queue)
	for i, s := range seeds {
		a := &n.arcs[s.arc]
		for d, to := range [2]int32{a.to, a.from} {
			t.relax(q, to, int32(started-2*i-d), s.Us+t.partUs(s.arc, d, s.M), limitUs)
		}
	}
	t.spread(q, limitUs)
	queues.Put(q)
	return t
}

// spread goes on from what is in the queue: from each node all steps, and after
// each those that follow as the only ones, as long as that is quicker;
// then along the twigs.
func (t *Tree) spread(q *queue, limitUs int64) {
	us, via, steps := t.us, t.via, t.steps
	for x, ok := q.pop(); ok; x, ok = q.pop() {
		if x.us > us[x.node] {
			continue
		}
		for first := t.first[x.node]; first < t.first[x.node+1]; first++ {
			at := x.us
			for i := first; i >= 0; {
				s := &steps[i]
				at += s.us
				if at > limitUs || at >= us[s.to] {
					break
				}
				us[s.to], via[s.to] = at, i
				if i = s.next; i == forks {
					q.push(entry{at, s.to})
				}
			}
		}
	}
	for i := range t.twigs {
		w := &t.twigs[i]
		if at := us[w.from] + w.us; at <= limitUs && at < us[w.to] {
			us[w.to], via[w.to] = at, int32(len(steps)+i)
		}
	}
}

// relax reaches a node, if that is quicker.
func (t *Tree) relax(q *queue, to, via int32, us, limitUs int64) {
	if us <= limitUs && us < t.us[to] {
		t.us[to], t.via[to] = us, via
		q.push(entry{us, to})
	}
}

// viaOf returns the half by which a node is reached, or started−2i−d.
func (t *Tree) viaOf(node int32) int32 {
	if i := t.via[node]; i >= 0 {
		return t.halves[i]
	}
	return t.via[node]
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
		us, via = t.us[from], t.viaOf(from)
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
