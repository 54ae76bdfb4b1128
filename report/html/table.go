package html

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"lindero/report"
)

// Of tables: more columns than upright are printed sideways, and one of more rows
// than a screen has scrolls below its header. Cells of at most unbroken characters
// stay on one line; longer words than that are broken where that makes room.
const (
	upright  = 8
	screen   = 40
	unbroken = 18
)

// column is a column that a page shows.
type column struct {
	at           []int // in the rows, one below the other
	open, finish string
}

// table writes a table in a room of its own, in which it scrolls where it is wider
// than the page.
func (p *page) table(t *report.Table, section string) {
	id := p.id("table-", t.ID)
	rows := t.Rows
	if len(rows) > report.PageRows {
		rows = rows[:report.PageRows]
	}
	columns, name := p.columns(t, rows)
	class := "scroll"
	if len(columns) > upright {
		class += " many"
	}
	if len(rows) > screen {
		class += " long"
	}
	p.raw("<div class=\"", class, "\" id=\"", id, "\" role=\"group\" tabindex=\"0\" aria-labelledby=\"", id, "-caption\">\n<table>\n<caption id=\"", id, "-caption\"")
	title := first(t.Title, section)
	p.raw(when(title == section, "unseen"), ">") // it stands above already
	p.text(title)
	p.raw("</caption>\n<thead>\n<tr>")
	for i, c := range columns {
		class := ""
		if numeric(t, c.at) {
			class = "n"
		}
		if i == name {
			class = strings.TrimSpace(class + " h")
		}
		if len(c.at) > 1 {
			class = strings.TrimSpace(class + " k")
		}
		p.raw("<th scope=\"col\"", when(class != "", class), ">")
		for k, i := range c.at {
			p.raw(strings.Repeat("<br>", min(k, 1)))
			p.text(first(t.Columns[i].Title, t.Columns[i].Key))
		}
		p.raw("</th>")
	}
	p.raw("</tr>\n</thead>\n<tbody>\n")
	for _, row := range rows {
		p.row(columns, row)
	}
	if len(rows) == 0 {
		p.raw("<tr><td colspan=\"", strconv.Itoa(max(len(columns), 1)), "\">")
		p.text(p.t("empty table"))
		p.raw("</td></tr>\n")
	}
	p.raw("</tbody>\n")
	if t.Total != nil {
		p.raw("<tfoot>\n")
		p.row(columns, t.Total)
		p.raw("</tfoot>\n")
	}
	p.raw("</table>\n</div>\n")
	p.paragraph("note", t.Note)
	p.paragraph("note", report.Cut(p.d, t))
}

// sideways says whether a section has something that is best printed so. All of it
// is then, or its heading would stay alone on the page before.
func sideways(s *report.Section) bool {
	for i := range s.Figures {
		if f := &s.Figures[i]; f.Wide && f.Drawing != nil && f.Drawing.WidthPx > f.Drawing.HeightPx {
			return true
		}
	}
	for _, t := range s.Tables {
		if len(t.Stacks()) > upright {
			return true
		}
	}
	return false
}

// numeric says whether all that stands in a column is of numbers.
func numeric(t *report.Table, stack []int) bool {
	return !slices.ContainsFunc(stack, func(i int) bool {
		of := t.Columns[i].Type
		return of != report.Number && of != report.Count
	})
}

// columns are those that a page shows, each with the markup of its cells, and the
// place of the one that names its row, the first of text: it stays in sight where
// the others scroll.
func (p *page) columns(t *report.Table, rows [][]report.Cell) ([]column, int) {
	var out []column
	for _, stack := range t.Stacks() {
		out = append(out, column{at: stack})
	}
	name := 0
	for i, c := range out {
		if t.Columns[c.at[0]].Type == report.Text {
			name = i
			break
		}
	}
	for i := range out {
		c := &out[i]
		c.open, c.finish = "<td", "</td>"
		class, direction := "s", ""
		switch {
		case numeric(t, c.at):
			class = "n"
		case t.Columns[c.at[0]].Type == report.Text:
			class, direction = lengths(rows, c.at), " dir=\"auto\""
		case t.Columns[c.at[0]].Type == report.Moment:
			class = "m"
		}
		if i == name {
			c.open, c.finish, class = "<th scope=\"row\"", "</th>", strings.TrimSpace(class+" h")
		}
		c.open += when(class != "", class) + direction + ">"
	}
	return out, name
}

// lengths is the class of a column of text: s of short cells only, w where a word
// does not fit beside other columns.
func lengths(rows [][]report.Cell, stack []int) string {
	class := "s"
	for _, row := range rows {
		for _, at := range stack {
			if at >= len(row) || len(row[at].Text) <= unbroken || utf8.RuneCountInString(row[at].Text) <= unbroken {
				continue
			}
			for word := range strings.FieldsSeq(row[at].Text) {
				if utf8.RuneCountInString(word) > unbroken {
					return "w"
				}
			}
			class = ""
		}
	}
	return class
}

// row writes the cells of a row; one that is missing is empty.
func (p *page) row(columns []column, row []report.Cell) {
	p.raw("<tr>")
	for i := range columns {
		c := &columns[i]
		p.texts = p.texts[:0]
		for _, at := range c.at {
			if at < len(row) {
				p.texts = append(p.texts, row[at].Text)
			}
		}
		lines := report.Stacked(p.texts)
		if lines == nil {
			p.raw("<td></td>") // a header that says nothing is none
			continue
		}
		p.raw(c.open)
		for k, text := range lines {
			switch {
			case len(lines) == 1:
				p.text(text)
			default: // each has a direction of its own
				p.raw(strings.Repeat("<br>", min(k, 1)), "<bdi>")
				p.text(text)
				p.raw("</bdi>")
			}
		}
		p.raw(c.finish)
	}
	p.raw("</tr>\n")
}
