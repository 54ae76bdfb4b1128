package grid

import (
	"math"

	"lindero/geo/wgs84"
)

// ecc is the eccentricity of the ellipsoid.
var ecc = math.Sqrt(wgs84.E2)

// conformalTan returns τ′, the tangent of the conformal latitude, from the
// tangent τ of the latitude (Karney 2011, Transverse Mercator with an accuracy
// of a few nanometers, J. Geodesy 85, eqs. 7–9).
func conformalTan(tau float64) float64 {
	sec := math.Hypot(1, tau)
	sigma := math.Sinh(ecc * math.Atanh(ecc*tau/sec))
	return math.Hypot(1, sigma)*tau - sigma*sec
}

// geographicTan is the inverse of conformalTan, by Newton's method (Karney
// 2011, eqs. 19–21), which converges in two or three steps everywhere.
func geographicTan(taup float64) float64 {
	const rest = 1 - wgs84.E2
	tau := taup / rest
	if math.Abs(taup) > 70 {
		tau = taup * math.Exp(ecc*math.Atanh(ecc))
	}
	for range 5 {
		got := conformalTan(tau)
		step := (taup - got) * (1 + rest*tau*tau) /
			(rest * math.Hypot(1, tau) * math.Hypot(1, got))
		if math.IsNaN(step) { // τ² overflows within 1e-140 m of a pole
			break
		}
		tau += step
		if math.Abs(step) < 1e-9*math.Max(1, math.Abs(tau)) { // quadratic: now exact
			break
		}
	}
	return tau
}
