package divide_test

import (
	"slices"
	"testing"

	"lindero/planner/divide"
)

// TestValidatorRejects spoils a right division and its proof, in each way that
// the validator is to see.
func TestValidatorRejects(t *testing.T) {
	in := uniform(8, 2, 2, 5, 12)
	for i := range in.Pairs {
		in.Pairs[i].Meet = []int{0, 2, 4, 6, 8}
	}
	right := func() *divide.Division {
		beat := func(pair, from int, visits int) divide.Beat {
			us := in.Pairs[pair].WalkUs[2]
			return divide.Beat{Pair: pair, Span: divide.Span{From: from, To: from + 2},
				Meet: from, Part: from + 2, Visits: visits, SortieUs: [2]int64{us, us}}
		}
		return &divide.Division{
			Value:   divide.Value{Visited: 8000, LambdaH: 6, Share: 1},
			Sectors: []divide.Span{{From: 0, To: 4}, {From: 4, To: 8}},
			Beats:   []divide.Beat{beat(0, 0, 2), beat(0, 2, 2), beat(1, 4, 2), beat(1, 6, 3)},
			Proof:   divide.Proof{Optimal: true, NextH: 4, VisitedAtNext: 4000, ReachAtNext: []int{2, 4}},
		}
	}
	p := newProgram(in)
	if got := p.solve(); got != right().Value {
		t.Fatalf("the right division is worth %+v", got)
	}
	if err := validate(in, right()); err != nil {
		t.Errorf("the right division: %v", err)
	}
	if err := validateProof(p, right()); err != nil {
		t.Errorf("the right proof: %v", err)
	}
	for name, spoil := range map[string]func(*divide.Division){
		"a beat left out":         func(d *divide.Division) { d.Beats = d.Beats[1:] },
		"beats in disorder":       func(d *divide.Division) { slices.Reverse(d.Beats) },
		"a beat twice":            func(d *divide.Division) { d.Beats = append(d.Beats, d.Beats[3]) },
		"a pair that is not":      func(d *divide.Division) { d.Beats[3].Pair = 2 },
		"pairs in disorder":       func(d *divide.Division) { d.Beats[0].Pair = 1 },
		"a beat longer":           func(d *divide.Division) { d.Beats[3].From-- },
		"a beat empty":            func(d *divide.Division) { d.Beats[3].From = 8 },
		"a beat beyond the end":   func(d *divide.Division) { d.Beats[3].To = 9 },
		"no visit":                func(d *divide.Division) { d.Beats[3].Visits = 0 },
		"a visit fewer":           func(d *divide.Division) { d.Beats[0].Visits = 1 },
		"too many visits":         func(d *divide.Division) { d.Beats[0].Visits = 4 },
		"met where it may not":    func(d *divide.Division) { d.Beats[0].Meet = 1 },
		"met too far off":         func(d *divide.Division) { d.Beats[0].Meet = 8 },
		"met outside the window":  func(d *divide.Division) { d.Beats[0].Meet = 10 },
		"parted in the middle":    func(d *divide.Division) { d.Beats[0].Part = 1 },
		"a sortie too short":      func(d *divide.Division) { d.Beats[0].SortieUs[1]-- },
		"more visited":            func(d *divide.Division) { d.Visited++ },
		"a smaller λ":             func(d *divide.Division) { d.LambdaH = 4 },
		"a smaller share":         func(d *divide.Division) { d.Share = 0.5 },
		"a sector too long":       func(d *divide.Division) { d.Sectors[0].To = 5 },
		"a sector where none is":  func(d *divide.Division) { d.Sectors[1] = divide.Span{} },
		"a sector too few":        func(d *divide.Division) { d.Sectors = d.Sectors[:1] },
		"proof: none":             func(d *divide.Division) { d.Proof.Optimal = false },
		"proof: λ left out":       func(d *divide.Division) { d.Proof.NextH = 3 },
		"proof: λ of no division": func(d *divide.Division) { d.Proof.NextH = 5 },
		"proof: λ of the value":   func(d *divide.Division) { d.Proof.NextH = 6 },
		"proof: too much visited": func(d *divide.Division) { d.Proof.VisitedAtNext = 4001 },
		"proof: too far reached":  func(d *divide.Division) { d.Proof.ReachAtNext[0] = 3 },
		"proof: not far reached":  func(d *divide.Division) { d.Proof.ReachAtNext[1] = 3 },
		"proof: a pair too few":   func(d *divide.Division) { d.Proof.ReachAtNext = d.Proof.ReachAtNext[:1] },
	} {
		d := right()
		spoil(d)
		if validate(in, d) == nil && validateProof(p, d) == nil {
			t.Errorf("%s: nothing is found wrong", name)
		}
	}
}
