package divide_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"lindero/planner/divide"
)

// The brute force takes the package doc at its word: it goes through every
// division there is, with every meeting point, parting point and number of
// visits, and relies on nothing that the doc says about what is best.

// nearly is within what two candidates w·H/k that are equal as numbers can
// differ by when they are computed in different ways.
const nearly = 1e-12

// never is the share of a beat that no sortie can walk.
var never = math.Inf(1)

// better compares two values in the order of the objectives.
func better(a, b divide.Value) bool {
	switch {
	case a.Visited != b.Visited:
		return a.Visited > b.Visited
	case !same(a.LambdaH, b.LambdaH):
		return a.LambdaH < b.LambdaH
	default:
		return a.Share < b.Share
	}
}

// same reports whether two λ are the same number.
func same(a, b float64) bool {
	return math.Abs(a-b) <= nearly*math.Max(math.Abs(a), math.Abs(b))
}

// agree reports whether two values are the same.
func agree(a, b divide.Value) bool {
	return a.Visited == b.Visited && same(a.LambdaH, b.LambdaH) && a.Share == b.Share
}

// lambdaH is the weighted revisit of a beat that is walked visits times. What is
// worth nothing has no weight.
func lambdaH(in *divide.Instance, beat divide.Span, visits int) float64 {
	w := 0.0
	for e := beat.From; e < beat.To; e++ {
		if in.Worth[e] > 0 {
			w = math.Max(w, in.Weights[in.Level[e]])
		}
	}
	return w * in.PeriodH / float64(visits)
}

// worth is what the elements of a span count.
func worth(in *divide.Instance, s divide.Span) int64 {
	sum := int64(0)
	for _, w := range in.Worth[s.From:s.To] {
		sum += w
	}
	return sum
}

// between is the walking time between two breakpoints of the window.
func between(p *divide.Pair, a, b int) int64 {
	if a > b {
		a, b = b, a
	}
	return p.WalkUs[b] - p.WalkUs[a]
}

// oneStretch reports whether no element between the breakpoints of the window
// is closed to the pair.
func oneStretch(p *divide.Pair, points ...int) bool {
	lo, hi := points[0], points[0]
	for _, b := range points {
		lo, hi = min(lo, b), max(hi, b)
	}
	if lo < 0 || hi >= len(p.WalkUs) {
		return false
	}
	for _, open := range p.Open[lo:hi] {
		if !open {
			return false
		}
	}
	return true
}

// meets are the breakpoints of the window at which a pair may meet.
func meets(p *divide.Pair) []int {
	if p.Meet != nil {
		return p.Meet
	}
	all := make([]int, len(p.WalkUs))
	for b := range all {
		all[b] = b
	}
	return all
}

// leastShare is the smallest share of its shift that a pair can walk a beat
// with: the definition, for all meeting points and all parting points.
func leastShare(p *divide.Pair, beat divide.Span) float64 {
	x, y := beat.From-p.From, beat.To-p.From
	best := never
	for _, m := range meets(p) {
		for e := range p.WalkUs {
			if !oneStretch(p, m, x, y, e) {
				continue
			}
			walk := min(
				between(p, m, x)+between(p, x, y)+between(p, y, e),
				between(p, m, y)+between(p, y, x)+between(p, x, e))
			share, fits := 0.0, true
			for s := range p.ShiftUs {
				us := p.ArriveUs[s][m] + walk + p.HomeUs[s][e]
				fits = fits && us <= p.ShiftUs[s]
				share = math.Max(share, float64(us)/float64(p.ShiftUs[s]))
			}
			if fits {
				best = math.Min(best, share)
			}
		}
	}
	return best
}

// shares are the least shares by pair, first and last breakpoint of a beat.
type shares [][][]float64

