package pdf_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"lindero/data"
	"lindero/data/picture"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/paper"
	"lindero/report/pdf"
	"lindero/sectors"
)

func TestTry(t *testing.T) {
	out := os.Getenv("LINDERO_PDF_OUT")
	if out == "" {
		t.Skip()
	}
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		s, _, err := data.ReadScenario(name)
		if err != nil {
			t.Fatal(err)
		}
		l, err := sectors.NewLayout(s)
		if err != nil {
			t.Fatal(err)
		}
		p, err := planner.Run(t.Context(), l, planner.Options{Version: "0.9.0"})
		if err != nil {
			t.Fatal(err)
		}
		for _, la := range []lang.Lang{lang.English, lang.Spanish} {
			t0 := time.Now()
			d, err := report.New(report.Input{Layout: l, Plan: p}, report.Options{Lang: la})
			if err != nil {
				t.Fatal(err)
			}
			t1 := time.Now()
			fig, err := picture.Draw(l, p, picture.Options{})
			if err != nil {
				t.Fatal(err)
			}
			d.Sections = append(d.Sections, report.Section{ID: "timetable", Title: "Timetable", Text: []string{"Says."}, Figures: []report.Figure{{ID: "t", Caption: "The caption.", Drawing: fig, Wide: true}, {ID: "u", Caption: "The caption.", Drawing: fig}}})
			for _, size := range []paper.Size{paper.A4, paper.Letter} {
				var b bytes.Buffer
				t2 := time.Now()
				if err := pdf.Write(&b, d, size); err != nil {
					t.Fatal(err)
				}
				t.Log(name, la, size, "content", t1.Sub(t0), "pdf", time.Since(t2), b.Len())
				os.WriteFile(out+"/"+name+"-"+string(la)+"-"+size.String()+".pdf", b.Bytes(), 0o600)
			}
		}
	}
}
