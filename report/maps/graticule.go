package maps

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
)

// steps are how far lines of the graticule may be apart, in seconds of arc.
var steps = [...]float64{0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800,
	3600, 7200, 5 * 3600, 10 * 3600, 15 * 3600, 20 * 3600, 30 * 3600}

// betweenPx is how far lines of the graticule are apart at least.
const betweenPx = 130

// graticule draws meridians and parallels, and what they are where they meet the
// frame.
func (c *chart) graticule() {
	lon, lat, ok := c.extent()
	if !ok {
		return
	}
	degPx := 111_195 / c.mPerPx // of a degree of latitude
	cos := math.Cos(min(89, max(math.Abs(lat[0]+lat[1])/2, 0)) * math.Pi / 180)
	latStep, lonStep := step(betweenPx/degPx), step(betweenPx/degPx/cos)
	var rooms drawing.Rooms
	var lines [][]xy
	const most = 60 // lines of a kind
	for k, n := math.Ceil(lat[0]/latStep), 0; k*latStep <= lat[1] && n < most; k, n = k+1, n+1 {
		if at := k * latStep; math.Abs(at) < 90 {
			line := c.arc(orb.Point{lon[0], at}, orb.Point{lon[1], at})
			lines = append(lines, line...)
			c.degree(&rooms, line, c.t.degrees(at, latStep, c.t.North, c.t.South), false)
		}
	}
	for k, n := math.Ceil(lon[0]/lonStep), 0; k*lonStep <= lon[1] && n < most; k, n = k+1, n+1 {
		at := k * lonStep
		if at >= lon[0]+360-1e-9 {
			break
		}
		line := c.arc(orb.Point{at, max(lat[0], -89.9)}, orb.Point{at, min(lat[1], 89.9)})
		lines = append(lines, line...)
		c.degree(&rooms, line, c.t.degrees(wrapped(at), lonStep, c.t.East, c.t.West), true)
	}
	c.lines("graticule", lines)
}

// step returns the first of steps that is not less than degrees.
func step(degrees float64) float64 {
	for _, s := range steps {
		if s/3600 >= degrees {
			return s / 3600
		}
	}
	return 30
}

// extent returns the longitudes and latitudes of the frame; longitudes run on
// across ±180°.
func (c *chart) extent() (lon, lat [2]float64, ok bool) {
	lon0 := c.lon0 * 180 / math.Pi
	lon, lat = [2]float64{math.Inf(1), math.Inf(-1)}, [2]float64{math.Inf(1), math.Inf(-1)}
	const n = 16
	for i := range n + 1 {
		for k := range n + 1 {
			at, here := c.under(xy{c.px.low.x + c.px.wide()*float64(i)/n, c.px.low.y + c.px.tall()*float64(k)/n})
			if !here {
				continue
			}
			x := lon0 + wrapped(at[0]-lon0)
			lon = [2]float64{min(lon[0], x), max(lon[1], x)}
			lat = [2]float64{min(lat[0], at[1]), max(lat[1], at[1])}
		}
	}
	for _, pole := range []float64{90, -90} {
		if c.px.has(c.show(orb.Point{lon0, pole})) {
			lon = [2]float64{lon0 - 180, lon0 + 180}
			lat = [2]float64{min(lat[0], pole), max(lat[1], pole)}
		}
	}
	return lon, lat, lat[0] < lat[1] && lon[0] < lon[1]
}

// arc returns the line along a meridian or a parallel, within the frame.
func (c *chart) arc(from, to orb.Point) [][]xy {
	const n = 64
	line := make([]xy, 0, n+1)
	for i := range n + 1 {
		share := float64(i) / n
		line = append(line, c.show(orb.Point{from[0] + (to[0]-from[0])*share, from[1] + (to[1]-from[1])*share}))
	}
	var out [][]xy
	for _, part := range clipLine(line, c.px) {
		keep := simple(part)
		thin := make([]xy, len(keep))
		for i, at := range keep {
			thin[i] = part[at]
		}
		out = append(out, thin)
	}
	return out
}

// degree writes what a line of the graticule is where it meets the frame: on the
// left or below, where it comes there and there is room.
func (c *chart) degree(rooms *drawing.Rooms, lines [][]xy, words string, below bool) {
	const hairPx = 0.5
	wide := drawing.WidthPx(words, degreePx)
	for _, line := range lines {
		for _, at := range []xy{line[0], line[len(line)-1]} {
			var room drawing.Room
			switch {
			case below && at.y > c.px.high.y-hairPx:
				room = drawing.Room{X: at.x - wide/2, Y: c.px.high.y + 4, Wide: wide, High: degreePx + 1}
			case !below && at.x < c.px.low.x+hairPx:
				room = drawing.Room{X: c.px.low.x - 5 - wide, Y: at.y - degreePx/2, Wide: wide, High: degreePx + 1}
			default:
				continue
			}
			if !rooms.Free(room) || room.X < 0 || room.X+wide > c.px.high.x+rightPx {
				continue
			}
			rooms.Take(drawing.Room{X: room.X - 4, Y: room.Y, Wide: wide + 8, High: room.High})
			c.Text("degree", drawing.Start, room.X, room.Y+degreePx*0.85, words)
			return
		}
	}
}

// degrees writes a longitude or a latitude in degrees, minutes and seconds, as far
// as a step between lines needs them.
func (t *Texts) degrees(at, step float64, plus, minus string) string {
	letter := plus
	if at < 0 {
		letter = minus
	}
	tenths := int(math.Round(math.Abs(at) * 36000))
	if tenths == 0 || tenths == 180*36000 {
		letter = ""
	}
	words := strconv.Itoa(tenths/36000) + "°"
	if step < 1-1e-9 {
		words += two(tenths/600%60) + "′"
	}
	if step < 1.0/60-1e-9 {
		words += two(tenths / 10 % 60)
		if step < 1.0/3600-1e-9 {
			words += "." + strconv.Itoa(tenths%10)
		}
		words += "″"
	}
	if letter != "" {
		words += " " + letter
	}
	return words
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
