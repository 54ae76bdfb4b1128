package sheet

import (
	"errors"
	"io"

	"lindero/data/drawing"
	"lindero/report/paper"
)

// leastPt is the least size of type, in points.
const leastPt = 7

// fit is a way to lay out a sheet: a size of type, and how much room map and notes
// have at least.
type fit struct{ size, mapPt, notesPt float64 }

// fits are tried in order, and the last one leaves out what has no room.
var fits = []fit{{9.5, 190, 70}, {9, 180, 70}, {8.5, 170, 60}, {8, 160, 60}, {7.5, 140, 45}, {leastPt, 120, 40}, {leastPt, 80, 25}}

// mostMapPt is how tall a map may be: half a page.
const mostMapPt = 330

// mapShare is the part of the page's width that the map has.
const mapShare = 0.6

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
	doc := paper.New(size, paper.Info{Title: title, Lang: first.Lang, Version: first.Version, Made: first.Start, Foot: first.Notice, Loose: true})
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
	picture *drawing.Drawing
	mapPt   float64 // the height of what stands beside each other: map, and who and what
	beats   int
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
	s.times(&p, l.times)
	foot := p
	foot.doc = nil
	s.foot(&foot)
	lower := l.bottom - (foot.y - p.y) - 2
	s.notes(&p, lower-2)
	p.y = lower
	s.foot(&p)
}

// middle sets the map, and beside it what to do and who walks beside.
func (s *Sheet) middle(p *pen, l layout) {
	if l.picture == nil {
		s.beside(p)
		return
	}
	scale := paper.PointsPerPx
	if p.doc != nil {
		p.doc.Picture(l.picture, p.left, p.y, scale)
	}
	wide := l.picture.WidthPx * scale
	s.beside(p.at(p.left+wide+10, p.y, p.wide-wide-10))
	p.y += l.mapPt
}

// lay decides how a sheet is laid out on a page that ends at a bottom.
func (s *Sheet) lay(p pen, bottom float64) layout {
	l := layout{pen: p, bottom: bottom, beats: len(s.Beats)}
	for i, f := range fits {
		l.pen.size = f.size
		if free, ok := s.try(&l, f); ok && free >= 0 {
			s.grow(&l, f, free)
			return l
		} else if i == len(fits)-1 {
			s.leaveOut(&l, f)
		}
	}
	return l
}

// try lays out all in a size of type, and returns how much room is left.
func (s *Sheet) try(l *layout, f fit) (free float64, ok bool) {
	s.setMap(l, f.mapPt)
	p := l.pen
	s.head(&p)
	s.middle(&p, *l)
	s.beats(&p, l.beats)
	beside := p
	s.foot(&p)
	room := l.bottom - p.y - f.notesPt - 4
	bare := beside
	s.times(&bare, timetable{columns: 1})
	words := bare.y - beside.y
	l.times, ok = s.setTimes(&p, room-words)
	return room - words - l.times.high(&p), ok
}

// setMap draws the map so tall, and no taller than what stands beside it where
// that takes more.
func (s *Sheet) setMap(l *layout, high float64) {
	if s.Map == nil {
		return
	}
	wide := l.pen.wide * mapShare
	besides := l.pen.at(0, 0, l.pen.wide-wide-10)
	s.beside(besides)
	l.mapPt = max(high, besides.y)
	l.picture = s.Map(wide/paper.PointsPerPx, l.mapPt/paper.PointsPerPx)
	if l.picture == nil {
		l.mapPt = 0
		return
	}
	// What is narrower leaves more room beside it.
	besides = l.pen.at(0, 0, l.pen.wide-l.picture.WidthPx*paper.PointsPerPx-10)
	s.beside(besides)
	l.mapPt = max(besides.y, l.picture.HeightPx*paper.PointsPerPx+l.pen.size*0.6)
}
