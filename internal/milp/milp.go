// Package milp states the division of a border as a mixed integer programme,
// which has no notion of going along the border, and lets CBC solve it. Tests
// and measurements compare with it.
//
// The programme has a binary for each pair and each beat that some sortie of it
// can walk, and for each pair and element how much of the element is given to
// the pairs down to this one. It grows with the square of the border's
// elements. Rings are not stated.
package milp

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"lindero/planner/divide"
)

// ErrTime says that CBC was not done within the limit.
var ErrTime = errors.New("milp: cbc was stopped by the limit of time")

// nearly is within what two w·H/k that are equal as numbers can differ by when
// they are computed in different ways.
const nearly = 1e-12

// Never is the share of a beat that no sortie can walk.
var Never = math.Inf(1)

// Share is the smallest share of its shift that a pair can walk a beat with.
type Share func(p *divide.Pair, beat divide.Span) float64

// Programme is an instance for CBC.
type Programme struct {
	Runs   int           // of CBC
	Took   time.Duration // all of them together
	Limit  time.Duration // for all of them; 0: none
	in     *divide.Instance
	dir    string
	shares [][][]float64 // by pair, first and last breakpoint
}

// New asks for the shares of all beats. The files of CBC go into the folder dir.
func New(in *divide.Instance, dir string, least Share) (*Programme, error) {
	if in.RingN > 0 {
		return nil, errors.New("milp: a ring is not stated")
	}
	n := len(in.Worth)
	m := &Programme{in: in, dir: dir, shares: make([][][]float64, len(in.Pairs))}
	for i := range in.Pairs {
		m.shares[i] = make([][]float64, n)
		for a := range n {
			m.shares[i][a] = make([]float64, n+1)
			for b := a + 1; b <= n; b++ {
				m.shares[i][a][b] = least(&in.Pairs[i], divide.Span{From: a, To: b})
			}
		}
	}
	return m, nil
}

// Solve seeks the best value, with the thresholds by bisection. It fails with
// ErrTime at the limit, and where ctx ends.
func (m *Programme) Solve(ctx context.Context) (divide.Value, error) {
	var failed error
	reach := func(λ, share float64) int64 {
		if failed != nil {
			return -1
		}
		var visited int64
		visited, failed = m.Visited(ctx, λ, share)
		return visited
	}
	v := divide.Value{Visited: reach(Never, Never)}
	if v.Visited == 0 || failed != nil {
		return v, failed
	}
	lambdas := m.lambdas()
	v.LambdaH = lambdas[sort.Search(len(lambdas)-1, func(i int) bool { return reach(lambdas[i], Never) == v.Visited })]
	all := slices.Concat(slices.Concat(m.shares...)...)
	slices.Sort(all)
	all = slices.Compact(all)
	v.Share = all[sort.Search(len(all)-1, func(i int) bool { return reach(v.LambdaH, all[i]) == v.Visited })]
	return v, failed
}

