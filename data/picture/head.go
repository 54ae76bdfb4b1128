package picture

import (
	"math"
	"strconv"
	"strings"

	"lindero/data/drawing"
	"lindero/planner"
)

// The sizes of what stands above the lines, in pixels.
const (
	titlePx   = 20
	textPx    = 12
	smallPx   = 10
	linePx    = 17 // from one line of text to the next
	bandPx    = 15 // of the kinds of border
	rowPx     = 19 // of the sectors of a layer
	leadPx    = 18 // from the name of a meeting point to the border
	longestPx = 210
	mostRows  = 12 // of layers
)

// head draws what stands above the lines, and finds where they begin.
func (d *canvas) head() {
	y := 34.0
	d.Text("title", drawing.Start, d.left, y, drawing.Fitting(d.heading(), titlePx, d.wide))
	for _, says := range append([]string{d.period()}, d.texts.Says...) {
		for _, line := range drawing.Wrapped(says, textPx, d.wide) {
			y += linePx
			d.Text("says", drawing.Start, d.left, y, line)
		}
	}
	y += 12
	y = d.meetingPoints(y)
	y = d.kinds(y)
	y = d.brackets(y)
	d.top = y + 20
	d.bottom = d.base() + 22
}

// period says which time is drawn, and by whose clocks.
func (d *canvas) period() string {
	full := func(h float64) string {
		at := d.at(h)
		return d.texts.date(at) + " " + strconv.Itoa(at.Year()) + ", " + clock(at)
	}
	return full(d.fromH) + " – " + full(d.toH) + " (" + d.loc.String() + ")"
}

// meetingPoints draws their names, as many as there is room for, those in use
// first, and a tick at each.
func (d *canvas) meetingPoints(y float64) float64 {
	named := d.named()
	tall := 0.0
	for _, n := range named {
		tall = max(tall, drawing.WidthPx(n.words, smallPx)*sin60)
	}
	if len(d.p.MeetingPoints) > 0 {
		tall += leadPx + 8
	}
	y += tall
	for i := range d.p.MeetingPoints {
		m := &d.p.MeetingPoints[i]
		if at, _ := d.place(m.ChainageM, 0); len(d.p.MeetingPoints) <= mostTicks || len(m.Pairs) > 0 {
			d.Line("tick", at.X, y-5, at.X, y)
		}
	}
	for _, n := range named {
		class := "point"
		if !n.used {
			class = "idle"
		}
		d.Line("lead", n.x, y-5, n.tip, y-leadPx+2)
		d.Turned(class, drawing.Start, n.tip+3, y-leadPx, -60, n.words)
	}
	return y
}

const (
	sin60     = 0.8660254
	cos60     = 0.5
	namePx    = 14.0 // from one name to the next, across
	mostTicks = 2000
)

// name is the name of a meeting point: of what is at x, written from tip.
type name struct {
	x, tip float64
	words  string
	used   bool
}

// named returns the names that there is room for, apart, in order along the
// border.
func (d *canvas) named() []name {
	var out []name
	for _, used := range []bool{true, false} {
		for i := range d.p.MeetingPoints {
			m := &d.p.MeetingPoints[i]
			if used != (len(m.Pairs) > 0) {
				continue
			}
			at, _ := d.place(m.ChainageM, 0)
			out = insert(out, name{x: at.X, tip: at.X, words: d.short(m, at.X), used: used},
				point{X: d.left, Y: d.right()})
		}
	}
	return out
}

// short returns the name of a meeting point, as much of it as fits.
func (d *canvas) short(m *planner.MeetingPoint, x float64) string {
	return drawing.Abridged(pointName(m), smallPx, min(longestPx, (d.right()+marginPx-8-x)/cos60))
}

func pointName(m *planner.MeetingPoint) string {
	if m.Name != "" {
		return m.Name
	}
	return m.ID
}

// insert puts a name among others that are in order: those in use push their
// neighbours aside where all have room in the end, others stay where they are
// or are left out.
func insert(names []name, n name, ends point) []name {
	i := 0
	for i < len(names) && names[i].x <= n.x {
		i++
	}
	if !n.used {
		if i > 0 && n.x-names[i-1].tip < namePx || i < len(names) && names[i].tip-n.x < namePx {
			return names
		}
	} else if float64(len(names)+1)*namePx > ends.Y-ends.X {
		return names
	}
	out := append(append(append(make([]name, 0, len(names)+1), names[:i]...), n), names[i:]...)
	if n.used && !spread(out, ends) {
		return names
	}
	return out
}

