package maps

import (
	"cmp"
	"math"
	"slices"

	"lindero/data/drawing"
)

// cellPx is how fine the search for the place of a country's name is.
const cellPx = 9.0

// countries writes the names of lands where they have most room. Where nothing is
// known of lands, those of the sides stand on either side of the border.
func (c *chart) countries() {
	s := c.Layout.Scenario
	if len(s.Countries) == 0 {
		c.sides()
		return
	}
	cols, rows := int(c.px.wide()/cellPx), int(c.px.tall()/cellPx)
	if cols < 3 || rows < 3 {
		return
	}
	cell := drawing.Room{Wide: cellPx, High: cellPx}
	for i := range s.Countries {
		if len(c.lands[i]) == 0 {
			continue
		}
		room := make([]float64, cols*rows) // how many cells to the next that is not the country's, or taken
		for row := range rows {
			y := c.px.low.y + (float64(row)+0.5)*cellPx
			inside := crossings(c.lands[i], y)
			for k := 0; k+1 < len(inside); k += 2 {
				from := max(0, int(math.Ceil((inside[k]-c.px.low.x)/cellPx-0.5)))
				for col := from; col < cols && c.px.low.x+(float64(col)+0.5)*cellPx < inside[k+1]; col++ {
					cell.X, cell.Y = c.px.low.x+float64(col)*cellPx, y-cellPx/2
					if c.rooms.Free(cell) {
						room[row*cols+col] = math.Inf(1)
					}
				}
			}
		}
		c.country(s.Countries[i].Name, room, cols, rows)
	}
}

// crossings returns where rings cross a height, in order.
func crossings(rings [][]xy, y float64) []float64 {
	var out []float64
	for _, ring := range rings {
		a := ring[len(ring)-1]
		for _, b := range ring {
			if a.y <= y != (b.y <= y) {
				out = append(out, a.x+(b.x-a.x)*(y-a.y)/(b.y-a.y))
			}
			a = b
		}
	}
	slices.Sort(out)
	return out
}

// country writes a name in the middle of the widest room, if it fits there.
func (c *chart) country(name string, room []float64, cols, rows int) {
	distances(room, cols, rows)
	name = drawing.Abridged(name, countryPx, c.px.wide()/2)
	for _, sizePx := range [...]float64{countryPx, countryPx - 4} {
		wide := drawing.WidthPx(name, sizePx)
		need := int(math.Ceil((wide/2 + 4) / cellPx))
		best, at := 1.0, -1
		for row := range rows {
			for col := need; col+need < cols; col++ {
				here := room[row*cols+col]
				if here <= best {
					continue
				}
				// The row of cells that the name needs has to be free.
				free := true
				for k := -need; k <= need && free; k++ {
					free = room[row*cols+col+k] >= 1
				}
				if free {
					best, at = here, row*cols+col
				}
			}
		}
		if at < 0 {
			continue
		}
		x, y := c.px.low.x+(float64(at%cols)+0.5)*cellPx, c.px.low.y+(float64(at/cols)+0.5)*cellPx
		class := "country"
		if sizePx < countryPx {
			class = "small"
		}
		if c.writeIn(class, name, drawing.Room{X: x - wide/2, Y: y - sizePx/2, Wide: wide, High: sizePx}) {
			return
		}
	}
}

// distances fills in how far cells are from the next that is 0, in cells, about
// (Borgefors, Distance transformations in digital images, 1986). What is beyond
// the frame is 0.
func distances(room []float64, cols, rows int) {
	at := func(row, col int) float64 {
		if row < 0 || col < 0 || row >= rows || col >= cols {
			return 0
		}
		return room[row*cols+col]
	}
	for row := range rows {
		for col := range cols {
			i := row*cols + col
			room[i] = min(room[i], at(row-1, col)+1, at(row, col-1)+1, at(row-1, col-1)+4.0/3, at(row-1, col+1)+4.0/3)
		}
	}
	for row := rows - 1; row >= 0; row-- {
		for col := cols - 1; col >= 0; col-- {
			i := row*cols + col
			room[i] = min(room[i], at(row+1, col)+1, at(row, col+1)+1, at(row+1, col+1)+4.0/3, at(row+1, col-1)+4.0/3)
		}
	}
}

// sides writes the names of the two sides beside the border, each on its own.
func (c *chart) sides() {
	s := c.Layout.Scenario
	for _, left := range []bool{true, false} {
		type spot struct {
			at, to xy
			name   string
			far    float64
		}
		var spots []spot
		for i := range c.border {
			b := &c.border[i]
			code := b.route.Right
			if left {
				code = b.route.Left
			}
			side := sideOf(s, code)
			if side < 0 {
				continue
			}
			name := drawing.Abridged(cmp.Or(s.Sides[side].Name, code), countryPx, c.px.wide()/2)
			for _, part := range b.parts {
				for _, share := range [...]float64{0.5, 0.3, 0.7} {
					at, k := along(part.line, share)
					d := heading(part.line, k)
					to := xy{d.y, -d.x} // to the left
					if !left {
						to = xy{-d.y, d.x}
					}
					for _, far := range [...]float64{90, 60, 130, 40, 180} {
						spots = append(spots, spot{at, to, name, math.Abs(far-90) + 200*math.Abs(share-0.5) + 40*float64(i)})
						spots[len(spots)-1].at = xy{at.x + to.x*far, at.y + to.y*far}
					}
				}
			}
		}
		slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Compare(a.far, b.far) })
		for _, p := range spots {
			if c.leftOf(p.at) != left {
				continue
			}
			wide := drawing.WidthPx(p.name, countryPx)
			if c.writeIn("country", p.name, drawing.Room{X: p.at.x - wide/2, Y: p.at.y - countryPx/2, Wide: wide, High: countryPx}) {
				break
			}
		}
	}
}

// leftOf reports whether a place of the frame lies left of the piece of the border
// that is nearest to it.
func (c *chart) leftOf(p xy) bool {
	best, left := math.Inf(1), false
	for i := range c.border {
		for _, part := range c.border[i].parts {
			for k := 1; k < len(part.line); k++ {
				a, b := part.line[k-1], part.line[k]
				if d := fromEdge2(p, a, b); d < best {
					best, left = d, (b.x-a.x)*(p.y-a.y)-(b.y-a.y)*(p.x-a.x) < 0
				}
			}
		}
	}
	return left
}
