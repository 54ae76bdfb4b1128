package grid

import (
	"math"

	"lindero/geo/wgs84"
)

// scaleUPS is the scale of the polar stereographic projection at the pole.
const scaleUPS = 0.994

// polarScale is twice the radius, in metres, of the sphere that the conformal
// latitude is projected from.
var polarScale = 2 * scaleUPS * wgs84.A / ((1 - wgs84.F) * math.Exp(ecc*math.Atanh(ecc)))

// stereographic returns the polar stereographic coordinates in metres,
// without false origin, about the north pole or the south pole (Snyder 1987,
// section 21, by way of the conformal latitude).
func stereographic(lon, lat float64, north bool) (x, y float64) {
	sinLon, cosLon := wgs84.SinCosDeg(lon)
	if !north {
		lat, cosLon = -lat, -cosLon
	}
	taup := conformalTan(tanDeg(lat))
	rho := polarScale * colatitude(taup)
	return rho * sinLon, -rho * cosLon
}

// colatitude returns tan(χ/2), χ the angle from the pole whose cotangent is
// taup.
func colatitude(taup float64) float64 {
	if taup < 0 {
		return math.Hypot(1, taup) - taup
	}
	return 1 / (math.Hypot(1, taup) + taup)
}

// unstereographic is the inverse of stereographic.
func unstereographic(x, y float64, north bool) (lon, lat float64) {
	t := math.Hypot(x, y) / polarScale
	lat = 90
	if t > 1e-100 {
		lat = math.Atan(geographicTan((1/t-t)/2)) / degree
	}
	if t != 0 {
		lon = math.Atan2(x, -y) / degree
	}
	if !north {
		lat = -lat
		if t != 0 {
			lon = math.Atan2(x, y) / degree
		}
	}
	return lon, lat
}
