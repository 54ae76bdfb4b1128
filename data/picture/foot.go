package picture

import (
	"strconv"

	"lindero/data/drawing"
)

// foot draws the legend and what stands under the picture.
func (d *canvas) foot() {
	y := d.legend(d.bottom + 16)
	t := d.texts
	var notes []string
	if d.thinned {
		notes = append(notes, t.Thinned)
	}
	if n, kmh := d.elsewhere(); n > 0 && t.Elsewhere != nil {
		notes = append(notes, t.Elsewhere(n, kmh))
	}
	notes = append(notes, t.Illustrative)
	if from := sources(d.l.Scenario); from != "" {
		notes = append(notes, t.Sources+": "+from)
	}
	for _, note := range notes {
		for _, line := range drawing.Wrapped(note, smallPx+1, d.wide) {
			y += linePx
			d.Text("note", drawing.Start, d.left, y, line)
		}
	}
	d.bottom = y + 16
}

// item is an entry of the legend: a picture of a width, and words.
type item struct {
	words string
	wide  float64
	draw  func(x, y float64) // y: of the middle
}

// legend draws the entries, row by row, and returns where it ends.
func (d *canvas) legend(y float64) float64 {
	x := d.left
	for _, it := range d.items() {
		if it.words == "" {
			continue
		}
		need := it.wide + 8 + drawing.WidthPx(it.words, textPx) + 26
		if x > d.left && x+need > d.right() {
			x, y = d.left, y+linePx+3
		}
		d.Open("item c0", "")
		it.draw(x, y)
		d.Text("says", drawing.Start, x+it.wide+8, y+4, it.words)
		d.Close()
		x += need
	}
	return y + 12
}

func (d *canvas) items() []item {
	t := d.texts
	line := func(class string) func(x, y float64) {
		return func(x, y float64) { d.Line(class, x, y, x+44, y) }
	}
	rect := func(class string) func(x, y float64) {
		return func(x, y float64) { d.Rect(class, x, y-7, 30, 14) }
	}
	dot := func(classes ...string) func(x, y float64) {
		return func(x, y float64) {
			for _, class := range classes {
				d.Dots(class, point{X: x + 5, Y: y})
			}
		}
	}
	out := []item{{t.Together, 44, line("together")}}
	for i, side := range d.p.Sides {
		if t.Alone != "" && !d.hide[i] {
			out = append(out, item{t.Alone + " " + side, 44, line("alone a" + strconv.Itoa(i+1))})
		}
	}
	if !d.hide[0] || !d.hide[1] {
		out = append(out, item{t.Straight, 44, line("off")})
	}
	out = append(out, item{t.Meeting, 10, dot("meet")}, item{t.Parting, 10, dot("part", "hole")})
	if len(d.p.Layers) > 1 {
		out = append(out, item{t.Layer, 44, func(x, y float64) {
			d.Open("over", "")
			d.Line("together", x, y, x+44, y)
			d.Close()
		}})
	}
	if d.again {
		out = append(out, item{t.Wrapped, 44, func(x, y float64) {
			d.Open("again", "")
			d.Line("together", x, y, x+44, y)
			d.Close()
		}})
	}
	out = append(out, item{t.TooSeldom, 30, rect("late")}, item{t.Never, 30, rect("never")},
		item{t.Weekend, 30, rect("weekend")})
	for _, k := range d.kindsThere() {
		letter := t.Letters[k]
		out = append(out, item{word(t.Kinds, k), 30, func(x, y float64) {
			d.Rect("band k"+k, x, y-7, 30, 14)
			d.Text("letter", drawing.Middle, x+15, y+4, letter)
		}})
	}
	return out
}

// kindsThere returns the kinds that the border has, in its order.
func (d *canvas) kindsThere() []string {
	var out []string
	seen := map[string]bool{"": true}
	for i := range d.l.BorderFromM {
		if k := string(d.l.Routes[i].Kind); !seen[k] {
			seen[k], out = true, append(out, k)
		}
	}
	return out
}
