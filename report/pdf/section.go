package pdf

import (
	"strings"

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
		} else if drawn(&s.Figures[0]) {
			keep = p.least(&s.Figures[0])
			for _, t := range s.Text {
				keep += float64(len(lines(t, bodyFont, d.Room().Wide())))*bodyFont.Height() + 4
			}
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
const leastShare = 0.45

// mostShare is the share of a turned page that has to be left for a wide picture.
const mostShare = 0.7

// aroundPt is about how much of a page's height title, caption and foot take.
const aroundPt = 120

// sideways reports whether a picture stands on a page turned sideways: a wide one
// that is larger there.
func (p *printer) sideways(f *report.Figure) bool {
	if !f.Wide || !drawn(f) {
		return false
	}
	upright, turned := p.doc.Wides()
	return scale(f.Drawing, turned, upright-aroundPt) > scale(f.Drawing, upright, turned-aroundPt)
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
	switch {
	case p.sideways(f):
		if !d.Turned() || d.Left() < mostShare*(d.Room().Bottom-d.Room().Top) {
			d.Page(true)
		}
	case d.Turned():
		d.Page(false)
	default:
		if d.Skip(4); d.Left() < p.least(f) {
			d.Page(false)
		}
	}
	room := d.Room()
	k := scale(f.Drawing, room.Wide(), d.Left()-p.below(f))
	d.Bookmark(1, called(f))
	d.Picture(f.Drawing, room.Left+(room.Wide()-f.Drawing.WidthPx*k)/2, d.Y, k)
	d.Y += f.Drawing.HeightPx*k + 4
	d.Paragraph(f.Caption, smallFont)
	d.Skip(6)
}

// below is how much room the caption of a picture takes.
func (p *printer) below(f *report.Figure) float64 {
	return float64(len(lines(f.Caption, smallFont, p.doc.Room().Wide())))*smallFont.Height() + 6
}

// least is how much of a page has to be left for a picture and its caption.
func (p *printer) least(f *report.Figure) float64 {
	room := p.doc.Room()
	below, whole := p.below(f), room.Bottom-room.Top
	return min(f.Drawing.HeightPx*scale(f.Drawing, room.Wide(), whole-below), leastShare*whole) + below
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
// Letters of others get smaller until rows have so many lines in the mean, or so many times
// those that they have anyway.
const (
	mostHighPt = 300
	uprightPt  = 7.5
	mostHigher = 1.6
	mostLines  = 2.2
	mostMore   = 1.2
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

// unlimitedPt is wide enough for all lines.
const unlimitedPt = 1e6

// sized chooses the size of letters of a table that is so wide, and returns how
// high it is then; 0 where words do not fit even at the least.
func sized(t *paper.Table, wide float64) float64 {
	for _, size := range tableSizes {
		t.SizePt = size
		if t.Least() > wide {
			continue
		}
		most := max(mostHighPt, mostLines*size*1.3*float64(len(t.Rows)+2), mostMore*t.High(unlimitedPt))
		if high := t.High(wide); high <= most || size == tableSizes[len(tableSizes)-1] {
			return high
		}
	}
	return 0
}

// laidOut returns the columns and rows of a table that are for paper.
func laidOut(t *report.Table) *paper.Table {
	out := &paper.Table{}
	shown := t.Stacks()
	for _, stack := range shown {
		column := paper.Column{Right: true}
		titles := make([]string, len(stack))
		for k, i := range stack {
			c := &t.Columns[i]
			titles[k] = c.Title
			column.Right = column.Right && (c.Type == report.Number || c.Type == report.Count)
			column.Share = max(column.Share, c.Share)
		}
		column.Title = strings.Join(titles, "\n")
		out.Columns = append(out.Columns, column)
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
func cells(row []report.Cell, shown [][]int) []string {
	out := make([]string, len(shown))
	for k, stack := range shown {
		texts := make([]string, len(stack))
		for j, i := range stack {
			if i < len(row) {
				texts[j] = words(&row[i])
			}
		}
		out[k] = strings.Join(report.Stacked(texts), "\n")
	}
	return out
}

func words(c *report.Cell) string {
	if code, ok := c.Value.(string); ok && code != "" {
		return paper.Or(c.Text, code)
	}
	return c.Text
}
