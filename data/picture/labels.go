package picture

import (
	"math"

	"lindero/data/drawing"
)

// mostLabels is how many labels stand beside lines at most.
const mostLabels = 4000

// labels are the rooms that are taken, and how many labels took some.
type labels struct {
	drawing.Rooms
	n int
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
		b := drawing.Room{X: at.X - wide/2, Y: at.Y - high/2, Wide: wide, High: high}
		switch side {
		case 'r':
			b.X = at.X + gapPx
		case 'l':
			b.X = at.X - gapPx - wide
		case 'a':
			b.Y = at.Y - gapPx - high
		case 'b':
			b.Y = at.Y + gapPx
		}
		if b.X < d.left+1 || b.X+b.Wide > d.right()-1 || b.Y < d.top+1 || b.Y+b.High > d.base()-1 {
			continue
		}
		room := drawing.Room{X: b.X - airPx, Y: b.Y, Wide: b.Wide + 2*airPx, High: b.High}
		if !d.placed.Free(room) {
			continue
		}
		d.placed.Take(room)
		d.placed.n++
		d.Text(l.class, drawing.Start, b.X, b.Y+b.High*0.84, l.words)
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
	const dotPx = 3.0
	for _, k := range []knot{{s.beat.MeetM, s.MeetH + s.laterH}, {s.beat.PartM, s.PartH + s.laterH}} {
		if at, ok := d.place(k.m, k.h); ok {
			d.placed.Take(drawing.Room{X: at.X - dotPx, Y: at.Y - dotPx, Wide: 2 * dotPx, High: 2 * dotPx})
		}
	}
	for _, line := range d.lines(shifted(s.way.together, s.MeetH+s.laterH)) {
		d.placed.TakeLine(line, 1)
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
