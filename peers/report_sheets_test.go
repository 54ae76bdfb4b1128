//go:build peers

package peers

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/paper"
	"lindero/report/sheet"
	"lindero/sectors"
)

// TestSheets asks Poppler what it finds in sector sheets: a page for each pair, of
// the size that was asked for, with all its hours and places as words in order.
func TestSheets(t *testing.T) {
	for _, name := range []string{"guatemala-mexico", "andorra"} {
		l, p := planned(t, name)
		for _, language := range []lang.Lang{lang.English, lang.Spanish} {
			for _, side := range []string{"", p.Sides[0], p.Sides[1]} {
				sheets := sheetsOf(t, l, p, sheet.Options{Lang: language, Side: side})
				for size, want := range map[paper.Size]string{paper.A4: "595.28 x 841.89 pts (A4)", paper.Letter: "612 x 792 pts (letter)"} {
					t.Run(strings.Join([]string{name, string(language), side, size.String()}, "-"), func(t *testing.T) {
						file := sheetFile(t, sheets, size)
						info := poppler(t, "pdfinfo", "-f", "1", "-l", fmt.Sprint(len(sheets)), file)
						if !strings.Contains(info, fmt.Sprintf("Pages:           %d\n", len(sheets))) || strings.Count(info, want) != len(sheets) {
							t.Errorf("pdfinfo of %d sheets:\n%s", len(sheets), info)
						}
						pages := strings.Split(poppler(t, "pdftotext", "-raw", file, "-"), "\f")
						for i, s := range sheets {
							inOrder(t, pages[i], s)
						}
						poppler(t, "pdftoppm", "-r", "30", "-gray", "-png", file, strings.TrimSuffix(file, ".pdf"))
					})
				}
			}
		}
	}
}

func sheetsOf(t *testing.T, l *sectors.Layout, p *planner.Plan, o sheet.Options) (out []*sheet.Sheet) {
	t.Helper()
	for _, id := range sheet.Pairs(p) {
		s, err := sheet.New(l, p, id, o)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func sheetFile(t *testing.T, sheets []*sheet.Sheet, size paper.Size) string {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.WritePDF(&b, sheets, size); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if kept := os.Getenv(outEnv); kept != "" {
		dir = filepath.Join(kept, filepath.Base(t.Name()))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "sheets.pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// inOrder wants what a sheet says on a page, each after the one before. Lines may
// be broken anywhere.
func inOrder(t *testing.T, page string, s *sheet.Sheet) {
	t.Helper()
	rest := strings.Join(strings.Fields(page), "")
	texts := slices.Concat([]string{s.Title, s.Subject, s.Period, s.Sector}, s.Parties, s.Absent)
	for _, b := range s.Beats {
		texts = append(append(texts, b.Meet.Name, b.Meet.MGRS, b.Meet.Degrees, b.Part.MGRS, b.Part.Degrees, b.Walk), b.Legs...)
	}
	for _, row := range s.Times {
		texts = append(texts, strings.Join(row, ""))
	}
	for _, text := range append(texts, s.Sources, s.Notice) {
		_, after, found := strings.Cut(rest, strings.Join(strings.Fields(text), ""))
		if !found {
			t.Fatalf("%s: %q is not where it should be:\n%s", s.Title, text, page)
		}
		rest = after
	}
}

// TestSheetsOfASide searches what Poppler reads in the sheets of a side, and their
// bytes, for the posts and patrols of the other.
func TestSheetsOfASide(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	// Places of the field have names like posts: those of one side get their own.
	ids := map[string]string{}
	for i := range s.Posts {
		if p := &s.Posts[i]; p.Side == "GT" {
			ids[p.ID] = "hidden-" + p.ID
			p.ID, p.Name = ids[p.ID], "Hidden "+p.Name
		}
	}
	for i := range s.Patrols {
		if p := &s.Patrols[i]; p.Side == "GT" {
			p.ID, p.Post = "hidden-"+p.ID, ids[p.Post]
		}
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		t.Fatal(err)
	}
	p, err := planner.Run(context.Background(), l, planner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for side, tells := range map[string]bool{"": true, "GT": true, "MX": false} {
		file := sheetFile(t, sheetsOf(t, l, p, sheet.Options{Lang: lang.Spanish, Side: side}), paper.A4)
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all := strings.ToLower(poppler(t, "pdftotext", file, "-") + poppler(t, "pdfinfo", file) + string(raw))
		if strings.Contains(all, "hidden") != tells {
			t.Errorf("sheets for %q tell of posts and patrols of GT: %v", side, !tells)
		}
	}
}
