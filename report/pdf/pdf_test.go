package pdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/data/drawing"
	"lindero/internal/pdftext"
	"lindero/lang"
	"lindero/report"
	"lindero/report/internal/sample"
	"lindero/report/paper"
	"lindero/report/pdf"
)

// read writes a report and reads it back.
func read(t *testing.T, d *report.Document, size paper.Size) *pdftext.File {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.Write(&b, d, size); err != nil {
		t.Fatal(err)
	}
	f, err := pdftext.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// solid is text without blanks: where lines end is not said.
func solid(s string) string { return strings.Join(strings.Fields(s), "") }

// texts are all texts of a document that paper has, in the order in which it has
// them.
func texts(d *report.Document) []string {
	out := []string{d.Title, d.Viewer, d.Period}
	for _, f := range d.Headline {
		out = append(out, f.Name, f.Value, f.Note)
	}
	out = append(out, d.Summary...)
	for _, s := range d.Sections {
		out = append(out, s.Title)
	}
	for _, f := range d.About {
		out = append(out, f.Name, f.Value, f.Note)
	}
	for _, s := range d.Sections {
		out = append(append(out, s.Title), s.Text...)
		for _, f := range s.Figures {
			if f.Drawing != nil {
				for _, m := range f.Drawing.Marks {
					out = append(out, m.Text)
				}
				out = append(out, f.Caption)
			} else {
				out = append(out, f.Caption, f.Alt)
			}
		}
		for _, t := range s.Tables {
			out = append(out, tableTexts(s.Title, t)...)
		}
	}
	for _, s := range d.Sources {
		out = append(out, s.Name, s.Licence, s.Attribution, s.URL)
	}
	return out
}

func tableTexts(section string, t *report.Table) []string {
	var out []string
	if t.Title != section {
		out = append(out, t.Title)
	}
	for _, c := range t.Columns {
		if !c.DataOnly {
			out = append(out, c.Title)
		}
	}
	for _, r := range append(t.Rows[:len(t.Rows):len(t.Rows)], t.Total) {
		for i, c := range r {
			if !t.Columns[i].DataOnly {
				out = append(out, c.Text)
			}
		}
	}
	return append(out, t.Note)
}

// missing returns the first text that is not in a file after those before it.
func missing(text string, wanted []string) string {
	text = solid(text)
	for _, w := range wanted {
		readable, _ := paper.Readable(w)
		_, rest, found := strings.Cut(text, solid(readable))
		if !found {
			return w
		}
		text = rest
	}
	return ""
}

func figure(id string, wide, high float64) report.Figure {
	d := &drawing.Drawing{WidthPx: wide, HeightPx: high, Title: "Picture " + id, Looks: map[string]drawing.Look{"x": {Stroke: "#000000", WidthPx: 1}}}
	d.Rect("x", 0, 0, wide, high)
	d.Text("x", drawing.Middle, wide/2, high/2, "words of "+id)
	return report.Figure{ID: id, Caption: "Caption of " + id, Alt: "Alt of " + id, Drawing: d, Wide: wide > high}
}

// TestTexts wants all that a document says in the file, in order, in both
// languages and on both papers, and what is not for paper nowhere.
func TestTexts(t *testing.T) {
	for _, l := range []lang.Lang{lang.English, lang.Spanish} {
		for _, size := range []paper.Size{paper.A4, paper.Letter} {
			d := sample.Large(l, 60)
			d.Version = "0.9.0"
			d.Sections[0].Figures = []report.Figure{figure("a", 1200, 500), figure("b", 500, 400)}
			f := read(t, d, size)
			if m := missing(f.Text(), texts(d)); m != "" {
				t.Errorf("%s %v: %q is not where it should be", l, size, m)
			}
			if id := d.Data.Rows[0][1].Text; strings.Contains(f.Text(), id) {
				t.Errorf("%q is on paper", id)
			}
			if f.Title != d.Title || f.Lang != string(l) || f.Creator != "Lindero 0.9.0" || f.Created != "D:20270104060000" {
				t.Errorf("%q %q %q %q", f.Title, f.Lang, f.Creator, f.Created)
			}
			for i, p := range f.Pages {
				if words := strings.Join(p.Words, "\n"); !strings.Contains(words, d.Notice) {
					t.Errorf("page %d lacks the notice", i+1)
				}
			}
		}
	}
}

// TestContents wants entries of the contents to tell the pages that the outline
// leads to, and links on them.
func TestContents(t *testing.T) {
	d := sample.Large(lang.English, 200)
	d.Sections[0].Figures = []report.Figure{figure("a", 1200, 500)}
	for i := range d.Sections {
		if d.Sections[i].ID == "gaps" {
			d.Sections[i].Title = "Gaps" // not as its table is called
		}
	}
	f := read(t, d, paper.A4)
	var outline []string
	pages := map[string]int{}
	for _, e := range f.Outline {
		outline = append(outline, e.Title)
		pages[e.Title] = e.Page
		if e.Title != "Picture a" && !strings.Contains(solid(strings.Join(f.Pages[e.Page-1].Words, "")), solid(e.Title)) {
			t.Errorf("%q is not on page %d", e.Title, e.Page)
		}
	}
	want := "Coverage and gaps: Guatemala–Mexico|Map|Picture a|Gaps|gaps|Revisit|By kind|What changed|gaps|gaps|Proof|Sources and licences"
	if got := strings.Join(outline, "|"); got != want {
		t.Errorf("the outline is\n%s, not\n%s", got, want)
	}
	if f.Pages[0].Links != 5 {
		t.Errorf("%d links", f.Pages[0].Links)
	}
	for _, s := range append(d.Sections, report.Section{Title: "Sources and licences"}) {
		told := 0
		for i, w := range f.Pages[0].Words {
			if w != s.Title {
				continue
			}
			for k, other := range f.Pages[0].Words {
				if k != i && f.Pages[0].At[k].Y == f.Pages[0].At[i].Y {
					told, _ = strconv.Atoi(other)
				}
			}
		}
		if told == 0 || told != pages[s.Title] {
			t.Errorf("%q is said to be on page %d, and is on %d", s.Title, told, pages[s.Title])
		}
	}
}

// TestPages wants wide pictures and tables on turned pages and the rest upright.
func TestPages(t *testing.T) {
	d := sample.Document(lang.English)
	few := &report.Table{ID: "few", Title: "Few columns", Columns: []report.Column{{Title: "one"}, {Title: "two"}}}
	for i := range 40 {
		few.Rows = append(few.Rows, []report.Cell{{Text: fmt.Sprint("few ", i)}, {Text: "x"}})
	}
	wide := &report.Table{ID: "wide", Title: "Many columns"}
	var row []report.Cell
	for i := range 16 {
		wide.Columns, row = append(wide.Columns, report.Column{Title: "x"}), append(row, report.Cell{Text: fmt.Sprint("wide", 100000+i)})
	}
	for range 90 {
		wide.Rows = append(wide.Rows, row)
	}
	d.Sections = []report.Section{
		{ID: "a", Title: "First", Figures: []report.Figure{figure("narrow", 400, 300), figure("wide", 1500, 600), figure("again", 300, 300)}},
		{ID: "b", Title: "Second", Tables: []*report.Table{few, wide, few}},
	}
	f := read(t, d, paper.Letter)
	turned := map[string]bool{"words of narrow": false, "words of wide": true, "words of again": false, "few 0": false, "few 39": false, "wide100015": true}
	seen := 0
	for i, p := range f.Pages {
		for _, w := range p.Words {
			if want, ok := turned[w]; ok {
				seen++
				if got := p.Wide > p.High; got != want {
					t.Errorf("page %d, with %q, is turned: %v", i+1, w, got)
				}
			}
		}
	}
	if seen != 7+90 {
		t.Errorf("%d of 97 words are there", seen)
	}
}

// TestTitles wants something of a section on the page that has its title, wherever
// the section before ends.
func TestTitles(t *testing.T) {
	for n := range 40 {
		d := sample.Document(lang.English)
		d.Summary = slices.Repeat([]string{"A sentence."}, n)
		d.Sections = []report.Section{
			{ID: "a", Title: "First title", Text: []string{"Words before."}, Figures: []report.Figure{figure("upright", 300, 400)}},
			{ID: "b", Title: "Second title", Tables: []*report.Table{{Title: "A table", Columns: []report.Column{{Title: "x"}}, Rows: [][]report.Cell{{{Text: "first row"}}}}}},
			{ID: "c", Title: "Third title", Text: []string{"Words after."}},
		}
		f := read(t, d, paper.A4)
		for title, with := range map[string]string{"First title": "words of upright", "Second title": "first row", "Third title": "Words after."} {
			found := false
			for _, p := range f.Pages { // the contents have the title too
				found = found || slices.Contains(p.Words, title) && slices.Contains(p.Words, with)
			}
			if !found {
				t.Errorf("%d sentences: %q and %q are on different pages", n, title, with)
			}
		}
	}
}

// TestNames writes what somebody may have typed in all places.
func TestNames(t *testing.T) {
	names := slices.Concat(sample.Names, []string{"Región de श्रीनगर (norte)", strings.Repeat("Llanfairpwllgwyngyll", 30), strings.Repeat("de palabras ", 100),
		strings.Repeat("東", 3000), "a\U000e0001b", "\xf0\x9f", "()\\)("})
	for _, name := range names {
		d := sample.Hostile(lang.Spanish, name)
		d.Notice = "notice " + name
		d.Sections[0].Figures = append(d.Sections[0].Figures, figure(name, 300, 200))
		f := read(t, d, paper.A4)
		readable, whole := paper.Readable(name)
		text := solid(f.Text())
		if n := strings.Count(text, solid(readable)); solid(readable) != "" && n < 20 && len(name) < 500 {
			t.Errorf("%q is there %d times", name, n)
		}
		if says := strings.Contains(text, solid(lang.Spanish.T("letters lacking"))); says == whole {
			t.Errorf("%q: it is said that letters lack: %v", name, says)
		}
		for _, p := range f.Pages {
			for _, url := range p.URLs {
				if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
					t.Errorf("%q leads to %q", name, url)
				}
			}
		}
		if len(f.Pages) > 40 {
			t.Errorf("%.20q makes %d pages", name, len(f.Pages))
		}
	}
}

