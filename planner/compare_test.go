package planner_test

import (
	"cmp"
	"errors"
	"math"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lindero/internal/plantest"
	"lindero/planner"
)

var near = cmpopts.EquateApprox(0, 1e-6)

// TestCompareSame: a plan differs in nothing from itself, nor from one that
// names its pairs otherwise.
func TestCompareSame(t *testing.T) {
	for name, of := range map[string]func() *planner.Plan{
		"drawn": func() *planner.Plan { _, p := plantest.Drawn(t); return p },
		"ring":  func() *planner.Plan { _, p := plantest.Ring(t); return p },
	} {
		a, b := of(), of()
		for i := range b.Pairs {
			b.Pairs[i].ID += "x"
		}
		for i := range b.Sectors {
			b.Sectors[i].Pair += "x"
		}
		for i := range b.Beats {
			b.Beats[i].Pair += "x"
		}
		for _, c := range [][2]*planner.Plan{{a, a}, {a, b}, {b, a}} {
			got, err := planner.Compare(c[0], c[1])
			if err != nil {
				t.Fatal(err)
			}
			want := &planner.Comparison{Sectors: []planner.MovedSector{}, Meetings: []planner.MovedMeeting{}, Opened: []planner.GapChange{}, Closed: []planner.GapChange{},
				Layers: []planner.LayerChange{{Layer: "surface", AUnreachableM: a.Layers[0].UnreachableM, BUnreachableM: a.Layers[0].UnreachableM, ALambdaH: a.Layers[0].LambdaH, BLambdaH: a.Layers[0].LambdaH}}}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
}

// moved returns the drawn plan with its second pair's work moved: the last
// beat goes 5 km farther, 10 km more are walked too seldom from the ford, and
// the whole of the first beat has come to be a gap.
func moved(t *testing.T) *planner.Plan {
	l, p := plantest.Drawn(t)
	hills := l.Routes[0].Line.LengthM()
	p.Layers[0].LambdaH, p.Layers[0].UnreachableM = 400, p.Layers[0].UnreachableM-5000
	p.Sectors[1].ToM, p.Sectors[1].LengthM = 105000, 55000
	p.Beats[3].ToM, p.Beats[3].LengthM, p.Beats[3].MeetingPoint, p.Beats[3].MeetM = 105000, 25000, "", 90000
	p.Coverage = []planner.RouteSpan{{Route: "hills", FromM: 20000, ToM: hills, RevisitH: 168},
		{Route: "stream", FromM: 0, ToM: 90000 - hills, RevisitH: 48}, {Route: "stream", FromM: 85000 - hills, ToM: 105000 - hills, RevisitH: 96}}
	p.Gaps = []planner.PlanGap{
		{ID: "hills/1", Route: "hills", Kind: "land", FromM: 0, ToM: 20000, LengthM: 20000, Reason: planner.NoSector, RevisitH: 672, AllowedH: 168},
		{ID: "stream/1", Route: "stream", Kind: "river", FromM: 90000 - hills, ToM: 105000 - hills, LengthM: 15000, Reason: planner.RevisitExceeded, RevisitH: 96, AllowedH: 48},
		{ID: "stream/2", Route: "stream", Kind: "river", FromM: 105000 - hills, ToM: hills, Reason: planner.NoSector, RevisitH: 672, AllowedH: 48},
		p.Gaps[2],
	}
	return p
}

func TestCompareMoved(t *testing.T) {
	l, a := plantest.Drawn(t)
	b := moved(t)
	hills := l.Routes[0].Line.LengthM()
	got, err := planner.Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	want := &planner.Comparison{
		Sectors: []planner.MovedSector{{Pair: "pair-2", Layer: "surface", AFromM: 50000, AToM: 100000, BFromM: 50000, BToM: 105000}},
		Meetings: []planner.MovedMeeting{{Pair: "pair-2", A: []planner.Meeting{{MeetingPoint: "mill", ChainageM: a.MeetingPoints[1].ChainageM}},
			B: []planner.Meeting{{MeetingPoint: "mill", ChainageM: a.MeetingPoints[1].ChainageM}, {ChainageM: 90000}}}},
		Opened: []planner.GapChange{{Route: "hills", Kind: "land", ToM: 20000, LengthM: 20000, ARevisitH: 168, BRevisitH: 672, BNever: true, AllowedH: 168, BExposureKmH: 20 * 672}},
		// up to 85 km one watch of b is every 48 h, from there two are
		Closed: []planner.GapChange{{Route: "stream", Kind: "river", FromM: 80000 - hills, ToM: 90000 - hills, LengthM: 10000, ARevisitH: 96, BRevisitH: 48, AllowedH: 48, AExposureKmH: 10 * 7 * 48}},
		Layers: []planner.LayerChange{{Layer: "surface", AUnreachableM: a.LengthM - 100000, BUnreachableM: a.LengthM - 105000, ALambdaH: 336, BLambdaH: 400}},
	}
	if diff := gocmp.Diff(want, got, near); diff != "" {
		t.Error(diff)
	}
	back, err := planner.Compare(b, a)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Opened) != 1 || len(back.Closed) != 1 || back.Opened[0].ARevisitH != 48 || back.Opened[0].BRevisitH != 96 || back.Sectors[0].AToM != 105000 {
		t.Errorf("backwards: %+v", back)
	}
}

// TestCompareOnlyOne: what only one plan has is told, with zeros or nothing
// for the other; pairs are known by their patrols.
func TestCompareOnlyOne(t *testing.T) {
	_, a := plantest.Drawn(t)
	_, b := plantest.Drawn(t)
	b.Pairs[1].Patrols[1] = "unit-b3"
	b.Layers[0].Name = "air"
	got, err := planner.Compare(a, b)
	if err != nil {
		t.Fatal(err)
	}
	want := []planner.MovedSector{{Pair: "pair-2", Layer: "surface", AFromM: 50000, AToM: 100000}, {Pair: "pair-2", Layer: "surface", BFromM: 50000, BToM: 100000}}
	if diff := gocmp.Diff(want, got.Sectors); diff != "" {
		t.Error(diff)
	}
	if len(got.Meetings) != 2 || got.Meetings[0].B == nil || len(got.Meetings[0].A)+len(got.Meetings[1].B) != 2 || len(got.Layers) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestCompareRing: round a ring, a place has many chainages.
func TestCompareRing(t *testing.T) {
	_, a := plantest.Ring(t)
	_, b := plantest.Ring(t)
	b.Sectors[0].FromM, b.Sectors[0].ToM = a.Sectors[0].FromM-a.LengthM, a.Sectors[0].ToM-a.LengthM
	for i := range b.Beats {
		b.Beats[i].MeetM -= a.LengthM
	}
	got, err := planner.Compare(a, b)
	if err != nil || len(got.Sectors)+len(got.Meetings) != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCompareOtherBorders(t *testing.T) {
	_, a := plantest.Drawn(t)
	for name, change := range map[string]func(p *planner.Plan){
		"sides": func(p *planner.Plan) { p.Sides[0] = "CC" }, "swapped": func(p *planner.Plan) { p.Sides = [2]string{"BB", "AA"} },
		"longer": func(p *planner.Plan) { p.LengthM += 1.01 }, "shorter": func(p *planner.Plan) { p.LengthM -= 1.01 }, "none": func(p *planner.Plan) { p.LengthM = math.NaN() },
	} {
		_, b := plantest.Drawn(t)
		change(b)
		if _, err := planner.Compare(a, b); !errors.Is(err, planner.ErrOtherBorder) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, b := plantest.Drawn(t)
	b.LengthM += 0.99
	if _, err := planner.Compare(a, b); err != nil {
		t.Error(err)
	}
	if _, err := planner.Compare(nil, a); !errors.Is(err, planner.ErrOtherBorder) {
		t.Error(err)
	}
}

// TestCompareGaps holds the gaps that opened and closed to a look at every
// metre of a short border.
func TestCompareGaps(t *testing.T) {
	const length, period = 40, 672.0
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) (*planner.Plan, [length]float64, [length]bool) {
			p := &planner.Plan{Sides: [2]string{"A", "B"}, LengthM: length, PeriodH: period}
			var revisit [length]float64
			var gap [length]bool
			for m := range revisit {
				revisit[m] = period
			}
			for range rapid.IntRange(0, 6).Draw(t, name+" spans") {
				from := rapid.IntRange(0, length-1).Draw(t, "from")
				s := planner.RouteSpan{Route: "r", FromM: float64(from), ToM: float64(rapid.IntRange(from+1, length).Draw(t, "to")), RevisitH: float64(rapid.IntRange(1, 3).Draw(t, "revisit"))}
				p.Coverage = append(p.Coverage, s)
				for m := from; m < int(s.ToM); m++ {
					revisit[m] = min(revisit[m], s.RevisitH)
				}
			}
			for m := range gap {
				if gap[m] = revisit[m] > 2; !gap[m] {
					continue
				}
				for k := range rapid.IntRange(1, 3).Draw(t, "times") { // as many times a period
					p.Gaps = append(p.Gaps, planner.PlanGap{Route: "r", FromM: float64(m), ToM: float64(m + 1), AllowedH: 2, FromH: float64(100 * k), ToH: float64(100*k + 1)})
				}
			}
			return p, revisit, gap
		}
		a, aRevisit, aGap := draw("a")
		b, bRevisit, bGap := draw("b")
		got, err := planner.Compare(a, b)
		if err != nil {
			t.Fatal(err)
		}
		var opened, closed [length]bool
		for _, x := range []struct {
			list []planner.GapChange
			at   *[length]bool
		}{{got.Opened, &opened}, {got.Closed, &closed}} {
			for i, c := range x.list {
				if c.LengthM != c.ToM-c.FromM || i > 0 && cmp.Less(c.FromM, x.list[i-1].ToM) {
					t.Fatalf("%+v", x.list)
				}
				if i > 0 && c.FromM == x.list[i-1].ToM && c.ARevisitH == x.list[i-1].ARevisitH && c.BRevisitH == x.list[i-1].BRevisitH {
					t.Fatalf("%+v is cut for nothing", x.list)
				}
				for m := int(c.FromM); m < int(c.ToM); m++ {
					x.at[m] = true
					if c.ARevisitH != aRevisit[m] || c.BRevisitH != bRevisit[m] {
						t.Fatalf("at %d: %+v, want %v and %v", m, c, aRevisit[m], bRevisit[m])
					}
				}
			}
		}
		for m := range length {
			if opened[m] != (bGap[m] && !aGap[m]) || closed[m] != (aGap[m] && !bGap[m]) {
				t.Fatalf("at %d: opened %v, closed %v, gaps %v and %v", m, opened[m], closed[m], aGap[m], bGap[m])
			}
		}
	})
}