// allShares asks least about each pair and span.
func allShares(in *divide.Instance, least func(*divide.Pair, divide.Span) float64) shares {
	n := len(in.Worth)
	all := make(shares, len(in.Pairs))
	for i := range in.Pairs {
		all[i] = make([][]float64, n)
		for a := range n {
			all[i][a] = make([]float64, n+1)
			for b := a + 1; b <= n; b++ {
				all[i][a][b] = least(&in.Pairs[i], divide.Span{From: a, To: b})
			}
		}
	}
	return all
}

// starts are the spans that a division can be of: the border, or, where it is
// a ring, one turn from each start that cuts no fixed sector and has them in
// order.
func starts(in *divide.Instance) []divide.Span {
	n := in.RingN
	if n == 0 {
		return []divide.Span{{From: 0, To: len(in.Worth)}}
	}
	var all []divide.Span
	for b := n; b < 2*n; b++ {
		turn, cuts, last := divide.Span{From: b, To: b + n}, false, b
		for i := range in.Pairs {
			if s := fixed(in, i, turn); s != nil {
				cuts = cuts || s.To > turn.To || s.From < last // sectors are in the order of the pairs
				last = s.To
			}
		}
		if !cuts {
			all = append(all, turn)
		}
	}
	return all
}

// fixed is the sector that the user fixed for a pair, nil for none, on a ring
// where it starts within the turn.
func fixed(in *divide.Instance, pair int, turn divide.Span) *divide.Span {
	s := in.Pairs[pair].Sector
	if s == nil || in.RingN == 0 {
		return s
	}
	n := in.RingN
	from := turn.From + ((s.From-turn.From)%n+n)%n
	return &divide.Span{From: from, To: from + s.To - s.From}
}

// permitted reports whether the fixed sectors let a pair have a beat there:
// its own holds the beat, those of earlier pairs lie before it, those of later
// pairs behind it.
func permitted(in *divide.Instance, pair int, beat, turn divide.Span) bool {
	for i := range in.Pairs {
		s := fixed(in, i, turn)
		switch {
		case s == nil:
		case i == pair && (beat.From < s.From || beat.To > s.To),
			i < pair && beat.From < s.To,
			i > pair && beat.To > s.From:
			return false
		}
	}
	return true
}

// bruteForce goes through all divisions and returns the best value; false where
// there are more than limit of them.
func bruteForce(in *divide.Instance, limit int) (divide.Value, bool) {
	b := brute{in: in, shares: allShares(in, leastShare), limit: limit}
	for _, b.turn = range starts(in) {
		b.extend(b.turn.From, 0, -1, divide.Value{})
	}
	return b.best, b.divisions <= limit
}

// brute is a search through all divisions of a turn.
type brute struct {
	in               *divide.Instance
	turn             divide.Span
	shares           shares
	best             divide.Value
	divisions, limit int
}

// extend counts the division it is given by its value, and goes on to all that
// have one more beat from breakpoint x on, for the given pair, which has the
// given number of sorties left (−1: all), or a later one.
func (b *brute) extend(x, pair, left int, v divide.Value) {
	if b.divisions++; b.divisions > b.limit {
		return
	}
	if better(v, b.best) {
		b.best = v
	}
	for i := pair; i < len(b.in.Pairs); i++ {
		if i > pair || left < 0 {
			left = b.in.Pairs[i].Sorties
		}
		for from := x; from < b.turn.To; from++ {
			for to := from + 1; to <= b.turn.To; to++ {
				beat, share := divide.Span{From: from, To: to}, b.shares[i][from][to]
				if share == never || !permitted(b.in, i, beat, b.turn) {
					continue
				}
				for k := 1; k <= left; k++ {
					b.extend(to, i, left-k, divide.Value{
						Visited: v.Visited + worth(b.in, beat),
						LambdaH: math.Max(v.LambdaH, lambdaH(b.in, beat, k)),
						Share:   math.Max(v.Share, share),
					})
				}
			}
		}
	}
}

