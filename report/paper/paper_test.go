package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lindero/data/drawing"
	"lindero/internal/pdftext"
	"lindero/lang"
	"lindero/report/paper"
)

var (
	body  = paper.Font{SizePt: 10}
	start = time.Date(2027, 1, 4, 0, 0, 0, 0, time.FixedZone("", -6*3600))
	about = paper.Info{Title: "Informe (ñ) 東京", Lang: lang.Spanish, Version: "1.2.3", Made: start, Foot: "Las líneas son ilustrativas."}
)

// written writes a document, and reads it back.
func written(t *testing.T, d *paper.Doc) ([]byte, *pdftext.File) {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := pdftext.Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), f
}

// sample has something of everything: an upright page, and turned ones.
func sample(size paper.Size) *paper.Doc {
	d := paper.New(size, about)
	d.Heading(0, "Resumen", paper.Font{SizePt: 18, Bold: true}, 60)
	d.Paragraph("Țara, ñandú — 12 km·h → «más» a\\b (c)", body)
	d.Picture(picture(), 45, d.Y, 0.75)
	d.Page(true)
	d.Heading(1, "Tabla", paper.Font{SizePt: 14, Bold: true}, 60)
	d.Place("tabla")
	d.Table(&paper.Table{Columns: []paper.Column{{Title: "n", Right: true}, {Title: "nombre"}}, Rows: numbered(90)})
	d.On(1, func() { d.Link(100, 200, 30, 10, "tabla") })
	d.Web(10, 10, 10, 10, "https://example.org/a(b)")
	d.Web(10, 10, 10, 10, "javascript:alert(1)")
	return d
}

func numbered(n int) [][]string {
	rows := make([][]string, n)
	for i := range rows {
		rows[i] = []string{lang.English.Count(i * 37), "nombre"}
	}
	return rows
}

func TestParseSize(t *testing.T) {
	for name, want := range map[string]paper.Size{"a4": paper.A4, "A4": paper.A4, "Letter": paper.Letter} {
		if got, err := paper.ParseSize(name); got != want || err != nil {
			t.Error(name, got, err)
		}
	}
	for _, size := range []paper.Size{paper.A4, paper.Letter} {
		if got, err := paper.ParseSize(size.String()); got != size || err != nil {
			t.Error(size, got, err)
		}
	}
	if _, err := paper.ParseSize("a5"); err == nil || !strings.Contains(err.Error(), `"a5"`) {
		t.Error(err)
	}
}

// TestFile looks at what a file says of itself, and at sizes, feet, outline and
// links of upright and turned pages.
func TestFile(t *testing.T) {
	for size, want := range map[paper.Size][2]float64{paper.A4: {595.28, 841.89}, paper.Letter: {612, 792}} {
		b, f := written(t, sample(size))
		if f.Title != about.Title || f.Creator != "Lindero 1.2.3" || f.Created != "D:20270104060000" || f.Lang != "es" {
			t.Errorf("%+v", f)
		}
		if stems := regexp.MustCompile(`/StemV \d+`).FindAllString(string(b), -1); len(stems) != 2 || stems[0] == stems[1] {
			t.Errorf("fonts are as thick as %q", stems)
		}
		if len(b) > 60000 { // the fonts have 1.3 MB
			t.Errorf("%d bytes: the fonts seem to be in it whole", len(b))
		}
		if len(f.Pages) != 4 {
			t.Fatalf("%v: %d pages", size, len(f.Pages))
		}
		for i, p := range f.Pages {
			wide, high := want[0], want[1]
			if i > 0 {
				wide, high = high, wide
			}
			if p.Wide != wide || p.High != high {
				t.Errorf("%v page %d: %g × %g", size, i+1, p.Wide, p.High)
			}
			n := len(p.Words)
			if p.Words[n-2] != "página "+string(rune('1'+i))+" de 4" || p.Words[n-1] != about.Foot {
				t.Errorf("%v page %d ends with %q", size, i+1, p.Words[n-2:])
			}
			for k, at := range p.At {
				if at.Y < 20 && at != (pdftext.Point{}) || at.Y > high-40 || at.X > wide-45 {
					t.Errorf("%v page %d: %q stands at %v", size, i+1, p.Words[k], at)
				}
			}
		}
		if len(f.Outline) != 2 || f.Outline[0].Title != "Resumen" || f.Outline[0].Page != 1 || f.Outline[1].Title != "Tabla" || f.Outline[1].Page != 2 {
			t.Fatalf("%v: %v", size, f.Outline)
		}
		// A bookmark leads to a little above its heading.
		for _, e := range f.Outline {
			p := f.Pages[e.Page-1]
			if above := e.Y - p.At[0].Y; p.Words[0] != e.Title || above < 10 || above > 50 {
				t.Errorf("%v: %v leads to %g above %q", size, e, above, p.Words[0])
			}
		}
		if f.Pages[0].Links != 1 || len(f.Pages[3].URLs) != 1 || f.Pages[3].URLs[0] != "https://example.org/a(b)" {
			t.Errorf("%v: links %d, %q", size, f.Pages[0].Links, f.Pages[3].URLs)
		}
		if !bytes.Contains(b, []byte("/Rect [100.00 "+map[paper.Size]string{paper.A4: "641.89 130.00 631.89", paper.Letter: "592.00 130.00 582.00"}[size])) {
			t.Errorf("%v: the link of the first page is not where it was put", size)
		}
	}
}

