package sheet

import (
	"math"
	"strings"

	"lindero/data/drawing"
	"lindero/report/paper"
)

// timetable is how the sorties are set: in so many columns side by side.
type timetable struct {
	widths  []float64 // of a column's own columns, by their texts
	columns int
	rows    int // sorties that are set
}

// Measures of the timetable, in sizes of its type.
const (
	mostGap  = 1.6 // more, where there is room
	rowHigh  = 1.32
	headHigh = 2.6 // two lines
)

// cellGap is the room between texts of a row, and columnGap that between columns
// side by side.
func (p *pen) cellGap() float64 {
	if p.tight {
		return 0.3 * p.size
	}
	return 0.5 * p.size
}

func (p *pen) columnGap() float64 {
	if p.tight {
		return 0.9 * p.size
	}
	return 1.3 * p.size
}

// headLines are the words over a column, on two lines: broken at a blank, or where
// a soft hyphen says so.
func headLines(text string) (upper, lower string) {
	if upper, lower, found := strings.Cut(text, "\u00ad"); found {
		return upper + "-", lower
	}
	upper, lower, found := strings.Cut(text, " ")
	if !found {
		return "", upper
	}
	return upper, lower
}

// widths returns how wide the timetable's columns are in a size of type.
func (s *Sheet) widths(p *pen) []float64 {
	out := make([]float64, len(s.TimesHead))
	for i, text := range s.TimesHead {
		upper, lower := headLines(text)
		out[i] = max(readableWidth(upper, p.font(true)), readableWidth(lower, p.font(true)))
		for _, row := range s.Times {
			out[i] = max(out[i], readableWidth(row[i], p.font(i == s.meetColumn())))
		}
		out[i] += p.cellGap()
	}
	return out
}

func readableWidth(words string, f paper.Font) float64 {
	readable, _ := paper.Readable(words)
	return paper.Width(readable, f)
}

// meetColumn is the place of the hour of meeting in a row, which is to be seen:
// it stands before parting, as many after the beat as sides are shown.
func (s *Sheet) meetColumn() int { return 3 + (len(s.TimesHead)-7)/2 }

// oneColumn is the setting of all sorties one below the other.
func (s *Sheet) oneColumn(p *pen) timetable {
	return timetable{s.widths(p), 1, len(s.Times)}
}

// spread sets sorties in as many columns as make the table no taller than asked, or
// as fit on the page.
func (t *timetable) spread(p *pen, tallest float64) {
	step := t.wide() + p.columnGap()
	for t.high(p) > tallest && t.columns < t.rows && step*float64(t.columns+1)-p.columnGap() <= p.wide {
		t.columns++
	}
}

// fill widens the columns to the width of the page, as far as rows can still be
// followed.
func (t *timetable) fill(p *pen) {
	n := float64(t.columns)
	free := p.wide - n*t.wide() - (n-1)*p.columnGap()
	extra := min(free/n/float64(len(t.widths)), mostGap*p.size)
	for i := range t.widths {
		t.widths[i] += max(0, extra)
	}
}

// wide is how wide one column is.
func (t *timetable) wide() float64 {
	sum := 0.0
	for _, w := range t.widths {
		sum += w
	}
	return sum
}

// deep is how many sorties stand one below the other.
func (t *timetable) deep() int { return (t.rows + t.columns - 1) / t.columns }

// high is how tall the table is.
func (t *timetable) high(p *pen) float64 {
	if t.rows == 0 {
		return 0
	}
	return (headHigh + float64(t.deep())*rowHigh) * p.size
}

// fewer leaves out the last sorties, so that the table is no taller than so much.
func (t *timetable) fewer(p *pen, room float64) {
	deep := int(math.Floor(room/p.size/rowHigh - headHigh/rowHigh))
	t.rows = min(t.rows, max(0, deep)*t.columns)
}

// times sets the timetable with its notes, and says how many sorties it leaves out.
func (s *Sheet) times(p *pen, t timetable) {
	p.write(s.TimesTitle, p.font(true))
	p.skip(0.2)
	s.table(p, t)
	p.skip(0.25)
	if left := len(s.Times) - t.rows; left > 0 {
		p.write(s.Lang.Message("Sorties that do not fit on this page: %s, from no. %s on. The calendar file (.ics) of the pair has all.", s.Lang.Count(left), s.Times[t.rows][0]), p.font(true))
	}
	p.write(strings.Join(s.TimesNotes, " "), p.font(false))
	p.skip(0.6)
}

func (s *Sheet) table(p *pen, t timetable) {
	top, deep := p.y, t.deep()
	for c := range t.columns {
		left := p.left + float64(c)*(t.wide()+p.columnGap())
		from, to := c*deep, min((c+1)*deep, t.rows)
		if from >= to {
			break
		}
		col := p.at(left, top, t.wide())
		s.tableHead(col, t)
		for i, row := range s.Times[from:to] {
			if i%2 == 1 {
				col.shade(left, t.wide(), rowHigh*p.size, rowGrey)
			}
			x := left + p.cellGap()/2
			line := col.at(left, col.y+(rowHigh-1.25)/2*p.size, col.wide)
			for k, text := range row {
				line.put(x, drawing.Start, text, p.font(k == s.meetColumn()))
				x += t.widths[k]
			}
			col.y += rowHigh * p.size
		}
		col.rule(left, t.wide(), 0.4)
	}
	p.y = top + t.high(p)
}

func (s *Sheet) tableHead(p *pen, t timetable) {
	p.shade(p.left, p.wide, headHigh*p.size, headGrey)
	x := p.left + p.cellGap()/2
	for i, text := range s.TimesHead {
		upper, lower := headLines(text)
		p.put(x, drawing.Start, upper, p.font(true))
		p.at(p.left, p.y+1.15*p.size, p.wide).put(x, drawing.Start, lower, p.font(true))
		x += t.widths[i]
	}
	p.y += headHigh * p.size
}
