package xlsx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"lindero/report"
	"lindero/report/letters"
)

// tableSheet writes the sheet of a table: the header in the first row, then the
// rows, all filtered; a row apart the total, and another row apart the note.
// Columns that are too much for a page stand last, and are not printed.
func (b *book) tableSheet(s sheet) error {
	t := s.table
	for i, row := range t.Rows[s.from:s.to] {
		if len(row) != len(t.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", s.from+i+1, len(row), len(t.Columns))
		}
	}
	if t.Total != nil && len(t.Total) != len(t.Columns) {
		return fmt.Errorf("the total has %d cells for %d columns", len(t.Total), len(t.Columns))
	}
	if len(t.Columns) > 0 {
		last, err := excelize.CoordinatesToCellName(len(t.Columns), 1+s.to-s.from)
		if err != nil {
			return err
		}
		// First of all, as it forgets what else was set of the sheet.
		if err := b.file.AutoFilter(s.name, "A1:"+last, nil); err != nil {
			return err
		}
		if err := b.repeatFirstRow(s.name); err != nil {
			return err
		}
		if err := b.printFirst(s); err != nil {
			return err
		}
	}
	if err := b.page(s.name, b.doc.Title+" · "+t.Title); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	w := &tableWriter{book: b, out: out, sheet: s, at: order(t.Columns), cells: make([]any, len(t.Columns))}
	if err := w.write(); err != nil {
		return err
	}
	return out.Flush()
}

// tableWriter writes the cells of one sheet, from above.
type tableWriter struct {
	*book
	out   *excelize.StreamWriter
	sheet sheet
	at    []int  // where in the sheet a column of the table stands, from 0
	wraps []bool // columns whose text takes several lines
	wide  []int  // of columns, in characters
	cells []any  // of the row at hand
	row   int    // last one written
}

// order returns where columns stand: in their order, those of data only last.
func order(columns []report.Column) []int {
	at, next := make([]int, len(columns)), 0
	for _, last := range []bool{false, true} {
		for i, col := range columns {
			if col.DataOnly == last {
				at[i] = next
				next++
			}
		}
	}
	return at
}

// rows is how many rows the sheet has, from the header to the note.
func (s sheet) rows() int {
	n := 1 + s.to - s.from
	if s.hasTotal() {
		n += 2
	}
	if s.table.Note != "" {
		n += 2
	}
	return n
}

// hasTotal says whether the total stands on this sheet of its table.
func (s sheet) hasTotal() bool { return s.table.Total != nil && s.to == len(s.table.Rows) }

func (w *tableWriter) write() error {
	t := w.sheet.table
	if err := w.columns(); err != nil {
		return err
	}
	if err := w.header(); err != nil {
		return err
	}
	for i, row := range t.Rows[w.sheet.from:w.sheet.to] {
		if err := w.values(row, style{}); err != nil {
			return fmt.Errorf("row %d: %w", w.sheet.from+i+1, err)
		}
	}
	if w.sheet.hasTotal() {
		w.row++
		if err := w.values(t.Total, style{bold: true, line: true}); err != nil {
			return fmt.Errorf("the total: %w", err)
		}
	}
	if t.Note == "" {
		return nil
	}
	id, err := w.style(style{align: "left", apart: true})
	if err != nil {
		return err
	}
	w.row++
	return w.set([]any{excelize.Cell{StyleID: id, Value: text(t.Note)}}, 1)
}

// set writes the next row, which takes so many lines; of one line it is as high
// as rows are.
func (w *tableWriter) set(cells []any, lines int) error {
	w.row++
	opts := excelize.RowOpts{}
	if lines > 1 {
		opts.Height = height(lines, 0, mostTableLines)
	}
	return w.out.SetRow("A"+strconv.Itoa(w.row), cells, opts)
}

func (w *tableWriter) header() error {
	t := w.sheet.table
	if len(t.Columns) == 0 {
		return nil
	}
	id, err := w.style(style{bold: true, wrap: true, head: true, align: "left", apart: true})
	if err != nil {
		return err
	}
	most := 1
	for i, col := range t.Columns {
		w.cells[w.at[i]] = excelize.Cell{StyleID: id, Value: text(heading(col))}
		most = max(most, lines(heading(col), w.wide[i]-button))
	}
	return w.set(w.cells, most)
}

// values writes a row of the table; how says what all of its cells look like.
func (w *tableWriter) values(row []report.Cell, how style) error {
	most := 1
	for i, col := range w.sheet.table.Columns {
		v, err := value(col, row[i])
		if err != nil {
			return err
		}
		look := how
		switch words := v.(type) {
		case nil:
			if !how.line { // which goes through empty cells too
				w.cells[w.at[i]] = nil
				continue
			}
		case string:
			if look.wrap = w.wraps[i]; look.wrap {
				most = max(most, lines(words, w.wide[i]))
			}
			if letters.Formula(words) {
				look.format = "@"
			}
		default:
			look.format = format(col)
		}
		look.align = alignment(col.Type)
		look.apart = look.align == "left"
		id, err := w.style(look)
		if err != nil {
			return err
		}
		w.cells[w.at[i]] = excelize.Cell{StyleID: id, Value: v}
	}
	return w.set(w.cells, most)
}

// columns makes each as wide as what it shows, within limits, and keeps the
// header in sight.
func (w *tableWriter) columns() error {
	t := w.sheet.table
	w.wraps, w.wide = make([]bool, len(t.Columns)), make([]int, len(t.Columns))
	for i, col := range t.Columns {
		wide := 0
		look := func(c report.Cell) {
			wide = max(wide, shown(col, c))
			w.wraps[i] = w.wraps[i] || col.Type == report.Text && strings.ContainsAny(c.Text, "\r\n")
		}
		for _, row := range t.Rows[w.sheet.from:w.sheet.to] {
			look(row[i])
		}
		if t.Total != nil {
			look(t.Total[i])
		}
		w.wraps[i] = w.wraps[i] || wide > maxWidth
		w.wide[i] = min(max(wide, headWidth(heading(col)), minWidth), maxWidth)
		if err := w.out.SetColWidth(w.at[i]+1, w.at[i]+1, float64(w.wide[i])+3); err != nil {
			return err
		}
	}
	if len(t.Columns) == 0 {
		return nil
	}
	return w.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
