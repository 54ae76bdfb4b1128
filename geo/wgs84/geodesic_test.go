package wgs84_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"lindero/geo/wgs84"
	"lindero/internal/oracle"
)

// toleranceM is what may part us from the oracle, metres: both are good to
// 15 nm.
const toleranceM = 3e-8

// pair is one inverse problem.
type pair struct{ lon1, lat1, lon2, lat2 float64 }

// randomPlace draws a place evenly over the sphere.
func randomPlace(r *rand.Rand) (lon, lat float64) {
	return r.Float64()*360 - 180, math.Asin(2*r.Float64()-1) * 180 / math.Pi
}

// near returns a place about metres away in a random direction.
func near(r *rand.Rand, lon, lat, metres float64) (float64, float64) {
	const perDegree = 111e3
	dir := r.Float64() * 2 * math.Pi
	lat2 := lat + math.Cos(dir)*metres/perDegree
	lon2 := lon + math.Sin(dir)*metres/(perDegree*math.Max(1e-3, math.Cos(lat*math.Pi/180)))
	return lon2, math.Max(-90, math.Min(90, lat2))
}

// pairClasses lists the kinds of pairs every geodesic test runs over.
var pairClasses = []struct {
	name string
	draw func(*rand.Rand) pair
}{
	{"any", func(r *rand.Rand) pair {
		lon1, lat1 := randomPlace(r)
		lon2, lat2 := randomPlace(r)
		return pair{lon1, lat1, lon2, lat2}
	}},
	{"1 mm", scale(1e-3)}, {"1 m", scale(1)}, {"100 m", scale(100)},
	{"10 km", scale(10e3)}, {"1000 km", scale(1000e3)},
	{"antipodal within 0.5°", antipodal(0.5)},
	{"antipodal within 1e-3°", antipodal(1e-3)},
	{"antipodal within 1e-6°", antipodal(1e-6)},
	{"exact antipodes", antipodal(0)},
	{"antipodal near the equator", func(r *rand.Rand) pair {
		return pair{0, r.NormFloat64() * 1e-3, 179 + r.Float64(), r.NormFloat64() * 1e-3}
	}},
	{"equatorial", func(r *rand.Rand) pair { return pair{r.Float64() * 360, 0, r.Float64() * 360, 0} }},
	{"equatorial antipodal", func(r *rand.Rand) pair { return pair{10, 0, 189 + 2*r.Float64(), 0} }},
	{"meridional", func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		_, lat2 := randomPlace(r)
		return pair{lon, lat, lon + 180*float64(r.IntN(2)), lat2}
	}},
	{"from a pole", func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		return pair{r.Float64() * 360, float64(180*r.IntN(2) - 90), lon, lat}
	}},
	{"round a pole", func(r *rand.Rand) pair {
		return pair{r.Float64() * 360, 90 - r.Float64()*1e-3, r.Float64() * 360, 90 - r.Float64()*1e-3}
	}},
	{"pole to pole", func(r *rand.Rand) pair { return pair{r.Float64() * 360, -90, r.Float64() * 360, 90} }},
	{"coincident", func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		return pair{lon, lat, lon + 360*float64(r.IntN(3)-1), lat}
	}},
	{"same latitude", func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		lon2, _ := randomPlace(r)
		return pair{lon, lat, lon2, math.Copysign(lat, r.Float64()-0.5)}
	}},
	{"across ±180°", func(r *rand.Rand) pair {
		_, lat := randomPlace(r)
		return pair{180 - r.Float64(), lat, -180 + r.Float64(), lat + (r.Float64() - 0.5)}
	}},
	{"hair's breadth", func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		return pair{lon, lat, math.Nextafter(lon, 200), math.Nextafter(lat, 0)}
	}},
}

func scale(metres float64) func(*rand.Rand) pair {
	return func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		lon2, lat2 := near(r, lon, lat, metres*(0.5+r.Float64()))
		return pair{lon, lat, lon2, lat2}
	}
}

