package water

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Seed is where ways start, and how many metres have been gone by then.
type Seed struct {
	At orb.Point
	M  float64
}

// search is one run of Dijkstra's algorithm. Its nodes are sectors, and after
// them the spots of the seeds.
type search struct {
	ctx    context.Context
	w      *Water
	kept   *kept
	aims   *aims
	live   []bool    // the triangles that may matter to this search
	wide   []bool    // and to others
	best   []float64 // metres to sectors
	queue  queue
	stops  []stop
	starts []start // of the stops that are spots of seeds
	here   int32   // the stop that is looked from
	hereM  float64
	view   view
	goals
}

// stop is where a way starts or bends.
type stop struct {
	place orb.Point
	at    wgs84.Vec // of a seed, its spot
	ecef  wgs84.Vec
	m     float64
	prev  int32 // the stop before, −1 for none
	seed  int32
}

// start is a spot of a seed.
type start struct {
	triangle int32
	sight    *atomic.Pointer[sight]
}

// Search finds the shortest ways from seeds to targets that are no longer than
// maxM, what has been gone before included. A seed that is no place on earth
// or has no such metres starts nothing. It fails only with ctx.
func (w *Water) Search(ctx context.Context, seeds []Seed, targets []orb.Point, maxM float64) (*Tree, error) {
	aims, err := w.aims(ctx, targets)
	if err != nil {
		return nil, fmt.Errorf("search ways over water: %w", err)
	}
	s := &search{ctx: ctx, w: w, kept: w.kept(), aims: aims}
	s.view.w = w
	s.best = make([]float64, len(w.sectors))
	for i := range s.best {
		s.best[i] = math.Inf(1)
	}
	s.live = slices.Clone(s.aims.live)
	bodies := s.seed(seeds, maxM)
	s.wide = w.widen(s.live)
	s.aim(bodies, maxM)
	for len(s.queue) > 0 && s.queue[0].m <= s.mostM {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("search ways over water: %w", err)
		}
		s.settle(s.queue.pop())
	}
	m, err := s.metres(ctx)
	if err != nil {
		return nil, fmt.Errorf("search ways over water: %w", err)
	}
	return &Tree{targets: s.aims.places, m: m, from: s.reached, stops: s.stops}, nil
}

// seed puts the spots of the seeds into the queue, and returns which bodies of
// water they are in.
func (s *search) seed(seeds []Seed, maxM float64) []bool {
	bodies := make([]bool, len(s.w.land))
	base := int32(len(s.best))
	for i, seed := range seeds {
		if !onEarth(seed.At) || !(seed.M >= 0 && seed.M <= maxM) {
			continue
		}
		o := s.w.outset(s.kept, seed.At)
		for k, p := range o.spots {
			bodies[s.w.body[p.triangle]] = true
			s.w.fill(s.live, p.triangle)
			s.queue.push(item{seed.M, base + int32(len(s.stops)), -1})
			s.stops = append(s.stops, stop{seed.At, p.at, wgs84.ECEF(seed.At[0], seed.At[1]), seed.M, -1, int32(i)})
			s.starts = append(s.starts, start{p.triangle, &o.sights[k]})
		}
	}
	return bodies
}

// settle takes the nearest node that is left.
func (s *search) settle(q item) {
	w := s.w
	base := int32(len(s.best))
	s.hereM = q.m
	if q.node >= base { // a seed's spot
		s.here = q.node - base
		at := &s.stops[s.here]
		if !s.choose(at.ecef, q.m) {
			return
		}
		t := s.starts[s.here]
		for _, p := range s.aims.within(t.triangle) {
			q := s.aims.places[p.target]
			s.reach(p.target, wgs84.ECEF(q[0], q[1]))
		}
		s.look(s.sight(t.sight, at.ecef, at.at, func() { s.view.around(t.triangle) }), ahead{})
		return
	}
	if q.m > s.best[q.node] {
		return // has been reached by a shorter way
	}
	c := &w.sectors[q.node]
	x := w.mesh.at[c.vertex]
	if !s.choose(w.ecef[c.vertex], q.m) {
		return
	}
	o := s.stops[q.from]
	s.here = int32(len(s.stops))
	place, ecef := w.places[c.vertex], w.ecef[c.vertex]
	s.stops = append(s.stops, stop{place, x, ecef, q.m, q.from, o.seed})
	if leftOf(o.at, x, w.leftEnd(c)) {
		g := s.sight(&s.kept.sights[2*q.node], ecef, x, func() { s.view.toLeft(c) })
		s.look(g, newAhead(o.at, x, 1))
	}
	if rightOf(o.at, x, w.rightEnd(c)) {
		g := s.sight(&s.kept.sights[2*q.node+1], ecef, x, func() { s.view.toRight(c) })
		s.look(g, newAhead(o.at, x, -1))
	}
}

