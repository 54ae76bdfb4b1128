package journey_test

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/planner/journey"
	"lindero/sectors"
)

func meet(t testing.TB, l *sectors.Layout, q journey.Question) *journey.Rendezvous {
	t.Helper()
	if q.StepM == 0 {
		q.StepM = 100
	}
	r, err := journey.Meet(t.Context(), l, q)
	if err != nil {
		t.Fatalf("%v: %v", q.Patrols, err)
	}
	return r
}

func patrolOf(l *sectors.Layout, id string) *sectors.Patrol {
	return &l.Scenario.Patrols[slices.IndexFunc(l.Scenario.Patrols, func(p sectors.Patrol) bool { return p.ID == id })]
}

// longer returns a patrol with time enough.
func longer(p *sectors.Patrol) *sectors.Patrol {
	q := *p
	q.ShiftH = 30e3 / p.SpeedKmh.Of(sectors.Any)
	return &q
}

// models and tables are made once for each layout and patrol.
var (
	models = map[*sectors.Layout]*access.Model{}
	tables = map[*sectors.Patrol]*access.Table{}
)

// modelOf returns the ways to the border of a layout, with breakpoints every
// 100 m.
func modelOf(t testing.TB, l *sectors.Layout) *access.Model {
	t.Helper()
	if models[l] == nil {
		a, err := axis.New(l, 100)
		if err != nil {
			t.Fatal(err)
		}
		models[l] = model(t, a)
	}
	return models[l]
}

// pairs in the box, of several sorts.
var boxedPairs = map[string][][2]string{
	"andorra":          {{"AD-06", "EU-05"}, {"AD-01", "EU-01"}},
	"guatemala-mexico": {{"GT-05", "MX-05"}, {"GT-17", "MX-18"}, {"GT-01", "MX-02"}, {"GT-08", "MX-11"}},
}

// TestPointsAreTheBest holds the points of pairs in the box to a scan of all
// meeting points, or breakpoints, with the tables of package access.
func TestPointsAreTheBest(t *testing.T) {
	for name, pairs := range boxedPairs {
		l := boxed(t, name)
		m := modelOf(t, l)
		a := m.Axis
		for _, pair := range pairs {
			tables := [2]*access.Table{m.New(longer(patrolOf(l, pair[0]))), m.New(longer(patrolOf(l, pair[1])))}
			type at struct {
				b         int
				later, us int64
			}
			scan := func(of []int) (out []at) {
				for _, b := range of {
					x, homeX := tables[0].At(b)
					y, homeY := tables[1].At(b)
					if max(x, y, homeX, homeY) < access.Never {
						out = append(out, at{b, max(x, y), min(x, y)})
					}
				}
				slices.SortStableFunc(out, func(p, q at) int {
					return cmp.Or(cmp.Compare(p.later, q.later), cmp.Compare(p.us, q.us), cmp.Compare(p.b, q.b))
				})
				return out
			}
			var designated, all []int
			for _, x := range a.Meetings {
				designated = append(designated, x.Breakpoint)
			}
			for b := range a.At {
				all = append(all, b)
			}
			r := meet(t, l, journey.Question{Patrols: [2]string{pair[1], pair[0]}, Most: 1000})
			want := scan(designated)
			if len(r.Points) != len(want) || r.Patrols != pair {
				t.Fatalf("%v: %d points of %v, want %d", pair, len(r.Points), r.Patrols, len(want))
			}
			for i, p := range r.Points {
				if !near(p.ChainageM, a.ChainageM[want[i].b], 1e-6) || access.Us(p.LaterH) != want[i].later {
					t.Errorf("%v: point %d at %v m after %v h, want %v m after %v h", pair, i, p.ChainageM, p.LaterH, a.ChainageM[want[i].b], access.Hours(want[i].later))
				}
				for s := range tables {
					us, homeUs := tables[s].At(want[i].b)
					if access.Us(p.ArriveH[s]) != us || access.Us(p.HomeH[s]) != homeUs || p.WithinShift[s] != (us+homeUs <= access.Us(r.ShiftH[s])) {
						t.Errorf("%v: point %d, side %d: %+v", pair, i, s, p)
					}
					checkLegs(t, l, pair[s], p.Out[s], p.ArriveH[s], p.Out[s][len(p.Out[s])-1].ToKm*1000)
					checkLegs(t, l, pair[s], p.Home[s], p.HomeH[s], p.Home[s][len(p.Home[s])-1].ToKm*1000)
				}
			}
			r = meet(t, l, journey.Question{Patrols: pair, Most: 4, Anywhere: true})
			var kept []at
			for _, x := range scan(all) {
				apart := func(y at) bool {
					d := math.Abs(a.ChainageM[x.b] - a.ChainageM[y.b])
					return d >= 1000 && (!a.Ring || a.LengthM()-d >= 1000)
				}
				if len(kept) < 4 && !slices.ContainsFunc(kept, func(y at) bool { return !apart(y) }) {
					kept = append(kept, x)
				}
			}
			for i, p := range r.Points {
				if access.Us(p.LaterH) != kept[i].later || !near(p.ChainageM, a.ChainageM[kept[i].b], 1e-6) {
					t.Errorf("%v anywhere: point %d at %v after %v h, want %v after %v", pair, i, p.ChainageM, p.LaterH, a.ChainageM[kept[i].b], access.Hours(kept[i].later))
				}
			}
		}
	}
}

