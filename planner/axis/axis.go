// Package axis cuts a border into the elements that planning works on.
//
// An axis is the border of a layout between breakpoints 0 … n, at chainages in
// metres: every step along each part, at each end of a stretch, and wherever
// risk, forbidden ground or something that the user fixed begins or ends. Two
// that would lie closer than 1 mm are one, but for the ends of parts. Element e
// lies between the breakpoints e and e+1. Where two parts do not touch there is
// a void element of no length, over which nobody walks. An axis is immutable.
package axis

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

// MaxElements is the number of elements above which a border is refused: a
// hundred thousand kilometres by tens of metres.
const MaxElements = 10_000_000

// touchM is how close the ends of two parts must be to be one place.
const touchM = 0.02

// leastM is the length below which no element is cut off.
const leastM = 0.001

// Void is the route of a void element.
const Void = -1

// Axis is a border cut into elements.
type Axis struct {
	Layout    *sectors.Layout
	StepM     float64
	ChainageM []float64   // of the border, by breakpoint; does not decrease
	At        []orb.Point // by breakpoint
	Elements  []Element
	Ring      bool // one part that ends where it starts, of three elements or more
	// Apart are the void elements, with how far apart the parts are.
	Apart    []Apart
	Meetings []Meeting // the scenario's meeting points, in its order
	Sectors  []Fixed   // the scenario's fixed sectors, in its order
}

// Element is what lies between two breakpoints.
type Element struct {
	Route   int // in Layout.Routes, or Void
	LengthM float64
	Risk    float64 // the largest weight that is said of it, else 1
	// Forbidden says for each side, in the scenario's order, that its patrols
	// must not enter.
	Forbidden [2]bool
}

// Apart is where two parts of the border do not touch.
type Apart struct {
	Element       int
	Before, After int // routes; the same where it is within one
	DistanceM     float64
}

// Meeting is where a meeting point of the scenario lies on the border.
type Meeting struct {
	Breakpoint int
	OffsetM    float64 // of the designated place from the border
}

// Fixed is where a fixed sector of the scenario lies on the border.
type Fixed struct {
	From, To int     // breakpoints; To counts on beyond the end of a ring
	OffsetM  float64 // of its farther end from the border
}

// New cuts the border of a layout, at least every stepM metres, and at further
// chainages of it, if any. It fails where the step is not above 0, or there would
// be too many elements.
func New(l *sectors.Layout, stepM float64, cutsM ...float64) (*Axis, error) {
	if !(stepM > 0) || math.IsInf(stepM, 0) {
		return nil, fmt.Errorf("axis: a step of %v m", stepM)
	}
	if len(l.BorderFromM) == 0 {
		return nil, errors.New("axis: a scenario without border")
	}
	b := &builder{Axis: &Axis{Layout: l, StepM: stepM}, border: l.Routes[:len(l.Scenario.Border)]}
	if n := b.lengthM()/stepM + float64(len(cutsM)); n > MaxElements {
		return nil, fmt.Errorf("axis: %.0f elements of %v m, more than %d", n, stepM, MaxElements)
	}
	b.cuts, b.exact = make([][]float64, len(b.border)), make([][]float64, len(b.border))
	b.cutsAt(cutsM)
	meetings := b.meetings()
	fixed := b.fixed()
	risks, err := b.risks()
	if err != nil {
		return nil, err
	}
	forbidden := b.forbidden()
	b.grow()
	for i := range b.border {
		b.stretch(i)
	}
	b.Ring = b.isRing()
	b.weigh(risks)
	b.forbid(forbidden)
	for _, p := range meetings {
		b.Meetings = append(b.Meetings, Meeting{b.breakpoint(p), p.offsetM})
	}
	for i, f := range fixed {
		at := Fixed{b.breakpoint(f[0]), b.breakpoint(f[1]), max(f[0].offsetM, f[1].offsetM)}
		if at.From > at.To {
			at.From, at.To = at.To, at.From
		}
		if b.Ring && !b.between(l.Scenario.Sectors[i].Line, at) { // it goes the other way round
			at.From, at.To = at.To, at.From+b.N()
		}
		b.Sectors = append(b.Sectors, at)
	}
	return b.Axis, nil
}

// between reports whether the middle of a fixed sector lies between its
// breakpoints, and not on the other way round a ring.
func (b *builder) between(line orb.LineString, f Fixed) bool {
	measured, err := geo.NewLine(line)
	if err != nil {
		return true
	}
	at := b.nearest(measured.At(measured.LengthM() / 2))
	middle := b.Layout.BorderFromM[at.route] + at.chainageM
	return b.ChainageM[f.From] <= middle && middle <= b.ChainageM[f.To]
}

// N returns the number of elements.
func (a *Axis) N() int { return len(a.Elements) }

// LengthM returns the length of the border.
func (a *Axis) LengthM() float64 { return a.ChainageM[len(a.ChainageM)-1] }

