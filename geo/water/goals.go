package water

import (
	"math"

	"lindero/geo/wgs84"
)

// goals is how far the targets of a search are by now.
type goals struct {
	m       []float64 // +∞ where no way has been found, −∞ where none is looked for
	reached []int32   // the stop that each is seen from
	maxM    float64
	mostM   float64   // no way longer than that is of use any more
	groupM  []float64 // likewise, to the targets of each group
	blockM  []float64
	chosen  []choice
}

// choice is a group that ways from here may be of use to, and the least chord
// to its targets.
type choice struct {
	group int32
	m     float64
}

// aim finds out which targets are in the bodies of water of seeds.
func (s *search) aim(bodies []bool, maxM float64) {
	a := s.aims
	s.maxM, s.mostM = maxM, math.Inf(-1)
	s.goals.m = make([]float64, len(a.places))
	s.reached = make([]int32, len(a.places))
	for i := range s.goals.m {
		s.goals.m[i] = math.Inf(-1)
	}
	for _, p := range a.in {
		if bodies[s.w.body[p.triangle]] {
			s.goals.m[p.target] = math.Inf(1)
		}
	}
	s.groupM = make([]float64, len(a.groups))
	s.blockM = make([]float64, len(a.blocks))
	for k := range a.groups {
		s.groupM[k] = s.groupMost(k)
	}
	for k := range a.blocks {
		s.blockM[k] = s.blockMost(k)
		s.mostM = max(s.mostM, s.blockM[k])
	}
}

// metres returns how far the targets are, +∞ where there is no way.
func (g *goals) metres() []float64 {
	for i, m := range g.m {
		if m < 0 {
			g.m[i] = math.Inf(1)
		}
	}
	return g.m
}

func (s *search) groupMost(k int) float64 {
	most := math.Inf(-1)
	g := &s.aims.groups[k]
	for i := g.lo; i < g.hi; i++ {
		most = max(most, s.goals.m[s.aims.spots[i].target])
	}
	return min(most, s.maxM)
}

func (s *search) blockMost(k int) float64 {
	most := math.Inf(-1)
	g := &s.aims.blocks[k]
	for i := g.lo; i < g.hi; i++ {
		most = max(most, s.groupM[i])
	}
	return most
}

// choose finds the groups to some target of which a way over a place at most
// may be of use, after so many metres to there, and reports whether there is
// any: where not, no way over the place is, however it goes on.
func (s *search) choose(ecef wgs84.Vec, m float64) bool {
	s.chosen = s.chosen[:0]
	a := s.aims
	for k := range a.blocks {
		b := &a.blocks[k]
		if m+b.from(ecef) > s.blockM[k] {
			continue
		}
		for i := b.lo; i < b.hi; i++ {
			if away := a.groups[i].from(ecef); m+away <= s.groupM[i] {
				s.chosen = append(s.chosen, choice{i, away})
			}
		}
	}
	return len(s.chosen) > 0
}

// lookAt notes straight ways to the targets of a group that are seen.
func (s *search) lookAt(k int32, g *sight, a ahead) {
	group := &s.aims.groups[k]
	from := &s.stops[s.here]
	most := math.Inf(-1)
	for i := group.lo; i < group.hi; i++ {
		p := &s.aims.spots[i]
		m := s.goals.m[p.target]
		room := min(m, s.maxM) - s.hereM
		if room >= 0 && p.ecef.Sub(from.ecef).Norm2() <= room*room && a.turns(p.at.Sub(g.from)) && g.holds(s.w.mesh, p.at) {
			m = s.reach(p.target, p.ecef)
		}
		most = max(most, m)
	}
	s.nearer(k, min(most, s.maxM))
}

// reach notes a straight way to a target if it is the shortest so far, and
// returns the metres of the shortest.
func (s *search) reach(target int32, ecef wgs84.Vec) float64 {
	best := s.goals.m[target]
	m := s.hereM + s.kept.distance(&s.stops[s.here], ecef, s.aims.places[target], min(best, s.maxM)-s.hereM)
	if !(m <= s.maxM && m < best) {
		return best
	}
	s.goals.m[target], s.reached[target] = m, s.here
	return m
}

// nearer notes how far the farthest target of a group is now.
func (s *search) nearer(k int32, most float64) {
	if most >= s.groupM[k] {
		return
	}
	s.groupM[k] = most
	s.blockM[k/perGroup] = s.blockMost(int(k / perGroup))
	s.mostM = math.Inf(-1)
	for _, m := range s.blockM {
		s.mostM = max(s.mostM, m)
	}
}
