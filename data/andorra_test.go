package data_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"lindero/data"
	"lindero/geo"
	"lindero/sectors"
)

func readAndorra(t *testing.T) *sectors.Scenario {
	t.Helper()
	s, defaults, err := data.ReadScenario("andorra")
	if err != nil || len(defaults) > 0 {
		t.Fatal(defaults, err)
	}
	return s
}

// TestAndorraIsARing walks the border once round the country.
func TestAndorraIsARing(t *testing.T) {
	s := readAndorra(t)
	if len(s.Border) != 2 {
		t.Fatalf("%d stretches, want 2", len(s.Border))
	}
	ring := ringOf(s)
	for i, want := range []struct {
		id       string
		vertices int
		km       float64
	}{{"france", 430, 56.536}, {"spain", 472, 64.596}} {
		r := s.Border[i]
		line := r.Line.Parts()[0]
		next := s.Border[1-i].Line.Parts()[0]
		if len(r.Line.Parts()) != 1 || line[len(line)-1] != next[0] {
			t.Errorf("%s does not end where the other begins", r.ID)
		}
		if r.ID != want.id || len(line) != want.vertices || math.Abs(r.Line.LengthM()/1000-want.km) > 0.001 {
			t.Errorf("%s has %d vertices and %.3f km, want %v", r.ID, len(line), r.Line.LengthM()/1000, want)
		}
		if r.Left != "EU" || r.Right != "AD" || r.Kind != sectors.Land {
			t.Errorf("%s: %s, left %s, right %s", r.ID, r.Kind, r.Left, r.Right)
		}
	}
	if !ring.Closed() || ring.Orientation() != orb.CW {
		t.Error("the ring is not closed, or does not have Andorra to its right")
	}
	for _, p := range s.Posts {
		if in := planar.RingContains(ring, p.At); in != (p.Side == "AD") {
			t.Errorf("%s of %s lies within: %v", p.ID, p.Side, in)
		}
	}
}

func ringOf(s *sectors.Scenario) orb.Ring {
	ring := orb.Ring(s.Border[0].Line.Parts()[0].Clone())
	return append(ring, s.Border[1].Line.Parts()[0][1:]...)
}

// TestAndorraPatrolsReach lets nobody set out in vain.
func TestAndorraPatrolsReach(t *testing.T) {
	s := readAndorra(t)
	border, err := geo.NewLine(orb.LineString(ringOf(s)))
	if err != nil {
		t.Fatal(err)
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Patrols {
		p := &s.Patrols[i]
		if reach, away := p.ReachM(sectors.Land, s.Rules.DetourFactor), border.Locate(l.PostOf(p).At).OffsetM; reach < away {
			t.Errorf("%s reaches %.1f km, and the border is %.1f km away", p.ID, reach/1000, away/1000)
		}
	}
}

// TestAndorraRoads counts the roads and finds each on its side.
func TestAndorraRoads(t *testing.T) {
	s := readAndorra(t)
	ring := ringOf(s)
	land := geo.NewArea(orb.Polygon{ring})
	border, err := geo.NewLine(orb.LineString(ring))
	if err != nil {
		t.Fatal(err)
	}
	count, km := map[string]int{}, map[string]float64{}
	oneWay := 0
	for _, r := range s.Routes {
		if r.Watched || !r.Travel || r.Kind != sectors.Land || r.SpeedLimitKmh < 5 || r.SpeedLimitKmh > 90 {
			t.Errorf("%s: %+v", r.ID, r)
		}
		count[r.Side]++
		km[r.Side] += r.Line.LengthM() / 1000
		if r.OneWay {
			oneWay++
		}
		var wrong geo.Spans
		awayM := 2.0 // thinning moves a road by up to 1.5 m
		switch inside := r.Line.Inside(land); r.Side {
		case "AD":
			wrong = inside.Complement(r.Line.Whole())
		case "EU":
			wrong = inside
		default:
			wrong, awayM = geo.Spans{r.Line.Whole()}, 32
		}
		if m := wrong.Subtract(r.Line.WithinLine(border, awayM)).LengthM(); m > 0.01 {
			t.Errorf("%s: %.1f of %.1f m do not lie on side %q", r.ID, m, r.Line.LengthM(), r.Side)
		}
	}
	for side, want := range map[string]struct {
		count int
		km    float64
	}{"AD": {3407, 1359.5}, "EU": {118, 142.3}, "": {78, 18.3}} {
		if count[side] != want.count || math.Abs(km[side]-want.km) > 0.05 {
			t.Errorf("side %q: %d roads, %.1f km; want %v", side, count[side], km[side], want)
		}
	}
	if oneWay != 573 {
		t.Errorf("%d roads are one-way, want 573", oneWay)
	}
}

// TestAndorraRoadsMeet finds by walking, vertex by vertex, what can be reached
// from where the most vertices can.
func TestAndorraRoadsMeet(t *testing.T) {
	s := readAndorra(t)
	at := map[orb.Point][]int{}
	for i, r := range s.Routes {
		for _, p := range r.Line.Parts()[0] {
			at[p] = append(at[p], i)
		}
	}
	seen := make([]bool, len(s.Routes))
	var total, largest float64
	components := 0
	for start := range s.Routes {
		if seen[start] {
			continue
		}
		seen[start] = true
		components++
		var m float64
		for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
			line := s.Routes[queue[0]].Line
			m += line.LengthM()
			for _, p := range line.Parts()[0] {
				for _, next := range at[p] {
					if !seen[next] {
						seen[next] = true
						queue = append(queue, next)
					}
				}
			}
		}
		total += m
		largest = max(largest, m)
	}
	if share := largest / total; components != 20 || share < 0.98 {
		t.Errorf("%d components, %.1f %% of the length in the largest; want 20, 98 %%", components, 100*share)
	}
}
