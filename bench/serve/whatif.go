package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"lindero/bench/measure"
)

// questions are asked in each run.
const questions = 1000

// mover makes questions about meeting points that are moved, no two alike.
type mover struct {
	points []meetingPoint
	next   atomic.Int64
}

type meetingPoint struct {
	ID        string   `json:"meeting_point"`
	ChainageM float64  `json:"chainage_m"`
	Pairs     []string `json:"pairs"`
}

// newMover reads the points of the plan: all, or those at which a pair meets.
func newMover(ctx context.Context, url string, met bool) (*mover, error) {
	text, _, err := get(ctx, url+"/collections/meeting-points/items?limit=1000", "identity")
	if err != nil {
		return nil, err
	}
	var all struct {
		Features []struct{ Properties meetingPoint }
	}
	if err := json.Unmarshal(text, &all); err != nil {
		return nil, err
	}
	m := &mover{}
	for _, f := range all.Features {
		if len(f.Properties.Pairs) > 0 || !met {
			m.points = append(m.points, f.Properties)
		}
	}
	if len(m.points) == 0 {
		return nil, errors.New("the plan has no meeting points")
	}
	// In no order along the border: those who ask at one time ask about places far
	// apart.
	rand.New(rand.NewPCG(18, 18)).Shuffle(len(m.points), func(i, k int) { m.points[i], m.points[k] = m.points[k], m.points[i] })
	return m, nil
}

// reachM is how far a point is moved at most, beside a metre for each question.
const reachM = 5000

// body returns the next question: each point in turn, by a distance that it has
// not been moved by before, to one side and to the other.
func (m *mover) body() string {
	n := m.next.Add(1) - 1
	p, round := m.points[int(n)%len(m.points)], n/int64(len(m.points))
	byM := 200 + float64((round/2)*773%(reachM-200)) + float64(round)/1000
	if round%2 == 1 {
		byM = -byM
	}
	return fmt.Sprintf(`{"inputs":{"plan":"current","changes":[{"change":"move_meeting_point","meeting_point":%q,"to_m":%.3f}]}}`, p.ID, max(0, p.ChainageM+byM))
}

// tally is what came of questions.
type tally struct {
	wall, processor time.Duration // all; a question
	took            []time.Duration
	refused         int // the point cannot go there
	bytes           int
}

// at returns how long a share of the questions took at most.
func (t *tally) at(share float64) time.Duration {
	slices.Sort(t.took)
	return t.took[min(int(share*float64(len(t.took))), len(t.took)-1)]
}

// whatIf measures questions about plans, of one client and of eight.
func whatIf(ctx context.Context, b *bench) (text string, versions []string, err error) {
	s, err := b.serve(ctx, logFlags(false)...)
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	var t strings.Builder
	t.WriteString("| what is moved | clients | questions | in the median | 95 of 100 within | 99 of 100 within | the longest | a second | processor a question | the answer |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	first, err := b.moves(ctx, s, &t)
	if err != nil {
		return "", nil, err
	}
	fmt.Fprintf(&t, "\nThe very first question, which makes the plan ready: %s.\n", measure.Round(first))
	return t.String(), nil, nil
}

// moves asks about points of both kinds, and returns how long the very first
// question took.
func (b *bench) moves(ctx context.Context, s *served, t *strings.Builder) (first time.Duration, err error) {
	for _, met := range []bool{false, true} {
		m, err := newMover(ctx, s.url, met)
		if err != nil {
			return 0, err
		}
		name := fmt.Sprintf("one of all %d meeting points", len(m.points))
		if met {
			name = fmt.Sprintf("one of the %d at which a pair meets", len(m.points))
			m.next.Store(1 << 20) // none of the questions before
		} else {
			x, err := s.askAll(ctx, m, 1, 1)
			if err != nil {
				return 0, err
			}
			first = x.at(1)
		}
		for _, n := range []int{1, 8} {
			if err := b.move(ctx, s, m, name, n, t); err != nil {
				return 0, err
			}
		}
	}
	return first, nil
}

// move asks about points, of so many clients at once.
func (b *bench) move(ctx context.Context, s *served, m *mover, name string, n int, t *strings.Builder) error {
	var all []*tally
	for range b.runs {
		x, err := s.askAll(ctx, m, n, questions)
		if err != nil {
			return err
		}
		fmt.Fprintf(b.log, "%s, %d clients: median %s, p99 %s, processor %s, %d refused\n", name, n, measure.Round(x.at(0.5)), measure.Round(x.at(0.99)), x.processor, x.refused)
		all = append(all, x)
	}
	of := func(pick func(*tally) time.Duration) time.Duration { return measure.Median(all, pick) }
	wall := of(func(x *tally) time.Duration { return x.wall })
	at := func(share float64) string {
		return measure.Round(of(func(x *tally) time.Duration { return x.at(share) }))
	}
	fmt.Fprintf(t, "| %s | %d | %s | %s | %s | **%s** | %s | %s | %s | %s |\n", name, n, measure.Thousands(questions, 0), at(0.5), at(0.95), at(0.99), at(1),
		measure.Thousands(questions/wall.Seconds(), 0), measure.Round(of(func(x *tally) time.Duration { return x.processor })),
		measure.Megabytes(int64(all[0].bytes/questions)))
	return nil
}

// askAll has clients ask so many questions, each its next when it has its answer.
func (s *served) askAll(ctx context.Context, m *mover, clients, n int) (*tally, error) {
	t := &tally{}
	var mu sync.Mutex
	var left atomic.Int64
	left.Store(int64(n))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	start := time.Now()
	worked, err := s.worked(func() error {
		var failed error
		var wg sync.WaitGroup
		for range clients {
			wg.Go(func() {
				for left.Add(-1) >= 0 && ctx.Err() == nil {
					began := time.Now()
					size, refused, err := s.askOne(ctx, client, m.body())
					mu.Lock()
					t.took, t.bytes = append(t.took, time.Since(began)), t.bytes+size
					if refused {
						t.refused++
					}
					failed = errors.Join(failed, err)
					mu.Unlock()
					if err != nil {
						return
					}
				}
			})
		}
		wg.Wait()
		return failed
	})
	t.wall, t.processor = time.Since(start), worked/time.Duration(n)
	if err == nil && t.refused*10 > n {
		err = fmt.Errorf("%d of %d points cannot be moved", t.refused, n)
	}
	return t, err
}

// askOne asks a question and reads the answer.
func (s *served) askOne(ctx context.Context, client *http.Client, body string) (size int, refused bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/processes/what-if/execution", strings.NewReader(body))
	if err != nil {
		return 0, false, err
	}
	r.Header.Set("Content-Type", "application/json")
	a, err := client.Do(r)
	if err != nil {
		return 0, false, err
	}
	defer a.Body.Close()
	text, err := io.ReadAll(a.Body)
	switch {
	case err != nil:
		return 0, false, err
	case a.StatusCode == http.StatusUnprocessableEntity:
		return len(text), true, nil
	case a.StatusCode != http.StatusOK || !strings.Contains(string(text), `"difference"`):
		return 0, false, fmt.Errorf("what-if: %s: %.300s", a.Status, text)
	}
	return len(text), false, nil
}
