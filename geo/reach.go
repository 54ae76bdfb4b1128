package geo

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Reach is all that lies within a distance of a place.
type Reach struct {
	place
	m float64
	// Chords: shorter than in is within, longer than out is beyond, whatever
	// the azimuth. Between them the curvature along the azimuth decides.
	in, in2, out2, out float64
}

// NewReach returns the reach of so many metres around a place. It holds
// nothing where the metres are negative or the place or they are no numbers.
// What is beyond a reach that goes nearly round the earth counts as within
// where it is less than a piece, 2 km, of a line.
func NewReach(p orb.Point, metres float64) Reach {
	r := Reach{place: newPlace(p), m: metres}
	if !(metres >= 0) || !r.onEarth() {
		r.in, r.in2, r.out2, r.out = -1, -1, -1, -1
		return r
	}
	// A piece strays up to 1 cm from its edge, and its chord runs up to sagM
	// below the surface.
	r.in = math.Max(0, wgs84.ChordOfArc(metres, 1/wgs84.MinCurvatureRadiusM)-0.01)
	r.in2 = r.in * r.in
	r.out = chordOver(metres) + sagM + 0.01
	r.out2 = r.out * r.out
	return r
}

// appendWithin appends the spans of pieces [from, to) that lie within r.
// Spans that touch are joined.
func (l *Line) appendWithin(dst []Span, from, to int, r *Reach) []Span {
	a := l.v[from].Sub(r.at)
	a2 := a.Norm2()
	for i := from; i < to; i++ {
		b := l.v[i+1].Sub(r.at)
		b2 := b.Norm2()
		if a2 <= r.in2 && b2 <= r.in2 {
			dst = extend(dst, l.cum[i], l.cum[i+1])
		} else if lo, hi, ok := l.withinPieceM(i, a, b, a2, r); ok {
			dst = extend(dst, lo, hi)
		}
		a, a2 = b, b2
	}
	return dst
}

// extend appends [from, to), joined to the last span where they touch.
func extend(dst []Span, from, to float64) []Span {
	if !(from < to) {
		return dst
	}
	if n := len(dst); n > 0 && dst[n-1].ToM == from {
		dst[n-1].ToM = to
		return dst
	}
	return append(dst, Span{from, to})
}

// withinPieceM is withinPiece with chainages for fractions.
func (l *Line) withinPieceM(i int, a, b wgs84.Vec, a2 float64, r *Reach) (fromM, toM float64, ok bool) {
	t0, t1, ok := l.withinPiece(i, a, b, a2, r)
	if !ok {
		return 0, 0, false
	}
	fromM, toM = l.cum[i], l.cum[i+1]
	lengthM := toM - fromM
	if t1 < 1 {
		toM = fromM + t1*lengthM
	}
	if t0 > 0 {
		fromM += t0 * lengthM
	}
	return fromM, toM, true
}

// withinPiece returns the part [t0, t1] of piece i, as fractions, within r.
// a and b are the piece's ends as seen from the reach's place, a2 the squared
// length of a.
func (l *Line) withinPiece(i int, a, b wgs84.Vec, a2 float64, r *Reach) (t0, t1 float64, ok bool) {
	d := b.Sub(a)
	dd, ad := d.Norm2(), a.Dot(d)
	if dd == 0 {
		return 0, 0, false // no length, nothing to cover
	}
	foot := math.Min(math.Max(-ad/dd, 0), 1)
	least := a2 + foot*(2*ad+foot*dd)
	if !(least <= r.out2) {
		return 0, 0, false
	}
	if r.m > wgs84.ChordMaxM {
		return l.withinFar(i, foot, r)
	}
	p := r.at.Add(a.Add(d.Scale(foot)).Scale(0.5))
	chord := wgs84.ChordOfArc(r.m, wgs84.Curvature(p, a.Add(d.Scale(foot))))
	if strayM(l.v[i], dd) > noStrayM {
		return l.withinBent(i, foot, chord, r)
	}
	// The squared chord to the place at fraction t is a2 + 2t·ad + t²·dd,
	// less the square of the depth h of the piece's chord below the surface.
	h := sag(l.v[i], d, foot)
	thr2 := chord*chord + h*h
	q := ad*ad - dd*(a2-thr2)
	if q < 0 {
		return 0, 0, false
	}
	w := math.Sqrt(q)
	t0, t1 = math.Max((-ad-w)/dd, 0), math.Min((-ad+w)/dd, 1)
	return t0, t1, t0 < t1
}

// noStrayM is how far a piece may stray from the given edge without the ends
// of a reach being sought on the edge itself.
const noStrayM = 2e-4

// strayM bounds how far a piece at v, of squared length dd, strays from the
// given edge: see fine.
func strayM(v wgs84.Vec, dd float64) float64 {
	return 1.1 * dd / (8 * wgs84.MinCurvatureRadiusM) * math.Abs(v.Z) / (math.Hypot(v.X, v.Y) + 1)
}

// bend is a piece as its edge really runs: the place at fraction t is
// a + t·d + t(1−t)·b, seen from the origin of a.
type bend struct{ a, d, b wgs84.Vec }

func (c *bend) at(t float64) wgs84.Vec {
	return c.a.Add(c.d.Scale(t)).Add(c.b.Scale(t * (1 - t)))
}

