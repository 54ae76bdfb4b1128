package planner_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// TestPlanCores: the same bytes on one core and on eight.
func TestPlanCores(t *testing.T) {
	var all []*sectors.Scenario
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		s, _, err := data.ReadScenario(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	for number := range uint64(30) {
		all = append(all, makerOf(number).scenario(t, 5))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for i, s := range all {
		var plans, more [2]string
		for k, cores := range []int{1, 8} {
			runtime.GOMAXPROCS(cores)
			plans[k] = bytesOf(t, planOf(t, s, planner.Options{StepM: 500}))
			if i > 0 {
				r, err := planner.Reinforce(t.Context(), layoutFor(t, s), planner.ReinforceOptions{Options: planner.Options{StepM: 500}, Patrols: 2})
				if err != nil {
					t.Fatal(err)
				}
				more[k] = bytesOf(t, r)
			}
		}
		if plans[0] != plans[1] || more[0] != more[1] {
			t.Errorf("scenario %d (%s): one core and eight differ", i, s.Name)
		}
	}
}

// unlike moves posts by some metres, so that no two are alike.
func (m *maker) unlike(s *sectors.Scenario) *sectors.Scenario {
	for i := range s.Posts {
		s.Posts[i].At[0] += (m.Float64() - 0.5) * 200 / degreeM
		s.Posts[i].At[1] *= 1 + m.Float64()/50
	}
	return s
}

// TestPlanOfAnotherOrder: in which order a scenario has its patrols, posts and
// meeting points does not matter.
func TestPlanOfAnotherOrder(t *testing.T) {
	for number := range uint64(300) {
		m := makerOf(number)
		s := m.unlike(m.scenario(t, 4))
		other := copyOf(s)
		shuffle(m.Rand, other.Patrols)
		shuffle(m.Rand, other.Posts)
		shuffle(m.Rand, other.MeetingPoints)
		a, b := planOf(t, s, planner.Options{StepM: 500}), planOf(t, other, planner.Options{StepM: 500})
		byID := cmpopts.SortSlices(func(x, y planner.Unpaired) bool { return x.Patrol < y.Patrol })
		meetingsByID := cmpopts.SortSlices(func(x, y planner.MeetingPoint) bool { return x.ID < y.ID })
		notes := cmpopts.SortSlices(func(x, y planner.Note) bool { return slices.Compare(x.Subjects, y.Subjects) < 0 })
		if d := cmp.Diff(a, b, byID, meetingsByID, notes, cmpopts.IgnoreFields(planner.Plan{}, "Scenario")); d != "" {
			t.Errorf("seed %d, scenario %d: another order, another plan\n%s", planSeed, number, d)
		}
	}
}

func shuffle[T any](r *rand.Rand, all []T) {
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}

// brought returns a scenario with every place moved, its border in reverse if it
// is mirrored.
func brought(t *testing.T, s *sectors.Scenario, to func(orb.Point) orb.Point, mirrored bool) *sectors.Scenario {
	t.Helper()
	out := copyOf(s)
	for i := range out.Border {
		var line orb.LineString
		for _, part := range s.Border[i].Line.Parts() {
			for _, p := range part {
				line = append(line, to(p))
			}
		}
		if mirrored {
			slices.Reverse(line)
		}
		measured, err := geo.NewLine(line)
		if err != nil {
			t.Fatal(err)
		}
		out.Border[i].Line = measured
	}
	if mirrored {
		slices.Reverse(out.Border)
	}
	for i := range out.Posts {
		out.Posts[i].At = to(out.Posts[i].At)
	}
	for i := range out.MeetingPoints {
		out.MeetingPoints[i].At = to(out.MeetingPoints[i].At)
	}
	return out
}

// values are what a plan is judged by, to what places can be measured.
func values(p *planner.Plan) [][]float64 {
	var out [][]float64
	for _, l := range p.Layers {
		out = append(out, []float64{float64(l.Pairs), l.VisitedM, l.UnreachableWeightedM, l.LambdaH, l.Share, l.Pairing.LatestH, l.Pairing.TotalH})
	}
	return out
}

// TestPlanElsewhere: moved round the earth, over ±180°, or mirrored, a scenario
// is planned as well.
func TestPlanElsewhere(t *testing.T) {
	compared, skipped := 0, 0
	for number := range uint64(300) {
		m := makerOf(number)
		s := m.unlike(m.scenario(t, 4))
		here := planOf(t, s, planner.Options{StepM: 500})
		if alikeAt(here) {
			skipped++
			continue
		}
		compared++
		by := func(d float64) func(orb.Point) orb.Point {
			return func(p orb.Point) orb.Point { return orb.Point{p[0] + d, p[1]} }
		}
		for _, c := range []struct {
			name string
			s    *sectors.Scenario
		}{
			{"one turn west", brought(t, s, by(-360), false)},
			{"over 180°", brought(t, s, by(179.95), false)},
			{"over −180°", brought(t, s, by(-180.05), false)},
			{"mirrored", brought(t, s, func(p orb.Point) orb.Point { return orb.Point{-p[0], p[1]} }, true)},
		} {
			there := planOf(t, c.s, planner.Options{StepM: 500})
			if c.name == "mirrored" && (swapped(here) || swapped(there)) {
				continue // which neighbours change places depends on who is where before
			}
			if d := cmp.Diff(values(here), values(there), cmpopts.EquateApprox(0, 1e-3)); d != "" {
				t.Errorf("seed %d, scenario %d, %s: %s", planSeed, number, c.name, d)
			}
		}
	}
	t.Logf("%d compared, %d with pairs in one place", compared, skipped)
	if compared < 100 {
		t.Error("too few scenarios")
	}
}

// swapped reports whether neighbours changed places.
func swapped(p *planner.Plan) bool {
	return slices.ContainsFunc(p.Layers, func(l planner.Layer) bool { return len(l.Proof.Swaps) > 0 })
}

// alikeAt reports whether two pairs meet at one place, so that ids decide their
// order.
func alikeAt(p *planner.Plan) bool {
	for i := range p.Pairs {
		for j := range i {
			if p.Pairs[i].Layer == p.Pairs[j].Layer && p.Pairs[i].MeetM == p.Pairs[j].MeetM {
				return true
			}
		}
	}
	return false
}

// TestSectorsInOrder: sectors lie in the order of the pairs, none over another,
// beats within their sectors, no pair makes more sorties than it can, no sortie
// takes longer than a shift, and the sums are those of the parts.
func TestSectorsInOrder(t *testing.T) {
	beats := 0
	for number := range uint64(500) {
		m := makerOf(number)
		s := m.scenario(t, 5)
		for i := range s.Patrols {
			if m.chance(15) {
				s.Patrols[i].Layer = "air"
			}
		}
		p := planOf(t, s, planner.Options{StepM: 250})
		inOrder(t, number, s, p)
		accounts(t, "in order", p)
		beats += len(p.Beats)
	}
	if beats < 500 {
		t.Errorf("%d beats", beats)
	}
}

func inOrder(t *testing.T, number uint64, s *sectors.Scenario, p *planner.Plan) {
	t.Helper()
	wrong := func(what string, x any) {
		t.Errorf("seed %d, scenario %d: %s: %+v", planSeed, number, what, x)
	}
	at := map[string]int{}
	for i, x := range p.Pairs {
		at[x.ID] = i
	}
	for i, x := range p.Sectors {
		if i > 0 && p.Sectors[i-1].Layer == x.Layer && (at[p.Sectors[i-1].Pair] >= at[x.Pair] || p.Sectors[i-1].ToM > x.FromM) {
			wrong("a sector before the one before it", x)
		}
	}
	used, visited := map[string]int{}, map[string]float64{}
	for i := range p.Beats {
		b := &p.Beats[i]
		k := slices.IndexFunc(p.Sectors, func(x planner.Sector) bool { return x.Pair == b.Pair })
		if k < 0 || b.FromM < p.Sectors[k].FromM || b.ToM > p.Sectors[k].ToM || i > 0 && p.Beats[i-1].Pair == b.Pair && p.Beats[i-1].ToM > b.FromM {
			wrong("a beat where it should not be", *b)
			continue
		}
		used[b.Pair] += b.Visits
		visited[p.Sectors[k].Layer] += b.LengthM
		for side, id := range pairOf(p, b.Pair).Patrols {
			x := patrolOf(s, id)
			if sum := b.ArriveH[side] + b.WalkH + b.HomeH[side]; b.SortieH[side] > x.ShiftH || math.Abs(sum-b.SortieH[side]) > closeH {
				wrong("a sortie that does not fit", *b)
			}
		}
	}
	for _, x := range p.Pairs {
		if used[x.ID] != x.Used || x.Used > x.Sorties {
			wrong("sorties that there are not", x)
		}
	}
	for _, l := range p.Layers {
		if math.Abs(visited[l.Name]-l.VisitedM) > 0.01 {
			wrong("beats that do not sum up", l)
		}
	}
}