// TestBruteForceByHand holds the brute force to an instance that is solved
// with pencil and paper: three elements of 10 µs, one pair that meets and parts
// anywhere within no time, a shift of 20 µs.
func TestBruteForceByHand(t *testing.T) {
	for _, test := range []struct {
		name    string
		sorties int
		meet    []int
		sector  *divide.Span
		levels  []int32
		want    divide.Value
	}{
		{"none", 0, nil, nil, []int32{0, 0, 0}, divide.Value{}},
		{"one sortie sees two of three", 1, nil, nil, []int32{0, 0, 0}, divide.Value{Visited: 2, LambdaH: 12, Share: 1}},
		{"two see all", 2, nil, nil, []int32{0, 0, 0}, divide.Value{Visited: 3, LambdaH: 12, Share: 1}},
		{"three see all at half a shift", 3, nil, nil, []int32{0, 0, 0}, divide.Value{Visited: 3, LambdaH: 12, Share: 0.5}},
		{"four see all twice", 4, nil, nil, []int32{0, 0, 0}, divide.Value{Visited: 3, LambdaH: 6, Share: 1}},
		{"the heavy element alone, twice", 3, nil, nil, []int32{1, 0, 0}, divide.Value{Visited: 3, LambdaH: 12, Share: 1}},
		{"the heavy element in the middle", 4, nil, nil, []int32{0, 1, 0}, divide.Value{Visited: 3, LambdaH: 12, Share: 0.5}},
		{"met at 0, the last is out of reach", 9, []int{0}, nil, []int32{0, 0, 0}, divide.Value{Visited: 2, LambdaH: 12.0 / 9, Share: 1}},
		{"met at 0 and 3", 2, []int{0, 3}, nil, []int32{0, 0, 0}, divide.Value{Visited: 3, LambdaH: 12, Share: 1}},
		{"nowhere to meet", 2, []int{}, nil, []int32{0, 0, 0}, divide.Value{}},
		{"one element fixed", 2, nil, &divide.Span{From: 1, To: 2}, []int32{0, 0, 0}, divide.Value{Visited: 1, LambdaH: 6, Share: 0.5}},
	} {
		free := []int64{0, 0, 0, 0}
		in := &divide.Instance{
			Worth: []int64{1, 1, 1}, Level: test.levels, Weights: []float64{1, 2}, PeriodH: 12,
			Pairs: []divide.Pair{{
				Open: []bool{true, true, true}, WalkUs: []int64{0, 10, 20, 30},
				ArriveUs: [2][]int64{free, free}, HomeUs: [2][]int64{free, free}, ShiftUs: [2]int64{20, 30},
				Meet: test.meet, Sorties: test.sorties, Sector: test.sector,
			}},
		}
		if got, all := bruteForce(in, 1000); !all || got != test.want {
			t.Errorf("%s: brute force %+v, by hand %+v", test.name, got, test.want)
		}
		if got := quadratic(in); got != test.want {
			t.Errorf("%s: quadratic programme %+v, by hand %+v", test.name, got, test.want)
		}
	}
}

// TestBruteForceOfTwelve goes to twelve elements, with fewer pairs, so that all
// divisions can be gone through.
func TestBruteForceOfTwelve(t *testing.T) {
	const divisions = 3_000_000 // at most for one instance
	var w worst
	compared := 0
	for number := range uint64(60) {
		g := &generator{Rand: rand.New(rand.NewPCG(seed, 3_000_000+number)), n: 10 + int(number%3)}
		in := g.instance(1+int(number%2), false)
		want, all := bruteForce(in, divisions)
		if !all {
			continue
		}
		compared++
		d, err := solve(t, in)
		if err == nil && !agree(d.Value, want) {
			err = fmt.Errorf("%+v, brute force finds %+v", d.Value, want)
		}
		if got := quadratic(in); !agree(got, want) {
			err = errors.Join(err, fmt.Errorf("the quadratic programme finds %+v, brute force %+v", got, want))
		}
		w.add(number, in, err)
	}
	w.report(t)
	if compared < 30 {
		t.Errorf("only %d of 60 instances were small enough", compared)
	}
}
