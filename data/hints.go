package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/frontier"
)

// maxSuggested is how many codes a message suggests.
const maxSuggested = 8

// suggest says which codes may have been meant.
func (c *Countries) suggest(code string) Message {
	var near []string
	for _, l := range c.Lands {
		if resembles(code, l.Code) {
			near = append(near, l.Code)
		}
	}
	if len(near) > 0 && len(near) <= maxSuggested {
		return say("write %s", oneOf(near))
	}
	var some []string
	for _, l := range c.Lands[:min(len(c.Lands), maxSuggested)] {
		some = append(some, l.Code)
	}
	if len(c.Lands) > maxSuggested {
		return say("write one of the %d codes that are there, such as %s; lindero init --all lists those with borders", len(c.Lands), oneOf(some))
	}
	return say("write %s", oneOf(some))
}

// resembles reports whether what was written may be meant for a country: its
// name or the start of it, or its code but for one letter.
func resembles(written, code string) bool {
	written = strings.ToUpper(strings.TrimSpace(written))
	for _, lang := range []string{"en", "es"} {
		if len(written) > 3 && strings.HasPrefix(strings.ToUpper(countryName(code, lang)), written) {
			return true
		}
	}
	alpha3 := code
	if r, ok := regionOf(code); ok {
		alpha3 = r.ISO3()
	}
	return oneOff(written, code) || oneOff(written, alpha3)
}

// oneOff reports whether two codes of the same length differ in one letter,
// or in the order of two that follow each other.
func oneOff(a, b string) bool {
	if len(a) != len(b) || len(a) < 3 {
		return false
	}
	var at []int
	for i := range len(a) {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	return len(at) == 1 || len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]]
}

// noBorder says why two countries have no border in the file, and which
// borders they have.
func (d *Drafting) noBorder(ctx context.Context, a, b frontier.Land) error {
	ps := &problems{file: d.Countries.File}
	between := frontier.Between(a, b)
	touch := frontier.Touch(a, b)
	what := say("%s and %s do not touch", a.Code, b.Code)
	switch {
	case len(between.Overlaps) > 0:
		what = say("%s and %s overlap: they have edges in common, but lie on the same side of them", a.Code, b.Code)
	case len(touch) == 1:
		what = say("%s and %s touch in a point at %s but share no edge", a.Code, b.Code, degrees(touch[0]))
	case len(touch) > 1:
		what = say("%s and %s touch in %d points, the first at %s, but share no edge", a.Code, b.Code, len(touch), degrees(touch[0]))
	case liesIn(a, b):
		what = say("%s lies within %s, whose polygons have no hole for it", a.Code, b.Code)
	case liesIn(b, a):
		what = say("%s lies within %s, whose polygons have no hole for it", b.Code, a.Code)
	}
	neighbours, err := d.neighbours(ctx, a)
	if err != nil {
		return err
	}
	mend := say("%s shares no edge with any country of the file: its polygons may not have the same vertices as theirs", a.Code)
	if len(neighbours) > 0 {
		mend = say("%s has borders with %s", a.Code, allOf(neighbours))
	}
	ps.add(Message{}, "", what, mend)
	return join(ps)
}

// liesIn reports whether all polygons of one land begin within another.
func liesIn(inner, outer frontier.Land) bool {
	var starts []orb.Point
	for _, p := range inner.Polygons {
		if len(p) > 0 && len(p[0]) > 0 {
			starts = append(starts, p[0][0])
		}
	}
	return len(starts) > 0 && !slices.Contains(geo.Held(starts, outer.Polygons), false)
}

// neighbours returns the countries that share a border with a, and its length,
// longest first.
func (d *Drafting) neighbours(ctx context.Context, a frontier.Land) ([]string, error) {
	type neighbour struct {
		code    string
		lengthM float64
	}
	var found []neighbour
	borders, err := frontier.All(ctx, d.Countries.Lands, d.Computing)
	if err != nil {
		return nil, err
	}
	for _, b := range borders {
		if b.Left != a.Code && b.Right != a.Code {
			continue
		}
		other := b.Left
		if other == a.Code {
			other = b.Right
		}
		if line, err := geo.NewLine(b.Parts...); err == nil {
			found = append(found, neighbour{other, line.LengthM()})
		}
	}
	slices.SortStableFunc(found, func(x, y neighbour) int { return cmp.Compare(y.lengthM, x.lengthM) })
	out := make([]string, len(found))
	for i, n := range found {
		out[i] = fmt.Sprintf("%s (%.1f km)", n.code, n.lengthM/1000)
	}
	return out, nil
}

// degrees writes a place as longitude and latitude.
func degrees(p orb.Point) Message { return say("%s", fmt.Sprintf("%.6f %.6f", p[0], p[1])) }
