package html_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lindero/data/drawing"
	"lindero/lang"
	"lindero/report"
	"lindero/report/html"
	"lindero/report/internal/sample"

	nethtml "golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write what is there into testdata")

func written(t testing.TB, d *report.Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := html.Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	for _, l := range []lang.Lang{lang.English, lang.Spanish} {
		got := written(t, sample.Document(l))
		// The style is page.css, to be read there.
		start, end := strings.Index(got, "<style>"), strings.Index(got, "@page{@top-left{content")
		got = got[:start+len("<style>\n")] + got[end:]
		name := filepath.Join("testdata", "small."+string(l)+".html")
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is not what is written; see go test ./report/html -update and git diff", name)
		}
	}
}

// reference is whatever makes a browser ask for something.
var reference = regexp.MustCompile(`(?i)src\s*=|srcset|@import|url\(\s*["']?[^#"'\s]|<(script|link|iframe|object|embed|img|base|form|audio|video)\b|https?://`)

// TestNothingFromElsewhere wants no reference but the links of sources.
func TestNothingFromElsewhere(t *testing.T) {
	page := written(t, sample.Document(lang.English))
	const source = `<a href="https://www.openstreetmap.org/copyright" rel="noreferrer">`
	if strings.Count(page, source) != 1 {
		t.Error("the source is no link")
	}
	for _, found := range reference.FindAllString(strings.Replace(page, source, "", 1), -1) {
		t.Errorf("a reference: %s", found)
	}
}

// TestStructure holds a page to what those who do not see it need.
func TestStructure(t *testing.T) {
	root := parsed(t, written(t, sample.Large(lang.Spanish, 60)))
	ids := map[string]bool{}
	count := map[string]int{}
	each(root, func(n *nethtml.Node) {
		count[n.Data]++
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %s is there twice", id)
			}
			ids[id] = true
		}
		if n.Data == "th" && attr(n, "scope") == "" {
			t.Errorf("a header without scope: %s", words(n))
		}
		if n.Data == "table" && (n.FirstChild.NextSibling == nil || n.FirstChild.NextSibling.Data != "caption" || words(n.FirstChild.NextSibling) == "") {
			t.Error("a table without a caption")
		}
		if n.Data == "html" && attr(n, "lang") != "es" {
			t.Errorf("lang is %q", attr(n, "lang"))
		}
	})
	each(root, func(n *nethtml.Node) {
		for _, to := range []string{strings.TrimPrefix(attr(n, "href"), "#"), attr(n, "aria-labelledby")} {
			if to != "" && !strings.HasPrefix(to, "http") && !ids[to] {
				t.Errorf("<%s> leads to %s, which is not there", n.Data, to)
			}
		}
	})
	for _, one := range []string{"main", "header", "footer", "nav", "h1", "title"} {
		if count[one] != 1 {
			t.Errorf("%d <%s>", count[one], one)
		}
	}
	// Summary, 4 sections, sources, about.
	if count["section"] != 7 || count["nav"] != 1 || count["h2"] != 8 || count["table"] != 5 {
		t.Error(count)
	}
}

// TestDrawings wants drawings in the page, each with names of its own, and a
// drawing that cannot be written told.
func TestDrawings(t *testing.T) {
	d := sample.Document(lang.English)
	for _, id := range []string{"map", "map", "border", ""} {
		d.Sections[0].Figures = append(d.Sections[0].Figures, report.Figure{ID: id, Alt: "What it shows", Drawing: sample.Picture("Suchiate")})
	}
	page := written(t, d)
	for _, found := range reference.FindAllString(strings.Replace(page, `<a href="https://www.openstreetmap.org`, "", 1), -1) {
		t.Errorf("a reference: %s", found)
	}
	ids, drawings := map[string]int{}, 0
	each(parsed(t, page), func(n *nethtml.Node) {
		if id := attr(n, "id"); id != "" {
			ids[id]++
		}
		if n.Data == "svg" {
			drawings++
			if attr(n.Parent, "aria-label") != "What it shows" {
				t.Error("a drawing without words for who cannot see it")
			}
		}
	})
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %s is there %d times", id, n)
		}
	}
	patterns := regexp.MustCompile(`url\(#([^)]+)\)`).FindAllStringSubmatch(page, -1)
	if drawings != 4 || len(patterns) != 4 || strings.Count(page, "Suchiate</text>") != 4 {
		t.Errorf("%d drawings with patterns %v", drawings, patterns)
	}
	for _, p := range patterns {
		if ids[p[1]] != 1 {
			t.Errorf("pattern %s is there %d times", p[1], ids[p[1]])
		}
	}
}

