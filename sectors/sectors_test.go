package sectors_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/sectors"
)

func TestReachM(t *testing.T) {
	p := sectors.Patrol{SpeedKmh: sectors.PerKind{Land: 4, River: 6}, ShiftH: 10, WatchRadiusM: 500}
	for _, c := range []struct {
		kind   sectors.Kind
		detour float64
		want   float64
	}{
		{sectors.Land, 1, 20500}, // 4 km/h × 5 h out, and as long back
		{sectors.Land, 2, 10500},
		{sectors.River, 1, 30500},
		{sectors.Sea, 1, 0},     // cannot move there, so its radius is of no use
		{sectors.Any, 1, 30500}, // the best of all
	} {
		if got := p.ReachM(c.kind, c.detour); got != c.want {
			t.Errorf("%q, detour %v: %v, want %v", c.kind, c.detour, got, c.want)
		}
	}
	if got := new(sectors.Patrol).ReachM(sectors.Any, 1); got != 0 {
		t.Errorf("of nobody: %v", got)
	}
}

func TestPerKind(t *testing.T) {
	var p sectors.PerKind
	for i, k := range sectors.Kinds {
		p.Set(k, float64(i+1))
		if !k.Valid() || p.Of(k) != float64(i+1) {
			t.Errorf("%s: %v", k, p)
		}
	}
	p.Set("air", 9)
	if want := (sectors.PerKind{Land: 1, River: 2, Sea: 3}); p != want || p.Of(sectors.Any) != 3 {
		t.Errorf("%v", p)
	}
	if sectors.Any.Valid() || sectors.Kind("air").Valid() {
		t.Error("no kinds of a scenario")
	}
}

func line(t *testing.T, parts ...orb.LineString) *geo.Line {
	t.Helper()
	l, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// scenario has two stretches of border, one in parts, and a route.
func scenario(t *testing.T) *sectors.Scenario {
	return &sectors.Scenario{
		Border: []sectors.Route{
			{ID: "a", Left: "AA", Line: line(t, orb.LineString{{0, 0}, {1, 0}}, orb.LineString{{2, 0}, {3, 0}})},
			{ID: "b", Left: "AA", Line: line(t, orb.LineString{{3, 0}, {4, 0}})},
		},
		Routes:  []sectors.Route{{ID: "r", Line: line(t, orb.LineString{{0, 1}, {1, 1}})}},
		Posts:   []sectors.Post{{ID: "p", At: orb.Point{0, 0}}, {ID: "q", Name: "Quay", At: orb.Point{1, 0}}},
		Patrols: []sectors.Patrol{{ID: "u", Post: "q"}},
	}
}

func TestNewLayout(t *testing.T) {
	s := scenario(t)
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Routes) != 3 || l.Routes[2].ID != "r" || l.Index.Line(1) != s.Border[1].Line {
		t.Errorf("routes %v", l.Routes)
	}
	if len(l.BorderFromM) != 2 || l.BorderFromM[0] != 0 || l.BorderFromM[1] != s.Border[0].Line.LengthM() {
		t.Errorf("the border's stretches begin at %v", l.BorderFromM)
	}
	if p := l.PostOf(&s.Patrols[0]); p != &s.Posts[1] || p.Label() != "Quay" || s.Posts[0].Label() != "p" {
		t.Errorf("post %v", p)
	}
	if !l.Routes[0].Border() || l.Routes[2].Border() {
		t.Error("which routes are border")
	}
	if _, err := sectors.NewLayout(&sectors.Scenario{}); err != nil {
		t.Errorf("of nothing: %v", err)
	}
}

func TestNewLayoutFails(t *testing.T) {
	for want, spoil := range map[string]func(*sectors.Scenario){
		`route "b" has no line`: func(s *sectors.Scenario) { s.Border[1].Line = nil },
		`route "r" has no line`: func(s *sectors.Scenario) { s.Routes[0].Line = nil },
		`patrol "u" starts from post "nowhere", which is not there`: func(s *sectors.Scenario) { s.Patrols[0].Post = "nowhere" },
	} {
		s := scenario(t)
		spoil(s)
		if l, err := sectors.NewLayout(s); l != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestHash wants the order of lists to matter, as that of the border's
// stretches does, but not whether an empty list is there.
func TestHash(t *testing.T) {
	s := scenario(t)
	before := s.Hash()
	s.Pairs, s.Risks = []sectors.FixedPair{}, []sectors.Risk{}
	if s.Hash() != before {
		t.Error("an empty list matters")
	}
	s.Border[0], s.Border[1] = s.Border[1], s.Border[0]
	if s.Hash() == before {
		t.Error("the order of the border does not matter")
	}
	s = scenario(t)
	s.Border, s.Routes = s.Border[:1], append(s.Border[1:2:2], s.Routes...)
	if s.Hash() == before {
		t.Error("it does not matter what is border")
	}
}