// Kind returns the kind of an element that is not void.
func (a *Axis) Kind(e int) sectors.Kind { return a.Layout.Routes[a.Elements[e].Route].Kind }

// Breakpoint returns the first breakpoint at a chainage of the border or
// beyond.
func (a *Axis) Breakpoint(chainageM float64) int {
	i, _ := slices.BinarySearch(a.ChainageM, chainageM-leastM)
	return min(i, a.N())
}

// place is a place on one stretch of the border.
type place struct {
	route     int
	chainageM float64 // of the stretch
	offsetM   float64
	of        orb.Point // what lies there, offsetM away
}

// builder is an axis in the making.
type builder struct {
	*Axis
	border []sectors.Route
	cuts   [][]float64 // by stretch, chainages at which elements have to end
	exact  [][]float64 // the same, those that were asked for as such
	first  []int       // by stretch, its first breakpoint
}

func (b *builder) lengthM() (m float64) {
	for i := range b.border {
		m += b.border[i].Line.LengthM()
	}
	return m
}

// nearest returns the place of the border nearest to a point.
func (b *builder) nearest(p orb.Point) place {
	route, at := Nearest(b.Layout, p)
	return place{route, at.ChainageM, at.OffsetM, p}
}

// Nearest returns the stretch of a layout's border nearest to a point, and
// where on it; Void where there is none, or the point is no place on earth.
func Nearest(l *sectors.Layout, p orb.Point) (route int, at geo.Place) {
	for k := 1; ; k *= 8 {
		near := l.Index.Nearest(p, min(k, len(l.Routes)))
		for _, n := range near {
			if n.Line < len(l.BorderFromM) {
				return n.Line, n.Place
			}
		}
		if k >= len(l.Routes) {
			return Void, geo.Place{OffsetM: math.Inf(1)}
		}
	}
}

// cutNear cuts at the place of the border nearest to a point.
func (b *builder) cutNear(p orb.Point) place {
	at := b.nearest(p)
	if at.route >= 0 {
		b.cuts[at.route] = append(b.cuts[at.route], at.chainageM)
	}
	return at
}

// cutsAt cuts at chainages of the border.
func (b *builder) cutsAt(cutsM []float64) {
	for _, m := range cutsM {
		i, found := slices.BinarySearch(b.Layout.BorderFromM, m)
		if !found {
			i--
		}
		if i >= 0 { // beyond the end of a stretch there is nothing to cut
			b.exact[i] = append(b.exact[i], m-b.Layout.BorderFromM[i])
		}
	}
}

func (b *builder) meetings() []place {
	var out []place
	for _, m := range b.Layout.Scenario.MeetingPoints {
		out = append(out, b.cutNear(m.At))
	}
	return out
}

func (b *builder) fixed() [][2]place {
	var out [][2]place
	for _, s := range b.Layout.Scenario.Sectors {
		out = append(out, [2]place{b.cutNear(s.Line[0]), b.cutNear(s.Line[len(s.Line)-1])})
	}
	return out
}

// zone is a shape's spans on each stretch.
type zone struct {
	spans  []geo.Spans
	weight float64
	side   [2]bool
}

// cutAt cuts at the ends of a zone's spans.
func (b *builder) cutAt(z zone) zone {
	for i, spans := range z.spans {
		for _, s := range spans {
			b.cuts[i] = append(b.cuts[i], s.FromM, s.ToM)
		}
	}
	return z
}

func (b *builder) risks() ([]zone, error) {
	var out []zone
	for _, r := range b.Layout.Scenario.Risks {
		z := zone{weight: r.Weight}
		for i := range b.border {
			spans, err := geo.Within(b.border[i].Line, r.Shape, r.RadiusM)
			if err != nil {
				return nil, fmt.Errorf("axis: risk %q: %w", r.ID, err)
			}
			z.spans = append(z.spans, spans)
		}
		out = append(out, b.cutAt(z))
	}
	return out, nil
}

func (b *builder) forbidden() []zone {
	var out []zone
	sides := b.Layout.Scenario.Sides
	for _, f := range b.Layout.Scenario.Forbidden {
		z := zone{side: [2]bool{f.Side == "" || f.Side == sides[0].Code, f.Side == "" || f.Side == sides[1].Code}}
		for i := range b.border {
			var spans geo.Spans
			for _, p := range f.Polygon {
				spans = spans.Union(geo.Inside(b.border[i].Line, p))
			}
			z.spans = append(z.spans, spans)
		}
		out = append(out, b.cutAt(z))
	}
	return out
}

// grow makes room for all elements, but for voids.
func (b *builder) grow() {
	n := 1
	for i := range b.border {
		n += int(math.Ceil(b.border[i].Line.LengthM()/b.StepM)) + len(b.cuts[i]) + len(b.exact[i])
	}
	b.Elements = make([]Element, 0, n)
	b.ChainageM, b.At = make([]float64, 0, n), make([]orb.Point, 0, n)
}

