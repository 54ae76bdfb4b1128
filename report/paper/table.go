package paper

import (
	"lindero/data/drawing"
)

// Table is a table on pages. It is measured once: nothing but SizePt is to change
// after its first use.
type Table struct {
	Columns []Column
	Rows    [][]string
	Total   []string // a last row, set apart; nil: none
	SizePt  float64  // of its letters; 0 is 8

	ems []need // of columns at a size of one point, once they are measured
}

// Column is a column of a table.
type Column struct {
	Title string
	Right bool // of numbers: to the right
	// Share is how much of what is left over it gets beside others; 0 is 1.
	Share float64
}

// Rooms and limits of cells.
const (
	cellPt    = 3  // left and right of words
	rowPt     = 2  // above and below them
	leastPt   = 16 // the least width of a column, without its rooms
	looselyPt = 14 // at most between columns, where all fits
	mostWord  = 90 // longer words are broken
	mostLines = 30 // of a cell; what is more is cut, and ends in …
)

func (t *Table) font() Font {
	if t.SizePt > 0 {
		return Font{SizePt: t.SizePt}
	}
	return Font{SizePt: 8}
}

// need is how wide a column is: its longest word, and its longest line.
type need struct{ word, line float64 }

// needs returns what columns need: wide enough that no word is broken, and that no
// line is.
func (t *Table) needs() []need {
	if t.ems == nil {
		t.measure()
	}
	out := make([]need, len(t.ems))
	for i, n := range t.ems {
		size := t.font().SizePt
		least := max(leastPt, min(n.word*size, mostWord))
		out[i] = need{least + 2*cellPt, max(least, n.line*size) + 2*cellPt}
	}
	return out
}

// measure finds the longest words and lines, at a size of one point.
func (t *Table) measure() {
	t.ems = make([]need, len(t.Columns))
	for i := range t.Columns {
		n := &t.ems[i]
		longer := func(text string, bold bool) {
			words, _ := Readable(text)
			f := Font{SizePt: 1, Bold: bold}
			n.line, n.word = max(n.line, longest(words, f, false)), max(n.word, longest(words, f, true))
		}
		longer(t.Columns[i].Title, true)
		for _, row := range t.Rows {
			if i < len(row) {
				longer(row[i], false)
			}
		}
		if i < len(t.Total) {
			longer(t.Total[i], true)
		}
	}
}

// longest returns the width of the longest line of words, or of the longest word.
func longest(words string, f Font, word bool) float64 {
	most, start := 0.0, 0
	for i, r := range words {
		if r == '\n' || word && r == ' ' {
			most = max(most, Width(words[start:i], f))
			start = i + 1
		}
	}
	return max(most, Width(words[start:], f))
}

// Least returns how wide a table has to be so that words of usual length are not
// broken.
func (t *Table) Least() float64 {
	least := 0.0
	for _, n := range t.needs() {
		least += n.word
	}
	return least
}

func sum(of []float64) float64 {
	all := 0.0
	for _, v := range of {
		all += v
	}
	return all
}

// widths returns how wide each column is drawn: no narrower than its words, and
// what is left over goes to all alike, by their shares, until their lines fit. So
// short columns keep to one line.
func (t *Table) widths(wide float64) []float64 {
	needs := t.needs()
	out := make([]float64, len(needs))
	for i, n := range needs {
		out[i] = n.word
	}
	if have := sum(out); have > wide {
		for i := range out {
			out[i] *= wide / have
		}
		return out
	}
	for left := wide - sum(out); left > 0.01; left = wide - sum(out) {
		shares := 0.0
		for i, c := range t.Columns {
			if out[i] < needs[i].line {
				shares += c.share()
			}
		}
		if shares == 0 {
			break
		}
		for i, c := range t.Columns {
			if out[i] < needs[i].line {
				out[i] = min(needs[i].line, out[i]+left*c.share()/shares)
			}
		}
	}
	left := wide - sum(out)
	for i := range out { // all fits: columns stand a little apart
		out[i] += min(left/float64(len(out)), looselyPt)
	}
	return out
}

func (c Column) share() float64 {
	if c.Share > 0 {
		return c.Share
	}
	return 1
}

// row is a row that is laid out.
type row struct {
	cells [][]string
	lost  bool
	font  Font
}

