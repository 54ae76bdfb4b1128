package maps

import (
	"math"

	"lindero/data/drawing"
)

// swatch draws a sample, so wide, around a height.
type swatch func(x, y float64)

// item is an entry of the legend.
type item struct {
	words string
	draw  swatch
}

// samplePx is how wide a sample is.
const samplePx = 34.0

// says adds an entry to the legend.
func (c *chart) says(words string, draw swatch) {
	if words != "" {
		c.items = append(c.items, item{words, draw})
	}
}

// stroke is a sample of lines of classes, one over the other.
func (c *chart) stroke(classes ...string) swatch {
	return func(x, y float64) {
		for _, class := range classes {
			c.Line(class, x, y, x+samplePx, y)
		}
	}
}

// swatch is a sample of lines of classes, one beside the other.
func (c *chart) swatch(classes ...string) swatch {
	return func(x, y float64) {
		wide := samplePx / float64(len(classes))
		c.Line("edge0", x-0.5, y, x+samplePx+0.5, y)
		for i, class := range classes {
			c.Line(class, x+wide*float64(i), y, x+wide*float64(i+1), y)
		}
	}
}

// dots is a sample of dots of classes, one over the other.
func (c *chart) dots(classes ...string) swatch {
	return func(x, y float64) {
		for _, class := range classes {
			c.Dots(class, drawing.Point{X: x + samplePx/2, Y: y})
		}
	}
}

// foot draws what stands below the map: the scale, the legend, the notice.
func (c *chart) foot() {
	y := c.px.high.y + belowPx + 8
	c.scale(y)
	y += 22
	left := c.px.low.x
	if c.o.Fill {
		left = fillLeftPx // it is as wide as all of the drawing
	}
	x := left
	for _, it := range c.items {
		it.words = drawing.Abridged(it.words, textPx, c.px.wide()-samplePx-7)
		need := samplePx + 7 + drawing.WidthPx(it.words, textPx) + 18
		if x > left && x+need > c.px.high.x+rightPx {
			x, y = left, y+linePx+2
		}
		it.draw(x, y)
		c.Text("says", drawing.Start, x+samplePx+7, y+4, it.words)
		x += need
	}
	y += 6
	for _, line := range drawing.Wrapped(c.t.Illustrative, textPx-1, c.px.wide()) {
		y += linePx - 2
		c.Text("note", drawing.Start, c.px.low.x, y+2, line)
	}
	c.bottom = y + 10
}

// scale draws a bar of a round length that is true in the middle of the map.
func (c *chart) scale(y float64) {
	m := round(c.mPerPx * min(180, c.px.wide()/3))
	wide := c.length(m)
	x := c.px.low.x
	c.Rect("bar", x, y-3, wide, 6)
	for i := range 4 {
		if i%2 == 0 {
			c.Rect("black", x+wide*float64(i)/4, y-3, wide/4, 6)
		}
	}
	words := c.t.number(m/1000, 0) + " km"
	if m < 1000 {
		words = c.t.number(m, 0) + " m"
	}
	c.Text("scale", drawing.Start, x+wide+7, y+3.5, words)
}

// round returns the longest of 1, 2 and 5 times a power of ten that is not more.
func round(v float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{5, 2} {
		if n*ten <= v {
			return n * ten
		}
	}
	return ten
}

// needle draws the arrow to the north in the corner that has room, turned as the
// north is there.
func (c *chart) needle() {
	const wide, tall, inPx = 30.0, 50.0, 8.0
	corners := []xy{{c.px.high.x - inPx - wide, c.px.low.y + inPx}, {c.px.low.x + inPx, c.px.low.y + inPx},
		{c.px.high.x - inPx - wide, c.px.high.y - inPx - tall}, {c.px.low.x + inPx, c.px.high.y - inPx - tall}}
	at := corners[0]
	for _, corner := range corners {
		if c.rooms.Free(drawing.Room{X: corner.x, Y: corner.y, Wide: wide, High: tall}) {
			at = corner
			break
		}
	}
	c.rooms.Take(drawing.Room{X: at.x, Y: at.y, Wide: wide, High: tall})
	middle := xy{at.x + wide/2, at.y + tall/2 + 5}
	up := xy{0, -1}
	if here, ok := c.under(middle); ok {
		north := here
		north[1] += math.Min(0.01, (90-here[1])/2)
		to := c.show(north)
		if n := math.Hypot(to.x-middle.x, to.y-middle.y); n > 0 {
			up = xy{(to.x - middle.x) / n, (to.y - middle.y) / n}
		}
	}
	turn := func(x, y float64) drawing.Point { // y up
		return drawing.Point{X: middle.x - x*up.y + y*up.x, Y: middle.y + x*up.x + y*up.y}
	}
	c.Area("needle", []drawing.Point{turn(0, 16), turn(8, -14), turn(0, -8), turn(-8, -14)})
	tip := turn(0, 22)
	c.Text("letter", drawing.Middle, tip.X, tip.Y+4, c.t.NorthLetter)
}
