package xlsx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"lindero/lang"
	"lindero/report"
	disk "lindero/report/internal/sample"
	"lindero/report/xlsx"
)

// written is a report as a spreadsheet.
func written(t testing.TB, d *report.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsx.Write(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// opened is a spreadsheet as the library reads it, which wrote it too; the tests
// under the tag peers have other readers.
func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// at is what a cell holds, unformatted.
func at(t *testing.T, f *excelize.File, sheet, cell string) string {
	t.Helper()
	v, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(sheet, cell, err)
	}
	return v
}

func typeAt(t *testing.T, f *excelize.File, sheet, cell string) excelize.CellType {
	t.Helper()
	v, err := f.GetCellType(sheet, cell)
	if err != nil {
		t.Fatal(sheet, cell, err)
	}
	return v
}

// kept is a cell as it stands in the file.
type kept struct {
	Ref   string `xml:"r,attr"`
	Type  string `xml:"t,attr"` // empty: a number
	Value string `xml:"v"`
	Text  string `xml:"is>t"`
}

// cells are those of a sheet, by their places. Numbers are as they were written.
func cells(t *testing.T, data []byte, number int) map[string]kept {
	t.Helper()
	var sheet struct {
		Cells []kept `xml:"sheetData>row>c"`
	}
	if err := xml.Unmarshal([]byte(unzipped(t, data)[fmt.Sprintf("xl/worksheets/sheet%d.xml", number)]), &sheet); err != nil {
		t.Fatal(err)
	}
	out := map[string]kept{}
	for _, c := range sheet.Cells {
		out[c.Ref] = c
	}
	return out
}

func cellName(col, row int) string {
	name, _ := excelize.CoordinatesToCellName(col, row)
	return name
}

// clock is what a wall clock shows as many days after the end of 1899.
func clock(t *testing.T, serial string) string {
	t.Helper()
	days, err := strconv.ParseFloat(serial, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(math.Round(days*86_400)) * time.Second).Format("2006-01-02 15:04:05")
}

func TestValues(t *testing.T) {
	d := sample(lang.Spanish)
	data := written(t, d)
	got, gaps := cells(t, data, 2), d.Sections[1].Tables[0]
	for c, col := range gaps.Columns {
		if name := cellName(c+1, 1); got[name].Text != col.Title {
			t.Errorf("%s: %q", name, got[name])
		}
	}
	seen := map[string]int{}
	for r, row := range append(slices.Clone(gaps.Rows), nil, gaps.Total) {
		for c, cell := range row {
			name := cellName(c+1, r+2)
			k := got[name]
			x, err := strconv.ParseFloat(k.Value, 64)
			isNumber := err == nil && k.Type == ""
			var ok bool
			switch v := cell.Value.(type) {
			case float64:
				if s := gaps.Columns[c].Scale; s != 0 {
					v *= s
				}
				ok = isNumber && x == v
			case int:
				ok = isNumber && x == float64(v)
			case time.Time:
				ok = isNumber && clock(t, k.Value) == v.Format("2006-01-02 15:04:05")
			case bool:
				ok = k.Type == "b" && k.Value == map[bool]string{true: "1", false: "0"}[v]
			default: // words for people; a dash is nothing
				ok = k.Text == strings.Trim(cell.Text, "–") && k.Value == ""
			}
			if seen[fmt.Sprintf("%T", cell.Value)]++; !ok {
				t.Errorf("%s is %+v, want %+v", name, k, cell)
			}
		}
	}
	if len(seen) != 6 || got["A11"].Text != gaps.Note {
		t.Errorf("kinds of values %v; the note is %q", seen, got["A11"].Text)
	}
	if k := cells(t, data, 3)["B3"]; k.Text != "never" || k.Type != "inlineStr" {
		t.Errorf("words for want of a number: %+v", k)
	}
}

// TestShown has the library format cells as spreadsheets do.
func TestShown(t *testing.T) {
	f := opened(t, written(t, sample(lang.English)))
	for cell, want := range map[string]string{
		"D7": "193.9", "E7": "26,457.513", "F7": "5,005", "G7": "2027-01-06 03:25", "E9": "29,152.483", "H3": "TRUE", "D2": "0.0", "F2": "0",
	} {
		if got, err := f.GetCellValue("Gaps the largest first", cell); err != nil || got != want {
			t.Errorf("%s: %q, want %q (%v)", cell, got, want, err)
		}
	}
}

func TestEdges(t *testing.T) {
	local := time.FixedZone("", 5*3600+45*60)
	for _, c := range []struct {
		kind    report.Type
		scale   float64
		value   any
		text    string
		want    string
		isWords bool
	}{
		{report.Number, 0, 0.30000000000000004, "0.3", "0.30000000000000004", false},
		{report.Number, 0.001, 1377.6123456789, "1.4", strconv.FormatFloat(1377.6123456789*0.001, 'f', -1, 64), false},
		{report.Number, 0, math.MaxFloat64, "a lot", strconv.FormatFloat(math.MaxFloat64, 'f', -1, 64), false},
		{report.Number, 0, 5e-324, "0", strconv.FormatFloat(5e-324, 'f', -1, 64), false},
		{report.Number, 0, math.Copysign(0, -1), "0", "0", false},
		{report.Number, 0, math.NaN(), "unknown", "unknown", true},
		{report.Number, 0, math.Inf(1), "for ever", "for ever", true},
		{report.Number, 2, 21, "42", "42", false},
		{report.Number, 0, nil, "—", "", false},
		{report.Number, 0, nil, "never", "never", true},
		{report.Count, 5, 7, "7", "7", false},
		{report.Moment, 0, time.Date(1901, 1, 1, 0, 0, 0, 0, local), "", "367", false},
		{report.Moment, 0, time.Date(2028, 2, 29, 12, 0, 0, 0, local), "", "46812.5", false},
		{report.Moment, 0, time.Date(9999, 12, 31, 18, 0, 0, 0, local), "", "2958465.75", false},
		{report.Moment, 0, time.Date(1900, 2, 28, 0, 0, 0, 0, time.UTC), "", "1900-02-28T00:00:00Z", true},
		{report.Moment, 0, time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), "", "10000-01-01T00:00:00Z", true},
		{report.Text, 0, "code", "word", "word", true},
		{report.Text, 0, nil, "–", "–", true},
	} {
		d := &report.Document{Lang: lang.English, Sections: []report.Section{{Tables: []*report.Table{{ID: "x", Title: "x",
			Columns: []report.Column{{Key: "x", Title: "x", Type: c.kind, Scale: c.scale, Decimals: 1}}, Rows: [][]report.Cell{{{Text: c.text, Value: c.value}}}}}}}}
		want := kept{Ref: "A2", Value: c.want}
		switch {
		case c.isWords:
			want = kept{Ref: "A2", Type: "inlineStr", Text: c.want}
		case c.want == "":
			want = kept{}
		}
		if got := cells(t, written(t, d), 2)["A2"]; got != want {
			t.Errorf("%v of %v is %+v, want %+v", c.kind, c.value, got, want)
		}
	}
}

