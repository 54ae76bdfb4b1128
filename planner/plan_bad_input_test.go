package planner_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/planner"
	"lindero/sectors"
)

// A scenario that nothing is wrong with, and what can be.

// sound is 12 km of land that two pairs visit all of.
func sound(t testing.TB) *sectors.Scenario {
	s := plain(t, sectors.Land, 6, 12)
	unit(s, "a0", 3, 1)
	unit(s, "a1", 9, 1)
	unit(s, "b0", 3, -1)
	unit(s, "b1", 9, -1)
	return s
}

// outcome is what Run made of a scenario.
type outcome struct {
	plan *planner.Plan
	err  error
}

// watchedRun runs a scenario, and fails where that does not end or panics.
func watchedRun(t *testing.T, s *sectors.Scenario, o planner.Options) outcome {
	t.Helper()
	l := layoutFor(t, s)
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{err: fmt.Errorf("panic: %v", r)}
			}
		}()
		p, err := planner.Run(t.Context(), l, o)
		done <- outcome{p, err}
	}()
	select {
	case out := <-done:
		return out
	case <-time.After(30 * time.Second):
		t.Fatal("Run does not end")
		return outcome{}
	}
}

// fixedSector is a fixed sector along the border, from one kilometre to another.
func fixedSector(id, pair string, fromKm, toKm float64) sectors.FixedSector {
	return sectors.FixedSector{ID: id, Pair: pair, Line: orb.LineString{spot(fromKm, 0), spot(toKm, 0)}}
}

