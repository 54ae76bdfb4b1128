package geo_test

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// places reads places from bytes, five for each: the first over the whole of
// what is allowed and somewhat beyond, the others mostly within some degrees
// of it, many of them on the seams.
func places(data []byte) []orb.Point {
	var out []orb.Point
	for ; len(data) >= 5 && len(out) < 12; data = data[5:] {
		lon := float64(int16(binary.LittleEndian.Uint16(data[1:]))) / 60
		lat := float64(int16(binary.LittleEndian.Uint16(data[3:]))) / 360
		if len(out) > 0 && data[0] < 200 {
			lon, lat = out[0][0]+lon/200, out[0][1]+lat/200
		}
		switch data[0] % 16 {
		case 0:
			lon = 180
		case 1:
			lon = -180
		case 2:
			lat = 90
		case 3:
			lat = -90
		case 4:
			lon, lat = lon/1e6, lat/1e6
		case 5:
			lon, lat = 180-lon/1e6, 90-math.Abs(lat)/1e3
		case 6:
			if len(out) > 0 {
				lon, lat = out[0][0], out[0][1]
			}
		case 7:
			lon, lat = math.Trunc(lon), math.Trunc(lat)
		case 8:
			if data[1] == 0 {
				lon, lat = math.NaN(), math.Inf(int(data[2])-128)
			}
		case 9:
			if data[1] == 0 {
				lon = math.Ldexp(lon, int(data[2]))
			}
		}
		out = append(out, orb.Point{lon, lat})
	}
	return out
}

var fuzzSeeds = [][]byte{
	[]byte("plain: some places anywhere on the earth"),
	{0, 0, 0, 0, 0, 1, 0, 0, 9, 0, 2, 9, 9, 0, 0, 3, 0, 0, 0, 0, 6, 0, 0, 0, 0},
	{8, 0, 200, 0, 0, 9, 0, 255, 1, 1, 7, 1, 1, 1, 1, 7, 1, 1, 1, 1},
	{2, 1, 9, 0, 0, 2, 1, 99, 0, 0, 10, 1, 9, 200, 100, 5, 1, 1, 1, 1},
	{15, 0, 42, 0, 0, 15, 0, 0, 0, 0, 15, 48, 42, 0, 0, 4, 1, 1, 1, 1},
}

// tooWide spares the fuzzer lines of millions of vertices.
func tooWide(ls orb.LineString) bool {
	sum := 0.0
	for i := 1; i < len(ls); i++ {
		if e := newEdge(ls[i-1], ls[i]); math.Abs(e.p[1]) > 89 || math.Abs(e.q[1]) > 89 {
			sum += 10 * math.Abs(e.p[0]-e.q[0])
		}
	}
	return sum > 500
}

