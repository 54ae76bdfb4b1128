package divide_test

import (
	"errors"
	"math"
	"testing"

	"lindero/planner/divide"
)

// TestMalformed gives Solve what is no instance: it answers with an error.
func TestMalformed(t *testing.T) {
	for name, spoil := range map[string]func(*divide.Instance){
		"a level for no element":         func(in *divide.Instance) { in.Level = append(in.Level, 0) },
		"a level without weight":         func(in *divide.Instance) { in.Level[1] = 2 },
		"a level below 0":                func(in *divide.Instance) { in.Level[1] = -1 },
		"a worth below 0":                func(in *divide.Instance) { in.Worth[0] = -1 },
		"a weight of 0":                  func(in *divide.Instance) { in.Weights[0] = 0 },
		"a weight that is no number":     func(in *divide.Instance) { in.Weights[0] = math.NaN() },
		"weights that descend":           func(in *divide.Instance) { in.Weights = []float64{2, 1} },
		"no period":                      func(in *divide.Instance) { in.PeriodH = 0 },
		"a ring written twice":           func(in *divide.Instance) { in.RingN = 2 },
		"a ring below 0":                 func(in *divide.Instance) { in.RingN = -1 },
		"a window before the border":     func(in *divide.Instance) { in.Pairs[0].From = -1 },
		"a window behind the border":     func(in *divide.Instance) { in.Pairs[0].From = 1 },
		"one element too many open":      func(in *divide.Instance) { in.Pairs[0].Open = append(in.Pairs[0].Open, true) },
		"no times":                       func(in *divide.Instance) { in.Pairs[0].ArriveUs[1] = nil },
		"too few times home":             func(in *divide.Instance) { in.Pairs[0].HomeUs[0] = in.Pairs[0].HomeUs[0][1:] },
		"walking back in time":           func(in *divide.Instance) { in.Pairs[0].WalkUs[2] = 5 },
		"a meeting before the window":    func(in *divide.Instance) { in.Pairs[0].Meet = []int{-1} },
		"a meeting behind the window":    func(in *divide.Instance) { in.Pairs[0].Meet = []int{5} },
		"sorties below 0":                func(in *divide.Instance) { in.Pairs[0].Sorties = -1 },
		"more sorties than there can be": func(in *divide.Instance) { in.Pairs[0].Sorties = divide.MaxSorties + 1 },
		"a sector behind the border":     func(in *divide.Instance) { in.Pairs[0].Sector = &divide.Span{From: 3, To: 9} },
		"a sector before the border":     func(in *divide.Instance) { in.Pairs[0].Sector = &divide.Span{From: -1, To: 2} },
		"a sector that ends before it starts": func(in *divide.Instance) {
			in.Pairs[0].Sector = &divide.Span{From: 2, To: 1}
		},
	} {
		in := uniform(4, 2, 2, 3, 12)
		in.Weights = append(in.Weights, 2)
		for i := range in.Pairs {
			p := &in.Pairs[i]
			p.WalkUs = append([]int64(nil), p.WalkUs...)
		}
		spoil(in)
		if d, err := solve(t, in); err == nil {
			t.Errorf("%s: no error, but %+v", name, d)
		}
	}
}

// TestSectorsOutOfOrder expects an error of its own for fixed sectors that no
// division keeps.
func TestSectorsOutOfOrder(t *testing.T) {
	for name, sectors := range map[string][2]divide.Span{
		"the first behind the second": {{From: 2, To: 4}, {From: 0, To: 2}},
		"overlapping":                 {{From: 0, To: 3}, {From: 2, To: 4}},
		"the same":                    {{From: 1, To: 2}, {From: 1, To: 2}},
	} {
		in := uniform(4, 2, 2, 3, 12)
		in.Pairs[0].Sector, in.Pairs[1].Sector = &sectors[0], &sectors[1]
		if _, err := solve(t, in); !errors.Is(err, divide.ErrOrder) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

// TestNothing solves borders and pairs of no size.
func TestNothing(t *testing.T) {
	for name, in := range map[string]*divide.Instance{
		"no border":   {PeriodH: 1, Weights: []float64{1}},
		"no pairs":    {PeriodH: 1, Weights: []float64{1}, Worth: []int64{1, 2}, Level: []int32{0, 0}},
		"no elements": uniform(0, 2, 3, 4, 12),
	} {
		d, err := solve(t, in)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if err := validate(in, d); err != nil || d.Value != (divide.Value{}) {
			t.Errorf("%s: %+v: %v", name, d, err)
		}
	}
}
