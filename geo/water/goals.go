package water

import (
	"context"
	"math"

	"lindero/geo/wgs84"
)

// goals is how far the targets of a search are by now.
type goals struct {
	m       []float64 // at most; +∞ where no way has been found, −∞ where none is looked for
	off     []float64 // how much less it may be: it is measured only if that matters
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
	s.m = make([]float64, len(a.places))
	s.off = make([]float64, len(a.places))
	s.reached = make([]int32, len(a.places))
	for i := range s.m {
		s.m[i] = math.Inf(-1)
	}
	for _, p := range a.in {
		if bodies[s.w.body[p.triangle]] {
			s.m[p.target] = math.Inf(1)
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

// metres returns how far the targets are, +∞ where there is no way. It fails only
// with ctx.
func (s *search) metres(ctx context.Context) ([]float64, error) {
	for i := range s.m {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s.measure(int32(i)) < 0 {
			s.m[i] = math.Inf(1)
		}
	}
	return s.m, nil
}

func (s *search) groupMost(k int) float64 {
	most := math.Inf(-1)
	g := &s.aims.groups[k]
	for i := g.lo; i < g.hi; i++ {
		most = max(most, s.m[s.aims.spots[i].target])
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

// choose finds the groups with a target that a way may be of use to which comes
// to a place after so many metres, and reports whether there is any: where not,
// such a way is of no use, however it goes on.
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
		m := s.m[p.target]
		room := min(m, s.maxM) - s.hereM
		if room >= 0 && p.ecef.Sub(from.ecef).Norm2() <= room*room && a.turns(p.at.Sub(g.from)) && g.holds(s.w.mesh, p.at) {
			m = s.reach(p.target, p.ecef)
		}
		most = max(most, m)
	}
	s.nearer(k, min(most, s.maxM))
}

// reach notes a straight way to a target if it is the shortest so far, and
// returns the most metres that the shortest may have.
func (s *search) reach(target int32, ecef wgs84.Vec) float64 {
	from := &s.stops[s.here]
	best, place := s.m[target], s.aims.places[target]
	m, off := fair(from.ecef, ecef)
	m += s.hereM
	if m-off > min(best, s.maxM) {
		return best
	}
	if m+off >= best-s.off[target] || m+off > s.maxM {
		best = s.measure(target)
		if off > 0 {
			m, off = s.hereM+s.kept.inverse(from.place, place), 0
		}
		if !(m <= s.maxM && m < best) {
			return best
		}
	}
	s.m[target], s.off[target], s.reached[target] = m+off, 2*off, s.here
	return m + off
}

// measure finds out, and returns, how many metres it is to a target.
func (s *search) measure(target int32) float64 {
	if s.off[target] > 0 {
		from := &s.stops[s.reached[target]]
		s.m[target] = from.m + s.kept.inverse(from.place, s.aims.places[target])
		s.off[target] = 0
	}
	return s.m[target]
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
