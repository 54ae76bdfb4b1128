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

// holdWays checks the ways to all breakpoints that are their own anchors, and
// home from them.
func (o *roadOracle) holdWays(t *testing.T, table *access.Table) {
	t.Helper()
	for i := range table.ArriveUs {
		for home, us := range []int64{table.ArriveUs[i], table.HomeUs[i]} {
			b := table.From + i
			anchor := [2][]int32{table.Anchor, table.HomeAnchor}[home][i]
			legs := table.Way(b, home == 1)
			seam := o.a.Ring && (b == 0 && int(anchor) == o.a.N() || b == o.a.N() && anchor == 0)
			if int(anchor) != b && !seam {
				if table.Follows(b, home == 1) {
					t.Errorf("breakpoint %d, home %d: a way, but its anchor is %d", b, home, anchor)
				}
				continue
			}
			if len(legs) == 0 {
				if us > 0 {
					t.Errorf("breakpoint %d, home %d: no way, and it takes %d µs", b, home, us)
				}
				continue
			}
			if got := legs[len(legs)-1].ToUs; got != us {
				t.Errorf("breakpoint %d, home %d: a way of %d µs, in the table %d", b, home, got, us)
			}
			from, to := o.post, o.a.At[b]
			if home == 1 {
				from, to = to, from
			}
			o.holdWay(t, legs, from, to)
		}
	}
}

// holdWay checks that legs lead from one place to another, in one go, each at
// its speed, over no wall and by routes that the side may use.
func (o *roadOracle) holdWay(t *testing.T, legs []access.Leg, from, to orb.Point) {
	t.Helper()
	at, us := from, int64(0)
	for n := range legs {
		l := &legs[n]
		first, last := l.Parts[0][0], l.Parts[len(l.Parts)-1]
		// A place within a metre of the border may stand for one beyond it.
		if m := inverseM(at, first); m > 1.001 {
			t.Errorf("leg %d begins %v m from where the one before ends", n, m)
		}
		if l.FromUs != us || l.ToUs < l.FromUs {
			t.Errorf("leg %d lasts from %d to %d µs, after %d", n, l.FromUs, l.ToUs, us)
		}
		at, us = last[len(last)-1], l.ToUs
		o.holdLeg(t, l)
	}
	if m := inverseM(at, to); m > 1.001 {
		t.Errorf("the way ends %v m from where it leads", m)
	}
}

// crosses says whether a piece of a leg crosses one of some edges for sure: not one
// by which one of its ends lies, and so all of it before it crosses, as places of
// routes are measured within a centimetre of where they are drawn.
func (o *roadOracle) crosses(walls []edge, a, b orb.Point) bool {
	return slices.ContainsFunc(walls, func(w edge) bool {
		only := []edge{w}
		return !o.clear(a, b, only).perhaps && min(offM(only, a), offM(only, b)) > 0.02
	})
}