// Visited is the most worth that divisions visit with no weighted revisit above
// λ and no share above the given one, as CBC finds it.
func (m *Programme) Visited(ctx context.Context, λ, share float64) (int64, error) {
	file, answer := filepath.Join(m.dir, "division.lp"), filepath.Join(m.dir, "answer.txt")
	text, worths := m.write(λ, share)
	if len(worths) == 0 {
		return 0, nil
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return 0, err
	}
	args := []string{file, "-solve", "-solution", answer}
	if m.Limit > 0 {
		left := m.Limit - m.Took
		if left <= 0 {
			return 0, ErrTime
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, left, ErrTime)
		defer cancel()
	}
	m.Runs++
	start := time.Now()
	out, err := exec.CommandContext(ctx, "cbc", args...).CombinedOutput()
	m.Took += time.Since(start)
	if ctx.Err() != nil {
		return 0, context.Cause(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("milp: cbc: %w: %s", err, out)
	}
	solution, err := os.ReadFile(answer)
	if err != nil {
		return 0, err
	}
	return read(string(solution), worths)
}

// read sums the worth of the binaries that are 1 in a solution of CBC.
func read(solution string, worths map[string]int64) (int64, error) {
	lines := strings.Split(strings.TrimSpace(solution), "\n")
	if !strings.HasPrefix(lines[0], "Optimal") {
		return 0, fmt.Errorf("milp: cbc: %s", lines[0])
	}
	sum := int64(0)
	for _, line := range lines[1:] {
		// Number, name, value, reduced cost; what is no binary has no worth.
		fields := strings.Fields(line)
		if len(fields) < 3 {
			return 0, fmt.Errorf("milp: cbc: a line %q", line)
		}
		if value, err := strconv.ParseFloat(fields[2], 64); err == nil && value > 0.5 {
			sum += worths[fields[1]]
		}
	}
	return sum, nil
}

// write makes the programme, and tells the worth of each binary.
func (m *Programme) write(λ, share float64) (string, map[string]int64) {
	in, n := m.in, len(m.in.Worth)
	worths := map[string]int64{}
	var objective, rows, binaries strings.Builder
	for i := range in.Pairs {
		covers, sorties := make([]strings.Builder, n), strings.Builder{}
		for a := range n {
			worth, heaviest := int64(0), 0.0
			for b := a + 1; b <= n; b++ {
				worth += in.Worth[b-1]
				if in.Worth[b-1] > 0 {
					heaviest = max(heaviest, in.Weights[in.Level[b-1]])
				}
				need := int(max(1, math.Ceil(heaviest*in.PeriodH/λ*(1-nearly))))
				beat := divide.Span{From: a, To: b}
				if m.shares[i][a][b] > share || m.shares[i][a][b] == Never || need > in.Pairs[i].Sorties || worth == 0 || !m.permitted(i, beat) {
					continue
				}
				z := fmt.Sprintf("z_%d_%d_%d", i, a, b)
				worths[z] = worth
				fmt.Fprintf(&objective, " + %d %s\n", worth, z)
				fmt.Fprintf(&sorties, " + %d %s\n", need, z)
				fmt.Fprintf(&binaries, " %s\n", z)
				for e := a; e < b; e++ {
					fmt.Fprintf(&covers[e], " + %s\n", z)
				}
			}
		}
		for e := range n {
			// What the beats of a pair cover is given to it, and not to the
			// pairs before it.
			fmt.Fprintf(&rows, " g_%d_%d:%s - u_%d_%d", i, e, covers[e].String(), i, e)
			if i > 0 {
				fmt.Fprintf(&rows, " + u_%d_%d", i-1, e)
			}
			fmt.Fprintf(&rows, " <= 0\n")
			// What is given to the pairs down to this one is the start of the
			// border, and no more than everything.
			if e > 0 {
				fmt.Fprintf(&rows, " m_%d_%d: u_%d_%d - u_%d_%d <= 0\n", i, e, i, e, i, e-1)
			}
			fmt.Fprintf(&rows, " o_%d_%d: u_%d_%d <= 1\n", i, e, i, e)
		}
		if sorties.Len() > 0 {
			fmt.Fprintf(&rows, " s_%d:%s <= %d\n", i, sorties.String(), in.Pairs[i].Sorties)
		}
	}
	return "Maximize\n worth:" + objective.String() + "Subject To\n" + rows.String() + "Binaries\n" + binaries.String() + "End\n", worths
}

// permitted reports whether the fixed sectors let a pair have a beat there: its
// own holds the beat, those of earlier pairs lie before it, those of later
// pairs behind it.
func (m *Programme) permitted(pair int, beat divide.Span) bool {
	for i := range m.in.Pairs {
		s := m.in.Pairs[i].Sector
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

// lambdas are all the numbers that λ can be, ascending.
func (m *Programme) lambdas() []float64 {
	most := 0
	for i := range m.in.Pairs {
		most = max(most, m.in.Pairs[i].Sorties)
	}
	var all []float64
	for _, w := range m.in.Weights {
		for k := 1; k <= most; k++ {
			all = append(all, w*m.in.PeriodH/float64(k))
		}
	}
	slices.Sort(all)
	kept := all[:0]
	for i, λ := range all {
		if i+1 == len(all) || all[i+1] > λ*(1+nearly) {
			kept = append(kept, λ)
		}
	}
	return kept
}