// TestLongTable wants the first rows, and a word about the others.
func TestLongTable(t *testing.T) {
	for _, n := range []int{report.PageRows, report.PageRows + 1, 100_000} {
		d := sample.Document(lang.English)
		d.Data = sample.Gaps(lang.English, n)
		d.Sections = []report.Section{{ID: "gaps", Title: "Gaps", Tables: []*report.Table{d.Data}}}
		page := written(t, d)
		if rows := strings.Count(page, "<tr>"); rows != 1+report.PageRows {
			t.Errorf("%d gaps: %d rows", n, rows)
		}
		says := strings.Contains(page, "The first 1,000 of 100,000 rows. The other 99,000 are in the CSV file and in the spreadsheet of this report.") && n == 100_000 ||
			strings.Contains(page, "The other 1 are in the CSV") && n == report.PageRows+1 ||
			!strings.Contains(page, "The other ") && n == report.PageRows
		if !says {
			t.Errorf("%d gaps: the page says otherwise", n)
		}
		if len(page) > 1_500_000 {
			t.Errorf("%d gaps: %d bytes", n, len(page))
		}
	}
	d := sample.Document(lang.Spanish)
	other := sample.Gaps(lang.Spanish, 1001)
	other.ID = "others"
	d.Sections[0].Tables = []*report.Table{other}
	if page := written(t, d); !strings.Contains(page, "Las otras 1 están en la hoja de cálculo de este informe.") {
		t.Error("a table that is not the data is said to be in the CSV")
	}
}

// TestDataOnly wants columns for programs left out.
func TestDataOnly(t *testing.T) {
	if page := written(t, sample.Document(lang.English)); strings.Contains(page, "volcan-tacana-rio-chixoy/1") {
		t.Error("a column for programs is on the page")
	}
}

// TestUnder wants columns that stand below others in one with them, each cell with a
// direction of its own, and a high picture upright in print.
func TestUnder(t *testing.T) {
	d := &report.Document{Sections: []report.Section{{ID: "x", Tables: []*report.Table{{Columns: []report.Column{{Title: "from"}, {Title: "to", Under: true}, {Title: "n", Type: report.Count}, {Title: "what", Under: true}},
		Rows: [][]report.Cell{{{Text: "a"}, {Text: "b"}, {Text: "1"}, {}}, {{}, {}, {Text: "2"}, {Text: "c"}}}}}}}}
	page := written(t, d)
	for _, want := range []string{`<th scope="col" class="h k">from<br>to</th>`, `<th scope="col" class="k">n<br>what</th>`, `<bdi>a</bdi><br><bdi>b</bdi>`, `<bdi>1</bdi><br><bdi>–</bdi>`, `<td></td>`, `<bdi>2</bdi><br><bdi>c</bdi>`} {
		if strings.Count(page, want) != 1 {
			t.Errorf("%d times %s", strings.Count(page, want), want)
		}
	}
	for high, want := range map[float64]bool{100: true, 900: false} {
		d.Sections[0].Tables = nil
		d.Sections[0].Figures = []report.Figure{{ID: "f", Wide: true, Drawing: &drawing.Drawing{WidthPx: 800, HeightPx: high}}}
		if got := strings.Contains(written(t, d), `<section id="x" class="wide"`); got != want {
			t.Errorf("a picture %v high: on a page turned sideways is %v", high, got)
		}
	}
}

// TestEmpty wants a page of a report that says nothing.
func TestEmpty(t *testing.T) {
	page := written(t, &report.Document{})
	if !strings.Contains(page, `<html lang="en">`) || !strings.HasSuffix(page, "</html>\n") {
		t.Error(page)
	}
	if strings.Contains(page, "<p></p>") || strings.Contains(page, "<ul") || strings.Contains(page, "<dl") {
		t.Error("something empty is on the page")
	}
	d := sample.Document(lang.English)
	d.Sections[2].Tables = []*report.Table{{ID: "x", Title: "All for programs", Columns: []report.Column{{DataOnly: true}}, Rows: [][]report.Cell{{{Text: "a"}}}}}
	parsed(t, written(t, d))
}

func TestSameBytes(t *testing.T) {
	first, second := written(t, sample.Document(lang.Spanish)), written(t, sample.Document(lang.Spanish))
	if first != second {
		t.Error("a page differs from itself")
	}
}

// TestFullDisk wants the error of the disk, wherever it fills up.
func TestFullDisk(t *testing.T) {
	d := sample.Large(lang.English, 500)
	size := len(written(t, d))
	for left := 0; left < size; left += size / 7 {
		if err := html.Write(&sample.Full{Left: left}, d); !errors.Is(err, sample.ErrFull) {
			t.Errorf("%d bytes fit: %v", left, err)
		}
	}
	if err := html.Write(&sample.Full{Left: size}, d); err != nil {
		t.Error(err)
	}
}

// BenchmarkWrite is of what a plan of Guatemala–Mexico has, without drawings.
func BenchmarkWrite(b *testing.B) {
	d := sample.Large(lang.Spanish, 50)
	b.ReportAllocs()
	for b.Loop() {
		if err := html.Write(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
