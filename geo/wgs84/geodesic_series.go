package wgs84

import "math"

// The series below are those of Karney (2013) to sixth order in the small
// parameter ε; their truncation error on WGS84 is far below a nanometre.

const (
	nFlat       = F / (2 - F)   // third flattening
	ep2         = E2 / (1 - E2) // second eccentricity squared
	polarRadius = B
)

// thirdFlattening returns ε for k² (eq. 16): the third flattening of the
// auxiliary ellipse a geodesic unrolls on.
func thirdFlattening(k2 float64) float64 {
	return k2 / (2*(1+math.Sqrt(1+k2)) + k2)
}

// sines holds the coefficients of Σ c[l−1]·sin 2lx, l from 1 to 6.
type sines [6]float64

// sum evaluates the series at the angle x by Clenshaw's recurrence.
func (c *sines) sum(x trig) float64 {
	double := 2 * (x.c - x.s) * (x.c + x.s) // 2 cos 2x
	var y0, y1 float64
	for l := len(c) - 1; l >= 0; l-- {
		y0, y1 = double*y0-y1+c[l], y0
	}
	return 2 * x.s * x.c * y0 // sin 2x · y0
}

// seriesA1 returns A₁ (eq. 17), the mean of ds/dσ over the polar radius.
func seriesA1(eps float64) float64 {
	e2 := eps * eps
	return (1 + e2*(1.0/4+e2*(1.0/64+e2/256))) / (1 - eps)
}

// seriesC1 returns the coefficients C₁ (eq. 18) of distance.
func seriesC1(eps float64) *sines {
	e2 := eps * eps
	e3 := e2 * eps
	e4 := e2 * e2
	return &sines{
		eps * (-1.0/2 + e2*(3.0/16-e2/32)),
		e2 * (-1.0/16 + e2*(1.0/32-e2*9/2048)),
		e3 * (-1.0/48 + e2*3/256),
		e4 * (-5.0/512 + e2*3/512),
		e4 * eps * (-7.0 / 1280),
		e4 * e2 * (-7.0 / 2048),
	}
}

// seriesC1p returns the coefficients C₁′ (eq. 21), the reverted series C₁.
func seriesC1p(eps float64) *sines {
	e2 := eps * eps
	e3 := e2 * eps
	e4 := e2 * e2
	return &sines{
		eps * (1.0/2 + e2*(-9.0/32+e2*205/1536)),
		e2 * (5.0/16 + e2*(-37.0/96+e2*1335/4096)),
		e3 * (29.0/96 - e2*75/128),
		e4 * (539.0/1536 - e2*2391/2560),
		e4 * eps * (3467.0 / 7680),
		e4 * e2 * (38081.0 / 61440),
	}
}

// seriesA2 returns A₂ (eq. 42) of the reduced length.
func seriesA2(eps float64) float64 {
	e2 := eps * eps
	return (1 + e2*(1.0/4+e2*(9.0/64+e2*25/256))) * (1 - eps)
}

// seriesC2 returns the coefficients C₂ (eq. 43) of the reduced length.
func seriesC2(eps float64) *sines {
	e2 := eps * eps
	e3 := e2 * eps
	e4 := e2 * e2
	return &sines{
		eps * (1.0/2 + e2*(1.0/16+e2/32)),
		e2 * (3.0/16 + e2*(1.0/32+e2*35/2048)),
		e3 * (5.0/48 + e2*5/256),
		e4 * (35.0/512 + e2*7/512),
		e4 * eps * (63.0 / 1280),
		e4 * e2 * (77.0 / 2048),
	}
}

// seriesA3 returns A₃ (eq. 24) of longitude.
func seriesA3(eps float64) float64 {
	const (
		a1 = -(1.0/2 - nFlat/2)
		a2 = -(1.0/4 + nFlat/8 - nFlat*nFlat*3/8)
		a3 = -(1.0/16 + nFlat*3/16 + nFlat*nFlat/16)
		a4 = -(3.0/64 + nFlat/32)
		a5 = -3.0 / 128
	)
	return 1 + eps*(a1+eps*(a2+eps*(a3+eps*(a4+eps*a5))))
}

// seriesC3 returns the coefficients C₃ (eq. 25) of longitude.
func seriesC3(eps float64) *sines {
	const (
		n  = nFlat
		n2 = nFlat * nFlat
	)
	const (
		c11, c12, c13, c14, c15 = 1.0/4 - n/4, 1.0/8 - n2/8, 3.0/64 + n*3/64 - n2/64, 5.0/128 + n/64, 3.0 / 128
		c22, c23, c24, c25      = 1.0/16 - n*3/32 + n2/32, 3.0/64 - n/32 - n2*3/64, 3.0/128 + n/128, 5.0 / 256
		c33, c34, c35           = 5.0/192 - n*3/64 + n2*5/192, 3.0/128 - n*5/192, 7.0 / 512
		c44, c45                = 7.0/512 - n*7/256, 7.0 / 512
		c55                     = 21.0 / 2560
	)
	e2 := eps * eps
	e4 := e2 * e2
	return &sines{
		eps * (c11 + eps*(c12+eps*(c13+eps*(c14+eps*c15)))),
		e2 * (c22 + eps*(c23+eps*(c24+eps*c25))),
		e2 * eps * (c33 + eps*(c34+eps*c35)),
		e4 * (c44 + eps*c45),
		e4 * eps * c55,
		0,
	}
}

// lengths returns, for the arc from σ₁ to σ₂ of a geodesic with parameter
// eps, the distance (eq. 7) and the reduced length m₁₂ (eq. 38) over the polar
// radius. dn1 and dn2 are √(1 + e′² sin²β) at the ends, sig12 = σ₂ − σ₁.
func lengths(eps, sig12 float64, sig1, sig2 trig, dn1, dn2 float64) (dist, reducedLength float64) {
	a1, a2 := seriesA1(eps), seriesA2(eps)
	c1, c2 := seriesC1(eps), seriesC2(eps)
	i1 := a1 * (sig12 + (c1.sum(sig2) - c1.sum(sig1)))
	i2 := a2 * (sig12 + (c2.sum(sig2) - c2.sum(sig1)))
	m := dn2*(sig1.c*sig2.s) - dn1*(sig1.s*sig2.c) - sig1.c*sig2.c*(i1-i2)
	return i1, m
}