// sight returns what is seen from a place: what is kept, or else what look
// finds with the view.
func (s *search) sight(kept *atomic.Pointer[sight], ecef, at wgs84.Vec, look func()) *sight {
	reach := (s.mostM - s.hereM + 2*freeM) / earthM
	if g := kept.Load(); g.complete(reach, s.live) {
		return g
	}
	// Somewhat farther, so that the next search need not look again.
	if reach < math.Pi {
		_, power := math.Frexp(reach)
		reach = math.Ldexp(1, power)
	}
	s.view.live = s.wide
	s.view.start(ecef, at, reach)
	look()
	g := s.view.finish()
	if s.kept.room(g.words()) {
		kept.Store(g)
	}
	return g
}

// leftEnd and rightEnd return the far ends of the edges that bound a sector.
func (w *Water) leftEnd(s *sector) wgs84.Vec  { return w.mesh.at[w.mesh.org[s.left]] }
func (w *Water) rightEnd(s *sector) wgs84.Vec { return w.mesh.at[w.mesh.to(s.right)] }

// ahead is the direction in which a way comes to a corner, and the side to
// which it may bend there: 1 left, −1 right, 0 for a start.
type ahead struct {
	side      float64
	direction wgs84.Vec
	slack2    float64 // for what is straight ahead but for rounding, for a distance of 1
}

func newAhead(o, x wgs84.Vec, side float64) ahead {
	p := x.Sub(o)
	slack := hair + 4*rounding/p.Norm()
	d := x.Cross(beyond(o, x).Sub(x))
	return ahead{side, d, slack * slack * d.Norm2()}
}

// turns reports whether a place, as seen from the corner, lies where the way
// may bend to.
func (a *ahead) turns(to wgs84.Vec) bool {
	if a.side == 0 {
		return true
	}
	t := a.side * a.direction.Dot(to)
	return t >= 0 || t*t <= a.slack2*to.Norm2()
}

// mayTurn reports whether some place of a ball may lie where the way may bend
// to: between what is straight ahead and the edge.
func (a *ahead) mayTurn(g *sight, b *ball) bool {
	to := b.centre.Sub(g.from)
	slack := b.radius + 10*hair*(to.Norm()+hair)
	return a.side*a.direction.Dot(to) >= -slack*a.direction.Norm() && a.side*g.edge.Dot(to) <= slack*g.edge.Norm()
}

// look notes straight ways to all that is seen: to corners, and to targets in
// the groups that have been chosen.
func (s *search) look(g *sight, a ahead) {
	w := s.w
	from := &s.stops[s.here]
	for i := range g.tangents {
		t := &g.tangents[i]
		best := s.best[t.node]
		if m := s.hereM + math.Abs(t.m); m >= best || m > s.mostM || !s.live[t.h/3] {
			continue
		}
		v := w.sectors[t.node].vertex
		if !a.turns(w.mesh.at[v].Sub(g.from)) {
			continue
		}
		m := t.m
		if m < 0 {
			m = s.kept.distance(from, w.ecef[v], w.places[v], min(best, s.mostM)-s.hereM)
		}
		if m += s.hereM; m < best && m <= s.mostM {
			s.best[t.node] = m
			s.queue.push(item{m, t.node, s.here})
		}
	}
	for i, c := range s.chosen {
		if i%32 == 31 && s.ctx.Err() != nil {
			return // Search ends before the next place
		}
		if c.m <= g.extentM && (a.side == 0 || a.mayTurn(g, &s.aims.groups[c.group].spots)) {
			s.lookAt(c.group, g, a)
		}
	}
}
