package planner_test

import (
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/geo"
	"lindero/internal/reporttest"
	"lindero/planner"
	"lindero/sectors"
)

// A border drawn in characters: it runs east along the equator, cellM a
// character. P is a post, a blank the step from one part to the next. What is
// computed is drawn with # for covered, . for open and | where one gap ends
// and the next begins.
const cellM = 1000.0

const degreeM = 111319.490793273573 // of the equator

// lonOf returns the longitude of a place on the border.
func lonOf(cells float64) float64 { return cells * cellM / degreeM }

// drawing makes a scenario of a drawn border whose posts see reachM metres.
func drawing(t testing.TB, border string, reachM float64) *sectors.Scenario {
	t.Helper()
	s := &sectors.Scenario{Rules: sectors.Rules{DetourFactor: 1}}
	var parts []orb.LineString
	for i, c := range border {
		if c == 'P' { // in the middle of its cell
			s.Posts = append(s.Posts, sectors.Post{ID: string(rune('a' + len(s.Posts))), WatchRadiusM: reachM, At: orb.Point{lonOf(float64(i) + 0.5), 0}})
		}
		if c != ' ' && (i == 0 || border[i-1] == ' ') {
			parts = append(parts, orb.LineString{{lonOf(float64(i)), 0}})
		}
		if c != ' ' && (i+1 == len(border) || border[i+1] == ' ') {
			parts[len(parts)-1] = append(parts[len(parts)-1], orb.Point{lonOf(float64(i + 1)), 0})
		}
	}
	line, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatal(err)
	}
	s.Routes = []sectors.Route{{ID: "border", Watched: true, Line: line}}
	return s
}

// draw draws a report of one route, a character a cell of its chainage; parts
// that do not touch stand apart as in the border.
func draw(r *planner.Report, border string) string {
	var out strings.Builder
	chainage := 0.0
	for _, c := range border {
		if c == ' ' {
			out.WriteByte(' ')
			continue
		}
		switch at := chainage + cellM/2; {
		case r.Coverage.Spans[0].Contains(at):
			out.WriteByte('#')
		case startsAt(r, chainage) && chainage > 0 && endsAt(r, chainage):
			out.WriteByte('|')
		default:
			out.WriteByte('.')
		}
		chainage += cellM
	}
	return out.String()
}

func startsAt(r *planner.Report, m float64) bool {
	for _, g := range r.Gaps {
		if math.Abs(g.Span.FromM-m) < 0.01 {
			return true
		}
	}
	return false
}

func endsAt(r *planner.Report, m float64) bool {
	for _, g := range r.Gaps {
		if math.Abs(g.Span.ToM-m) < 0.01 {
			return true
		}
	}
	return false
}

func TestDrawn(t *testing.T) {
	for _, c := range []struct {
		name         string
		reach        float64
		border, want string
		gaps         int
	}{
		{"no post", 2500,
			"----------",
			"..........", 1},
		{"one in the middle", 2500,
			"-----P-----",
			"...#####...", 2},
		{"one at each end", 2500,
			"P----------P",
			"###......###", 1},
		{"two that meet", 2500,
			"---P----P---",
			".##########.", 2},
		{"two that just do not", 2400,
			"---P----P---",
			".##########.", 3}, // 200 m, within no cell's middle
		{"two that overlap", 2500,
			"---P-P------",
			".#######....", 2},
		{"all is seen", 20000,
			"---P----P---",
			"############", 0},
		{"one sees into the next part", 2500,
			"-----P -----",
			"...### #....", 2}, // the gap in space is crossed as the crow flies
		{"a gap ends with its part", 1500,
			"P---  ---P",
			"##..  |.##", 2},
		{"an open part in the middle", 1500,
			"P-  ---  -P",
			"##  ...  ##", 1},
		{"open parts on end", 1500,
			"P--  ---  --P",
			"##.  |..  |##", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := reporttest.Of(t, drawing(t, c.border, c.reach))
			if got := draw(r, c.border); got != c.want {
				t.Errorf("\nborder %s\ngot    %s\nwant   %s", c.border, got, c.want)
			}
			if len(r.Gaps) != c.gaps {
				t.Errorf("%d gaps, want %d: %v", len(r.Gaps), c.gaps, r.Gaps)
			}
		})
	}
}

// TestTouchingParts lets a gap go on where one part ends as the next begins.
func TestTouchingParts(t *testing.T) {
	s := drawing(t, "P-----", 1500)
	line, err := geo.NewLine(orb.LineString{{0, 0}, {lonOf(3), 0}}, orb.LineString{{lonOf(3), 0}, {lonOf(6), 0}})
	if err != nil {
		t.Fatal(err)
	}
	s.Routes[0].Line = line
	if r := reporttest.Of(t, s); len(r.Gaps) != 1 || math.Abs(r.Gaps[0].Span.LengthM()-4000) > 0.001 {
		t.Errorf("%v", r.Gaps)
	}
}
