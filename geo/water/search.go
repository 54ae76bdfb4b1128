package water

import (
	"context"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// Seed is where ways start, and how many metres have been gone by then.
type Seed struct {
	At orb.Point
	M  float64
}

// search is one run of Dijkstra's algorithm. Its nodes are numbered: sectors
// first, then targets, then the spots that seeds have.
type search struct {
	w       *Water
	targets []orb.Point
	ecef    []wgs84.Vec // of the targets
	maxM    float64
	mostM   float64 // no way longer than that is of use any more
	settled int
	spots   []targetSpot
	first   []int32   // the spot put last in each triangle, −1 for none
	best    []float64 // metres to sectors and targets
	queue   queue
	stops   []stop
	here    int32 // the stop that is looked from
	hereM   float64
	view    view
	wanted  []bool // which targets a way may be found to
	left    int    // targets that no way has been settled for
	reached []int32
}

// targetSpot is a spot of a target, and the one before it in its triangle.
type targetSpot struct {
	target int32
	at     wgs84.Vec
	before int32
}

// stop is where a way starts or bends.
type stop struct {
	place orb.Point
	at    wgs84.Vec // of a seed, its spot
	ecef  wgs84.Vec
	prev  int32 // the stop before, −1 for none
	seed  int32
}

// Search finds the shortest ways from seeds to targets that are no longer than
// maxM, what has been gone before included. A seed that is no place on earth
// or has no such metres starts nothing. It fails only with ctx.
func (w *Water) Search(ctx context.Context, seeds []Seed, targets []orb.Point, maxM float64) (*Tree, error) {
	s := &search{w: w, targets: targets, maxM: maxM, mostM: maxM}
	s.view = view{w: w, enter: s.enter, see: s.see}
	s.best = make([]float64, len(w.sectors)+len(targets))
	for i := range s.best {
		s.best[i] = math.Inf(1)
	}
	s.reached = make([]int32, len(targets))
	s.seed(seeds)
	s.aim()
	for n := 0; s.left > 0 && len(s.queue) > 0; n++ {
		if n%32 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, fmt.Errorf("search ways over water: %w", err)
			}
		}
		s.settle(s.queue.pop())
	}
	t := &Tree{m: s.best[len(w.sectors):], from: s.reached, stops: s.stops}
	t.targets = append(t.targets, targets...)
	return t, nil
}

// seed puts the spots of the seeds into the queue.
func (s *search) seed(seeds []Seed) {
	t := int32(-1)
	base := int32(len(s.best))
	for i, seed := range seeds {
		if !onEarth(seed.At) || !(seed.M >= 0 && seed.M <= s.maxM) {
			continue
		}
		at := unit(seed.At)
		t = s.w.triangle(seed.At, at, t)
		for _, p := range s.w.spots(at, t, freeM/earthM) {
			s.queue.push(item{seed.M, base + int32(len(s.stops)), p.triangle})
			s.stops = append(s.stops, stop{seed.At, p.at, wgs84.ECEF(seed.At[0], seed.At[1]), -1, int32(i)})
		}
	}
}

// aim puts the targets that are in a seed's body of water into its triangles.
func (s *search) aim() {
	bodies := map[int32]bool{}
	for _, q := range s.queue {
		bodies[s.w.body[q.from]] = true
	}
	s.first = make([]int32, len(s.w.land))
	for t := range s.first {
		s.first[t] = -1
	}
	t := int32(-1)
	s.wanted = make([]bool, len(s.targets))
	s.ecef = make([]wgs84.Vec, len(s.targets))
	for i, p := range s.targets {
		if !onEarth(p) {
			continue
		}
		s.ecef[i] = wgs84.ECEF(p[0], p[1])
		at := unit(p)
		t = s.w.triangle(p, at, t)
		some := false
		for _, o := range s.w.spots(at, t, freeM/earthM) {
			if !bodies[s.w.body[o.triangle]] {
				continue
			}
			s.spots = append(s.spots, targetSpot{int32(i), o.at, s.first[o.triangle]})
			s.first[o.triangle] = int32(len(s.spots) - 1)
			some = true
		}
		if some {
			s.left++
		}
		s.wanted[i] = some
	}
}

