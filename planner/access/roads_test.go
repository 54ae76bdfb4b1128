package access_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"lindero/planner/access"
)

// noiseUs is by how much times may be less than the oracle's, and more: as edges
// that are curved on the earth are measured along chords within a centimetre of
// them; as stretches are each rounded up; and, less, as places within a metre of
// the border may stand for each other.
func (o *roadOracle) noiseUs() (less, more int64) {
	const offM = 0.5
	slowest := 3.6e6 / 4
	for _, c := range o.chains {
		for _, us := range c.perM {
			if !math.IsInf(us, 1) {
				slowest = max(slowest, us)
			}
		}
	}
	return int64(slowest*1.1) + 2000, int64(slowest*offM) + 2000
}

// TestOracleRoads holds the times of random patrols in worlds with routes to
// those of the oracle.
func TestOracleRoads(t *testing.T) {
	worlds := uint64(1000)
	if testing.Short() {
		worlds = 300
	}
	first := firstRoads(t)
	var n tally
	seeds := slices.Clone(mendedRoads)
	for i := range worlds {
		seeds = append(seeds, first+i)
	}
	for _, seed := range seeds {
		w := roadWorld(rand.New(rand.NewPCG(seed, 41)))
		a := w.axis(t)
		table := model(t, a).New(&w.Patrols[0])
		o := newRoadOracle(w, a)
		want := o.roadTimes()
		if o.unsure {
			n.unsure++
			continue
		}
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			n.hold(t, o, table, want)
			o.holdWays(t, table)
		})
	}
	t.Logf("%d worlds, %+v", worlds, n)
	if n.exact < 20*int(worlds) || n.follows < int(worlds)/2 || n.worlds < int(worlds)/8 || n.unsure > int(worlds)/5 {
		t.Errorf("too little was compared: %+v", n)
	}
}

// mendedRoads are seeds of worlds in which the table or the oracle once was wrong:
// a road through the end of the border, posts on a border that bends around closed
// ground, landings at a junction on the border, places that lie less than a metre
// before or behind the border, far places of a road near a pole and the length
// of a long one there, and a road that runs half a millimetre beside the border.
var mendedRoads = []uint64{277042790086611, 201033307582265, 197033952919423, 276054865836486, 180059537261211,
	130960255391712, 182709984217682, 170319094084550, 84048202240161, 221743643689985, 247541622059989}

// roadSeed is that of the first of the random worlds with roads of each test; 0 is
// any.
var roadSeed = flag.Uint64("roads.seed", 0, "the seed of the first world with roads; 0 is any")

// firstRoads returns the seed from which a test makes its worlds, and logs it.
func firstRoads(t *testing.T) uint64 {
	t.Helper()
	seed := *roadSeed
	if seed == 0 {
		seed = rand.Uint64() >> 16
	}
	t.Logf("-roads.seed %d", seed)
	return seed
}

// tally says how much was compared.
type tally struct {
	exact, open     int // times
	follows, worlds int // of which so many by routes, in so many worlds
	unsure          int // worlds
}

// hold holds a table to what its times may be.
func (n *tally) hold(t *testing.T, o *roadOracle, table *access.Table, want [2][2][]int64) {
	t.Helper()
	a := o.a
	lessUs, moreUs := o.noiseUs()
	shiftUs := access.Us(o.p.ShiftH)
	before := n.follows
	sum := func(level, b int) int64 {
		return min(want[0][level][b], access.Never) + min(want[1][level][b], access.Never)
	}
	for b := range a.At {
		var got [2]int64
		got[0], got[1] = table.At(b)
		if sum(1, b)+2*lessUs > shiftUs {
			if got[0]+got[1] <= shiftUs && sum(0, b) > shiftUs+2*lessUs {
				t.Errorf("breakpoint %d of %d: %d and %d µs, want %d and %d, which is out of reach", b, a.N(), got[0], got[1], want[0][0][b], want[1][0][b])
			}
			continue
		}
		for home := range got {
			least, most := want[home][0][b], want[home][1][b]
			if got[home] < least-lessUs || got[home] > most+moreUs {
				t.Errorf("breakpoint %d of %d, home %d: %d µs, want %d … %d; follows %v", b, a.N(), home, got[home], least, most, table.Follows(b, home == 1))
			}
			if most-least <= 2*lessUs {
				n.exact++
			} else {
				n.open++
			}
			if table.Follows(b, home == 1) {
				n.follows++
			}
		}
	}
	if n.follows > before {
		n.worlds++
	}
}
