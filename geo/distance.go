package geo

import (
	"math"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// DistanceM returns the geodesic distance between two places in metres:
// within 1 mm up to 100 km, and within 1 µm of Karney's inverse beyond.
func DistanceM(a, b orb.Point) float64 {
	return distance(newPlace(a), newPlace(b))
}

// place is a point in both kinds of coordinates.
type place struct {
	lon, lat float64
	at       wgs84.Vec
}

func newPlace(p orb.Point) place { return place{p[0], p[1], wgs84.ECEF(p[0], p[1])} }

// onEarth reports whether p has a finite longitude and a latitude.
func (p place) onEarth() bool {
	return !math.IsInf(p.lon, 0) && p.lon == p.lon && math.Abs(p.lat) <= 90
}

func placeAt(v wgs84.Vec) place {
	lon, lat := v.LonLat()
	return place{lon, lat, v}
}

func distance(a, b place) float64 {
	d := b.at.Sub(a.at)
	if d2 := d.Norm2(); d2 < wgs84.ChordMaxM*wgs84.ChordMaxM {
		return a.distance(d, d2)
	}
	m, _, _ := wgs84.Inverse(a.lon, a.lat, b.lon, b.lat)
	return m
}

// distance returns the distance to the surface place at or just below p + d,
// chord2 being the squared chord to it.
func (p place) distance(d wgs84.Vec, chord2 float64) float64 {
	if chord2 < wgs84.ChordMaxM*wgs84.ChordMaxM {
		return wgs84.ArcOfChord(math.Sqrt(math.Max(chord2, 0)), wgs84.Curvature(p.at.Add(d.Scale(0.5)), d))
	}
	return distance(p, placeAt(p.at.Add(d)))
}
