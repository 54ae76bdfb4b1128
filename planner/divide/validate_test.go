package divide_test

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"lindero/planner/divide"
)

// The validator holds a division to the definition, and its proof to the
// quadratic programme.

// validate returns all that is wrong with a division.
func validate(in *divide.Instance, d *divide.Division) error {
	var all []error
	wrong := func(format string, args ...any) { all = append(all, fmt.Errorf(format, args...)) }
	sorties := make([]int, len(in.Pairs))
	hulls := make([]divide.Span, len(in.Pairs))
	v := divide.Value{}
	for i, beat := range d.Beats {
		if i > 0 && (beat.Pair < d.Beats[i-1].Pair || beat.From < d.Beats[i-1].To) {
			wrong("beat %d is not behind the one before it", i)
		}
		if beat.Pair < 0 || beat.Pair >= len(in.Pairs) || beat.Empty() || beat.From < 0 || beat.To > len(in.Worth) {
			wrong("beat %d is nowhere: %+v", i, beat)
			continue
		}
		share, err := sortie(&in.Pairs[beat.Pair], beat)
		if err != nil {
			wrong("beat %d: %w", i, err)
		}
		if beat.Visits < 1 {
			wrong("beat %d is walked %d times", i, beat.Visits)
		}
		sorties[beat.Pair] += beat.Visits
		if h := &hulls[beat.Pair]; h.Empty() {
			*h = beat.Span
		} else {
			h.To = beat.To
		}
		v.Visited += worth(in, beat.Span)
		v.LambdaH = math.Max(v.LambdaH, lambdaH(in, beat.Span, beat.Visits))
		v.Share = math.Max(v.Share, share)
	}
	for i, k := range sorties {
		if k > in.Pairs[i].Sorties {
			wrong("pair %d has %d sorties of %d", i, k, in.Pairs[i].Sorties)
		}
	}
	if !agree(v, d.Value) {
		wrong("the beats are worth %+v, not %+v", v, d.Value)
	}
	if !within(in, d.Beats) {
		wrong("the beats do not lie within one turn and the fixed sectors")
	}
	if len(d.Sectors) != len(in.Pairs) {
		wrong("%d sectors", len(d.Sectors))
		return errors.Join(all...)
	}
	for i, s := range d.Sectors {
		if hulls[i].Empty() != s.Empty() || !s.Empty() && s != hulls[i] {
			wrong("the sector of pair %d is %v, its beats are in %v", i, s, hulls[i])
		}
	}
	return errors.Join(all...)
}

// sortie returns the share of its shift that a beat takes, and what is wrong
// with how it is walked.
func sortie(p *divide.Pair, beat divide.Beat) (float64, error) {
	m, e := beat.Meet-p.From, beat.Part-p.From
	x, y := beat.From-p.From, beat.To-p.From
	if !oneStretch(p, m, x, y, e) {
		return 0, errors.New("it is not in one open stretch")
	}
	if !slices.Contains(meets(p), m) {
		return 0, fmt.Errorf("the pair may not meet at %d", beat.Meet)
	}
	first := x
	switch e {
	case x:
		first = y
	case y:
	default:
		return 0, fmt.Errorf("it parts at %d, which is no end of it", beat.Part)
	}
	walk, worst := between(p, m, first)+between(p, x, y), 0.0
	for s, shift := range p.ShiftUs {
		us := p.ArriveUs[s][m] + walk + p.HomeUs[s][e]
		if us != beat.SortieUs[s] || us > shift {
			return 0, fmt.Errorf("side %d takes %d µs of %d, not %d", s, us, shift, beat.SortieUs[s])
		}
		worst = math.Max(worst, float64(us)/float64(shift))
	}
	return worst, nil
}

// within reports whether all beats lie within one turn and the fixed sectors
// let them.
func within(in *divide.Instance, beats []divide.Beat) bool {
	return slices.ContainsFunc(starts(in), func(turn divide.Span) bool {
		for _, beat := range beats {
			if beat.From < turn.From || beat.To > turn.To || !permitted(in, beat.Pair, beat.Span, turn) {
				return false
			}
		}
		return true
	})
}

// validateProof returns all that is wrong with a proof. It may leave out a
// candidate λ only where no beat that can be walked has it.
func validateProof(p *program, d *divide.Division) error {
	var all []error
	wrong := func(format string, args ...any) { all = append(all, fmt.Errorf(format, args...)) }
	proof := d.Proof
	if !proof.Optimal {
		wrong("it claims nothing")
	}
	next, known := 0.0, proof.NextH == 0
	for _, λ := range candidates(p.in) {
		known = known || same(λ, proof.NextH)
		if λ < d.LambdaH && !same(λ, d.LambdaH) {
			next = λ
		}
	}
	if !known || proof.NextH > next && !same(proof.NextH, next) {
		wrong("no division has a λ of %v h; the next smaller one is %v h", proof.NextH, next)
	}
	visited := p.visited(next, never)
	if visited != proof.VisitedAtNext || visited > 0 && visited >= d.Visited {
		wrong("at λ = %v h %d can be visited, not %d; the division visits %d", next, visited, proof.VisitedAtNext, d.Visited)
	}
	if λ := p.walkedBelow(d.LambdaH); λ > proof.NextH && !same(λ, proof.NextH) {
		wrong("a division has a λ of %v h, the next smaller one is said to be %v h", λ, proof.NextH)
	}
	if p.in.RingN > 0 || proof.NextH == 0 {
		return errors.Join(all...)
	}
	turn := p.turns[0]
	reach := p.reach(turn, proof.NextH, worth(p.in, turn)-d.Visited)
	if !slices.Equal(reach, proof.ReachAtNext) {
		wrong("at λ = %v h the pairs reach %v, not %v", proof.NextH, reach, proof.ReachAtNext)
	}
	if len(reach) > 0 && reach[len(reach)-1] >= turn.To {
		wrong("the last pair reaches the end")
	}
	return errors.Join(all...)
}

// walkedBelow is the largest weighted revisit below λ that a beat which is worth
// something can have, 0 where there is none.
func (p *program) walkedBelow(λ float64) float64 {
	largest := 0.0
	for _, turn := range p.turns {
		for i := range p.in.Pairs {
			for a := turn.From; a < turn.To; a++ {
				for b := a + 1; b <= turn.To; b++ {
					beat := divide.Span{From: a, To: b}
					if p.shares[i][a][b] == never || !permitted(p.in, i, beat, turn) {
						continue
					}
					for k := 1; k <= p.in.Pairs[i].Sorties; k++ {
						if at := lambdaH(p.in, beat, k); at < λ && !same(at, λ) {
							largest = math.Max(largest, at)
						}
					}
				}
			}
		}
	}
	return largest
}
