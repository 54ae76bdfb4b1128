package access_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner/access"
	"lindero/planner/axis"
	"lindero/sectors"
)

// tableOf returns the times in a world.
func (w *world) tableOf(t *testing.T) (*axis.Axis, *access.Table) {
	t.Helper()
	a := w.axis(t)
	return a, model(t, a).New(&w.Patrols[0])
}

// later counts the breakpoints that a patrol comes to, or home from, later by
// some µs in one table than in another, and the times compared.
func later(x, y *access.Table, us int64) (worse, of int) {
	for i := range x.ArriveUs {
		arrive, home := y.At(x.From + i)
		for _, p := range [2][2]int64{{x.ArriveUs[i], arrive}, {x.HomeUs[i], home}} {
			if of++; p[1] > p[0]+us && x.ArriveUs[i] < access.Never {
				worse++
			}
		}
	}
	return worse, of
}

// TestNoRoads changes nothing where no route is for travel.
func TestNoRoads(t *testing.T) {
	first := firstRoads(t)
	for i := range uint64(150) {
		w := roadWorld(rand.New(rand.NewPCG(first+i, 43)))
		for k := range w.Routes {
			w.Routes[k].Travel = false
		}
		_, x := w.tableOf(t)
		w.Routes, w.roads, w.Landings, w.Barriers = nil, nil, nil, nil
		_, y := w.tableOf(t)
		if x.From != y.From || !slices.Equal(x.ArriveUs, y.ArriveUs) || !slices.Equal(x.HomeUs, y.HomeUs) || !slices.Equal(x.Anchor, y.Anchor) || !slices.Equal(x.HomeAnchor, y.HomeAnchor) {
			t.Errorf("seed %d: %+v, without any route %+v", first+i, x, y)
		}
	}
}

// TestMoreRoads adds a road, takes barriers away, or makes the patrol faster: no
// time gets longer. Where two places of one route are as near, either may be taken,
// and a barrier at one of them may be in the way: such are few.
func TestMoreRoads(t *testing.T) {
	first := firstRoads(t)
	compared, hair := map[string]int{}, 0
	seeds := []uint64{26432594954809} // such a one
	for i := range uint64(500) {
		seeds = append(seeds, first+i)
	}
	for _, seed := range seeds {
		for _, c := range []struct {
			name string
			do   func(w *world)
		}{
			{"no barriers", func(w *world) { w.Barriers = nil }},
			{"faster", func(w *world) {
				p := &w.Patrols[0]
				v := p.SpeedKmh
				p.SpeedKmh = sectors.PerKind{Land: v.Land * 1.3, River: v.River * 1.3, Sea: v.Sea * 1.3}
				if v.Land <= sectors.WalkingKmh { // still on foot
					p.SpeedKmh.Land = min(p.SpeedKmh.Land, sectors.WalkingKmh)
				}
			}},
			{"one road more", func(w *world) {
				// Of three routes of a kind all are sought, and landings are tied to
				// the nearest.
				w.road(sectors.Route{Kind: sectors.Land, Travel: true, Side: w.Patrols[0].Side},
					orb.LineString{east(w.Posts[0].At, 10, 10), w.vertices()[int(seed)%3]})
			}},
		} {
			w := roadWorld(rand.New(rand.NewPCG(seed, 44)))
			if len(w.Routes) > 2 {
				w.Routes, w.roads = w.Routes[:2], w.roads[:2]
			}
			w.Landings = nil
			_, x := w.tableOf(t)
			c.do(w)
			a, y := w.tableOf(t)
			worse, of := later(x, y, int64(a.N())+50)
			compared[c.name] += of
			if worse == 0 {
				continue
			}
			o := newRoadOracle(w, a)
			if o.roadTimes(); o.unsure {
				t.Logf("seed %d: with %s %d of %d times are longer, by a hair", seed, c.name, worse, of)
				hair++
			} else {
				t.Errorf("seed %d: with %s %d of %d times are longer", seed, c.name, worse, of)
			}
		}
	}
	if hair > 4 {
		t.Errorf("%d worlds have longer times by a hair", hair)
	}
	for name, n := range compared {
		if n < 5000 {
			t.Errorf("%s: only %d times compared", name, n)
		}
	}
}

