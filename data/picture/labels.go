package picture

import (
	"math"

	"lindero/data/drawing"
)

// mostLabels is how many labels stand beside lines at most.
const mostLabels = 4000

// box is the room that a label takes, in pixels.
type box struct{ x, y, wide, high float64 }

func (b box) touches(c box) bool {
	return b.x < c.x+c.wide && c.x < b.x+b.wide && b.y < c.y+c.high && c.y < b.y+b.high
}

// labels are the rooms that are taken, by cells of the picture.
type labels struct {
	cells map[[2]int][]box
	n     int
}

const cellPx = 64

func (l *labels) each(b box, f func(cell [2]int) bool) bool {
	for x := int(b.x / cellPx); x <= int((b.x+b.wide)/cellPx); x++ {
		for y := int(b.y / cellPx); y <= int((b.y+b.high)/cellPx); y++ {
			if !f([2]int{x, y}) {
				return false
			}
		}
	}
	return true
}

// free reports whether nothing stands in a room.
func (l *labels) free(b box) bool {
	return l.each(b, func(cell [2]int) bool {
		for _, other := range l.cells[cell] {
			if other.touches(b) {
				return false
			}
		}
		return true
	})
}

func (l *labels) take(b box) {
	if l.cells == nil {
		l.cells = map[[2]int][]box{}
	}
	l.each(b, func(cell [2]int) bool {
		l.cells[cell] = append(l.cells[cell], b)
		return true
	})
}

// label is what stands beside a place.
type label struct {
	class, words string
	sizePx       float64
}

// write writes a label beside a place, where there is room; it reports whether
// there is.
func (d *canvas) write(l label, at point, sides string) bool {
	if d.placed.n >= mostLabels || l.words == "" {
		return false
	}
	const gapPx, airPx = 5, 2
	wide, high := drawing.WidthPx(l.words, l.sizePx), l.sizePx
	for _, side := range sides {
		b := box{at.X - wide/2, at.Y - high/2, wide, high}
		switch side {
		case 'r':
			b.x = at.X + gapPx
		case 'l':
			b.x = at.X - gapPx - wide
		case 'a':
			b.y = at.Y - gapPx - high
		case 'b':
			b.y = at.Y + gapPx
		}
		if b.x < d.left+1 || b.x+b.wide > d.right()-1 || b.y < d.top+1 || b.y+b.high > d.base()-1 {
			continue
		}
		room := box{b.x - airPx, b.y, b.wide + 2*airPx, b.high}
		if !d.placed.free(room) {
			continue
		}
		d.placed.take(room)
		d.placed.n++
		d.Text(l.class, drawing.Start, b.x, b.y+b.high*0.84, l.words)
		return true
	}
	return false
}

// labels writes the numbers of pairs beside their sorties, and from near the
// times and the patrols: what matters most first, as long as there is room.
func (d *canvas) labels(shown []drawn) {
	if !d.thinned {
		for _, s := range shown {
			d.keepFree(s)
		}
	}
	if d.near() {
		d.each(shown, func(s drawn) {
			d.moment(s.beat.MeetM, s.MeetH+s.laterH, "time", "rlab")
		})
	}
	d.numbers(shown)
	if d.near() {
		d.each(shown, func(s drawn) { d.moment(s.beat.PartM, s.PartH+s.laterH, "time", "rlba") })
		d.each(shown, d.patrols)
	}
}

// keepFree keeps labels off the dots of a sortie, and off what is walked
// together.
func (d *canvas) keepFree(s drawn) {
	const dotPx, stepPx = 3.0, 4.0
	for _, k := range []knot{{s.beat.MeetM, s.MeetH + s.laterH}, {s.beat.PartM, s.PartH + s.laterH}} {
		if at, ok := d.place(k.m, k.h); ok {
			d.placed.take(box{at.X - dotPx, at.Y - dotPx, 2 * dotPx, 2 * dotPx})
		}
	}
	for _, line := range d.lines(shifted(s.way.together, s.MeetH+s.laterH)) {
		for i := 1; i < len(line); i++ {
			a, b := line[i-1], line[i]
			n := math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y) / stepPx)
			for k := 0.0; k < n; k++ {
				d.placed.take(box{a.X + (b.X-a.X)*k/n - 1, a.Y + (b.Y-a.Y)*k/n - 1, 2, 2})
			}
		}
	}
}