// stretch appends the elements of one stretch.
func (b *builder) stretch(i int) {
	line := b.border[i].Line
	fromM := b.Layout.BorderFromM[i]
	ends := append(append([]float64{0}, line.Breaks()...), line.LengthM())
	for k := 1; k < len(ends); k++ {
		part := geo.Span{FromM: ends[k-1], ToM: ends[k]}
		b.join(i, fromM+part.FromM, line.At(part.FromM))
		if k == 1 {
			b.first = append(b.first, len(b.At)-1)
		}
		last := part.FromM
		for _, c := range b.chainages(i, part) {
			at := line.At(c)
			if c == part.ToM {
				at = line.End(part)
			}
			b.Elements = append(b.Elements, Element{Route: i, LengthM: c - last, Risk: 1})
			b.ChainageM, b.At = append(b.ChainageM, fromM+c), append(b.At, at)
			last = c
		}
	}
}

// join makes the breakpoint at which a part begins: the one at which the part
// before ends, if they touch, or one beyond a void.
func (b *builder) join(route int, chainageM float64, at orb.Point) {
	n := len(b.At)
	if n > 0 {
		d := geo.DistanceM(b.At[n-1], at)
		if d <= touchM {
			return
		}
		b.Apart = append(b.Apart, Apart{len(b.Elements), b.Elements[len(b.Elements)-1].Route, route, d})
		b.Elements = append(b.Elements, Element{Route: Void, Risk: 1})
	}
	b.ChainageM, b.At = append(b.ChainageM, chainageM), append(b.At, at)
}

// chainages returns where the elements of a part end, its end being the last.
func (b *builder) chainages(route int, part geo.Span) []float64 {
	steps := int(math.Ceil(part.LengthM() / b.StepM))
	out := make([]float64, 0, steps+len(b.cuts[route])+len(b.exact[route]))
	for k := 1; k < steps; k++ {
		out = append(out, part.FromM+float64(k)*b.StepM)
	}
	// What is said in metres goes before what was found on the line, to less than
	// a millimetre.
	for _, more := range [2][]float64{b.exact[route], b.cuts[route]} {
		n := len(out)
		for _, c := range more {
			i, _ := slices.BinarySearch(out[:n], c-leastM)
			if c > part.FromM && c < part.ToM && (i == n || out[i] >= c+leastM) {
				out = append(out, c)
			}
		}
		slices.Sort(out)
		kept, last := out[:0], part.FromM
		for _, c := range out {
			if c-last >= leastM && part.ToM-c >= leastM {
				kept, last = append(kept, c), c
			}
		}
		out = kept
	}
	return append(out, part.ToM)
}

func (b *builder) isRing() bool {
	n := len(b.At)
	return n > 3 && len(b.Apart) == 0 && geo.DistanceM(b.At[0], b.At[n-1]) <= touchM
}

// of calls f with the elements of a stretch that lie in spans.
func (b *builder) of(route int, spans geo.Spans, f func(e *Element)) {
	e := b.first[route]
	for _, s := range spans {
		for ; e < len(b.Elements) && b.Elements[e].Route <= route; e++ {
			if b.Elements[e].Route == Void {
				continue
			}
			middle := (b.ChainageM[e]+b.ChainageM[e+1])/2 - b.Layout.BorderFromM[route]
			if middle >= s.ToM {
				break
			}
			if middle > s.FromM {
				f(&b.Elements[e])
			}
		}
	}
}

// weigh gives elements the largest weight that is said of them.
func (b *builder) weigh(zones []zone) {
	slices.SortStableFunc(zones, func(x, y zone) int { return cmp.Compare(x.weight, y.weight) })
	for _, z := range zones {
		for i, spans := range z.spans {
			b.of(i, spans, func(e *Element) { e.Risk = z.weight })
		}
	}
}

func (b *builder) forbid(zones []zone) {
	for _, z := range zones {
		for i, spans := range z.spans {
			b.of(i, spans, func(e *Element) {
				e.Forbidden[0] = e.Forbidden[0] || z.side[0]
				e.Forbidden[1] = e.Forbidden[1] || z.side[1]
			})
		}
	}
}

// breakpoint returns the breakpoint at a place of the border.
func (b *builder) breakpoint(p place) int {
	if p.route < 0 {
		return 0
	}
	at := b.Layout.BorderFromM[p.route] + p.chainageM
	from := b.first[p.route]
	i, _ := slices.BinarySearch(b.ChainageM[from:], at)
	i += from
	// The nearer of the two, as cuts closer than leastM are one.
	if i > from && (i == len(b.ChainageM) || at-b.ChainageM[i-1] < b.ChainageM[i]-at) {
		i--
	}
	// Beside a void are two of one chainage.
	nearer := func(j int) bool { return geo.DistanceM(p.of, b.At[j]) < geo.DistanceM(p.of, b.At[i]) }
	switch {
	case i < b.N() && b.Elements[i].Route == Void && nearer(i+1):
		i++
	case i > from && b.Elements[i-1].Route == Void && nearer(i-1):
		i--
	}
	return i
}
