package drawing

import "math"

// Room is a rectangle that something takes, in pixels, from its upper left
// corner.
type Room struct{ X, Y, Wide, High float64 }

func (b Room) touches(c Room) bool {
	return b.X < c.X+c.Wide && c.X < b.X+b.Wide && b.Y < c.Y+c.High && c.Y < b.Y+b.High
}

// Rooms are those that are taken, so that words keep off each other. The zero
// value has none.
type Rooms struct{ cells map[[2]int][]Room }

const cellPx = 64

func (l *Rooms) each(b Room, f func(cell [2]int) bool) bool {
	cell := func(px float64) int { return int(math.Floor(px / cellPx)) }
	for x := cell(b.X); x <= cell(b.X+b.Wide); x++ {
		for y := cell(b.Y); y <= cell(b.Y+b.High); y++ {
			if !f([2]int{x, y}) {
				return false
			}
		}
	}
	return true
}

// Free reports whether nothing stands in a room.
func (l *Rooms) Free(b Room) bool {
	return l.each(b, func(cell [2]int) bool {
		for _, other := range l.cells[cell] {
			if other.touches(b) {
				return false
			}
		}
		return true
	})
}

// Take takes a room, free or not.
func (l *Rooms) Take(b Room) {
	if l.cells == nil {
		l.cells = map[[2]int][]Room{}
	}
	l.each(b, func(cell [2]int) bool {
		l.cells[cell] = append(l.cells[cell], b)
		return true
	})
}

// TakeLine takes the room along a line, so far to both sides.
func (l *Rooms) TakeLine(line []Point, asidePx float64) {
	step := max(2*asidePx, 4)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		n := math.Ceil(math.Hypot(b.X-a.X, b.Y-a.Y) / step)
		for k := 0.0; k < n; k++ {
			l.Take(Room{a.X + (b.X-a.X)*k/n - asidePx, a.Y + (b.Y-a.Y)*k/n - asidePx, 2 * asidePx, 2 * asidePx})
		}
	}
}
