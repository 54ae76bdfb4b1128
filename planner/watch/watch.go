// Package watch says who sees what of a route, and when.
//
// A trip is what the sorties of one beat go along, the same every time: legs,
// each a line with the time at which each of its places is passed. A place of a
// route is seen while a leg is within its radius. For one place these times are
// exact; along the route they are taken to run straight between places that are
// chosen so that they are right to Tolerance, which is a third of a minute.
// Where in space a leg sees anything begins and ends to the bounds of
// geo.Line.WithinLine.
//
// Times are whole microseconds: of a leg and of what it sees since the
// meeting, of a sweep since the start of the timetable. Chainages are metres.
package watch

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"lindero/geo"
)

// Second is a second in the unit of all times.
const Second = 1_000_000

// Tolerance is how far the times at the places that are tried may be from what
// is taken, in microseconds.
const Tolerance = 20 * Second

const (
	// hairM is the length below which two places of a route are one.
	hairM = 0.001
	// finestM is how closely the place is sought at which a trip sees something
	// once more, or once less.
	finestM = 0.01
	// touchUs is what may lie between two times that are one: rounding.
	touchUs = Second / 1000
)

// Leg is a way along a line.
type Leg struct {
	Line    *geo.Line
	RadiusM float64
	// Knots say when places of the line are passed, from its start to its end;
	// between two of them the speed is even.
	Knots []Knot
}

// Knot is a place of a line and when it is passed.
type Knot struct {
	M  float64
	Us int64
}

// us returns when a leg passes a place.
func (l *Leg) us(m float64) int64 {
	k := l.Knots
	i := 1
	for i < len(k)-1 && k[i].M < m {
		i++
	}
	a, b := k[i-1], k[i]
	if b.M <= a.M {
		return b.Us
	}
	t := min(max((m-a.M)/(b.M-a.M), 0), 1)
	return a.Us + int64(t*float64(b.Us-a.Us))
}

// Trip is what sorties go along.
type Trip struct{ Legs []Leg }

// Interval is a time from and to.
type Interval struct{ FromUs, ToUs int64 }

// Cell is a span of a route in which a trip sees every place as often, and the
// times run straight from one end to the other.
type Cell struct {
	geo.Span
	At [2][]Interval // at the start and at the end, in order; as many
}

// eye looks at a trip from places of a route.
type eye struct {
	trip   *Trip
	route  *geo.Line
	sights []geo.Sight
	spans  []geo.Span
	cells  []Cell
}

// See returns what of a route a trip sees, in order along the route.
func (t *Trip) See(route *geo.Line) []Cell {
	e := &eye{trip: t, route: route, sights: make([]geo.Sight, len(t.Legs))}
	var all []geo.Span
	cuts := route.Breaks()
	stepM := 0.0
	for i := range t.Legs {
		l := &t.Legs[i]
		e.sights[i] = geo.NewSight(l.RadiusM)
		for _, s := range route.WithinLine(l.Line, l.RadiusM) {
			all, cuts = append(all, s), append(cuts, s.FromM, s.ToM)
		}
		stepM = max(stepM, l.RadiusM)
	}
	stepM = min(max(stepM, 100), 4000)
	slices.Sort(cuts)
	// Between the ends of what each leg sees no leg begins or ends to see.
	for _, s := range geo.Normalise(all).Close(hairM).SplitAt(cuts) {
		if s.LengthM() < hairM/2 {
			continue
		}
		from := e.look(s.FromM + hairM/8)
		from.m = s.FromM
		n := math.Ceil(s.LengthM() / stepM)
		for k := 1.0; k <= n; k++ {
			m := s.FromM + k/n*s.LengthM()
			to := e.look(m - hairM/8) // not of the next
			to.m = m
			e.refine(from, to)
			from = to
		}
	}
	return e.cells
}

// glance is what a trip sees of one place.
type glance struct {
	m    float64
	seen []Interval
}

