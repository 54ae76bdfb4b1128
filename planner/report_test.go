package planner_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/data"
	"lindero/geo"
	"lindero/internal/reporttest"
	"lindero/planner"
	"lindero/sectors"
)

// anyBatch draws lines and posts near each other, some over the antimeridian.
func anyBatch(t *rapid.T) *sectors.Scenario {
	s := &sectors.Scenario{Rules: sectors.Rules{DetourFactor: 1}}
	lon0 := rapid.SampledFrom([]float64{0, 179.9, -180, 360}).Draw(t, "lon0")
	lat0 := rapid.SampledFrom([]float64{0, 60, -89, 15}).Draw(t, "lat0")
	place := rapid.Custom(func(t *rapid.T) orb.Point {
		const micro = 1e-6 // 11 cm: stretches below 1 mm are within the tolerance
		return orb.Point{lon0 + micro*float64(rapid.IntRange(-1e6, 1e6).Draw(t, "lon")), lat0 + micro*float64(rapid.IntRange(-1e6, 1e6).Draw(t, "lat"))}
	})
	for i := range rapid.IntRange(1, 4).Draw(t, "lines") {
		var parts []orb.LineString
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			parts = append(parts, rapid.SliceOfN(place, 2, 6).Draw(t, "part"))
		}
		line, err := geo.NewLine(parts...)
		if err != nil && !errors.Is(err, geo.ErrZeroLength) {
			t.Fatal(err)
		}
		if err != nil || !(line.LengthM() > 1) {
			continue // within the tolerance of measuring
		}
		s.Routes = append(s.Routes, sectors.Route{ID: fmt.Sprint(i), Watched: rapid.Bool().Draw(t, "watched"), Line: line})
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "posts") {
		s.Posts = append(s.Posts, sectors.Post{ID: fmt.Sprint(i), At: place.Draw(t, "post"), WatchRadiusM: rapid.SampledFrom([]float64{0, 1, 500, 20000, 100000}).Draw(t, "reach")})
	}
	return s
}

func layoutOf(t rapid.TB, s *sectors.Scenario) *sectors.Layout {
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestCoveredAndGaps: together they are the route, without overlap, but for
// stretches too short to be told from the error of measuring.
func TestCoveredAndGaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := layoutOf(t, anyBatch(t))
		r, err := planner.NewReport(context.Background(), l, nil)
		if err != nil {
			t.Fatal(err)
		}
		total := planner.Totals{}
		for i := range l.Routes {
			gaps := geo.Spans{}
			n := 0
			for _, g := range r.Gaps {
				if g.Route == i {
					gaps = append(gaps, g.Span)
					n++
				}
			}
			if !l.Routes[i].Watched {
				if n > 0 || len(r.Coverage.Spans[i]) > 0 || r.ByRoute[i] != (planner.Totals{}) {
					t.Fatalf("route %d is not watched: %v", i, r.ByRoute[i])
				}
				continue
			}
			whole := l.Routes[i].Line.Whole()
			if both := geo.NewSpans(gaps...).Intersect(r.Coverage.Spans[i]); len(both) > 0 {
				t.Fatalf("covered and open: %v", both)
			}
			union := geo.NewSpans(append(gaps, r.Coverage.Spans[i]...)...)
			if missing := union.Complement(whole); missing.LengthM() > 0.001*float64(len(missing)) {
				t.Fatalf("neither covered nor open: %v", missing)
			}
			if x := r.ByRoute[i]; x.GapCount != n || math.Abs(x.LengthM-whole.LengthM()) > 0 || math.Abs(x.CoveredM()-r.Coverage.Spans[i].LengthM()) > 0.01 {
				t.Fatalf("route %d: %+v, covered %v", i, x, r.Coverage.Spans[i].LengthM())
			}
			total = total.Add(r.ByRoute[i])
		}
		if total != r.Total {
			t.Fatalf("total %+v, of routes %+v", r.Total, total)
		}
	})
}

// TestWithinReach samples places: what is covered is within reach of a post,
// and what is open is not, but for 2 cm.
func TestWithinReach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := layoutOf(t, anyBatch(t))
		c, err := planner.Cover(context.Background(), l, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range l.Routes {
			if !l.Routes[i].Watched {
				continue
			}
			m := rapid.Float64Range(0, 0.999999).Draw(t, "at") * l.Routes[i].Line.LengthM() // spans leave out their end
			spare := math.Inf(-1)                                                           // how far inside the reach of the post that sees it best
			for _, p := range l.Scenario.Posts {
				if p.WatchRadiusM > 0 {
					spare = max(spare, p.WatchRadiusM-geo.DistanceM(p.At, l.Routes[i].Line.At(m)))
				}
			}
			if covered := c.Spans[i].Contains(m); math.Abs(spare) > 0.02 && covered != (spare > 0) {
				t.Fatalf("route %d at %v: covered %v, %v m inside the reach", i, m, covered, spare)
			}
		}
	})
}

