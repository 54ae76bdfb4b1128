package paper_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"lindero/internal/pdftext"
	"lindero/report/paper"
)

// rowsOf returns the words of a page by height, from the top.
func rowsOf(p pdftext.Page) [][]string {
	byY := map[float64][]string{}
	var ys []float64
	for i, at := range p.At {
		if byY[at.Y] == nil {
			ys = append(ys, at.Y)
		}
		byY[at.Y] = append(byY[at.Y], p.Words[i])
	}
	slices.SortFunc(ys, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	out := make([][]string, len(ys))
	for i, y := range ys {
		out[i] = byY[y]
	}
	return out
}

// TestTable wants the head on each page, each row in one piece and once, numbers
// to the right, and no total alone.
func TestTable(t *testing.T) {
	for n := 95; n < 110; n++ {
		d := paper.New(paper.A4, paper.Info{})
		table := &paper.Table{Columns: []paper.Column{{Title: "n.º", Right: true}, {Title: "nombre"}}, Rows: numbered(n), Total: []string{"999,999", "todo"}}
		d.Table(table)
		_, f := written(t, d)
		next := 0
		for i, p := range f.Pages {
			rows := rowsOf(p)
			rows = rows[:len(rows)-1] // the foot
			if strings.Join(rows[0], "|") != "n.º|nombre" {
				t.Fatalf("%d rows, page %d begins with %q", n, i+1, rows[0])
			}
			for _, r := range rows[1:] {
				switch {
				case next < n && strings.Join(r, "|") == strings.Join(table.Rows[next], "|"):
					next++
				case next == n && strings.Join(r, "|") == "999,999|todo":
					next++
				default:
					t.Fatalf("%d rows, page %d has %q after row %d", n, i+1, r, next)
				}
			}
			if len(rows) < 3 {
				t.Errorf("%d rows, page %d has %q only", n, i+1, rows)
			}
			rights := map[string]bool{}
			for k, at := range p.At {
				if words := p.Words[k]; words != "nombre" && words != "todo" && k < len(p.At)-1 {
					bold := words == "n.º" || words == "999,999"
					rights[fmt.Sprintf("%.1f", at.X+paper.Width(words, paper.Font{SizePt: 8, Bold: bold}))] = true
				}
			}
			if len(rights) != 1 {
				t.Errorf("%d rows, page %d: numbers end at %v", n, i+1, rights)
			}
		}
		if next != n+1 {
			t.Errorf("%d of %d rows", next, n)
		}
	}
}

// TestTableOfLongNames wants all of it within the page, whatever stands in it.
func TestTableOfLongNames(t *testing.T) {
	d := paper.New(paper.A4, paper.Info{})
	d.Page(false)
	long := strings.Repeat("Llanfairpwllgwyngyll", 15)
	sentence := strings.Repeat("de muchas palabras ", 7)
	columns := make([]paper.Column, 12)
	for i := range columns {
		columns[i].Title = []string{long, "x"}[min(i, 1)]
	}
	row := make([]string, 12)
	row[3], row[5], row[11] = long, sentence, strings.Repeat("y", 100000)
	table := &paper.Table{Columns: columns, Rows: [][]string{row, row[:2], nil, row}}
	d.Table(table)
	d.Table(&paper.Table{})
	d.Table(&paper.Table{Columns: columns[:2]})
	d.Table(&paper.Table{Columns: columns, Rows: [][]string{slices.Repeat([]string{"Llanfairpwllgwyngyll"}, 12)}})
	_, f := written(t, d)
	var text strings.Builder
	for _, p := range f.Pages {
		for i, at := range p.At {
			right := at.X + paper.Width(p.Words[i], paper.Font{SizePt: 7})
			if at.X < 45 || right > p.Wide-44.9 || at.Y < 18 {
				t.Errorf("%q stands at %v", p.Words[i], at)
			}
			text.WriteString(p.Words[i])
		}
	}
	solid := strings.ReplaceAll(text.String(), " ", "")
	if n := strings.Count(solid, strings.ReplaceAll(sentence, " ", "")); n != 2 {
		t.Errorf("the sentence is there %d times", n)
	}
	if n := strings.Count(solid, "…"); n < 2 || len(f.Pages) > 6 {
		t.Errorf("%d cells are cut, %d pages", n, len(f.Pages))
	}
}

// TestTallRows wants rows that are longer than half a page to run on, with all of
// their lines in order and a head on each page.
func TestTallRows(t *testing.T) {
	var lines []string
	for i := range 30 {
		lines = append(lines, fmt.Sprintf("line %d", i))
	}
	d := paper.New(paper.Letter, paper.Info{})
	d.Page(true)
	d.Table(&paper.Table{Columns: []paper.Column{{Title: "head"}}, Rows: append(numbered(15), []string{strings.Join(lines, "\n")}, []string{"end"})})
	_, f := written(t, d)
	var got []string
	for _, p := range f.Pages {
		if p.Words[0] != "head" {
			t.Errorf("a page begins with %q", p.Words[0])
		}
		for _, w := range p.Words {
			if strings.HasPrefix(w, "line") || w == "end" {
				got = append(got, w)
			}
		}
	}
	if !slices.Equal(got, append(lines, "end")) || len(f.Pages) != 2 {
		t.Errorf("%d pages with %q", len(f.Pages), got)
	}
}