// TestBorderIsochrones samples the border densely with the tables of a finer
// axis.
func TestBorderIsochrones(t *testing.T) {
	for name, pairs := range boxedPairs {
		l := boxed(t, name)
		fine, err := axis.New(l, 50)
		if err != nil {
			t.Fatal(err)
		}
		m := model(t, fine)
		for _, pair := range pairs[:1] {
			r := meet(t, l, journey.Question{Patrols: pair})
			for _, x := range r.Isochrones {
				if x.Of != journey.OfBorder {
					continue
				}
				s := slices.Index(r.Sides[:], x.Side)
				table := m.New(longer(patrolOf(l, pair[s])))
				p, reachedM := patrolOf(l, pair[s]), 0.0
				for e := range fine.Elements {
					us, _ := table.At(e)
					next, _ := table.At(e + 1)
					if us <= access.Us(x.WithinH) && next <= access.Us(x.WithinH) && access.HugKmh(fine, p, s, e) > 0 {
						reachedM += fine.Elements[e].LengthM
					}
				}
				sumM := 0.0
				for _, y := range x.Spans {
					sumM += y.ToM - y.FromM
				}
				// A finer axis finds straight ways to places between.
				if slack := 120 * float64(len(x.Spans)+2); !near(sumM, x.LengthM, 1e-3) || !near(reachedM, x.LengthM, slack+0.01*reachedM) {
					t.Errorf("%v %s within %v h: %v m, spans of %v m, sampled %v m", pair, x.Side, x.WithinH, x.LengthM, sumM, reachedM)
				}
			}
		}
	}
}

// TestDrawnIsochrones has figures made by hand: the patrol on foot comes straight
// to the border after 2 × 11.06 km at 4 km/h and goes along it at 5, the car has
// roads.
func TestDrawnIsochrones(t *testing.T) {
	l := layoutOf(t, drawn(t))
	r := meet(t, l, journey.Question{Patrols: [2]string{"car", "foot"}, WithinH: []float64{0.5, 7.5}})
	offH := 2 * geo.DistanceM(orb.Point{0.1, -0.1}, orb.Point{0.1, 0}) / 4e3
	at := map[string]journey.Isochrone{}
	for _, x := range r.Isochrones {
		at[fmt.Sprint(x.Side, x.Of, x.WithinH)] = x
	}
	if x := at["BBborder0.5"]; x.LengthM != 0 || len(x.Spans) != 0 {
		t.Errorf("on foot within half an hour: %+v", x)
	}
	x := at["BBborder7.5"]
	// To the east along the border, faster than straight from where that is slower:
	// cos of the angle at which it leaves is 4/5 ÷ 2.
	side := geo.DistanceM(orb.Point{0.1, -0.1}, orb.Point{0.1, 0})
	tan := 0.4 / math.Sqrt(1-0.16)
	alongM := side*tan + (7.5-2*side/math.Sqrt(1-0.16)/4e3)*5e3
	if len(x.Spans) != 1 || !near(x.Spans[0].ToM, 0.1*degreeM+alongM, 20) || offH > 7.5 {
		t.Errorf("on foot within 7.5 h: %v, want up to %v", x.Spans, 0.1*degreeM+alongM)
	}
	// 15 km of the 33 at 30 km/h, and of the loop 20 km at 40 km/h.
	x = at["AAroutes0.5"]
	if !near(x.LengthM, 35e3, 1) {
		t.Errorf("by car within half an hour: %v m", x.LengthM)
	}
	for _, want := range []float64{0.25, 2.5 / 3, 1, 1.9, 4, 12} {
		got := meet(t, l, journey.Question{Patrols: [2]string{"both", "foot"}, WithinH: []float64{want}})
		i := slices.IndexFunc(got.Isochrones, func(x journey.Isochrone) bool { return x.Side == "AA" && x.Of == journey.OfRoutes })
		// Some of it is reached sooner off route, and some off route only.
		if on, all := sampledRoutes(t, l, "both", want); got.Isochrones[i].LengthM < on-200 || got.Isochrones[i].LengthM > all+200 || all > 1.1*on+200 {
			t.Errorf("within %v h %v m of routes, sampled %v m, off route too %v m", want, got.Isochrones[i].LengthM, on, all)
		}
	}
}

