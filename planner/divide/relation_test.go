package divide_test

import (
	"fmt"
	"slices"
	"testing"

	"lindero/planner/divide"
)

// What has to hold between the values of two instances, whatever the right
// value of either.

// relations are ways to change an instance, and what the value of the changed
// one has to be beside that of the first. A change that does not apply returns
// false.
var relations = []struct {
	name   string
	change func(*generator) bool
	holds  func(before, after divide.Value) bool
}{
	{"one more sortie", oneMoreSortie, noWorse},
	{"a longer shift", longerShift, noWorse},
	{"one more meeting point", oneMoreMeeting, noWorse},
	{"one more pair at the end", oneMorePair, noWorse},
	{"a sector no longer fixed", freeSector, noWorse},
	{"a pair without sorties", idlePair, agree},
	{"the border from its other end", mirror, agree},
	{"out and home exchanged, met anywhere", backwards, agree},
	{"sides exchanged", exchangeSides, agree},
	{"times ten million times as long", stretchTimes, agree},
	{"a period twice as long", twicePeriod, func(before, after divide.Value) bool {
		before.LambdaH *= 2
		return agree(before, after)
	}},
}

// noWorse is for changes that only add divisions.
func noWorse(before, after divide.Value) bool { return !better(before, after) }

// somePair is one of the pairs.
func (g *generator) somePair() *divide.Pair { return &g.in.Pairs[g.IntN(len(g.in.Pairs))] }

func oneMoreSortie(g *generator) bool {
	g.somePair().Sorties++
	return true
}

func longerShift(g *generator) bool {
	g.somePair().ShiftUs[g.IntN(2)] += int64(1 + g.IntN(30))
	return true
}

func oneMoreMeeting(g *generator) bool {
	p := g.somePair()
	b := g.IntN(len(p.WalkUs))
	if p.Meet == nil || slices.Contains(p.Meet, b) {
		return false
	}
	p.Meet = append(p.Meet, b)
	slices.Sort(p.Meet)
	return true
}

func oneMorePair(g *generator) bool {
	p := *g.somePair()
	p.Sector = nil
	g.in.Pairs = append(g.in.Pairs, p)
	return true
}

func freeSector(g *generator) bool {
	p := g.somePair()
	fixed := p.Sector != nil
	p.Sector = nil
	return fixed
}

func idlePair(g *generator) bool {
	p := *g.somePair()
	p.Sector, p.Sorties = nil, 0
	g.in.Pairs = slices.Insert(g.in.Pairs, g.IntN(1+len(g.in.Pairs)), p)
	return true
}

func mirror(g *generator) bool {
	n := len(g.in.Worth)
	slices.Reverse(g.in.Worth)
	slices.Reverse(g.in.Level)
	slices.Reverse(g.in.Pairs)
	for i := range g.in.Pairs {
		p := &g.in.Pairs[i]
		last := len(p.WalkUs) - 1
		p.From = n - p.To()
		slices.Reverse(p.Open)
		slices.Reverse(p.WalkUs)
		end := p.WalkUs[0]
		for b := range p.WalkUs {
			p.WalkUs[b] = end - p.WalkUs[b]
		}
		for s := range p.ShiftUs {
			slices.Reverse(p.ArriveUs[s])
			slices.Reverse(p.HomeUs[s])
		}
		slices.Reverse(p.Meet)
		for m := range p.Meet {
			p.Meet[m] = last - p.Meet[m]
		}
		if s := p.Sector; s != nil {
			*s = divide.Span{From: n - s.To, To: n - s.From}
			if ring := g.in.RingN; ring > 0 {
				*s = divide.Span{From: s.From%ring + ring, To: s.From%ring + ring + s.To - s.From}
			}
		}
	}
	return true
}

func backwards(g *generator) bool {
	for i := range g.in.Pairs {
		p := &g.in.Pairs[i]
		if p.Meet != nil {
			return false
		}
		p.ArriveUs, p.HomeUs = p.HomeUs, p.ArriveUs
	}
	return true
}

func exchangeSides(g *generator) bool {
	p := g.somePair()
	for _, us := range []*[2][]int64{&p.ArriveUs, &p.HomeUs} {
		us[0], us[1] = us[1], us[0]
	}
	p.ShiftUs[0], p.ShiftUs[1] = p.ShiftUs[1], p.ShiftUs[0]
	return true
}

func stretchTimes(g *generator) bool {
	const times = 10_000_000
	for i := range g.in.Pairs {
		p := &g.in.Pairs[i]
		for _, us := range [][]int64{p.WalkUs, p.ArriveUs[0], p.ArriveUs[1], p.HomeUs[0], p.HomeUs[1], p.ShiftUs[:]} {
			for b := range us {
				if us[b] < divide.Never {
					us[b] *= times
				}
			}
		}
	}
	return true
}

func twicePeriod(g *generator) bool {
	g.in.PeriodH *= 2
	return true
}

// TestRelations tries each relation on a share of the instances.
func TestRelations(t *testing.T) {
	for r, relation := range relations {
		var w worst
		tried := 0
		for number := uint64(r); number < instances; number += uint64(len(relations)) {
			before, err := solve(t, generate(number))
			if err != nil {
				w.add(number, generate(number), err)
				continue
			}
			g := again(number)
			if !relation.change(g) {
				continue
			}
			tried++
			after, err := solve(t, g.in)
			if err == nil && !relation.holds(before.Value, after.Value) {
				err = fmt.Errorf("%+v before, %+v after", before.Value, after.Value)
			}
			w.add(number, g.in, err)
		}
		t.Logf("%s: %d instances", relation.name, tried)
		if w.failures > 0 {
			t.Error(relation.name)
			w.report(t)
		}
		if tried < 50 {
			t.Errorf("%s: only %d instances", relation.name, tried)
		}
	}
}
