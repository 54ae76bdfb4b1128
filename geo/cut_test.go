package geo_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"lindero/geo"
)

func TestCutTables(t *testing.T) {
	square := orb.Ring{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}} // clockwise
	for _, c := range []struct {
		name string
		g    orb.Geometry
		want orb.Geometry
	}{
		{"point", orb.Point{190, 1}, orb.Point{-170, 1}},
		{"seven decimals", orb.Point{1.23456789, -1.23456784}, orb.Point{1.2345679, -1.2345678}},
		{"points", orb.MultiPoint{{1, 2}, {-181, 2}}, orb.MultiPoint{{1, 2}, {179, 2}}},
		{"line", orb.LineString{{1, 2}, {3, 4}}, orb.MultiLineString{{{1, 2}, {3, 4}}}},
		{"line that jumps", orb.LineString{{179, 0}, {-179, 2}},
			orb.MultiLineString{{{179, 0}, {180, 1}}, {{-180, 1}, {-179, 2}}}},
		{"line beyond 180", orb.LineString{{179, 0}, {181, 2}, {182, 2}},
			orb.MultiLineString{{{179, 0}, {180, 1}}, {{-180, 1}, {-179, 2}, {-178, 2}}}},
		{"line beyond -180", orb.LineString{{-179, 0}, {-181, 2}},
			orb.MultiLineString{{{-179, 0}, {-180, 1}}, {{180, 1}, {179, 2}}}},
		{"line from 180 east", orb.LineString{{180, 0}, {181, 2}}, orb.MultiLineString{{{-180, 0}, {-179, 2}}}},
		{"line to 180", orb.LineString{{-179, 0}, {180, 2}}, orb.MultiLineString{{{-179, 0}, {-180, 2}}}},
		{"line along 180", orb.LineString{{180, 0}, {-180, 2}}, orb.MultiLineString{{{-180, 0}, {-180, 2}}}},
		{"line there and back", orb.LineString{{179, 0}, {-179, 0}, {179, 1}},
			orb.MultiLineString{{{179, 0}, {180, 0}}, {{-180, 0}, {-179, 0}, {-180, 0.5}}, {{180, 0.5}, {179, 1}}}},
		{"touching 180", orb.LineString{{179, 0}, {180, 1}, {179, 2}}, orb.MultiLineString{{{179, 0}, {180, 1}, {179, 2}}}},
		{"half a circle", orb.LineString{{0, 0}, {180, 0}}, orb.MultiLineString{{{0, 0}, {180, 0}}}},
		{"a millimetre", orb.LineString{{5, 5}, {5.00000001, 5}}, orb.MultiLineString{{{5, 5}, {5, 5}}}},
		{"no line", orb.LineString{}, orb.MultiLineString{}},
		{"ring", square, orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}}},
		{"bound", orb.Bound{Min: orb.Point{179, 0}, Max: orb.Point{-179, 1}}, orb.MultiPolygon{
			{{{179, 0}, {180, 0}, {180, 1}, {179, 1}, {179, 0}}}, {{{-180, 0}, {-179, 0}, {-179, 1}, {-180, 1}, {-180, 0}}}}},
		{"nothing", orb.Collection{}, orb.Collection{}},
		{"collection", orb.Collection{orb.Point{361, 0}}, orb.Collection{orb.Point{1, 0}}},
		{"polygon of no area", orb.Polygon{{{0, 0}, {1, 1}, {0, 0}}}, orb.MultiPolygon{}},
		{"empty polygon", orb.Polygon{{}}, orb.MultiPolygon{}},
		{"polygon nowhere", orb.Polygon{{{0, 0}, {math.Inf(1), 1}, {1e300, 0}}}, orb.MultiPolygon{}},
		{"nil", nil, nil},
	} {
		got := geo.Cut(c.g)
		if mp, ok := got.(orb.MultiPolygon); ok && len(mp) > 0 { // rings may start anywhere
			if want, ok := c.want.(orb.MultiPolygon); !ok || !sameRings(mp, want) {
				t.Errorf("%s: got %v, want %v", c.name, got, c.want)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

// sameRings compares polygons whose rings may start at other vertices.
func sameRings(a, b orb.MultiPolygon) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		for k, r := range a[i] {
			n, same := len(r)-1, false
			for s := range n {
				turned := append(append(orb.Ring{}, r[s:n]...), r[:s]...)
				same = same || append(turned, turned[0]).Equal(b[i][k])
			}
			if !same {
				return false
			}
		}
	}
	return true
}

// ringArea is the area of a ring on the map of longitude and latitude.
func ringArea(ring orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		sum += ring[i-1][0]*ring[i][1] - ring[i][0]*ring[i-1][1]
	}
	return sum / 2
}

func TestCutPolygonsKeepTheirArea(t *testing.T) {
	for _, c := range polygonCases(46) {
		got, ok := geo.Cut(c.p).(orb.MultiPolygon)
		if !ok || len(got) == 0 {
			t.Fatalf("%s: %v", c.name, got)
		}
		sum := 0.0
		for _, p := range got {
			for i, ring := range p {
				if a := ringArea(ring); (a > 0) != (i == 0) {
					t.Errorf("%s: ring %d is wound the wrong way", c.name, i)
				} else {
					sum += a
				}
				if !ring.Closed() || len(ring) < 4 {
					t.Errorf("%s: a ring of %d is not closed", c.name, len(ring))
				}
				for _, v := range ring {
					checkSevenDecimals(t, c.name, v)
				}
			}
		}
		want := 0.0
		for i, ring := range c.rings {
			if math.Abs(c.at[1]) == 90 && math.Abs(ring[len(ring)-1][0]-ring[0][0]) == 360 {
				first, last := ring[0], ring[len(ring)-1]
				ring = append(ring.Clone(), orb.Point{last[0], c.at[1]}, orb.Point{first[0], c.at[1]}, first)
			}
			want += math.Abs(ringArea(ring)) * (1 - 2*math.Min(float64(i), 1))
		}
		if math.Abs(sum-want) > 1e-5*want {
			t.Errorf("%s: area %g square degrees, was %g", c.name, sum, want)
		}
		// What is inside stays inside.
		r := seeded(47)
		a := geo.NewArea(c.p)
		var parts []*geo.Area
		for _, p := range got {
			parts = append(parts, geo.NewArea(p))
		}
		for range 300 {
			p := orb.Point{r.Float64()*360 - 180, c.at[1] + r.NormFloat64()*c.deg/2}
			in := false
			for _, part := range parts {
				in = in || part.Contains(p)
			}
			if math.Abs(p[1]) < 90 && in != a.Contains(p) {
				t.Errorf("%s: cut holds %v: %v", c.name, p, in)
			}
		}
	}
}

