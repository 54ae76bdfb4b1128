package maps

import (
	"cmp"
	"math"
	"slices"

	"lindero/data/drawing"
	"lindero/planner"
	"lindero/sectors"
)

// mark is a place with a name, which stands beside it where there is room.
type mark struct {
	at    xy
	words string
	class string // of the words
	aside float64
}

// mostNames is how many names a map has at most.
const mostNames = 400

// posts draws those of the sides that are not left out: triangles and squares.
func (c *chart) posts() []mark {
	var out []mark
	if c.o.Public {
		return nil
	}
	for side := range c.Plan.Sides {
		if c.o.Hide[side] {
			continue
		}
		var all [][]drawing.Point
		seen := map[[2]int]bool{}
		for i := range c.Layout.Scenario.Posts {
			p := &c.Layout.Scenario.Posts[i]
			if p.Side != c.Plan.Sides[side] {
				continue
			}
			at := c.show(p.At)
			cell := [2]int{int(at.x / 2), int(at.y / 2)}
			if !c.px.has(at) || seen[cell] {
				continue
			}
			seen[cell] = true
			all = append(all, postShape(side, at))
			c.take(at, 6)
			out = append(out, mark{at, p.Label(), "place" + string(rune('0'+side)), 9})
		}
		if len(all) > 0 {
			class := "post post" + string(rune('0'+side))
			c.Area(class, all...)
			if c.t.Post != "" {
				c.says(c.t.Post+" "+c.Plan.Sides[side], func(x, y float64) { c.Area(class, postShape(side, xy{x + samplePx/2, y})) })
			}
		}
	}
	return out
}

// postShape is that of the posts of a side.
func postShape(side int, at xy) []drawing.Point {
	if side == 0 {
		const r = 6.0
		return []drawing.Point{{X: at.x, Y: at.y - r}, {X: at.x + r*0.9, Y: at.y + r*0.7}, {X: at.x - r*0.9, Y: at.y + r*0.7}}
	}
	const r = 4.2
	return drawing.Box(at.x-r, at.y-r, 2*r, 2*r)
}

// take keeps names off a place.
func (c *chart) take(at xy, r float64) {
	c.rooms.Take(drawing.Room{X: at.x - r, Y: at.y - r, Wide: 2 * r, High: 2 * r})
}

// meetings draws the meeting points: those where pairs meet, and, from near, the
// others, as small dots.
func (c *chart) meetings() []mark {
	if c.o.Public {
		return nil
	}
	var used, idle []drawing.Point
	var out []mark
	for i := range c.Plan.MeetingPoints {
		m := &c.Plan.MeetingPoints[i]
		at := c.show(m.At)
		if !c.px.has(at) {
			continue
		}
		c.take(at, 5)
		if len(m.Pairs) == 0 {
			idle = append(idle, point(at))
			continue
		}
		used = append(used, point(at))
		out = append(out, mark{at, pointName(m), "name", 7})
	}
	const mostIdle = 300
	if len(idle) <= mostIdle {
		c.Dots("idle", idle...)
	}
	c.points(used, "ring", "meet")
	if len(used) > 0 {
		c.says(c.t.Meeting, c.dots("ring", "meet"))
	}
	return out
}

func pointName(m *planner.MeetingPoint) string { return cmp.Or(m.Name, m.ID) }

// points draws places as dots of classes, one over the other.
func (c *chart) points(at []drawing.Point, classes ...string) {
	for _, class := range classes {
		c.Dots(class, at...)
	}
}

// names writes the names of places beside them, where there is room.
func (c *chart) names(marks []mark) {
	n := 0
	for _, m := range marks {
		if n < mostNames && c.write(m.class, m.words, namePx, m.at, m.aside) {
			n++
		}
	}
}

// longestPx is how wide a name is at most.
const longestPx = 150.0

// write writes words beside a place, on the side that has room; it reports
// whether there is one.
func (c *chart) write(class, words string, sizePx float64, at xy, asidePx float64) bool {
	words = drawing.Abridged(words, sizePx, longestPx)
	wide := drawing.WidthPx(words, sizePx)
	for _, turn := range [...]xy{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}} {
		room := drawing.Room{X: at.x + turn.x*asidePx + (turn.x-1)/2*wide, Y: at.y + turn.y*asidePx + (turn.y-1)/2*sizePx, Wide: wide, High: sizePx}
		if c.writeIn(class, words, room) {
			return true
		}
	}
	return false
}

// writeIn writes words in a room, if it is free.
func (c *chart) writeIn(class, words string, room drawing.Room) bool {
	const airPx = 1.5
	if words == "" || room.X < c.px.low.x+2 || room.X+room.Wide > c.px.high.x-2 || room.Y < c.px.low.y+2 || room.Y+room.High > c.px.high.y-2 {
		return false
	}
	taken := drawing.Room{X: room.X - airPx, Y: room.Y - airPx, Wide: room.Wide + 2*airPx, High: room.High + 2*airPx}
	if !c.rooms.Free(taken) {
		return false
	}
	c.rooms.Take(taken)
	c.Text(class, drawing.Start, room.X, room.Y+room.High*0.84, words)
	return true
}

// beside writes words beside the middle of lines, off the line; or beside another
// place of them, where there is room.
func (c *chart) beside(class, words string, sizePx float64, lines [][]xy) {
	var longest []xy
	for _, line := range lines {
		for _, part := range clipLine(line, c.px) {
			if length(part) > length(longest) {
				longest = part
			}
		}
	}
	if len(longest) < 2 {
		return
	}
	wide := drawing.WidthPx(words, sizePx)
	for _, share := range [...]float64{0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8} {
		at, i := along(longest, share)
		d := heading(longest, i)
		for _, off := range [...]float64{1, -1, 1.5, -1.5, 2.2, -2.2} {
			const asidePx = 14.0
			mid := xy{at.x + d.y*off*(asidePx+math.Abs(d.y)*wide/2), at.y - d.x*off*asidePx}
			if c.writeIn(class, words, drawing.Room{X: mid.x - wide/2, Y: mid.y - sizePx/2, Wide: wide, High: sizePx}) {
				return
			}
		}
	}
}

func length(line []xy) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i].x-line[i-1].x, line[i].y-line[i-1].y)
	}
	return sum
}

// along returns the place at a share of the length of a line, and the place of
// the line that comes next.
func along(line []xy, share float64) (xy, int) {
	left := length(line) * share
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		n := math.Hypot(b.x-a.x, b.y-a.y)
		if n > 0 && left <= n {
			return xy{a.x + (b.x-a.x)*left/n, a.y + (b.y-a.y)*left/n}, i
		}
		left -= n
	}
	return line[len(line)-1], len(line) - 1
}

// numbers writes the numbers of sectors beside them: the widest first, as far as
// there is room.
func (c *chart) numbers(class string, of []*planner.Sector) {
	of = slices.Clone(of)
	slices.SortStableFunc(of, func(a, b *planner.Sector) int { return cmp.Compare(b.ToM-b.FromM, a.ToM-a.FromM) })
	for _, s := range of {
		c.beside(class, c.number(s), numberPx, c.stretch(s.FromM, s.ToM))
	}
}

// sideOf returns the place of a side in the plan; -1 where it is none.
func sideOf(s *sectors.Scenario, code string) int {
	for i := range s.Sides {
		if s.Sides[i].Code == code {
			return i
		}
	}
	return -1
}