// TestDrawnHomeReached is home from 8 km of the river in an hour, against the
// current, as it goes down 12 km.
func TestDrawnHomeReached(t *testing.T) {
	l := layoutOf(t, drawn(t))
	for _, c := range []struct {
		home bool
		want float64
	}{{false, 12e3}, {true, 8e3}} {
		tree := modelOf(t, l).Tree(patrolOf(l, "both"), c.home, access.Us(10))
		riverM := 0.0
		for _, x := range tree.Reached(access.Us(l.Routes[2].Line.LengthM()/30e3 + 0.2 + 1)) {
			if l.Routes[x.Route].ID == "r-river" {
				riverM += x.LengthM()
			}
		}
		if !near(riverM, c.want, 0.1) {
			t.Errorf("home %v: %v m of the river, want %v", c.home, riverM, c.want)
		}
	}
}

// TestTies puts of two points that are reached as late the one first where the
// other side is sooner.
func TestTies(t *testing.T) {
	s := drawn(t)
	s.Routes, s.Landings = nil, nil
	s.Border[0].Line = lineOf(t, orb.Point{-0.5, 0}, orb.Point{-0.125, 0}, orb.Point{0.125, 0}, orb.Point{0.5, 0})
	s.Rules = sectors.Rules{DetourFactor: 1} // straight is quickest
	s.Posts[0].At, s.Posts[1].At = orb.Point{0.03, 0.01}, orb.Point{0, -0.1}
	s.MeetingPoints = []sectors.MeetingPoint{{ID: "west", At: orb.Point{-0.125, 0}}, {ID: "east", At: orb.Point{0.125, 0}}}
	r := meet(t, layoutOf(t, s), journey.Question{Patrols: [2]string{"car", "foot"}})
	if p := r.Points; len(p) != 2 || p[0].LaterH != p[1].LaterH || p[0].ID != "east" {
		t.Errorf("%+v", p)
	}
}

// sampledRoutes is how much of the routes a patrol gets to within a time, by a
// way to every 50 m of them: by ways that end on the route, and by all.
func sampledRoutes(t testing.TB, l *sectors.Layout, patrol string, h float64) (onM, allM float64) {
	a, _ := axis.New(l, 1000)
	ways := model(t, a)
	for r := len(l.BorderFromM); r < len(l.Routes); r++ {
		line := l.Routes[r].Line
		for at := 25.0; at < line.LengthM(); at += 50 {
			way := ways.To(patrolOf(l, patrol), line.At(at), false, access.Us(h))
			// To that very place it may be a hair off the route.
			if n := len(way); n > 0 {
				allM += 50
				if way[n-1].By == access.OnRoute || way[n-1].LengthM < 0.01 {
					onM += 50
				}
			}
		}
	}
	return onM, allM
}

