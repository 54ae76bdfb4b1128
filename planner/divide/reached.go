package divide

import (
	"iter"
	"math"
	"slices"
	"sync"
)

// seq yields 0 … n−1.
func seq(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
}

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

// buffers keeps memory from one call of Most to the next.
var buffers = sync.Pool{New: func() any { return new(scratch) }}

// Most returns the most worth that the pairs of an instance can visit with no
// weighted revisit above λ; with a λ of 0 there is no limit. It is 0 for a
// malformed instance, and below 0 where fixed sectors contradict each other. A
// ring is cut at the breakpoints given, if any, instead of at each.
func Most(in *Instance, lambdaH float64, cuts ...int) int64 {
	pairs, err := prepare(in)
	if err != nil {
		return 0
	}
	s := &search{Instance: in, pairs: pairs}
	buf := buffers.Get().(*scratch)
	defer buffers.Put(buf)
	s.buf = *buf
	defer func() { *buf = s.buf }()
	if lambdaH == 0 {
		lambdaH = math.Inf(1)
	}
	visits, full := s.visits(lambdaH), s.planned(1)
	most := int64(none)
	if len(cuts) == 0 || in.RingN == 0 {
		cuts = slices.Collect(seq(s.turns()))
	}
	for _, k := range cuts {
		if t := s.turn(k % s.turns()); t.fits() {
			most = max(most, s.most(t, full, visits))
		}
	}
	return most
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