// mostAsidePx is how far a name stands aside of its place at most.
const mostAsidePx = 40

// spread sets names apart, as near to their places as can be, and reports
// whether none is too far.
func spread(names []name, ends point) bool {
	// Neighbours that touch are a group, which lies where its members are on
	// average.
	type group struct {
		sum float64 // of where the members would have its first one
		n   int
	}
	var groups []group
	start := func(g group) float64 {
		return min(max(g.sum/float64(g.n), ends.X), ends.Y-float64(g.n-1)*namePx)
	}
	for i := range names {
		g := group{names[i].x, 1}
		for len(groups) > 0 {
			last := groups[len(groups)-1]
			if start(last)+float64(last.n)*namePx <= start(g) {
				break
			}
			g = group{last.sum + g.sum - float64(g.n*last.n)*namePx, last.n + g.n}
			groups = groups[:len(groups)-1]
		}
		groups = append(groups, g)
	}
	i, good := 0, true
	for _, g := range groups {
		for k := range g.n {
			names[i].tip = start(g) + float64(k)*namePx
			good = good && math.Abs(names[i].tip-names[i].x) <= mostAsidePx
			i++
		}
	}
	return good
}

// kinds draws the band of the border's stretches, their kinds and names.
func (d *canvas) kinds(y float64) float64 {
	named := false
	for i, fromM := range d.l.BorderFromM {
		r := &d.l.Routes[i]
		toM := fromM + r.Line.LengthM()
		x, wide := d.x(d.within(fromM)), d.x(d.within(toM))-d.x(d.within(fromM))
		label := r.Name
		if label == "" {
			label = r.ID
		}
		d.Open("kind", label+"\n"+word(d.texts.Kinds, string(r.Kind))+", km "+d.texts.km(fromM)+"–"+d.texts.km(toM))
		d.Rect("band k"+string(r.Kind), x, y, wide, bandPx)
		if letter := d.texts.Letters[string(r.Kind)]; wide >= bandPx {
			d.Text("letter", drawing.Middle, x+wide/2, y+bandPx-3.5, letter)
		}
		if words := drawing.Fitting(label, smallPx, wide-8); words != "" {
			d.Text("stretch", drawing.Middle, x+wide/2, y+bandPx+12, words)
			named = true
		}
		d.Close()
	}
	if named {
		return y + bandPx + 16
	}
	return y + bandPx
}

// brackets draws the sectors, a row for each layer.
func (d *canvas) brackets(y float64) float64 {
	y += 4
	for k := range min(len(d.p.Layers), mostRows) {
		layer := d.p.Layers[k].Name
		if len(d.p.Layers) > 1 {
			d.Text("row", drawing.End, d.left-8, y+13, drawing.Fitting(word(d.texts.Layers, layer), smallPx, marginPx-12))
		}
		for i := range d.p.Sectors {
			if s := &d.p.Sectors[i]; s.Layer == layer {
				d.bracket(s, y)
			}
		}
		y += rowPx
	}
	return y
}

func (d *canvas) bracket(s *planner.Sector, y float64) {
	number := d.pairName(s.Pair)
	if i := strings.LastIndexByte(number, ' '); i >= 0 {
		number = number[i+1:] // the row says which layer
	}
	d.Open("sector "+d.colour(s.Pair), d.who(s.Pair)+"\nkm "+d.texts.km(d.shown(s.FromM))+"–"+d.texts.km(d.shown(s.ToM)))
	for _, span := range d.span(s.FromM, s.ToM) {
		a, b := d.x(span[0])+1, d.x(span[1])-1
		if b < a {
			a, b = (a+b)/2, (a+b)/2
		}
		around := []point{{X: a, Y: y + 14}, {X: a, Y: y + 9}, {X: b, Y: y + 9}, {X: b, Y: y + 14}}
		lines := [][]point{around}
		if wide := drawing.WidthPx(number, textPx); wide <= b-a-4 {
			lines = [][]point{append(around[:2:2], point{X: (a+b-wide)/2 - 2, Y: y + 9}),
				append([]point{{X: (a+b+wide)/2 + 2, Y: y + 9}}, around[2:]...)}
			d.Text("number", drawing.Middle, (a+b)/2, y+13, number)
		}
		d.Path("bracket", lines...)
	}
	d.Close()
}

// shown brings a chainage that counts on round a ring within the border.
func (d *canvas) shown(m float64) float64 { return d.within(m - d.turn(m)) }