func antipodal(within float64) func(*rand.Rand) pair {
	return func(r *rand.Rand) pair {
		lon, lat := randomPlace(r)
		lon2 := lon + 180 + within*(2*r.Float64()-1)
		lat2 := -lat + within*(2*r.Float64()-1)
		return pair{lon, lat, lon2, math.Max(-90, math.Min(90, lat2))}
	}
}

// drawPairs returns n pairs of every class, with the class of each.
func drawPairs(n int) (pairs []pair, class []string) {
	r := rand.New(rand.NewPCG(20, 13))
	for _, c := range pairClasses {
		for range n {
			p := c.draw(r)
			p.lat1 = math.Max(-90, math.Min(90, p.lat1))
			p.lat2 = math.Max(-90, math.Min(90, p.lat2))
			pairs, class = append(pairs, p), append(class, c.name)
		}
	}
	return pairs, class
}

// writeRow writes numbers exactly and without exponents, whose letter the
// oracle would take for "east".
func writeRow(w *strings.Builder, row ...float64) {
	for _, v := range row {
		w.WriteString(strconv.FormatFloat(v, 'f', -1, 64))
		w.WriteByte(' ')
	}
	w.WriteByte('\n')
}

// numbers parses a line of blank-separated numbers.
func numbers(t *testing.T, line string, want int) []float64 {
	t.Helper()
	fields := strings.Fields(line)
	if len(fields) != want {
		t.Fatalf("oracle answered %q, want %d numbers", line, want)
	}
	out := make([]float64, want)
	for i, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatalf("oracle answered %q: %v", line, err)
		}
		out[i] = v
	}
	return out
}

// worst keeps the largest error of each class.
type worst map[string]float64

func (w worst) note(class string, err float64) {
	if !(err <= w[class]) { // NaN is kept
		w[class] = err
	}
}

func (w worst) log(t *testing.T, what string) {
	t.Helper()
	for _, c := range pairClasses {
		t.Logf("%s, %s: worst error %.2g m", what, c.name, w[c.name])
	}
}

func TestInverseAgreesWithGeodSolve(t *testing.T) {
	pairs, class := drawPairs(1000)
	var in strings.Builder
	for _, p := range pairs {
		writeRow(&in, p.lat1, p.lon1, p.lat2, p.lon2)
	}
	lines := oracle.Run(t, "GeodSolve", in.String(), "-i", "-p", "9")
	if len(lines) != len(pairs) {
		t.Fatalf("%d answers for %d pairs", len(lines), len(pairs))
	}
	distErr, closure := worst{}, worst{}
	for i, p := range pairs {
		want := numbers(t, lines[i], 3)
		d, azi1, azi2 := wgs84.Inverse(p.lon1, p.lat1, p.lon2, p.lat2)
		distErr.note(class[i], math.Abs(d-want[2]))
		if !(math.Abs(d-want[2]) <= toleranceM) {
			t.Errorf("%s: Inverse%v = %.9f m, want %.9f", class[i], p, d, want[2])
		}
		// Azimuths are judged by where they lead: near antipodes they are
		// ill-conditioned and several may be right.
		lon, lat, azi := wgs84.Direct(p.lon1, p.lat1, azi1, d)
		miss, _, _ := wgs84.Inverse(lon, lat, p.lon2, p.lat2)
		closure.note(class[i], miss)
		if !(miss <= toleranceM) {
			t.Errorf("%s: the azimuth %v of %v misses point 2 by %g m", class[i], azi1, p, miss)
		}
		if d > 1e3 && d < 19e6 && math.Abs(p.lat2) < 89 && math.Abs(p.lat1) < 89 {
			for _, a := range [][2]float64{{azi1, want[0]}, {azi2, want[1]}, {azi, want[1]}} {
				if !(math.Abs(math.Remainder(a[0]-a[1], 360)) <= 1e-9) {
					t.Errorf("%s: azimuth %v for %v, want %v", class[i], a[0], p, a[1])
				}
			}
		}
	}
	distErr.log(t, "distance")
	closure.log(t, "closure by Direct")
}

