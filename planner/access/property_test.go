package access_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"lindero/planner/access"
	"lindero/planner/axis"
)

// TestClosed goes along the border: nobody comes later to a breakpoint than by
// walking there from a neighbour, and each time is that of the straight way to
// the anchor and on along the border.
func TestClosed(t *testing.T) {
	for seed := range uint64(400) {
		w := randomWorld(rand.New(rand.NewPCG(seed, 11)))
		a := w.axis(t)
		p := &w.Patrols[0]
		table := model(t, a).New(p)
		o := newOracle(w, a)
		for i := 1; i < len(table.ArriveUs); i++ {
			e := table.From + i - 1
			walkUs := access.WalkUs(a.Elements[e].LengthM, access.WalkKmh(a, p, o.side, e))
			x, y := table.ArriveUs[i-1], table.ArriveUs[i]
			if walkUs < access.Never && (x > y+walkUs || y > x+walkUs) {
				t.Errorf("seed %d: %d and %d µs to the ends of element %d, which takes %d", seed, x, y, e, walkUs)
			}
		}
		if n := len(table.ArriveUs); a.Ring && n > 0 && table.ArriveUs[0] != table.ArriveUs[n-1] {
			t.Errorf("seed %d: %d and %d µs to the seam of a ring", seed, table.ArriveUs[0], table.ArriveUs[n-1])
		}
		for i, us := range table.ArriveUs {
			checkAnchor(t, o, table, i, us)
		}
	}
}

// checkAnchor checks the anchor of breakpoint i of a table.
func checkAnchor(t *testing.T, o *oracle, table *access.Table, i int, us int64) {
	t.Helper()
	at := int(table.Anchor[i])
	if (at < 0) != (us >= access.Never) {
		t.Errorf("breakpoint %d: %d µs, anchor %d", table.From+i, us, at)
	}
	if at < 0 {
		return
	}
	only := slices.Repeat([]int64{access.Never}, o.a.N()+1)
	v := max(o.straightKmh(at-1), o.straightKmh(at))
	if o.a.Ring && (at == 0 || at == o.a.N()) {
		v = max(o.straightKmh(0), o.straightKmh(o.a.N()-1))
	}
	only[at] = timeUs(inverseM(o.post, o.a.At[at])*max(o.a.Layout.Scenario.Rules.DetourFactor, 1), v)
	o.along(only)
	if want := only[table.From+i]; us < want-noiseUs(want) || us > want+noiseUs(want) {
		t.Errorf("breakpoint %d: %d µs by its anchor %d, want %d", table.From+i, us, at, want)
	}
}

// TestTurned moves everything by a whole turn: no time changes.
func TestTurned(t *testing.T) {
	for seed := range uint64(300) {
		var tables [2]*access.Table
		var axes [2]*axis.Axis
		for turned := range tables {
			w := randomWorld(rand.New(rand.NewPCG(seed, 12)))
			turn := math.Copysign(360, -w.border[0][0][0][0]) * float64(turned)
			w.Posts[0].At[0] += turn
			if seed%2 == 0 { // the post alone on the other turn
				turn = 0
			}
			for _, parts := range w.border {
				for _, part := range parts {
					for i := range part {
						part[i][0] += turn
					}
				}
			}
			for _, f := range w.Forbidden {
				for i := range f.Polygon[0][0] {
					f.Polygon[0][0][i][0] += turn
				}
			}
			axes[turned] = w.axis(t)
			tables[turned] = model(t, axes[turned]).New(&w.Patrols[0])
		}
		x, y := tables[0], tables[1]
		if axes[0].N() != axes[1].N() {
			continue // where a shape grazes the border, see the tests of axis
		}
		// An element may be some nanometres longer.
		if x.From != y.From || len(x.ArriveUs) != len(y.ArriveUs) {
			t.Errorf("seed %d: %d from %d, turned %d from %d", seed, len(x.ArriveUs), x.From, len(y.ArriveUs), y.From)
			continue
		}
		for i, us := range x.ArriveUs {
			if d := us - y.ArriveUs[i]; max(d, -d) > int64(axes[0].N())+us/1e9 {
				t.Errorf("seed %d: breakpoint %d: %d µs, turned %d", seed, x.From+i, us, y.ArriveUs[i])
			}
		}
	}
}

// TestLongerShift shows that who has more time comes nowhere later.
func TestLongerShift(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 13))
		w := randomWorld(r)
		a := w.axis(t)
		p := w.Patrols[0]
		short := model(t, a).New(&p)
		p.ShiftH *= 1 + 3*r.Float64()
		long := model(t, a).New(&p)
		for i, us := range short.ArriveUs {
			if got, _ := long.At(short.From + i); got > us {
				t.Errorf("seed %d: breakpoint %d: %d µs, in a longer shift %d", seed, short.From+i, us, got)
			}
		}
	}
}

// TestFaster shows that who is faster, or has less of a detour, comes nowhere
// later.
func TestFaster(t *testing.T) {
	for seed := range uint64(200) {
		w := randomWorld(rand.New(rand.NewPCG(seed, 14)))
		a := w.axis(t)
		p := w.Patrols[0]
		slow := model(t, a).New(&p)
		p.SpeedKmh.Land *= 1.5
		p.SpeedKmh.River *= 1.5
		p.SpeedKmh.Sea *= 1.5
		fast := model(t, a).New(&p)
		for i, us := range slow.ArriveUs {
			if got, _ := fast.At(slow.From + i); got > us {
				t.Errorf("seed %d: breakpoint %d: %d µs, faster %d", seed, slow.From+i, us, got)
			}
		}
	}
}

// TestFrom says the same of a post and of its place.
func TestFrom(t *testing.T) {
	for seed := range uint64(50) {
		w := randomWorld(rand.New(rand.NewPCG(seed, 15)))
		a := w.axis(t)
		x, y := model(t, a).New(&w.Patrols[0]), model(t, a).From(&w.Patrols[0], w.Posts[0].At)
		if x.From != y.From || !slices.Equal(x.ArriveUs, y.ArriveUs) || !slices.Equal(x.Anchor, y.Anchor) {
			t.Errorf("seed %d: %+v, from its place %+v", seed, x, y)
		}
	}
}
