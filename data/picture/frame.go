package picture

import (
	"math"
	"slices"
)

// marginPx is what lies left and right of the lines, for dates.
const marginPx = 92

// frame is the part of the picture with the lines: what of the border and of
// time it shows, and where.
type frame struct {
	left, top, wide, high float64 // in pixels
	lengthM               float64 // of the border
	fromH, toH            float64
}

func (f *frame) x(m float64) float64 { return f.left + m/f.lengthM*f.wide }
func (f *frame) y(h float64) float64 { return f.top + (h-f.fromH)/(f.toH-f.fromH)*f.high }

func (f *frame) right() float64 { return f.left + f.wide }
func (f *frame) base() float64  { return f.top + f.high }

// knot is where on the border something is at an hour. Chainages count on
// round a ring.
type knot struct{ m, h float64 }

// lines returns what the frame shows of a way, of which the hours do not
// decrease: cut at the ends of its time, and on a ring where the border
// begins.
func (f *frame) lines(way []knot) [][]point {
	var out [][]point
	way = cutTime(way, f.fromH, f.toH)
	var line []point
	for i := 1; i < len(way); i++ {
		for _, piece := range f.turns(way[i-1], way[i]) {
			a, b := point{X: f.x(piece[0].m), Y: f.y(piece[0].h)}, point{X: f.x(piece[1].m), Y: f.y(piece[1].h)}
			if len(line) == 0 || line[len(line)-1] != a {
				if len(line) > 1 {
					out = append(out, line)
				}
				line = []point{a}
			}
			line = append(line, b)
		}
	}
	if len(line) > 1 {
		out = append(out, line)
	}
	return out
}

// cutTime returns the part of a way between two hours.
func cutTime(way []knot, fromH, toH float64) []knot {
	var out []knot
	add := func(k knot) {
		if len(out) == 0 || out[len(out)-1] != k {
			out = append(out, k)
		}
	}
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		if b.h < fromH || a.h > toH || b.h < a.h {
			continue
		}
		add(between(a, b, max(a.h, fromH)))
		add(between(a, b, min(b.h, toH)))
	}
	return out
}

// between returns where a straight way is at an hour.
func between(a, b knot, h float64) knot {
	switch {
	case h <= a.h:
		return a
	case h >= b.h:
		return b
	}
	return knot{a.m + (b.m-a.m)*(h-a.h)/(b.h-a.h), h}
}

// turns cuts a straight piece of a way where the border begins and ends, and
// brings it within its length.
func (f *frame) turns(a, b knot) [][2]knot {
	low, high := min(a.m, b.m), max(a.m, b.m)
	if most := mostTurns * f.lengthM; !(low >= -most && high <= most) {
		return nil
	}
	const hairM = 1e-3
	var cuts []float64
	for k := math.Floor(low/f.lengthM) + 1; k*f.lengthM < high-hairM; k++ {
		if k*f.lengthM > low+hairM {
			cuts = append(cuts, k*f.lengthM)
		}
	}
	if b.m < a.m {
		slices.Reverse(cuts)
	}
	var out [][2]knot
	last := a
	for _, m := range append(cuts, b.m) {
		next := b
		if m != b.m {
			next = knot{m, a.h + (b.h-a.h)*(m-a.m)/(b.m-a.m)}
		}
		shift := f.turn((last.m + next.m) / 2)
		out = append(out, [2]knot{{f.within(last.m - shift), last.h}, {f.within(next.m - shift), next.h}})
		last = next
	}
	return out
}

// mostTurns is how often a way goes round a ring at most; one that goes round
// more often is not drawn.
const mostTurns = 100

// turn returns what to take from a chainage to bring it within the border: 0
// where it is there.
func (f *frame) turn(m float64) float64 {
	if m >= 0 && m <= f.lengthM || math.IsInf(m, 0) || math.IsNaN(m) {
		return 0
	}
	return math.Floor(m/f.lengthM) * f.lengthM
}

func (f *frame) within(m float64) float64 {
	if !(m > 0) {
		return 0
	}
	return min(m, f.lengthM)
}

// place returns where the frame shows a place at an hour, if it does.
func (f *frame) place(m, h float64) (point, bool) {
	at := point{X: f.x(f.within(m - f.turn(m))), Y: f.y(h)}
	return at, h >= f.fromH && h <= f.toH
}

// span cuts a span of the border that may count on round a ring.
func (f *frame) span(fromM, toM float64) [][2]float64 {
	var out [][2]float64
	for _, piece := range f.turns(knot{fromM, 0}, knot{min(toM, fromM+f.lengthM), 1}) {
		if piece[1].m > piece[0].m {
			out = append(out, [2]float64{piece[0].m, piece[1].m})
		}
	}
	return out
}