func TestProperties(t *testing.T) {
	d := sample(lang.Spanish)
	props, err := opened(t, written(t, d)).GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	want := excelize.DocProperties{Title: d.Title, Subject: d.Viewer, Description: d.Notice, Creator: "Lindero", LastModifiedBy: "Lindero", Language: "es", Revision: "1",
		Created: "2027-01-04T06:00:00Z", Modified: "2027-01-04T06:00:00Z"}
	if diff := cmp.Diff(want, *props); diff != "" {
		t.Error(diff)
	}
}

// TestHostile wants every name back as it was, as text, but for what no sheet
// can hold and what would turn the words beside it.
func TestHostile(t *testing.T) {
	f := opened(t, written(t, hostile()))
	sheet := f.GetSheetList()[1]
	for i, name := range scripts() {
		cell := "B" + strconv.Itoa(i+2)
		got := at(t, f, sheet, cell)
		want := held.Replace(name)
		if units := len(utf16.Encode([]rune(want))); units > 32_767 {
			n := len(utf16.Encode([]rune(got)))
			if n > 32_767 || n < 32_766 || !strings.HasSuffix(got, "…") || !strings.HasPrefix(want, strings.TrimSuffix(got, "…")) {
				t.Errorf("%s: %d units of %d, ends in %q", cell, n, units, got[max(0, len(got)-10):])
			}
		} else if got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
		if kind := typeAt(t, f, sheet, cell); kind != excelize.CellTypeInlineString {
			t.Errorf("%s: type %d", cell, kind)
		}
	}
	for name, xml := range unzipped(t, written(t, hostile())) {
		if strings.Contains(xml, "<f>") || strings.Contains(xml, "<f ") {
			t.Errorf("%s has a formula", name)
		}
	}
}

