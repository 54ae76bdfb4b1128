package divide_test

import (
	"fmt"
	"testing"

	"lindero/planner/divide"
)

// TestClosedForm holds Solve to the closed form of equal pairs that reach
// everything within no time, on a border of uniform weight. With N sorties for
// each of n pairs and m elements walked in a shift, L elements make
// B = ⌈L/(n·m)⌉ beats for some pair, each walked ⌊N/B⌋ times, so that
// λ = H/⌊N/B⌋. The most even work is beats of ⌈L/b⌉ elements, if b = n·⌊N/k⌋
// beats can be walked k = ⌊N/B⌋ times.
func TestClosedForm(t *testing.T) {
	const periodH = 672
	tried := 0
	for elements := 1; elements <= 40; elements += 3 {
		for pairs := 1; pairs <= 5; pairs++ {
			for perShift := 1; perShift <= 9; perShift += 2 {
				for sorties := 1; sorties <= 25; sorties += 4 {
					beats := ceil(elements, pairs*perShift)
					if sorties < beats {
						continue // not all can be visited
					}
					tried++
					k := sorties / beats
					want := divide.Value{
						Visited: int64(elements) * 1000,
						LambdaH: periodH / float64(k),
						Share:   float64(ceil(elements, pairs*(sorties/k))) / float64(perShift),
					}
					name := fmt.Sprintf("%d elements, %d pairs, %d a shift, %d sorties", elements, pairs, perShift, sorties)
					d, err := solve(t, uniform(elements, pairs, perShift, sorties, periodH))
					switch {
					case err != nil:
						t.Errorf("%s: %v", name, err)
					case !agree(d.Value, want):
						t.Errorf("%s: %+v, the closed form says %+v", name, d.Value, want)
					}
				}
			}
		}
	}
	if tried < 1000 {
		t.Errorf("only %d were tried", tried)
	}
}

// uniform is a border of equal elements and equal pairs without access time.
func uniform(elements, pairs, perShift, sorties int, periodH float64) *divide.Instance {
	const stepUs = 90_000_000
	in := &divide.Instance{
		Worth: make([]int64, elements), Level: make([]int32, elements),
		Weights: []float64{1}, PeriodH: periodH, Pairs: make([]divide.Pair, pairs),
	}
	open, walk, none := make([]bool, elements), make([]int64, elements+1), make([]int64, elements+1)
	for e := range elements {
		in.Worth[e], open[e], walk[e+1] = 1000, true, int64(e+1)*stepUs
	}
	shift := int64(perShift) * stepUs
	for i := range in.Pairs {
		in.Pairs[i] = divide.Pair{
			Open: open, WalkUs: walk, ArriveUs: [2][]int64{none, none}, HomeUs: [2][]int64{none, none},
			ShiftUs: [2]int64{shift, shift}, Sorties: sorties,
		}
	}
	return in
}

// ceil is a/b, rounded up.
func ceil(a, b int) int { return (a + b - 1) / b }
