package wgs84

import "math"

// tiny stands in for a cosine of zero, so that a direction at a pole keeps
// its sign and no quotient overflows.
const tiny = 0x1p-511

// trig is an angle given by its sine and cosine. They keep full precision
// near every multiple of 90°, where an angle in radians does not.
type trig struct{ s, c float64 }

// unit scales a so that s² + c² = 1.
func (a trig) unit() trig {
	h := math.Hypot(a.s, a.c)
	return trig{a.s / h, a.c / h}
}

// plus returns the angle a + b.
func (a trig) plus(b trig) trig {
	return trig{a.s*b.c + a.c*b.s, a.c*b.c - a.s*b.s}
}

// minus returns the angle a − b.
func (a trig) minus(b trig) trig {
	return trig{a.s*b.c - a.c*b.s, a.c*b.c + a.s*b.s}
}

// upTo returns b − a in radians for angles that rise from a to b by at most
// π: a rounding error below zero becomes zero and not a full turn.
func (a trig) upTo(b trig) float64 {
	d := b.minus(a)
	return math.Atan2(math.Max(0, d.s), d.c)
}

// radians returns the angle in [−π, π].
func (a trig) radians() float64 { return math.Atan2(a.s, a.c) }

// degrees returns the angle in [−180, 180], exact at multiples of 90°.
func (a trig) degrees() float64 {
	switch {
	case math.Abs(a.s) <= math.Abs(a.c) && a.c >= 0:
		return math.Atan2(a.s, a.c) * (180 / math.Pi)
	case math.Abs(a.s) <= math.Abs(a.c):
		return math.Copysign(180, a.s) - math.Atan2(a.s, -a.c)*(180/math.Pi)
	default:
		return math.Copysign(90, a.s) - math.Atan2(a.c, math.Abs(a.s))*math.Copysign(180/math.Pi, a.s)
	}
}

// radians returns the sine and cosine of x radians.
func radians(x float64) trig {
	s, c := math.Sincos(x)
	return trig{s, c}
}

// SinCosDeg returns the sine and cosine of an angle in degrees. Both are
// exact at multiples of 90° and good to an ulp or so near them, which a
// conversion to radians beforehand would spoil. NaN and infinities give NaN.
func SinCosDeg(deg float64) (sin, cos float64) {
	return sincosDeg(math.Mod(deg, 360))
}

// trigDeg returns the sine and cosine of an angle of at most 360°.
func trigDeg(deg float64) trig {
	s, c := sincosDeg(deg)
	return trig{s, c}
}

// onEarth reports whether lon and lat are finite and |lat| ≤ 90.
func onEarth(lon, lat float64) bool {
	return math.Abs(lat) <= 90 && !math.IsNaN(lon) && !math.IsInf(lon, 0)
}

// dropNoise rounds angles below 1/16° to a multiple of 2⁻⁵⁷ degrees (0.8 pm
// on the ground), so that products of tiny angles do not underflow.
func dropNoise(deg float64) float64 {
	const z = 1.0 / 16
	if y := math.Abs(deg); y < z {
		return math.Copysign(z-(z-y), deg)
	}
	return deg
}

// lonDiff returns lon2 − lon1 in degrees, reduced to [−180, 180], and the
// rounding error of that difference: their exact sum is the true one. Near
// antipodes the rounding alone would move the answer.
func lonDiff(lon1, lon2 float64) (diff, rest float64) {
	sum, rest := twoSum(math.Remainder(-lon1, 360), math.Remainder(lon2, 360))
	diff, rest = twoSum(math.Remainder(sum, 360), rest)
	if math.Abs(diff) == 180 && diff*rest > 0 {
		diff = -diff // a hair beyond 180° is shorter the other way round
	}
	return diff, rest
}

// twoSum returns a + b rounded, and what rounding lost (Knuth).
func twoSum(a, b float64) (sum, rest float64) {
	sum = a + b
	bb := sum - a
	return sum, (a - (sum - bb)) + (b - bb)
}
