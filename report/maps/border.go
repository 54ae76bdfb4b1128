package maps

import (
	"math"
	"sort"

	"lindero/data/drawing"
	"lindero/geo"
	"lindero/sectors"
)

// traced is a part of a route as a frame shows it, with the chainages of its
// places along the route.
type traced struct {
	line []xy
	m    []float64
}

// shown is a route as a frame shows it.
type shown struct {
	route *sectors.Route
	fromM float64 // border chainage at which it begins
	parts []traced
}

// traceRoute shows a route, without places that make no difference to the eye.
func (f *frame) traceRoute(r *sectors.Route, fromM float64) shown {
	out := shown{route: r, fromM: fromM}
	chainages := r.Line.Chainages()
	for i, part := range r.Line.Parts() {
		line, m := f.trace(part, chainages[i])
		keep := simple(line)
		t := traced{make([]xy, len(keep)), make([]float64, len(keep))}
		for k, at := range keep {
			t.line[k], t.m[k] = line[at], m[at]
		}
		out.parts = append(out.parts, t)
	}
	return out
}

// slice returns the lines of a span of a route.
func (s *shown) slice(span geo.Span) [][]xy {
	var out [][]xy
	for i := range s.parts {
		if line := s.parts[i].slice(span.FromM, span.ToM); len(line) > 1 {
			out = append(out, line)
		}
	}
	return out
}

func (t *traced) slice(fromM, toM float64) []xy {
	last := len(t.m) - 1
	fromM, toM = max(fromM, t.m[0]), min(toM, t.m[last])
	if !(fromM < toM) {
		return nil
	}
	i := sort.SearchFloat64s(t.m, fromM)
	out := []xy{t.at(i, fromM)}
	for ; i <= last && t.m[i] < toM; i++ {
		if t.m[i] > fromM {
			out = append(out, t.line[i])
		}
	}
	return append(out, t.at(min(i, last), toM))
}

// at returns the place of a chainage that lies before the place i, or at it.
func (t *traced) at(i int, m float64) xy {
	if i == 0 || t.m[i] <= m {
		return t.line[i]
	}
	a, b := t.line[i-1], t.line[i]
	share := (m - t.m[i-1]) / (t.m[i] - t.m[i-1])
	return xy{a.x + (b.x-a.x)*share, a.y + (b.y-a.y)*share}
}

// turned cuts a span of border chainage, which may count on round a ring, into
// those within its length.
func turned(fromM, toM, lengthM float64) []geo.Span {
	if !(lengthM > 0) || !(toM > fromM) || math.IsInf(fromM, 0) || math.IsInf(toM, 0) {
		return nil
	}
	if fromM < 0 || toM > lengthM*(1+1e-9) {
		shift := math.Floor(fromM/lengthM) * lengthM
		fromM, toM = fromM-shift, min(toM, fromM+lengthM)-shift
	}
	if toM <= lengthM*(1+1e-9) {
		return []geo.Span{{FromM: fromM, ToM: min(toM, lengthM)}}
	}
	return []geo.Span{{FromM: fromM, ToM: lengthM}, {FromM: 0, ToM: toM - lengthM}}
}

// stretch returns the lines of a span of border chainage.
func (c *chart) stretch(fromM, toM float64) [][]xy {
	var out [][]xy
	for _, span := range turned(fromM, toM, c.lengthM) {
		for i := range c.border {
			b := &c.border[i]
			if at := b.fromM; span.ToM > at && span.FromM < at+b.route.Line.LengthM() {
				out = append(out, b.slice(geo.Span{FromM: span.FromM - at, ToM: span.ToM - at})...)
			}
		}
	}
	return joined(out)
}

// joined puts lines together that go on from each other.
func joined(lines [][]xy) [][]xy {
	var out [][]xy
	for _, line := range lines {
		if n := len(out); n > 0 {
			const hairPx = 0.2
			if a, b := out[n-1][len(out[n-1])-1], line[0]; math.Hypot(a.x-b.x, a.y-b.y) < hairPx {
				out[n-1] = append(out[n-1], line[1:]...)
				continue
			}
		}
		out = append(out, append([]xy(nil), line...))
	}
	return out
}

// lines draws what the frame has of lines, as one mark, and reports whether it has
// any.
func (c *chart) lines(class string, lines [][]xy) bool {
	var out [][]drawing.Point
	for _, line := range lines {
		for _, part := range clipLine(line, c.px) {
			out = append(out, points(part))
		}
	}
	c.Path(class, out...)
	return len(out) > 0
}
