package grid

import (
	"math"
	"math/cmplx"

	"lindero/geo/wgs84"
)

// The transverse Mercator projection by Krüger's series in the third
// flattening n to sixth order (Karney 2011, eqs. 7–15, 35, 36): its error is
// below 5 nm within 35° of the central meridian.

const (
	n  = wgs84.F / (2 - wgs84.F)
	n2 = n * n
	n3 = n2 * n
	n4 = n2 * n2
	n5 = n4 * n
	n6 = n4 * n2

	// rectifying is the radius of the circle as long as a meridian, metres
	// (eq. 14).
	rectifying = wgs84.A / (1 + n) * (1 + n2/4 + n4/64 + n6/256)

	// scaleUTM is the scale on the central meridian of a UTM zone.
	scaleUTM = 0.9996
)

// alpha are the coefficients of the forward series (eq. 35).
var alpha = [6]float64{
	n/2 - n2*2/3 + n3*5/16 + n4*41/180 - n5*127/288 + n6*7891/37800,
	n2*13/48 - n3*3/5 + n4*557/1440 + n5*281/630 - n6*1983433/1935360,
	n3*61/240 - n4*103/140 + n5*15061/26880 + n6*167603/181440,
	n4*49561/161280 - n5*179/168 + n6*6601661/7257600,
	n5*34729/80640 - n6*3418889/1995840,
	n6 * 212378941 / 319334400,
}

// beta are the coefficients of the reverse series, to be subtracted (eq. 36).
var beta = [6]float64{
	n/2 - n2*2/3 + n3*37/96 - n4/360 - n5*81/512 + n6*96199/604800,
	n2/48 + n3/15 - n4*437/1440 + n5*46/105 - n6*1118711/3870720,
	n3*17/480 - n4*37/840 - n5*209/4480 + n6*5569/90720,
	n4*4397/161280 - n5*11/504 - n6*830251/7257600,
	n5*4583/161280 - n6*108847/3991680,
	n6 * 20648693 / 638668800,
}

// sines returns Σ c[j−1]·sin 2jζ by Clenshaw's recurrence.
func sines(c *[6]float64, zeta complex128) complex128 {
	double := 2 * cmplx.Cos(2*zeta)
	var y0, y1 complex128
	for j := len(c) - 1; j >= 0; j-- {
		y0, y1 = double*y0-y1+complex(c[j], 0), y0
	}
	return cmplx.Sin(2*zeta) * y0
}

// mercator returns the transverse Mercator coordinates in metres, without
// false origin, of a latitude and a longitude from the central meridian in
// degrees, the latter below 90.
func mercator(dLon, lat float64) (x, y float64) {
	sinLon, cosLon := wgs84.SinCosDeg(dLon)
	taup := conformalTan(tanDeg(lat))
	xi := math.Atan2(taup, cosLon)
	eta := math.Asinh(sinLon / math.Hypot(taup, cosLon))
	zeta := complex(xi, eta)
	zeta += sines(&alpha, zeta)
	return scaleUTM * rectifying * imag(zeta), scaleUTM * rectifying * real(zeta)
}

// unmercator is the inverse of mercator.
func unmercator(x, y float64) (dLon, lat float64) {
	zeta := complex(y/(scaleUTM*rectifying), x/(scaleUTM*rectifying))
	zeta -= sines(&beta, zeta)
	sinXi, cosXi := math.Sincos(real(zeta))
	sinhEta := math.Sinh(imag(zeta))
	taup := sinXi / math.Hypot(sinhEta, cosXi)
	return math.Atan2(sinhEta, cosXi) / degree, math.Atan(geographicTan(taup)) / degree
}

const degree = math.Pi / 180

// tanDeg returns the tangent of a latitude in degrees, huge at the poles.
func tanDeg(lat float64) float64 {
	s, c := wgs84.SinCosDeg(lat)
	return s / math.Max(c, 1e-300)
}
