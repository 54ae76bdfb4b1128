package geo_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/geo/wgs84"
)

// ruler finds the place on a given line, straight in longitude and latitude,
// that has a chainage.
type ruler struct {
	edges []edge
	cum   []float64 // chainage of each edge's start; closed by the length
}

func newRuler(ls orb.LineString) *ruler {
	u := &ruler{cum: []float64{0}}
	for i := 1; i < len(ls); i++ {
		e := newEdge(ls[i-1], ls[i])
		u.edges = append(u.edges, e)
		u.cum = append(u.cum, u.cum[i-1]+e.lengthM(1))
	}
	return u
}

// nearest returns the place on the given line nearest to p, which is
// on or beside it at about the given chainage.
func (u *ruler) nearest(p orb.Point, chainageM float64) orb.Point {
	i := sort.SearchFloat64s(u.cum, chainageM) - 1
	var best orb.Point
	bestM := math.Inf(1)
	for k := max(0, i-1); k < min(len(u.edges), i+2); k++ {
		const steps = 300
		guess, least := 0.0, math.Inf(1)
		for j := range steps + 1 {
			t := float64(j) / steps
			if d := geo.DistanceM(u.edges[k].at(t), p); d < least {
				guess, least = t, d
			}
		}
		at := u.edges[k].at(u.edges[k].nearest(p, guess, 1.0/steps))
		if d := geo.DistanceM(at, p); d < bestM {
			best, bestM = at, d
		}
	}
	return best
}

// reachCase is a line and the places it is to be within reach of.
type reachCase struct {
	ls    orb.LineString
	line  *geo.Line
	posts []orb.Point
	spans []geo.Spans
}

// reachCases draws lines everywhere with posts about so far from them.
func reachCases(t *testing.T, r *rand.Rand, metres float64) []reachCase {
	var out []reachCase
	for _, c := range regions {
		for _, stepM := range []float64{math.Max(metres/20, 5), metres / 2, 60e3} {
			if stepM > 200e3 {
				continue
			}
			k := reachCase{ls: wiggle(r, c.at, 15, stepM)}
			k.line = newLine(t, k.ls)
			for i := range 5 {
				p := k.line.At(r.Float64() * k.line.LengthM())
				switch i {
				case 0: // at a vertex
					p = k.ls[r.IntN(len(k.ls))]
				case 1: // graze: about 1 m deep or short
					p = beside(r, p, math.Max(0, metres-1+2*r.Float64()))
				default:
					p = beside(r, p, math.Max(metres*1.2*r.Float64(), metres-300e3*r.Float64()))
				}
				k.posts = append(k.posts, p)
				k.spans = append(k.spans, k.line.Within(geo.NewReach(p, metres)))
			}
			out = append(out, k)
		}
	}
	return out
}

// reachBounds are the distances asked for and how far from them the true
// distance at the ends of the spans may be.
var reachBounds = []struct{ metres, allowed float64 }{
	{0.05, 0.02}, {1, 0.02}, {50, 0.02}, {1e3, 0.02}, {10e3, 0.02}, {20e3, 0.02}, {60e3, 0.02}, {100e3, 0.02},
	{200e3, 0.02}, {500e3, 0.02}, {3000e3, 0.02}, {12000e3, 0.02}, {19900e3, 0.02}, {20000e3, 0.02},
}

// TestReachEndsAreAtTheDistanceAskedFor checks every end of every span: by
// the place that At gives, and by the place on the given edge beside it.
func TestReachEndsAreAtTheDistanceAskedFor(t *testing.T) {
	t.Parallel()
	for _, c := range reachBounds {
		var byAt, byEdge []pair
		for _, k := range reachCases(t, seeded(uint64(c.metres*100)), c.metres) {
			u := newRuler(k.ls)
			for i, spans := range k.spans {
				for _, s := range spans {
					for _, end := range []float64{s.FromM, s.ToM} {
						if end == 0 || end == k.line.LengthM() {
							continue
						}
						p := k.line.At(end)
						byAt = append(byAt, pair{p, k.posts[i]})
						byEdge = append(byEdge, pair{u.nearest(p, end), k.posts[i]})
					}
				}
			}
		}
		truth := geodesics(t, append(slices.Clone(byAt), byEdge...))
		var at, on worst
		for i := range byAt {
			at.see(math.Abs(truth[i]-c.metres), "%v", byAt[i])
			on.see(math.Abs(truth[len(byAt)+i]-c.metres), "%v", byEdge[i])
		}
		t.Logf("%10g m: %4d ends, off by %.4f m by At, %.5f m on the given edge", c.metres, len(byAt), at.v, on.v)
		if len(byAt) < 10 {
			t.Errorf("%g m: only %d ends", c.metres, len(byAt))
		}
		if !(at.v <= c.allowed) {
			t.Errorf("%g m: the distance at an end is off by %g m: %s", c.metres, at.v, at.where)
		}
		if !(on.v <= 0.001) {
			t.Errorf("%g m: the distance of the edge at an end is off by %g m: %s", c.metres, on.v, on.where)
		}
	}
}

