package paper_test

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-pdf/fpdf"
	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
	"pgregory.net/rapid"

	"lindero/report/paper"
)

func TestReadable(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		"Tecún Umán – N° 7": "Tecún Umán – N° 7",
		"a\nb":              "a\nb",
		"e\u0301 n\u0303":   "é ñ",
		"Ελλάδα Кавказ Հայ ქარ Łč": "Ελλάδα Кавказ Հայ ქარ Łč",
		"q\u0308aqch\u0323":       "q\u0308aqcḥ",
		"a\x00b\tc\u2028d\u00a0e": "a b c d\u00a0e",
		"\u202egpj.exe":           "gpj.exe",
		"a\u200bb\u00adc\ufeffd":  "abcd",
	} {
		if got, whole := paper.Readable(in); got != want || !whole {
			t.Errorf("Readable(%q) = %q, %v; want %q", in, got, whole, want)
		}
	}
	for in, want := range map[string]string{
		"東京":                        "?",
		"Puesto 東京 大学 (norte)":      "Puesto ? (norte)",
		"पुणे":                      "?",
		"محطة الحدود":               "?",
		"שער הגבול 7":               "? 7",
		"สถานี ຊາຍແດນ":              "?",
		"Retén 🚩, km 7":             "Retén ?, km 7",
		"a\U00010000":               "a?",
		"ﷺ":                         "?",
		"x\ue000y":                  "x?y",
		"न\u200dम 東 and 京":          "? and ?",
		"東 ":                        "? ",
		"👩\u200d👩\u200d👧\ufe0f end": "? end",
	} {
		if got, whole := paper.Readable(in); got != want || whole {
			t.Errorf("Readable(%q) = %q, %v; want %q", in, got, whole, want)
		}
	}
	if paper.Or("Ñandú", "x") != "Ñandú" || paper.Or("東京", "mx-07") != "mx-07" {
		t.Error("Or")
	}
}

// TestWidth holds widths to those that the library reads from the whole fonts.
func TestWidth(t *testing.T) {
	peer := fpdf.New("P", "pt", "A4", "")
	peer.AddUTF8FontFromBytes("x", "", dejavusanscondensed.TTF)
	peer.AddUTF8FontFromBytes("x", "B", dejavusanscondensedbold.TTF)
	letters := 0
	for r := rune(1); r < 0xffff; r++ {
		readable, whole := paper.Readable(string(r))
		if !whole || readable != string(r) || r == '\n' {
			continue
		}
		letters++
		for _, bold := range []bool{false, true} {
			peer.SetFont("x", map[bool]string{true: "B"}[bold], 1000)
			if got, want := paper.Width(string(r), paper.Font{SizePt: 1000, Bold: bold}), peer.GetStringWidth(string(r)); got != want {
				t.Errorf("%U %v: %g, want %g", r, bold, got, want)
			}
		}
	}
	if letters < 3000 {
		t.Errorf("only %d letters", letters)
	}
}

// TestLines wants all letters in order, no line too wide, and words whole where
// they fit.
func TestLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("aaaaañmWé.- /\n\u0301"))).Draw(t, "words")
		wide := rapid.Float64Range(1, 60).Draw(t, "wide")
		f := paper.Font{SizePt: 8}
		lines := paper.Lines(words, f, wide)
		solid := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := solid(strings.Join(lines, " ")); got != solid(words) {
			t.Fatalf("%q became %q", words, lines)
		}
		for _, line := range lines {
			base := strings.TrimFunc(line, func(r rune) bool { return unicode.Is(unicode.M, r) })
			if paper.Width(line, f) > wide+0.001 && utf8.RuneCountInString(base) > 1 {
				t.Fatalf("%q is %g wide of %g", line, paper.Width(line, f), wide)
			}
		}
		for _, word := range strings.Fields(words) {
			if paper.Width(word, f) > wide {
				continue
			}
			found := false
			for _, line := range lines {
				found = found || strings.Contains(line, word)
			}
			if !found {
				t.Fatalf("%q is broken in %q", word, lines)
			}
		}
	})
	got := paper.Lines("one/two-three four", paper.Font{SizePt: 10}, paper.Width("two-thr", paper.Font{SizePt: 10}))
	if want := "one/ two- three four"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
	if got := paper.Lines("q\u0308q\u0308q\u0308", body, 1); strings.Join(got, "|") != "q\u0308|q\u0308|q\u0308" {
		t.Errorf("%q", got)
	}
	if got := paper.Lines("a\n\nb\n", body, 100); len(got) != 3 || got[1] != "" {
		t.Errorf("%q", got)
	}
}

// TestLacking wants it to be said once what a question mark stands for; of loose
// pages, on each that has one.
func TestLacking(t *testing.T) {
	for _, loose := range []bool{false, true} {
		info := about
		info.Loose = loose
		d := paper.New(paper.A4, info)
		d.Paragraph("todo se lee", body)
		d.Page(false)
		d.Put(100, 100, 0, "東京", body)
		d.Page(false)
		d.Table(&paper.Table{Columns: []paper.Column{{Title: "x"}}, Rows: [][]string{{"पुणे"}}})
		_, f := written(t, d)
		for i, p := range f.Pages {
			says := strings.Contains(strings.Join(p.Words, "\n"), "Un signo de interrogación (?)")
			if want := i == 1 || i == 2 && loose; says != want {
				t.Errorf("loose %v, page %d: %v, want %v", loose, i+1, says, want)
			}
		}
		if math.Abs(f.Pages[1].At[0].Y-741.89) > 0.01 {
			t.Errorf("put at %v", f.Pages[1].At[0])
		}
	}
}

// TestParagraph wants paragraphs to run over pages without a line alone on one,
// wherever a page ends.
func TestParagraph(t *testing.T) {
	for shift := range 42 {
		count := 32 + 14*(shift%3) // in three, four or five lines
		words := strings.Repeat("palabra ", count)
		d := paper.New(paper.Letter, paper.Info{})
		if n := len(paper.Lines(words, body, d.Room().Wide())); n != 3+shift%3 {
			t.Fatalf("%d lines", n)
		}
		d.Y += float64(shift)
		for range 40 {
			d.Paragraph(words, body)
			d.Skip(3)
		}
		_, f := written(t, d)
		found := 0
		for i, p := range f.Pages {
			lines := p.Words[:len(p.Words)-1] // without the foot
			for _, l := range lines {
				found += len(strings.Fields(l))
			}
			short := func(l string) bool { return len(l) < 80 } // the last line of a paragraph
			if n := len(lines); i > 0 && short(lines[0]) || short(lines[n-2]) && !short(lines[n-1]) {
				t.Errorf("shift %d, page %d: a line stands alone: %q … %q", shift, i+1, lines[0], lines[n-1])
			}
		}
		if found != 40*count || len(f.Pages) < 3 {
			t.Errorf("shift %d: %d words on %d pages", shift, found, len(f.Pages))
		}
	}
}
