package divide

import (
	"context"
	"errors"
)

// Alone divides one stretch by the instance's only pair, which has no fixed
// sector: with the same objectives, by itself. Beats lie within the stretch; what
// is beyond it counts for nothing. There is no proof, and no stretch over the
// start of a ring is tried from elsewhere. It fails where the instance is
// malformed, and where ctx ends.
func Alone(ctx context.Context, in *Instance, on Span) (*Division, error) {
	pairs, err := prepare(in)
	if err != nil {
		return nil, err
	}
	if len(pairs) != 1 || pairs[0].Sector != nil || on.From < 0 || on.To > len(in.Worth) {
		return nil, errors.New("divide: a stretch is divided by one pair without a fixed sector")
	}
	d := &Division{Sectors: make([]Span, 1)}
	if on.Empty() {
		return d, ctx.Err()
	}
	s := &search{ctx: ctx, Instance: in, pairs: pairs, once: make([]int, len(in.Weights))}
	for i := range s.once {
		s.once[i] = 1
	}
	t := newSolver(in, pairs)
	t.lo, t.hi = on.From, on.To
	s.solvers = []*solver{t}
	if d.Visited, err = s.visited(s.planned(1)); err != nil || d.Visited == 0 {
		return d, err
	}
	lambdas := s.lambdas()
	at, err := s.least(lambdas, 1, d.Visited)
	if err != nil {
		return nil, err
	}
	w := work{lambdaH: lambdas[at]}
	if w.beats, err = s.even(1, s.visits(w.lambdaH), d.Visited); err != nil {
		return nil, err
	}
	d.LambdaH, d.Share = w.lambdaH, shareOfAll(w.beats)
	s.spend(0, &w)
	for _, b := range w.beats {
		d.Beats = append(d.Beats, b.Beat)
	}
	d.Sectors[0] = w.span()
	return d, ctx.Err()
}