func checkSevenDecimals(t *testing.T, name string, p orb.Point) {
	t.Helper()
	if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
		t.Errorf("%s: %v is off the map", name, p)
	}
	for _, x := range p {
		if y := x * 1e7; math.Abs(y-math.Round(y)) > 1e-5 {
			t.Errorf("%s: %v has more than seven decimals", name, p)
		}
	}
}

func TestCutLinesKeepTheirLength(t *testing.T) {
	for i, c := range regions {
		r := seeded(uint64(1000 + i))
		for _, stepM := range []float64{500, 20e3, 100e3} {
			ls := wiggle(r, c.at, 20, stepM)
			l := newLine(t, ls)
			cut := geo.Cut(ls).(orb.MultiLineString)
			for _, part := range cut {
				for j, p := range part {
					checkSevenDecimals(t, c.name, p)
					if j > 0 && math.Abs(p[0]-part[j-1][0]) > 180 {
						t.Errorf("%s: a part jumps from %v to %v", c.name, part[j-1], p)
					}
				}
			}
			for k := 1; k < len(cut); k++ {
				from, to := cut[k-1][len(cut[k-1])-1], cut[k][0]
				if math.Abs(from[0]) != 180 || to != (orb.Point{-from[0], from[1]}) {
					t.Errorf("%s: a cut goes from %v to %v", c.name, from, to)
				}
			}
			// Each vertex is rounded by up to 0.8 cm.
			if got := newLine(t, cut...); math.Abs(got.LengthM()-l.LengthM()) > 0.008*2*20 || len(got.Breaks()) > 0 {
				t.Errorf("%s: length %.3f m, was %.3f m, breaks at %v", c.name, got.LengthM(), l.LengthM(), got.Breaks())
			}
		}
	}
}

func TestCutSlice(t *testing.T) {
	l := newLine(t, orb.LineString{{178, 10}, {-178, 10}, {-177, 11}})
	got := geo.Cut(l.Slice(geo.Span{FromM: 1000, ToM: l.LengthM() - 1000})).(orb.MultiLineString)
	if len(got) != 2 || got[0][len(got[0])-1] != (orb.Point{180, 10}) || got[1][0] != (orb.Point{-180, 10}) {
		t.Errorf("the slice is cut into %v", got)
	}
}

func TestCutZigzagIsLinear(t *testing.T) {
	ls := make(orb.LineString, 50000)
	for i := range ls {
		ls[i] = orb.Point{180 + float64(i%2*2-1), float64(i) / 1000}
	}
	if got := testing.AllocsPerRun(1, func() { geo.Cut(ls) }); got > 8*50000 {
		t.Errorf("%g allocations", got)
	}
	if got := geo.Cut(ls).(orb.MultiLineString); len(got) != len(ls) || cap(got[5]) > 8 {
		t.Errorf("%d parts, of capacity %d", len(got), cap(got[5]))
	}
}

func TestBBox(t *testing.T) {
	for _, c := range []struct {
		name string
		g    orb.Geometry
		want []float64
	}{
		{"point", orb.Point{1, 2}, []float64{1, 2, 1, 2}},
		{"line", orb.LineString{{1, 2}, {-3, 4}}, []float64{-3, 2, 1, 4}},
		{"line over the antimeridian", orb.LineString{{179, 2}, {-179, 4}}, []float64{179, 2, -179, 4}},
		{"line beyond 180", orb.LineString{{179, 2}, {183, 4}}, []float64{179, 2, -177, 4}},
		{"polygon over the antimeridian", orb.Polygon{{{177, -20}, {-178, -20}, {-178, -16}, {177, -16}, {177, -20}}},
			[]float64{177, -20, -178, -16}},
		{"the islands of RFC 7946, 5.2", orb.MultiPoint{{177, -20}, {-178, -16}, {179, -18}}, []float64{177, -20, -178, -16}},
		{"wide", orb.LineString{{-100, 0}, {0, 0}, {100, 1}}, []float64{-100, 0, 100, 1}},
		{"up to 180", orb.LineString{{100, 0}, {180, 1}}, []float64{100, 0, 180, 1}},
		{"round the pole", orb.Polygon{{{-180, 70}, {-90, 72}, {0, 70}, {90, 71}, {180, 70}}}, []float64{-180, 70, 180, 90}},
		{"round the world", orb.LineString{{-180, 0}, {-90, 0}, {0, 0}, {90, 0}, {180, 0}}, []float64{-180, 0, 180, 0}},
		{"collection", orb.Collection{orb.Point{170, 0}, orb.LineString{{-170, 1}, {-160, 2}}}, []float64{170, 0, -160, 2}},
		{"nothing", orb.Collection{}, nil},
		{"empty line", orb.LineString{}, nil},
	} {
		if diff := cmp.Diff(c.want, geo.BBox(c.g)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
