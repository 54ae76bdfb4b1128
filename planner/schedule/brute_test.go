package schedule_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"lindero/planner/schedule"
)

// random makes a pair small enough for all its calendars to be tried.
func random(r *rand.Rand) *schedule.Pair {
	p := &schedule.Pair{Ticks: 3 + r.IntN(10), Wraps: r.IntN(3) > 0}
	n := 1 + r.IntN(3)
	left := 1 + r.IntN(4)
	for range n {
		b := schedule.Beat{Visits: 1 + r.IntN(max(left, 1)), Weight: []float64{1, 1, 2, 3.5, 0.25}[r.IntN(5)]}
		if left -= b.Visits; left < 0 {
			break
		}
		if r.IntN(3) == 0 {
			b.Open = make([]bool, p.Ticks)
			for i := range b.Open {
				b.Open[i] = r.IntN(3) > 0
			}
		}
		p.Beats = append(p.Beats, b)
	}
	for range p.Beats {
		row := make([]int, len(p.Beats))
		for k := range row {
			row[k] = 1 + r.IntN(3)
		}
		p.Apart = append(p.Apart, row)
	}
	// As of walks and rests: going by a third is never shorter.
	for k := range p.Beats {
		for i := range p.Beats {
			for j := range p.Beats {
				p.Apart[i][j] = min(p.Apart[i][j], p.Apart[i][k]+p.Apart[k][j])
			}
		}
	}
	if r.IntN(4) == 0 {
		length := 2 + r.IntN(p.Ticks)
		w := schedule.Week{Most: 1 + r.IntN(2)}
		for range p.Beats {
			lead := r.IntN(p.Ticks)
			var begins []int
			for t := 0; t < p.Ticks; t += length {
				begins = append(begins, t+lead)
			}
			w.Begins = append(w.Begins, begins)
		}
		p.Weeks = append(p.Weeks, w)
	}
	return p
}

// weekOf returns the number of the week that a meeting belongs to.
func weekOf(p *schedule.Pair, w *schedule.Week, m schedule.Meet) int {
	week := -1
	for period := -2; period < 4; period++ {
		for k, begin := range w.Begins[m.Beat] {
			if begin+period*p.Ticks <= m.Tick {
				week = period*len(w.Begins[m.Beat]) + k
			}
		}
	}
	return week
}

// allowed reports whether a calendar keeps the rules, as it repeats.
func allowed(p *schedule.Pair, meets []schedule.Meet) bool {
	all := slices.Clone(meets)
	if p.Wraps {
		for _, m := range meets {
			all = append(all, schedule.Meet{Beat: m.Beat, Tick: m.Tick + p.Ticks})
		}
	}
	for i, m := range all {
		if open := p.Beats[m.Beat].Open; open != nil && !open[m.Tick%p.Ticks] {
			return false
		}
		if i > 0 && m.Tick-all[i-1].Tick < p.Apart[all[i-1].Beat][m.Beat] {
			return false
		}
		for w := range p.Weeks {
			if k := i + p.Weeks[w].Most; k < len(all) && weekOf(p, &p.Weeks[w], all[k]) <= weekOf(p, &p.Weeks[w], m) {
				return false
			}
		}
	}
	return true
}

// values returns the weighted times between visits, the largest first.
func values(p *schedule.Pair, meets []schedule.Meet) []float64 {
	var out []float64
	for b := range p.Beats {
		var at []int
		for _, m := range meets {
			if m.Beat == b {
				at = append(at, m.Tick)
			}
		}
		if len(at) == 0 {
			continue
		}
		worst := at[0] + p.Ticks - at[len(at)-1]
		for i := 1; i < len(at); i++ {
			worst = max(worst, at[i]-at[i-1])
		}
		out = append(out, float64(worst)*p.Beats[b].Weight)
	}
	slices.SortFunc(out, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	return out
}

// brute tries all calendars that visit each beat so often.
func brute(p *schedule.Pair, visits []int) (best []float64) {
	left := slices.Clone(visits)
	var meets []schedule.Meet
	var grow func(from int)
	grow = func(from int) {
		if !slices.ContainsFunc(left, func(k int) bool { return k > 0 }) {
			if allowed(p, meets) {
				if v := values(p, meets); best == nil || slices.Compare(v, best) < 0 {
					best = v
				}
			}
			return
		}
		for tick := from; tick < p.Ticks; tick++ {
			for b := range left {
				if left[b] == 0 {
					continue
				}
				left[b]--
				meets = append(meets, schedule.Meet{Beat: b, Tick: tick})
				grow(tick + 1)
				meets = meets[:len(meets)-1]
				left[b]++
			}
		}
	}
	grow(0)
	return best
}

// TestBrute wants what Solve finds to be as good as the best of all calendars.
func TestBrute(t *testing.T) {
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 1))
	fits := 0
	for i := range 4000 {
		p := random(r)
		got := schedule.Solve(p)
		visits := make([]int, len(p.Beats))
		left := 0
		for b := range visits {
			visits[b] = p.Beats[b].Visits - got.LeftOut[b]
			left += got.LeftOut[b]
		}
		if !allowed(p, got.Meets) {
			t.Fatalf("seed %d, %d: %+v\nbreaks a rule: %+v", seed, i, p, got)
		}
		var all []int
		for b, k := range p.Beats {
			n := 0
			for _, m := range got.Meets {
				if m.Beat == b {
					n++
				}
			}
			all = append(all, n)
			_ = k
		}
		if !slices.Equal(all, visits) {
			t.Fatalf("seed %d, %d: %+v\nvisits %v, said %v", seed, i, p, all, visits)
		}
		value := values(p, got.Meets)
		best := brute(p, visits)
		if len(best) > 0 && (value[0] != best[0] || got.Value(p) != value[0] || !got.Exact || got.Bound != best[0]) {
			t.Fatalf("seed %d, %d: %+v\nfound %v (bound %v, exact %v), best %v: %+v", seed, i, p, value, got.Bound, got.Exact, best, got.Meets)
		}
		if left > 0 { // then there is no place for all
			full := make([]int, len(p.Beats))
			for b := range full {
				full[b] = p.Beats[b].Visits
			}
			if brute(p, full) != nil {
				t.Fatalf("seed %d, %d: %+v\nleft out %v, but all fit", seed, i, p, got.LeftOut)
			}
			continue
		}
		fits++
	}
	if fits < 1000 {
		t.Errorf("seed %d: only %d of them fit", seed, fits)
	}
}
