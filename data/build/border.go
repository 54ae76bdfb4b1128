package main

import (
	"errors"
	"fmt"
	"math"
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

// sharedLine is the one chain of edges that both countries have, beginning at
// the end that lies at start.
func sharedLine(of, with country, start point) (line, error) {
	common := edges(with)
	var found []line
	for _, p := range of {
		for _, ring := range p {
			found = append(found, chains(ring, func(e edge) bool { return common[e] })...)
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("the two countries share %d chains of edges, one was expected", len(found))
	}
	l := found[0]
	i, err := l.find(start)
	if err != nil {
		return nil, err
	}
	switch i {
	case 0:
		return l, nil
	case len(l) - 1:
		return l.reversed(), nil
	default:
		return nil, fmt.Errorf("the shared line does not begin or end at %v", start)
	}
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
		m := between(a, b, 0.5)
		dx, dy := b[0]-a[0], b[1]-a[1]
		s := aside / math.Hypot(dx, dy)
		p, q := point{m[0] - dy*s, m[1] + dx*s}, point{m[0] + dy*s, m[1] - dx*s}
		if !left.contains(p) || !right.contains(q) {
			return fmt.Errorf("edge %d at %v does not have its countries left and right", i, m)
		}
	}
	return nil
}
