package paper

import (
	"math"

	"lindero/data/drawing"
)

// mostTiles is how many tiles of a pattern are drawn in one area; in larger ones
// tiles are drawn larger.
const mostTiles = 20000

// hatch fills an area with a pattern: its ground, then the lines of the tiles that
// the area may touch, cut off at its edge.
func (c *canvas) hatch(rings [][]drawing.Point, p drawing.Pattern) {
	c.words("q ")
	c.outline(rings, true)
	if p.Ground == "" {
		c.words("W* n ")
	} else {
		c.words("W* " + colour(p.Ground, false) + " f* ")
	}
	if p.Stroke != "" && p.WidthPx > 0 && p.HeightPx > 0 && len(p.Lines) > 0 {
		c.words(colour(p.Stroke, true) + " ")
		c.number(max(p.StrokePx*c.scale, 0.1))
		c.words("w ")
		grow := 1.0
		tiles := c.tiles(rings, p, grow)
		for len(tiles) > mostTiles {
			grow *= math.Ceil(math.Sqrt(float64(len(tiles))/mostTiles)*10) / 10
			tiles = c.tiles(rings, p, grow)
		}
		for _, at := range tiles {
			for _, line := range p.Lines {
				for i, q := range line {
					op := "l "
					if i == 0 {
						op = "m "
					}
					c.point(drawing.Point{X: at.X + q.X*grow, Y: at.Y + q.Y*grow}, op)
				}
			}
		}
		c.words("S ")
	}
	c.words("Q\n")
}

// tiles returns the upper left corners of the tiles that the boxes of rings touch
// within the drawing, from the top, each once.
func (c *canvas) tiles(rings [][]drawing.Point, p drawing.Pattern, grow float64) []drawing.Point {
	wide, high := p.WidthPx*grow, p.HeightPx*grow
	// Tiles so small that they could not be told apart are drawn as if larger.
	wide, high = max(wide, c.dr.WidthPx/1000), max(high, c.dr.HeightPx/1000)
	columns := int(math.Ceil(c.dr.WidthPx/wide)) + 1
	rows := int(math.Ceil(c.dr.HeightPx/high)) + 1
	touched := make([]bool, columns*rows)
	index := func(v, size float64, most int) int { return int(max(0, min(math.Floor(v/size), float64(most-1)))) }
	for _, ring := range rings {
		lo, hi := bounds(ring)
		if !(hi.X >= 0 && hi.Y >= 0 && lo.X <= c.dr.WidthPx && lo.Y <= c.dr.HeightPx) {
			continue
		}
		for row := index(lo.Y, high, rows); row <= index(hi.Y, high, rows); row++ {
			for column := index(lo.X, wide, columns); column <= index(hi.X, wide, columns); column++ {
				touched[row*columns+column] = true
			}
		}
	}
	var out []drawing.Point
	for i, t := range touched {
		if t {
			out = append(out, drawing.Point{X: float64(i%columns) * wide, Y: float64(i/columns) * high})
		}
	}
	return out
}

// bounds returns the corners of the box of a ring; of none, a box that is empty.
func bounds(ring []drawing.Point) (lo, hi drawing.Point) {
	lo = drawing.Point{X: math.Inf(1), Y: math.Inf(1)}
	hi = drawing.Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, p := range ring {
		lo = drawing.Point{X: min(lo.X, p.X), Y: min(lo.Y, p.Y)}
		hi = drawing.Point{X: max(hi.X, p.X), Y: max(hi.Y, p.Y)}
	}
	return lo, hi
}
