package cql2_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
	"pgregory.net/rapid"

	"lindero/server/cql2"
)

// failer is what is asked of a test to parse for: that of rapid too.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func parse(t failer, text string, o cql2.Options) *cql2.Filter {
	t.Helper()
	f, err := cql2.ParseText(text, o)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f
}

// TestMatch: what the standard leaves open, and what random filters do not
// come to.
func TestMatch(t *testing.T) {
	x := plain{map[string]any{
		"name": "Straße", "owner": "José ガ", "id": "a\nb", "floors": 3, "value": math.NaN(), "length_m": 1e6, "swimming_pool": true,
		"updated": "2026-03-04T23:30:00-06:00", "starts_at": "2026-03-05T06:00:00Z", "ends_at": "2026-03-04T06:00:00Z", "built": "2026-03-05",
		"layer:ids": []string{}, "sides": []string{"GT", "MX", "GT"},
	}, orb.MultiLineString{{{179, 1}, {180, 2}}, {{-180, 2}, {-179, 3}}}}
	for text, want := range map[string]bool{
		// Case folding is full; marks go, voicing marks stay.
		"CASEI(name) = CASEI('STRASSE')": true,
		"CASEI(name) LIKE CASEI('%SS_')": true,
		"ACCENTI(owner) = 'Jose ガ'":      true,
		"ACCENTI(owner) = 'Jose カ'":      false,
		"ACCENTI(owner) LIKE 'Jose _'":   true,
		"id LIKE 'a_b'":                  true,
		"name LIKE 'stra%'":              false,
		`name LIKE 'Straße\\'`:           false,
		// NaN, and values of another type, are NULL.
		"value IS NULL":                      true,
		"value = 1 OR value <> 1":            false,
		"length_m > 999999.5 AND floors = 3": true,
		// A time has an offset; a date is all of its day in UTC.
		"updated = TIMESTAMP('2026-03-05T05:30:00Z')":                                   true,
		"updated = DATE('2026-03-05')":                                                  true,
		"updated > DATE('2026-03-05')":                                                  false,
		"updated >= DATE('2026-03-05') AND updated <= built":                            true,
		"T_INTERSECTS(updated, INTERVAL('2026-03-05', '2026-03-05'))":                   true,
		"T_BEFORE(updated, DATE('2026-03-05'))":                                         false,
		"T_AFTER(updated, TIMESTAMP('2026-03-05T05:29:59.999999999Z'))":                 true,
		"T_DURING(INTERVAL(built, built), INTERVAL('..', '2026-03-06'))":                true,
		"T_EQUALS(INTERVAL('..', built), INTERVAL('..', '2026-03-05T12:00:00Z'))":       true,
		"T_STARTS(INTERVAL('..', '2026-03-05'), INTERVAL('..', '..'))":                  true,
		"T_CONTAINS(INTERVAL('..', '..'), INTERVAL('0000-01-01', '9999-12-31'))":        true,
		"T_MEETS(INTERVAL('..', '2026-03-05'), INTERVAL('2026-03-05T10:00:00Z', '..'))": true,
		"T_DISJOINT(INTERVAL('..', '2026-03-05'), INTERVAL('2026-03-05', '..'))":        false,
		"INTERVAL(starts_at, ends_at) IS NULL":                                          true,
		"T_INTERSECTS(INTERVAL(starts_at, ends_at), INTERVAL('..', '..')) IS NULL":      true,
		"updated BETWEEN DATE('2026-03-05') AND TIMESTAMP('2026-03-05T05:30:00Z')":      true,
		"built IN (TIMESTAMP('2026-03-05T05:30:00Z'), DATE('2026-01-01'))":              true,
		// Lists are sets.
		"A_EQUALS(sides, ('MX', 'GT'))":          true,
		"A_EQUALS(sides, ('MX'))":                false,
		"A_EQUALS(('GT'), sides)":                false,
		"A_CONTAINS(layer:ids, ())":              true,
		"A_OVERLAPS(layer:ids, layer:ids)":       false,
		"layer:ids IS NULL":                      false,
		"A_CONTAINS(sides, ('GT', CASEI('GT')))": false,
		// Over ±180°; literals alone.
		"S_INTERSECTS(geometry, BBOX(179.9, 0, -179.9, 5))":                  true,
		"S_WITHIN(geometry, BBOX(179, 0, -179, 5))":                          true,
		"S_INTERSECTS(geometry, BBOX(-178, 0, 178, 5))":                      false,
		"S_INTERSECTS(geometry, BBOX(180, 0, -179.9, 5))":                    true,
		"S_INTERSECTS(footprint, geometry) AND S_EQUALS(geometry, geometry)": true,
		"S_CONTAINS(BBOX(0, 0, 2, 2), POINT(1 1)) AND floors = 3":            true,
		"S_TOUCHES(BBOX(0, 0, 2, 2), POINT(1 1))":                            false,
		"S_CONTAINS(geometry, POINT(179.5 1.5))":                             true,
		"S_INTERSECTS(geometry, POINT(-180 2)) AND geometry IS NOT NULL":     true,
		"S_TOUCHES(geometry, BBOX(170, 1, 179, 1))":                          true,
		"S_WITHIN(geometry, BBOX(-180, -90, 180, 90))":                       true,
	} {
		if got := parse(t, text, queryables).Match(x); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	none := plain{values: map[string]any{"name": 5, "updated": "soon", "floors": "3", "swimming_pool": "x", "sides": "GT"}}
	for _, name := range []string{"name", "updated", "floors", "swimming_pool", "sides", "geometry", "owner"} {
		if !parse(t, name+" IS NULL", queryables).Match(none) {
			t.Errorf("%s is not NULL", name)
		}
	}
	for _, text := range []string{"S_DISJOINT(geometry, POINT(0 0))", "NOT S_INTERSECTS(geometry, POINT(0 0))", "S_EQUALS(geometry, geometry)"} {
		if parse(t, text, queryables).Match(none) {
			t.Errorf("%s matches where there is no geometry", text)
		}
	}
	// What is on the edge is not contained, in a collection too.
	corner := plain{shape: orb.Point{0, 1}}
	for _, c := range []string{"POLYGON((0 0, 1 0, 0 1, 0 0))",
		"GEOMETRYCOLLECTION(LINESTRING(0 0, 7 0, 0 0, 7 0), LINESTRING(0 0, 7 0, 0 0, 7 0), MULTIPOLYGON(((0 0, 1 0, 0 1, 0 0)), ((3 0, 4 0, 3 1, 3 0))))"} {
		if f := parse(t, "S_CONTAINS("+c+", geometry)", queryables); f.Match(corner) {
			t.Errorf("%s contains its corner", c)
		}
	}
	empty := plain{shape: orb.MultiLineString{}}
	if !parse(t, "S_DISJOINT(geometry, BBOX(0, 0, 1, 1)) AND NOT S_WITHIN(geometry, BBOX(0, 0, 1, 1))", queryables).Match(empty) {
		t.Error("a geometry without a place is not disjoint from all")
	}
}

// TestBounds: boxes narrow a search where they can, and nowhere else.
func TestBounds(t *testing.T) {
	const here, there = "S_INTERSECTS(geometry, BBOX(0, 0, 1, 1))", "S_WITHIN(geometry, BBOX(10, 10, 30, 30))"
	small, large := "[{[0 0] [1 1]}]", "[{[10 10] [30 30]}]"
	for text, want := range map[string]string{
		here:                     small,
		there:                    large,
		there + " AND " + here:   small,
		here + " AND name = 'x'": small,
		here + " OR " + there:    "[{[0 0] [1 1]} {[10 10] [30 30]}]",
		here + " OR name = 'x'":  "[]",
		"NOT " + here:            "[]",
		"NOT (NOT " + here + ")": small,
		"NOT S_DISJOINT(geometry, BBOX(0, 0, 1, 1))":                  small,
		"S_DISJOINT(geometry, BBOX(0, 0, 1, 1))":                      "[]",
		"NOT (S_DISJOINT(geometry, BBOX(0, 0, 1, 1)) OR name = 'x')":  small,
		"NOT (S_DISJOINT(geometry, BBOX(0, 0, 1, 1)) AND name = 'x')": "[]",
		"(" + here + ") IS NULL":                                      "[]",
		"S_INTERSECTS(BBOX(0, 0, 1, 1), geometry)":                    small,
		"S_INTERSECTS(geometry, geometry)":                            "[]",
		"S_INTERSECTS(geometry, BBOX(170, 0, -170, 1))":               "[{[170 0] [180 1]} {[-180 0] [-170 1]}]",
		"S_CROSSES(LINESTRING(1 5, 2 4), geometry)":                   "[{[1 4] [2 5]}]",
	} {
		if got := fmt.Sprint(parse(t, text, queryables).Bounds()); got != want {
			t.Errorf("%s: %s, not %s", text, got, want)
		}
	}
	many := here
	for i := range 40 {
		many += fmt.Sprintf(" OR S_INTERSECTS(geometry, POINT(%d 2))", i)
	}
	if got := fmt.Sprint(parse(t, many, queryables).Bounds()); got != "[{[0 0] [39 2]}]" {
		t.Error(got)
	}
}

// TestBoxIsExact: whether a line meets a box is what fractions say, also where
// the line grazes a corner by the last bit.
func TestBoxIsExact(t *testing.T) {
	grazed := 0
	rapid.Check(t, func(t *rapid.T) {
		grid := func(name string) float64 { return float64(rapid.IntRange(-30, 30).Draw(t, name)) / 10 }
		w, s := grid("w"), grid("s")
		e, n := w+math.Abs(grid("width")), s+math.Abs(grid("height"))
		// A segment through a corner, or nearly so.
		corner := rapid.SampledFrom([]orb.Point{{w, s}, {e, n}, {w, n}, {e, s}}).Draw(t, "corner")
		dx, dy, k := grid("dx"), grid("dy"), rapid.Float64Range(-2, 2).Draw(t, "k")
		a := orb.Point{corner[0] + dx, corner[1] + dy}
		b := orb.Point{corner[0] - k*dx, corner[1] - k*dy}
		if rapid.Bool().Draw(t, "nudge") {
			b[1] = math.Nextafter(b[1], rapid.SampledFrom([]float64{-9, 9}).Draw(t, "to"))
		}
		f := parse(t, fmt.Sprintf("S_INTERSECTS(geometry, BBOX(%v, %v, %v, %v))", w, s, e, n), queryables)
		want := clipped(a, b, w, s, e, n)
		for _, g := range []orb.Geometry{orb.LineString{a, b}, orb.MultiLineString{{{80, 80}, {81, 81}}, {b, a}}} {
			if got := f.Match(plain{shape: g}); got != want {
				t.Fatalf("%v meets %v %v %v %v: %v", g, w, s, e, n, got)
			}
		}
		if want {
			grazed++
		}
	})
	if grazed == 0 && !t.Failed() {
		t.Error("no line meets a box")
	}
}

// clipped clips a segment to a box in fractions (Liang and Barsky).
func clipped(a, b orb.Point, w, s, e, n float64) bool {
	rat := func(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }
	lo, hi := rat(0), rat(1)
	for axis, r := range [2][2]float64{{w, e}, {s, n}} {
		p, d := rat(a[axis]), new(big.Rat).Sub(rat(b[axis]), rat(a[axis]))
		if d.Sign() == 0 {
			if a[axis] < r[0] || a[axis] > r[1] {
				return false
			}
			continue
		}
		from := new(big.Rat).Quo(new(big.Rat).Sub(rat(r[0]), p), d)
		to := new(big.Rat).Quo(new(big.Rat).Sub(rat(r[1]), p), d)
		if from.Cmp(to) > 0 {
			from, to = to, from
		}
		if from.Cmp(lo) > 0 {
			lo = from
		}
		if to.Cmp(hi) < 0 {
			hi = to
		}
	}
	return lo.Cmp(hi) <= 0
}

// TestFromCRS: literals are taken to longitude and latitude, and written out as
// they were given.
func TestFromCRS(t *testing.T) {
	each := func(g orb.Geometry, do func(orb.Point) orb.Point) orb.Geometry {
		switch g := g.(type) {
		case orb.Point:
			return do(g)
		case orb.MultiPoint:
			for i := range g {
				g[i] = do(g[i])
			}
		case orb.LineString:
			for i := range g {
				g[i] = do(g[i])
			}
		case orb.Polygon:
			for _, r := range g {
				for i := range r {
					r[i] = do(r[i])
				}
			}
		}
		return g
	}
	with := func(do func(orb.Point) orb.Point) cql2.Options {
		o := queryables
		o.FromCRS = func(g orb.Geometry) (orb.Geometry, error) { return each(g, do), nil }
		return o
	}
	swapped := with(func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} })
	turned := with(func(p orb.Point) orb.Point { return orb.Point{(p[0] - p[1]) / 10, (p[0] + p[1]) / 10} }) // by 45°
	for _, c := range []struct {
		o    cql2.Options
		text string
		at   orb.Geometry
		want bool
	}{
		{swapped, "S_INTERSECTS(geometry, POINT(15 -91))", orb.Point{-91, 15}, true},
		{swapped, "S_INTERSECTS(geometry, BBOX(14, -92, 16, -90))", orb.Point{-91, 15}, true},
		{swapped, "S_INTERSECTS(geometry, BBOX(14, -92, 16, -90))", orb.Point{-91, 17}, false},
		{swapped, "S_INTERSECTS(geometry, BBOX(14, 179, 16, -179))", orb.Point{-179.5, 15}, true},
		{swapped, "S_INTERSECTS(geometry, BBOX(14, 179, 16, -179))", orb.Point{0, 15}, false},
		{swapped, "S_INTERSECTS(geometry, LINESTRING(14 5, 16 5))", orb.LineString{{4, 15}, {6, 15}}, true},
		{turned, "S_INTERSECTS(geometry, BBOX(-10, -10, 10, 10))", orb.Point{0, 1.9}, true},
		{turned, "S_INTERSECTS(geometry, BBOX(-10, -10, 10, 10))", orb.Point{1.5, 1.5}, false},
		{turned, "S_WITHIN(geometry, BBOX(-10, -10, 10, 10))", orb.LineString{{0, 1.9}, {0, -1.9}}, true},
		{turned, "S_CROSSES(geometry, BBOX(-10, -10, 10, 10))", orb.LineString{{-1.9, 1.9}, {1.9, -1.9}}, true},
	} {
		f := parse(t, c.text, c.o)
		again, err := cql2.ParseJSON(f.JSON(), c.o)
		if err != nil {
			t.Fatalf("%s: %v", f.JSON(), err)
		}
		if a, b := f.Match(plain{shape: c.at}), again.Match(plain{shape: c.at}); a != c.want || b != c.want {
			t.Errorf("%s of %v: %v and %v", c.text, c.at, a, b)
		}
	}
	if got := fmt.Sprint(parse(t, "S_INTERSECTS(geometry, BBOX(14, -92, 16, -90))", swapped).Bounds()); got != "[{[-92 14] [-90 16]}]" {
		t.Error(got)
	}
	broken := queryables
	broken.FromCRS = func(orb.Geometry) (orb.Geometry, error) { return nil, errors.New("too far") }
	nan := with(func(orb.Point) orb.Point { return orb.Point{math.NaN(), math.Inf(1)} })
	for _, o := range []cql2.Options{broken, nan} {
		for _, text := range []string{"S_INTERSECTS(geometry, POINT(1 2))", "S_INTERSECTS(geometry, BBOX(1, 2, 3, 4))"} {
			var e *cql2.Error
			if _, err := cql2.ParseText(text, o); !errors.As(err, &e) || e.Position != 24 {
				t.Errorf("%s: %v", text, err)
			}
		}
	}
}