func (t *Table) row(texts []string, widths []float64, f Font) row {
	out := row{cells: make([][]string, len(widths)), font: f}
	for i := range widths {
		if i >= len(texts) {
			continue
		}
		words, whole := Readable(texts[i])
		out.lost = out.lost || !whole
		lines := Lines(words, f, widths[i]-2*cellPt)
		if len(lines) > mostLines {
			lines = append(lines[:mostLines:mostLines], "…")
		}
		out.cells[i] = lines
	}
	return out
}

func (r row) high() float64 {
	lines := 1
	for _, c := range r.cells {
		lines = max(lines, len(c))
	}
	return float64(lines)*r.font.Height() + 2*rowPt
}

// High returns how high a table is that is so wide, if it is not broken.
func (t *Table) High(wide float64) float64 {
	f := t.font()
	head := f
	head.Bold = true
	widths := t.widths(wide)
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	high := t.row(titles, widths, head).high() + f.SizePt*0.5
	for _, texts := range t.Rows {
		high += t.row(texts, widths, f).high()
	}
	if t.Total != nil {
		high += t.row(t.Total, widths, head).high()
	}
	return high
}

// Table draws a table over the width of the page from Y on. Its head is repeated
// on each page, and no row is broken unless it is longer than half a page.
func (d *Doc) Table(t *Table) {
	if len(t.Columns) == 0 {
		return
	}
	f := t.font()
	head := f
	head.Bold = true
	widths := t.widths(d.Room().Wide())
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	s := setting{d, t, widths, t.row(titles, widths, head)}
	if len(t.Rows) > 0 {
		d.Need(s.head.high() + min(t.row(t.Rows[0], widths, f).high(), d.Room().Bottom/2))
	}
	s.begin()
	for i, texts := range t.Rows {
		r := t.row(texts, widths, f)
		need := r.high()
		switch { // so that no row stands alone
		case i == len(t.Rows)-1 && t.Total != nil:
			need += t.row(t.Total, widths, head).high()
		case i == len(t.Rows)-2 && t.Total == nil:
			need += t.row(t.Rows[i+1], widths, f).high()
		}
		s.put(r, need, "#d0d0d0")
	}
	if t.Total != nil {
		r := t.row(t.Total, widths, head)
		s.put(r, r.high(), "")
	}
	d.Y += f.SizePt * 0.5
}

// setting is a table that is being drawn.
type setting struct {
	d      *Doc
	t      *Table
	widths []float64
	head   row
}

// begin draws the head.
func (s *setting) begin() {
	s.d.Fill(s.d.Room().Left, s.d.Y, sum(s.widths), s.head.high(), "#e8ecf1")
	s.lines(s.head, 0)
	s.d.Y += s.head.high()
	s.rule("#666666", 0.8)
}

// put draws a row, on the next page where there is no room for what it needs.
func (s *setting) put(r row, need float64, rule string) {
	room := s.d.Room()
	if need <= (room.Bottom-room.Top)/2 || r.high() > s.d.Left() && s.d.Left() < 4*r.font.Height() {
		if s.d.Need(need) {
			s.begin()
		}
	}
	for from := 0; ; {
		fit := max(1, int((s.d.Left()-2*rowPt)/r.font.Height()))
		left := s.lines(r, from)
		if left <= fit {
			s.d.Y += float64(max(1, left))*r.font.Height() + 2*rowPt
			break
		}
		from += fit
		s.d.Page(s.d.Turned())
		s.begin()
	}
	if rule != "" {
		s.rule(rule, 0.4)
	}
}

// lines writes the lines of a row from one on, as many as there is room for, and
// returns how many there were.
func (s *setting) lines(r row, from int) int {
	fit := max(1, int((s.d.Left()-2*rowPt)/r.font.Height()))
	if r.lost {
		s.d.last().lost = true
	}
	most, x := 0, s.d.Room().Left
	for i, cell := range r.cells {
		cell = cell[min(from, len(cell)):]
		most = max(most, len(cell))
		at, anchor := x+cellPt, drawing.Start
		if s.t.Columns[i].Right {
			at, anchor = x+s.widths[i]-cellPt, drawing.End
		}
		for k, line := range cell[:min(fit, len(cell))] {
			s.d.put(at, s.d.Y+rowPt+r.font.SizePt+float64(k)*r.font.Height(), anchor, line, r.font)
		}
		x += s.widths[i]
	}
	return most
}

func (s *setting) rule(rgb string, wide float64) {
	left := s.d.Room().Left
	s.d.Stroke(left, s.d.Y, left+sum(s.widths), s.d.Y, wide, rgb)
}
