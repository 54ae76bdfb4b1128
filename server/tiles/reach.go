package tiles

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// centreZoom is the largest zoom at which a set is shown first.
const centreZoom = 14

// reach is where the places of layers are, on the square. West and east are the
// least and the largest x where what begins west of Greenwich is moved a turn
// to the east, so that what lies on both sides of 180° is together.
type reach struct {
	box        orb.Bound
	west, east float64
}

func emptyReach() reach {
	inf := math.Inf(1)
	return reach{orb.Bound{Min: orb.Point{inf, inf}, Max: orb.Point{-inf, -inf}}, inf, -inf}
}

func (r *reach) empty() bool { return r.box.Min[0] > r.box.Max[0] }

func (r *reach) add(box orb.Bound) {
	r.box = r.box.Union(box)
	turns := math.Floor(box.Min[0] - 0.5)
	r.west, r.east = min(r.west, box.Min[0]-turns), max(r.east, box.Max[0]-turns)
}

func (r *reach) merge(o reach) {
	r.box = r.box.Union(o.box)
	r.west, r.east = min(r.west, o.west), max(r.east, o.east)
}

// onMap returns the box within the square; the whole width where longitudes
// count on beyond ±180.
func (r *reach) onMap() orb.Bound {
	b := r.box
	if b.Min[0] < 0 || b.Max[0] > 1 {
		b.Min[0], b.Max[0] = 0, 1
	}
	return b
}

// reach returns that of the named layers; of all where none is named.
func (s *Set) reach(names []string) (reach, error) {
	chosen, err := s.choose(names)
	out := emptyReach()
	for _, l := range chosen {
		out.merge(l.reach)
	}
	return out, err
}

// bounds returns west, south, east and north in degrees. It does not wrap
// around 180°, as TileJSON has it (3.0.0, section 3.5).
func (r *reach) bounds() orb.Bound {
	b := r.onMap()
	return orb.Bound{
		Min: unproject(orb.Point{b.Min[0], b.Max[1]}),
		Max: unproject(orb.Point{b.Max[0], b.Min[1]}),
	}
}

// center returns the middle in degrees, and the zoom at which all is about one
// tile wide. Of what lies on both sides of 180° the middle is there.
func (r *reach) center() (orb.Point, maptile.Zoom) {
	b := r.onMap()
	width, x := b.Max[0]-b.Min[0], (b.Min[0]+b.Max[0])/2
	if r.east-r.west < width {
		width, x = r.east-r.west, (r.west+r.east)/2
		if x > 1 {
			x--
		}
	}
	span := max(width, b.Max[1]-b.Min[1], 1.0/(1<<centreZoom))
	zoom := math.Floor(-math.Log2(span) + 1e-9)
	return unproject(orb.Point{x, (b.Min[1] + b.Max[1]) / 2}), maptile.Zoom(max(zoom, 0))
}

// tileAt returns the tile of a zoom that holds a place of the square.
func tileAt(p orb.Point, z maptile.Zoom) maptile.Tile {
	n := math.Ldexp(1, int(z))
	return maptile.New(uint32(min(max(p[0]*n, 0), n-1)), uint32(min(max(p[1]*n, 0), n-1)), z)
}

// Bounds returns the box in degrees that holds the named layers, or all where
// none is named; it does not wrap around 180°, and ends at ±85.05°. Not ok:
// nothing is in them, or there is no such layer.
func (s *Set) Bounds(layers ...string) (_ orb.Bound, ok bool) {
	r, err := s.reach(layers)
	if err != nil || r.empty() {
		return orb.Bound{}, false
	}
	return r.bounds(), true
}

// Center returns the middle of what Bounds holds, in degrees, and a zoom at
// which it is to be seen as a whole. Of what lies on both sides of 180° the
// middle is there. Not ok as Bounds.
func (s *Set) Center(layers ...string) (_ orb.Point, _ maptile.Zoom, ok bool) {
	r, err := s.reach(layers)
	if err != nil || r.empty() {
		return orb.Point{}, 0, false
	}
	at, zoom := r.center()
	return at, zoom, true
}
