package water

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// farSlots is how many lengths between places far apart are kept, a power of
// two: they cost a microsecond each. A new one takes the place of an old one.
const farSlots = 1 << 16

type far struct {
	from, to orb.Point
	m        float64
}

// distance is geo.DistanceM, or anything beyond enough where it is beyond that.
func (k *kept) distance(from *stop, to wgs84.Vec, place orb.Point, enough float64) float64 {
	m, off := fair(from.ecef, to)
	if off == 0 || m-off > enough {
		return m
	}
	return k.inverse(from.place, place)
}

// fair returns a distance, and how far off it may be: not at all up to
// wgs84.ChordMaxM, where it is geo.DistanceM.
func fair(p, q wgs84.Vec) (m, off float64) {
	const fairM = 1000e3
	chord2 := q.Sub(p).Norm2()
	if chord2 >= fairM*fairM {
		return math.Sqrt(chord2), math.Inf(1)
	}
	m = wgs84.ChordDistance(p, q)
	if chord2 < wgs84.ChordMaxM*wgs84.ChordMaxM {
		return m, 0
	}
	// The error grows with the fifth power, from 6.5e-10 of 100 km to 6.5e-6 of
	// 1,000 km.
	x := chord2 / (wgs84.ChordMaxM * wgs84.ChordMaxM)
	return m, 1e-9 * x * x * m
}

// inverse is wgs84.Inverse, or what it was before.
func (k *kept) inverse(p, q orb.Point) float64 {
	hash := uint64(0)
	for _, x := range [4]float64{p[0], p[1], q[0], q[1]} {
		hash = (hash ^ math.Float64bits(x)) * 0x9e3779b97f4a7c15
		hash ^= hash >> 29
	}
	slot := &k.far[hash%farSlots]
	if f := slot.Load(); f != nil && f.from == p && f.to == q {
		return f.m
	}
	m, _, _ := wgs84.Inverse(p[0], p[1], q[0], q[1])
	slot.Store(&far{p, q, m})
	return m
}
