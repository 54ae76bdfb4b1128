package report

import (
	"fmt"
	"slices"
)

// PageRows is how many rows of a table people get on pages (HTML, Markdown).
// Files for programs and spreadsheets have all of them.
const PageRows = 1000

// Cut says, in the document's language, how many rows of a table pages leave out
// and where they are; "" where they leave out none.
func Cut(d *Document, t *Table) string { return CutAt(d, t, PageRows) }

// CutAt says what Cut does, of pages that have so many rows.
func CutAt(d *Document, t *Table, rows int) string {
	more := len(t.Rows) - rows
	if more <= 0 {
		return ""
	}
	where := "rows left out, in the spreadsheet"
	if d.Data != nil && (t == d.Data || t.ID == d.Data.ID) {
		where = "rows left out, in the table"
	}
	return fmt.Sprintf(d.Lang.T(where), d.Lang.Count(rows), d.Lang.Count(len(t.Rows)), d.Lang.Count(more))
}

// Stacks returns the columns that pages show: of each the places in t.Columns of
// what stands in it, one below the other. Those for data only are left out.
func (t *Table) Stacks() [][]int {
	var out [][]int
	for i := range t.Columns {
		switch c := &t.Columns[i]; {
		case c.DataOnly:
		case c.Under && len(out) > 0:
			out[len(out)-1] = append(out[len(out)-1], i)
		default:
			out = append(out, []int{i})
		}
	}
	return out
}

// Stacked makes of texts the lines of a cell in which they stand below each other:
// a dash in place of one that is empty, so that it is seen which is which; nil
// where all are. It writes into texts.
func Stacked(texts []string) []string {
	if !slices.ContainsFunc(texts, func(s string) bool { return s != "" }) {
		return nil
	}
	for i := range texts {
		if texts[i] == "" {
			texts[i] = "–"
		}
	}
	return texts
}
