package paper

import (
	"math"
	"strconv"
	"strings"

	"lindero/data/drawing"
)

// PointsPerPx is the scale at which a drawing has its own size.
const PointsPerPx = 0.75

// Picture draws a drawing with its upper left corner at a place of the last page,
// as lines, areas and words; a pixel of it is scale points. What lies beyond its
// edges is cut off. Opacity of groups is that of each mark in them.
func (d *Doc) Picture(dr *drawing.Drawing, x, y, scale float64) {
	if dr == nil || !(scale > 0) {
		return
	}
	d.last()
	c := canvas{doc: d, dr: dr, x: x, y: d.high() - y, scale: scale}
	c.words("q ")
	c.rect(0, 0, dr.WidthPx, dr.HeightPx)
	c.words("W n\n")
	c.draw()
	c.words("Q")
	c.flush()
	d.fonted = false
}

// canvas is a drawing on its way to a page: its marks in the language of pages.
type canvas struct {
	doc         *Doc
	dr          *drawing.Drawing
	x, y, scale float64 // of its upper left corner, y from the page's lower edge
	out         []byte
}

func (c *canvas) flush() {
	if len(c.out) > 0 {
		c.doc.raw(string(c.out))
		c.out = c.out[:0]
	}
}

func (c *canvas) words(ops string) { c.out = append(c.out, ops...) }

// number writes a number to a hundredth of a point.
func (c *canvas) number(v float64) {
	v = math.Round(v*100) / 100
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		v = 0 // never -0, and nothing that breaks the file
	}
	c.out = append(strconv.AppendFloat(c.out, v, 'f', -1, 64), ' ')
}

func (c *canvas) point(p drawing.Point, op string) {
	c.number(c.x + p.X*c.scale)
	c.number(c.y - p.Y*c.scale)
	c.out = append(c.out, op...)
}

func (c *canvas) rect(x, y, wide, high float64) {
	c.number(c.x + x*c.scale)
	c.number(c.y - (y+high)*c.scale)
	c.number(wide * c.scale)
	c.number(high * c.scale)
	c.words("re ")
}

// draw draws all marks.
func (c *canvas) draw() {
	for m, look := range c.dr.Resolve() {
		if m.Kind == drawing.Words {
			c.text(m, look)
		} else {
			c.path(m, look)
		}
	}
}

// begin opens the state of a mark, with its opacity.
func (c *canvas) begin(look drawing.Look) {
	c.words("q ")
	if look.Opacity > 0 && look.Opacity < 1 {
		c.flush()
		c.doc.pdf.SetAlpha(look.Opacity, "Normal")
	}
}

// path draws lines or areas.
func (c *canvas) path(m *drawing.Mark, look drawing.Look) {
	hatch, hatched := c.dr.Patterns[look.Pattern]
	if look.Fill == "" && look.Stroke == "" && !hatched || len(m.Lines) == 0 {
		return
	}
	c.begin(look)
	if hatched && m.Closed {
		c.hatch(m.Lines, hatch)
	}
	stroked := look.Stroke != "" && look.WidthPx > 0
	if stroked {
		c.pen(look)
	}
	fill := look.Fill
	if hatched {
		fill = ""
	}
	if fill != "" {
		c.words(colour(fill, false) + " ")
	}
	if fill != "" || stroked {
		c.outline(m.Lines, m.Closed)
	}
	switch {
	case fill != "" && stroked:
		c.words("B* ")
	case fill != "":
		c.words("f* ")
	case stroked:
		c.words("S ")
	}
	c.words("Q\n")
}

// pen says how lines look.
func (c *canvas) pen(look drawing.Look) {
	c.words(colour(look.Stroke, true) + " ")
	c.number(look.WidthPx * c.scale)
	c.words("w ")
	switch {
	case look.Round:
		c.words("1 J 1 j ")
	case look.RoundCorners:
		c.words("1 j ")
	}
	if len(look.DashPx) > 0 {
		c.words("[")
		for _, px := range look.DashPx {
			c.number(px * c.scale)
		}
		c.words("] 0 d ")
	}
}

// outline writes the lines of a path.
func (c *canvas) outline(lines [][]drawing.Point, closed bool) {
	for _, line := range lines {
		for i, p := range line {
			op := "l "
			if i == 0 {
				op = "m "
			}
			c.point(p, op)
		}
		switch {
		case len(line) == 1: // a dot; round ends make it one
			c.point(line[0], "l ")
		case closed && len(line) > 0:
			c.words("h ")
		}
	}
}

// slant is how far the tops of italic letters lean over: the tangent of 12°.
const slant = 0.2126

// text writes words.
func (c *canvas) text(m *drawing.Mark, look drawing.Look) {
	words, whole := Readable(strings.ReplaceAll(m.Text, "\n", " "))
	if !whole {
		c.doc.last().lost = true
	}
	if words == "" || look.SizePx <= 0 || c.doc.err != nil {
		return
	}
	f := Font{SizePt: look.SizePx * c.scale, Bold: look.Bold}
	shift := 0.0
	switch m.Anchor {
	case drawing.Middle:
		shift = Width(words, f) / 2
	case drawing.End:
		shift = Width(words, f)
	}
	sin, cos := math.Sincos(m.TurnDeg * math.Pi / 180)
	lean := 0.0
	if look.Italic {
		lean = slant
	}
	c.begin(look)
	for _, v := range []float64{cos, -sin, sin + lean*cos, cos - lean*sin} {
		c.out = append(c.out, num(v)+" "...)
	}
	c.number(c.x + m.At.X*c.scale - shift*cos)
	c.number(c.y - m.At.Y*c.scale + shift*sin)
	c.words("cm ")
	fill := look.Fill
	if fill == "" {
		fill = "#000000"
	}
	if look.Halo != "" { // not read a second time: it says that it stands for nothing
		c.words("/Span <</ActualText (\xfe\xff)>> BDC q 1 Tr 1 j " + colour(look.Halo, true) + " ")
		c.number(drawing.HaloPx * c.scale)
		c.words("w ")
		c.say(words, f)
		c.words("Q EMC ")
	}
	c.words(colour(fill, false) + "\n")
	c.say(words, f)
	c.words("Q\n")
}

// say writes words at the origin.
func (c *canvas) say(words string, f Font) {
	c.flush()
	c.doc.setFont(f)
	c.doc.pdf.Text(0, c.doc.down(c.doc.high()), words)
}
