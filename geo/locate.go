package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Place is where a point lies beside a line.
type Place struct {
	ChainageM float64
	OffsetM   float64 // distance from the line, never negative
	Side      Side
}

// Side is the side of a line, looking along its chainage.
type Side int

// The sides of a line. A point less than 1 cm off, which a line may stray from
// its edges, is On it.
const (
	Right Side = iota - 1
	On
	Left
)

const onM = 0.01

// String returns right, on or left.
func (s Side) String() string { return [...]string{"right", "on", "left"}[s+1] }

// Locate returns the place of the line nearest to p; of several as near, the
// one of least chainage. A point that is no place on earth has an offset of
// NaN.
func (l *Line) Locate(p orb.Point) Place {
	q := newPlace(p)
	if !q.onEarth() {
		return Place{OffsetM: math.NaN()}
	}
	s := newSeeker(q, l.atMost(q))
	for k := range l.runs {
		s.run(l, &l.runs[k])
	}
	return l.placeOf(q, s.best)
}

// atMost returns a little more than the distance from q to the run that seems
// nearest: it spares measuring to all that a line passes on its way.
func (l *Line) atMost(q place) float64 {
	seems, least := 0, math.Inf(1)
	for k := range l.runs {
		u := &l.runs[k]
		if m := u.centre.Sub(q.at).Norm() + u.radiusM; m < least {
			seems, least = k, m
		}
	}
	s := newSeeker(q, math.Inf(1))
	s.run(l, &l.runs[seems])
	return s.best.m*(1+1e-12) + 1e-9
}

// LocateAll returns a place for each stretch of the line that lies within
// tolerance of p, in order of chainage: where a line touches itself or passes
// twice, all its passes.
func (l *Line) LocateAll(p orb.Point, toleranceM float64) []Place {
	q := newPlace(p)
	var out []Place
	for _, span := range l.Within(NewReach(p, toleranceM)).SplitAt(l.Breaks()) {
		from := l.piece(span.FromM)
		to, _ := slices.BinarySearch(l.cum, span.ToM)
		s := newSeeker(q, math.Inf(1))
		s.pieces(l, from, min(max(to, from+1), len(l.v)-1))
		out = append(out, l.placeOf(q, s.best))
	}
	slices.SortFunc(out, func(a, b Place) int { return cmp.Compare(a.ChainageM, b.ChainageM) })
	return out
}

// foot is the place on a piece nearest to some point, m metres from it.
type foot struct {
	piece int
	t     float64 // fraction of the piece
	m     float64
}

// seeker finds the place nearest to q among the pieces it is shown.
type seeker struct {
	q    place
	best foot // m is infinite or a bound until a place is found
	cut  float64
	cut2 float64
}

// newSeeker returns a seeker of places closer than so many metres.
func newSeeker(q place, metres float64) *seeker {
	s := &seeker{q: q}
	s.set(foot{piece: -1, m: metres})
	return s
}

// set takes a foot for the best so far; a chord longer than the cut cannot
// lead to a nearer one.
func (s *seeker) set(f foot) {
	s.best = f
	s.cut = chordOver(f.m) + sagM
	s.cut2 = s.cut * s.cut
}

// chordOver returns a chord that is longer than that of any arc of so many
// metres on the ellipsoid.
func chordOver(metres float64) float64 {
	if metres > math.Pi*wgs84.MinCurvatureRadiusM/2 {
		return math.Inf(1)
	}
	return wgs84.ChordOfArc(metres*(1+1e-5), 1/wgs84.MaxCurvatureRadiusM)
}

// run shows a run of pieces.
func (s *seeker) run(l *Line, u *run) {
	far := s.cut + u.radiusM
	if u.centre.Sub(s.q.at).Norm2() > far*far {
		return
	}
	// Far away the chord rules out little; one geodesic may spare sixteen.
	if s.best.m > wgs84.ChordMaxM && distance(s.q, placeAt(u.centre))-1.01*u.radiusM-1 > s.best.m {
		return
	}
	s.pieces(l, int(u.from), int(u.to))
}

