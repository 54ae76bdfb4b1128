package geo

import (
	"math"

	"lindero/geo/wgs84"
)

// Sight is a distance at which places of one line are looked at from places of
// another, prepared for many questions. Beyond 100 km it is 100 km, and below
// 0 it sees nothing.
type Sight struct {
	chord2 float64 // squared; shorter is within
	out    float64 // longer chords between a place and a bound's centre, less its radius, are beyond
}

// NewSight returns a sight of so many metres.
func NewSight(metres float64) Sight {
	if !(metres >= 0) {
		return Sight{chord2: -1, out: math.Inf(-1)}
	}
	metres = math.Min(metres, wgs84.ChordMaxM)
	chord := wgs84.ChordOfArc(metres, (1/wgs84.MinCurvatureRadiusM+1/wgs84.MaxCurvatureRadiusM)/2)
	return Sight{chord * chord, chord + sagM + 0.01}
}

// AppendSeen appends the spans of l that are within sight of a place of
// another line, in order; spans that touch are joined. Unlike Within it takes
// pieces for straight and the curvature for the mean one, which makes distances
// up to 3 cm wrong. It makes no garbage, and costs a fraction of Within.
func (l *Line) AppendSeen(dst []Span, s *Sight, from *Line, chainageM float64) []Span {
	at := from.vec(from.piece(chainageM), chainageM)
	for k := range l.blocks {
		b := &l.blocks[k]
		if far := s.out + b.radiusM; !(far >= 0) || b.centre.Sub(at).Norm2() > far*far {
			continue
		}
		for r := b.from; r < b.to; r++ {
			u := &l.runs[r]
			if far := s.out + u.radiusM; u.centre.Sub(at).Norm2() <= far*far {
				dst = l.appendSeen(dst, int(u.from), int(u.to), at, s.chord2)
			}
		}
	}
	return dst
}

// appendSeen is AppendSeen for the pieces [from, to).
func (l *Line) appendSeen(dst []Span, from, to int, at wgs84.Vec, chord2 float64) []Span {
	a := l.v[from].Sub(at)
	a2 := a.Norm2()
	for i := from; i < to; i++ {
		b := l.v[i+1].Sub(at)
		b2 := b.Norm2()
		lo, hi := l.cum[i], l.cum[i+1]
		if a2 > chord2 || b2 > chord2 {
			d := b.Sub(a)
			dd, ad := d.Norm2(), a.Dot(d)
			q := ad*ad - dd*(a2-chord2)
			if q <= 0 || dd == 0 {
				a, a2 = b, b2
				continue
			}
			w, length := math.Sqrt(q), hi-lo
			t0, t1 := (-ad-w)/dd, (-ad+w)/dd
			if t1 < 1 {
				hi = lo + t1*length
			}
			if t0 > 0 {
				lo += t0 * length
			}
		}
		dst = extend(dst, lo, hi)
		a, a2 = b, b2
	}
	return dst
}