// TestStaysText wants a name that looks like a formula to stay a name when it is
// edited: its format is that of text.
func TestStaysText(t *testing.T) {
	f := opened(t, written(t, hostile()))
	sheet := f.GetSheetList()[1]
	for i, name := range scripts() {
		id, err := f.GetCellStyle(sheet, "A"+strconv.Itoa(i+2))
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		is := s.NumFmt == 49 || s.CustomNumFmt != nil && *s.CustomNumFmt == "@"
		if want := strings.ContainsAny(name[:1], "=+-@\t"); is != want {
			t.Errorf("%.20q: text for good: %v", name, is)
		}
	}
}

// TestManyRows wants more rows than a sheet takes on further sheets, the total
// on the last.
func TestManyRows(t *testing.T) {
	defer xlsx.SetMaxRows(4)()
	d := &report.Document{Lang: lang.English, Data: gaps(10)}
	f := opened(t, written(t, d))
	var got []string
	for _, sheet := range f.GetSheetList()[1:] {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		line := sheet + ":"
		for _, row := range rows {
			if len(row) == 0 {
				row = []string{"/"}
			}
			line += " " + row[0]
		}
		got = append(got, line)
	}
	want := []string{
		"Gaps the largest first: gap g1 g2 g3 g4 / Chainage is that of the border.",
		"Gaps the largest first (2): gap g5 g6 g7 g8 / Chainage is that of the border.",
		"Gaps the largest first (3): gap g9 g10 / Total / Chainage is that of the border.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWrongTables(t *testing.T) {
	for want, spoil := range map[string]func(*report.Table){
		`table "gaps": row 2 has 8 cells for 9 columns`:                        func(t *report.Table) { t.Rows[1] = t.Rows[1][:8] },
		`table "gaps": the total has 1 cells for 9 columns`:                    func(t *report.Table) { t.Total = t.Total[:1] },
		`table "gaps": row 3: column "from_m": a value is string, which`:       func(t *report.Table) { t.Rows[2][3].Value = "x" },
		`table "gaps": row 1: column "from": a value is float64, which`:        func(t *report.Table) { t.Rows[0][6].Value = 1.0 },
		`table "gaps": row 1: column "never": a value is int, which`:           func(t *report.Table) { t.Rows[0][7].Value = 1 },
		`table "gaps": the total: column "watches": a value is bool, which is`: func(t *report.Table) { t.Total[5].Value = true },
	} {
		d := &report.Document{Data: gaps(3)}
		spoil(d.Data)
		var out bytes.Buffer
		if err := xlsx.Write(&out, d); err == nil || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%v after %d bytes, want %s", err, out.Len(), want)
		}
	}
}

func TestFullDisk(t *testing.T) {
	size := len(written(t, sample(lang.English)))
	for _, room := range []int{0, 1, 100, size / 2, size - 1} {
		if err := xlsx.Write(&disk.Full{Left: room}, sample(lang.English)); !errors.Is(err, disk.ErrFull) {
			t.Errorf("room for %d of %d bytes: %v", room, size, err)
		}
	}
}

// TestSameBytes wants the same file each time, its parts in the order of their
// names.
func TestSameBytes(t *testing.T) {
	for _, d := range []*report.Document{sample(lang.English), hostile()} {
		first := written(t, d)
		for range 8 {
			if !bytes.Equal(first, written(t, d)) {
				t.Fatal("other bytes")
			}
		}
		z, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) || z.File[0].Name != "[Content_Types].xml" {
			t.Error("the parts are in another order")
		}
	}
}

// unzipped are the parts of a file, by name, their sums held.
func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(part.Name, err)
		}
		out[part.Name] = string(b)
	}
	return out
}

// BenchmarkGaps writes 100,000 gaps.
func BenchmarkGaps(b *testing.B) {
	for _, n := range []int{50, 100_000} {
		d := &report.Document{Lang: lang.English, Start: start, Data: gaps(n)}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := xlsx.Write(io.Discard, d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
