package check_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/planner/check"
	"lindero/sectors"
)

// hand is a border of 4.45 km along the equator, one patrol of each side 1.1 km
// beside its middle, where they meet, and the plan that was made of it with
// pencil and paper: they go west to the end, back and east to the other end,
// and home from there, once a week.
//
//	        aa
//	0 ------m------ 4453 m
//	        bb
func hand(t testing.TB) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	const east, north, kmh, shiftH = 0.04, 0.01, 4.0, 3.0
	line, err := geo.NewLine(orb.LineString{{0, 0}, {east, 0}})
	if err != nil {
		t.Fatal(err)
	}
	unit := func(id, side string) sectors.Patrol {
		return sectors.Patrol{ID: id, Side: side, Post: "post-" + id, Layer: sectors.SurfaceLayer, SpeedKmh: sectors.PerKind{Land: kmh},
			WatchRadiusM: 100, ShiftH: shiftH, RestH: 10, ShiftsPerWeek: 1}
	}
	s := &sectors.Scenario{Name: "hand", Sides: [2]sectors.Side{{Code: "AA"}, {Code: "BB"}}, PeriodD: 7,
		Start: time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC),
		Rules: sectors.Rules{RevisitH: sectors.PerKind{Land: 168, River: 48, Sea: 168},
			OffRouteSpeedKmh: sectors.PerKind{Land: kmh, River: 6, Sea: 15}, DetourFactor: 1},
		Border:        []sectors.Route{{ID: "b", Kind: sectors.Land, Left: "AA", Right: "BB", Watched: true, Line: line}},
		Posts:         []sectors.Post{{ID: "post-a", Side: "AA", At: orb.Point{east / 2, north}}, {ID: "post-b", Side: "BB", At: orb.Point{east / 2, -north}}},
		Patrols:       []sectors.Patrol{unit("a", "AA"), unit("b", "BB")},
		MeetingPoints: []sectors.MeetingPoint{{ID: "m", Name: "Middle", At: orb.Point{east / 2, 0}}}}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	// The equator is a circle of 6,378,137 m; a hundredth of a degree of the
	// meridian there is 1,105.743 m (a(1−e²)·π/18000).
	const middleM, endM = 6378137 * math.Pi / 180 * east / 2, 6378137 * math.Pi / 180 * east
	const downM = 6378137 * (1 - 0.00669437999014) * math.Pi / 180 * north
	arriveH, homeH := downM/kmh/1000, geo.DistanceM(s.Posts[0].At, orb.Point{east, 0})/kmh/1000
	walkH := (middleM + endM) / kmh / 1000
	sortieH := arriveH + walkH + homeH
	beat := planner.Beat{ID: "one", Pair: "a+b", Sector: "s", FromM: 0, ToM: endM, LengthM: endM,
		MeetM: middleM, MeetAt: orb.Point{east / 2, 0}, MeetingPoint: "m", PartM: endM, PartAt: orb.Point{east, 0},
		Visits: 1, Weight: 1, RevisitH: 168, AllowedH: 168, ArriveH: [2]float64{arriveH, arriveH}, WalkH: walkH,
		HomeH: [2]float64{homeH, homeH}, SortieH: [2]float64{sortieH, sortieH}, Share: sortieH / shiftH}
	p := &planner.Plan{Format: planner.PlanFormat, Scenario: s.Hash(), Name: "hand", Sides: [2]string{"AA", "BB"},
		Options: planner.Options{StepM: 2000, Meet: planner.Designated}, PeriodH: 168, ReferenceH: 168, LengthM: endM,
		Layers: []planner.Layer{{Name: "surface", Pairs: 1, VisitedM: endM, LambdaH: 168, LowerBoundH: 168, Share: beat.Share, Optimal: true,
			Pairing: planner.Pairing{LatestH: arriveH, TotalH: arriveH},
			Proof: planner.Proof{AnyOrder: planner.AnyOrder{LowerBoundH: 168}, Bottleneck: &planner.Bottleneck{
				Pair: "a+b", Beat: "one", ToM: endM, Rule: planner.BySorties, Visits: 1}}}},
		Pairs: []planner.Pair{{ID: "a+b", Number: 1, Layer: "surface", Patrols: [2]string{"a", "b"}, Posts: [2]string{"post-a", "post-b"},
			Kinds: []string{"land"}, MeetM: middleM, MeetH: arriveH, Sorties: 1, Used: 1}},
		MeetingPoints: []planner.MeetingPoint{{ID: "m", Name: "Middle", ChainageM: middleM, At: orb.Point{east / 2, 0}, Pairs: []string{"a+b"}}},
		Sectors:       []planner.Sector{{ID: "s", Pair: "a+b", Layer: "surface", ToM: endM, LengthM: endM, LambdaH: 168, Share: beat.Share}},
		Beats:         []planner.Beat{beat}}
	handTimetable(p, downM)
	return l, p
}

