package divide

// Starts returns, by pair and breakpoint b of its window, the smallest a so
// that a sortie of a full shift can take in the elements a … b−1; b where there
// is none. Both count from the window's start. A malformed instance has none.
func Starts(in *Instance) [][]int32 {
	pairs, err := prepare(in)
	if err != nil {
		return make([][]int32, len(in.Pairs))
	}
	s := &search{Instance: in, pairs: pairs}
	return s.planned(1).starts
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