// TestRefused: what nothing can be planned with is told by its code and what it
// is about.
func TestRefused(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	risk := func(w float64) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) {
			s.Risks = []sectors.Risk{{ID: "r", Weight: w, Shape: box(2, 4, 1)}}
		}
	}
	step := func(m float64) func(*sectors.Scenario, *planner.Options) {
		return func(_ *sectors.Scenario, o *planner.Options) { o.StepM = m }
	}
	period := func(d float64) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) { s.PeriodD = d }
	}
	revisit := func(h float64) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) { s.Rules.RevisitH.Land = h }
	}
	sectorsOf := func(all ...sectors.FixedSector) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) { s.Sectors = all }
	}
	lengthsM := map[string]float64{"a post on the wrong side": 1000, "a meeting point far off": 40_000,
		"a sector far off": 30_000, "sectors that overlap": 1000}
	for _, c := range []struct {
		name     string
		change   func(*sectors.Scenario, *planner.Options)
		code     planner.NoteCode
		subjects []string
	}{
		{"no patrols of BB", func(s *sectors.Scenario, _ *planner.Options) { s.Patrols = s.Patrols[:2] }, planner.ProblemNoPatrols, []string{"BB"}},
		{"no patrols of AA", func(s *sectors.Scenario, _ *planner.Options) { s.Patrols = s.Patrols[2:] }, planner.ProblemNoPatrols, []string{"AA"}},
		{"no border", func(s *sectors.Scenario, _ *planner.Options) { s.Border = nil }, planner.ProblemNoBorder, nil},
		{"period 0", period(0), planner.ProblemPeriod, []string{"period_d"}},
		{"period negative", period(-1), planner.ProblemPeriod, []string{"period_d"}},
		{"period NaN", period(nan), planner.ProblemPeriod, []string{"period_d"}},
		{"period infinite", period(inf), planner.ProblemPeriod, []string{"period_d"}},
		{"period of a billion days", period(1e9), planner.ProblemPeriod, []string{"period_d"}},
		{"revisit 0", revisit(0), planner.ProblemPeriod, []string{"revisit_h.land"}},
		{"revisit NaN", revisit(nan), planner.ProblemPeriod, []string{"revisit_h.land"}},
		{"revisit infinite", revisit(inf), planner.ProblemPeriod, []string{"revisit_h.land"}},
		{"risk 0", risk(0), planner.ProblemRisk, []string{"r"}},
		{"risk negative", risk(-2), planner.ProblemRisk, []string{"r"}},
		{"risk NaN", risk(nan), planner.ProblemRisk, []string{"r"}},
		{"risk infinite", risk(inf), planner.ProblemRisk, []string{"r"}},
		{"risk 1e300", risk(1e300), planner.ProblemRisk, []string{"r"}},
		{"step negative", step(-5), planner.ProblemStep, []string{"step_m"}},
		{"step NaN", step(nan), planner.ProblemStep, []string{"step_m"}},
		{"step 1e9", step(1e9), planner.ProblemStep, []string{"step_m"}},
		{"step 1e-9", step(1e-9), planner.ProblemStep, []string{"step_m"}},
		{"meet nowhere known", func(_ *sectors.Scenario, o *planner.Options) { o.Meet = "moon" }, planner.ProblemStep, []string{"meet"}},
		{"a post on the wrong side", func(s *sectors.Scenario, _ *planner.Options) { s.Posts[0].At = spot(3, -1) }, planner.ProblemWrongSide, []string{"post-a0", "AA", "BB"}},
		{"a meeting point far off", func(s *sectors.Scenario, _ *planner.Options) {
			s.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: spot(3, 40)}}
		}, planner.ProblemFarMeeting, []string{"m"}},
		{"a sector far off", sectorsOf(sectors.FixedSector{ID: "s", Line: orb.LineString{spot(2, 30), spot(4, 30)}}), planner.ProblemFarSector, []string{"s"}},
		{"an empty sector", sectorsOf(fixedSector("s", "", 2, 2)), planner.ProblemFarSector, []string{"s"}},
		{"a sector of one vertex", sectorsOf(sectors.FixedSector{ID: "s", Line: orb.LineString{spot(2, 0)}}), planner.ProblemFarSector, []string{"s"}},
		{"a sector of none", sectorsOf(sectors.FixedSector{ID: "s"}), planner.ProblemFarSector, []string{"s"}},
		{"sectors that overlap", sectorsOf(fixedSector("s", "a0+b0", 0, 6), fixedSector("u", "a1+b1", 5, 12)), planner.ProblemSectorsOverlap, []string{"s", "u"}},
		{"two sectors for a pair", sectorsOf(fixedSector("s", "a0+b0", 0, 2), fixedSector("u", "a0+b0", 3, 5)), planner.ProblemTwoSectors, []string{"a0+b0", "s", "u"}},
		{"a sector of no pair", sectorsOf(fixedSector("s", "nobody", 0, 2)), planner.ProblemNoPairFor, []string{"s"}},
		{"more sectors than pairs", sectorsOf(fixedSector("s", "", 0, 2), fixedSector("u", "", 3, 5), fixedSector("v", "", 6, 8)), planner.ProblemNoPairFor, []string{"v"}},
		{"a pair of two layers", func(s *sectors.Scenario, _ *planner.Options) {
			s.Patrols[0].Layer = "air"
			s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a0", "b0"}}}
		}, planner.ProblemLayers, []string{"f", "a0", "b0"}},
	} {
		s, o := sound(t), planner.Options{StepM: 500}
		c.change(s, &o)
		out := watchedRun(t, s, o)
		got := problems(out.err)
		if len(got) != 1 || got[0].Code != c.code || !slices.Equal(got[0].Subjects, c.subjects) {
			t.Errorf("%s: %v, %+v; want %s of %v", c.name, out.err, got, c.code, c.subjects)
			continue
		}
		if want, told := lengthsM[c.name]; told && math.Abs(got[0].LengthM-want) > want/100 {
			t.Errorf("%s: %v m, want %v", c.name, got[0].LengthM, want)
		}
	}
}

// TestAllProblems: everything that is wrong is told at once.
func TestAllProblems(t *testing.T) {
	s := sound(t)
	s.PeriodD, s.Rules.RevisitH.Sea, s.Patrols = 0, -1, nil
	out := watchedRun(t, s, planner.Options{StepM: 0.5})
	if got := problems(out.err); len(got) != 5 {
		t.Errorf("%v, %+v", out.err, got)
	}
}