func TestByHand(t *testing.T) {
	l, p := hand(t)
	clean(t, l, p)
	corrupt(t, l, p, map[string]int{})
}

// later moves the sortie of the plan made by hand.
func later(p *planner.Plan, h float64) {
	s := &p.Sorties[0]
	s.MeetH, s.PartH = s.MeetH+h, s.PartH+h
	for i := range 2 {
		s.DepartH[i], s.ReturnH[i] = s.DepartH[i]+h, s.ReturnH[i]+h
	}
}

// TestRules breaks one rule after the other in the plan made by hand.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		code, where string
		spoil       func(s *sectors.Scenario, p *planner.Plan)
	}{
		{check.CodeShift, "beats[0].sortie_h[0]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[0].ShiftH = 2.4 }},
		{check.CodeSorties, "pairs[0].used", func(_ *sectors.Scenario, p *planner.Plan) { p.Beats[0].Visits = 2 }},
		{check.CodeMeeting, "beats[0].meet_m", func(_ *sectors.Scenario, p *planner.Plan) { p.Beats[0].MeetM = 0 }},
		{check.CodeClosed, "beats[0]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[1].SpeedKmh = sectors.PerKind{Sea: 4} }},
		{check.CodeClosed, "beats[0]", func(s *sectors.Scenario, _ *planner.Plan) {
			s.Forbidden = []sectors.Area{{ID: "f", Side: "AA", Polygon: orb.MultiPolygon{{{{0.03, -0.001}, {0.031, -0.001}, {0.031, 0.001}, {0.03, 0.001}, {0.03, -0.001}}}}}}
		}},
		{check.CodeBreakpoint, "beats[0].from_m", func(_ *sectors.Scenario, p *planner.Plan) { p.Beats[0].FromM = 1999 }},
		{check.CodePairing, "pairs", func(_ *sectors.Scenario, p *planner.Plan) { p.Pairs, p.Sectors, p.Beats = nil, nil, nil }},
		// Another patrol is nearer than b, and nearer than a is far.
		{check.CodePairing, "pairs", func(s *sectors.Scenario, p *planner.Plan) {
			near := s.Patrols[1]
			near.ID, near.Post = "c", "post-c"
			s.Posts[0].At[1] /= 2
			s.Posts = append(s.Posts, sectors.Post{ID: "post-c", Side: "BB", At: orb.Point{s.Posts[1].At[0], s.Posts[1].At[1] / 2}})
			s.Patrols = append(s.Patrols, near)
			p.Unpaired = []planner.Unpaired{{Patrol: "c", Side: "BB", Layer: "surface", Rule: planner.ByNobody}}
		}},
		// A beat less, and every sum of the layer as it has to be then.
		{check.CodeProof, "layers[0].unreachable_weighted_m", func(_ *sectors.Scenario, p *planner.Plan) {
			x := &p.Layers[0]
			p.Sectors, p.Beats = nil, nil
			x.VisitedM, x.UnreachableM, x.UnreachableWeightedM = 0, p.LengthM, p.LengthM
		}},
		{check.CodeProof, "layers[0].lambda_h", func(s *sectors.Scenario, _ *planner.Plan) {
			s.Patrols[0].ShiftsPerWeek, s.Patrols[1].ShiftsPerWeek = 2, 2
		}},
		{check.CodeCoverage, "coverage[0].revisit_h", func(s *sectors.Scenario, _ *planner.Plan) { s.Posts[0].WatchRadiusM = 1500 }},
		{check.CodeGap, "gaps", func(s *sectors.Scenario, _ *planner.Plan) { s.Rules.RevisitH.Land = 24 }},
		{check.CodeTime, "start", func(s *sectors.Scenario, _ *planner.Plan) { s.Start = s.Start.Add(time.Hour) }},
		{check.CodeTime, "sorties[0].meet_h", func(_ *sectors.Scenario, p *planner.Plan) { p.Sorties[0].MeetH += 1.0 / 60 }},
		{check.CodeTime, "sorties[0].depart_h", func(_ *sectors.Scenario, p *planner.Plan) { later(p, 168) }},
		{check.CodeTogether, "sorties[0].depart_h[1]", func(_ *sectors.Scenario, p *planner.Plan) { p.Sorties[0].DepartH[1] -= 0.1 }},
		{check.CodeRest, "sorties[0].return_h[1]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[1].RestH = 166 }},
		{check.CodeWeek, "sorties[0].depart_h[0]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[0].ShiftsPerWeek = 0 }},
		{check.CodeAway, "sorties[0].depart_h[0]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[0].AvailableFrom = s.Start.Add(6 * time.Hour) }},
		{check.CodeAway, "sorties[0].depart_h[1]", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[1].AvailableTo = s.Start.Add(8 * time.Hour) }},
		{check.CodeDaylight, "sorties[0].meet_h", func(s *sectors.Scenario, p *planner.Plan) {
			s.Rules.Daylight = []sectors.Kind{sectors.Land}
			later(p, 11) // it is dark at six in the evening, and they walk till after half past six
		}},
		{check.CodeCalendar, "beats[0].window_h", func(_ *sectors.Scenario, p *planner.Plan) { later(p, 1) }},
		{check.CodeCalendar, "sectors[0].calendar_h", func(_ *sectors.Scenario, p *planner.Plan) { p.Sectors[0].CalendarH = 100 }},
		{check.CodeSorties, "beats[0].visits", func(_ *sectors.Scenario, p *planner.Plan) { p.Sorties = nil }},
		{check.CodeNote, "beats[0].visits", func(_ *sectors.Scenario, p *planner.Plan) { // there is time enough
			p.Sorties = nil
			p.Notes = []planner.Note{{Code: planner.NoteNotScheduled, Subjects: []string{"one", "1", "1", "calendar"}}}
		}},
		{check.CodeHandover, "handovers", func(_ *sectors.Scenario, p *planner.Plan) { p.Handovers = make([]planner.Handover, 1) }},
		{check.CodeNote, "notes", func(s *sectors.Scenario, _ *planner.Plan) { s.Patrols[1].AvailableTo = s.Start.Add(100 * time.Hour) }},
		{check.CodeScenario, "scenario", func(s *sectors.Scenario, _ *planner.Plan) { s.Name = "another" }},
	} {
		l, p := hand(t)
		c.spoil(l.Scenario, p)
		l, err := sectors.NewLayout(l.Scenario)
		if err != nil {
			t.Fatal(err)
		}
		found := violations(t, l, p)
		ok := false
		for _, v := range found {
			ok = ok || v.Code == c.code && v.Where == c.where
		}
		if !ok {
			t.Errorf("%s at %s is not among %v", c.code, c.where, found)
		}
	}
}

// TestNonsense wants no panic, and violations, of plans that are none, and a
// bound on their number.
func TestNonsense(t *testing.T) {
	l, p := hand(t)
	if found := violations(t, l, nil); len(found) != 1 || found[0].Code != check.CodeNone {
		t.Errorf("of nothing: %v", found)
	}
	if len(violations(t, l, new(planner.Plan))) == 0 {
		t.Error("an empty plan is clean")
	}
	for _, stepM := range []float64{math.NaN(), math.Inf(1), -1, 0, 1e-9} {
		_, q := hand(t)
		q.Options.StepM = stepM
		if found := violations(t, l, q); len(found) == 0 || !strings.HasPrefix(found[0].Where, "options") {
			t.Errorf("a step of %v: %v", stepM, found)
		}
	}
	p.Beats = make([]planner.Beat, 5000)
	if n := len(violations(t, l, p)); n != check.MaxViolations+1 {
		t.Errorf("%d violations", n)
	}
	empty, err := sectors.NewLayout(&sectors.Scenario{})
	if err != nil {
		t.Fatal(err)
	}
	violations(t, empty, p)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := check.Plan(ctx, l, p); err == nil {
		t.Error("a check that was ended has no error")
	}
}
