package sheet

import (
	"strconv"
	"strings"

	"lindero/data/drawing"
	"lindero/report/paper"
)

// The greys of a sheet, which stay apart in print.
const (
	headGrey = "#dddddd"
	rowGrey  = "#f1f1f1"
	noteGrey = "#999999"
)

// head sets whose sheet it is, and of where and when.
func (s *Sheet) head(p *pen) {
	big := paper.Font{SizePt: p.size * 1.9, Bold: true}
	kind := s.Lang.T("sector sheet")
	p.at(p.left, p.y, p.wide).put(p.left+p.wide, drawing.End, kind, p.font(true))
	title := p.at(p.left, p.y-p.size*0.3, p.wide-paper.Width(kind, p.font(true))-p.size)
	title.write(s.Title, big)
	p.y = title.y
	p.write(s.Subject+" · "+s.Period, p.font(false))
	p.write(s.Sector, p.font(true))
	for _, party := range s.Parties {
		p.write(party, p.font(false))
	}
	p.skip(0.3)
	p.rule(p.left, p.wide, 1)
	p.skip(0.6)
}

// beside sets what to do when the other patrol is not there, and who walks beside.
func (s *Sheet) beside(p *pen) {
	p.write(s.AbsentTitle, p.font(true))
	for i, sentence := range s.Absent {
		p.write(sentence, p.font(i == len(s.Absent)-1))
	}
	p.skip(0.6)
	p.write(s.BesideTitle, p.font(true))
	for _, n := range s.Beside {
		p.write(n.Text, p.font(false))
		for _, at := range n.Meets {
			in := p.at(p.left+p.size, p.y, p.wide-p.size)
			s.named(in, at)
			p.y = in.y
		}
	}
	p.skip(0.4)
}

// named sets a place by its name and grid reference: on one line where they fit.
// Where all has to be tight, the name is cut so that they do.
func (s *Sheet) named(p *pen, at Spot) {
	reference := paper.Width(at.MGRS, p.font(true))
	name := at.Name
	if p.tight && at.MGRS != "" {
		name = cut(name, p.wide-reference-p.size/2, p.font(false))
	}
	x := p.left
	if name != "" {
		x += readableWidth(name+" ", p.font(false))
	}
	if at.MGRS == "" || x+reference > p.left+p.wide {
		p.write(name, p.font(false))
		p.write(at.MGRS, p.font(true))
		return
	}
	p.put(p.left, drawing.Start, name, p.font(false))
	p.put(x, drawing.Start, at.MGRS, p.font(true))
	p.skip(leading)
}

// cut is a text on one line, cut where it is too wide, with a sign that it is.
func cut(text string, wide float64, f paper.Font) string {
	if readableWidth(text, f) <= wide {
		return text
	}
	letters := []rune(text)
	for n := len(letters) - 1; n > 0; n-- {
		if shorter := strings.TrimSpace(string(letters[:n])) + "…"; readableWidth(shorter, f) <= wide {
			return shorter
		}
	}
	return "…"
}

// beatShares are the widths of the columns of beats between the first and the
// last, which are as wide as their heads.
var beatShares = [3]float64{0.95, 0.95, 1.1}

// beats sets the first n beats as a table, and says how many it leaves out.
func (s *Sheet) beats(p *pen, n int) {
	p.write(s.BeatsTitle, p.font(true))
	p.skip(0.2)
	x, wide := s.beatColumns(p)
	p.shade(p.left, p.wide, p.size*1.5, headGrey)
	head := p.at(p.left, p.y+p.size*0.15, p.wide)
	for i, text := range s.BeatHead {
		head.put(x[i], drawing.Start, text, p.font(true))
	}
	p.skip(1.6)
	for _, b := range s.Beats[:n] {
		s.beatRow(p, b, x, wide)
	}
	if left := len(s.Beats) - n; left > 0 {
		p.write(s.Lang.Message("Beats that do not fit on this page: %s, from %s on. The calendar file (.ics) of the pair has all.", s.Lang.Count(left), strconv.Itoa(s.Beats[n].Number)), p.font(true))
	}
	p.skip(0.6)
}

// beatColumns returns where the columns of beats begin, and how wide they are.
func (s *Sheet) beatColumns(p *pen) (x, wide [5]float64) {
	gap := p.size
	wide[0], wide[4] = paper.Width(s.BeatHead[0], p.font(true)), paper.Width(s.BeatHead[4], p.font(true))
	room := p.wide - wide[0] - wide[4] - 4*gap - 4
	for i, share := range beatShares {
		wide[i+1] = room * share / 3
	}
	at := p.left + 2
	for i := range x {
		x[i] = at
		at += wide[i] + gap
	}
	return x, wide
}

func (s *Sheet) beatRow(p *pen, b Beat, x, wide [5]float64) {
	lower := p.y
	cell := func(i int, set func(c *pen)) {
		c := p.at(x[i], p.y, wide[i])
		set(c)
		lower = max(lower, c.y)
	}
	spot := func(of Spot) func(c *pen) {
		return func(c *pen) {
			if c.tight {
				s.named(c, of)
			} else {
				c.write(of.Name, c.font(false))
				c.write(of.MGRS, c.font(true))
			}
			c.write(of.Degrees, c.font(false))
		}
	}
	cell(0, func(c *pen) { c.write(strconv.Itoa(b.Number), c.font(true)) })
	cell(1, spot(b.Meet))
	cell(2, spot(b.Part))
	cell(3, func(c *pen) {
		if c.tight {
			c.write(strings.Join(append([]string{b.Walk}, b.Legs...), "; "), c.font(false))
			return
		}
		c.write(b.Walk, c.font(true))
		for _, leg := range b.Legs {
			c.write(leg, c.font(false))
		}
	})
	cell(4, func(c *pen) { c.write(b.Times, c.font(false)) })
	p.y = lower + p.size*0.15
	p.rule(p.left, p.wide, 0.4)
	p.skip(0.15)
}

// foot sets where lines come from.
func (s *Sheet) foot(p *pen) {
	small := paper.Font{SizePt: min(p.size, leastPt), Colour: "#333333"}
	readable, _ := paper.Readable(s.Sources)
	if lines := paper.Lines(readable, small, p.wide); len(lines) > mostSourceLines {
		for i, line := range lines[:mostSourceLines] {
			if i == mostSourceLines-1 {
				line += " …"
			}
			p.write(line, small)
		}
		return
	}
	p.write(s.Sources, small)
}

// mostSourceLines is how many lines sources may take; more are cut, with a sign.
const mostSourceLines = 8

// notes sets room for notes, down to a lower end: lines to write on, where there is
// room for some.
func (s *Sheet) notes(p *pen, lower float64) {
	p.write(s.NotesTitle, p.font(true))
	for p.y += lineApartPt - p.size*leading; p.y <= lower-2; p.y += lineApartPt {
		if p.doc != nil {
			p.doc.Stroke(p.left, p.y, p.left+p.wide, p.y, 0.4, noteGrey)
		}
	}
}

// lineApartPt is how far lines to write on are apart: 7 mm.
const lineApartPt = 20