// TestEmpty wants a page of a document on which nothing was written.
func TestEmpty(t *testing.T) {
	_, f := written(t, paper.New(paper.A4, paper.Info{}))
	if len(f.Pages) != 1 || f.Created != "" || f.Creator != "Lindero" {
		t.Errorf("%+v", f)
	}
}

// TestSameBytes writes the same at once in several places.
func TestSameBytes(t *testing.T) {
	want, _ := written(t, sample(paper.A4))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			var b bytes.Buffer
			if err := sample(paper.A4).Write(&b); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Error("other bytes", err)
			}
		})
	}
	wait.Wait()
}

// failing fails after so many bytes.
type failing struct{ left int }

var errFull = errors.New("no space left on device")

func (w *failing) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestFull(t *testing.T) {
	if err := sample(paper.A4).Write(&failing{1000}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

func picture() *drawing.Drawing {
	d := &drawing.Drawing{WidthPx: 400, HeightPx: 200, Looks: map[string]drawing.Look{
		"ground": {Fill: "#f4f4f4", Stroke: "#444444", WidthPx: 1}, "land": {Pattern: "land"},
		"c1": {Colour: "#b84a00"}, "bend": {Stroke: drawing.Current, WidthPx: 6, RoundCorners: true}, "line": {Stroke: drawing.Current, WidthPx: 2, DashPx: []float64{5, 3}},
		"dot": {Stroke: drawing.Current, WidthPx: 8, Round: true, Opacity: 0.5}, "name": {SizePx: 12, Halo: "#ffffff", Fill: drawing.Current, Italic: true},
	}, Patterns: map[string]drawing.Pattern{"land": {WidthPx: 8, HeightPx: 8, Ground: "#ead9b0", Stroke: "#8a7440", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: 0, Y: 8}, {X: 8, Y: 0}}}}}}
	d.Rect("ground", 0, 0, 400, 200)
	d.Area("land", []drawing.Point{{X: 20, Y: 20}, {X: 380, Y: 20}, {X: 200, Y: 180}}, drawing.Box(180, 40, 60, 60))
	d.Open("c1", "tooltip")
	d.Line("line", 10, 100, 390, 120)
	d.Path("bend", []drawing.Point{{X: 10, Y: 10}, {X: 30, Y: 10}, {X: 10, Y: 20}})
	d.Dots("dot", drawing.Point{X: 50, Y: 150}, drawing.Point{X: 80, Y: 150})
	d.Turned("name", drawing.Middle, 200, 100, 30, "Nombre girado")
	d.Text("name", drawing.End, 390, 60, "al final (1)")
	d.Close()
	return d
}

