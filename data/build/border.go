package main

import (
	"errors"
	"fmt"
	"math"

	"lindero/data/osm"
	"lindero/geo/frontier"
)

// toleranceKM is how far a length may be from what it was when the pins were
// set.
const toleranceKM = 0.1

// stretch is one part of a line, in the line's direction.
type stretch struct {
	id, kind, name string
	km             float64
	end            point // where the next one begins
}

// sharedLine is the border of two countries, the first to its left: one part,
// which begins at start.
func sharedLine(left, right country, start point) (line, error) {
	parts := frontier.Between(left.land("left"), right.land("right")).Parts
	if len(parts) != 1 {
		return nil, fmt.Errorf("the two countries share %d lines, one was expected", len(parts))
	}
	l := lineOf(parts[0])
	if i, err := l.find(start); err != nil || i != 0 {
		return nil, errors.Join(fmt.Errorf("the shared line does not begin at %v", start), err)
	}
	return l, nil
}

// cutStretches divides the line where the stretches end; the last must end
// with it.
func cutStretches(l line, s []stretch) ([]line, error) {
	var at []point
	for _, one := range s[:len(s)-1] {
		at = append(at, one.end)
	}
	if i, err := l.find(s[len(s)-1].end); err != nil || i != len(l)-1 {
		return nil, errors.Join(fmt.Errorf("the line does not end at %v", s[len(s)-1].end), err)
	}
	return l.cut(at...)
}

func checkKM(what string, l line, want float64) error {
	if got := l.km(); math.Abs(got-want) > toleranceKM {
		return fmt.Errorf("%s is %.3f km long, %.1f km were expected", what, got, want)
	}
	return nil
}

// checkSides holds every edge to left and right: half a metre beside its
// middle lies the country that is said to be there.
func checkSides(l line, left, right country) error {
	const aside = 0.5e-5 // degrees
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		m := osm.Between(a, b, 0.5)
		dx, dy := b[0]-a[0], b[1]-a[1]
		s := aside / math.Hypot(dx, dy)
		p, q := point{m[0] - dy*s, m[1] + dx*s}, point{m[0] + dy*s, m[1] - dx*s}
		if !left.contains(p) || !right.contains(q) {
			return fmt.Errorf("edge %d at %v does not have its countries left and right", i, m)
		}
	}
	return nil
}
