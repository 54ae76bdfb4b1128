// Package plantest holds plans made by hand, for tests.
package plantest

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

const (
	periodH  = 672
	speedKmh = 10
)

// Drawn returns a border of two stretches along the equator, 55.66 km of land
// and as much of river, with a lane at sea beyond, and its plan: two pairs
// with two beats each. The second pair's sector begins on land and ends on the
// river, its last beat is walked too seldom, and the river's end is in no
// sector.
//
//	0°            0.45°  0.5°        0.72°      0.9°    1°    1.2°
//	|--- hills ----------|------- stream --------|------|-lane-|
//	|-- sector 1 -|------- sector 2 -------------|
func Drawn(t testing.TB) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	s := scenario("Two routes",
		route(t, "hills", sectors.Land, orb.LineString{{0, 0}, {0.5, 0}}),
		route(t, "stream", sectors.River, orb.LineString{{0.5, 0}, {1, 0}}))
	lane := route(t, "lane", sectors.Sea, orb.LineString{{1, 0}, {1.2, 0}})
	lane.Left, lane.Right, lane.Travel = "", "", false
	s.Routes = []sectors.Route{lane}
	s.Posts = []sectors.Post{
		{ID: "aa-west", Name: "Westmoor", Side: "AA", At: orb.Point{0.1, 0.04}},
		{ID: "aa-east", Name: "Eastmoor", Side: "AA", At: orb.Point{0.7, 0.04}},
		{ID: "bb-west", Name: "Westham", Side: "BB", At: orb.Point{0.1, -0.04}},
		{ID: "bb-east", Name: "Eastham", Side: "BB", At: orb.Point{0.7, -0.04}},
	}
	s.Patrols = []sectors.Patrol{patrol("unit-a1", "AA", "aa-west"), patrol("unit-a2", "AA", "aa-east"),
		patrol("unit-b1", "BB", "bb-west"), patrol("unit-b2", "BB", "bb-east"), patrol("unit-b3", "BB", "bb-east")}
	s.MeetingPoints = []sectors.MeetingPoint{{ID: "ford", Name: "The Ford", At: orb.Point{0.1, 0}},
		{ID: "mill", Name: "The Mill", At: orb.Point{0.7, 0.001}}, {ID: "idle", Name: "The Idle", At: orb.Point{0.4, 0}}}
	l := layout(t, s)
	p := plan(l)
	p.Layers = []planner.Layer{layer(2, 100000, p.LengthM-100000, 336)}
	p.Pairs = []planner.Pair{
		pair(1, [2]string{"unit-a1", "unit-b1"}, [2]string{"aa-west", "bb-west"}, l.Routes[0].Line.LengthM()/5),
		pair(2, [2]string{"unit-a2", "unit-b2"}, [2]string{"aa-east", "bb-east"}, 1.4*l.Routes[0].Line.LengthM()),
	}
	p.Unpaired = []planner.Unpaired{{Patrol: "unit-b3", Side: "BB", Layer: sectors.SurfaceLayer, Rule: planner.ByNobody}}
	for i, m := range s.MeetingPoints {
		at := m.At
		at[1] = 0
		p.MeetingPoints = append(p.MeetingPoints, planner.MeetingPoint{ID: m.ID, Name: m.Name, At: at,
			ChainageM: 2 * at[0] * l.Routes[0].Line.LengthM(), OffsetM: geo.DistanceM(at, m.At), Pairs: [][]string{{"pair-1"}, {"pair-2"}, nil}[i]})
	}
	p.Sectors = []planner.Sector{sector(1, 0, 50000, 168), sector(2, 50000, 100000, 336)}
	ford, mill := &p.MeetingPoints[0], &p.MeetingPoints[1]
	p.Beats = []planner.Beat{
		beat(l, "beat-1-1", 1, 0, 20000, ford, 20000, 4, 168),
		beat(l, "beat-1-2", 1, 20000, 50000, ford, 50000, 4, 168),
		beat(l, "beat-2-1", 2, 50000, 80000, mill, 50000, 14, 48),
		beat(l, "beat-2-2", 2, 80000, 100000, mill, 100000, 7, 48),
	}
	hills := l.Routes[0].Line.LengthM()
	p.Coverage = []planner.RouteSpan{{Route: "hills", FromM: 0, ToM: 50000, RevisitH: 168}, {Route: "hills", FromM: 50000, ToM: hills, RevisitH: 48},
		{Route: "stream", FromM: 0, ToM: 80000 - hills, RevisitH: 48}, {Route: "stream", FromM: 80000 - hills, ToM: 100000 - hills, RevisitH: 96}}
	p.Gaps = []planner.PlanGap{
		gap("stream/1", &l.Routes[1], 80000-hills, 100000-hills, planner.RevisitExceeded, 96, 48),
		gap("stream/2", &l.Routes[1], 100000-hills, l.Routes[1].Line.LengthM(), planner.NoSector, periodH, 48),
		gap("lane/1", &l.Routes[2], 0, l.Routes[2].Line.LengthM(), planner.NoPatrol, periodH, 168),
	}
	p.Totals.Kinds = []planner.Total{
		{Of: "land", LengthM: hills, CoveredM: hills},
		{Of: "river", LengthM: l.Routes[1].Line.LengthM(), CoveredM: 80000 - hills, GapM: p.Gaps[0].LengthM + p.Gaps[1].LengthM, LateM: p.Gaps[0].LengthM},
		{Of: "sea", LengthM: p.Gaps[2].LengthM, GapM: p.Gaps[2].LengthM},
	}
	p.Infeasible = []planner.Infeasible{{Layer: sectors.SurfaceLayer, FromM: 100000, ToM: p.LengthM, LengthM: p.LengthM - 100000,
		Kinds: []string{"river"}, Rule: planner.ByShift, Pair: "pair-2", Patrol: "unit-a2",
		Mends: []planner.Change{{Pair: "pair-2", Patrol: "unit-a2", Side: "AA", Field: "shift_h", From: 12, To: 14.5, AtM: p.LengthM}}}}
	timed(p)
	p.Notes = []planner.Note{{Code: planner.NoteFarPost, Subjects: []string{"unit-b3", "bb-east"}, LengthM: 4422}}
	return l, p
}

