package html

import (
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
	if len(rows) > screen {
		class += " long"
	}
	p.raw("<div class=\"", class, "\" id=\"", id, "\" role=\"group\" tabindex=\"0\" aria-labelledby=\"", id, "-caption\">\n<table>\n<caption id=\"", id, "-caption\"")
	title := first(t.Title, section)
	p.raw(when(title == section, "unseen"), ">") // it stands above already
	p.text(title)
	p.raw("</caption>\n<thead>\n<tr>")
	for _, c := range columns {
		p.raw("<th scope=\"col\"", when(numeric(t.Columns[c.at].Type), "n"), ">")
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

// sideways says whether a section has something that is best printed so. All of it
// is then, or its heading would stay alone on the page before.
func sideways(s *report.Section) bool {
	for i := range s.Figures {
		if s.Figures[i].Wide {
			return true
		}
	}
	for _, t := range s.Tables {
		shown := 0
		for i := range t.Columns {
			if !t.Columns[i].DataOnly {
				shown++
			}
		}
		if shown > upright {
			return true
		}
	}
	return false
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
			c.open += lengths(rows, c.at) + " dir=\"auto\""
		case t.Columns[c.at].Type == report.Moment:
			c.open += " class=\"m\""
		default:
			c.open += " class=\"s\""
		}
		c.open += ">"
	}
	return out
}

// lengths is the class of a column of text: s of short cells only, w where a word
// does not fit beside other columns.
func lengths(rows [][]report.Cell, at int) string {
	class := " class=\"s\""
	for _, row := range rows {
		if at >= len(row) || len(row[at].Text) <= unbroken || utf8.RuneCountInString(row[at].Text) <= unbroken {
			continue
		}
		for word := range strings.FieldsSeq(row[at].Text) {
			if utf8.RuneCountInString(word) > unbroken {
				return " class=\"w\""
			}
		}
		class = ""
	}
	return class
}

// row writes the cells of a row; one that is missing is empty.
func (p *page) row(columns []column, row []report.Cell) {
	p.raw("<tr>")
	for i := range columns {
		c := &columns[i]
		if c.at >= len(row) || row[c.at].Text == "" {
			p.raw("<td></td>") // a header that says nothing is none
			continue
		}
		p.raw(c.open)
		p.text(row[c.at].Text)
		p.raw(c.finish)
	}
	p.raw("</tr>\n")
}
