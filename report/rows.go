package report

import "fmt"

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
