package access_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner/access"
	"lindero/sectors"
)

// walker puts a patrol that can walk for long at a place.
func (w *world) walker(at orb.Point) *world {
	w.Posts = []sectors.Post{{ID: "post", Side: "GT", At: at}}
	w.Patrols = []sectors.Patrol{{ID: "p", Post: "post", Side: "GT", Layer: sectors.SurfaceLayer,
		SpeedKmh: sectors.PerKind{Land: 4}, ShiftH: 100}}
	return w
}

// kms returns a line through places in km east and north of 0, 0.
func kms(places ...[2]float64) (line orb.LineString) {
	for _, p := range places {
		line = append(line, km(p[0], p[1]))
	}
	return line
}

func km(x, y float64) orb.Point { return orb.Point{x / 111.319490793273573, y / 110.574275821594} }

// seen draws which breakpoints the patrol reaches straight: # or ., and x where
// it cannot come at all.
func seen(t *testing.T, w *world) string {
	t.Helper()
	a := w.axis(t)
	table := model(t, a).New(&w.Patrols[0])
	out := make([]byte, a.N()+1)
	for b := range out {
		out[b] = 'x'
		if i := b - table.From; i >= 0 && i < len(table.Anchor) && table.Anchor[i] >= 0 {
			out[b] = '.'
			if int(table.Anchor[i]) == b {
				out[b] = '#'
			}
		}
	}
	return string(out)
}

// TestSeen shows at a glance which kilometres of a border a post sees.
func TestSeen(t *testing.T) {
	metre := 0.001
	straight := kms([2]float64{0, 0}, [2]float64{9, 0})
	hill := orb.MultiPolygon{{orb.Ring(kms([2]float64{4.5, 0.5}, [2]float64{5.5, 0.5}, [2]float64{5.5, 1}, [2]float64{4.5, 1}))}} // not closed
	astride := orb.MultiPolygon{{orb.Ring(kms([2]float64{4.5, 0.5}, [2]float64{4.5, -0.5}, [2]float64{5.5, -0.5}, [2]float64{5.5, 0.5}))}}
	// Around a hump of a kilometre, in whose lap lies ground that is not to be entered.
	hump := kms([2]float64{0, 0}, [2]float64{4, 0}, [2]float64{4, 0.4}, [2]float64{4.2, 0.4}, [2]float64{4.2, 0}, [2]float64{8.2, 0})
	lap := orb.MultiPolygon{{orb.Ring(kms([2]float64{4.09, 0.09}, [2]float64{4.11, 0.09}, [2]float64{4.11, 0.11}, [2]float64{4.09, 0.11}))}}
	for _, c := range []struct {
		name      string
		border    orb.LineString
		post      orb.Point
		forbidden orb.MultiPolygon
		want      string
	}{
		{"in the open", straight, km(4, 3), nil, "##########"},
		{"on the border, between breakpoints", straight, km(4.5, 0), nil, "....##...."},
		{"on a breakpoint", straight, km(4, 0), nil, "...###...."},
		{"on a hump of the border", hump, km(4, 0.2), nil, "....##...."},
		{"on a hump with forbidden ground in its lap", hump, km(4, 0.2), lap, "....#....."},
		{"a metre and a bit beside it", straight, km(4.5, 1.05*metre), nil, "##########"},
		{"beside the end", straight, km(-2, 1), nil, "##########"},
		{"a hill", straight, km(5, 1.5), hill, "####...###"},
		// At half kilometres the border enters and leaves it; its top edge is not drawn.
		{"a hill astride", straight, km(5, 1.5), astride, "#####.x.####"},
		{"upon the hill", straight, km(5, 0.7), hill, "xxxxxxxxxx"},
		// There and back 5 km, doubled back on itself at (5, 0).
		{"a border that doubles back, beside", kms([2]float64{0, 0}, [2]float64{5, 0}, [2]float64{0, 0}), km(2.5, 2), nil, "###########"},
		{"a spike", kms([2]float64{0, 0}, [2]float64{3, 0}, [2]float64{3, 3}, [2]float64{3, 0}, [2]float64{6, 0}), km(1, 1), nil, "##########..."},
		// 4 km east, 2 km south, 4 km back west.
		{"behind a limb", kms([2]float64{0, 0}, [2]float64{4, 0}, [2]float64{4, -2}, [2]float64{0, -2}), km(2, 1), nil, "#####......"},
		{"hard behind a limb", kms([2]float64{0, 0}, [2]float64{4, 0}, [2]float64{4, -2}, [2]float64{0, -2}), km(2, 1.05*metre), nil, "#####......"},
		{"hard before it", kms([2]float64{0, 0}, [2]float64{4, 0}, [2]float64{4, -2}, [2]float64{0, -2}), km(2, -1.05*metre), nil, "###########"},
		{"on a limb, the next within a step", kms([2]float64{0, 0}, [2]float64{4, 0}, [2]float64{4, -0.5}, [2]float64{0, -0.5}), km(2.5, 0), nil, "..##......"},
		// The way to the far limb goes exactly through the corner at (2, 0).
		{"through a vertex", kms([2]float64{-2, 0}, [2]float64{2, 0}, [2]float64{6, 0}, [2]float64{6, -2}, [2]float64{2, -2}), km(2, 2), nil, "#########......"},
	} {
		w := newWorld().walker(c.post)
		w.stepM = 1000
		w.add(sectors.Land, c.border)
		if c.forbidden != nil {
			w.Forbidden = []sectors.Area{{ID: "f", Polygon: c.forbidden}}
		}
		if got := seen(t, w); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestInLine goes straight along the border, which it touches all the way.
func TestInLine(t *testing.T) {
	w := newWorld().walker(km(-2, 0))
	w.stepM = 1000
	w.add(sectors.Land, kms([2]float64{0, 0}, [2]float64{9, 0}))
	a := w.axis(t)
	table := model(t, a).New(&w.Patrols[0])
	for b := range a.At {
		want := timeUs(float64(2000+1000*b), 4)
		if us, _ := table.At(b); us < want-1000 || us > want+1000 { // a millimetre
			t.Errorf("breakpoint %d: %d µs, want %d", b, us, want)
		}
	}
}

// TestSlit shows that nobody passes between stretches whose ends lie a
// centimetre apart, and anybody where they lie farther.
func TestSlit(t *testing.T) {
	for _, c := range []struct {
		slitM float64
		want  bool
	}{{0.01, false}, {1, true}} {
		top := c.slitM / 1000
		w := newWorld().walker(km(-2, top/2))
		w.add(sectors.Land, kms([2]float64{0, -5}, [2]float64{0, 0}))
		w.add(sectors.Land, kms([2]float64{0, top}, [2]float64{0, 5}, [2]float64{2, 5}, [2]float64{2, -5}))
		w.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: km(2, top/2)}}
		a := w.axis(t)
		table := model(t, a).New(&w.Patrols[0])
		b := a.Meetings[0].Breakpoint
		if got := int(table.Anchor[b-table.From]) == b; got != c.want {
			t.Errorf("a slit of %v m: passes = %v", c.slitM, got)
		}
	}
}