// bend returns piece i as seen from a place. Its middle is where the edge is
// half-way in longitude and latitude, moved along the piece to half its
// length.
func (l *Line) bend(i int, from wgs84.Vec) bend {
	p, q := l.v[i], l.v[i+1]
	c := bend{a: p.Sub(from), d: q.Sub(p)}
	lon0, lat0 := p.LonLat()
	lon1, lat1 := q.LonLat()
	switch { // at a pole the longitude is that of the other end
	case math.Hypot(p.X, p.Y) < 1e-3:
		lon0 = lon1
	case math.Hypot(q.X, q.Y) < 1e-3:
		lon1 = lon0
	}
	lon1 += 360 * math.Round((lon0-lon1)/360)
	b := wgs84.ECEF((lon0+lon1)/2, (lat0+lat1)/2).Sub(p.Add(q).Scale(0.5))
	c.b = b.Sub(c.d.Scale(b.Dot(c.d) / c.d.Norm2())).Scale(4)
	return c
}

// withinBent is withinPiece for a piece that strays noticeably from its edge.
func (l *Line) withinBent(i int, foot, chordM float64, r *Reach) (t0, t1 float64, ok bool) {
	c := l.bend(i, r.at)
	beyond := func(t float64) float64 { return c.at(t).Norm2() - chordM*chordM }
	for range 3 { // Newton's steps to the nearest place
		slope := c.at(foot).Dot(c.d.Add(c.b.Scale(1 - 2*foot)))
		foot = math.Min(math.Max(foot-slope/c.d.Norm2(), 0), 1)
	}
	return spanOf(beyond, foot)
}

// withinFar is withinPiece where a chord does not tell the distance closely
// enough: the ends of the span are found with the geodesic itself.
func (l *Line) withinFar(i int, foot float64, r *Reach) (t0, t1 float64, ok bool) {
	c := l.bend(i, wgs84.Vec{})
	beyond := func(t float64) float64 { return distance(r.place, placeAt(c.at(t))) - r.m }
	// No place on the piece is farther from its middle than half its length.
	half := 0.51 * c.d.Norm()
	switch middle := beyond(0.5); {
	case middle > half:
		return 0, 0, false
	case middle < -half:
		return 0, 1, true
	}
	return spanOf(beyond, valley(beyond, foot))
}

// valley returns where on [0, 1] the parabola through f's ends and middle is
// least; where it has no valley, guess. Beyond 100 km the distance from a
// place is such a parabola over a piece to 0.1 mm.
func valley(f func(float64) float64, guess float64) float64 {
	f0, fm, f1 := f(0), f(0.5), f(1)
	if bend := f0 - 2*fm + f1; bend > 0 {
		return math.Min(math.Max(0.5+(f0-f1)/(4*bend), 0), 1)
	}
	return guess
}

// spanOf returns the part of [0, 1] where f is not above zero, f having one
// valley there, near foot.
func spanOf(f func(float64) float64, foot float64) (t0, t1 float64, ok bool) {
	f0, f1, ff := f(0), f(1), f(foot)
	if f0 <= 0 && f1 <= 0 {
		return 0, 1, true
	}
	if ff > 0 { // an end may be lower than what was taken for the valley
		switch {
		case f0 <= 0:
			foot, ff = 0, f0
		case f1 <= 0:
			foot, ff = 1, f1
		default:
			return 0, 0, false
		}
	}
	t0, t1 = 0, 1
	if f0 > 0 {
		t0 = root(f, foot, 0, ff, f0)
	}
	if f1 > 0 {
		t1 = root(f, foot, 1, ff, f1)
	}
	return t0, t1, t0 < t1
}

// root returns where f is zero between in, where f <= 0, and out, where
// f > 0: false position with Illinois' correction, to a part in 10¹².
func root(f func(float64) float64, in, out, fin, fout float64) float64 {
	last := 0
	for range 100 {
		if math.Abs(out-in) < 1e-12 {
			break
		}
		t := (in*fout - out*fin) / (fout - fin)
		switch ft := f(t); {
		case ft == 0:
			return t
		case ft < 0:
			in, fin = t, ft
			if last == -1 {
				fout /= 2
			}
			last = -1
		default:
			out, fout = t, ft
			if last == 1 {
				fin /= 2
			}
			last = 1
		}
		if math.Abs(fin) < 1e-9 || math.Abs(fout) < 1e-9 { // a nanometre
			break
		}
	}
	if math.Abs(fin) < math.Abs(fout) {
		return in
	}
	return out
}

// Within returns the spans of the line within r.
func (l *Line) Within(r Reach) Spans {
	var out []Span
	for k := range l.blocks {
		out = l.appendWithinBlock(out, &l.blocks[k], &r)
	}
	return Normalise(out)
}

// appendWithinBlock is appendWithin for a block, which its ball may rule out.
func (l *Line) appendWithinBlock(dst []Span, b *block, r *Reach) []Span {
	far := r.out + b.radiusM
	if b.centre.Sub(r.at).Norm2() > far*far {
		return dst
	}
	for k := b.from; k < b.to; k++ {
		dst = l.appendWithinRun(dst, &l.runs[k], r)
	}
	return dst
}

// appendWithinRun is appendWithin for a run, which its ball may rule out.
func (l *Line) appendWithinRun(dst []Span, u *run, r *Reach) []Span {
	far := r.out + u.radiusM
	if u.centre.Sub(r.at).Norm2() > far*far {
		return dst
	}
	return l.appendWithin(dst, int(u.from), int(u.to), r)
}

// At returns the place the reach is around.
func (r *Reach) At() orb.Point { return orb.Point{r.lon, r.lat} }
