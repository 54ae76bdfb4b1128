//go:build peers

package peers

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/oracle"
	"lindero/internal/plantest"
	"lindero/lang"
	"lindero/planner"
	"lindero/report"
	"lindero/report/paper"
	"lindero/report/pdf"
	"lindero/sectors"
)

// TestReportPDF asks Poppler what it finds in reports of the scenarios in the box:
// all words of the document in order, embedded fonts with a way back to Unicode,
// the size of the paper, and pages that it can draw.
func TestReportPDF(t *testing.T) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		l, p := planned(t, name)
		for _, language := range []lang.Lang{lang.English, lang.Spanish} {
			d, err := report.New(report.Input{Layout: l, Plan: p}, report.Options{Lang: language})
			if err != nil {
				t.Fatal(err)
			}
			for _, size := range []paper.Size{paper.A4, paper.Letter} {
				t.Run(strings.Join([]string{name, string(language), size.String()}, "-"), func(t *testing.T) {
					var b bytes.Buffer
					if err := pdf.Write(&b, d, size); err != nil {
						t.Fatal(err)
					}
					lookAtPDF(t, b.Bytes(), d, size)
				})
			}
		}
	}
}

func planned(t *testing.T, name string) (*sectors.Layout, *planner.Plan) {
	t.Helper()
	s, _, err := data.ReadScenario(name)
	if err != nil {
		t.Fatal(err)
	}
	return plantest.Planned(t, s)
}

func lookAtPDF(t *testing.T, b []byte, d *report.Document, size paper.Size) {
	dir := t.TempDir()
	if kept := os.Getenv(outEnv); kept != "" {
		dir = filepath.Join(kept, filepath.Base(t.Name()))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "report.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	info := poppler(t, "pdfinfo", file)
	wantSize := map[paper.Size]string{paper.A4: "595.28 x 841.89 pts (A4)", paper.Letter: "612 x 792 pts (letter)"}[size]
	for _, want := range []string{"Title:           " + d.Title, "Creator:         Lindero 1.2.3", wantSize, "CreationDate:"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo says nothing of %q:\n%s", want, info)
		}
	}
	fonts := strings.Split(strings.TrimSpace(poppler(t, "pdffonts", file)), "\n")[2:]
	for _, font := range fonts {
		if f := strings.Fields(font); len(f) < 8 || f[4] != "yes" || f[6] != "yes" {
			t.Errorf("not embedded, or without Unicode: %s", font)
		}
	}
	if len(fonts) != 2 {
		t.Errorf("%d fonts", len(fonts))
	}
	text := strings.Join(strings.Fields(poppler(t, "pdftotext", "-raw", file, "-")), "")
	for _, want := range saidIn(d) {
		_, rest, found := strings.Cut(text, strings.Join(strings.Fields(want), ""))
		if !found {
			t.Fatalf("%q is not where it should be", want)
		}
		text = rest
	}
	poppler(t, "pdftoppm", "-r", "40", "-png", file, filepath.Join(dir, "page"))
	drawn, _ := filepath.Glob(filepath.Join(dir, "page-*.png"))
	if want := fmt.Sprintf("Pages:           %d\n", len(drawn)); !strings.Contains(info, want) || len(drawn) < 2 {
		t.Errorf("%d pages are drawn:\n%s", len(drawn), info)
	}
}

// saidIn are texts of a document in the order in which paper has them.
func saidIn(d *report.Document) []string {
	out := append([]string{d.Title, d.Viewer, d.Period}, d.Summary...)
	for _, s := range d.Sections {
		out = append(append(out, s.Title), s.Text...)
		for _, f := range s.Figures {
			out = append(out, f.Caption)
		}
		for _, table := range s.Tables {
			for _, row := range table.Rows {
				for i, cell := range row {
					if !table.Columns[i].DataOnly {
						out = append(out, cell.Text)
					}
				}
			}
			out = append(out, table.Note)
		}
	}
	for _, s := range d.Sources {
		out = append(out, s.Name, s.Licence, s.Attribution, s.URL)
	}
	return out
}

// poppler runs one of Poppler's programs, which is to complain of nothing.
func poppler(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var out, complaints bytes.Buffer
	command := exec.CommandContext(ctx, oracle.Tool(t, name), args...)
	command.Stdout, command.Stderr = &out, &complaints
	if err := command.Run(); err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v\n%s", name, err, complaints.Bytes())
	}
	return out.String()
}
