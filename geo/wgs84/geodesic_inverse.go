package wgs84

import "math"

// Tolerances of the solver, in radians unless said otherwise.
const (
	ulp        = 0x1p-52
	rootUlp    = 0x1p-26
	newtonMax  = 20             // Newton steps; four suffice almost always
	iterations = newtonMax + 63 // then bisection to the last bit
)

// inverse is an inverse problem in the canonical case (eq. 44): β₁ ≤ 0,
// |β₂| ≤ −β₁, 0 ≤ λ₁₂ ≤ π. Azimuths in it are in [0, π].
type inverse struct {
	bet1, bet2 trig    // reduced latitudes
	dn1, dn2   float64 // √(1 + e′² sin²β)
	lam        trig    // λ₁₂
	lam12      float64 // λ₁₂
	short      float64 // π − λ₁₂, to full precision near antipodes
}

// newInverse takes latitudes and the longitude difference lonDeg + lonErr in
// degrees, already in the canonical case.
func newInverse(lat1, lat2, lonDeg, lonErr float64) *inverse {
	shortDeg := (180 - lonDeg) - lonErr
	p := &inverse{
		bet1: reduced(lat1), bet2: reduced(lat2),
		lam12: lonDeg * degree, short: shortDeg * degree,
	}
	if lonDeg > 90 {
		p.lam = trigDeg(shortDeg)
		p.lam.c = -p.lam.c
	} else {
		p.lam = trigDeg(lonDeg)
	}
	// Equal or opposite latitudes must be so to the last bit: the solver
	// takes the difference of their squares.
	if p.bet1.c < -p.bet1.s {
		if p.bet2.c == p.bet1.c {
			p.bet2.s = math.Copysign(p.bet1.s, p.bet2.s)
		}
	} else if math.Abs(p.bet2.s) == -p.bet1.s {
		p.bet2.c = p.bet1.c
	}
	p.dn1 = math.Sqrt(1 + ep2*p.bet1.s*p.bet1.s)
	p.dn2 = math.Sqrt(1 + ep2*p.bet2.s*p.bet2.s)
	return p
}

// reduced returns the reduced latitude β of a latitude in degrees, tan β =
// (1−f) tan φ, with a cosine above zero.
func reduced(lat float64) trig {
	a := trigDeg(lat)
	a.s *= 1 - F
	a = a.unit()
	a.c = math.Max(tiny, a.c)
	return a
}

// fromNode returns the arc length σ and the spherical longitude ω of a point
// from the node where its geodesic crosses the equator northwards (eqs. 11,
// 12). On the equator both start at 0.
func fromNode(bet, alp trig, salp0 float64) (sig, omg trig) {
	x := alp.c * bet.c
	if bet.s == 0 && x == 0 {
		x = 1
	}
	return trig{bet.s, x}.unit(), trig{salp0 * bet.s, x}.unit()
}

// solve returns the distance in metres and the azimuths at both ends.
func (p *inverse) solve() (distM float64, alp1, alp2 trig) {
	if p.lam.s == 0 || p.bet1.c == tiny {
		return p.alongMeridian()
	}
	if p.bet1.s == 0 && p.short >= F*math.Pi {
		return A * p.lam12, trig{1, 0}, trig{1, 0} // along the equator
	}
	alp1, direct := p.start()
	if direct != nil {
		return direct.distM, alp1, direct.alp2
	}
	arc := p.newton(alp1)
	dist, _ := lengths(arc.eps, arc.sig12, arc.sig1, arc.sig2, p.dn1, p.dn2)
	return dist * polarRadius, arc.alp1, arc.alp2
}

// alongMeridian solves the case of one meridian, or of a point on the opposite
// one: on an oblate ellipsoid the line over the nearer pole is the shortest.
func (p *inverse) alongMeridian() (distM float64, alp1, alp2 trig) {
	alp1, alp2 = trig{p.lam.s, p.lam.c}, trig{0, 1}
	sig1 := trig{p.bet1.s, alp1.c * p.bet1.c}
	sig2 := trig{p.bet2.s, alp2.c * p.bet2.c}
	sig12 := sig1.upTo(sig2)
	dist, _ := lengths(nFlat, sig12, sig1, sig2, p.dn1, p.dn2)
	if sig12 < 3*tiny { // a pole and itself
		dist = 0
	}
	return math.Max(0, dist) * polarRadius, alp1, alp2
}

// shortLine is the answer for points so near that the start is exact.
type shortLine struct {
	distM float64
	alp2  trig
}