// holdLeg checks one leg.
func (o *roadOracle) holdLeg(t *testing.T, l *access.Leg) {
	t.Helper()
	m := 0.0
	for _, part := range l.Parts {
		for k := 1; k < len(part); k++ {
			m += lengthM(part[k-1], part[k])
			if o.crosses(o.banned, part[k-1], part[k]) {
				t.Errorf("%s leg from %v to %v enters closed ground", l.By, part[k-1], part[k])
			}
			if l.By != access.OffRoute && o.crosses(o.border, part[k-1], part[k]) {
				t.Errorf("%s leg from %v to %v crosses the border", l.By, part[k-1], part[k])
			}
		}
	}
	if l.By == access.OffRoute {
		m = inverseM(l.Parts[0][0], l.Parts[0][1])
	}
	if math.Abs(m-l.LengthM) > 1.1+1e-4*m {
		t.Errorf("%s leg of %v m, is %v", l.By, l.LengthM, m)
	}
	wantUs := l.LengthM * 3.6e6 / (o.offKmh(l.Kind) / o.detour())
	switch l.By {
	case access.OffRoute:
		a, b := l.Parts[0][0], l.Parts[0][1]
		onBorder := offM(o.border, a) < 1.3 && offM(o.border, b) < 1.3
		if !o.clear(a, b, o.border).perhaps && !(onBorder && m <= o.a.StepM+1) {
			t.Errorf("a leg from %v to %v crosses the border", a, b)
		}
		if l.Route != axis.Void || l.Landing >= 0 || len(l.Parts) != 1 || len(l.Parts[0]) != 2 {
			t.Errorf("a straight leg %+v", l)
		}
	case access.OnLanding:
		wantUs += o.w.Landings[l.Landing].ChangeMin / 2 * 60e6
		if side := o.w.Landings[l.Landing].Side; side != "" && side != o.p.Side {
			t.Errorf("a landing of %s", side)
		}
	case access.OnRoute:
		r := &o.a.Layout.Routes[l.Route]
		if !r.Travel || r.Side != "" && r.Side != o.p.Side || r.Kind != l.Kind {
			t.Errorf("goes by %s along route %+v", l.Kind, r)
		}
		perM := o.perM(r)
		wantUs = l.LengthM * perM[0]
		if l.ToM < l.FromM {
			wantUs = l.LengthM * perM[1]
		}
		for _, part := range l.Parts {
			for _, p := range part {
				if r.Line.Locate(p).OffsetM > 0.02 {
					t.Errorf("%v is not on route %s", p, r.ID)
				}
			}
		}
	default:
		t.Errorf("a leg %q", l.By)
	}
	if l.LengthM > 0 && math.Abs(wantUs-float64(l.ToUs-l.FromUs)) > 1000+wantUs*1e-6 {
		t.Errorf("%s leg of %v m takes %d µs, want %v", l.By, l.LengthM, l.ToUs-l.FromUs, wantUs)
	}
}

// TestTo asks for the way to breakpoints as if they were any place: it is no
// slower than the one that does not go along the border.
func TestTo(t *testing.T) {
	first := firstRoads(t)
	ways, same := 0, 0
	for i := range uint64(400) {
		w := roadWorld(rand.New(rand.NewPCG(first+i, 42)))
		a := w.axis(t)
		p := &w.Patrols[0]
		x := model(t, a)
		table := x.New(p)
		o := newRoadOracle(w, a)
		for k := range table.ArriveUs {
			if k%5 != 0 {
				continue
			}
			b := table.From + k
			for home, us := range []int64{table.ArriveUs[k], table.HomeUs[k]} {
				anchor := [2][]int32{table.Anchor, table.HomeAnchor}[home][k]
				if int(anchor) != b || us > access.Us(p.ShiftH) {
					continue
				}
				legs := x.To(p, a.At[b], home == 1, access.Us(p.ShiftH))
				if us > 0 && len(legs) == 0 || len(legs) > 0 && legs[len(legs)-1].ToUs > us+1 {
					t.Errorf("seed %d: breakpoint %d, home %d: %d µs, as any place %+v", first+i, b, home, us, legs)
				}
				if len(legs) > 0 {
					ways++
					if legs[len(legs)-1].ToUs >= us-1 {
						same++
					}
					from, to := o.post, a.At[b]
					if home == 1 {
						from, to = to, from
					}
					o.holdWay(t, legs, from, to)
				}
			}
		}
		if at := east(o.post, 300, 300); o.p.Layer == sectors.SurfaceLayer {
			for _, l := range [][]access.Leg{x.To(p, at, false, access.Never)} {
				if len(l) > 0 {
					o.holdWay(t, l, o.post, at)
				}
			}
		}
	}
	t.Logf("%d ways, %d as quick", ways, same)
	if ways < 300 || same < ways*9/10 {
		t.Errorf("%d ways, only %d of them as quick", ways, same)
	}
}
