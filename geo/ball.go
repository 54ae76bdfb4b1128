package geo

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// ball is a bound in earth-centred coordinates.
type ball struct {
	centre  wgs84.Vec
	radiusM float64
}

// newBall returns a ball around points: not the smallest, but near it.
func newBall(points []wgs84.Vec) ball {
	lo, hi := points[0], points[0]
	for _, p := range points[1:] {
		lo = wgs84.Vec{X: min(lo.X, p.X), Y: min(lo.Y, p.Y), Z: min(lo.Z, p.Z)}
		hi = wgs84.Vec{X: max(hi.X, p.X), Y: max(hi.Y, p.Y), Z: max(hi.Z, p.Z)}
	}
	b := ball{centre: lo.Add(hi).Scale(0.5)}
	r2 := 0.0
	for _, p := range points {
		r2 = max(r2, p.Sub(b.centre).Norm2())
	}
	b.radiusM = math.Sqrt(r2)
	return b
}

// meets reports whether two balls come within so many metres of each other.
func (b *ball) meets(c *ball, metres float64) bool {
	far := b.radiusM + c.radiusM + metres
	return b.centre.Sub(c.centre).Norm2() <= far*far
}

// box is a bound in longitude and latitude: min longitude in [-180, 180), max
// may go on beyond 180.
type box struct{ min, max [2]float64 }

// add widens the box to hold another, whose longitudes may be in another turn.
func (b *box) add(c box) {
	turn := 360 * math.Round((b.min[0]+b.max[0]-c.min[0]-c.max[0])/720)
	b.min = [2]float64{min(b.min[0], c.min[0]+turn), min(b.min[1], c.min[1])}
	b.max = [2]float64{max(b.max[0], c.max[0]+turn), max(b.max[1], c.max[1])}
}

// turned returns the box with its west in [-180, 180).
func (b box) turned() box {
	turn := 360 * math.Floor((b.min[0]+180)/360)
	b.min[0], b.max[0] = b.min[0]-turn, b.max[0]-turn
	return b
}

// bound returns the box as splitBox and eachBox take it.
func (b box) bound() orb.Bound { return orb.Bound{Min: b.min, Max: b.max} }

// meetsBox reports whether the box meets one within [-180, 180].
func (b *box) meetsBox(c [2][2]float64) bool {
	if b.max[1] < c[0][1] || b.min[1] > c[1][1] {
		return false
	}
	return b.min[0] <= c[1][0] && b.max[0] >= c[0][0] || b.max[0]-360 >= c[0][0]
}
