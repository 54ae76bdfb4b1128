package water

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"

	"lindero/geo/wgs84"
)

// unit returns the normal of the ellipsoid at a place, of length 1.
func unit(p orb.Point) wgs84.Vec {
	sinLat, cosLat := wgs84.SinCosDeg(p[1])
	sinLon, cosLon := wgs84.SinCosDeg(p[0])
	return wgs84.Vec{X: cosLat * cosLon, Y: cosLat * sinLon, Z: sinLat}
}

// lonLat returns the place with a normal.
func lonLat(v wgs84.Vec) orb.Point {
	const degree = math.Pi / 180
	return orb.Point{math.Atan2(v.Y, v.X) / degree, math.Atan2(v.Z, math.Hypot(v.X, v.Y)) / degree}
}

// turn is positive where c lies left of the way from a to b, and as large as
// the area between the three is. Its error is some 1e-15·|b−a|·|c−a|.
func turn(a, b, c wgs84.Vec) float64 { return b.Sub(a).Cross(c.Sub(a)).Dot(a) }

// side returns the sign of turn(a, b, c), free of rounding: 0 only where the
// three lie in one plane with the centre.
func side(a, b, c wgs84.Vec) int {
	const rounding = 1e-15
	p, q := b.Sub(a), c.Sub(a)
	switch t := p.Cross(q).Dot(a); {
	case t*t > rounding*rounding*p.Norm2()*q.Norm2():
		return sign(t)
	case a == b || b == c || a == c:
		return 0
	}
	return exactSide(a, b, c)
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// exactSide is the sign of the determinant in arithmetic wide enough for
// every product of three coordinates.
func exactSide(a, b, c wgs84.Vec) int {
	number := func(x float64) *big.Float { return new(big.Float).SetPrec(1200).SetFloat64(x) }
	times := func(x, y *big.Float) *big.Float { return new(big.Float).SetPrec(1200).Mul(x, y) }
	minor := func(p, q, r, s float64) *big.Float {
		d := times(number(p), number(s))
		return d.Sub(d, times(number(q), number(r)))
	}
	d := times(number(a.X), minor(b.Y, b.Z, c.Y, c.Z))
	d.Sub(d, times(number(a.Y), minor(b.X, b.Z, c.X, c.Z)))
	d.Add(d, times(number(a.Z), minor(b.X, b.Y, c.X, c.Y)))
	return d.Sign()
}

// foot returns the place of the arc a–b nearest to p.
func foot(a, b, p wgs84.Vec) wgs84.Vec {
	n := a.Cross(b.Sub(a))
	if n2 := n.Norm2(); n2 > 0 {
		f := p.Sub(n.Scale(p.Dot(n) / n2)).Unit()
		if n.Cross(a).Dot(f.Sub(a)) >= 0 && b.Cross(n).Dot(f.Sub(b)) >= 0 && f.Dot(a.Add(b)) > 0 {
			return f
		}
	}
	if p.Sub(a).Norm2() <= p.Sub(b).Norm2() {
		return a
	}
	return b
}

// meet returns where the arcs a–b and p–q, which cross, do so.
func meet(a, b, p, q wgs84.Vec) wgs84.Vec {
	x := a.Cross(b.Sub(a)).Unit().Cross(p.Cross(q.Sub(p)).Unit()).Unit()
	if x.Dot(a.Add(b)) < 0 {
		return x.Scale(-1)
	}
	return x
}

// beyond returns a place as far behind x as o is before it.
func beyond(o, x wgs84.Vec) wgs84.Vec { return x.Scale(2 * x.Dot(o)).Sub(o) }
