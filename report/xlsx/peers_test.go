//go:build peers

package xlsx_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lindero/internal/oracle"
	"lindero/lang"
	"lindero/report"
	flagship "lindero/report/internal/sample"
)

// systemPython has the modules of Debian.
const systemPython = "/usr/bin/python3"

// documents are the reports that outside readers are shown: made by hand, and
// that of the flagship for both sides and for one.
func documents(t *testing.T) map[string]*report.Document {
	t.Helper()
	in := flagship.Flagship(t)
	out := map[string]*report.Document{"sample": sample(lang.English), "hostile": hostile()}
	for name, o := range map[string]report.Options{"both": {Lang: lang.English}, "mx": {Lang: lang.Spanish, Viewer: report.Viewer{Side: "MX"}}} {
		d, err := report.New(in, o)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = d
	}
	return out
}

// read is a cell as an outside reader has it. Kind is n, s, b or d; Value of a
// number its digits, of a date 2006-01-02T15:04:05.
type read struct{ Kind, Value string }

// want is what an outside reader should find of a cell. Number is that of a
// number.
func want(col report.Column, c report.Cell) (read, float64) {
	words := read{"s", c.Text}
	if !strings.ContainsFunc(c.Text, func(r rune) bool { return r > ' ' && r != '–' }) && (col.Type != report.Text || c.Text == "") {
		words = read{}
	}
	if col.Type == report.Text {
		return words, 0
	}
	switch v := c.Value.(type) {
	case float64:
		if col.Scale != 0 {
			v *= col.Scale
		}
		return read{Kind: "n"}, v
	case int:
		return read{Kind: "n"}, float64(v)
	case bool:
		return read{"b", strconv.FormatBool(v)}, 0
	case time.Time:
		return read{"d", v.Format("2006-01-02T15:04:05")}, 0
	}
	return words, 0
}

// compare holds the cells of a sheet, by row and column from 0, to its table.
// Numbers may be off by so much of themselves.
func compare(t *testing.T, table *report.Table, got func(row, col int) read, off float64) int {
	t.Helper()
	place := places(table)
	cell := func(row, col int) read { return got(row, place[col]) }
	seen := 0
	for c, col := range table.Columns {
		if g := cell(0, c); g.Value != col.Title && (g.Value != col.Title+", h" || !strings.HasSuffix(col.Key, "_h")) {
			t.Errorf("%s: header %q, want %q", table.ID, g.Value, col.Title)
		}
	}
	for r, row := range append(slices.Clone(table.Rows), nil, table.Total) {
		for c, v := range row {
			w, number := want(table.Columns[c], v)
			g := cell(r+1, c)
			if w.Kind == "n" {
				x, err := strconv.ParseFloat(g.Value, 64)
				if g.Kind != "n" || err != nil || math.Abs(x-number) > off*math.Abs(number) {
					t.Errorf("%s, row %d, %s: %+v, want %v", table.ID, r+1, table.Columns[c].Key, g, number)
				}
			} else if g != w {
				t.Errorf("%s, row %d, %s: %.60q, want %.60q", table.ID, r+1, table.Columns[c].Key, g, w)
			}
			seen++
		}
	}
	return seen
}

// places says where the columns of a table are to stand: those of data only last.
func places(table *report.Table) map[int]int {
	place := map[int]int{}
	for _, last := range []bool{false, true} {
		for c, col := range table.Columns {
			if col.DataOnly == last {
				place[c] = len(place)
			}
		}
	}
	return place
}

// tablesOf are those of a document's sections, in order.
func tablesOf(d *report.Document) []*report.Table {
	var out []*report.Table
	for _, s := range d.Sections {
		for _, table := range s.Tables {
			if table != nil {
				out = append(out, table)
			}
		}
	}
	return out
}

// asHeld is a document whose texts are as sheets can hold them.
func asHeld(d *report.Document) {
	for _, table := range tablesOf(d) {
		table.Rows = slices.DeleteFunc(table.Rows, func(row []report.Cell) bool { return len(row[0].Text) > 30_000 }) // cut; held by the plain tests
		for _, row := range table.Rows {
			for i := range row {
				row[i].Text = held.Replace(row[i].Text)
			}
		}
	}
}

