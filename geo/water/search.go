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
	spots   []targetSpot
	first   map[int32]int32 // the spot put last in a triangle
	best    []float64       // metres to sectors and targets
	queue   queue
	stops   []stop
	here    int32 // the stop that is looked from
	hereM   float64
	view    view
	left    int // targets that no way has been settled for
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
	s := &search{w: w, targets: targets, maxM: maxM, first: map[int32]int32{}}
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
	t := int32(-1)
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
			before, ok := s.first[o.triangle]
			if !ok {
				before = -1
			}
			s.first[o.triangle] = int32(len(s.spots))
			s.spots = append(s.spots, targetSpot{int32(i), o.at, before})
			some = true
		}
		if some {
			s.left++
		}
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
	reach := (s.maxM - q.m + 2*freeM) / earthM
	switch {
	case q.node >= nodes: // a seed's spot
		s.here = q.node - nodes
		s.view.start(s.stops[s.here].at, reach)
		for k := s.spotIn(q.from); k >= 0; k = s.spots[k].before {
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

// leftEnd and rightEnd return the far ends of the edges that bound a sector.
func (w *Water) leftEnd(s *sector) wgs84.Vec  { return w.mesh.at[w.mesh.org[s.left]] }
func (w *Water) rightEnd(s *sector) wgs84.Vec { return w.mesh.at[w.mesh.to(s.right)] }

func (s *search) spotIn(t int32) int32 {
	if k, ok := s.first[t]; ok {
		return k
	}
	return -1
}

// enter looks for targets in a triangle between two directions.
func (s *search) enter(t int32, right, left wgs84.Vec) {
	for k := s.spotIn(t); k >= 0; k = s.spots[k].before {
		o, p := s.view.from, &s.spots[k]
		far2 := p.at.Sub(o).Norm2()
		slack := func(q wgs84.Vec) float64 { return rounding * math.Sqrt(max(far2, q.Sub(o).Norm2())) }
		if turn(o, right, p.at) >= -slack(right) && turn(o, left, p.at) <= slack(left) {
			s.reach(p.target)
		}
	}
}

// reach notes a straight way to a target that is seen.
func (s *search) reach(target int32) {
	node := int32(len(s.w.sectors)) + target
	from := &s.stops[s.here]
	if m := s.hereM + s.distance(from, s.ecef[target], s.targets[target], s.best[node]-s.hereM); s.relax(node, m) {
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
	s.relax(node, s.hereM+s.distance(from, w.ecef[c.vertex], w.places[c.vertex], s.best[node]-s.hereM))
}

func (s *search) relax(node int32, m float64) bool {
	if !(m <= s.maxM && m < s.best[node]) {
		return false
	}
	s.best[node] = m
	s.queue.push(item{m, node, s.here})
	return true
}

// distance is geo.DistanceM, or anything from enough upwards where it is no
// less than that.
func (s *search) distance(from *stop, to wgs84.Vec, place orb.Point, enough float64) float64 {
	d := to.Sub(from.ecef)
	chord2 := d.Norm2()
	if chord2 < wgs84.ChordMaxM*wgs84.ChordMaxM {
		return wgs84.ChordDistance(from.ecef, to)
	}
	if chord2 >= enough*enough {
		return math.Sqrt(chord2)
	}
	m, _, _ := wgs84.Inverse(from.place[0], from.place[1], place[0], place[1])
	return m
}