// start guesses α₁: on the sphere of matching radius (eqs. 48–51), or by the
// astroid near antipodes (eqs. 53–57). For very short lines the sphere's
// answer is already exact and is returned as well.
func (p *inverse) start() (alp1 trig, direct *shortLine) {
	diff, sum := p.bet2.minus(p.bet1).s, p.bet2.plus(p.bet1).s
	near := p.bet2.minus(p.bet1).c >= 0 && diff < 0.5 && p.bet2.c*p.lam12 < 0.5
	omg, dnMid := p.lam, 1.0
	if near {
		// w̄ at the middle latitude (eq. 48).
		s2 := (p.bet1.s + p.bet2.s) * (p.bet1.s + p.bet2.s)
		c2 := (p.bet1.c + p.bet2.c) * (p.bet1.c + p.bet2.c)
		dnMid = math.Sqrt(1 + ep2*s2/(s2+c2))
		omg = radians(p.lam12 / ((1 - F) * dnMid))
	}
	alp1 = trig{p.bet2.c * omg.s, diff + p.bet2.c*p.bet1.s*versine(omg)}
	if omg.c < 0 {
		alp1.c = sum - p.bet2.c*p.bet1.s*omg.s*omg.s/(1-omg.c)
	}
	ssig := math.Hypot(alp1.s, alp1.c)
	csig := p.bet1.s*p.bet2.s + p.bet1.c*p.bet2.c*omg.c

	// Below this arc the error of the sphere is under the rounding error.
	etol := 0.1 * rootUlp / math.Sqrt(F/2)
	if near && ssig < etol {
		alp2 := trig{p.bet1.c * omg.s, diff - p.bet1.c*p.bet2.s*versine(omg)}
		direct = &shortLine{polarRadius * dnMid * math.Atan2(ssig, csig), alp2}
		return alp1, direct
	}
	if csig < 0 && ssig < 6*nFlat*math.Pi*p.bet1.c*p.bet1.c {
		alp1 = p.astroidStart(sum)
	}
	if !(alp1.s > 0) {
		return trig{1, 0}, nil
	}
	return alp1.unit(), nil
}

// versine returns 1 − cos a without cancellation, for cos a ≥ 0; elsewhere
// it is plain.
func versine(a trig) float64 {
	if a.c < 0 {
		return 1 - a.c
	}
	return a.s * a.s / (1 + a.c)
}

// astroidStart guesses α₁ near antipodes, where the geodesics that leave
// point 1 envelop an astroid (section 5, eqs. 53–57). sum is sin(β₁ + β₂).
func (p *inverse) astroidStart(sum float64) trig {
	k2 := ep2 * p.bet1.s * p.bet1.s
	lamScale := F * p.bet1.c * seriesA3(thirdFlattening(k2)) * math.Pi
	x := -p.short / lamScale
	y := sum / (lamScale * p.bet1.c)
	if y > -200*ulp && x > -1-1000*rootUlp {
		// At the cut the astroid degenerates to its x axis (eq. 57).
		s := math.Min(1, -x)
		return trig{s, -math.Sqrt(1 - s*s)}
	}
	k := astroid(x, y)
	beyond := radians(lamScale * -x * k / (1 + k)) // π − ω₁₂
	return trig{
		p.bet2.c * beyond.s,
		sum - p.bet2.c*p.bet1.s*beyond.s*beyond.s/(1+beyond.c),
	}
}

// astroid returns the positive root κ of κ⁴ + 2κ³ + (1−x²−y²)κ² − 2y²κ − y²
// = 0 (eq. 55), by the cubic resolvent. For y = 0 and |x| ≤ 1 it is 0.
func astroid(x, y float64) float64 {
	p, q := x*x, y*y
	r := (p + q - 1) / 6
	if q == 0 && r <= 0 {
		return 0
	}
	s := p * q / 4
	r3 := r * r * r
	u := r
	if disc := s * (s + 2*r3); disc >= 0 {
		t3 := s + r3
		t3 += math.Copysign(math.Sqrt(disc), t3) // larger of the two in size
		if t := math.Cbrt(t3); t != 0 {
			u += t + r*r/t
		}
	} else {
		u += 2 * r * math.Cos(math.Atan2(math.Sqrt(-disc), -(s+r3))/3)
	}
	v := math.Sqrt(u*u + q)
	uv := u + v
	if u < 0 {
		uv = q / (v - u)
	}
	w := (uv - q) / (2 * v)
	return uv / (math.Sqrt(uv+w*w) + w)
}