// prepared is a feature that has been converted.
type prepared struct {
	plain
	asked int
}

func (p *prepared) Geom() (geom.Geometry, bool) {
	p.asked++
	g, err := geom.UnmarshalWKT("POINT(1 1)")
	return g, err == nil
}

// TestGeom: a feature that has its geometry ready is asked for it.
func TestGeom(t *testing.T) {
	x := &prepared{plain: plain{shape: orb.Point{1, 1}}}
	if !parse(t, "S_EQUALS(geometry, POINT(1 1))", queryables).Match(x) || x.asked != 1 {
		t.Errorf("asked %d times", x.asked)
	}
}

// TestManyAtOnce: one filter serves several goroutines (go test -race).
func TestManyAtOnce(t *testing.T) {
	f := parse(t, "S_INTERSECTS(geometry, POLYGON((0 0, 9 0, 5 5, 9 9, 0 9, 0 0))) AND CASEI(name) IN (CASEI('A'), 'b') AND S_WITHIN(geometry, POLYGON((0 0, 9 0, 5 5, 9 9, 0 9, 0 0)))", queryables)
	x := plain{map[string]any{"name": "A"}, orb.LineString{{1, 1}, {2, 3}}}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				if !f.Match(x) {
					t.Error("no match")
					return
				}
			}
		})
	}
	all.Wait()
}
