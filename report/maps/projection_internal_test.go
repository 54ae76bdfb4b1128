package maps

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/geo"
)

func anyPlace(r *rapid.T, name string) orb.Point {
	return orb.Point{rapid.Float64Range(-180, 180).Draw(r, name+" lon"), rapid.Float64Range(-89.9, 89.9).Draw(r, name+" lat")}
}

// TestProjection: there and back; distances from the middle, and near it from each
// other, are those on the ellipsoid as far as a sphere has them; areas are equal
// everywhere.
func TestProjection(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		centre, at := anyPlace(r, "centre"), anyPlace(r, "at")
		p := newProjection(centre)
		m := p.forward(at)
		far := geo.DistanceM(centre, at)
		if far < 19_000_000 {
			back, ok := p.inverse(m)
			if d := geo.DistanceM(back, at); !ok || d > 1 {
				r.Fatalf("%v comes back as %v, %v m off", at, back, d)
			}
		}
		// Lambert: a place at the angle c is 2R sin(c/2) from the middle.
		want := 2 * earthM * math.Sin(far/earthM/2)
		if got := math.Hypot(m.x, m.y); math.Abs(got-want) > 0.007*want+1 && far < 19_000_000 {
			r.Fatalf("%v from %v is %v m off, not %v", at, centre, got, want)
		}
		// A small square has its area wherever it lies.
		if far < 15_000_000 && math.Abs(at[1]) < 85 {
			const d = 0.001
			var ring []xy
			for _, by := range [][2]float64{{-d, -d}, {d, -d}, {d, d}, {-d, d}} {
				ring = append(ring, p.forward(orb.Point{at[0] + by[0], at[1] + by[1]}))
			}
			area := 0.0
			for i, a := range ring {
				b := ring[(i+1)%4]
				area += (a.x*b.y - b.x*a.y) / 2
			}
			side := 2 * d * math.Pi / 180 * earthM
			if want := side * side * math.Cos(at[1]*math.Pi/180); math.Abs(area-want) > 0.001*want {
				r.Fatalf("%v from %v: %v m², not %v", at, centre, area, want)
			}
		}
	})
}

// TestNorth: north is up in the middle, east to the right.
func TestNorth(t *testing.T) {
	p := newProjection(orb.Point{-90, 15})
	if n := p.forward(orb.Point{-90, 16}); math.Abs(n.x) > 1e-6 || n.y < 110_000 {
		t.Errorf("north is at %v", n)
	}
	if e := p.forward(orb.Point{-89, 15}); e.x < 105_000 {
		t.Errorf("east is at %v", e)
	}
}

// TestMiddle: the middle of a border is in the middle of its box, wherever it is.
func TestMiddle(t *testing.T) {
	for _, places := range [][]orb.Point{
		{{170, 10}, {-170, 12}}, {{-92, 14}, {-89, 18}, {-94, 11}}, {{0, 85}, {120, 85}, {-120, 85}}, {{10, 0}, {10.001, 0}}, {{179, 80}, {181, 80}},
	} {
		p := newProjection(middle(places))
		b := noBox()
		for _, at := range places {
			b.add(p.forward(at))
		}
		off, size := b.middle(), math.Hypot(b.wide(), b.tall())
		if math.Hypot(off.x, off.y) > 0.01*size {
			t.Errorf("%v: %v off in %v", places, off, size)
		}
	}
}