// TestRouteIsochrones holds what is reached of Andorra's roads, place by place, to
// how long the search says that they take.
func TestRouteIsochrones(t *testing.T) {
	l := boxed(t, "andorra")
	m, rnd := modelOf(t, l), rand.New(rand.NewPCG(1, 2))
	for _, home := range []bool{false, true} {
		for _, id := range []string{"AD-06", "EU-02", "AD-01"} {
			p, side := patrolOf(l, id), 0
			if id[:2] == "EU" {
				side = 1
			}
			tree := m.Tree(p, home, access.Us(100))
			limitUs := access.Us(0.4 * p.ShiftH)
			reached := map[int]geo.Spans{}
			for _, x := range tree.Reached(limitUs) {
				reached[x.Route] = append(reached[x.Route], x.Span)
			}
			in, out := 0, 0
			for range 1000 {
				r := len(l.BorderFromM) + rnd.IntN(len(l.Routes)-len(l.BorderFromM))
				c := rnd.Float64() * l.Routes[r].Line.LengthM()
				places := m.Network.Near(l.Routes[r].Line.At(c), side, sectors.Land, 1, func(orb.Point) bool { return true })
				if len(places) == 0 || m.Network.Route(places[0].Place) != r || math.Abs(places[0].M-c) > 0.01 {
					continue
				}
				us := tree.Us(places[0].Place)
				if math.Abs(float64(us-limitUs)) < 1e6 { // a second
					continue
				}
				if us <= limitUs {
					in++
				} else {
					out++
				}
				if reached[r].Contains(c) != (us <= limitUs) {
					t.Errorf("%s home %v: %s at %v m takes %v of %v h", id, home, l.Routes[r].ID, c, access.Hours(us), access.Hours(limitUs))
				}
			}
			if side == 0 && (in < 20 || out < 20) {
				t.Errorf("%s: %d places in reach and %d not", id, in, out)
			}
		}
	}
}

// TestWho finds the patrols of pairs and posts.
func TestWho(t *testing.T) {
	s := drawn(t)
	s.Pairs = []sectors.FixedPair{{ID: "first", Patrols: [2]string{"both", "foot"}}}
	s.Patrols = append(s.Patrols, sectors.Patrol{ID: "wing", Side: "BB", Post: "b", Layer: "air"}, sectors.Patrol{ID: "a+b", Side: "BB", Post: "b", Layer: sectors.SurfaceLayer})
	s.Posts = append(s.Posts, sectors.Post{ID: "c", Side: "BB", At: orb.Point{0.5, -0.5}}, sectors.Post{ID: "d", Side: "AA", At: orb.Point{0.5, 0.5}})
	for pair, want := range map[string][2]string{"first": {"both", "foot"}, "car+foot": {"car", "foot"}, "a+b+car": {"a+b", "car"}, "car+a+b": {"car", "a+b"}} {
		if got, err := journey.PairOf(s, pair); err != nil || got != want {
			t.Errorf("%s: %v, %v", pair, got, err)
		}
	}
	if got, err := journey.PatrolsAt(s, [2]string{"b", "a"}); err != nil || got != [2]string{"a+b", "both"} {
		t.Errorf("%v, %v", got, err)
	}
	problem := func(err error, code journey.Code, subjects ...string) {
		t.Helper()
		var p *journey.Problem
		if !errors.As(err, &p) || p.Code != code || !slices.Equal(p.Subjects, subjects) {
			t.Errorf("%v, want %s %q", err, code, subjects)
		}
	}
	_, err := journey.PairOf(s, "second")
	problem(err, journey.UnknownPair, "second", "first")
	_, err = journey.PairOf(s, "car+foto")
	problem(err, journey.UnknownPatrol, "foto", "foot")
	_, err = journey.PatrolsAt(s, [2]string{"a", "bb"})
	problem(err, journey.UnknownPost, "bb", "b")
	_, err = journey.PatrolsAt(s, [2]string{"b", "c"})
	problem(err, journey.PostsOneSide, "b", "c", "BB")
	_, err = journey.PatrolsAt(s, [2]string{"a", "c"})
	problem(err, journey.NoneThere, "a", "c", "both (surface), car (surface)", "")
	l := layoutOf(t, s)
	for _, c := range []struct {
		patrols [2]string
		code    journey.Code
	}{{[2]string{"car", "both"}, journey.SameSide}, {[2]string{"car", "wing"}, journey.Layers}, {[2]string{"car", "nobody"}, journey.UnknownPatrol}} {
		_, err := journey.Meet(t.Context(), l, journey.Question{Patrols: c.patrols, StepM: 100})
		var p *journey.Problem
		if !errors.As(err, &p) || p.Code != c.code {
			t.Errorf("%v: %v", c.patrols, err)
		}
	}
}