// TestSecondChoice wants a name that cannot be written to be known by its code.
func TestSecondChoice(t *testing.T) {
	d := sample.Document(lang.English)
	d.Sections = []report.Section{{ID: "a", Title: "A", Tables: []*report.Table{{Columns: []report.Column{{Title: "name"}},
		Rows: [][]report.Cell{{{Text: "東京", Value: "mx-07"}}, {{Text: "Ñandú", Value: "gt-01"}}}}}}}
	text := read(t, d, paper.A4).Text()
	if !strings.Contains(text, "mx-07\n") || !strings.Contains(text, "Ñandú\n") || strings.Contains(text, "gt-01") || strings.Contains(text, "question mark") {
		t.Error(text)
	}
}

// TestLittle writes documents that lack what others have.
func TestLittle(t *testing.T) {
	if f := read(t, &report.Document{}, paper.A4); len(f.Pages) != 1 {
		t.Errorf("%+v", f)
	}
	d := sample.Document(lang.English)
	d.Sections = append(d.Sections, report.Section{ID: "x", Title: "Bare"}, report.Section{ID: "y", Title: "Nothing", Tables: []*report.Table{nil, {Title: "no columns"},
		{Title: "no rows", Columns: []report.Column{{Title: "only a head"}}}}, Figures: []report.Figure{{Caption: "no drawing", Alt: "what it shows"}, {Caption: "empty", Drawing: &drawing.Drawing{}}}})
	f := read(t, d, paper.A4)
	if m := missing(f.Text(), []string{"Bare", "Nothing", "Bare", "Nothing", "no drawing", "what it shows", "empty", "no rows", "only a head", "Nothing to list.", "Sources"}); m != "" {
		t.Errorf("no %q in\n%s", m, f.Text())
	}
}

