package divide

import (
	"errors"
	"math"
)

// Trial asks one pair again and again, each time with other shifts and another
// number of sorties, whether it can visit all that an instance is worth. Its
// tables are closed under walking once. It is not for several goroutines.
type Trial struct {
	quick  *quick
	pair   Pair // the numbers of which are changed
	starts []int
}

// NewTrial returns the trial of an instance with one pair, which has no fixed
// sector. A ring is cut at the breakpoints given, if any, instead of at each.
// It fails where the instance is malformed.
func NewTrial(in *Instance, cuts ...int) (*Trial, error) {
	pairs, err := prepare(in)
	if err != nil {
		return nil, err
	}
	if len(pairs) != 1 || pairs[0].Sector != nil {
		return nil, errors.New("divide: a trial is of one pair without a fixed sector")
	}
	s := &search{Instance: in, pairs: pairs}
	t := &Trial{quick: s.quickFor(nil), pair: in.Pairs[0], starts: []int{0}}
	pairs[0].Pair = &t.pair
	if in.RingN == 0 {
		return t, nil
	}
	t.starts = t.starts[:0]
	for _, k := range cuts {
		t.starts = append(t.starts, in.RingN+(k%in.RingN+in.RingN)%in.RingN)
	}
	for k := 0; len(cuts) == 0 && k < in.RingN; k++ {
		t.starts = append(t.starts, in.RingN+k)
	}
	return t, nil
}

// All reports whether the pair, with these shifts and sorties, can visit
// everything that is worth something with no weighted revisit above λ; with a λ
// of 0 there is no limit.
func (t *Trial) All(shiftUs [2]int64, sorties int, lambdaH float64) bool {
	if lambdaH == 0 {
		lambdaH = math.Inf(1)
	}
	t.pair.ShiftUs, t.pair.Sorties = shiftUs, sorties
	s := t.quick.search
	terms := s.terms(1, s.visits(lambdaH))
	turn := s.RingN
	if turn == 0 {
		turn = len(s.Worth)
	}
	for _, lo := range t.starts {
		if t.quick.reach(0, 1, lo, lo+turn, terms, nil) >= lo+turn {
			return true
		}
	}
	return false
}
