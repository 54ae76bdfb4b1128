// Package sample makes documents by hand for the tests of writers: a small one to
// read, a long one to measure, and one in which every text is somebody else's.
package sample

import (
	"fmt"
	"time"

	"lindero/data/drawing"
	"lindero/lang"
	"lindero/report"
)

var zone = time.FixedZone("", -6*3600)

// Start is when the period of all of them begins.
var Start = time.Date(2027, 1, 4, 0, 0, 0, 0, zone)

// Document is a small report with one of everything but a drawing.
func Document(l lang.Lang) *report.Document {
	x := func(english, spanish string) string {
		if l == lang.Spanish {
			return spanish
		}
		return english
	}
	gaps := Gaps(l, 3)
	return &report.Document{
		Lang:   l,
		Title:  x("Coverage and gaps: Guatemala–Mexico", "Cobertura y huecos: Guatemala–México"),
		Viewer: x("For both sides", "Para ambos lados"),
		Period: x("4 to 31 January 2027 (28 d)", "Del 4 al 31 de enero de 2027 (28 d)"),
		About: []report.Fact{
			{Name: x("scenario", "escenario"), Value: "0f3b9c1d2e4a5b60", Note: x("the hash of its content", "la huella de su contenido")},
			{Name: x("plan", "plan"), Value: "5512aa90c3d4e5f6"},
			{Name: "Lindero", Value: "0.9.0"},
		},
		Headline: []report.Fact{
			{Name: x("covered", "cubierto"), Value: "58.8 %", Note: x("1,373.4 of 2,335.4 km", "1,373.4 de 2,335.4 km")},
			{Name: x("gaps", "huecos"), Value: "3"},
			{Name: x("longest wait", "espera más larga"), Value: "28 d", Note: x("the rule on land is 7 d", "la norma en tierra es 7 d")},
			{Name: x("sorties", "salidas"), Value: "244"},
		},
		Summary: []string{
			x("Of 2,335.4 km that are to be watched, 1,373.4 are seen as often as the rules ask.",
				"De 2,335.4 km por vigilar, 1,373.4 se ven con la frecuencia que piden las normas."),
			x("No plan of these pairs in this order does better.", "Ningún plan de estas parejas en este orden es mejor."),
		},
		Sections: []report.Section{
			{ID: "map", Title: x("Map", "Mapa"), Figures: []report.Figure{{ID: "whole", Caption: x("The border and its sectors", "La frontera y sus sectores"),
				Alt: x("The border from the Pacific to Belize, with 18 sectors.", "La frontera desde el Pacífico hasta Belice, con 18 sectores."), Wide: true}}},
			{ID: "gaps", Title: x("Gaps", "Huecos"), Text: []string{x("Largest exposure first.", "Primero los de mayor exposición.")}, Tables: []*report.Table{gaps}},
			{ID: "revisit", Title: x("Revisit", "Revisita"), Tables: []*report.Table{kinds(l, x), {ID: "changes", Title: x("What changed", "Qué cambió"),
				Columns: []report.Column{{Key: "what", Title: x("what", "qué")}}}}},
			{ID: "proof", Title: x("Proof", "Prueba"), Text: []string{x(
				"Between the meeting points of pair 7 nobody walks faster than the plan has it, so no other division is quicker.",
				"Entre los puntos de encuentro de la pareja 7 nadie camina más rápido que en el plan, así que ninguna otra división es más rápida.")}},
		},
		Sources: []report.Source{
			{Name: "geo-maps", Licence: "ODbL-1.0", Attribution: "© OpenStreetMap contributors", URL: "https://www.openstreetmap.org/copyright"},
			{Name: x("posts", "puestos"), Licence: "CC-BY-4.0", Attribution: "GeoNames"},
		},
		Notice: x("Lines are an illustration and state no legal position.", "Las líneas son ilustrativas y no expresan una posición jurídica."),
		Data:   gaps,
		Start:  Start, End: Start.AddDate(0, 0, 28),
	}
}

