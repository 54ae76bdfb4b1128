package paper_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"lindero/data/drawing"
	"lindero/internal/pdftext"
	"lindero/lang"
	"lindero/report/paper"
)

var body = paper.Font{SizePt: 10}

func sample(size paper.Size) *paper.Doc {
	d := paper.New(size, paper.Info{Title: "Informe (ñ) 東京", Lang: lang.Spanish, Version: "1.2.3",
		Made: time.Date(2027, 1, 4, 6, 0, 0, 0, time.UTC), Foot: "Las líneas son ilustrativas."})
	d.Heading(0, "Resumen", paper.Font{SizePt: 18, Bold: true}, 60)
	d.Paragraph("La frontera entre Țara y ñandú — 12 km·h, \u201ccitado\u201d → «más» a\\b (c)", body)
	d.Paragraph("Puesto 東京 大学 y पुणे y محطة", body)
	d.Picture(picture(), 45, d.Y, 0.75)
	d.Page(true)
	d.Heading(1, "Tabla", paper.Font{SizePt: 14, Bold: true}, 60)
	rows := make([][]string, 90)
	for i := range rows {
		rows[i] = []string{lang.English.Count(i * 1000), strings.Repeat("nombre ", i%12+1), "15QXU1234567890"}
	}
	d.Table(&paper.Table{Columns: []paper.Column{{Title: "n", Right: true}, {Title: "nombre", Share: 3}, {Title: "MGRS"}}, Rows: rows, Total: []string{"90", "todo", ""}})
	return d
}

func picture() *drawing.Drawing {
	d := &drawing.Drawing{WidthPx: 400, HeightPx: 200, Looks: map[string]drawing.Look{
		"ground": {Fill: "#f4f4f4", Stroke: "#444444", WidthPx: 1}, "land": {Pattern: "land"},
		"c1": {Colour: "#b84a00"}, "line": {Stroke: drawing.Current, WidthPx: 2, DashPx: []float64{5, 3}},
		"dot": {Stroke: drawing.Current, WidthPx: 8, Round: true, Opacity: 0.5}, "name": {SizePx: 12, Halo: "#ffffff", Fill: drawing.Current, Italic: true},
	}, Patterns: map[string]drawing.Pattern{"land": {WidthPx: 8, HeightPx: 8, Ground: "#ead9b0", Stroke: "#8a7440", StrokePx: 1,
		Lines: [][]drawing.Point{{{X: 0, Y: 8}, {X: 8, Y: 0}}}}}}
	d.Rect("ground", 0, 0, 400, 200)
	d.Area("land", []drawing.Point{{X: 20, Y: 20}, {X: 380, Y: 20}, {X: 200, Y: 180}}, drawing.Box(180, 40, 60, 60))
	d.Open("c1", "tooltip")
	d.Line("line", 10, 100, 390, 120)
	d.Dots("dot", drawing.Point{X: 50, Y: 150}, drawing.Point{X: 80, Y: 150})
	d.Turned("name", drawing.Middle, 200, 100, 30, "Nombre girado")
	d.Text("name", drawing.End, 390, 60, "al final (1)")
	d.Close()
	return d
}

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

func TestSample(t *testing.T) {
	b, f := written(t, sample(paper.A4))
	if out := os.Getenv("LINDERO_PDF_OUT"); out != "" {
		os.WriteFile(out, b, 0o600)
	}
	t.Log(len(b), len(f.Pages), f.Outline)
}
