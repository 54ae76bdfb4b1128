package divide_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"lindero/planner/divide"
)

// line is a border of n elements of 100 m in a row, of two weights, and pairs
// spread along it whose posts stand back from it: each sees a window of some
// three times its share of the border.
func line(n, pairs int) *divide.Instance {
	r := rand.New(rand.NewPCG(1, 2))
	in := &divide.Instance{PeriodH: 672, Weights: []float64{1, 2},
		Worth: make([]int64, n), Level: make([]int32, n)}
	for e := range n {
		in.Worth[e] = 100_000
		if e/500%7 == 3 {
			in.Level[e] = 1
		}
	}
	share := n / pairs
	for i := range pairs {
		from, to := max(0, i*share-share), min(n, i*share+2*share)
		p := divide.Pair{From: from, Sorties: 16 + r.IntN(8), ShiftUs: [2]int64{int64(share) * 1_500_000, int64(share) * 1_600_000}}
		home := i*share + share/2 - from
		for b := range to - from + 1 {
			p.WalkUs = append(p.WalkUs, int64(b)*1_000_000)
			if b > 0 {
				p.Open = append(p.Open, true)
			}
			if (from+b)%(share/4) == 0 {
				p.Meet = append(p.Meet, b)
			}
			for s := range 2 {
				away := int64(max(b-home, home-b)) * 500_000
				p.ArriveUs[s] = append(p.ArriveUs[s], away+int64(s)*100_000)
				p.HomeUs[s] = append(p.HomeUs[s], away+int64(s)*100_000)
			}
		}
		in.Pairs = append(in.Pairs, p)
	}
	return in
}

// BenchmarkSolve shows how the cost grows with breakpoints and pairs.
func BenchmarkSolve(b *testing.B) {
	for _, size := range [][2]int{{1_000, 18}, {10_000, 18}, {100_000, 18}, {100_000, 100}, {100_000, 1_000}} {
		in := line(size[0], size[1])
		b.Run(fmt.Sprintf("elements=%d/pairs=%d", size[0], size[1]), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d, err := divide.Solve(context.Background(), in)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(d.LambdaH, "λ_h")
				b.ReportMetric(d.Share, "share")
				b.ReportMetric(float64(d.Proof.LambdaTests+d.Proof.ShareTests), "tests")
			}
		})
	}
}