func kinds(l lang.Lang, x func(english, spanish string) string) *report.Table {
	t := &report.Table{ID: "kinds", Title: x("By kind", "Por tipo"), Columns: []report.Column{
		{Key: "kind", Title: x("kind", "tipo")},
		{Key: "length_m", Title: x("length km", "longitud km"), Type: report.Number, Scale: 0.001, Decimals: 1},
		{Key: "gap_count", Title: x("gaps", "huecos"), Type: report.Count},
		{Key: "met", Title: x("rule met", "norma cumplida"), Type: report.Truth},
	}, Note: x("Times are those of a timetable that repeats.", "Los tiempos son los de un horario que se repite."),
		Total: []report.Cell{{Text: l.T("total")}, number(l, 2335390.7713230806, 0.001), count(l, 3), {}}}
	for i, k := range []string{"land", "river", "sea"} {
		m := []float64{573261.5651249657, 390209.7689906796, 1371919.4372074353}[i]
		t.Rows = append(t.Rows, []report.Cell{{Text: l.T(k), Value: k}, number(l, m, 0.001), count(l, i),
			{Text: x([2]string{"no", "yes"}[i%2], [2]string{"no", "sí"}[i%2]), Value: i%2 == 1}})
	}
	return t
}

func number(l lang.Lang, v, scale float64) report.Cell {
	return report.Cell{Text: l.Number(v*scale, 1), Value: v}
}

func count(l lang.Lang, n int) report.Cell { return report.Cell{Text: l.Count(n), Value: n} }

// Gaps is a table of n gaps, with the columns that a report has.
func Gaps(l lang.Lang, n int) *report.Table {
	t := &report.Table{ID: "gaps", Title: l.T("gaps"), Columns: []report.Column{
		{Key: "rank", Title: "#", Type: report.Count},
		{Key: "gap", Title: "id", DataOnly: true},
		{Key: "route", Title: l.T("route"), Share: 2},
		{Key: "kind", Title: l.T("kind")},
		{Key: "from_m", Title: l.T("chainage"), Type: report.Number, Scale: 0.001, Decimals: 1},
		{Key: "length_m", Title: l.T("length"), Type: report.Number, Scale: 0.001, Decimals: 1},
		{Key: "from_mgrs", Title: l.T("start")},
		{Key: "from", Title: l.T("gap"), Type: report.Moment},
		{Key: "gap_h", Title: "h", Type: report.Number, Decimals: 1},
		{Key: "exposure_km_h", Title: "km·h", Type: report.Number, Decimals: 1},
		{Key: "reason", Title: "?"},
		{Key: "nearest_post_gt", Title: "GT"},
		{Key: "nearest_post_mx", Title: "MX"},
	}}
	for i := range n {
		at := Start.Add(time.Duration(i%600) * time.Hour)
		id := fmt.Sprintf("volcan-tacana-rio-chixoy/%d", i+1)
		kind := []string{"land", "river", "sea"}[i%3]
		t.Rows = append(t.Rows, []report.Cell{count(l, i+1), {Text: id}, {Text: "Volcán Tacaná – Río Chixoy"}, {Text: l.T(kind), Value: kind},
			number(l, 235400.00000022934+float64(i), 0.001), number(l, 1200.0000000029395, 0.001), {Text: fmt.Sprintf("15Q XB %05d 67890", i%100000)},
			{Text: at.Format("2006-01-02 15:04"), Value: at}, number(l, 168, 1), number(l, 200.39999990926208/float64(i+1), 1),
			{Text: l.T("revisit_exceeded"), Value: "revisit_exceeded"}, {Text: "Playa Grande (Ixcán)"}, {Text: "Flor de Cacao"}})
	}
	return t
}