// TestSeam shows that nobody passes between the start and the end of a ring
// that lie a centimetre apart.
func TestSeam(t *testing.T) {
	top := 0.00001
	w := newWorld().walker(km(-2, top/2))
	w.add(sectors.Land, kms([2]float64{0, top}, [2]float64{0, 5}, [2]float64{2, 5}, [2]float64{2, -5}, [2]float64{0, -5}, [2]float64{0, 0}))
	w.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: km(2, top/2)}}
	a := w.axis(t)
	table := model(t, a).New(&w.Patrols[0])
	if b := a.Meetings[0].Breakpoint; !a.Ring || int(table.Anchor[b]) == b {
		t.Errorf("ring = %v, breakpoint %d on its far side is reached from %d", a.Ring, b, table.Anchor[b])
	}
}

// compare holds the times in a world to the oracle's.
func compare(t *testing.T, seed uint64, w *world) int {
	t.Helper()
	a := w.axis(t)
	table := model(t, a).New(&w.Patrols[0])
	least, most := newOracle(w, a).times()
	exact := 0
	t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { exact = holdTo(t, a, w, table, least, most) })
	return exact
}

// TestOracleLong has two long edges and a post hard by one of them, which
// stands before it over nearly half of all directions.
func TestOracleLong(t *testing.T) {
	exact := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 31))
		at := origins[r.IntN(5)]
		angle, open := 2*math.Pi*r.Float64(), 0.6*(r.Float64()-0.5)
		limbM := 5000 + 15000*r.Float64()
		tip := east(at, limbM*math.Cos(angle), limbM*math.Sin(angle))
		end := east(tip, -limbM*math.Cos(angle+open), -limbM*math.Sin(angle+open))
		back := east(end, -limbM*math.Cos(angle-open), limbM*r.Float64())
		share, offM := 0.2+0.6*r.Float64(), 2+400*r.Float64()*r.Float64()
		if r.IntN(2) == 0 {
			offM = -offM
		}
		post := east(at, share*limbM*math.Cos(angle)-offM*math.Sin(angle), share*limbM*math.Sin(angle)+offM*math.Cos(angle))
		w := newWorld().walker(post)
		w.add(sectors.Land, orb.LineString{at, tip, end, back})
		exact += compare(t, seed, w)
	}
	if exact < 10000 {
		t.Errorf("only %d times compared", exact)
	}
}

