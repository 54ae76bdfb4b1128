package geo_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
)

// fenceLines draws lines on a grid of quarters of a degree, which floats hold
// without error however often they are moved by 360°: they touch, run along each
// other, go over ±180° and are written beyond it.
func fenceLines(r *rand.Rand) []orb.LineString {
	at := []float64{0, 0, 100, 179, -180}[r.IntN(5)]
	lines := make([]orb.LineString, 1+r.IntN(4))
	for i := range lines {
		for range 2 + r.IntN(60) {
			lines[i] = append(lines[i], gridPoint(r, at))
		}
	}
	return lines
}

func gridPoint(r *rand.Rand, at float64) orb.Point {
	lon := at + float64(r.IntN(33)-16)/4
	switch r.IntN(20) {
	case 0:
		lon += 360
	case 1:
		lon -= 360
	case 2:
		lon += float64(r.IntN(5)-2) * 80 // none is exactly half round from another
	}
	for lon > 540 || lon < -540 || lon > 180 && r.IntN(4) > 0 {
		lon -= math.Copysign(360, lon)
	}
	return orb.Point{lon, float64(r.IntN(33)-16) / 4}
}

func rat(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

// exactCrossings tries all edges in fractions.
func exactCrossings(lines []orb.LineString, a, b orb.Point) (shares []float64) {
	step := func(from, to float64) *big.Rat {
		d := new(big.Rat).Sub(rat(to), rat(from))
		for _, turn := range []float64{360, -360} {
			for d.Cmp(rat(-180)) < 0 && turn > 0 || d.Cmp(rat(180)) > 0 && turn < 0 {
				d.Add(d, rat(turn))
			}
		}
		return d
	}
	minus := func(x, y float64) *big.Rat { return new(big.Rat).Sub(rat(x), rat(y)) }
	cross := func(ax, ay, bx, by *big.Rat) *big.Rat {
		x := new(big.Rat).Mul(ax, by)
		return x.Sub(x, new(big.Rat).Mul(ay, bx))
	}
	unit := func(x *big.Rat) bool { return x.Sign() >= 0 && x.Cmp(rat(1)) <= 0 }
	dx, dy := step(a[0], b[0]), minus(b[1], a[1])
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			p, q := line[i-1], line[i]
			qx, qy := step(p[0], q[0]), minus(q[1], p[1])
			det := cross(dx, dy, qx, qy)
			if det.Sign() == 0 {
				continue
			}
			for turn := -1080.0; turn <= 1080; turn += 360 {
				px, py := minus(p[0], a[0]), minus(p[1], a[1])
				px.Add(px, rat(turn))
				t := cross(px, py, qx, qy)
				u := cross(px, py, dx, dy)
				if unit(t.Quo(t, det)) && unit(u.Quo(u, det)) {
					share, _ := t.Float64()
					shares = append(shares, share)
				}
			}
		}
	}
	slices.Sort(shares)
	return shares
}

func TestFenceCrossings(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := seeded(seed)
	crossed, ends := 0, 0
	for range 100 {
		lines := fenceLines(r)
		f := geo.NewFence(lines...)
		for range 10 {
			a, b := gridPoint(r, lines[0][0][0]), gridPoint(r, lines[0][0][0])
			if r.IntN(4) == 0 { // from a vertex of the fence
				a = lines[0][r.IntN(len(lines[0]))]
			}
			ends += compareCrossings(t, f, lines, a, b)
			crossed++
		}
	}
	if ends < crossed/20 {
		t.Errorf("%d of %d ways end on the fence: too few", ends, crossed)
	}
}

// TestFenceCrossingsAnywhere draws places that floats round.
func TestFenceCrossingsAnywhere(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := seeded(seed)
	for range 40 {
		var line orb.LineString
		for range 20 {
			line = append(line, orb.Point{math.Round(r.Float64()*1e7) / 1e7, math.Round(r.Float64()*1e7) / 1e7})
		}
		f := geo.NewFence(line)
		for range 5 {
			p, q := line[r.IntN(len(line))], line[r.IntN(len(line))]
			compareCrossings(t, f, []orb.LineString{line}, p, q)
			compareCrossings(t, f, []orb.LineString{line}, orb.Point{p[0] - r.Float64(), p[1]}, orb.Point{p[0] + r.Float64(), p[1]})
			compareCrossings(t, f, []orb.LineString{line}, orb.Point{r.Float64(), r.Float64()}, orb.Point{r.Float64(), r.Float64()})
		}
	}
}

// compareCrossings returns how many crossings are at the way's ends.
func compareCrossings(t *testing.T, f *geo.Fence, lines []orb.LineString, a, b orb.Point) (ends int) {
	t.Helper()
	want, got := exactCrossings(lines, a, b), f.Crossings(a, b)
	same := len(want) == len(got)
	for i := 0; same && i < len(got); i++ {
		at := got[i].At
		d := math.Remainder(b[0]-a[0], 360)
		if math.Abs(b[0]-a[0]) <= 180 {
			d = b[0] - a[0]
		}
		same = math.Abs(want[i]-got[i].Share) < 1e-6 && math.Abs(a[0]+got[i].Share*d-at[0]) < 1e-9 &&
			math.Abs(a[1]+got[i].Share*(b[1]-a[1])-at[1]) < 1e-9
		if want[i] == 0 || want[i] == 1 {
			ends++
		}
	}
	if !same {
		t.Fatalf("%v–%v meets %v at %v, want shares %v", a, b, lines, got, want)
	}
	return ends
}

