package pdf

import (
	"lindero/data/drawing"
	"lindero/report"
	"lindero/report/paper"
)

// section writes a section: its words, pictures and tables.
func (p *printer) section(s *report.Section) {
	keep := 3 * bodyFont.Height()
	if len(s.Text) == 0 && len(s.Figures) == 0 && len(s.Tables) > 0 {
		keep = 90
	}
	p.heading(s.ID, s.Title, keep)
	for _, t := range s.Text {
		p.doc.Paragraph(t, bodyFont)
		p.doc.Skip(4)
	}
	for i := range s.Figures {
		p.figure(&s.Figures[i])
	}
	for _, t := range s.Tables {
		if t != nil {
			p.table(t)
		}
	}
}

// leastShare is the least share of a page that a picture gets before it goes to
// the next.
const leastShare = 0.3

// figure writes a picture with its words: as large as the page allows, but no
// larger than its own size, and a wide one alone on a page turned sideways.
func (p *printer) figure(f *report.Figure) {
	d := p.doc
	if f.Drawing == nil || !(f.Drawing.WidthPx > 0 && f.Drawing.HeightPx > 0) {
		p.words(f)
		return
	}
	words := lines(f.Caption, smallFont, d.Room().Wide())
	below := float64(len(words))*smallFont.Height() + 6
	switch {
	case f.Wide && f.Drawing.WidthPx >= f.Drawing.HeightPx:
		d.Page(true)
	case f.Wide || d.Turned():
		d.Page(false)
	default:
		d.Skip(4)
		high := f.Drawing.HeightPx * scale(f.Drawing, d.Room().Wide(), d.Room().Bottom-d.Room().Top-below)
		if d.Left() < min(high, leastShare*(d.Room().Bottom-d.Room().Top))+below {
			d.Page(false)
		}
	}
	room := d.Room()
	k := scale(f.Drawing, room.Wide(), d.Left()-below)
	d.Bookmark(1, title(f))
	d.Picture(f.Drawing, room.Left+(room.Wide()-f.Drawing.WidthPx*k)/2, d.Y, k)
	d.Y += f.Drawing.HeightPx*k + 4
	d.Paragraph(f.Caption, smallFont)
	d.Skip(6)
}

// words writes what a picture is and shows, where there is none.
func (p *printer) words(f *report.Figure) {
	p.doc.Paragraph(f.Caption, smallFont)
	if f.Alt != f.Caption {
		p.doc.Paragraph(f.Alt, smallFont)
	}
	p.doc.Skip(4)
}

// title is what a picture is called in the outline.
func title(f *report.Figure) string {
	for _, words := range []string{f.Drawing.Title, f.Caption, f.Alt} {
		if words != "" {
			return words
		}
	}
	return f.ID
}

// scale returns the scale that fits a drawing into a room: its own size at most
// a third larger.
func scale(d *drawing.Drawing, wide, high float64) float64 {
	return max(0.01, min(wide/d.WidthPx, high/d.HeightPx, paper.PointsPerPx*4/3))
}

// Sizes of letters in tables: the largest with which no word is broken, else the
// least.
var tableSizes = []float64{8, 7.5, 7, 6.5}

// table writes a table: upright where it fits, else turned sideways.
func (p *printer) table(t *report.Table) {
	out := p.laidOut(t)
	if len(out.Columns) == 0 {
		return
	}
	turned := p.fitted(out)
	if turned != p.doc.Turned() {
		p.doc.Page(turned)
	}
	p.doc.Heading(1, t.Title, partFont, 60)
	if p.doc.Table(out); len(t.Rows) == 0 {
		p.doc.Paragraph(p.d.Lang.T("empty table"), smallFont)
	}
	p.doc.Paragraph(report.CutAt(p.d, t, MostRows), smallFont)
	p.doc.Paragraph(t.Note, smallFont)
	p.doc.Skip(6)
}

// fitted chooses the size of letters of a table, and whether its page is turned.
func (p *printer) fitted(t *paper.Table) (turned bool) {
	upright, sideways := p.doc.Wides()
	for _, turned := range []bool{false, true} {
		for _, size := range tableSizes {
			t.SizePt = size
			if wide := t.Least(); !turned && wide <= upright || turned && wide <= sideways {
				return turned
			}
		}
	}
	return true
}

// laidOut returns the columns and rows of a table that are for paper.
func (p *printer) laidOut(t *report.Table) *paper.Table {
	out := &paper.Table{}
	var shown []int
	for i, c := range t.Columns {
		if !c.DataOnly {
			shown = append(shown, i)
			out.Columns = append(out.Columns, paper.Column{Title: c.Title, Right: c.Type == report.Number || c.Type == report.Count, Share: c.Share})
		}
	}
	for _, row := range t.Rows[:min(len(t.Rows), MostRows)] {
		out.Rows = append(out.Rows, cells(row, shown))
	}
	if len(t.Total) > 0 {
		out.Total = cells(t.Total, shown)
	}
	return out
}

// cells are the words of a row. A name that cannot be written is known by its
// code where there is one.
func cells(row []report.Cell, shown []int) []string {
	out := make([]string, len(shown))
	for k, i := range shown {
		if i >= len(row) {
			continue
		}
		out[k] = row[i].Text
		if code, ok := row[i].Value.(string); ok && code != "" {
			out[k] = paper.Or(row[i].Text, code)
		}
	}
	return out
}