// TestTrace: a line that is shown strays from all of its places by less than the eye
// sees, within the frame; and what is far outside costs little.
func TestTrace(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := orb.Point{rapid.Float64Range(-180, 180).Draw(r, "lon"), rapid.Float64Range(-80, 80).Draw(r, "lat")}
		size := math.Pow(10, rapid.Float64Range(-2, 1).Draw(r, "size"))
		f := newFrame([]orb.Point{{at[0] - size, at[1]}, {at[0] + size, at[1] + size/3}}, 0, 0)
		line := []orb.Point{{at[0] - 2*size, at[1]}}
		var m []float64
		step := rapid.Float64Range(-1, 1)
		for i := range 600 {
			last := line[len(line)-1]
			line = append(line, orb.Point{last[0] + size*(0.007+0.02*step.Draw(r, "dx")), max(-85, min(85, last[1]+size*0.02*step.Draw(r, "dy")))})
			m = append(m, float64(i))
		}
		m = append(m, 600)
		out, measures := f.trace(line, m)
		if len(out) != len(measures) {
			r.Fatal("as many measures as places")
		}
		keep := simple(out)
		var thin []xy
		for _, i := range keep {
			thin = append(thin, out[i])
		}
		for i, place := range line {
			p := f.show(place)
			if !f.px.has(p) {
				continue
			}
			best := math.Inf(1)
			for k := 1; k < len(thin); k++ {
				best = min(best, fromEdge2(p, thin[k-1], thin[k]))
			}
			if off := math.Sqrt(best); off > 2*eyePx {
				r.Fatalf("place %d, at %v, is %v px off", i, p, off)
			}
		}
		for i := 1; i < len(measures); i++ {
			if measures[i] < measures[i-1] {
				r.Fatal("measures go back")
			}
		}
	})
	f := newFrame([]orb.Point{{0, 0}, {0.1, 0}}, 0, 0)
	var coast []orb.Point
	for i := range 100_000 {
		turn := float64(i) / 100_000 * 2 * math.Pi
		coast = append(coast, orb.Point{40 + 10*math.Cos(turn) + 0.001*float64(i%7), 10 * math.Sin(turn)})
	}
	if out, _ := f.trace(coast, nil); len(out) > 2000 {
		t.Errorf("%d places of what is far outside", len(out))
	}
}

// TestClip: a ring within a box holds what is in both, and a line what of it is in
// the box.
func TestClip(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.Float64Range(-15, 25)
		b := box{xy{0, 0}, xy{10, 8}}
		var ring []xy
		for range rapid.IntRange(3, 9).Draw(r, "n") {
			ring = append(ring, xy{at.Draw(r, "x"), at.Draw(r, "y")})
		}
		clipped := clipRing(ring, b)
		for range 30 {
			p := xy{rapid.Float64Range(0.01, 9.99).Draw(r, "px"), rapid.Float64Range(0.01, 7.99).Draw(r, "py")}
			if near(ring, p, true) < 1e-6 {
				continue
			}
			if holds(ring, p) != holds(clipped, p) {
				r.Fatalf("%v in %v, clipped %v", p, ring, clipped)
			}
		}
		for _, p := range clipped {
			if bb := b.grown(1e-9); !bb.has(p) {
				r.Fatalf("%v is not in the box", p)
			}
		}
		parts := clipLine(ring, b)
		total := 0.0
		for _, part := range parts {
			total += length(part)
			for _, p := range part {
				if bb := b.grown(1e-9); !bb.has(p) || near(ring, p, false) > 1e-6 {
					r.Fatalf("%v of %v", p, part)
				}
			}
		}
		// Sampled: how much of the line is within.
		want, n := 0.0, 4000
		for i := 1; i < len(ring); i++ {
			a, c := ring[i-1], ring[i]
			for k := range n {
				s := (float64(k) + 0.5) / float64(n)
				if b.has(xy{a.x + (c.x-a.x)*s, a.y + (c.y-a.y)*s}) {
					want += math.Hypot(c.x-a.x, c.y-a.y) / float64(n)
				}
			}
		}
		if math.Abs(total-want) > 0.2 {
			r.Fatalf("%v of the line is within, not %v", total, want)
		}
	})
}

func near(line []xy, p xy, ring bool) float64 {
	best := math.Inf(1)
	for i := range line {
		if i == 0 && !ring {
			continue
		}
		best = min(best, fromEdge2(p, line[(i+len(line)-1)%len(line)], line[i]))
	}
	return math.Sqrt(best)
}

func holds(ring []xy, p xy) bool {
	in := false
	for i := range ring {
		a, b := ring[(i+len(ring)-1)%len(ring)], ring[i]
		if (a.y <= p.y) != (b.y <= p.y) && p.x < a.x+(b.x-a.x)*(p.y-a.y)/(b.y-a.y) {
			in = !in
		}
	}
	return in
}