// TestNearestPosts compares with a look at every post.
func TestNearestPosts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyBatch(t)
		s.Sides = [2]sectors.Side{{Code: "AA"}, {Code: "BB"}}
		for i := range s.Posts {
			s.Posts[i].Side = rapid.SampledFrom([]string{"AA", "BB"}).Draw(t, "side")
		}
		r, err := planner.NewReport(context.Background(), layoutOf(t, s), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range r.Gaps {
			line := s.Routes[g.Route].Line
			for i, side := range s.Sides {
				best := math.Inf(1)
				for _, p := range s.Posts {
					if p.Side == side.Code {
						best = min(best, geo.DistanceM(p.At, g.Middle))
					}
				}
				check(t, s, "nearby", g.Nearby[i], best, 0.001)
				if p := g.Nearby[i].Post; p >= 0 && s.Posts[p].Side != side.Code {
					t.Fatalf("%s's post is one of %s", side.Code, s.Posts[p].Side)
				}
			}
			best := math.Inf(1)
			for _, p := range s.Posts {
				best = min(best, geo.DistanceM(p.At, g.End)) // At the end may be the start of the next part
				for k := range 200 {
					best = min(best, geo.DistanceM(p.At, line.At(g.Span.FromM+g.Span.LengthM()*float64(k)/200)))
				}
			}
			if p := g.Nearest; p.Post >= 0 && (p.DistanceM > best+0.01 || p.DistanceM < best-g.Span.LengthM()/200) || p.Post < 0 != math.IsInf(best, 1) {
				t.Fatalf("nearest %+v, of samples %v", p, best)
			}
		}
	})
}

func check(t *rapid.T, s *sectors.Scenario, what string, got planner.PostDistance, want, within float64) {
	if got.Post < 0 != math.IsInf(want, 1) || got.Post >= 0 && math.Abs(got.DistanceM-want) > within {
		t.Fatalf("%s %+v of %d posts, want %v m", what, got, len(s.Posts), want)
	}
}

// TestCores: the bytes that come out do not depend on the number of cores.
func TestCores(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	s, defaults, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	want := ""
	for _, cores := range []int{1, 2, 8, 1} {
		runtime.GOMAXPROCS(cores)
		var b bytes.Buffer
		r := reporttest.Of(t, s)
		if err := errors.Join(data.WriteGapsGeoJSON(&b, r), data.WriteGapsCSV(&b, r)); err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(&b, data.Summarise(r, defaults))
		if want == "" {
			want = b.String()
		}
		if b.String() != want {
			t.Errorf("%d cores give another answer", cores)
		}
	}
}

// TestProgress is told of all the work, and of no more.
func TestProgress(t *testing.T) {
	l := layoutOf(t, drawing(t, strings.Repeat("P-", 1000), 100))
	total := l.Routes[0].Line.Blocks()
	if total < 8 {
		t.Fatalf("%d blocks are too few to tell of", total)
	}
	var mu sync.Mutex
	seen, most := map[int]bool{}, 0
	_, err := planner.Cover(context.Background(), l, func(done, of int) {
		mu.Lock()
		defer mu.Unlock()
		if of != total || done < 1 || done > of || seen[done] {
			t.Errorf("%d of %d, seen %v", done, of, seen)
		}
		seen[done] = true
		most = max(most, done)
	})
	if err != nil || most != total {
		t.Errorf("ends with %d, %v", most, err)
	}
}

// TestCancelled stops at once, with the context's error.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	l := layoutOf(t, drawing(t, "P----", 100))
	if r, err := planner.NewReport(ctx, l, nil); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("%v, %v", r, err)
	}
}

