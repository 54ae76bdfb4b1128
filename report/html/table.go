package html

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"lindero/report"
)

// Of tables: more columns than upright are printed sideways, and one of more rows
// than a screen has scrolls below its header. Words longer than unbroken
// characters are broken where that makes room.
const (
	upright  = 9
	screen   = 40
	unbroken = 18
)

// column is a column that a page shows.
type column struct {
	at           int // in the rows
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
	columns := p.columns(t, rows)
	class := "scroll"
	if len(columns) > upright {
		class += " wide"
	}
	if len(rows) > screen {
		class += " long"
	}
	p.raw("<div class=\"", class, "\" id=\"", id, "\" role=\"region\" tabindex=\"0\" aria-labelledby=\"", id, "-caption\">\n<table>\n<caption id=\"", id, "-caption\">")
	p.text(first(t.Title, section))
	p.raw("</caption>\n<thead>\n<tr>")
	for _, c := range columns {
		p.raw("<th scope=\"col\"", wide(numeric(t.Columns[c.at].Type), "n"), ">")
		p.text(first(t.Columns[c.at].Title, t.Columns[c.at].Key))
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

func numeric(t report.Type) bool { return t == report.Number || t == report.Count }

// columns are those that a page shows, each with the markup of its cells. The
// first of text names its row.
func (p *page) columns(t *report.Table, rows [][]report.Cell) []column {
	var out []column
	for i := range t.Columns {
		if !t.Columns[i].DataOnly {
			out = append(out, column{at: i})
		}
	}
	name := -1
	for i, c := range out {
		if t.Columns[c.at].Type == report.Text {
			name = i
			break
		}
	}
	for i := range out {
		c := &out[i]
		c.open, c.finish = "<td", "</td>"
		if i == max(name, 0) {
			c.open, c.finish = "<th scope=\"row\"", "</th>"
		}
		switch {
		case numeric(t.Columns[c.at].Type):
			c.open += " class=\"n\""
		case t.Columns[c.at].Type == report.Text:
			if longWords(rows, c.at) {
				c.open += " class=\"w\""
			}
			c.open += " dir=\"auto\""
		}
		c.open += ">"
	}
	return out
}

// longWords says whether a column has words that do not fit beside others.
func longWords(rows [][]report.Cell, at int) bool {
	for _, row := range rows {
		if at >= len(row) || len(row[at].Text) <= unbroken {
			continue
		}
		for word := range strings.FieldsSeq(row[at].Text) {
			if utf8.RuneCountInString(word) > unbroken {
				return true
			}
		}
	}
	return false
}

// row writes the cells of a row; one that is missing is empty.
func (p *page) row(columns []column, row []report.Cell) {
	p.raw("<tr>")
	for i := range columns {
		c := &columns[i]
		p.raw(c.open)
		if c.at < len(row) {
			p.text(row[c.at].Text)
		}
		p.raw(c.finish)
	}
	p.raw("</tr>\n")
}
