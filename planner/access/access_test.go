package access_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"lindero/planner/access"
	"lindero/planner/axis"
)

// noiseUs is by how much a time may differ from the oracle's: by rounding, and
// by the distance, which geo gives to 1 mm up to 100 km.
func noiseUs(us int64) int64 { return 2 + us/1e9 }

// TestOracle holds the times of random patrols to those of the oracle.
func TestOracle(t *testing.T) {
	worlds := uint64(1500)
	if testing.Short() {
		worlds = 300
	}
	reached, decided := 0, 0
	for seed := range worlds {
		w := randomWorld(rand.New(rand.NewPCG(seed, 7)))
		a := w.axis(t)
		table := model(t, a).New(&w.Patrols[0])
		least, most := newOracle(w, a).times()
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			d := holdTo(t, a, w, table, least, most)
			decided += d
			if d > 0 {
				reached++
			}
		})
	}
	t.Logf("%d worlds, %d in which the patrol reaches the border, %d times compared", worlds, reached, decided)
	if reached < int(worlds)/4 {
		t.Errorf("only %d of %d patrols reach the border", reached, worlds)
	}
}

// holdTo holds a table to the least and the most that its times may be, and
// returns how many of them it had to be exactly.
func holdTo(t *testing.T, a *axis.Axis, w *world, table *access.Table, least, most []int64) (exact int) {
	t.Helper()
	shiftUs := access.Us(w.Patrols[0].ShiftH)
	inTime := func(us int64) bool { return us < access.Never && 2*us <= shiftUs }
	first, last := -1, -1
	for b := range least {
		got, home := table.At(b)
		if home != got {
			t.Errorf("breakpoint %d: %d µs there, %d home", b, got, home)
		}
		switch {
		case inTime(most[b]):
			if got < least[b]-noiseUs(least[b]) || got > most[b]+noiseUs(most[b]) {
				t.Errorf("breakpoint %d of %d: %d µs, want %d … %d", b, a.N(), got, least[b], most[b])
			}
			if least[b] == most[b] {
				exact++
			}
		case !inTime(least[b]-noiseUs(got)) && inTime(got):
			t.Errorf("breakpoint %d of %d: %d µs, want %d, which is out of reach", b, a.N(), got, least[b])
		}
		if inTime(got) {
			last = b
			if first < 0 {
				first = b
			}
		}
	}
	switch n := len(table.ArriveUs); {
	case len(table.HomeUs) != n || len(table.Anchor) != n:
		t.Errorf("a table of %d, %d and %d", n, len(table.HomeUs), len(table.Anchor))
	case first < 0 && n > 0:
		t.Errorf("a table of %d breakpoints, none in time", n)
	case first < 0:
	case a.Ring && (table.From != 0 || n != a.N()+1):
		t.Errorf("on a ring a table of %d from %d, want all %d", n, table.From, a.N()+1)
	case !a.Ring && (table.From != first || n != last-first+1):
		t.Errorf("a table of %d from %d, but %d … %d are in time", n, table.From, first, last)
	}
	return exact
}

// model makes ready the ways to the border of an axis.
func model(t testing.TB, a *axis.Axis) *access.Model {
	t.Helper()
	m, err := access.NewModel(a)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
