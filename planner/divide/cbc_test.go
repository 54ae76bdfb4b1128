package divide_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"lindero/internal/milp"
	"lindero/internal/oracle"
)

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
		m, err := milp.New(in, t.TempDir(), leastShare)
		if err != nil {
			t.Fatal(err)
		}
		m.Limit = 2 * time.Minute
		got, err := m.Solve(t.Context())
		if err != nil {
			t.Fatalf("instance %d: %v", number, err)
		}
		t.Logf("instance %d: %+v of %d, %d runs of cbc", number, got, worth(in, p.turns[0]), m.Runs)
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