// settle takes the nearest node that is left.
func (s *search) settle(q item) {
	w := s.w
	sectors, nodes := int32(len(w.sectors)), int32(len(s.best))
	if q.node < nodes && q.m > s.best[q.node] {
		return // has been reached by a shorter way
	}
	s.hereM = q.m
	if s.settled%64 == 0 {
		s.bound()
	}
	s.settled++
	reach := (s.mostM - q.m + 2*freeM) / earthM
	switch {
	case q.node >= nodes: // a seed's spot
		s.here = q.node - nodes
		s.view.start(s.stops[s.here].at, reach)
		for k := s.first[q.from]; k >= 0; k = s.spots[k].before {
			s.reach(s.spots[k].target)
		}
		s.view.around(q.from)
	case q.node >= sectors:
		s.left--
	default:
		c := &w.sectors[q.node]
		o := s.stops[q.from]
		x := w.mesh.at[c.vertex]
		s.here = int32(len(s.stops))
		s.stops = append(s.stops, stop{w.places[c.vertex], x, w.ecef[c.vertex], q.from, o.seed})
		s.view.start(x, reach)
		if leftOf(o.at, x, w.leftEnd(c)) {
			s.view.bendLeft(c, o.at)
		}
		if rightOf(o.at, x, w.rightEnd(c)) {
			s.view.bendRight(c, o.at)
		}
	}
}

// bound lowers mostM to what the farthest target needs by now.
func (s *search) bound() {
	most := 0.0
	for i, m := range s.best[len(s.w.sectors):] {
		if s.wanted[i] {
			most = max(most, m)
		}
	}
	s.mostM = min(s.maxM, most)
}

// leftEnd and rightEnd return the far ends of the edges that bound a sector.
func (w *Water) leftEnd(s *sector) wgs84.Vec  { return w.mesh.at[w.mesh.org[s.left]] }
func (w *Water) rightEnd(s *sector) wgs84.Vec { return w.mesh.at[w.mesh.to(s.right)] }

// enter looks for targets in a triangle between two directions.
func (s *search) enter(t int32, right, left wgs84.Vec) {
	for k := s.first[t]; k >= 0; k = s.spots[k].before {
		// Rounding of either place, seen from as far as the other.
		p := &s.spots[k]
		slack2 := p.at.Sub(s.view.from).Norm2() * rounding * rounding
		r, l := s.view.left(right, p.at), s.view.left(left, p.at)
		if (r >= 0 || r*r <= max(slack2, rounding*rounding*right.Norm2())) &&
			(l <= 0 || l*l <= max(slack2, rounding*rounding*left.Norm2())) {
			s.reach(p.target)
		}
	}
}

// reach notes a straight way to a target that is seen.
func (s *search) reach(target int32) {
	node := int32(len(s.w.sectors)) + target
	from := &s.stops[s.here]
	if s.relax(node, from, s.ecef[target], s.targets[target]) {
		s.reached[target] = s.here
	}
}

// see notes a straight way to a vertex that is seen, if it can bend there.
func (s *search) see(h int32) {
	w := s.w
	node := w.sectorOf[h]
	if node < 0 {
		return
	}
	c := &w.sectors[node]
	from := &s.stops[s.here]
	x := w.mesh.at[c.vertex]
	chord := x.Sub(from.at).Norm()
	if chord < on || s.hereM+(chord*earthM-2*freeM) >= s.best[node] {
		return
	}
	if !leftOf(from.at, x, w.leftEnd(c)) && !rightOf(from.at, x, w.rightEnd(c)) {
		return
	}
	s.relax(node, from, w.ecef[c.vertex], w.places[c.vertex])
}

// relax notes a straight way to a node if it is the shortest so far.
func (s *search) relax(node int32, from *stop, to wgs84.Vec, place orb.Point) bool {
	enough := min(s.best[node], s.mostM)
	m := s.hereM + distance(from, to, place, enough-s.hereM)
	if !(m <= s.mostM && m < s.best[node]) {
		return false
	}
	s.best[node] = m
	s.queue.push(item{m, node, s.here})
	return true
}

// distance is geo.DistanceM, or anything beyond enough where it is beyond that.
func distance(from *stop, to wgs84.Vec, place orb.Point, enough float64) float64 {
	const (
		fairM = 1000e3 // where ChordDistance is within 5 cm
		slack = 1.0
	)
	chord2 := to.Sub(from.ecef).Norm2()
	if chord2 > enough*enough || enough < 0 {
		return math.Sqrt(chord2)
	}
	if chord2 < fairM*fairM {
		m := wgs84.ChordDistance(from.ecef, to)
		if chord2 < wgs84.ChordMaxM*wgs84.ChordMaxM || m > enough+slack {
			return m
		}
	}
	m, _, _ := wgs84.Inverse(from.place[0], from.place[1], place[0], place[1])
	return m
}