// arc is the geodesic that leaves point 1 with azimuth alp1, cut where it
// first reaches β₂ northbound.
type arc struct {
	alp1, alp2 trig
	sig1, sig2 trig
	sig12, eps float64
	excess     float64 // its longitude difference less the wanted λ₁₂
	slope      float64 // d excess / d α₁
}

// shoot follows the geodesic with azimuth alp1 (section 4, eqs. 5–12, 45).
func (p *inverse) shoot(alp1 trig) arc {
	if p.bet1.s == 0 && alp1.c == 0 {
		alp1.c = -tiny // off the equator, so that the node is defined
	}
	a := arc{alp1: alp1}
	salp0 := alp1.s * p.bet1.c
	calp0 := math.Hypot(alp1.c, alp1.s*p.bet1.s)
	a.alp2 = p.arrival(alp1, salp0)
	var omg1, omg2 trig
	a.sig1, omg1 = fromNode(p.bet1, alp1, salp0)
	a.sig2, omg2 = fromNode(p.bet2, a.alp2, salp0)
	a.sig12 = a.sig1.upTo(a.sig2)
	omg12 := omg2.minus(omg1)
	omg12.s = math.Max(0, omg12.s)

	a.eps = thirdFlattening(ep2 * calp0 * calp0)
	c3 := seriesC3(a.eps)
	bent := a.sig12 + (c3.sum(a.sig2) - c3.sum(a.sig1))
	a.excess = omg12.minus(p.lam).radians() - F*seriesA3(a.eps)*salp0*bent
	if a.alp2.c == 0 {
		a.slope = -2 * (1 - F) * p.dn1 / p.bet1.s
	} else {
		_, m := lengths(a.eps, a.sig12, a.sig1, a.sig2, p.dn1, p.dn2)
		a.slope = m * (1 - F) / (a.alp2.c * p.bet2.c)
	}
	return a
}

// arrival returns α₂ (eq. 45), with a cosine that is never negative.
func (p *inverse) arrival(alp1 trig, salp0 float64) trig {
	if p.bet2.c == p.bet1.c && math.Abs(p.bet2.s) == -p.bet1.s {
		return trig{alp1.s, math.Abs(alp1.c)}
	}
	s := alp1.s
	if p.bet2.c != p.bet1.c {
		s = salp0 / p.bet2.c
	}
	d := (p.bet1.s - p.bet2.s) * (p.bet1.s + p.bet2.s)
	if p.bet1.c < -p.bet1.s {
		d = (p.bet2.c - p.bet1.c) * (p.bet1.c + p.bet2.c)
	}
	x := alp1.c * p.bet1.c
	return trig{s, math.Sqrt(math.Max(0, x*x+d)) / p.bet2.c}
}

// newton finds the α₁ whose geodesic meets point 2. The root is unique and
// the excess rises through it, so each shot narrows a bracket; a step that
// leaves the bracket or comes too late is replaced by bisection. The loop is
// bounded, whatever the input.
func (p *inverse) newton(alp1 trig) arc {
	low, high := trig{tiny, 1}, trig{tiny, -1}
	tolerance := ulp
	var a arc
	for i := range iterations {
		a = p.shoot(alp1)
		if !(math.Abs(a.excess) >= tolerance) {
			break
		}
		// cot α falls as α rises.
		cot := alp1.c / alp1.s
		if a.excess > 0 && (i > newtonMax || cot > high.c/high.s) {
			high = alp1
		} else if a.excess < 0 && (i > newtonMax || cot < low.c/low.s) {
			low = alp1
		}
		tolerance = ulp
		if next, ok := a.step(); ok && i < newtonMax {
			if math.Abs(a.excess) <= 16*ulp {
				tolerance = 8 * ulp // converging: rounding decides from here
			}
			alp1 = next
			continue
		}
		alp1 = trig{(low.s + high.s) / 2, (low.c + high.c) / 2}.unit()
		if closeTo(low, alp1) || closeTo(high, alp1) {
			tolerance = math.Inf(1)
		}
	}
	return a
}

// step returns the azimuth after one Newton step, if it lies in (0, π).
func (a arc) step() (trig, bool) {
	if !(a.slope > 0) {
		return trig{}, false
	}
	d := -a.excess / a.slope
	if !(math.Abs(d) < math.Pi) {
		return trig{}, false
	}
	next := a.alp1.plus(radians(d))
	return next.unit(), next.s > 0
}

// closeTo reports whether two azimuths agree to the solver's precision.
func closeTo(a, b trig) bool {
	return math.Abs(a.s-b.s)+math.Abs(a.c-b.c) < ulp*rootUlp
}