const openpyxlScript = `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
def cell(c):
    v = c.value
    if v is None: return None
    if isinstance(v, bool): return {"kind": "b", "value": str(v).lower()}
    if isinstance(v, (int, float)): return {"kind": "n", "value": repr(v)}
    if isinstance(v, datetime.datetime): return {"kind": "d", "value": (v + datetime.timedelta(microseconds=500000)).replace(microsecond=0).isoformat()}
    return {"kind": "f" if c.data_type == "f" else "s", "value": v}
print(json.dumps({"title": book.properties.title, "created": book.properties.created.isoformat(), "language": book.properties.language, "sheets": [
    {"name": s.title, "freeze": s.freeze_panes, "filter": s.auto_filter.ref, "repeat": s.print_title_rows,
     "orientation": s.page_setup.orientation, "fit": s.sheet_properties.pageSetUpPr.fitToPage, "high": s.page_setup.fitToHeight,
     "formats": [c.number_format for c in s[2]] if s.max_row > 1 else [],
     "cells": [[cell(c) for c in row] for row in s.iter_rows()]} for s in book]}))
`

type openpyxlBook struct {
	Title, Created, Language string
	Sheets                   []struct {
		Name, Freeze, Filter, Repeat, Orientation string
		Fit                                       bool
		High                                      int
		Formats                                   []string
		Cells                                     [][]*read
	}
}

// TestOpenpyxl has another library read what was written: every value to the
// last bit.
func TestOpenpyxl(t *testing.T) {
	oracle.Tool(t, systemPython)
	for name, d := range documents(t) {
		path := filepath.Join(t.TempDir(), name+".xlsx")
		asHeld(d)
		if err := os.WriteFile(path, written(t, d), 0o644); err != nil {
			t.Fatal(err)
		}
		var book openpyxlBook
		out := oracle.Run(t, systemPython, "", "-W", "error", "-c", openpyxlScript, path)
		if err := json.Unmarshal([]byte(strings.Join(out, "\n")), &book); err != nil {
			t.Fatal(err)
		}
		if book.Title != d.Title && name != "hostile" || book.Language != string(d.Lang) || book.Created != d.Start.UTC().Format("2006-01-02T15:04:05") {
			t.Errorf("%s: %q, %s, %s", name, book.Title, book.Language, book.Created)
		}
		tables := tablesOf(d)
		if len(book.Sheets) != len(tables)+1 || len(tables) == 0 {
			t.Fatalf("%s: %d sheets for %d tables", name, len(book.Sheets), len(tables))
		}
		seen := 0
		for i, table := range tables {
			s := book.Sheets[i+1]
			// This library leaves as they are the signs that stand for signs.
			unescape := regexp.MustCompile(`_x005F_`)
			seen += compare(t, table, func(row, col int) read {
				if row >= len(s.Cells) || col >= len(s.Cells[row]) || s.Cells[row][col] == nil {
					return read{}
				}
				c := *s.Cells[row][col]
				c.Value = unescape.ReplaceAllString(c.Value, "_")
				return c
			}, 0)
			if len(table.Columns) == 0 {
				continue
			}
			last := cellName(len(table.Columns), len(table.Rows)+1)
			last = regexp.MustCompile(`([A-Z]+)(\d+)`).ReplaceAllString(last, "$$$1$$$2")
			if s.Freeze != "A2" || s.Filter != "$A$1:"+last || s.Repeat != "$1:$1" || s.Orientation != "landscape" || !s.Fit || s.High != 0 {
				t.Errorf("%s, %s: %+v, the last cell is %s", name, s.Name, s, last)
			}
			for c, col := range table.Columns {
				if len(table.Rows) > 0 && table.Rows[0][c].Value != nil && col.Type != report.Text && col.Type != report.Truth {
					want := map[report.Type]string{report.Count: "#,##0", report.Moment: "yyyy-mm-dd hh:mm", report.Number: "#,##0." + strings.Repeat("0", col.Decimals)}[col.Type]
					if s.Formats[places(table)[c]] != strings.TrimSuffix(want, ".") {
						t.Errorf("%s, %s, %s is shown as %s", name, s.Name, col.Key, s.Formats[places(table)[c]])
					}
				}
			}
		}
		if t.Logf("%s: %d cells of %d tables", name, seen, len(tables)); seen < 20 {
			t.Errorf("%s: only %d cells", name, seen)
		}
	}
}
