package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lindero/bench/measure"
	"lindero/internal/milp"
	"lindero/planner/divide"
)

// What CBC is asked to divide, until it takes too long: borders of so many
// elements and pairs, and Guatemala and Mexico by so many metres.
var (
	sizes  = [][2]int{{40, 5}, {80, 8}, {160, 12}, {320, 18}, {640, 36}}
	stepsM = []int{10_000, 5_000, 2_500}
)

// besideCBC divides borders with ours and with CBC.
func besideCBC(ctx context.Context, o options, log io.Writer) (string, error) {
	var b strings.Builder
	b.WriteString("| border | elements | pairs | **Lindero**, with proof | CBC | runs of it | times ours | visited, km | λ, h | largest share of a shift | the same |\n")
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|\n")
	for _, size := range sizes {
		over, err := beside(ctx, o, &b, "drawn", drawn(size[0], size[1]), log)
		if err != nil {
			return "", err
		}
		if over {
			break
		}
	}
	if _, _, err := measure.Benchmark(ctx, filepath.Join(o.out, "planner.test"), "^BenchmarkCoarse$", "1x", 1, "-instances", o.out); err != nil {
		return "", err
	}
	for _, m := range stepsM {
		in, err := readInstance(filepath.Join(o.out, fmt.Sprintf("step=%d.json", m)))
		if err != nil {
			return "", err
		}
		over, err := beside(ctx, o, &b, fmt.Sprintf("Guatemala–Mexico by %g km", float64(m)/1000), in, log)
		if err != nil {
			return "", err
		}
		if over {
			break
		}
	}
	return b.String(), nil
}

// readInstance reads what BenchmarkCoarse has written.
func readInstance(file string) (*divide.Instance, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	in := new(divide.Instance)
	return in, json.Unmarshal(text, in)
}

// beside writes the row of one border, and tells whether CBC took too long.
func beside(ctx context.Context, o options, b *strings.Builder, name string, in *divide.Instance, log io.Writer) (over bool, err error) {
	var d *divide.Division
	times := make([]time.Duration, o.runs)
	for i := range times {
		start := time.Now()
		if d, err = divide.Solve(ctx, in); err != nil {
			return false, err
		}
		times[i] = time.Since(start)
	}
	ours := measure.Median(times, func(d time.Duration) time.Duration { return d })
	dir, err := os.MkdirTemp("", "lindero-cbc-")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // what stays in a temporary folder does no harm
	cbc := make([]time.Duration, 0, 3)
	var m *milp.Programme
	var value divide.Value
	for sum := time.Duration(0); len(cbc) < min(o.runs, 3) && !over && (len(cbc) == 0 || sum < onceOver); {
		if m, err = milp.New(in, dir, farEnd); err != nil {
			return false, err
		}
		m.Limit = o.limit
		value, err = m.Solve(ctx)
		if over = errors.Is(err, milp.ErrTime); err != nil && !over {
			return false, err
		}
		cbc, sum = append(cbc, m.Took), sum+m.Took
	}
	theirs := measure.Median(cbc, func(d time.Duration) time.Duration { return d })
	took, more, same := measure.Round(theirs), measure.Ratio(theirs, ours), "yes"
	if over {
		took, more, same = "over "+measure.Round(o.limit), "over "+more, "–"
	} else if err := agree(value, d.Value); err != nil {
		return false, fmt.Errorf("%s, %d elements, %d pairs: %w", name, len(in.Worth), len(in.Pairs), err)
	}
	fmt.Fprintf(log, "%s, %d elements, %d pairs: ours %s, CBC %s\n", name, len(in.Worth), len(in.Pairs), measure.Round(ours), took)
	fmt.Fprintf(b, "| %s | %d | %d | **%s** | %s | %d | %s | %s | %.4g | %.4f | %s |\n", name, len(in.Worth), len(in.Pairs),
		measure.Round(ours), took, m.Runs, more, measure.Thousands(float64(d.Visited)/1e6, 1), d.LambdaH, d.Share, same)
	return over, nil
}

// onceOver is how long CBC takes at least if it is asked only once.
const onceOver = 2 * time.Second

// agree tells how two values differ.
func agree(cbc, ours divide.Value) error {
	if cbc.Visited == ours.Visited && math.Abs(cbc.LambdaH-ours.LambdaH) <= 1e-9*ours.LambdaH && cbc.Share == ours.Share {
		return nil
	}
	return fmt.Errorf("CBC finds %+v, Lindero %+v", cbc, ours)
}

// drawn is a border of n elements of 100 m in a row, of two weights, and pairs
// along it with posts that stand back from it: each sees some three times its
// share of the border, and meets at every third breakpoint.
func drawn(n, pairs int) *divide.Instance {
	r := rand.New(rand.NewPCG(1, 2))
	in := &divide.Instance{PeriodH: 672, Weights: []float64{1, 2}, Worth: make([]int64, n), Level: make([]int32, n)}
	for e := range n {
		in.Worth[e] = 100_000
		if e*8/n%3 == 1 {
			in.Level[e] = 1
		}
	}
	share := n / pairs
	for i := range pairs {
		from, to := max(0, i*share-share), min(n, i*share+2*share)
		if i == pairs-1 {
			to = n
		}
		p := divide.Pair{From: from, Sorties: 8 + r.IntN(4)}
		for s := range p.ShiftUs {
			p.ShiftUs[s] = int64(share)*900_000 + int64(r.IntN(4))*100_000
		}
		home := i*share + share/2 - from
		for b := range to - from + 1 {
			p.WalkUs = append(p.WalkUs, int64(b)*1_000_000)
			if b > 0 {
				p.Open = append(p.Open, true)
			}
			if (from+b)%3 == 0 {
				p.Meet = append(p.Meet, b)
			}
			for s := range 2 {
				away := int64(max(b-home, home-b))*500_000 + int64(s)*100_000
				p.ArriveUs[s] = append(p.ArriveUs[s], away)
				p.HomeUs[s] = append(p.HomeUs[s], away)
			}
		}
		in.Pairs = append(in.Pairs, p)
	}
	return in
}

// farEnd is the smallest share of its shift that a pair can walk a beat with,
// by trying every meeting point: it parts at the end that it comes to last.
func farEnd(p *divide.Pair, beat divide.Span) float64 {
	x, y := beat.From-p.From, beat.To-p.From
	if x < 0 || y >= len(p.WalkUs) {
		return milp.Never
	}
	// The open stretch of the beat.
	lo, hi := x, x
	for lo > 0 && p.Open[lo-1] {
		lo--
	}
	for hi < len(p.Open) && p.Open[hi] {
		hi++
	}
	best := milp.Never
	try := func(m int) {
		if y > hi || m < lo || m > hi {
			return
		}
		for _, way := range [][2]int{{x, y}, {y, x}} {
			walk := p.WalkUs[y] - p.WalkUs[x] + max(p.WalkUs[m]-p.WalkUs[way[0]], p.WalkUs[way[0]]-p.WalkUs[m])
			worst := 0.0
			for s, shift := range p.ShiftUs {
				us := p.ArriveUs[s][m] + walk + p.HomeUs[s][way[1]]
				if us > shift {
					worst = milp.Never
				} else if us > 0 {
					worst = max(worst, float64(us)/float64(shift))
				}
			}
			best = min(best, worst)
		}
	}
	for _, m := range p.Meet {
		try(m)
	}
	for m := lo; p.Meet == nil && m <= hi; m++ {
		try(m)
	}
	return best
}