func TestDirectAgreesWithGeodSolve(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 14))
	type line struct{ lon, lat, azi, dist float64 }
	lines := make([]line, 20000)
	var in strings.Builder
	for i := range lines {
		lon, lat := randomPlace(r)
		l := line{lon, lat, r.Float64()*360 - 180, math.Pow(10, r.Float64()*10.3-3)}
		switch i % 8 {
		case 0:
			l.azi = 90 * float64(r.IntN(5)-2)
		case 1:
			l.lat = 90 * float64(r.IntN(3)-1)
		case 2:
			l.dist = -l.dist
		case 3:
			l.lat = math.Copysign(90-r.Float64()*1e-6, lat)
		}
		lines[i] = l
		writeRow(&in, l.lat, l.lon, l.azi, l.dist)
	}
	answers := oracle.Run(t, "GeodSolve", in.String(), "-p", "10")
	if len(answers) != len(lines) {
		t.Fatalf("%d answers for %d lines", len(answers), len(lines))
	}
	var worstMiss, worstAzi float64
	for i, l := range lines {
		want := numbers(t, answers[i], 3)
		lon, lat, azi := wgs84.Direct(l.lon, l.lat, l.azi, l.dist)
		miss, _, _ := wgs84.Inverse(lon, lat, want[1], want[0])
		worstMiss = math.Max(worstMiss, miss)
		if !(miss <= toleranceM) || !(math.Abs(lon) <= 180) || !(math.Abs(lat) <= 90) {
			t.Errorf("Direct%v = %v %v, want %v %v (%g m)", l, lon, lat, want[1], want[0], miss)
		}
		if math.Abs(lat) < 89 && math.Abs(l.lat) < 89 {
			e := math.Abs(math.Remainder(azi-want[2], 360))
			worstAzi = math.Max(worstAzi, e)
			if !(e <= 1e-9) {
				t.Errorf("Direct%v azimuth %v, want %v", l, azi, want[2])
			}
		}
	}
	t.Logf("worst miss %.2g m, worst azimuth error %.2g°", worstMiss, worstAzi)
}

func TestInverseKnownLines(t *testing.T) {
	quarter := 10001965.729 // metres, equator to pole
	for _, c := range []struct {
		name             string
		p                pair
		dist, azi1, azi2 float64
	}{
		{"quarter meridian", pair{0, 0, 0, 90}, quarter, 0, 0},
		{"pole to pole", pair{0, -90, 0, 90}, 2 * quarter, 0, 0},
		{"degree of the equator", pair{-92, 0, -91, 0}, 111319.491, 90, 90},
		{"westwards across 180°", pair{-179.5, 0, 179.5, 0}, 111319.491, -90, -90},
		{"three turns away", pair{-92 + 1080, 0, -91, 0}, 111319.491, 90, 90},
		{"coincident", pair{-92, 14, 268, 14}, 0, 0, 0},
		{"JFK to LHR", pair{-73.8, 40.6, -0.5, 51.6}, 5551759.400, 51.1989, 107.8218},
	} {
		d, azi1, azi2 := wgs84.Inverse(c.p.lon1, c.p.lat1, c.p.lon2, c.p.lat2)
		if math.Abs(d-c.dist) > 1e-3 || math.Abs(azi1-c.azi1) > 1e-4 || math.Abs(azi2-c.azi2) > 1e-4 {
			t.Errorf("%s: got %.3f m, %.4f°, %.4f°; want %.3f, %.4f, %.4f",
				c.name, d, azi1, azi2, c.dist, c.azi1, c.azi2)
		}
	}
}

