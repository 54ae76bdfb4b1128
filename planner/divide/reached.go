package divide

import "math"

// Reached returns, by pair and element of its window, whether some sortie of a
// full shift can take the element in. A malformed instance reaches nothing.
func Reached(in *Instance) [][]bool {
	out := make([][]bool, len(in.Pairs))
	pairs, err := prepare(in)
	if err != nil {
		return out
	}
	parallel(len(pairs), func(i int) { out[i] = pairs[i].reached(1) })
	return out
}

// reached returns which elements of the window a sortie can take in.
func (c *closed) reached(share float64) []bool {
	n := len(c.WalkUs)
	if n == 0 {
		return nil
	}
	starts := make([]int32, n)
	c.starts(starts, 0, n-1, share)
	out := make([]bool, n-1)
	for e := range out {
		out[e] = int(starts[e+1]) <= e
	}
	return out
}

// Most returns the most worth that the pairs of an instance can visit with no
// weighted revisit above λ; with a λ of 0 there is no limit. It is 0 for a
// malformed instance, and below 0 where fixed sectors contradict each other.
func Most(in *Instance, lambdaH float64) int64 {
	pairs, err := prepare(in)
	if err != nil {
		return 0
	}
	s := &search{Instance: in, pairs: pairs}
	if lambdaH == 0 {
		lambdaH = math.Inf(1)
	}
	visits, full := s.visits(lambdaH), s.planned(1)
	most := int64(none)
	for k := range s.turns() {
		if t := s.turn(k); t.fits() {
			most = max(most, s.most(t, full, visits))
		}
	}
	return most
}

// LongestM returns the greatest length of a feasible beat of each pair, given
// that of each element.
func LongestM(in *Instance, lengthM []float64) []float64 {
	out := make([]float64, len(in.Pairs))
	pairs, err := prepare(in)
	if err != nil {
		return out
	}
	sum := make([]float64, len(lengthM)+1)
	for e, m := range lengthM {
		sum[e+1] = sum[e] + m
	}
	parallel(len(pairs), func(i int) {
		n := len(pairs[i].WalkUs)
		if n == 0 {
			return
		}
		starts := make([]int32, n)
		pairs[i].starts(starts, 0, n-1, 1)
		for b, a := range starts {
			from := pairs[i].From
			out[i] = max(out[i], sum[from+b]-sum[from+int(a)])
		}
	})
	return out
}

// Bound returns the least λ that a division can have at which as many metres
// of each level as asked, each as often as λ wants it, are no more than given;
// 0 where all is 0.
func Bound(in *Instance, asked []float64, given float64) float64 {
	s := &search{Instance: in}
	for i := range in.Pairs {
		s.pairs = append(s.pairs, closed{Pair: &in.Pairs[i]})
	}
	for _, lambda := range s.lambdas() {
		need := 0.0
		for l, k := range in.visits(lambda) {
			need += asked[l] * float64(k)
		}
		if need <= given*(1+1e-9) {
			return lambda
		}
	}
	return 0
}
