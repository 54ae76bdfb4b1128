package planner_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// planSeed is that of all generated scenarios; with its number it makes one
// again.
const planSeed = 20261125

const latitudeM = 110574.3 // of a degree at the equator

// spot is a place so many kilometres along the equator, and north of it.
func spot(xKm, yKm float64) orb.Point {
	return orb.Point{xKm * 1000 / degreeM, yKm * 1000 / latitudeM}
}

// plain is a scenario of a border along the equator, AA north of it and BB
// south, whose stretches end at the given kilometres.
func plain(t testing.TB, kind sectors.Kind, endsKm ...float64) *sectors.Scenario {
	t.Helper()
	s := &sectors.Scenario{Name: "plain", PeriodD: 28,
		Sides: [2]sectors.Side{{Code: "AA", TimeZone: "UTC"}, {Code: "BB", TimeZone: "UTC"}},
		Start: time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC),
		Rules: sectors.Rules{RevisitH: sectors.PerKind{Land: 168, River: 168, Sea: 168}, DetourFactor: 1}}
	from := 0.0
	for i, to := range endsKm {
		s.Border = append(s.Border, stretchOf(t, fmt.Sprintf("b%d", i), kind, spot(from, 0), spot(to, 0)))
		from = to
	}
	return s
}

// stretchOf is a stretch of the border, AA to its left.
func stretchOf(t testing.TB, id string, kind sectors.Kind, line ...orb.Point) sectors.Route {
	t.Helper()
	measured, err := geo.NewLine(orb.LineString(line))
	if err != nil {
		t.Fatal(err)
	}
	return sectors.Route{ID: id, Kind: kind, Left: "AA", Right: "BB", Watched: true, Travel: true, Line: measured}
}

// unit adds a patrol with a post of its own, and returns it for changes, which
// have to be made before the next is added. Its side is that of the place.
func unit(s *sectors.Scenario, id string, xKm, yKm float64) *sectors.Patrol {
	side := s.Sides[0].Code
	if yKm < 0 {
		side = s.Sides[1].Code
	}
	s.Posts = append(s.Posts, sectors.Post{ID: "post-" + id, Side: side, At: spot(xKm, yKm)})
	s.Patrols = append(s.Patrols, sectors.Patrol{ID: id, Side: side, Post: "post-" + id, Layer: sectors.SurfaceLayer,
		SpeedKmh: sectors.PerKind{Land: 4, River: 4, Sea: 4}, ShiftH: 8, RestH: 12, ShiftsPerWeek: 5})
	return &s.Patrols[len(s.Patrols)-1]
}

// box is a polygon along the border.
func box(fromKm, toKm, halfKm float64) orb.Polygon {
	a, b := spot(fromKm, -halfKm), spot(toKm, halfKm)
	return orb.Polygon{{a, {b[0], a[1]}, b, {a[0], b[1]}, a}}
}

// maker makes scenarios by chance.
type maker struct {
	*rand.Rand
	lengthKm float64
}

func makerOf(number uint64) *maker { return &maker{Rand: rand.New(rand.NewPCG(planSeed, number))} }

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

// between returns a number of whole steps.
func (m *maker) between(from, to, step float64) float64 {
	return from + step*float64(m.IntN(int((to-from)/step)+1))
}

// scenario makes a scenario of up to most patrols a side: not all meet, move on
// all kinds, or reach the border.
func (m *maker) scenario(t testing.TB, most int) *sectors.Scenario {
	var ends []float64
	at := 0.0
	for range 1 + m.IntN(3) {
		at += m.between(3, 14, 0.5)
		ends = append(ends, at)
	}
	m.lengthKm = at
	s := plain(t, sectors.Land, ends...)
	for i := range s.Border {
		if m.chance(25) {
			s.Border[i].Kind = sectors.River
		}
	}
	s.PeriodD = m.between(7, 28, 7)
	s.Rules.RevisitH = sectors.PerKind{Land: m.between(24, 336, 24), River: m.between(24, 336, 24), Sea: 168}
	s.Rules.OffRouteSpeedKmh.Land = m.between(0, 4, 1)
	s.Rules.DetourFactor = m.between(1, 1.4, 0.1)
	for side := range 2 {
		for k := range 1 + m.IntN(most) {
			m.patrol(s, side, k)
		}
	}
	for k := range m.IntN(5) {
		s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{ID: fmt.Sprintf("m%d", k), At: spot(m.between(0, m.lengthKm, 0.25), 0)})
	}
	return s
}

// patrol adds a patrol of a side.
func (m *maker) patrol(s *sectors.Scenario, side, k int) {
	y := m.between(0.5, 6, 0.5)
	if side == 1 {
		y = -y
	}
	p := unit(s, fmt.Sprintf("%s%d", []string{"a", "b"}[side], k), m.between(0, m.lengthKm, 0.5), y)
	v := m.between(2, 6, 0.5)
	p.SpeedKmh = sectors.PerKind{Land: v, River: v}
	if m.chance(20) {
		p.SpeedKmh.River = 0
	} else if m.chance(10) {
		p.SpeedKmh.Land = 0
	}
	p.ShiftH, p.RestH, p.ShiftsPerWeek = m.between(3, 10, 0.5), m.between(0, 14, 2), m.between(1, 7, 1)
}

// planOf runs a scenario.
func planOf(t testing.TB, s *sectors.Scenario, o planner.Options) *planner.Plan {
	t.Helper()
	p, err := planner.Run(t.Context(), layoutFor(t, s), o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func layoutFor(t testing.TB, s *sectors.Scenario) *sectors.Layout {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// problems returns the problems of a scenario that cannot be planned.
func problems(err error) []planner.Note {
	var input *planner.InputError
	if errors.As(err, &input) {
		return input.Problems
	}
	return nil
}

// bytesOf returns a plan, or a reinforcement, as JSON.
func bytesOf(t testing.TB, x any) string {
	t.Helper()
	text, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// copyOf returns a scenario whose lists can be changed.
func copyOf(s *sectors.Scenario) *sectors.Scenario {
	out := *s
	out.Border, out.Posts, out.Patrols = slices.Clone(s.Border), slices.Clone(s.Posts), slices.Clone(s.Patrols)
	out.Risks, out.MeetingPoints, out.Pairs = slices.Clone(s.Risks), slices.Clone(s.MeetingPoints), slices.Clone(s.Pairs)
	out.Sectors, out.Forbidden = slices.Clone(s.Sectors), slices.Clone(s.Forbidden)
	return &out
}

// fixPairs returns a scenario in which a plan's pairs are fixed, by their ids.
func fixPairs(s *sectors.Scenario, p *planner.Plan) *sectors.Scenario {
	out := copyOf(s)
	out.Pairs = nil
	for _, x := range p.Pairs {
		out.Pairs = append(out.Pairs, sectors.FixedPair{ID: x.ID, Patrols: x.Patrols})
	}
	return out
}

// patrolOf returns a patrol by its id.
func patrolOf(s *sectors.Scenario, id string) *sectors.Patrol {
	return &s.Patrols[slices.IndexFunc(s.Patrols, func(p sectors.Patrol) bool { return p.ID == id })]
}

// pairOf returns a pair of a plan by its id.
func pairOf(p *planner.Plan, id string) *planner.Pair {
	return &p.Pairs[slices.IndexFunc(p.Pairs, func(x planner.Pair) bool { return x.ID == id })]
}