// each calls f with each sortie, within a group of its pair's colour.
func (d *canvas) each(shown []drawn, f func(s drawn)) {
	for _, s := range shown {
		before := len(d.Marks)
		d.Open("pair "+d.colour(s.Pair), "")
		empty := len(d.Marks)
		if f(s); len(d.Marks) == empty {
			d.Marks = d.Marks[:before]
			continue
		}
		d.Close()
	}
}

// moment writes the time of day at a place.
func (d *canvas) moment(m, h float64, class, sides string) {
	if at, ok := d.place(m, h); ok {
		d.write(label{class, clock(d.at(h)), timePx}, at, sides)
	}
}

// The sizes of labels, and how far apart the numbers of one pair are from far.
const (
	timePx   = 9
	numberPx = 11
	apartPx  = 150
)

// numbers writes the number of the pair at the middle of what it walks
// together: from near at all sorties, from far at some.
func (d *canvas) numbers(shown []drawn) {
	last := map[string]float64{}
	d.each(shown, func(s drawn) {
		lines := d.lines(shifted(s.way.together, s.MeetH+s.laterH))
		if len(lines) == 0 {
			return
		}
		before, known := last[s.Pair]
		for _, part := range []float64{0.5, 0.3, 0.7} {
			at := along(lines[0], part)
			if known && !d.near() && math.Abs(at.Y-before) < apartPx {
				return
			}
			if d.write(label{"number", d.pairName(s.Pair), numberPx}, at, "rlab") {
				last[s.Pair] = at.Y
				return
			}
		}
	})
}

// along returns the place at a part of the length of a line.
func along(line []point, part float64) point {
	total := 0.0
	for i := 1; i < len(line); i++ {
		total += math.Hypot(line[i].X-line[i-1].X, line[i].Y-line[i-1].Y)
	}
	left := total * part
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		n := math.Hypot(b.X-a.X, b.Y-a.Y)
		if n > 0 && left <= n {
			return point{X: a.X + (b.X-a.X)*left/n, Y: a.Y + (b.Y-a.Y)*left/n}
		}
		left -= n
	}
	return line[len(line)-1]
}

// patrols writes who leaves where its way begins, and who comes home where it
// ends; and who it is on ways of which neither shows.
func (d *canvas) patrols(s drawn) {
	p := d.pairs[s.Pair]
	if p == nil {
		return
	}
	for side, id := range p.Patrols {
		if d.hide[side] {
			continue
		}
		leave, back := s.DepartH[side]+s.laterH, s.ReturnH[side]+s.laterH
		asides := [...]string{"la", "ra"}
		if at, ok := d.place(s.beat.OutM[side], leave); ok {
			d.write(label{"patrol", id + " " + clock(d.at(leave)), timePx}, at, asides[side])
		} else if s.MeetH+s.laterH > d.toH {
			d.passing(id, s.out(side))
		}
		asides = [...]string{"lb", "rb"}
		if at, ok := d.place(s.beat.BackM[side], back); ok {
			d.write(label{"patrol", id + " " + clock(d.at(back)), timePx}, at, asides[side])
		} else if s.PartH+s.laterH < d.fromH {
			d.passing(id, s.home(side))
		}
	}
}

// passing writes who it is in the middle of what shows of a way.
func (d *canvas) passing(id string, way []knot) {
	for _, line := range d.lines(way) {
		if a, b := line[0], line[len(line)-1]; math.Hypot(b.X-a.X, b.Y-a.Y) > 3*timePx {
			d.write(label{"patrol", id, timePx}, along(line, 0.5), "rlab")
			return
		}
	}
}