// Ring returns a border that closes on itself round 180° E at the equator,
// and its plan: one pair, whose sector goes over the border's start, as does
// its first beat, and which meets before it.
func Ring(t testing.TB) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	s := scenario("Ring", route(t, "ring", sectors.Land,
		orb.LineString{{179.9, 0.1}, {179.9, -0.1}, {180.1, -0.1}, {180.1, 0.1}, {179.9, 0.1}}))
	s.Posts = []sectors.Post{{ID: "in", Side: "AA", At: orb.Point{180, 0}}, {ID: "out", Side: "BB", At: orb.Point{179.8, 0}}}
	s.Patrols = []sectors.Patrol{patrol("unit-a1", "AA", "in"), patrol("unit-b1", "BB", "out")}
	l := layout(t, s)
	p := plan(l)
	q := p.LengthM / 4 // a side of the square, but for some metres
	p.Layers = []planner.Layer{layer(1, 3*q, q, 168)}
	p.Pairs = []planner.Pair{pair(1, [2]string{"unit-a1", "unit-b1"}, [2]string{"in", "out"}, q/2)}
	p.Sectors = []planner.Sector{sector(1, 2.5*q, 5.5*q, 168)}
	p.Beats = []planner.Beat{
		beat(l, "beat-1-1", 1, 2.5*q, 4.5*q, nil, 2.5*q, 4, 168),
		beat(l, "beat-1-2", 1, 4.5*q, 5.5*q, nil, 5.5*q, 4, 168),
	}
	p.Coverage = []planner.RouteSpan{{Route: "ring", FromM: 0, ToM: 1.5 * q, RevisitH: 168}, {Route: "ring", FromM: 2.5 * q, ToM: p.LengthM, RevisitH: 168}}
	p.Gaps = []planner.PlanGap{gap("ring/1", &l.Routes[0], 1.5*q, 2.5*q, planner.NoSector, periodH, 168)}
	p.Totals.Kinds = []planner.Total{{Of: "land", LengthM: p.LengthM, CoveredM: p.LengthM - q, GapM: q}}
	timed(p)
	p.Notes = []planner.Note{{Code: planner.NoteAnywhere}}
	return l, p
}

func route(t testing.TB, id string, kind sectors.Kind, part orb.LineString) sectors.Route {
	t.Helper()
	line, err := geo.NewLine(part)
	if err != nil {
		t.Fatal(err)
	}
	return sectors.Route{ID: id, Kind: kind, Name: "The " + id, Left: "AA", Right: "BB", Watched: true, Travel: true, Line: line}
}

func scenario(name string, border ...sectors.Route) *sectors.Scenario {
	return &sectors.Scenario{Name: name, Border: border, PeriodD: periodH / 24,
		Sides: [2]sectors.Side{{Code: "AA", Name: "Northland", TimeZone: "UTC"}, {Code: "BB", Name: "Southland", TimeZone: "UTC"}},
		Start: time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC),
		Rules: sectors.Rules{RevisitH: sectors.PerKind{Land: 168, River: 48, Sea: 168},
			OffRouteSpeedKmh: sectors.PerKind{Land: 3, River: 6, Sea: 15}, DetourFactor: 1.3},
		Sources: []sectors.Source{{Name: "drawn", Licence: "MIT", Attribution: "drawn by hand"}}}
}

