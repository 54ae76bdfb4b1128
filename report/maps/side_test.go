package maps_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/planner"
	"lindero/report/maps"
	"lindero/sectors"
)

// TestSide: of a side that is left out nothing is told: wherever its posts are and
// whatever they are called, the maps are the same; and the other side's are there.
func TestSide(t *testing.T) {
	for side := range 2 {
		o := maps.Options{Texts: texts()}
		o.Hide[side] = true
		draw := func(at orb.Point, name string) []string {
			s := along(t, sectors.Land, 0.05, lineOf(10, 45, 100))
			for i := range s.Posts {
				if s.Posts[i].Side == s.Sides[side].Code {
					s.Posts[i].At, s.Posts[i].Name = at, name
				} else {
					s.Posts[i].Name = fmt.Sprint("Fort ", i)
				}
			}
			in := divided(t, s)
			return []string{svg(t, maps.Overview(in, o)), svg(t, maps.Sector(in, "pair-2", o))}
		}
		a, b := draw(orb.Point{10, 45.2}, "Hidden"), draw(orb.Point{10.9, 44.9}, "Elsewhere")
		for i := range a {
			if a[i] != b[i] || strings.Contains(a[i], "Hidden") {
				t.Errorf("side %d, map %d tells of what is left out", side, i)
			}
			if code := []string{"AA", "BB"}; strings.Contains(a[i], "post of "+code[side]) || !strings.Contains(a[i], "post of "+code[1-side]) || !strings.Contains(a[i], ">Fort ") {
				t.Errorf("side %d, map %d: the posts are not the other's", side, i)
			}
		}
	}
}

// TestPublic: the public sees which sectors have gaps, and nothing that tells where
// in them, where pairs meet and where posts are.
func TestPublic(t *testing.T) {
	o := maps.Options{Texts: texts(), Public: true}
	draw := func(change func(s *sectors.Scenario, p *planner.Plan)) *drawing.Drawing {
		s := along(t, sectors.Land, 0.05, lineOf(10, 45, 100))
		in := divided(t, s)
		change(s, in.Plan)
		return maps.Overview(in, o)
	}
	before := draw(func(*sectors.Scenario, *planner.Plan) {})
	after := draw(func(s *sectors.Scenario, p *planner.Plan) {
		for i := range s.Posts {
			s.Posts[i].At, s.Posts[i].Name = orb.Point{10.9, 44.9}, "Hidden"
		}
		for i := range p.MeetingPoints {
			p.MeetingPoints[i].At, p.MeetingPoints[i].Name, p.MeetingPoints[i].Pairs = orb.Point{10, 45}, "Hidden", nil
		}
		p.Beats = nil
		g := p.Gaps[0]
		g.FromM, g.ToM, g.Reason = g.FromM+3000, g.ToM+2000, planner.NoSector
		p.Gaps = append(p.Gaps, g)
		p.Gaps[0].FromM += 500
	})
	if svg(t, before) != svg(t, after) {
		t.Error("the map tells more than which sectors have gaps")
	}
	none := draw(func(_ *sectors.Scenario, p *planner.Plan) { p.Gaps = p.Gaps[1:] })
	if svg(t, before) == svg(t, none) {
		t.Error("the map does not tell that a sector has gaps")
	}
	paths := pathsOf(before)
	for _, class := range []string{"never", "late", "pale", "meet", "idle", "post post0", "post post1"} {
		if len(paths[class]) > 0 {
			t.Errorf("%s is there", class)
		}
	}
	// The second sector, as a whole, and what is in none.
	open := paths["open"]
	ends := paths["end"] // by sector its start and its end
	if len(open) < 2 || len(ends) != 6 {
		t.Fatalf("%d lines are open, %d ends", len(open), len(ends))
	}
	middle := func(line []drawing.Point) drawing.Point {
		return drawing.Point{X: (line[0].X + line[1].X) / 2, Y: (line[0].Y + line[1].Y) / 2}
	}
	for i, want := range []drawing.Point{middle(ends[2]), middle(ends[3])} {
		got := []drawing.Point{open[0][0], open[0][len(open[0])-1]}[i]
		if math.Hypot(got.X-want.X, got.Y-want.Y) > 0.7 {
			t.Errorf("it is open from or to %v, not %v", got, want)
		}
	}
	if !slices.Contains(wordsOf(before), "sector with gaps") || slices.Contains(wordsOf(before), "post of AA") {
		t.Errorf("%q", wordsOf(before))
	}
	if d := maps.Sector(divided(t, along(t, sectors.Land, 0.05, lineOf(10, 45, 100))), "pair-2", o); d != nil {
		t.Error("the public sees beats")
	}
}

// TestSector: the map of a sector has its beats, where they meet and part, and what
// of its neighbours is near; none of a pair without a sector.
func TestSector(t *testing.T) {
	in := divided(t, along(t, sectors.River, 0.02, lineOf(10, 45, 100)))
	d := maps.Sector(in, "pair-2", maps.Options{Texts: texts()})
	paths, words := pathsOf(d), wordsOf(d)
	for _, want := range []string{"1", "2", "Stone 2", "beat", "meeting point", "parting point", "river border", "AA2", "BB2"} {
		if !slices.Contains(words, want) {
			t.Errorf("%q is not in %q", want, words)
		}
	}
	// One dot each for two beats that part at two ends, and the legend's.
	if len(paths["meet"]) != 2 || len(paths["part"]) != 3 || len(paths["aside layer0"]) != 2 || len(paths["late"]) == 0 {
		t.Errorf("%d meeting points, %d parting points, %d neighbours", len(paths["meet"]), len(paths["part"]), len(paths["aside layer0"]))
	}
	// Its beats fill most of the map.
	f := frameOf(d)
	wide := paths["even layer0"][0][0].X - paths["odd layer0"][0][len(paths["odd layer0"][0])-1].X
	if math.Abs(wide) < 0.6*(f[2]-f[0]) {
		t.Errorf("the beats are %v px of %v", wide, f)
	}
	if maps.Sector(in, "nobody", maps.Options{}) != nil {
		t.Error("nobody has a sector")
	}
}
