package planner_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/planner/access"
	"lindero/planner/axis"
	again "lindero/planner/check"
	"lindero/sectors"
)

// roads makes routes that patrols follow: one from each post towards the border,
// and some that join, end on it, run along it or cross it; with gates, and quays
// to a river beside the border. Off them everybody is slow.
func (m *maker) roads(t testing.TB, s *sectors.Scenario) {
	add := func(k sectors.Kind, side string, line ...orb.Point) {
		if line[0] == line[len(line)-1] {
			return
		}
		r := stretchOf(t, fmt.Sprintf("way%d", len(s.Routes)), k, line...)
		r.Left, r.Right, r.Side, r.Watched, r.OneWay = "", "", side, false, m.chance(10)
		if m.chance(30) {
			r.SpeedLimitKmh = m.between(2, 8, 1)
		}
		if k == sectors.River {
			r.CurrentKmh = m.between(-1, 1, 0.5)
		}
		s.Routes = append(s.Routes, r)
	}
	s.Rules.OffRouteSpeedKmh = sectors.PerKind{Land: 1, River: 1}
	for _, p := range s.Posts {
		x, y := p.At[0]*degreeM/1000, p.At[1]*latitudeM/1000
		side := p.Side
		if m.chance(50) {
			side = ""
		}
		sign := math.Copysign(1, y)
		near := spot(x+m.between(0, 0.4, 0.1), 0.9*y)
		end := spot(min(max(x+m.between(-2, 2, 0.25), 0), m.lengthKm), []float64{0.3 * sign, 0, 0, -0.5 * sign}[m.IntN(4)])
		add(sectors.Land, side, near, end)
		if m.chance(40) { // from there along the border
			add(sectors.Land, p.Side, end, spot(min(x+m.between(1, 4, 0.5), m.lengthKm), end[1]*degreeM/1000))
		}
		if m.chance(20) {
			s.Barriers = append(s.Barriers, sectors.Barrier{ID: fmt.Sprintf("gate%d", len(s.Barriers)), Walk: m.chance(50), At: near})
		}
	}
	if m.chance(40) {
		y := m.between(-0.5, 0.5, 0.25)
		add(sectors.River, "", spot(0, y), spot(m.lengthKm/2, y), spot(m.lengthKm, y))
		for k := range 2 {
			s.Landings = append(s.Landings, sectors.Landing{ID: fmt.Sprintf("quay%d", k), ChangeMin: m.between(0, 20, 5), At: spot(m.between(0, m.lengthKm, 0.5), y+0.25)})
		}
	}
}

// TestPlanRoads wants plans on roads to be clean, to use the roads, and to be the
// same again.
func TestPlanRoads(t *testing.T) {
	const n = 200
	beats, follow := 0, 0
	for number := range uint64(n) {
		m := makerOf(number + 7000)
		s := m.scenario(t, 4)
		m.roads(t, s)
		l := layoutFor(t, s)
		p, err := planner.Run(t.Context(), l, planner.Options{StepM: 500})
		if len(problems(err)) > 0 {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		found, err := again.Plan(context.Background(), l, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			t.Errorf("scenario %d: %s %s: want %s, got %s", number, v.Code, v.Where, v.Want, v.Got)
		}
		all, some := beatsOnRoads(t, l, p)
		beats, follow = beats+all, follow+some
		if number%10 == 0 {
			if second := planOf(t, s, planner.Options{StepM: 500}); bytesOf(t, second) != bytesOf(t, p) {
				t.Errorf("scenario %d: planned twice, two plans", number)
			}
		}
	}
	t.Logf("%d of %d beats are come to by roads", follow, beats)
	if beats < n || follow*2 < beats {
		t.Errorf("only %d of %d beats are come to by roads", follow, beats)
	}
}

// beatsOnRoads counts the beats of a plan, and those to or from which a patrol
// follows a road.
func beatsOnRoads(t *testing.T, l *sectors.Layout, p *planner.Plan) (beats, follow int) {
	t.Helper()
	a, err := axis.New(l, p.Options.StepM)
	if err != nil {
		t.Fatal(err)
	}
	model, err := access.NewModel(a)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string]*access.Table{}
	for i := range p.Beats {
		b := &p.Beats[i]
		on := false
		for s, id := range pairOf(p, b.Pair).Patrols {
			if tables[id] == nil {
				tables[id] = model.New(patrolOf(l.Scenario, id))
			}
			on = on || tables[id].Follows(a.Breakpoint(b.OutM[s]), false) || tables[id].Follows(a.Breakpoint(b.BackM[s]), true)
		}
		if beats++; on {
			follow++
		}
	}
	return beats, follow
}