// TestReasons: beyond reach where something serves the kind, else no patrol.
func TestReasons(t *testing.T) {
	for _, c := range []struct {
		name   string
		kind   sectors.Kind
		radius float64
		speed  sectors.PerKind
		want   planner.Reason
	}{
		{"a patrol for it", sectors.River, 0, sectors.PerKind{River: 0.01}, planner.BeyondReach},
		{"a patrol for another", sectors.River, 0, sectors.PerKind{Land: 0.01}, planner.NoPatrol},
		{"a post that sees is no patrol", sectors.River, 1, sectors.PerKind{Land: 0.01}, planner.NoPatrol},
		{"no kind, a post that sees", sectors.Any, 1, sectors.PerKind{}, planner.BeyondReach},
		{"no kind, any patrol", sectors.Any, 0, sectors.PerKind{Sea: 0.01}, planner.BeyondReach},
		{"nobody", sectors.Any, 0, sectors.PerKind{}, planner.NoPatrol},
	} {
		s := drawing(t, "-----", 0)
		s.Routes[0].Kind = c.kind
		s.Posts = []sectors.Post{{ID: "far", At: orb.Point{50, 50}, WatchRadiusM: c.radius}}
		s.Patrols = []sectors.Patrol{{ID: "u", Post: "far", SpeedKmh: c.speed, ShiftH: 1}}
		r := reporttest.Of(t, s)
		if len(r.Gaps) != 1 || r.Gaps[0].Reason != c.want {
			t.Errorf("%s: %+v, want %s", c.name, r.Gaps, c.want)
		}
	}
}

// TestHairlines: what is shorter than a millimetre is no gap, at the start of
// a line, between posts and where its parts break.
func TestHairlines(t *testing.T) {
	const degree = 111319.4907932 // metres of the equator
	line, err := geo.NewLine(orb.LineString{{0, 0}, {1000 / degree, 0}}, orb.LineString{{1, 0}, {1 + 1000/degree, 0}})
	if err != nil {
		t.Fatal(err)
	}
	post := func(at, reach float64) sectors.Post {
		return sectors.Post{At: orb.Point{at / degree, 0}, WatchRadiusM: reach}
	}
	s := &sectors.Scenario{Routes: []sectors.Route{{ID: "r", Watched: true, Line: line}}, Posts: []sectors.Post{
		post(100, 99.9995), // leaves half a millimetre of the start
		post(300, 99.9998), // and 0.7 mm after the one before
		post(900, 99.9995), // and half a millimetre before the break
	}}
	r := reporttest.Of(t, s)
	want := []geo.Span{{FromM: 399.9998, ToM: 800.0005}, {FromM: 1000, ToM: 2000}}
	if c := r.Coverage.Spans[0]; len(c) != 2 || c[0].FromM != 0 {
		t.Errorf("covered %+v, want two spans, the first from 0", c)
	}
	if len(r.Gaps) != 2 {
		t.Fatalf("%d gaps: %+v", len(r.Gaps), r.Gaps)
	}
	for i, g := range r.Gaps {
		if math.Abs(g.Span.FromM-want[i].FromM) > 1e-5 || math.Abs(g.Span.ToM-want[i].ToM) > 1e-5 {
			t.Errorf("gap %d is %+v, want %+v", i, g.Span, want[i])
		}
	}
}

// TestKinds: a patrol covers only routes of a kind on which it can move.
func TestKinds(t *testing.T) {
	for _, kind := range sectors.Kinds {
		for _, moves := range sectors.Kinds {
			s := drawing(t, "-----", 0)
			s.Routes[0].Kind = kind
			s.Posts = []sectors.Post{{ID: "here", At: orb.Point{0, 0}}}
			p := sectors.Patrol{ID: "u", Post: "here", ShiftH: 1}
			p.SpeedKmh.Set(moves, 4) // 2 km out and 2 km back
			s.Patrols = []sectors.Patrol{p}
			want := 5000.0
			if kind == moves {
				want = 3000
			}
			if r := reporttest.Of(t, s); math.Abs(r.Total.GapM-want) > 0.001 {
				t.Errorf("%s patrol on %s: %v m open, want %v", moves, kind, r.Total.GapM, want)
			}
		}
	}
}

// TestLongest orders gaps by length, of equals the earlier first.
func TestLongest(t *testing.T) {
	r := &planner.Report{Gaps: []planner.Gap{{Route: 0, Span: geo.Span{ToM: 5}}, {Route: 1, Span: geo.Span{ToM: 9}}, {Route: 2, Span: geo.Span{FromM: 1, ToM: 6}}}}
	got := r.Longest(5)
	if len(got) != 3 || got[0].Route != 1 || got[1].Route != 0 || got[2].Route != 2 || r.Gaps[0].Route != 0 {
		t.Errorf("%v of %v", got, r.Gaps)
	}
	if len(r.Longest(1)) != 1 || len(r.Longest(0)) != 0 {
		t.Error("how many")
	}
}