func TestReachHoldsWhatIsNear(t *testing.T) {
	t.Parallel()
	for _, c := range reachBounds {
		r := seeded(uint64(c.metres*100) + 1)
		var pairs []pair
		var in []bool
		for _, k := range reachCases(t, r, c.metres) {
			for i, spans := range k.spans {
				for range 5 {
					at := r.Float64() * k.line.LengthM()
					pairs, in = append(pairs, pair{k.line.At(at), k.posts[i]}), append(in, spans.Contains(at))
				}
			}
		}
		within := 0
		for i, m := range geodesics(t, pairs) {
			if in[i] {
				within++
			}
			if math.Abs(m-c.metres) > 0.02 && in[i] != (m < c.metres) {
				t.Errorf("%g m: %v are %.4f m apart, within: %v", c.metres, pairs[i], m, in[i])
			}
		}
		if within < len(pairs)/50 || within == len(pairs) {
			t.Errorf("%g m: %d of %d chainages within, the cases prove little", c.metres, within, len(pairs))
		}
	}
}

// TestReachNearTheAntipode: what is beyond the reach is a small patch there,
// and may lie within one piece.
func TestReachNearTheAntipode(t *testing.T) {
	for i, p := range []orb.Point{{10, 20}, {100, 0}, {0, 90}, {-70, -55}} {
		r := seeded(uint64(300 + i))
		anti := orb.Point{p[0] + 180, -p[1]}
		if anti[0] > 180 {
			anti[0] -= 360
		}
		for _, short := range []float64{5e3, 60e3, 500e3} {
			far := geo.DistanceM(p, anti)
			metres := far - short
			wrong := 0
			for range 4 {
				a := beside(r, anti, 2*short*r.Float64())
				ls := orb.LineString{beside(r, a, 100e3), a, beside(r, a, 100e3)}
				l := newLine(t, ls)
				spans := l.Within(geo.NewReach(p, metres))
				for range 200 {
					at := r.Float64() * l.LengthM()
					m := geo.DistanceM(p, l.At(at))
					if math.Abs(m-metres) > 0.02 && spans.Contains(at) != (m < metres) {
						wrong++
					}
				}
			}
			if wrong > 8 { // of 4 lines with 200 places, 1 km apart
				t.Errorf("from %v: %d of 800 places wrong, reach %.3f", p, wrong, metres)
			}
		}
	}
}

func TestReachGrazes(t *testing.T) {
	l := newLine(t, orb.LineString{{10, 50}, {10, 52}}) // a meridian
	for _, d := range []float64{5, 100, 5e3, 20e3, 90e3} {
		// East of the meridian, nearest at right angles.
		var pairs []pair
		for _, deep := range []float64{1, -1, 0.01, -0.01} {
			p := orb.Point{10, 51}
			lo, hi := 0.0, 5.0
			for range 60 {
				p[0] = 10 + (lo+hi)/2
				if l.Locate(p).OffsetM < d-deep {
					lo = (lo + hi) / 2
				} else {
					hi = (lo + hi) / 2
				}
			}
			spans := l.Within(geo.NewReach(p, d))
			if deep < 0 && len(spans) > 0 {
				t.Errorf("%g m: %g m short, but %v is within", d, -deep, spans)
			}
			if deep > 0 {
				// A disc of radius d, deep into a straight line.
				want := 2 * math.Sqrt(2*d*deep-deep*deep)
				slack := math.Sqrt(8*d*(deep+0.002)) - math.Sqrt(8*d*deep) + 1e-2*want
				if math.Abs(spans.LengthM()-want) > slack {
					t.Errorf("%g m, %g m deep: %.4f m within, want %.4f", d, deep, spans.LengthM(), want)
				}
				for _, s := range spans {
					pairs = append(pairs, pair{p, l.At(s.FromM)}, pair{p, l.At(s.ToM)})
				}
			}
		}
		for i, m := range geodesics(t, pairs) {
			if math.Abs(m-d) > 0.002 {
				t.Errorf("%g m: end %v is %.5f m away", d, pairs[i], m)
			}
		}
	}
}

