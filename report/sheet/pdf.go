package sheet

import (
	"errors"
	"io"

	"lindero/report/paper"
)

// marginPt is the margin of a sheet, in points: what printers leave white, and a
// little for a thumb.
const marginPt = 28

// leastPt is the least size of type, in points.
const leastPt = 7

// fit is a way to lay out a sheet: a size of type, how much room map and notes have
// at least, and whether beats take as few lines as they can.
type fit struct {
	size, mapPt, notesPt float64
	tight                bool
}

// fits are tried in order, and the last one leaves out what has no room.
var fits = []fit{
	{11, 220, 80, false}, {10, 200, 70, false}, {9.5, 190, 70, false}, {9, 190, 70, false}, {8.5, 190, 60, false},
	{8, 185, 60, false}, {7.5, 180, 45, false}, {leastPt, 180, 45, false}, {leastPt, 150, 40, true}, {leastPt, 140, 25, true},
}

// mostMapPt is how tall a map may be: half a page.
const mostMapPt = 330

// mapPx is how many points a pixel of a map is: names on maps are of 9 pixels, and
// so of 7 points.
const mapPx = leastPt / 9.0

// mapGrows is the part of what is left of a page that the map gets; notes get the
// rest.
const mapGrows = 0.7

// mapShare is the part of the page's width that the map has.
const mapShare = 0.64

// WritePDF writes sheets as a PDF, each on one page of a size, with a bookmark each.
// Type is made smaller, down to 7 points, until all fits; what still does not is
// left out, and the page says what. Nothing is written where it fails.
func WritePDF(w io.Writer, sheets []*Sheet, size paper.Size) error {
	if len(sheets) == 0 {
		return errors.New("there is no sheet to write")
	}
	first := sheets[0]
	title := first.Lang.T("sector sheet") + ": " + first.Subject
	if len(sheets) == 1 {
		title += ", " + first.Title
	}
	doc := paper.New(size, paper.Info{Title: title, Lang: first.Lang, Version: first.Version, Made: first.Start, Foot: first.Notice, Loose: true, MarginPt: marginPt})
	for _, s := range sheets {
		doc.Page(false)
		doc.Bookmark(0, s.Title)
		s.draw(doc)
	}
	return doc.Write(w)
}

// layout is what has been decided of a page.
type layout struct {
	pen     pen // at its beginning, with the size of type
	bottom  float64
	mapHigh float64 // what the map may take; 0: there is none
	beats   int     // that are set
	times   timetable
}

// draw sets a sheet on the last page.
func (s *Sheet) draw(doc *paper.Doc) {
	room := doc.Room()
	l := s.lay(pen{left: room.Left, y: room.Top, wide: room.Wide()}, room.Bottom)
	p := l.pen
	p.doc = doc
	s.head(&p)
	s.middle(&p, l)
	s.beats(&p, l.beats)
	l.times.fill(&p)
	s.times(&p, l.times)
	lower := l.bottom - s.footHigh(&p) - 2
	s.notes(&p, lower)
	p.y = lower
	s.foot(&p)
}

// middle sets the map, and beside it what to do and who walks beside.
func (s *Sheet) middle(p *pen, l layout) {
	if l.mapHigh == 0 {
		s.beside(p)
		return
	}
	wide := p.wide * mapShare
	besides := p.at(p.left+wide+p.columnGap(), p.y, p.wide-wide-p.columnGap())
	s.beside(besides)
	high := l.mapHigh
	if p.doc != nil {
		const px = mapPx
		high = 0
		if d := s.Map(wide/px, l.mapHigh/px); d != nil {
			scale := min(px, wide/d.WidthPx, l.mapHigh/d.HeightPx)
			p.doc.Picture(d, p.left+(wide-d.WidthPx*scale)/2, p.y, scale)
			high = d.HeightPx * scale
		}
	}
	p.y = max(besides.y, p.y+high)
}

// lay decides how a sheet is laid out on a page that ends at a bottom.
func (s *Sheet) lay(p pen, bottom float64) layout {
	l := layout{pen: p, bottom: bottom, beats: len(s.Beats)}
	for _, f := range fits {
		l.pen.size, l.pen.tight = f.size, f.tight
		if s.Map != nil {
			l.mapHigh = f.mapPt
		}
		if free := s.try(&l, f); free >= 0 {
			if s.Map != nil {
				s.growMap(&l, free)
			}
			return l
		}
	}
	s.leaveOut(&l, fits[len(fits)-1])
	return l
}

// try lays out all in a size of type, and returns how much room is left; less than
// none where it does not fit.
func (s *Sheet) try(l *layout, f fit) float64 {
	p := l.pen
	s.head(&p)
	s.middle(&p, *l)
	s.beats(&p, l.beats)
	room := l.bottom - p.y - f.notesPt - s.footHigh(&p) - 4
	l.times = s.oneColumn(&p)
	if l.times.wide() > p.wide {
		return -1
	}
	words := s.wordsHigh(&p, l.times)
	l.times.spread(&p, room-words)
	return room - words - l.times.high(&p)
}

// growMap gives the map most of what is left.
func (s *Sheet) growMap(l *layout, free float64) {
	// Beside the map there may be more than it needs: so far it grows for nothing.
	bare, p := l.pen, l.pen
	s.head(&bare)
	s.head(&p)
	s.middle(&p, layout{mapHigh: 1})
	besides := p.y - bare.y
	l.mapHigh = min(mostMapPt, max(l.mapHigh, besides)+free*mapGrows)
}

// leaveOut leaves out the beats that take more than a third of the page, and then the
// sorties that have no room.
func (s *Sheet) leaveOut(l *layout, f fit) {
	for ; l.beats > 1; l.beats-- {
		p := l.pen
		s.head(&p)
		s.middle(&p, *l)
		from := p.y
		if s.beats(&p, l.beats); p.y-from <= (l.bottom-l.pen.y)/3 {
			break
		}
	}
	p := l.pen
	s.head(&p)
	s.middle(&p, *l)
	s.beats(&p, l.beats)
	l.times = s.oneColumn(&p)
	l.times.rows = 0
	room := l.bottom - p.y - f.notesPt - s.footHigh(&p) - 4 - s.wordsHigh(&p, l.times)
	l.times.rows = len(s.Times)
	l.times.spread(&p, room)
	l.times.fewer(&p, room)
}

// wordsHigh is how tall what belongs to a timetable is, but for the table.
func (s *Sheet) wordsHigh(p *pen, t timetable) float64 {
	c := *p
	s.times(&c, t)
	return c.y - p.y - t.high(p)
}

func (s *Sheet) footHigh(p *pen) float64 {
	c := *p
	c.doc = nil
	s.foot(&c)
	return c.y - p.y
}