// TestClosedRoads goes along the border: nobody comes later to a breakpoint, or
// home from it, than by its neighbour.
func TestClosedRoads(t *testing.T) {
	first := firstRoads(t)
	for i := range uint64(300) {
		w := roadWorld(rand.New(rand.NewPCG(first+i, 45)))
		a, table := w.tableOf(t)
		side := newOracle(w, a).side
		for k := 1; k < len(table.ArriveUs); k++ {
			e := table.From + k - 1
			walkUs := access.WalkUs(a.Elements[e].LengthM, access.HugKmh(a, &w.Patrols[0], side, e))
			for _, us := range [][]int64{table.ArriveUs, table.HomeUs} {
				if x, y := us[k-1], us[k]; walkUs < access.Never && (x > y+walkUs || y > x+walkUs) {
					t.Errorf("seed %d: %d and %d µs at the ends of element %d, which takes %d", first+i, x, y, e, walkUs)
				}
			}
		}
		if n := len(table.ArriveUs); a.Ring && n > 0 && (table.ArriveUs[0] != table.ArriveUs[n-1] || table.HomeUs[0] != table.HomeUs[n-1]) {
			t.Errorf("seed %d: the seam of a ring has two times", first+i)
		}
	}
}

// TestTurnedRoads moves everything by a whole turn, or all but the post: times
// stay what they are.
func TestTurnedRoads(t *testing.T) {
	first := firstRoads(t)
	differ, compared := 0, 0
	for i := range uint64(200) {
		var tables [2]*access.Table
		var axes [2]*axis.Axis
		var less int64
		for turned := range tables {
			w := roadWorld(rand.New(rand.NewPCG(first+i, 46)))
			turn := math.Copysign(360, -w.border[0][0][0][0]) * float64(turned)
			w.Posts[0].At[0] += turn
			if i%2 == 0 {
				turn = 0
			}
			w.turn(turn)
			axes[turned], tables[turned] = w.tableOf(t)
			o := newRoadOracle(w, axes[turned])
			o.roadTimes()
			if less, _ = o.noiseUs(); o.unsure {
				tables[0] = nil
				break
			}
		}
		x, y := tables[0], tables[1]
		if x == nil || axes[0].N() != axes[1].N() {
			continue
		}
		worse, of := later(x, y, less)
		back, _ := later(y, x, less)
		compared += of
		if worse+back > 0 {
			differ++ // what hangs on the last digit, as whether two lines touch
			t.Logf("seed %d: %d times, turned %d longer and %d shorter", first+i, of, worse, back)
		}
	}
	if differ > 4 || compared < 2000 {
		t.Errorf("%d worlds differ when turned; %d times compared", differ, compared)
	}
}

// turn moves all but the post.
func (w *world) turn(deg float64) {
	for _, list := range [][][]orb.LineString{w.border, w.roads} {
		for _, parts := range list {
			for _, part := range parts {
				for i := range part {
					part[i][0] += deg
				}
			}
		}
	}
	for _, f := range w.Forbidden {
		for i := range f.Polygon[0][0] {
			f.Polygon[0][0][i][0] += deg
		}
	}
	for i := range w.Barriers {
		w.Barriers[i].At[0] += deg
	}
	for i := range w.Landings {
		w.Landings[i].At[0] += deg
	}
}

// TestClosedBreakpoint has border at sea go on from closed land: who cannot move
// on the sea does not come to where they meet, by road or otherwise.
func TestClosedBreakpoint(t *testing.T) {
	for _, closed := range []bool{false, true} {
		w := newWorld().walker(km(5.5, 3))
		w.add(sectors.Land, kms([2]float64{0, 0}, [2]float64{5, 0}))
		w.add(sectors.Sea, kms([2]float64{5, 0}, [2]float64{9, 0}))
		w.road(sectors.Route{Kind: sectors.Land, Travel: true, Side: "GT"}, kms([2]float64{5.5, 2.9}, [2]float64{5.5, 0.5}))
		if closed {
			w.Forbidden = []sectors.Area{{ID: "f", Polygon: orb.MultiPolygon{{orb.Ring(kms([2]float64{2, -0.2}, [2]float64{5, -0.2}, [2]float64{5, 0.2}, [2]float64{2, 0.2}, [2]float64{2, -0.2}))}}}}
		}
		w.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: km(5, 0)}}
		a, table := w.tableOf(t)
		arriveUs, _ := table.At(a.Meetings[0].Breakpoint)
		if (arriveUs >= access.Never) != closed {
			t.Errorf("closed %v: %d µs", closed, arriveUs)
		}
	}
}