// pieces shows the pieces [from, to) of a line, breaks passed over.
func (s *seeker) pieces(l *Line, from, to int) {
	for i := from; i < to; i++ {
		if l.isBreak(i) {
			continue
		}
		a, d := l.v[i].Sub(s.q.at), l.v[i+1].Sub(l.v[i])
		dd, ad := d.Norm2(), a.Dot(d)
		t := 0.0
		if dd > 0 {
			t = math.Min(math.Max(-ad/dd, 0), 1)
		}
		to := a.Add(d.Scale(t))
		c2 := to.Norm2()
		if c2 > s.cut2 {
			continue
		}
		h := sag(l.v[i], d, t)
		m := s.q.distance(to, c2-h*h)
		if c2 > wgs84.ChordMaxM*wgs84.ChordMaxM && m-d.Norm() < s.best.m {
			t, m = s.far(l.v[i], d, t)
		}
		if m < s.best.m {
			s.set(foot{i, t, m})
		}
	}
}

// far returns the nearest fraction of the piece from a along d, and its
// distance, where the chord does not tell them closely enough.
func (s *seeker) far(a, d wgs84.Vec, guess float64) (t, m float64) {
	away := func(t float64) float64 { return distance(s.q, placeAt(a.Add(d.Scale(t)))) }
	t = valley(away, guess)
	return t, away(t)
}

// chainage returns the chainage of a foot.
func (l *Line) chainage(f foot) float64 {
	c := l.cum[f.piece]
	return c + f.t*(l.cum[f.piece+1]-c)
}

// isBreak reports whether vertices i and i+1 belong to different parts.
func (l *Line) isBreak(i int) bool {
	if len(l.first) == 2 {
		return false
	}
	_, found := slices.BinarySearch(l.first, int32(i+1))
	return found
}

func (l *Line) placeOf(q place, f foot) Place {
	if f.piece < 0 {
		return Place{OffsetM: math.NaN()}
	}
	a, b := l.v[f.piece], l.v[f.piece+1]
	at := a.Add(b.Sub(a).Scale(f.t))
	p := Place{ChainageM: l.chainage(f), OffsetM: f.m}
	if p.OffsetM < onM {
		return p
	}
	along := l.direction(f)
	if along.Cross(q.at.Sub(at)).Dot(at.Up()) > 0 {
		p.Side = Left
	} else {
		p.Side = Right
	}
	return p
}

// direction returns the direction of the line at a foot: along its piece, and
// at a vertex the bisector of the two pieces, which keeps the sides of a
// point nearest to a corner right.
func (l *Line) direction(f foot) wgs84.Vec {
	along := l.v[f.piece+1].Sub(l.v[f.piece]).Unit()
	if f.t > 0 && f.t < 1 {
		return along
	}
	before, after := along, along
	if none := (wgs84.Vec{}); f.t == 0 || along == none {
		before = l.neighbour(f.piece, -1)
	}
	if none := (wgs84.Vec{}); f.t == 1 || along == none {
		after = l.neighbour(f.piece, 1)
	}
	return before.Add(after)
}

// neighbour returns the direction of the next piece that has a length before
// (step −1) or after (step 1) piece i within its part, going round a ring;
// the zero vector at an open end.
func (l *Line) neighbour(i, step int) wgs84.Vec {
	k, found := slices.BinarySearch(l.first, int32(i))
	if !found {
		k--
	}
	from, to := int(l.first[k]), int(l.first[k+1])-1 // pieces of this part
	ring := l.v[from].Sub(l.v[to]).Norm2() < touchM*touchM
	for range to - from {
		i += step
		switch {
		case i >= from && i < to:
		case !ring:
			return wgs84.Vec{}
		case i < from:
			i = to - 1
		default:
			i = from
		}
		if d := l.v[i+1].Sub(l.v[i]); d.Norm2() > 0 {
			return d.Unit()
		}
	}
	return wgs84.Vec{}
}