func layout(t testing.TB, s *sectors.Scenario) *sectors.Layout {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func patrol(id, side, post string) sectors.Patrol {
	return sectors.Patrol{ID: id, Side: side, Post: post, Layer: sectors.SurfaceLayer,
		SpeedKmh: sectors.PerKind{Land: speedKmh, River: speedKmh}, WatchRadiusM: 500, ShiftH: 12, RestH: 12, ShiftsPerWeek: 6}
}

// plan returns what a plan says of any layout.
func plan(l *sectors.Layout) *planner.Plan {
	s := l.Scenario
	p := &planner.Plan{Format: planner.PlanFormat, Scenario: s.Hash(), Name: s.Name, Version: "v1",
		Options: planner.Options{StepM: 100, Meet: planner.Designated},
		Sides:   [2]string{s.Sides[0].Code, s.Sides[1].Code}, PeriodH: periodH, ReferenceH: 168}
	for i := range l.BorderFromM {
		p.LengthM += l.Routes[i].Line.LengthM()
	}
	if len(s.MeetingPoints) == 0 {
		p.Options.Meet = planner.Anywhere
	}
	return p
}

func layer(pairs int, visitedM, unreachableM, lambdaH float64) planner.Layer {
	l := planner.Layer{Name: sectors.SurfaceLayer, Pairs: pairs, VisitedM: visitedM, UnreachableM: unreachableM, UnreachableWeightedM: unreachableM,
		LambdaH: lambdaH, LowerBoundH: lambdaH, Share: 0.75, Optimal: true,
		Pairing: planner.Pairing{LatestH: 0.5, TotalH: 0.5 * float64(pairs)}}
	l.Proof = planner.Proof{NextH: lambdaH / 2, MissingWeightedM: 5000,
		Bottleneck: &planner.Bottleneck{Pair: "pair-1", Beat: "beat-1-1", FromM: 0, ToM: 20000, Rule: planner.BySorties, Visits: 4},
		Reach:      []planner.ProofReach{{Pair: "pair-1", ToM: 45000, Rule: planner.ByShift}},
		AnyOrder:   planner.AnyOrder{UnreachableWeightedM: unreachableM, LowerBoundH: lambdaH}}
	return l
}

func pair(number int, patrols, posts [2]string, meetM float64) planner.Pair {
	return planner.Pair{ID: "pair-" + string(rune('0'+number)), Number: number, Layer: sectors.SurfaceLayer, Patrols: patrols, Posts: posts,
		Kinds: []string{"land", "river"}, MeetM: meetM, MeetH: 0.5, Sorties: 24, Used: 8}
}

func sector(number int, fromM, toM, lambdaH float64) planner.Sector {
	n := string(rune('0' + number))
	return planner.Sector{ID: "sector-" + n, Pair: "pair-" + n, Layer: sectors.SurfaceLayer,
		FromM: fromM, ToM: toM, LengthM: toM - fromM, LambdaH: lambdaH, Share: 0.75}
}

// beat returns a beat that is met for at a meeting point, or without one a
// kilometre before the beat, and that ends where the pair parts.
func beat(l *sectors.Layout, id string, number int, fromM, toM float64, at *planner.MeetingPoint, partM float64, visits int, allowedH float64) planner.Beat {
	n := string(rune('0' + number))
	b := planner.Beat{ID: id, Pair: "pair-" + n, Sector: "sector-" + n, FromM: fromM, ToM: toM, LengthM: toM - fromM,
		MeetM: fromM - 1000, PartM: partM, PartAt: borderAt(l, partM), Visits: visits, Weight: 168 / allowedH,
		RevisitH: periodH / float64(visits), AllowedH: allowedH, ArriveH: [2]float64{0.5, 0.6}, HomeH: [2]float64{0.7, 0.8}}
	b.MeetAt = borderAt(l, b.MeetM)
	if at != nil {
		b.MeetM, b.MeetAt, b.MeetingPoint = at.ChainageM, at.At, at.ID
	}
	startM := fromM + toM - partM
	b.WalkH = (math.Abs(b.MeetM-startM) + b.LengthM) / 1000 / speedKmh
	for i := range b.SortieH {
		b.SortieH[i] = b.ArriveH[i] + b.WalkH + b.HomeH[i]
		b.Share = max(b.Share, b.SortieH[i]/12)
	}
	return b
}

// borderAt returns a place of the border; chainages beyond its ends go round.
func borderAt(l *sectors.Layout, m float64) orb.Point {
	n := len(l.BorderFromM)
	length := l.BorderFromM[n-1] + l.Routes[n-1].Line.LengthM()
	if m = math.Mod(m, length); m < 0 {
		m += length
	}
	i := n - 1
	for l.BorderFromM[i] > m {
		i--
	}
	return l.Routes[i].Line.At(m - l.BorderFromM[i])
}

func gap(id string, r *sectors.Route, fromM, toM float64, reason planner.Reason, revisitH, allowedH float64) planner.PlanGap {
	return planner.PlanGap{ID: id, Route: r.ID, Kind: string(r.Kind), FromM: fromM, ToM: toM, LengthM: toM - fromM,
		Reason: reason, RevisitH: revisitH, AllowedH: allowedH, Risk: 1}
}
