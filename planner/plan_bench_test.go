package planner_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/planner/divide"
	"lindero/sectors"
)

// BenchmarkRun plans the border of Guatemala and Mexico, every 100 m, with the
// 18 patrols of each side; and Andorra's, which is a ring, with 8.
func BenchmarkRun(b *testing.B) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		s, _, err := data.ReadScenario(name)
		if err != nil {
			b.Fatal(err)
		}
		l := layoutOf(b, s)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := planner.Run(context.Background(), l, planner.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// longBorder is a border of so many kilometres that winds along the equator,
// with as many pairs, their posts 3 km off it, a meeting point every 5 km, and
// a timetable that repeats after so many days.
func longBorder(b *testing.B, km, pairs, days int) *sectors.Layout {
	s := &sectors.Scenario{Name: "long", PeriodD: float64(days),
		Sides: [2]sectors.Side{{Code: "NN"}, {Code: "SS"}},
		Rules: sectors.Rules{DetourFactor: 1.2, RevisitH: sectors.PerKind{Land: 168, River: 48, Sea: 168},
			OffRouteSpeedKmh: sectors.PerKind{Land: 25, River: 15, Sea: 25}}}
	const stretchKm = 100
	at := func(km float64) orb.Point { return orb.Point{lonOf(km) - 180, 0.01 * math.Sin(km)} }
	for from := 0; from < km; from += stretchKm {
		var line orb.LineString
		for x := from; x <= min(from+stretchKm, km); x++ {
			line = append(line, at(float64(x)))
		}
		measured, err := geo.NewLine(line)
		if err != nil {
			b.Fatal(err)
		}
		kind := sectors.Land
		if from/stretchKm%4 == 3 {
			kind = sectors.River
		}
		s.Border = append(s.Border, sectors.Route{ID: strconv.Itoa(from), Kind: kind, Left: "NN", Right: "SS", Watched: true, Travel: true, Line: measured})
	}
	for x := 2; x < km; x += 5 {
		s.MeetingPoints = append(s.MeetingPoints, sectors.MeetingPoint{ID: strconv.Itoa(x), At: at(float64(x))})
	}
	for i := range pairs {
		x := (float64(i) + 0.5) * float64(km) / float64(pairs)
		for k, side := range s.Sides {
			id := side.Code + strconv.Itoa(i)
			s.Posts = append(s.Posts, sectors.Post{ID: id, Side: side.Code, At: orb.Point{at(x)[0], 0.04 - 0.08*float64(k)}})
			s.Patrols = append(s.Patrols, sectors.Patrol{ID: id, Side: side.Code, Post: id, Layer: sectors.SurfaceLayer,
				SpeedKmh:     sectors.PerKind{Land: 4 * float64(km) / float64(pairs) / 10, River: 6 * float64(km) / float64(pairs) / 10},
				WatchRadiusM: 500, ShiftH: 10 + float64(i%3), RestH: 12, ShiftsPerWeek: 5})
		}
	}
	return layoutOf(b, s)
}

// BenchmarkRunGrowth shows how the cost of a whole plan grows with breakpoints,
// by longer borders and by finer steps, and with pairs.
func BenchmarkRunGrowth(b *testing.B) {
	for _, size := range []struct{ km, stepM, pairs int }{
		{100, 100, 18}, {1_000, 100, 18}, {10_000, 100, 18},
		{1_000, 1_000, 18}, {1_000, 10, 18},
		{10_000, 100, 100}, {10_000, 100, 1_000},
	} {
		b.Run(fmt.Sprintf("km=%d/step=%d/pairs=%d", size.km, size.stepM, size.pairs), func(b *testing.B) {
			l := longBorder(b, size.km, size.pairs, 28)
			b.ReportAllocs()
			for b.Loop() {
				p, err := planner.Run(context.Background(), l, planner.Options{StepM: float64(size.stepM)})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(p.Layers[0].LambdaH, "λ_h")
				b.ReportMetric(p.Layers[0].UnreachableM/1000, "unreachable_km")
			}
		})
	}
}

// BenchmarkTimeGrowth shows how the cost of the timetable, and of what is
// watched and left open, grows with the border, pairs and days.
func BenchmarkTimeGrowth(b *testing.B) {
	for _, size := range []struct{ km, pairs, days int }{
		{100, 18, 28}, {1_000, 18, 28}, {1_000, 100, 28}, {10_000, 100, 28}, {10_000, 100, 90}, {10_000, 1_000, 28}, {10_000, 1_000, 90},
	} {
		b.Run(fmt.Sprintf("km=%d/pairs=%d/days=%d", size.km, size.pairs, size.days), func(b *testing.B) {
			l := longBorder(b, size.km, size.pairs, size.days)
			b.Run("stages", func(b *testing.B) { planner.TimeStages(b, l) })
			b.Run("plan", func(b *testing.B) {
				for b.Loop() {
					p, err := planner.Run(context.Background(), l, planner.Options{})
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(len(p.Sorties)), "sorties")
					b.ReportMetric(float64(len(p.Gaps)), "gaps")
				}
			})
		})
	}
}

// BenchmarkStages shows what a plan of Guatemala and Mexico is made of, and
// what is done before and after it.
func BenchmarkStages(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l := layoutOf(b, s)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := data.ReadScenario("guatemala-mexico"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			layoutOf(b, s)
		}
	})
	planner.Stages(b, l)
	p, err := planner.Run(context.Background(), l, planner.Options{})
	if err != nil {
		b.Fatal(err)
	}
	dir := filepath.Join(b.TempDir(), "plan")
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			if err := data.WritePlan(dir, "guatemala-mexico", l, p); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReinforce seeks posts for one and two more pairs of Guatemala and
// Mexico, and the fewest pairs that meet every rule.
func BenchmarkReinforce(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l := layoutOf(b, s)
	for name, o := range map[string]planner.ReinforceOptions{"one": {Patrols: 1}, "two": {Patrols: 2}, "close": {Close: true}} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := planner.Reinforce(context.Background(), l, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// instances is where BenchmarkCoarse leaves what it divides, for others to
// divide too.
var instances = flag.String("instances", "", "write what BenchmarkCoarse divides into this folder")

// BenchmarkCoarse divides Guatemala and Mexico by large steps.
func BenchmarkCoarse(b *testing.B) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		b.Fatal(err)
	}
	l := layoutOf(b, s)
	for _, stepM := range []float64{10_000, 5_000, 2_500} {
		in := planner.Instance(b, l, planner.Options{StepM: stepM})
		name := fmt.Sprintf("step=%.0f", stepM)
		if *instances != "" {
			text, err := json.Marshal(in)
			if err == nil {
				err = os.WriteFile(filepath.Join(*instances, name+".json"), text, 0o600)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := divide.Solve(context.Background(), in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
