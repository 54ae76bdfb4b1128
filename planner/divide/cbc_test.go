package divide_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"lindero/internal/oracle"
	"lindero/planner/divide"
)

// CBC solves the division as a mixed integer programme, which has no notion of
// going along the border: a binary for each pair and beat, and for each pair
// and element how much of the element is given to the pairs down to this one.

// milp is an instance for CBC.
type milp struct {
	t      *testing.T
	in     *divide.Instance
	shares shares
	runs   int
}

// solve seeks the best value, with the thresholds by bisection.
func (m *milp) solve() divide.Value {
	v := divide.Value{Visited: m.visited(never, never)}
	if v.Visited == 0 {
		return v
	}
	lambdas := candidates(m.in)
	v.LambdaH = lambdas[sort.Search(len(lambdas)-1, func(i int) bool {
		return m.visited(lambdas[i], never) == v.Visited
	})]
	var all []float64
	for _, of := range m.shares {
		for _, row := range of {
			all = append(all, row...)
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	v.Share = all[sort.Search(len(all)-1, func(i int) bool {
		return m.visited(v.LambdaH, all[i]) == v.Visited
	})]
	return v
}

// visited is the most worth that divisions visit with no weighted revisit above
// λ and no share above the given one, as CBC finds it.
func (m *milp) visited(λ, share float64) int64 {
	m.t.Helper()
	m.runs++
	dir := m.t.TempDir()
	file, answer := filepath.Join(dir, "division.lp"), filepath.Join(dir, "answer.txt")
	text, worths := m.write(λ, share)
	if len(worths) == 0 {
		return 0
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
	oracle.Run(m.t, "cbc", "", file, "-solve", "-solution", answer)
	solution, err := os.ReadFile(answer)
	if err != nil {
		m.t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(solution)), "\n")
	if !strings.HasPrefix(lines[0], "Optimal") {
		m.t.Fatalf("cbc: %s", lines[0])
	}
	sum := int64(0)
	for _, line := range lines[1:] {
		// Number, name, value, reduced cost; what is no binary has no worth.
		fields := strings.Fields(line)
		if value, err := strconv.ParseFloat(fields[2], 64); err == nil && value > 0.5 {
			sum += worths[fields[1]]
		}
	}
	return sum
}

// write makes the programme, and tells the worth of each binary.
func (m *milp) write(λ, share float64) (string, map[string]int64) {
	in, n := m.in, len(m.in.Worth)
	worths := map[string]int64{}
	var objective, rows, binaries strings.Builder
	turn := divide.Span{From: 0, To: n}
	for i := range in.Pairs {
		covers, sorties := make([]strings.Builder, n), strings.Builder{}
		for a := range n {
			for b := a + 1; b <= n; b++ {
				beat := divide.Span{From: a, To: b}
				need := int(math.Max(1, math.Ceil(lambdaH(in, beat, 1)/λ*(1-nearly))))
				if m.shares[i][a][b] > share || m.shares[i][a][b] == never || need > in.Pairs[i].Sorties || !permitted(in, i, beat, turn) {
					continue
				}
				z := fmt.Sprintf("z_%d_%d_%d", i, a, b)
				worths[z] = worth(in, beat)
				fmt.Fprintf(&objective, " + %d %s\n", worths[z], z)
				fmt.Fprintf(&sorties, " + %d %s\n", need, z)
				fmt.Fprintf(&binaries, " %s\n", z)
				for e := a; e < b; e++ {
					fmt.Fprintf(&covers[e], " + %s\n", z)
				}
			}
		}
		for e := range n {
			// What the beats of a pair cover is given to it, and not to the
			// pairs before it.
			fmt.Fprintf(&rows, " g_%d_%d:%s - u_%d_%d", i, e, covers[e].String(), i, e)
			if i > 0 {
				fmt.Fprintf(&rows, " + u_%d_%d", i-1, e)
			}
			fmt.Fprintf(&rows, " <= 0\n")
			// What is given to the pairs down to this one is the start of the
			// border, and no more than everything.
			if e > 0 {
				fmt.Fprintf(&rows, " m_%d_%d: u_%d_%d - u_%d_%d <= 0\n", i, e, i, e, i, e-1)
			}
			fmt.Fprintf(&rows, " o_%d_%d: u_%d_%d <= 1\n", i, e, i, e)
		}
		if sorties.Len() > 0 {
			fmt.Fprintf(&rows, " s_%d:%s <= %d\n", i, sorties.String(), in.Pairs[i].Sorties)
		}
	}
	return "Maximize\n worth:" + objective.String() + "Subject To\n" + rows.String() + "Binaries\n" + binaries.String() + "End\n", worths
}

// TestSolveAgreesWithCBC compares Solve with CBC on borders of 40 breakpoints
// and five pairs.
func TestSolveAgreesWithCBC(t *testing.T) {
	oracle.Tool(t, "cbc")
	compared := 0
	for number := uint64(0); compared < 4; number++ {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 1_000_000+number)), n: 39}
		in := g.instance(5, false)
		for i := range in.Pairs {
			in.Pairs[i].Sorties += 4
		}
		p := newProgram(in)
		want := p.solve()
		// Borders of which little is visited make easy programmes.
		if want.Visited*10 < worth(in, p.turns[0])*8 {
			continue
		}
		compared++
		m := &milp{t: t, in: in, shares: allShares(in, leastShare)}
		got := m.solve()
		t.Logf("instance %d: %+v of %d, %d runs of cbc", number, got, worth(in, p.turns[0]), m.runs)
		if !agree(got, want) {
			t.Errorf("instance %d: cbc finds %+v, the quadratic programme %+v\n%s", number, got, want, describe(in))
		}
		d, err := solve(t, in)
		if err != nil {
			t.Errorf("instance %d: %v\n%s", number, err, describe(in))
			continue
		}
		if !agree(got, d.Value) {
			t.Errorf("instance %d: cbc finds %+v, Solve %+v\n%s", number, got, d.Value, describe(in))
		}
	}
}
