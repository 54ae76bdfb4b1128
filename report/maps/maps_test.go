package maps_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/data/drawing"
	"lindero/geo"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/report/maps"
	"lindero/sectors"
)

func texts() maps.Texts {
	return maps.Texts{Lang: "en", Title: "Map", Desc: "What it shows.",
		Kinds:  map[string]string{"land": "land border", "river": "river border", "sea": "sea border"},
		Sector: "sector", Gap: "gap", Never: "never watched", Late: "unseen for too long", SectorGap: "sector with gaps",
		Meeting: "meeting point", Parting: "parting point", Neighbour: "meeting point of a neighbour", Post: "post of", Beat: "beat",
		Road: "road", Water: "waterway or lane", NorthLetter: "N", North: "N", South: "S", East: "E", West: "W",
		Illustrative: "Lines are an illustration, not a legal position."}
}

func run(t testing.TB, name string) maps.Input {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return planned(t, s)
}

func planned(t testing.TB, s *sectors.Scenario) maps.Input {
	t.Helper()
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(t.Context(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return maps.Input{Layout: l, Plan: p}
}

// along returns a scenario with a border along a line, three posts of each side
// beside it.
func along(t testing.TB, kind sectors.Kind, asideDeg float64, parts ...orb.LineString) *sectors.Scenario {
	t.Helper()
	l, _ := plantest.Drawn(t)
	s := *l.Scenario
	line, err := geo.NewLine(parts...)
	if err != nil {
		t.Fatal(err)
	}
	s.Border = []sectors.Route{{ID: "b", Name: "The border", Kind: kind, Left: "AA", Right: "BB", Watched: true, Travel: true, Line: line}}
	s.Routes, s.Posts, s.Patrols, s.MeetingPoints = nil, nil, nil, nil
	for i := range 3 {
		m := line.LengthM() * (0.2 + 0.3*float64(i))
		at, bearing := line.At(m), line.BearingDeg(m)*math.Pi/180
		for k, side := range []string{"AA", "BB"} {
			aside := asideDeg * float64(1-2*k) // left is AA's
			id := side + string(rune('1'+i))
			s.Posts = append(s.Posts, sectors.Post{ID: id, Side: side, At: orb.Point{at[0] - aside*math.Cos(bearing)/math.Cos(at[1]*math.Pi/180), at[1] + aside*math.Sin(bearing)}})
			s.Patrols = append(s.Patrols, sectors.Patrol{ID: "p-" + id, Side: side, Post: id, Layer: "surface",
				SpeedKmh: sectors.PerKind{Land: 30, River: 30, Sea: 30}, WatchRadiusM: 500, ShiftH: 12, RestH: 12, ShiftsPerWeek: 6})
		}
	}
	return &s
}

func TestDraft(t *testing.T) {
	dir := os.Getenv("MAPS")
	if dir == "" {
		t.Skip()
	}
	write := func(name string, d *drawing.Drawing) {
		f, _ := os.Create(filepath.Join(dir, name+".svg"))
		_ = d.WriteSVG(f, drawing.SVG{})
		f.Close()
		i, _ := os.Stat(filepath.Join(dir, name+".svg"))
		t.Log(name, i.Size())
	}
	o := maps.Options{Texts: texts()}
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		in := run(t, name)
		write(name, maps.Overview(in, o))
		po := o
		po.Public = true
		write(name+"-public", maps.Overview(in, po))
		for i, p := range in.Plan.Pairs {
			if i%4 == 2 {
				if d := maps.Sector(in, p.ID, o); d != nil {
					write(name+"-"+p.ID, d)
				}
			}
		}
	}
	l, p := plantest.Ring(t)
	write("ring", maps.Overview(maps.Input{Layout: l, Plan: p}, o))
	l, p = plantest.Drawn(t)
	write("drawn", maps.Overview(maps.Input{Layout: l, Plan: p}, o))
	var long orb.LineString
	for x := -141.0; x < -67; x += 0.5 {
		long = append(long, orb.Point{x, 49 + float64(int(x*2)%3)*0.3})
	}
	write("long", maps.Overview(planned(t, along(t, sectors.Land, 0.1, orb.LineString{{-141, 69}, {-141, 60}, {-130, 55}}, long)), o))
	write("tall", maps.Overview(planned(t, along(t, sectors.Land, 0.1, orb.LineString{{-69, -18}, {-68, -25}, {-70, -33}, {-71, -40}, {-72, -48}, {-68.5, -52}, {-68.6, -54.9}})), o))
	write("short", maps.Overview(planned(t, along(t, sectors.River, 0.001, orb.LineString{{10, 50}, {10.002, 50.001}, {10.004, 50.0005}})), o))
	write("polar", maps.Overview(planned(t, along(t, sectors.Sea, 0.05, orb.LineString{{150, 80}, {170, 81}, {190, 80}, {215, 80.5}, {230, 79}})), o))
}