// TestOraclePole has a border about a pole, so that ways end at all longitudes
// about the post.
func TestOraclePole(t *testing.T) {
	exact := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 32))
		south := 1 - 2*float64(r.IntN(2))
		lon := 360*r.Float64() - 180
		post := orb.Point{360*r.Float64() - 180, south * (88 + 1.8*r.Float64())}
		var line orb.LineString
		for range 6 + r.IntN(16) {
			line = append(line, orb.Point{math.Remainder(lon, 360), south * (88.2 + 1.6*r.Float64())})
			lon += 60*r.Float64() - 5
		}
		w := newWorld().walker(post)
		w.stepM = 5000
		w.add(sectors.Land, line)
		exact += compare(t, seed, w)
	}
	if exact < 10000 {
		t.Errorf("only %d times compared", exact)
	}
}

// TestOppositeMeridian has a wall over the meridian on the other side of the
// earth, near a pole, between the post and the border's end.
func TestOppositeMeridian(t *testing.T) {
	for i, mirror := range []float64{1, -1} {
		for k, reverse := range []bool{false, true} {
			line := orb.LineString{{165, 89.9}, {-165, 89.3}, {-170, 89.95}, {175, 89.85}}
			for j := range line {
				line[j][0] *= mirror
			}
			if reverse {
				line.Reverse()
			}
			w := newWorld().walker(orb.Point{0, 89})
			w.add(sectors.Land, line)
			a := w.axis(t)
			table := model(t, a).New(&w.Patrols[0])
			end := a.N()
			if reverse {
				end = 0
			}
			if table.Anchor[end-table.From] == int32(end) {
				t.Errorf("mirrored %v, reversed %v: the end is seen through the wall", mirror, reverse)
			}
			compare(t, uint64(2*i+k), w)
		}
	}
}

// TestNoPlace asks for posts that are no places and patrols that cannot move.
func TestNoPlace(t *testing.T) {
	w := newWorld().walker(km(1, 1))
	w.add(sectors.Land, kms([2]float64{0, 0}, [2]float64{9, 0}))
	a := w.axis(t)
	p := w.Patrols[0]
	for _, at := range []orb.Point{{math.NaN(), 0}, {0, math.Inf(1)}, {0, 91}, {math.Inf(-1), math.NaN()}} {
		if got := model(t, a).From(&p, at); len(got.ArriveUs) != 0 {
			t.Errorf("from %v a table of %d", at, len(got.ArriveUs))
		}
		if got := access.Stands(a, &sectors.Post{At: at}); got.Side != "" {
			t.Errorf("%v stands on side %q", at, got.Side)
		}
	}
	for _, change := range []func(p *sectors.Patrol){
		func(p *sectors.Patrol) { p.SpeedKmh = sectors.PerKind{} },
		func(p *sectors.Patrol) { p.SpeedKmh = sectors.PerKind{Sea: 30} },
		func(p *sectors.Patrol) { p.ShiftH = 0 },
		func(p *sectors.Patrol) { p.ShiftH = -5 },
		func(p *sectors.Patrol) { p.ShiftH = math.NaN() },
	} {
		p := w.Patrols[0]
		change(&p)
		if got := model(t, a).New(&p); len(got.ArriveUs) != 0 {
			t.Errorf("patrol %+v: a table of %d", p, len(got.ArriveUs))
		}
	}
}
