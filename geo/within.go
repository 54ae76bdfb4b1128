package geo

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Within returns the spans of the line within so many metres of a shape: a
// point, line, ring, polygon, bound or any collection of them. A polygon's
// inside is at distance 0. Distances to a line or a polygon's edge have the
// bounds of the package comment up to 100 km; farther away a shape of edges
// is refused, as are shapes that cannot be measured.
func Within(l *Line, shape orb.Geometry, metres float64) (Spans, error) {
	switch g := shape.(type) {
	case orb.Point:
		return l.Within(NewReach(g, metres)), nil
	case orb.MultiPoint:
		var out []Span
		for _, p := range g {
			out = append(out, l.Within(NewReach(p, metres))...)
		}
		return Normalise(out), nil
	case orb.LineString:
		return withinLines(l, orb.MultiLineString{g}, metres)
	case orb.MultiLineString:
		return withinLines(l, g, metres)
	case orb.Ring:
		return withinPolygon(l, orb.Polygon{g}, metres)
	case orb.Bound:
		return withinPolygon(l, boundPolygon(g), metres)
	case orb.Polygon:
		return withinPolygon(l, g, metres)
	case orb.MultiPolygon:
		var out Spans
		for _, p := range g {
			s, err := withinPolygon(l, p, metres)
			if err != nil {
				return nil, err
			}
			out = out.Union(s)
		}
		return out.Close(seamM), nil
	case orb.Collection:
		var out Spans
		for _, p := range g {
			s, err := Within(l, p, metres)
			if err != nil {
				return nil, err
			}
			out = out.Union(s)
		}
		return out, nil
	}
	return nil, fmt.Errorf("within: %T is no shape to measure from", shape)
}

// seamM is what rounding may leave open between the two halves of a polygon
// cut at the antimeridian.
const seamM = 1e-6

func withinPolygon(l *Line, p orb.Polygon, metres float64) (Spans, error) {
	if !(metres >= 0) {
		return nil, nil
	}
	inside := Inside(l, p)
	lines := make(orb.MultiLineString, len(p))
	for i, r := range p {
		lines[i] = orb.LineString(closed(r))
	}
	edge, err := withinLines(l, lines, metres)
	return inside.Union(edge), err
}

func withinLines(l *Line, shape orb.MultiLineString, metres float64) (Spans, error) {
	if metres > wgs84.ChordMaxM {
		return nil, fmt.Errorf("within: %g m of a line is beyond %g m", metres, wgs84.ChordMaxM)
	}
	other, err := NewLine(shape...)
	if err != nil {
		return nil, fmt.Errorf("within: %w", err)
	}
	return l.WithinLine(other, metres), nil
}

// WithinLine returns the spans of l within so many metres of another line;
// more than 100 km are taken as 100 km. It looks at every pair of runs, and at
// every pair of pieces of those that are neither far apart nor close together.
func (l *Line) WithinLine(other *Line, metres float64) Spans {
	if !(metres >= 0) {
		return nil
	}
	metres = math.Min(metres, wgs84.ChordMaxM)
	out := wgs84.ChordOfArc(metres, 1/wgs84.MaxCurvatureRadiusM) + 2*sagM + 0.01
	in := wgs84.ChordOfArc(metres, 1/wgs84.MinCurvatureRadiusM)
	var spans, some []Span
	for i := range l.runs {
		u := &l.runs[i]
		if other.holds(u, in) {
			spans = extend(spans, l.cum[u.from], l.cum[u.to]) // all of it, whatever the piece
			continue
		}
		some = some[:0]
		held := uint32(0)
		for j := range other.runs {
			if w := &other.runs[j]; u.reaches(w, out+u.radiusM+w.radiusM) {
				some, held = l.appendWithinRuns(some, held, u, other, w, metres, out)
			}
		}
		spans = append(spans, Normalise(some)...)
	}
	return Normalise(spans)
}

// holds reports whether all of a run of another line is surely within a chord of a
// run of the line, or of one of its vertices.
func (l *Line) holds(u *run, chord float64) bool {
	least := chord - u.radiusM - 0.01
	if least < 0 {
		return false
	}
	for j := range l.runs {
		w := &l.runs[j]
		if !u.reaches(w, least+w.radiusM) {
			continue
		}
		if u.reaches(w, chord-u.radiusM-w.radiusM) {
			return true
		}
		for _, v := range l.v[w.from : w.to+1] {
			if v.Sub(u.centre).Norm2() <= least*least {
				return true
			}
		}
	}
	return false
}

// reaches reports whether the runs' centres are within a chord of each other.
func (u *run) reaches(w *run, chord float64) bool {
	return chord >= 0 && u.centre.Sub(w.centre).Norm2() <= chord*chord
}