// TestPicture looks for the marks of a picture in the language of pages.
func TestPicture(t *testing.T) {
	d := paper.New(paper.A4, paper.Info{})
	d.Page(false)
	d.Picture(picture(), 100, 41.89, 0.5) // its upper left corner at 100, 800
	_, f := written(t, d)
	page := f.Pages[0]
	for what, want := range map[string]string{
		"the edge":         "q 100 700 200 100 re W n\n",
		"the ground":       "0.957 0.957 0.957 rg 100 800 m 300 800 l 300 700 l 100 700 l h B*",
		"a pattern's clip": "110 790 m 290 790 l 200 710 l h 190 780 m 220 780 l 220 750 l 190 750 l h W* 0.918 0.851 0.69 rg f*",
		"a tile's line":    "112 784 m 116 788 l ",
		"dashes":           "0.722 0.29 0 RG 1 w [2.5 1.5 ] 0 d 105 750 m 295 740 l S",
		"a round corner":   "3 w 1 j 105 795 m 115 795 l 105 790 l S",
		"dots":             "4 w 1 J 1 j 125 725 m 125 725 l 140 725 m 140 725 l S",
		"a dot's opacity":  "gs\n",
		"a slant at 30°":   "0.866 -0.5 0.684 0.76",
		"the halo":         "1 Tr 1 j 1 1 1 RG 1.5 w",
	} {
		if !strings.Contains(page.Content, want) {
			t.Errorf("%s: no %q in\n%.500s", what, want, page.Content)
		}
	}
	if words := page.Words[:2]; !slices.Equal(words, []string{"Nombre girado", "al final (1)"}) {
		t.Errorf("%q is read", page.Words)
	}
	half := paper.Width("Nombre girado", paper.Font{SizePt: 6}) / 2
	place := fmt.Sprintf("%.2f %.2f cm", 200-half*math.Cos(math.Pi/6), 750+half*0.5)
	if end := fmt.Sprintf("%g 770 cm", math.Round(29500-100*paper.Width("al final (1)", paper.Font{SizePt: 6}))/100); !strings.Contains(page.Content, place) || !strings.Contains(page.Content, end) {
		t.Errorf("no %q or no %q in\n%.500s", place, end, page.Content[strings.LastIndex(page.Content, "/GS1"):])
	}
	if strings.Contains(page.Content, "tooltip") {
		t.Error("there is a tooltip")
	}
}

// TestPictureOfTrash wants a file whatever a drawing holds, and nothing large.
func TestPictureOfTrash(t *testing.T) {
	nan, far := math.NaN(), math.Inf(1)
	d := &drawing.Drawing{WidthPx: 3000, HeightPx: 3000, Looks: map[string]drawing.Look{"x": {Fill: "red", Stroke: "#12345g", Pattern: "p", WidthPx: nan, SizePx: 10}},
		Patterns: map[string]drawing.Pattern{"p": {WidthPx: 1e-9, HeightPx: 1e-9, Stroke: "#fff", Lines: [][]drawing.Point{{{X: nan}, {Y: far}}}}}}
	d.Close()
	d.Area("x", []drawing.Point{{X: nan, Y: far}, {X: -far, Y: 1e300}}, nil, drawing.Box(0, 0, 3000, 3000))
	d.Path("x", []drawing.Point{{X: 1, Y: 1}})
	d.Open("y", "")
	d.Text("x", drawing.Start, nan, 5, "a\x00\u202eb\nc 東京")
	doc := paper.New(paper.A4, paper.Info{Lang: lang.English})
	doc.Picture(nil, 0, 0, 1)
	doc.Picture(d, 0, 0, nan)
	doc.Picture(d, 0, 0, 0.1)
	b, f := written(t, doc)
	if text := f.Text(); !strings.Contains(text, "a b c ?\n") || !strings.Contains(text, "A question mark (?)") {
		t.Errorf("%q", text)
	}
	if c := f.Pages[0].Content; strings.Contains(c, "NaN") || strings.Contains(c, "Inf") || len(b) > 1<<20 {
		t.Errorf("%d bytes:\n%.2000s", len(b), c)
	}
}