// look looks at one place.
func (e *eye) look(m float64) glance {
	g := glance{m: m}
	for i := range e.trip.Legs {
		l := &e.trip.Legs[i]
		e.spans = l.Line.AppendSeen(e.spans[:0], &e.sights[i], e.route, m)
		for _, s := range e.spans {
			g.seen = append(g.seen, Interval{l.us(s.FromM), l.us(s.ToM)})
		}
	}
	g.seen = Join(g.seen)
	return g
}

// Join makes of intervals that touch or overlap one; the rest are in order.
func Join(x []Interval) []Interval {
	if len(x) < 2 {
		return x
	}
	slices.SortFunc(x, func(a, b Interval) int { return cmp.Compare(a.FromUs, b.FromUs) })
	out := x[:1]
	for _, i := range x[1:] {
		if last := &out[len(out)-1]; i.FromUs <= last.ToUs+touchUs {
			last.ToUs = max(last.ToUs, i.ToUs)
		} else {
			out = append(out, i)
		}
	}
	return out
}

// refine appends the cells between two places, halving as long as it is not
// seen alike at both, or times do not run straight.
func (e *eye) refine(a, b glance) {
	if b.m-a.m <= finestM {
		if len(a.seen) < len(b.seen) { // the place where one more begins is somewhere in between
			a.seen = b.seen
		} else if len(b.seen) < len(a.seen) {
			b.seen = a.seen
		}
		e.keep(a, b)
		return
	}
	middle := e.look((a.m + b.m) / 2)
	if len(a.seen) == len(b.seen) && straight(a, b, middle) {
		if third := e.look(a.m + 0.31*(b.m-a.m)); straight(a, middle, third) {
			e.keep(a, middle)
			e.keep(middle, b)
			return
		}
	}
	e.refine(a, middle)
	e.refine(middle, b)
}

// straight reports whether the times at a place between two others are those
// of running straight.
func straight(a, b, at glance) bool {
	if len(at.seen) != len(a.seen) {
		return false
	}
	t := (at.m - a.m) / (b.m - a.m)
	near := func(x, y, z int64) bool {
		return math.Abs(float64(x)+t*float64(y-x)-float64(z)) <= Tolerance
	}
	for i, s := range at.seen {
		if !near(a.seen[i].FromUs, b.seen[i].FromUs, s.FromUs) || !near(a.seen[i].ToUs, b.seen[i].ToUs, s.ToUs) {
			return false
		}
	}
	return true
}

// keep appends a cell.
func (e *eye) keep(a, b glance) {
	if len(a.seen) > 0 {
		e.cells = append(e.cells, Cell{geo.Span{FromM: a.m, ToM: b.m}, [2][]Interval{a.seen, b.seen}})
	}
}

// at returns an interval of a cell at a place within it.
func (c *Cell) at(i int, m float64) Interval {
	a, b := c.At[0][i], c.At[1][i]
	t := (m - c.FromM) / (c.ToM - c.FromM)
	return Interval{a.FromUs + int64(t*float64(b.FromUs-a.FromUs)), a.ToUs + int64(t*float64(b.ToUs-a.ToUs))}
}

// Hull returns when cells, which are in order along the route, see something of a span, from the first place to the
// last: times of which one goes on into the next place are one. What is seen of
// less than GrainM only counts where there is nothing else.
func Hull(cells []Cell, of geo.Span) []Interval {
	var out, slivers []Interval
	for i := sort.Search(len(cells), func(i int) bool { return cells[i].ToM > of.FromM }); i < len(cells) && cells[i].FromM < of.ToM; i++ {
		c := &cells[i]
		from, to := max(c.FromM, of.FromM), min(c.ToM, of.ToM)
		if to-from < hairM/4 {
			continue
		}
		for k := range c.At[0] {
			a, b := c.at(k, from), c.at(k, to)
			hull := Interval{min(a.FromUs, b.FromUs), max(a.ToUs, b.ToUs)}
			if to-from < GrainM {
				slivers = append(slivers, hull)
			} else {
				out = append(out, hull)
			}
		}
	}
	if len(out) == 0 {
		out = slivers
	}
	return Join(out)
}

// GrainM is the length below which it is within the error of measuring who sees
// a place.
const GrainM = 0.02