// Picture is a small drawing with words.
func Picture(words string) *drawing.Drawing {
	return &drawing.Drawing{WidthPx: 800, HeightPx: 200, Lang: "en", Title: words, Desc: words,
		Looks:    map[string]drawing.Look{"land": {Pattern: "dots"}, "line": {Stroke: "#0060a8", WidthPx: 2}, "name": {Fill: "#222222", SizePx: 12, Halo: "#ffffff"}},
		Patterns: map[string]drawing.Pattern{"dots": {WidthPx: 8, HeightPx: 8, Ground: "#ead9b0", Stroke: "#8a7440", StrokePx: 1, Lines: [][]drawing.Point{{{X: 2, Y: 2}, {X: 3, Y: 2}}}}},
		Marks: []drawing.Mark{
			{Kind: drawing.Path, Class: "land", Closed: true, Lines: [][]drawing.Point{{{X: 0, Y: 0}, {X: 800, Y: 0}, {X: 800, Y: 200}}}},
			{Kind: drawing.Open, Tooltip: words},
			{Kind: drawing.Path, Class: "line", Lines: [][]drawing.Point{{{X: 10, Y: 10}, {X: 700, Y: 150}}}},
			{Kind: drawing.Words, Class: "name", At: drawing.Point{X: 400, Y: 100}, Anchor: drawing.Middle, Text: words},
			{Kind: drawing.Close},
		}}
}

// Large is the small report with n gaps, and a table of 18 sectors.
func Large(l lang.Lang, n int) *report.Document {
	d := Document(l)
	d.Data = Gaps(l, n)
	d.Sections[1].Tables = []*report.Table{d.Data}
	d.Sections[2].Tables = append(d.Sections[2].Tables, Gaps(l, 18), Gaps(l, 18))
	return d
}

// Hostile is a report in which every text that can come from a scenario is s.
func Hostile(l lang.Lang, s string) *report.Document {
	fact := []report.Fact{{Name: s, Value: s, Note: s}}
	t := &report.Table{ID: s, Title: s, Note: s, Total: []report.Cell{{Text: s, Value: s}, {Text: s}, {Text: s}},
		Columns: []report.Column{{Key: s, Title: s}, {Key: s, Title: s, Type: report.Number}, {Key: s, Title: s, Type: report.Moment}},
		Rows:    [][]report.Cell{{{Text: s, Value: s}, {Text: s, Value: 1.5}, {Text: s, Value: Start}}, {{Text: s}}, nil}}
	return &report.Document{Lang: l, Title: s, Viewer: s, Period: s, About: fact, Headline: fact, Summary: []string{s, s},
		Sections: []report.Section{{ID: s, Title: s, Text: []string{s}, Figures: []report.Figure{{ID: s, Caption: s, Alt: s}, {ID: s, Caption: s, Alt: s, Drawing: Picture(s)}}, Tables: []*report.Table{t, t}},
			{ID: s, Title: s}},
		Sources: []report.Source{{Name: s, Licence: s, Attribution: s, URL: s}, {Name: s, URL: "https://example.org/" + s}},
		Notice:  s, Data: t, Start: Start, End: Start.AddDate(0, 0, 28)}
}

// Names are hostile texts.
var Names = []string{
	"</script><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "'><svg onload=alert(1)>", "</style><style>*{background:url(//evil)}",
	"</title><h1>x", "<!--", "-->", "]]>", "&lt;b&gt; &amp; &#60;", "a|b", "| --- |", "`code`", "``", "*a* _b_ **c** ~~d~~", "# head", "- item", "1. one", "1) one",
	"+ plus", "> quote", "    indented", "---", "===", "\\", "\\|", "a\\", "[x](javascript:alert(1))", "![x](http://evil/x.png)", "<http://evil>", "http://evil.example/x",
	"www.evil.example", "me@evil.example", "javascript:alert(1)", "[^1]", "[^1]: note", "$a$", ":smile:", "a\nb", "a\r\n\r\n# b", "\u202egpj.exe", "a\x00b", "\xff\xfe", "a\u2028b",
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=HYPERLINK(\"http://evil\",\"x\")", "a,b;\"c\"", "'", "שער הגבול", "حرس الحدود", "警察署", "🚔", "", " ", "-", "!",
	"<details>", "&copy", "{{.}}", "${x}", "x\"y'z", "a;=1+1",
}
