package pdf

import (
	"lindero/data/drawing"
	"lindero/report"
	"lindero/report/paper"
)

// section writes a section: its words, pictures and tables. Its title stands on a
// page as what comes first below it needs: upright or turned.
func (p *printer) section(s *report.Section) {
	tables := make([]*paper.Table, len(s.Tables))
	for i, t := range s.Tables {
		if t != nil {
			tables[i] = laidOut(t)
		}
	}
	p.heading(s, tables)
	for _, t := range s.Text {
		p.doc.Paragraph(t, bodyFont)
		p.doc.Skip(4)
	}
	for i := range s.Figures {
		p.figure(&s.Figures[i])
	}
	for i, t := range s.Tables {
		if t != nil {
			p.table(s.Title, t, tables[i])
		}
	}
}

// heading begins a section.
func (p *printer) heading(s *report.Section, tables []*paper.Table) {
	d := p.doc
	keep := 3 * bodyFont.Height()
	turned := false
	switch {
	case len(s.Figures) > 0:
		if turned = p.sideways(&s.Figures[0]); turned {
			keep = d.Room().Bottom // alone on its page
		}
	case len(tables) > 0 && tables[0] != nil:
		turned = p.turned(tables[0])
		keep = 110
	}
	if turned != d.Turned() {
		d.Page(turned)
	}
	p.title(s.ID, s.Title, keep)
}

// title writes the title of a section, and keeps so much room with it.
func (p *printer) title(id, title string, keep float64) {
	d := p.doc
	d.Skip(12)
	d.Need(float64(len(lines(title, sectionFont, d.Room().Wide()))+1)*sectionFont.Height() + keep)
	p.reached(id)
	d.Heading(0, title, sectionFont, 0)
}

// leastShare is the least share of a page that a picture gets before it goes to
// the next.
const leastShare = 0.3

// mostShare is the share of a turned page that has to be left for a wide picture.
const mostShare = 0.7

// sideways reports whether a picture stands on a page turned sideways: a wide one
// that is larger there.
func (p *printer) sideways(f *report.Figure) bool {
	if !f.Wide || !drawn(f) {
		return false
	}
	upright, turned := p.doc.Wides()
	return scale(f.Drawing, turned, upright) > scale(f.Drawing, upright, turned)
}

// drawn reports whether a picture has something to draw.
func drawn(f *report.Figure) bool {
	return f.Drawing != nil && f.Drawing.WidthPx > 0 && f.Drawing.HeightPx > 0
}

// figure writes a picture with its words: as large as the page allows, but no
// larger than its own size, and a wide one alone on a page turned sideways.
func (p *printer) figure(f *report.Figure) {
	d := p.doc
	if !drawn(f) {
		p.words(f)
		return
	}
	words := lines(f.Caption, smallFont, d.Room().Wide())
	below := float64(len(words))*smallFont.Height() + 6
	switch {
	case p.sideways(f):
		if !d.Turned() || d.Left() < mostShare*(d.Room().Bottom-d.Room().Top) {
			d.Page(true)
		}
	case d.Turned():
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
	d.Bookmark(1, called(f))
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

// called is what a picture is called in the outline.
func called(f *report.Figure) string {
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

// Sizes of letters in tables.
var tableSizes = []float64{8, 7.5, 7, 6.5}

// table writes a table of a section: upright where it fits, else turned sideways.
func (p *printer) table(section string, t *report.Table, out *paper.Table) {
	d := p.doc
	if len(out.Columns) == 0 {
		return
	}
	if turned := p.turned(out); turned != d.Turned() {
		// A short one may stay on a turned page, where all of it fits.
		if turned || out.High(d.Room().Wide())+60 > d.Left() {
			d.Page(turned)
		}
	}
	if d.Need(60); t.Title == section { // no need to say it twice
		d.Bookmark(1, t.Title)
	} else {
		d.Heading(1, t.Title, partFont, 60)
	}
	if d.Table(out); len(t.Rows) == 0 {
		d.Paragraph(p.d.Lang.T("empty table"), smallFont)
	}
	d.Paragraph(report.CutAt(p.d, t, MostRows), smallFont)
	d.Paragraph(t.Note, smallFont)
	d.Skip(6)
}

// Limits of tables. Upright ones that are higher than mostHighPt have letters of
// uprightPt or more, and are at most so many times as high as on a turned page.
// Letters get smaller until rows have so many lines in the mean.
const (
	mostHighPt = 300
	uprightPt  = 7.5
	mostHigher = 1.6
	mostLines  = 2.2
)

// turned chooses the size of letters of a table, and whether its page is turned,
// by its first rows.
func (p *printer) turned(t *paper.Table) bool {
	upright, sideways := p.doc.Wides()
	first := &paper.Table{Columns: t.Columns, Rows: t.Rows[:min(len(t.Rows), 100)], Total: t.Total}
	high := sized(first, sideways)
	t.SizePt = first.SizePt
	low := sized(first, upright)
	if low == 0 || low > mostHighPt && high > 0 && (first.SizePt < uprightPt || low > mostHigher*high) {
		return true
	}
	t.SizePt = first.SizePt
	return false
}

// sized chooses the size of letters of a table that is so wide, and returns how
// high it is then; 0 where words do not fit even at the least.
func sized(t *paper.Table, wide float64) float64 {
	for _, size := range tableSizes {
		t.SizePt = size
		if t.Least() > wide {
			continue
		}
		if high := t.High(wide); high <= mostLines*size*1.3*float64(len(t.Rows)+2) || size == tableSizes[len(tableSizes)-1] {
			return high
		}
	}
	return 0
}

// laidOut returns the columns and rows of a table that are for paper.
func laidOut(t *report.Table) *paper.Table {
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
