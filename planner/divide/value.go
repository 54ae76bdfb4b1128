package divide

import (
	"context"
	"slices"
)

// Best returns what a best division visits, and its λ, without looking for one:
// several times quicker than Solve. The share is not sought, and 0. It fails as
// Solve does.
func Best(ctx context.Context, in *Instance) (Value, error) {
	s, err := newSearch(ctx, in)
	if err != nil {
		return Value{}, err
	}
	v, _, _, err := s.value(s.planned(1))
	return v, err
}

// value finds the first two objectives, and returns every λ that a division can
// have and the place among them of the one found. Of a border on which nothing
// can be visited there are none.
func (s *search) value(full *plan) (v Value, lambdas []float64, at int, err error) {
	if v.Visited, err = s.visited(full); err != nil || v.Visited == 0 {
		return v, nil, 0, err
	}
	lambdas = s.lambdas()
	if at, err = s.least(lambdas, 1, v.Visited); err != nil {
		return Value{}, nil, 0, err
	}
	v.LambdaH = lambdas[at]
	return v, lambdas, at, nil
}

// visited returns the most that can be visited at all.
func (s *search) visited(full *plan) (int64, error) {
	s.quick = s.newQuick(full)
	if s.quick != nil {
		if ok, err := s.can(1, s.once, s.quick.all); ok || err != nil {
			return s.quick.all, err
		}
		s.quick = nil
	}
	visited := int64(none)
	for k, t := range s.solvers {
		if v := s.most(t, full, s.once); v > visited {
			visited, s.best = v, k
		}
		if err := s.ctx.Err(); err != nil {
			return 0, err
		}
	}
	if visited < 0 {
		return 0, ErrOrder
	}
	return visited, nil
}

// lambdas returns every λ that a division can have, ascending.
func (s *search) lambdas() []float64 {
	most := 1
	for i := range s.pairs {
		most = max(most, s.pairs[i].Sorties)
	}
	present := make([]bool, len(s.Weights))
	for e, w := range s.Worth {
		if w > 0 {
			present[s.Level[e]] = true
		}
	}
	var out []float64
	for l, w := range s.Weights {
		for k := 1; present[l] && k <= most; k++ {
			out = append(out, w*s.PeriodH/float64(k))
		}
	}
	slices.Sort(out)
	// Of values that differ by rounding alone the last is kept, at which all
	// of them hold.
	kept := out[:0]
	for i, v := range out {
		if i == len(out)-1 || out[i+1] > v*(1+1e-12) {
			kept = append(kept, v)
		}
	}
	return kept
}

// least returns the place of the least λ at which so much can be visited with
// a share of the shifts; the last one, if at no other.
func (s *search) least(lambdas []float64, share float64, visited int64) (int, error) {
	var err error
	at, _ := slices.BinarySearchFunc(lambdas, true, func(lambda float64, _ bool) int {
		if err != nil {
			return 1
		}
		var ok bool
		if ok, err = s.can(share, s.visits(lambda), visited); ok {
			return 1
		}
		return -1
	})
	return min(at, len(lambdas)-1), err
}
