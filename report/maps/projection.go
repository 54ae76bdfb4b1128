package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// earthM is the radius of the sphere that has the surface of the earth, metres.
// The ellipsoid differs from it by 0.6 % in places, which no map of this size
// shows.
const earthM = 6371007

// projection is Lambert's azimuthal equal-area projection of the sphere (Snyder,
// Map Projections: A Working Manual, 1987, p. 182), in metres east and north of
// its centre, where it is true to scale. It knows all of the earth but the place
// opposite of its centre; neither ±180° nor a pole is a special place.
type projection struct {
	lon0     float64 // radians
	sin, cos float64 // of the centre's latitude
}

func newProjection(centre orb.Point) projection {
	sin, cos := math.Sincos(centre[1] * math.Pi / 180)
	return projection{lon0: centre[0] * math.Pi / 180, sin: sin, cos: cos}
}

// xy is a place on the ground in metres, y to the north; or, of a frame, in
// pixels, y down.
type xy struct{ x, y float64 }

func (p *projection) forward(at orb.Point) xy {
	sin, cos := math.Sincos(at[1] * math.Pi / 180)
	sinL, cosL := math.Sincos(at[0]*math.Pi/180 - p.lon0)
	// What is opposite of the centre is drawn very far off, wherever.
	const least = 1e-6
	k := earthM * math.Sqrt(2/max(least, 1+p.sin*sin+p.cos*cos*cosL))
	return xy{k * cos * sinL, k * (p.cos*sin - p.sin*cos*cosL)}
}

// inverse returns the place of metres from the centre, and false where there is
// none: the earth ends at twice its radius.
func (p *projection) inverse(at xy) (orb.Point, bool) {
	rho := math.Hypot(at.x, at.y)
	if rho > 2*earthM {
		return orb.Point{}, false
	}
	c := 2 * math.Asin(rho/(2*earthM))
	sinC, cosC := math.Sincos(c)
	if rho == 0 {
		rho = 1
	}
	lat := math.Asin(max(-1, min(1, cosC*p.sin+at.y*sinC*p.cos/rho)))
	lon := p.lon0 + math.Atan2(at.x*sinC, rho*p.cos*cosC-at.y*p.sin*sinC)
	return orb.Point{wrapped(lon * 180 / math.Pi), lat * 180 / math.Pi}, true
}

// wrapped brings a longitude within ±180°.
func wrapped(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }

// middle returns the place in the middle of others: the direction of their mean
// in space, and then what lies in the middle of their box in a map around it.
func middle(places []orb.Point) orb.Point {
	var x, y, z float64
	for _, at := range places {
		sin, cos := math.Sincos(at[1] * math.Pi / 180)
		sinL, cosL := math.Sincos(at[0] * math.Pi / 180)
		x, y, z = x+cos*cosL, y+cos*sinL, z+sin
	}
	centre := orb.Point{math.Atan2(y, x) * 180 / math.Pi, math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi}
	for range 2 {
		p := newProjection(centre)
		b := noBox()
		for _, at := range places {
			b.add(p.forward(at))
		}
		if c, ok := p.inverse(b.middle()); ok {
			centre = c
		}
	}
	return centre
}

// box is a rectangle.
type box struct{ low, high xy }

func noBox() box {
	return box{xy{math.Inf(1), math.Inf(1)}, xy{math.Inf(-1), math.Inf(-1)}}
}

func (b *box) add(p xy) {
	b.low = xy{min(b.low.x, p.x), min(b.low.y, p.y)}
	b.high = xy{max(b.high.x, p.x), max(b.high.y, p.y)}
}

func (b *box) wide() float64 { return b.high.x - b.low.x }
func (b *box) tall() float64 { return b.high.y - b.low.y }
func (b *box) middle() xy    { return xy{(b.low.x + b.high.x) / 2, (b.low.y + b.high.y) / 2} }

func (b *box) has(p xy) bool {
	return p.x >= b.low.x && p.x <= b.high.x && p.y >= b.low.y && p.y <= b.high.y
}

func (b *box) grown(by float64) box {
	return box{xy{b.low.x - by, b.low.y - by}, xy{b.high.x + by, b.high.y + by}}
}

// outside is how far a place lies outside of a box, along the axis on which that
// is farther; 0 within.
func (b *box) outside(p xy) float64 {
	return max(0, b.low.x-p.x, p.x-b.high.x, b.low.y-p.y, p.y-b.high.y)
}
