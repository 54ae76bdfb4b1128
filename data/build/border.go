package main

import (
	"errors"
	"fmt"
	"math"

	"lindero/geo/frontier"
)

// mouth is where the shared line begins: its first vertex at the Suchiate's
// mouth. INEGI's boundary ends at -92.22581 14.52942, 0.4 km south-east of it;
// it is led to the vertex, so that the border is one chain.
var mouth = point{-92.229007, 14.530364}

// pacific is the boundary at sea from its outer end, without its last vertex
// (INEGI).
var pacific = line{{-94.30881, 11.87329}, {-93.36349, 13.08288}}

// What the shared line measures in the pinned package.
const (
	borderVertices = 2556
	borderKM       = 963.5
	toleranceKM    = 0.1
)

// stretch is one part of the shared line, from the mouth northwards.
type stretch struct {
	id, kind, name string
	km             float64
	end            point // where the next one begins
}

var stretches = []stretch{
	{"suchiate", "river", "Río Suchiate", 83.9, point{-92.05928, 15.07082}},
	{"volcan-tacana-rio-chixoy", "land", "Volcán Tacaná – Río Chixoy", 268.1, point{-90.44222, 16.07403}},
	{"chixoy-salinas", "river", "Río Chixoy o Salinas", 112.1, point{-90.54258, 16.46492}},
	{"usumacinta", "river", "Río Usumacinta", 194.2, point{-91.43978, 17.25084}},
	{"usumacinta-belice", "land", "Río Usumacinta – Belice", 305.2, point{-89.15190, 17.81563}},
}

// deriveBorder gives the stretches of the border in order, from the outer end
// of the Pacific boundary to the tripoint with Belize.
func deriveBorder(lands map[string]country) ([]feature, error) {
	shared, err := sharedLine(lands["MEX"], lands["GTM"], mouth)
	if err != nil {
		return nil, err
	}
	if len(shared) != borderVertices {
		return nil, fmt.Errorf("the shared line has %d vertices, %d were expected", len(shared), borderVertices)
	}
	if err := checkKM("the shared line", shared, borderKM); err != nil {
		return nil, err
	}
	if err := checkSides(shared, lands["MEX"], lands["GTM"]); err != nil {
		return nil, err
	}
	parts, err := cutStretches(shared, stretches)
	if err != nil {
		return nil, err
	}
	sea := append(append(line{}, pacific...), shared[0])
	features := []feature{borderFeature("pacific", "sea", "Límite marítimo del Pacífico", sea)}
	for i, s := range stretches {
		if err := checkKM(s.id, parts[i], s.km); err != nil {
			return nil, err
		}
		features = append(features, borderFeature(s.id, s.kind, s.name, parts[i]))
	}
	return features, nil
}

func borderFeature(id, kind, name string, l line) feature {
	return feature{id, map[string]any{"kind": kind, "name": name, "left": "MX", "right": "GT"}, l.tidy()}
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