func TestInverseIsSymmetric(t *testing.T) {
	pairs, class := drawPairs(200)
	for i, p := range pairs {
		there, _, _ := wgs84.Inverse(p.lon1, p.lat1, p.lon2, p.lat2)
		back, _, _ := wgs84.Inverse(p.lon2, p.lat2, p.lon1, p.lat1)
		turned, _, _ := wgs84.Inverse(p.lon1+360, p.lat1, p.lon2-720, p.lat2)
		mirrored, _, _ := wgs84.Inverse(-p.lon1, -p.lat1, -p.lon2, -p.lat2)
		if !(math.Abs(there-back) <= 2e-8) || !(math.Abs(there-mirrored) <= 2e-8) || !(math.Abs(there-turned) <= toleranceM) {
			t.Errorf("%s: %v: %v there, %v back, %v mirrored, %v after full turns",
				class[i], p, there, back, mirrored, turned)
		}
	}
}

func TestGeodesicOddInput(t *testing.T) {
	odd := []float64{
		math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 1e300, 90.0000001, -91,
		90, -90, 180, -180, 0, math.Copysign(0, -1), 5e-324, -1e-310, 1e-160, 179.99999999999997, 89.99999999999999, 1,
	}
	bad := func(lon, lat float64) bool {
		return math.IsNaN(lon) || math.IsInf(lon, 0) || !(math.Abs(lat) <= 90)
	}
	for _, a := range odd {
		for _, b := range odd {
			for _, c := range odd {
				for _, d := range odd {
					dist, azi1, azi2 := wgs84.Inverse(a, b, c, d)
					isNaN := math.IsNaN(dist) && math.IsNaN(azi1) && math.IsNaN(azi2)
					isNumber := dist >= 0 && dist < 20003932 && math.Abs(azi1) <= 180 && math.Abs(azi2) <= 180
					if want := bad(a, b) || bad(c, d); isNaN != want || isNumber == want {
						t.Fatalf("Inverse(%g, %g, %g, %g) = %v, %v, %v", a, b, c, d, dist, azi1, azi2)
					}
					lon, lat, azi := wgs84.Direct(a, b, c, d)
					isNaN = math.IsNaN(lon) && math.IsNaN(lat) && math.IsNaN(azi)
					isNumber = math.Abs(lon) <= 180 && math.Abs(lat) <= 90 && math.Abs(azi) <= 180
					wantNaN := bad(a, b) || bad(c, 0) || bad(d, 0)
					if isNaN != wantNaN || isNumber == wantNaN {
						t.Fatalf("Direct(%g, %g, %g, %g) = %v, %v, %v", a, b, c, d, lon, lat, azi)
					}
				}
			}
		}
	}
}

func TestSinCosDegExact(t *testing.T) {
	for deg, want := range map[float64][2]float64{
		0: {0, 1}, 90: {1, 0}, 180: {0, -1}, 270: {-1, 0}, -90: {-1, 0}, -180: {0, -1}, 450: {1, 0}, 360e9: {0, 1},
	} {
		if s, c := wgs84.SinCosDeg(deg); s != want[0] || c != want[1] {
			t.Errorf("SinCosDeg(%v) = %v, %v; want %v", deg, s, c, want)
		}
	}
	if s, c := wgs84.SinCosDeg(math.Inf(1)); !math.IsNaN(s) || !math.IsNaN(c) {
		t.Errorf("SinCosDeg(+Inf) = %v, %v; want NaN", s, c)
	}
}

func BenchmarkInverse(b *testing.B) {
	for _, class := range []string{"any", "100 m", "10 km", "antipodal within 0.5°"} {
		b.Run(class, func(b *testing.B) {
			var pairs []pair
			all, names := drawPairs(64)
			for i, p := range all {
				if names[i] == class {
					pairs = append(pairs, p)
				}
			}
			var sum float64
			for i := 0; b.Loop(); i++ {
				p := pairs[i%len(pairs)]
				d, _, _ := wgs84.Inverse(p.lon1, p.lat1, p.lon2, p.lat2)
				sum += d
			}
			if math.IsNaN(sum) {
				b.Fatal("NaN")
			}
		})
	}
}

func BenchmarkDirect(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		wgs84.Direct(-92, 14, float64(i%360), 10e3)
	}
}
