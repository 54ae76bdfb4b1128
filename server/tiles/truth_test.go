package tiles_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"pgregory.net/rapid"
)

// tolerance is how far what is drawn may stray from what is given, in units.
const tolerance = 2

// spot is a place in units of a tile, not rounded.
type spot [2]float64

// spotOf projects by the definition of Web Mercator (EPSG method 1024), into
// the units of a tile.
func spotOf(p orb.Point, at maptile.Tile) spot {
	n := 4096 * math.Pow(2, float64(at.Z))
	y := math.Log(math.Tan(math.Pi/4+p[1]*math.Pi/360)) / math.Pi // 1 at the top of the map
	if p[1] == 90 {
		y = 1
	}
	y = min(max(y, -1), 1)
	return spot{(p[0]+180)/360*n - 4096*float64(at.X), (1-y)/2*n - 4096*float64(at.Y)}
}

// latitudeAt returns the latitude that is drawn so far down the map, 0 to 1.
func latitudeAt(y float64) float64 {
	return 360/math.Pi*math.Atan(math.Exp(math.Pi*(1-2*y))) - 90
}

// sides returns west, south, east and north of the places that are so many
// units around a tile, in degrees.
func sides(at maptile.Tile, around float64) (west, south, east, north float64) {
	n := 4096 * math.Pow(2, float64(at.Z))
	x, y := 4096*float64(at.X), 4096*float64(at.Y)
	north, south = latitudeAt((y-around)/n), latitudeAt((y+4096+around)/n)
	if y-around <= 0 {
		north = 90 // what lies beyond is at the edge
	}
	if y+4096+around >= n {
		south = -90
	}
	return (x-around)/n*360 - 180, south, (x+4096+around)/n*360 - 180, north
}

// sampled returns a line, and its copies 360° to either side, within so many
// units of a tile as short chords.
func sampled(line orb.LineString, at maptile.Tile, around float64) [][]spot {
	var out [][]spot
	for _, turn := range []float64{-360, 0, 360} {
		copied := line.Clone()
		for i := range copied {
			copied[i][0] += turn
		}
		out = append(out, chordsOf(copied, at, around)...)
	}
	return out
}

// chordsOf returns the chords of one copy. An edge is straight in degrees, so
// what of it is within the box is an interval.
func chordsOf(line orb.LineString, at maptile.Tile, around float64) [][]spot {
	west, south, east, north := sides(at, around)
	var out [][]spot
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		from, to := 0.0, 1.0
		for k, within := range [2][2]float64{{west, east}, {south, north}} {
			d := b[k] - a[k]
			if d == 0 {
				if a[k] < within[0] || a[k] > within[1] {
					from, to = 1, 0
				}
				continue
			}
			t, u := (within[0]-a[k])/d, (within[1]-a[k])/d
			from, to = max(from, min(t, u)), min(to, max(t, u))
		}
		if from > to {
			continue
		}
		const n = 1000
		var places []float64
		for k := range n + 1 {
			places = append(places, from+(to-from)*float64(k)/n)
		}
		// Where it comes to the edge of the map it turns: no chord cuts that corner.
		for _, y := range []float64{0, 1} {
			if t := (latitudeAt(y) - a[1]) / (b[1] - a[1]); t > from && t < to {
				places = append(places, t)
			}
		}
		slices.Sort(places)
		chords := make([]spot, 0, len(places))
		for _, t := range places {
			chords = append(chords, spotOf(orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}, at))
		}
		out = append(out, chords)
	}
	return out
}

// away returns how far a place is from lines.
func away(p spot, lines [][]spot) float64 {
	least := math.Inf(1)
	for _, line := range lines {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			t := 0.0
			if l := dx*dx + dy*dy; l > 0 {
				t = min(max(((p[0]-a[0])*dx+(p[1]-a[1])*dy)/l, 0), 1)
			}
			least = min(least, math.Hypot(p[0]-a[0]-t*dx, p[1]-a[1]-t*dy))
		}
	}
	return least
}

// compareToTruth holds what a tile has of a line to the line itself: every
// vertex and the middle of every edge drawn is near the line, and every place
// of the line within the tile is near what is drawn.
func compareToTruth(line orb.LineString, at maptile.Tile, drawn [][][2]int) error {
	truth := sampled(line, at, 64+tolerance)
	var lines [][]spot
	for _, part := range drawn {
		var l []spot
		for _, p := range part {
			l = append(l, spot{float64(p[0]), float64(p[1])})
		}
		lines = append(lines, l)
		for i, p := range l {
			if d := away(p, truth); !(d <= tolerance) {
				return fmt.Errorf("%v is drawn %.2f units from the line", p, d)
			}
			if i > 0 {
				middle := spot{(p[0] + l[i-1][0]) / 2, (p[1] + l[i-1][1]) / 2}
				if d := away(middle, truth); !(d <= tolerance) {
					return fmt.Errorf("between %v and %v what is drawn is %.2f units from the line", l[i-1], p, d)
				}
			}
		}
	}
	for _, chords := range sampled(line, at, 0) {
		for k := 0; k < len(chords); k += 25 {
			if d := away(chords[k], lines); !(d <= tolerance) {
				return fmt.Errorf("%v of the line is %.2f units from what is drawn", chords[k], d)
			}
		}
	}
	return nil
}

// drawSeed returns a source of random numbers. What rapid draws is mostly small,
// which makes lines short and straight: it draws the seed only.
func drawSeed(t *rapid.T) *rand.Rand {
	return rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 7))
}

// drawZoom draws a zoom, and how long a step is in degrees that has so many
// units there, as powers of two; no longer than 3°.
func drawZoom(r *rand.Rand, least, most int, from, to float64) (z int, stepDeg float64) {
	z = least + r.IntN(most-least+1)
	return z, min(360.0/4096*math.Pow(2, from+(to-from)*r.Float64()-float64(z)), 3)
}

// drawLine draws a line as borders go: steps of like length that turn.
func drawLine(r *rand.Rand, stepDeg float64) orb.LineString {
	at := orb.Point{358*r.Float64() - 179, 140*r.Float64() - 70}
	wild := 4 * r.Float64() * r.Float64()
	var line orb.LineString
	way := 2 * math.Pi * r.Float64()
	for range 2 + r.IntN(300) {
		line = append(line, at)
		way += (r.Float64() - 0.5) * wild
		step := stepDeg * r.Float64()
		at = orb.Point{
			min(max(at[0]+step*math.Cos(way), -180), 180),
			min(max(at[1]+step*math.Sin(way), -70), 70),
		}
	}
	return line
}

// tileNear returns a tile that holds a place, or one beside it.
func tileNear(r *rand.Rand, p orb.Point, z int) maptile.Tile {
	home := spotOf(p, maptile.New(0, 0, maptile.Zoom(z)))
	last := 1<<z - 1
	x := int(home[0]/4096) + r.IntN(3) - 1
	y := int(home[1]/4096) + r.IntN(3) - 1
	return maptile.New(uint32(min(max(x, 0), last)), uint32(min(max(y, 0), last)), maptile.Zoom(z))
}
