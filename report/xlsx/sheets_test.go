package xlsx_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lindero/lang"
	"lindero/report"
)

// TestFront wants all that the report says in words on the first sheet, in
// order.
func TestFront(t *testing.T) {
	for l, name := range map[lang.Lang]string{lang.English: "Summary", lang.Spanish: "Resumen"} {
		d := sample(l)
		f := opened(t, written(t, d))
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" {
					got = append(got, cell)
				}
			}
		}
		want := []string{d.Title, d.Viewer, d.Period}
		for _, h := range d.Headline {
			want = append(want, h.Name, h.Value, h.Note)
		}
		want = append(append(want, name), d.Summary...)
		for _, s := range d.Sections {
			if len(s.Text) > 0 {
				want = append(append(want, s.Title), s.Text...)
			}
		}
		words := map[lang.Lang][]string{lang.English: {"Sheets", "rows", "About this report", "Sources and licences", "Notice"}, lang.Spanish: {"Hojas", "filas", "Sobre este informe", "Fuentes y licencias", "Aviso"}}[l]
		want = append(want, words[0], "Gaps: the largest first", words[1]+": 6", "Revisit by kind", words[1]+": 2", words[2])
		for _, a := range d.About {
			want = append(want, a.Name, a.Value, a.Note)
		}
		want = append(want, words[3])
		for _, s := range d.Sources {
			want = append(want, s.Name, s.Attribution)
			if s.Attribution != "" {
				want = append(want, s.Licence, s.URL)
			} else {
				want = append(want, s.URL, s.Licence)
			}
		}
		want = slices.DeleteFunc(append(want, words[4], d.Notice), func(s string) bool { return s == "" })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", l, diff)
		}
	}
}