// appendWithinRuns appends the spans of run u within reach of run w: of each
// of w's vertices, and beside each of its pieces. Longer chords than out, between
// places of the two, are beyond reach. Pieces of u that are in dst as a whole, and
// come to be so, are held, the first of them in bit 0; they are not looked at again.
func (l *Line) appendWithinRuns(dst []Span, held uint32, u *run, other *Line, w *run, metres, out float64) ([]Span, uint32) {
	all := uint32(1)<<(u.to-u.from) - 1
	for j := w.from; j <= w.to; j++ {
		r := NewReach(orb.Point{}, metres)
		r.place = place{at: other.v[j]} // longitude and latitude serve reaches beyond 100 km only
		if far := r.out + u.radiusM; u.centre.Sub(r.at).Norm2() <= far*far {
			dst, held = l.appendUnheld(dst, held, u, &r)
		}
		if j == w.to || held == all {
			break
		}
		middle, half := halfway(other.v[j], other.v[j+1])
		if far := out + half + u.radiusM; middle.Sub(u.centre).Norm2() > far*far {
			continue
		}
		for i := int(u.from); i < int(u.to); i++ {
			// From the end of a piece none of it is farther than it is long.
			if far := out + half + l.cum[i+1] - l.cum[i]; held&(1<<(i-int(u.from))) != 0 || middle.Sub(l.v[i]).Norm2() > far*far {
				continue
			}
			t0, t1, ok := beside(l.v[i], l.v[i+1], other.v[j], other.v[j+1], metres)
			if ok {
				c, s := l.cum[i], l.cum[i+1]-l.cum[i]
				dst = extend(dst, c+t0*s, c+t1*s)
			}
		}
	}
	return dst, held
}

// appendUnheld is appendWithin for the pieces of a run that are not held, and
// returns those that are then.
func (l *Line) appendUnheld(dst []Span, held uint32, u *run, r *Reach) ([]Span, uint32) {
	for i := int(u.from); i < int(u.to); i++ {
		bit := uint32(1) << (i - int(u.from))
		if held&bit != 0 {
			continue
		}
		a, b := l.v[i].Sub(r.at), l.v[i+1].Sub(r.at)
		a2 := a.Norm2()
		if a2 <= r.in2 && b.Norm2() <= r.in2 {
			dst, held = extend(dst, l.cum[i], l.cum[i+1]), held|bit
		} else if lo, hi, ok := l.withinPieceM(i, a, b, a2, r); ok {
			dst = extend(dst, lo, hi)
		}
	}
	return dst, held
}

// halfway returns the middle of a chord and half its length.
func halfway(p, q wgs84.Vec) (wgs84.Vec, float64) {
	half := q.Sub(p).Scale(0.5)
	return p.Add(half), half.Norm()
}

// beside returns the part [t0, t1] of the piece a–b that lies within so many
// metres of the piece p–q and has its foot on it.
func beside(a, b, p, q wgs84.Vec, metres float64) (t0, t1 float64, ok bool) {
	d, e := b.Sub(a), q.Sub(p)
	dd, ee := d.Norm2(), e.Norm2()
	if dd == 0 || ee == 0 {
		return 0, 0, false
	}
	// The foot on p–q of the place at t is at fraction f0 + t·f1.
	w := a.Sub(p)
	f0, f1 := w.Dot(e)/ee, d.Dot(e)/ee
	t0, t1, ok = between(f0, f1)
	if !ok {
		return 0, 0, false
	}
	// Its offset is u + t·v; both perpendicular to e.
	u, v := w.Sub(e.Scale(f0)), d.Sub(e.Scale(f1))
	uu, uv, vv := u.Norm2(), u.Dot(v), v.Norm2()
	best := t0
	if vv > 0 {
		best = math.Min(math.Max(-uv/vv, t0), t1)
	}
	// Both chords run below the surface there; only the difference counts.
	foot := f0 + best*f1
	h := sag(a, d, best) - sag(p, e, foot)
	across := u.Add(v.Scale(best))
	chord := wgs84.ChordOfArc(metres, wgs84.Curvature(p.Add(w.Scale(0.5)), across))
	c := uu - chord*chord - h*h
	if vv < 1e-18*dd { // parallel
		return t0, t1, c <= 0 && t0 < t1
	}
	disc := uv*uv - vv*c
	if disc < 0 {
		return 0, 0, false
	}
	root := math.Sqrt(disc)
	t0, t1 = math.Max(t0, (-uv-root)/vv), math.Min(t1, (-uv+root)/vv)
	return t0, t1, t0 < t1
}

// between returns the part of [0, 1] where f0 + t·f1 is in [0, 1].
func between(f0, f1 float64) (t0, t1 float64, ok bool) {
	if f1 == 0 {
		return 0, 1, f0 >= 0 && f0 <= 1
	}
	t0, t1 = -f0/f1, (1-f0)/f1
	if t0 > t1 {
		t0, t1 = t1, t0
	}
	t0, t1 = math.Max(t0, 0), math.Min(t1, 1)
	return t0, t1, t0 < t1
}
