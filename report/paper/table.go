package paper

import (
	"lindero/data/drawing"
)

// Table is a table on pages.
type Table struct {
	Columns []Column
	Rows    [][]string
	Total   []string // a last row, set apart; nil: none
	SizePt  float64  // of its letters; 0 is 8
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
	leastPt   = 24 // the least width of a column, without its rooms
	mostWord  = 90 // longer words are broken
	mostLines = 30 // of a cell; what is more is cut, and ends in …
)

func (t *Table) font() Font {
	if t.SizePt > 0 {
		return Font{SizePt: t.SizePt}
	}
	return Font{SizePt: 8}
}

// need returns how wide each column has to be so that no word is broken, and how
// wide it would like to be so that no line is.
func (t *Table) need() (least, liked []float64) {
	f := t.font()
	head := f
	head.Bold = true
	least, liked = make([]float64, len(t.Columns)), make([]float64, len(t.Columns))
	for i := range t.Columns {
		least[i] = leastPt
		measure := func(text string, f Font) {
			words, _ := Readable(text)
			liked[i] = max(liked[i], longest(words, f, false))
			least[i] = max(least[i], min(mostWord, longest(words, f, true)))
		}
		measure(t.Columns[i].Title, head)
		for _, row := range t.Rows {
			if i < len(row) {
				measure(row[i], f)
			}
		}
		if i < len(t.Total) {
			measure(t.Total[i], head)
		}
		liked[i] = max(liked[i], least[i]) + 2*cellPt
		least[i] += 2 * cellPt
	}
	return least, liked
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
	least, _ := t.need()
	return sum(least)
}

func sum(of []float64) float64 {
	all := 0.0
	for _, v := range of {
		all += v
	}
	return all
}

// widths returns how wide each column is drawn.
func (t *Table) widths(wide float64) []float64 {
	least, liked := t.need()
	have, want := sum(least), sum(liked)
	out := make([]float64, len(least))
	shares := 0.0
	for _, c := range t.Columns {
		shares += c.share()
	}
	for i, c := range t.Columns {
		switch {
		case want <= wide: // all fits: what is left goes to those that ask for it
			out[i] = liked[i] + min((wide-want)*c.share()/shares, liked[i])
		case have <= wide:
			out[i] = least[i] + (wide-have)*(liked[i]-least[i])/(want-have)
		default:
			out[i] = least[i] * wide / have
		}
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
		if i == len(t.Rows)-1 && t.Total != nil {
			need += t.row(t.Total, widths, head).high() // so that it does not stand alone
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