func TestLinks(t *testing.T) {
	f := opened(t, written(t, sample(lang.English)))
	got := map[string]string{}
	for r := 1; r < 60; r++ {
		cell := "B" + strconv.Itoa(r)
		if is, to, err := f.GetCellHyperLink("Summary", cell); err != nil {
			t.Fatal(err)
		} else if is {
			got[at(t, f, "Summary", cell)] = to
		}
	}
	want := map[string]string{
		"Gaps: the largest first": "'Gaps the largest first'!A1", "Revisit by kind": "'Revisit by kind'!A1",
		"https://www.openstreetmap.org/copyright": "https://www.openstreetmap.org/copyright",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestSheets looks at what keeps a sheet in order: filters over the rows but not
// the total, the header in sight and on every page.
func TestSheets(t *testing.T) {
	f := opened(t, written(t, sample(lang.English)))
	if diff := cmp.Diff([]string{"Summary", "Gaps the largest first", "Revisit by kind"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	got := map[string]string{}
	for _, n := range f.GetDefinedName() {
		got[n.Name+" "+n.Scope] = n.RefersTo
	}
	if diff := cmp.Diff(map[string]string{
		"_xlnm._FilterDatabase Gaps the largest first": "'Gaps the largest first'!$A$1:$I$7",
		"_xlnm._FilterDatabase Revisit by kind":        "'Revisit by kind'!$A$1:$B$3",
		"_xlnm.Print_Area Gaps the largest first":      "'Gaps the largest first'!$A$1:$H$11",
		"_xlnm.Print_Titles Gaps the largest first":    "'Gaps the largest first'!$1:$1",
		"_xlnm.Print_Titles Revisit by kind":           "'Revisit by kind'!$1:$1",
	}, got); diff != "" {
		t.Error(diff)
	}
	for i, name := range f.GetSheetList() {
		layout, err := f.GetPageLayout(name)
		if err != nil || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || *layout.Size != 9 {
			t.Errorf("%s: %+v, %v", name, layout, err)
		}
		if props, err := f.GetSheetProps(name); err != nil || !*props.FitToPage {
			t.Errorf("%s is not fitted to pages (%v)", name, err)
		}
		if panes, err := f.GetPanes(name); err != nil || panes.Freeze != (i > 0) || i > 0 && (panes.YSplit != 1 || panes.TopLeftCell != "A2") {
			t.Errorf("%s: %+v, %v", name, panes, err)
		}
		lines, err := f.GetHeaderFooter(name)
		if err != nil || lines.OddFooter != "&L&8 Lines are an illustration && no legal position.&R&8 &P / &N" {
			t.Errorf("%s: %+v, %v", name, lines, err)
		}
	}
	data := unzipped(t, written(t, sample(lang.English)))
	if s := data["xl/worksheets/sheet2.xml"]; !strings.Contains(s, `<autoFilter ref="$A$1:$I$7">`) {
		t.Errorf("no filter in %.300s", s)
	}
}

func TestNames(t *testing.T) {
	d := &report.Document{Lang: lang.English}
	for _, title := range []string{"Gaps", "gaps", "GAPS", "Summary", "", "[]:*?/\\", "'quoted'", "History", "History", strings.Repeat("x", 31), strings.Repeat("x", 40), strings.Repeat("x", 50),
		strings.Repeat("𝄞", 16), strings.Repeat("𝄞", 15), "tab\tnew\nline", "\x00\u202E", "Huecos: exposición/km·h"} {
		d.Sections = append(d.Sections, report.Section{Tables: []*report.Table{{ID: "id", Title: title}}})
	}
	got := opened(t, written(t, d)).GetSheetList()
	want := []string{"Summary", "Gaps", "gaps (2)", "GAPS (3)", "Summary (2)", "id", "id (2)", "’quoted’", "History –", "History – (2)", strings.Repeat("x", 31), strings.Repeat("x", 30) + "…",
		strings.Repeat("x", 26) + "… (2)", strings.Repeat("𝄞", 15) + "…", strings.Repeat("𝄞", 15), "tab new line", "id (3)", "Huecos exposición km·h"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTables wants each table once, that for programs too, and none of them
// where there are none.
func TestTables(t *testing.T) {
	if got := opened(t, written(t, &report.Document{})).GetSheetList(); !slices.Equal(got, []string{"Summary"}) {
		t.Error(got)
	}
	gaps := gaps(3)
	d := &report.Document{Lang: lang.Spanish, Data: gaps, Sections: []report.Section{{Tables: []*report.Table{gaps, nil, gaps, revisit()}}}}
	if got := opened(t, written(t, d)).GetSheetList(); !slices.Equal(got, []string{"Resumen", "Gaps the largest first", "Revisit by kind"}) {
		t.Error(got)
	}
	d.Sections = nil
	if got := opened(t, written(t, d)).GetSheetList(); !slices.Equal(got, []string{"Resumen", "Gaps the largest first"}) {
		t.Error(got)
	}
}

// TestHours wants the unit of hours in their titles, once.
func TestHours(t *testing.T) {
	d := &report.Document{Data: &report.Table{ID: "x", Columns: []report.Column{
		{Key: "worst_h", Title: "longest unseen", Type: report.Number}, {Key: "worst_h", Title: "longest h", Type: report.Number},
		{Key: "exposure_km_h", Title: "overdue km·h", Type: report.Number}, {Key: "length_m", Title: "length", Type: report.Number}, {Key: "some_h", Title: "word"},
	}}}
	var got []string
	for i := range d.Data.Columns {
		got = append(got, cells(t, written(t, d), 2)[cellName(i+1, 1)].Text)
	}
	if diff := cmp.Diff([]string{"longest unseen, h", "longest h", "overdue km·h", "length", "word"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestDataOnly wants columns of data only last, with their widths and values.
func TestDataOnly(t *testing.T) {
	d := &report.Document{Data: &report.Table{ID: "x", Title: "x", Columns: []report.Column{
		{Title: "a", DataOnly: true}, {Title: "b"}, {Title: "c", DataOnly: true}, {Title: "d"},
	}, Rows: [][]report.Cell{{{Text: strings.Repeat("a", 40)}, {Text: "b"}, {Text: "c"}, {Text: strings.Repeat("d", 30)}}}}}
	data := written(t, d)
	got := ""
	for _, name := range []string{"A1", "B1", "C1", "D1", "A2", "B2", "C2", "D2"} {
		got += cells(t, data, 2)[name].Text[:1]
	}
	if got != "bdacbdac" {
		t.Error(got)
	}
	f := opened(t, data)
	for col, want := range map[string]float64{"A": 9, "B": 33, "C": 43, "D": 9} {
		if wide, err := f.GetColWidth("x", col); err != nil || wide != want {
			t.Errorf("%s is %v wide, want %v (%v)", col, wide, want, err)
		}
	}
}