// TestOdd: what is odd but can be planned is said in the plan: nobody is
// dropped, and what is not visited is told with its rule.
func TestOdd(t *testing.T) {
	patrols := func(f func(*sectors.Patrol)) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) {
			for i := range s.Patrols {
				f(&s.Patrols[i])
			}
		}
	}
	unvisited := func(rule planner.Rule) func(*planner.Plan) error {
		return func(p *planner.Plan) error {
			if l := p.Layers[0]; l.VisitedM != 0 || len(p.Infeasible) != 1 || p.Infeasible[0].Rule != rule || math.Abs(p.Infeasible[0].LengthM-p.LengthM) > 0.01 {
				return fmt.Errorf("want nothing visited by rule %s: %+v", rule, p.Infeasible)
			}
			return nil
		}
	}
	whole := func(p *planner.Plan) error {
		if math.Abs(p.Layers[0].VisitedM-p.LengthM) > 0.01 {
			return fmt.Errorf("%v m of %v visited", p.Layers[0].VisitedM, p.LengthM)
		}
		return nil
	}
	noted := func(code planner.NoteCode, lengthM, within float64, subjects ...string) func(*planner.Plan) error {
		return func(p *planner.Plan) error {
			for _, n := range p.Notes {
				if n.Code == code && math.Abs(n.LengthM-lengthM) <= within && slices.Equal(n.Subjects, subjects) {
					return nil
				}
			}
			return fmt.Errorf("no note %s of %v over %v m: %+v", code, subjects, lengthM, p.Notes)
		}
	}
	available := func(from, to time.Duration) func(*sectors.Scenario, *planner.Options) {
		return func(s *sectors.Scenario, _ *planner.Options) {
			for i := range s.Patrols {
				s.Patrols[i].AvailableFrom, s.Patrols[i].AvailableTo = s.Start.Add(from), s.Start.Add(to)
			}
		}
	}
	sorties := func(n int) func(*planner.Plan) error {
		return func(p *planner.Plan) error {
			for _, x := range p.Pairs {
				if x.Sorties != n || x.Used > n {
					return fmt.Errorf("want %d sorties: %+v", n, x)
				}
			}
			return nil
		}
	}
	const day = 24 * time.Hour
	for _, c := range []struct {
		name   string
		change func(*sectors.Scenario, *planner.Options)
		want   []func(*planner.Plan) error
	}{
		{"as it is", func(*sectors.Scenario, *planner.Options) {}, []func(*planner.Plan) error{whole, sorties(20)}},
		{"no step said", func(_ *sectors.Scenario, o *planner.Options) { o.StepM = 0 }, []func(*planner.Plan) error{whole}},
		{"nobody moves", patrols(func(p *sectors.Patrol) { p.SpeedKmh = sectors.PerKind{} }), []func(*planner.Plan) error{unvisited(planner.ByNobody)}},
		{"nobody moves, pairs fixed", func(s *sectors.Scenario, o *planner.Options) {
			patrols(func(p *sectors.Patrol) { p.SpeedKmh = sectors.PerKind{} })(s, o)
			s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"b0", "a0"}}}
		}, []func(*planner.Plan) error{unvisited(planner.ByKind), noted(planner.NotePairCannotMeet, 0, 0, "f")}},
		{"only ships", patrols(func(p *sectors.Patrol) { p.SpeedKmh = sectors.PerKind{Sea: 30} }), []func(*planner.Plan) error{unvisited(planner.ByNobody)}},
		{"shift 0", patrols(func(p *sectors.Patrol) { p.ShiftH = 0 }), []func(*planner.Plan) error{unvisited(planner.ByNobody)}},
		{"no shifts a week", patrols(func(p *sectors.Patrol) { p.ShiftsPerWeek = 0 }), []func(*planner.Plan) error{unvisited(planner.BySorties), sorties(0)}},
		{"rest 0", patrols(func(p *sectors.Patrol) { p.RestH = 0 }), []func(*planner.Plan) error{whole, sorties(20)}},
		{"rest longer than the period", patrols(func(p *sectors.Patrol) { p.RestH = 1000 }), []func(*planner.Plan) error{unvisited(planner.BySorties), sorties(0)}},
		{"thousands of shifts a week", patrols(func(p *sectors.Patrol) { p.ShiftsPerWeek = 9000 }), []func(*planner.Plan) error{whole, sorties(33)}},
		{"thousands of shifts a week, of a minute", patrols(func(p *sectors.Patrol) {
			p.ShiftsPerWeek, p.ShiftH, p.RestH, p.SpeedKmh.Land = 9000, 1.0/60, 0, 4000
		}), []func(*planner.Plan) error{whole}},
		{"shifts without end", patrols(func(p *sectors.Patrol) { p.ShiftsPerWeek, p.RestH = math.Inf(1), 0 }), []func(*planner.Plan) error{whole, sorties(84)}},
		{"the speed of light", patrols(func(p *sectors.Patrol) { p.SpeedKmh.Land = 1e9 }), []func(*planner.Plan) error{whole}},
		{"away all the time", available(30*day, 60*day), []func(*planner.Plan) error{unvisited(planner.BySorties), sorties(0)}},
		{"away before", available(-60*day, -30*day), []func(*planner.Plan) error{unvisited(planner.BySorties), sorties(0)}},
		{"there for a week", available(7*day, 14*day), []func(*planner.Plan) error{sorties(5)}},
		{"back before they go", available(14*day, 7*day), []func(*planner.Plan) error{unvisited(planner.BySorties), sorties(0)}},
		{"posts 2,000 km away", func(s *sectors.Scenario, _ *planner.Options) {
			for i := range s.Posts {
				s.Posts[i].At[1] *= 2000
			}
		}, []func(*planner.Plan) error{unvisited(planner.ByNobody), noted(planner.NoteFarPost, 2e6, 2e4, "a0", "post-a0")}},
		{"posts on the line", func(s *sectors.Scenario, _ *planner.Options) {
			for i := range s.Posts {
				s.Posts[i].At[1] = 0
			}
		}, []func(*planner.Plan) error{whole}},
		{"revisit shorter than a sortie", func(s *sectors.Scenario, _ *planner.Options) { s.Rules.RevisitH.Land = 0.1 },
			[]func(*planner.Plan) error{whole, func(p *planner.Plan) error {
				lateM := 0.0
				for _, x := range p.Infeasible {
					if x.Rule == planner.ByRevisit {
						lateM += x.LengthM
					}
				}
				if math.Abs(lateM-p.LengthM) > 0.01 {
					return fmt.Errorf("%v m late of %v", lateM, p.LengthM)
				}
				return nil
			}}},
		{"stretches that do not touch", func(s *sectors.Scenario, _ *planner.Options) {
			s.Border[1] = stretchOf(t, "b1", sectors.Land, spot(6.5, 0), spot(12, 0))
		}, []func(*planner.Plan) error{whole, noted(planner.NotePartsApart, 500, 0.01, "b0", "b1")}},
		{"a border of a metre", func(s *sectors.Scenario, _ *planner.Options) {
			s.Border = []sectors.Route{stretchOf(t, "b", sectors.Land, spot(3, 0), spot(3.001, 0))}
		}, []func(*planner.Plan) error{whole}},
		{"no meeting point can be reached", func(s *sectors.Scenario, _ *planner.Options) {
			s.Border[1] = stretchOf(t, "b1", sectors.Land, spot(6, 0), spot(90, 0))
			s.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: spot(89, 0)}}
		}, []func(*planner.Plan) error{unvisited(planner.ByNobody)}},
		{"a fixed pair that reaches no meeting point", func(s *sectors.Scenario, _ *planner.Options) {
			s.Border[1] = stretchOf(t, "b1", sectors.Land, spot(6, 0), spot(90, 0))
			s.MeetingPoints = []sectors.MeetingPoint{{ID: "m", At: spot(89, 0)}}
			s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a0", "b0"}}}
		}, []func(*planner.Plan) error{unvisited(planner.ByMeeting), noted(planner.NotePairCannotMeet, 0, 0, "f")}},
		{"forbidden everywhere", func(s *sectors.Scenario, _ *planner.Options) {
			s.Forbidden = []sectors.Area{{ID: "f", Polygon: orb.MultiPolygon{box(-5, 20, 50)}}}
		}, []func(*planner.Plan) error{unvisited(planner.ByNobody)}},
		{"forbidden everywhere, pairs fixed", func(s *sectors.Scenario, _ *planner.Options) {
			s.Forbidden = []sectors.Area{{ID: "f", Polygon: orb.MultiPolygon{box(-5, 20, 50)}}}
			s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a0", "b0"}}}
		}, []func(*planner.Plan) error{unvisited(planner.ByForbidden)}},
		{"a sector that its pair cannot reach", func(s *sectors.Scenario, _ *planner.Options) {
			s.Border[1] = stretchOf(t, "b1", sectors.Land, spot(6, 0), spot(90, 0))
			s.Pairs = []sectors.FixedPair{{ID: "f", Patrols: [2]string{"a0", "b0"}}}
			s.Sectors = []sectors.FixedSector{fixedSector("s", "f", 80, 85)}
		}, []func(*planner.Plan) error{func(p *planner.Plan) error {
			for _, x := range p.Sectors {
				if x.Pair == "f" {
					return fmt.Errorf("pair f has a sector: %+v", x)
				}
			}
			for _, x := range p.Infeasible {
				if x.FromM <= 80000 && x.ToM >= 85000 {
					return nil
				}
			}
			return fmt.Errorf("the sector is not told of: %+v", p.Infeasible)
		}}},
	} {
		s, o := sound(t), planner.Options{StepM: 500}
		c.change(s, &o)
		out := watchedRun(t, s, o)
		if out.err != nil {
			t.Errorf("%s: %v", c.name, out.err)
			continue
		}
		for _, want := range c.want {
			if err := want(out.plan); err != nil {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		everyoneOnce(t, s, out.plan)
		accounts(t, c.name, out.plan)
		bytesOf(t, out.plan) // no NaN, no infinity
	}
}

// accounts holds a plan to tell of all that is not visited, once.
func accounts(t *testing.T, name string, p *planner.Plan) {
	t.Helper()
	for _, l := range p.Layers {
		open := 0.0
		for _, x := range p.Infeasible {
			if x.Layer == l.Name && x.Rule != planner.ByRevisit {
				open += x.LengthM
			}
		}
		if math.Abs(open-l.UnreachableM) > 0.01 || math.Abs(l.VisitedM+l.UnreachableM-p.LengthM) > 0.01 {
			t.Errorf("%s: layer %s visits %v m and leaves %v of %v; %v are told of", name, l.Name, l.VisitedM, l.UnreachableM, p.LengthM, open)
		}
	}
}

// patient is a context that ends when it was asked so often whether it has.
type patient struct {
	context.Context
	end  context.CancelFunc
	left atomic.Int64
}

func newPatient(t *testing.T, asked int64) *patient {
	p := &patient{}
	p.Context, p.end = context.WithCancel(t.Context())
	t.Cleanup(p.end)
	p.left.Store(asked)
	return p
}

func (p *patient) Err() error {
	if p.left.Add(-1) < 0 {
		p.end()
	}
	return p.Context.Err()
}

// TestRunCancelled: whenever the context ends, Run returns soon, with its
// error: each that works on asks once more, and those that wait for it.
func TestRunCancelled(t *testing.T) {
	s := makerOf(3).scenario(t, 12)
	l := layoutFor(t, s)
	o := planner.Options{StepM: 2}
	const never, moments = 1 << 40, 60
	p := newPatient(t, never)
	if _, err := planner.Run(p, l, o); err != nil {
		t.Fatal(err)
	}
	asked := never - p.left.Load()
	early := 0
	for k := range int64(moments) {
		p := newPatient(t, asked*k/moments)
		plan, err := planner.Run(p, l, o)
		again := -p.left.Load()
		if again <= 0 && err == nil {
			continue // it was asked less often than the first
		}
		early++
		if !errors.Is(err, context.Canceled) || plan != nil || again > asked/4 {
			t.Errorf("ended when asked %d of %d times: %v, asked %d times more", asked*k/moments, asked, err, again)
		}
	}
	if early < moments/2 {
		t.Errorf("%d of %d ended early, asked %d times in all", early, moments, asked)
	}
}
