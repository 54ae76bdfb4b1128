package wgs84

import "math"

// Inverse solves the inverse geodesic problem: the shortest line between two
// points given in degrees. It returns the line's length in metres and its
// azimuths at the two ends in degrees clockwise from north, in [-180, 180],
// both pointing onwards (azi2Deg leads away from point 1).
//
// The length is accurate to about 15 nm for any two points, antipodal ones
// included. Longitudes may be any finite numbers. A latitude beyond ±90 or a
// number that is not finite gives NaN for all three. Coincident points have
// length 0 and, by convention here, azimuths 0. Where several shortest lines
// exist, as between antipodes, one of them is returned.
//
// Cost: 0.5 to 2 µs. Source: C. F. F. Karney, Algorithms for geodesics,
// J. Geodesy 87 (2013) 43–55, section 4.
func Inverse(lon1, lat1, lon2, lat2 float64) (distM, azi1Deg, azi2Deg float64) {
	if !onEarth(lon1, lat1) || !onEarth(lon2, lat2) {
		return math.NaN(), math.NaN(), math.NaN()
	}
	lonDeg, lonErr := lonDiff(lon1, lon2)
	lat1, lat2 = dropNoise(lat1), dropNoise(lat2)

	// Move to the paper's canonical case by symmetry: point 1 in the southern
	// hemisphere and no nearer to the equator than point 2, point 2 to the
	// east (paper, eq. 44). The signs lead the azimuths back.
	east, north := 1.0, 1.0
	if math.Signbit(lonDeg) {
		east, lonDeg, lonErr = -1, -lonDeg, -lonErr
	}
	swap := math.Abs(lat1) < math.Abs(lat2)
	if swap {
		lat1, lat2 = lat2, lat1
	}
	if lat1 > 0 {
		north, lat1, lat2 = -1, -lat1, -lat2
	}
	distM, alp1, alp2 := newInverse(lat1, lat2, lonDeg, lonErr).solve()
	if distM == 0 {
		return 0, 0, 0
	}
	if swap {
		// Walking the line backwards turns both azimuths by 180°; mirroring
		// it east to west restores the sine.
		alp1, alp2 = trig{alp2.s, -alp2.c}, trig{alp1.s, -alp1.c}
	}
	alp1 = trig{east * alp1.s, north * alp1.c}
	alp2 = trig{east * alp2.s, north * alp2.c}
	return distM, alp1.degrees(), alp2.degrees()
}

// Direct solves the direct geodesic problem: where one arrives after distM
// metres along the geodesic that leaves (lon, lat) with azimuth aziDeg, all
// angles in degrees, azimuths clockwise from north. A negative distance walks
// backwards. It returns the point, its longitude in [-180, 180], and the
// azimuth there, pointing onwards.
//
// The point is accurate to about 15 nm for distances up to some circuits of
// the earth. A latitude beyond ±90 or a number that is not finite gives NaN
// for all three.
//
// Cost: 0.3 µs. Source: Karney (2013), section 3.
func Direct(lon, lat, aziDeg, distM float64) (lon2, lat2, azi2Deg float64) {
	finite := !math.IsNaN(aziDeg+distM) && !math.IsInf(aziDeg, 0) && !math.IsInf(distM, 0)
	if !onEarth(lon, lat) || !finite {
		return math.NaN(), math.NaN(), math.NaN()
	}
	alp1 := trigDeg(dropNoise(math.Remainder(aziDeg, 360)))
	bet1 := reduced(dropNoise(lat))
	salp0 := alp1.s * bet1.c
	calp0 := math.Hypot(alp1.c, alp1.s*bet1.s)
	k2 := ep2 * calp0 * calp0
	eps := thirdFlattening(k2)
	sig1, omg1 := fromNode(bet1, alp1, salp0)

	// Eqs. 7, 16–21: arc length σ from distance by the reverted series.
	c1 := seriesC1(eps)
	b1 := c1.sum(sig1)
	tau1 := sig1.plus(radians(b1))
	tau12 := distM / (polarRadius * seriesA1(eps))
	sig12 := tau12 + seriesC1p(eps).sum(tau1.plus(radians(tau12))) + b1
	sig2 := sig1.plus(radians(sig12))

	bet2 := trig{calp0 * sig2.s, math.Hypot(salp0, calp0*sig2.c)}
	if bet2.c == 0 { // a meridian exactly at the pole
		bet2.c, sig2.c = tiny, tiny
	}
	alp2 := trig{salp0, calp0 * sig2.c}
	omg2 := trig{salp0 * sig2.s, sig2.c}.unit()
	c3 := seriesC3(eps)
	lam12 := omg2.minus(omg1).radians() -
		F*salp0*seriesA3(eps)*(sig12+c3.sum(sig2)-c3.sum(sig1))
	lon2 = math.Remainder(math.Remainder(lon, 360)+lam12*(180/math.Pi), 360)
	lat2 = trig{bet2.s, (1 - F) * bet2.c}.degrees()
	return lon2, lat2, alp2.degrees()
}
