package picture_test

import (
	"fmt"
	"io"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data/picture"
	"lindero/geo"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// TestLittle: plans without anything in them, the shortest and the longest
// periods, and short borders can be drawn.
func TestLittle(t *testing.T) {
	for _, hours := range []float64{1.0 / 60, 1, 24, 24 * 90, 24 * 365, 24 * 40000, 24 * 1e6} {
		l, p := drawn(t)
		p.PeriodH = hours
		s := pictureOf(t, l, p, picture.Options{})
		for _, class := range []string{"late", "never"} {
			s.within(t, class)
		}
		if len(s.text) > 1<<20 {
			t.Errorf("%v h: %d bytes", hours, len(s.text))
		}
	}
	l, p := drawn(t)
	p.Layers, p.Pairs, p.Sectors, p.Beats, p.Sorties, p.Gaps, p.MeetingPoints = nil, nil, nil, nil, nil, nil, nil
	pictureOf(t, l, p, picture.Options{})
	l, p = drawn(t)
	p.Pairs, p.Beats = nil, nil // sorties of nobody
	pictureOf(t, l, p, picture.Options{})
	p.LengthM = 0
	if err := picture.Write(io.Discard, l, p, picture.Options{}); err == nil {
		t.Error("a border of no length is drawn")
	}
	l, p = short(t)
	pictureOf(t, l, p, picture.Options{})
}

// TestWild: numbers that nobody can have planned are drawn as far as they go.
func TestWild(t *testing.T) {
	for _, wild := range []float64{-1e30, -1e9, 1e9, 1e30, math.MaxFloat64, math.Inf(1), math.NaN()} {
		for name, spoil := range map[string]func(p *planner.Plan){
			"meet_m":   func(p *planner.Plan) { p.Beats[0].MeetM = wild },
			"part_m":   func(p *planner.Plan) { p.Beats[0].PartM = wild },
			"out_m":    func(p *planner.Plan) { p.Beats[0].OutM[0] = wild },
			"walk_h":   func(p *planner.Plan) { p.Beats[0].WalkH = wild },
			"meet_h":   func(p *planner.Plan) { p.Sorties[0].MeetH = wild },
			"depart_h": func(p *planner.Plan) { p.Sorties[0].DepartH[1] = wild },
			"return_h": func(p *planner.Plan) { p.Sorties[0].ReturnH[1] = wild },
			"sector":   func(p *planner.Plan) { p.Sectors[0].ToM = wild },
			"point":    func(p *planner.Plan) { p.MeetingPoints[0].ChainageM = wild },
			"gap":      func(p *planner.Plan) { p.Gaps[0].Outline[0].FromH, p.Gaps[0].Outline[1].AtM = wild, wild },
			"number":   func(p *planner.Plan) { p.Pairs[0].Number = math.MinInt },
		} {
			l, p := drawn(t)
			spoil(p)
			s := pictureOf(t, l, p, picture.Options{To: l.Scenario.Start.AddDate(0, 0, 5)})
			for _, class := range []string{"meet", "late", "never"} {
				s.within(t, class)
			}
			if t.Failed() {
				t.Fatal(name, wild)
			}
		}
	}
}

// short returns a border of a kilometre and its plan.
func short(t *testing.T) (*sectors.Layout, *planner.Plan) {
	l, p := drawn(t)
	line, err := geo.NewLine(orb.LineString{{0, 0}, {0.009, 0}})
	if err != nil {
		t.Fatal(err)
	}
	s := *l.Scenario
	s.Border, s.Routes = s.Border[:1:1], nil
	s.Border[0].Line = line
	if l, err = sectors.NewLayout(&s); err != nil {
		t.Fatal(err)
	}
	p.LengthM = line.LengthM()
	for i := range p.Beats {
		b := &p.Beats[i]
		for _, m := range []*float64{&b.FromM, &b.ToM, &b.MeetM, &b.PartM, &b.OutM[0], &b.OutM[1], &b.BackM[0], &b.BackM[1]} {
			*m *= 0.009
		}
	}
	return l, p
}

// TestMany: a thousand pairs and ninety days stay a file that can be opened.
func TestMany(t *testing.T) {
	l, p := drawn(t)
	const pairs, days = 1000, 90
	p.PeriodH = 24 * days
	pair, beat, sortie, gap := p.Pairs[1], p.Beats[2], p.Sorties[len(p.Sorties)-1], p.Gaps[0]
	p.Pairs, p.Sectors, p.Beats, p.Sorties, p.Gaps = nil, nil, nil, nil, nil
	for i := range pairs {
		x, b, at := pair, beat, p.LengthM*float64(i)/pairs
		x.ID, x.Number = fmt.Sprint("p", i), i+1
		b.ID, b.Pair, b.FromM, b.ToM, b.MeetM, b.PartM = x.ID, x.ID, at, at+p.LengthM/pairs, at, at+p.LengthM/pairs
		p.Pairs, p.Beats = append(p.Pairs, x), append(p.Beats, b)
		p.Sectors = append(p.Sectors, planner.Sector{ID: x.ID, Pair: x.ID, Layer: x.Layer, FromM: b.FromM, ToM: b.ToM})
		for k := range days {
			s, g, h := sortie, gap, float64(24*k+8)
			s.Pair, s.Beat, s.DepartH, s.MeetH, s.PartH, s.ReturnH = x.ID, x.ID, [2]float64{h, h}, h+1, h+4, [2]float64{h + 5, h + 6}
			g.Outline = []planner.GapEdge{{AtM: at / 2, FromH: h, ToH: h + 9}, {AtM: at/2 + 50, FromH: h + 1, ToH: h + 12}}
			p.Sorties, p.Gaps = append(p.Sorties, s), append(p.Gaps, g)
		}
	}
	s := pictureOf(t, l, p, picture.Options{})
	if len(s.text) > 12<<20 {
		t.Errorf("%d bytes", len(s.text))
	}
	if len(s.tooltips["sortie"]) != 0 || len(s.paths["together"]) < pairs {
		t.Errorf("%d tooltips, %d lines", len(s.tooltips["sortie"]), len(s.paths["together"]))
	}
	day := pictureOf(t, l, p, picture.Options{From: l.Scenario.Start, To: l.Scenario.Start.AddDate(0, 0, 1)})
	if got := len(day.tooltips["sortie"]); got != pairs {
		t.Errorf("%d sorties on a day", got)
	}
}

// TestMeetingPoints: of many names as many stand as there is room for.
func TestMeetingPoints(t *testing.T) {
	l, p := plantest.Drawn(t)
	p.MeetingPoints = nil
	for i := range 1000 {
		m := planner.MeetingPoint{ID: fmt.Sprint("m", i), ChainageM: p.LengthM * float64(i%500) / 499}
		if i%7 == 0 {
			m.Pairs = []string{"pair-1"}
		}
		p.MeetingPoints = append(p.MeetingPoints, m)
	}
	s := pictureOf(t, l, p, picture.Options{})
	n := 0
	for _, w := range s.words {
		if len(w) > 1 && w[0] == 'm' {
			n++
		}
	}
	if n < 60 || n > 120 {
		t.Errorf("%d of 1000 meeting points are named", n)
	}
}