// TestMany wants 100,000 gaps to take no more pages and memory than what paper has.
func TestMany(t *testing.T) {
	most := sample.Large(lang.English, pdf.MostRows)
	many := sample.Large(lang.English, 100000)
	f := read(t, many, paper.A4)
	if few := read(t, most, paper.A4); len(f.Pages) != len(few.Pages) || len(f.Pages) > 200 {
		t.Errorf("%d pages, %d", len(f.Pages), len(few.Pages))
	}
	text := f.Text()
	if m := missing(text, []string{"15Q XB 01999 67890", "The first 2,000 of 100,000 rows. The other 98,000 are in the CSV file"}); m != "" {
		t.Errorf("no %q", m)
	}
	if strings.Contains(text, "15Q XB 02000 67890") {
		t.Error("there are more rows")
	}
	taken := func(d *report.Document) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := pdf.Write(new(bytes.Buffer), d, paper.A4); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	if a, b := taken(most), taken(many); b > a+a/10 {
		t.Errorf("%d MB for %d rows, %d MB for 100,000", a>>20, pdf.MostRows, b>>20)
	}
}

// TestSameBytes wants the same file of the same document, and another of another.
func TestSameBytes(t *testing.T) {
	var files [3]bytes.Buffer
	for i := range files {
		d := sample.Large(lang.Spanish, 30)
		d.Sections[0].Figures = []report.Figure{figure("a", 1200, 500)}
		if i == 2 {
			d.Start = d.Start.AddDate(0, 0, 1)
		}
		if err := pdf.Write(&files[i], d, paper.A4); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) || bytes.Equal(files[0].Bytes(), files[2].Bytes()) {
		t.Error("the same document gives other bytes, or another the same")
	}
}

type full struct{ wrote int }

var errFull = errors.New("no space left on device")

func (w *full) Write(b []byte) (int, error) {
	n := min(len(b), 1000)
	w.wrote += n
	return n, errFull
}

func TestFull(t *testing.T) {
	if err := pdf.Write(&full{}, sample.Document(lang.English), paper.A4); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

// FuzzNames wants a file whatever a name is.
func FuzzNames(f *testing.F) {
	for _, name := range sample.Names {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		read(t, sample.Hostile(lang.English, name), paper.Letter)
	})
}

// BenchmarkWrite writes a report of the flagship's size without its pictures.
func BenchmarkWrite(b *testing.B) {
	d := sample.Large(lang.English, 50)
	b.ReportAllocs()
	for b.Loop() {
		if err := pdf.Write(new(bytes.Buffer), d, paper.A4); err != nil {
			b.Fatal(err)
		}
	}
}