// TestReachGrazesFarAway: where a chord does not tell the nearest place of a
// piece, the geodesic must.
func TestReachGrazesFarAway(t *testing.T) {
	r := seeded(1300)
	for range 60 {
		a := anywhere(r)
		l := newLine(t, orb.LineString{a, beside(r, a, 1900)})
		// A place at right angles to somewhere on the one piece.
		at := l.LengthM() * (0.3 + 0.4*r.Float64())
		foot := l.At(at)
		lon, lat, _ := wgs84.Direct(foot[0], foot[1], l.BearingDeg(at)+90, math.Pow(10, 5.1+1.8*r.Float64()))
		p := orb.Point{lon, lat}
		lo, hi := 0.0, l.LengthM()
		for range 60 { // by thirds
			m1, m2 := lo+(hi-lo)/3, hi-(hi-lo)/3
			if geo.DistanceM(p, l.At(m1)) < geo.DistanceM(p, l.At(m2)) {
				hi = m2
			} else {
				lo = m1
			}
		}
		least := geo.DistanceM(p, l.At(lo))
		if got := l.Locate(p).OffsetM; got > least+1e-4 || got < least-0.01 { // a cut edge may have two valleys
			t.Errorf("%v is %.6f m away, Locate says %.6f", p, least, got)
		}
		deep := 0.02 // more than pieces stray
		if got := l.Within(geo.NewReach(p, least+deep)); len(got) != 1 {
			t.Errorf("%g m deep at %.0f m: %v", deep, least, got)
		}
		if got := l.Within(geo.NewReach(p, least-deep)); len(got) != 0 {
			t.Errorf("%g m short at %.0f m: %v", deep, least, got)
		}
	}
}

func TestReachOfOddLines(t *testing.T) {
	ring := orb.LineString{{20, 60}, {20.2, 60}, {20.2, 60.1}, {20, 60.1}, {20, 60}}
	cross := orb.LineString{{0, 0}, {0.2, 0.2}, {0.2, 0}, {0, 0.2}}
	twice := orb.LineString{{0, 0}, {0.1, 0}, {0, 0}, {0.1, 0}}
	same := orb.LineString{{5, 5}, {5, 5}, {5.1, 5}, {5.1, 5}, {5.1, 5}, {5.2, 5.1}, {5.2, 5.1}}
	for _, c := range []struct {
		name   string
		ls     orb.LineString
		at     orb.Point
		metres float64
		spans  int
	}{
		{"the start of a ring is its end", ring, orb.Point{20, 60}, 1000, 2},
		{"a crossing is passed twice", cross, orb.Point{0.1, 0.1}, 500, 2},
		{"there and back is one", twice, orb.Point{0, 0}, 500, 2},
		{"three passes", twice, orb.Point{0.05, 0}, 500, 3},
		{"repeated vertices", same, orb.Point{5.1, 5}, 700, 1},
		{"repeated first vertex", same, orb.Point{5, 5}, 0.05, 1},
		{"repeated last vertex", same, orb.Point{5.2, 5.1}, 0.05, 1},
		{"no metres", same, orb.Point{6, 5}, 0, 0},
		{"negative metres", same, orb.Point{5.1, 5}, -1, 0},
		{"metres that are no number", same, orb.Point{5.1, 5}, math.NaN(), 0},
		{"nowhere", same, orb.Point{math.NaN(), 5}, 1e9, 0},
		{"infinitely far away", same, orb.Point{math.Inf(1), 5}, 1e9, 0},
		{"everything", same, orb.Point{5.1, 5}, math.Inf(1), 1},
		{"all the earth", same, orb.Point{-120, -50}, 20100e3, 1},
	} {
		l := newLine(t, c.ls)
		spans := l.Within(geo.NewReach(c.at, c.metres))
		if len(spans) != c.spans {
			t.Errorf("%s: %v, want %d spans", c.name, spans, c.spans)
		}
	}
}