func FuzzLine(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, 1e4, 0.5)
	}
	f.Fuzz(func(t *testing.T, data []byte, metres, fraction float64) {
		pts := places(data)
		if len(pts) < 3 {
			return
		}
		ls, p := orb.LineString(pts[1:]), pts[0]
		geo.Cut(ls)
		geo.BBox(ls)
		if tooWide(ls) {
			return
		}
		l, err := geo.NewLine(ls)
		if err != nil {
			if !errors.Is(err, geo.ErrCoordinate) && !errors.Is(err, geo.ErrShort) && !errors.Is(err, geo.ErrZeroLength) {
				t.Fatalf("%v: %v", ls, err)
			}
			return
		}
		if l.VertexCount() > 3000 {
			return // slow to fuzz and nothing new
		}
		n := l.LengthM()
		if !(n > 0) || math.IsInf(n, 0) {
			t.Fatalf("%v has length %g", ls, n)
		}
		at := l.At(fraction * n)
		if b := l.BearingDeg(fraction * n); fraction == fraction && (!(b >= 0) || b >= 360 || math.Abs(at[0]) > 180 || math.Abs(at[1]) > 90) {
			t.Fatalf("%v at %g: %v, bearing %g", ls, fraction*n, at, b)
		}
		spans := l.Within(geo.NewReach(p, metres))
		for i, s := range spans {
			if !(s.FromM >= 0 && s.FromM < s.ToM && s.ToM <= n) || i > 0 && s.FromM <= spans[i-1].ToM {
				t.Fatalf("%v within %g m of %v: %v of %g", ls, metres, p, spans, n)
			}
			l.End(s)
		}
		place := l.Locate(p)
		if !math.IsNaN(place.OffsetM) && !(place.ChainageM >= 0 && place.ChainageM <= n && place.OffsetM >= 0) {
			t.Fatalf("%v beside %v: %v", p, ls, place)
		}
		if m := math.Abs(metres); len(spans) == 0 && metres >= 0 && place.OffsetM < m*0.999-0.03 {
			t.Fatalf("%v: nothing within %g m of %v, which is %v", ls, m, p, place)
		}
		l.LocateAll(p, metres)
		slice := geo.Span{FromM: fraction * n, ToM: metres}
		l.End(slice)
		geo.Cut(l.Slice(slice))
		if diff := lengthOf(t, l.Slice(l.Whole())) - n; math.Abs(diff) > 1e-6*n+1e-6 {
			t.Fatalf("%v: the slice of the whole is %g m longer", ls, diff)
		}
		ix, _ := geo.NewIndex([]*geo.Line{l}).With(l)
		if near := ix.Without(0).Nearest(p, 2); len(near) == 1 && math.Abs(near[0].OffsetM-place.OffsetM) > 1e-6 {
			t.Fatalf("%v: the index has it at %v, Locate at %v", p, near, place)
		}
		var byIndex []geo.Span
		ix.Within(geo.NewReach(p, metres), func(_ int, s geo.Span) { byIndex = append(byIndex, s) })
		if got := geo.Normalise(byIndex); math.Abs(got.LengthM()-spans.LengthM()) > 1e-6*n {
			t.Fatalf("%v within %g m of %v: %v, by the index %v", ls, metres, p, spans, got)
		}
		ix.InBox(orb.Bound{Min: p, Max: at})
		geo.NewPoints(pts).NearestTo(l, slice, nil)
		geo.NewPoints(pts).Nearest(p, nil)
	})
}

func FuzzWithin(f *testing.F) {
	for _, s := range fuzzSeeds {
		f.Add(s, s, 1e4)
	}
	f.Fuzz(func(t *testing.T, line, shape []byte, metres float64) {
		if len(line) < 10 {
			return
		}
		ring := orb.Ring(places(append(line[:5:5], shape...))[1:]) // near the line
		geo.Cut(orb.Polygon{ring})
		geo.BBox(ring)
		ls := orb.LineString(places(line))
		if tooWide(ls) || tooWide(orb.LineString(ring)) {
			return
		}
		l, err := geo.NewLine(ls)
		if err != nil {
			return
		}
		a := geo.NewArea(orb.Polygon{ring})
		inside := l.Inside(a)
		for i, s := range inside {
			if !(s.FromM >= 0 && s.FromM < s.ToM && s.ToM <= l.LengthM()) || i > 0 && s.FromM <= inside[i-1].ToM {
				t.Fatalf("%v inside %v: %v", ls, ring, inside)
			}
		}
		if edge, err := geo.NewLine(orb.LineString(ring)); err != nil || l.VertexCount()+edge.VertexCount() > 3000 {
			return // slow to fuzz and nothing new
		}
		for _, g := range []orb.Geometry{orb.LineString(ring), orb.Polygon{ring}, orb.MultiPoint(ring), ring.Bound()} {
			spans, err := geo.Within(l, g, metres)
			if err == nil && !(spans.LengthM() <= l.LengthM()*(1+1e-9)) {
				t.Fatalf("%v within %g m of %v: %v", ls, metres, g, spans)
			}
		}
	})
}