// TestFenceIsTight goes through every vertex where two edges join: in floats
// either edge can seem to end just short of the way.
func TestFenceIsTight(t *testing.T) {
	r := seeded(7)
	for range 2000 {
		v := orb.Point{r.Float64(), r.Float64()}
		line := orb.LineString{{v[0] - r.Float64(), v[1] + r.Float64()}, v, {v[0] + r.Float64(), v[1] + r.Float64()}}
		d := orb.Point{r.Float64() - 0.5, -r.Float64()}
		// b − a is v − a doubled, but for rounding.
		a := orb.Point{v[0] - d[0], v[1] - d[1]}
		b := orb.Point{v[0] + d[0], v[1] + d[1]}
		if d[0]*(line[0][1]-v[1]) > d[1]*(line[0][0]-v[0]) && d[0]*(line[2][1]-v[1]) < d[1]*(line[2][0]-v[0]) {
			continue
		}
		want := len(exactCrossings([]orb.LineString{line}, a, b))
		if got := len(geo.NewFence(line).Crossings(a, b)); got != want {
			t.Fatalf("%v–%v meets %v %d times, want %d", a, b, line, got, want)
		}
	}
}

func TestFenceClear(t *testing.T) {
	f := geo.NewFence(orb.LineString{{-1, 0}, {0, 0}, {1, 0}}, orb.LineString{{179, 10}, {-179, 10}})
	const m = 1 / 110574.3 // a metre of latitude on the equator
	for _, tt := range []struct {
		a, b orb.Point
		endM float64
		want bool
	}{
		{orb.Point{0.5, 1}, orb.Point{0.5, -1}, 1, false},
		{orb.Point{0.5, 1}, orb.Point{0.7, 0.1}, 1, true},
		{orb.Point{0.5, 1}, orb.Point{0.5, 0}, 0, true},         // ends on it
		{orb.Point{0.5, 1}, orb.Point{0.5, -0.9 * m}, 1, true},  // just behind it
		{orb.Point{0.5, 1}, orb.Point{0.5, -1.1 * m}, 1, false}, // too far behind
		{orb.Point{0.5, -0.9 * m}, orb.Point{0.5, 1}, 1, true},  // the other way
		{orb.Point{0.5, 0}, orb.Point{0.7, 0}, 0, true},         // along it
		{orb.Point{-2, 0}, orb.Point{2, 0}, 0, true},            // along and over it
		{orb.Point{0, 1}, orb.Point{0, -1}, 1, false},           // through a vertex
		{orb.Point{180, 11}, orb.Point{-180, 9}, 1, false},      // at ±180
		{orb.Point{180, 11}, orb.Point{-180, 10.5}, 1, true},
		{orb.Point{179.5, 11}, orb.Point{-179.5, 9}, 1, false},
		{orb.Point{539.5, 11}, orb.Point{-179.5, 9}, 1, false},
		{orb.Point{math.NaN(), 0}, orb.Point{0, 0}, 1, true}, // no places
	} {
		if got := f.Clear(tt.a, tt.b, tt.endM); got != tt.want {
			t.Errorf("Clear(%v, %v, %v) is %v", tt.a, tt.b, tt.endM, got)
		}
	}
}

// TestFenceTouches compares with the distance to the measured lines, wherever
// this is not so near the bound that the earth's curvature decides.
func TestFenceTouches(t *testing.T) {
	r := seeded(11)
	touching := 0
	for range 300 {
		lon, lat := []float64{0, 180, -180, 179.999, 77}[r.IntN(5)], []float64{0, 0.5, 45, -66, 80}[r.IntN(5)]
		var line orb.LineString
		for range 2 + r.IntN(40) {
			x := lon + (r.Float64()-0.5)/100
			if r.IntN(2) == 0 {
				x = math.Remainder(x, 360)
			}
			line = append(line, orb.Point{x, lat + (r.Float64()-0.5)/100})
		}
		f, l := geo.NewFence(line), newLine(t, line)
		for range 50 {
			p := orb.Point{lon + (r.Float64()-0.5)/80, lat + (r.Float64()-0.5)/80}
			if r.IntN(2) == 0 {
				p[0] = math.Remainder(p[0], 360)
			}
			off, m := l.Locate(p).OffsetM, math.Pow(10, 3*r.Float64()-1)
			if math.Abs(off-m) < 0.012*m+0.01 { // an edge strays by up to 1 cm
				continue
			}
			if got := f.Touches(p, m); got != (off <= m) {
				t.Fatalf("%v touches %v within %v m: %v, is %v m off", p, line, m, got, off)
			} else if got {
				touching++
			}
		}
	}
	if touching < 500 {
		t.Errorf("only %d places touch", touching)
	}
}

func TestFenceOfNothing(t *testing.T) {
	for _, f := range []*geo.Fence{geo.NewFence(), geo.NewFence(nil, orb.LineString{{1, 1}}, orb.LineString{{1, 1}, {1, 1}}, orb.LineString{{0, 0}, {math.Inf(1), 0}})} {
		if f.Touches(orb.Point{1, 1}, 10) || !f.Clear(orb.Point{0, 0}, orb.Point{2, 2}, 0) {
			t.Error("nothing is a fence")
		}
	}
}

func TestChainages(t *testing.T) {
	parts := orb.MultiLineString{{{0, 0}, {0, 1}, {0, 1}, {20, 1}}, {{5, 5}, {5, 6}}}
	l := newLine(t, parts...)
	ms := l.Chainages()
	for k, part := range parts {
		for j := range part {
			before := append(orb.MultiLineString{}, parts[:k]...)
			want := 0.0
			if j > 0 {
				before = append(before, part[:j+1])
			}
			if len(before) > 0 {
				want = newLine(t, before...).LengthM()
			}
			if ms[k][j] != want {
				t.Errorf("part %d, vertex %d: %v, want %v", k, j, ms[k][j], want)
			}
		}
	}
}
