package sheet_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/data/drawing"
	"lindero/internal/pdftext"
	"lindero/lang"
	"lindero/report/paper"
	"lindero/report/sheet"
	"lindero/sectors"
)

var sizes = []paper.Size{paper.A4, paper.Letter}

func write(t *testing.T, sheets []*sheet.Sheet, size paper.Size) (raw []byte, read *pdftext.File) {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WritePDF(&out, sheets, size); err != nil {
		t.Fatal(err)
	}
	file, err := pdftext.Read(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), file
}

func (x planned) sheets(t *testing.T, o sheet.Options) (out []*sheet.Sheet) {
	for _, id := range sheet.Pairs(x.plan) {
		out = append(out, x.sheet(t, id, o))
	}
	return out
}

// tight leaves out of a text all that breaking lines may change.
func tight(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '-' || r == '\u00ad' }), "")
}

// said lists all texts of a sheet in the order in which a page has them.
func said(s *sheet.Sheet) []string {
	out := append([]string{s.Title, s.Subject, s.Period, s.Sector}, s.Parties...)
	out = append(append(out, s.AbsentTitle), s.Absent...)
	out = append(out, s.BesideTitle)
	for _, n := range s.Beside {
		out = append(out, n.Text)
	}
	out = append(out, s.BeatsTitle)
	out = append(out, s.BeatHead[:]...)
	for _, b := range s.Beats {
		out = append(out, strconv.Itoa(b.Number), b.Meet.Name, b.Meet.MGRS, b.Meet.Degrees, b.Part.Name, b.Part.MGRS, b.Part.Degrees, b.Walk)
		out = append(append(out, b.Legs...), b.Times)
	}
	out = append(out, s.TimesTitle)
	for _, row := range s.Times {
		out = append(out, row...)
	}
	out = append(out, s.TimesNotes...)
	return append(out, s.NotesTitle, s.Sources, s.Notice)
}

// TestPages wants one page for each pair, of its size, with a bookmark, and all
// texts of the sheet on it in order; the same bytes each time.
func TestPages(t *testing.T) {
	for _, x := range both(t) {
		for _, l := range []lang.Lang{lang.English, lang.Spanish} {
			for _, side := range []string{"", x.plan.Sides[0], x.plan.Sides[1]} {
				for _, size := range sizes {
					sheets := x.sheets(t, sheet.Options{Lang: l, Side: side})
					raw, file := write(t, sheets, size)
					if len(file.Pages) != len(sheets) || len(file.Outline) != len(sheets) {
						t.Fatalf("%d pages and %d bookmarks of %d sheets", len(file.Pages), len(file.Outline), len(sheets))
					}
					if again, _ := write(t, sheets, size); !bytes.Equal(raw, again) {
						t.Error("the same sheets give other bytes")
					}
					if file.Lang != string(l) || file.Creator != "Lindero test" || !strings.HasPrefix(file.Created, "D:2027010") {
						t.Errorf("language %q, by %q, of %q", file.Lang, file.Creator, file.Created)
					}
					for i, s := range sheets {
						page := file.Pages[i]
						if wide := map[paper.Size]float64{paper.A4: 595.28, paper.Letter: 612}[size]; page.Wide != wide {
							t.Errorf("a page %g wide", page.Wide)
						}
						if file.Outline[i].Title != s.Title || file.Outline[i].Page != i+1 {
							t.Errorf("bookmark %+v of %s", file.Outline[i], s.Title)
						}
						holds(t, page, said(s))
						legibly(t, page)
					}
				}
			}
		}
	}
}

// blank is a map without words, which have their places in another way.
func blank(wide, high float64) *drawing.Drawing {
	return &drawing.Drawing{WidthPx: wide, HeightPx: high}
}

// TestPlaces wants all words between the edges of their page, and none on others.
func TestPlaces(t *testing.T) {
	for _, x := range both(t) {
		for _, side := range []string{"", x.plan.Sides[1]} {
			for _, size := range sizes {
				sheets := x.sheets(t, sheet.Options{Lang: lang.Spanish, Side: side})
				for _, s := range sheets {
					s.Map = blank
				}
				_, file := write(t, sheets, size)
				for _, page := range file.Pages {
					within(t, page)
				}
			}
		}
	}
}

// holds wants texts on a page, each after the one before.
func holds(t *testing.T, page pdftext.Page, texts []string) {
	t.Helper()
	rest := tight(strings.Join(page.Words, ""))
	for _, text := range texts {
		_, after, found := strings.Cut(rest, tight(text))
		if !found {
			t.Errorf("%q is not on the page, or not after what comes before it: %s", text, rest)
			return
		}
		rest = after
	}
}

// TestSidePages wants nothing of the other side in the file either, map and all.
func TestSidePages(t *testing.T) {
	x := plan(t, "guatemala-mexico", func(s *sectors.Scenario) { secret(s, 0) })
	raw, file := write(t, x.sheets(t, sheet.Options{Lang: lang.Spanish, Side: "MX"}), paper.A4)
	for _, text := range []string{file.Text(), string(raw), file.Title, fmt.Sprint(file.Outline)} {
		if strings.Contains(strings.ToLower(text), "secret") {
			t.Error("the file tells of the other side")
		}
	}
	// The same plan with posts of the other side elsewhere, and no gaps, is the same
	// file.
	elsewhere, open := *x.layout.Scenario, *x.plan
	elsewhere.Posts, open.Gaps = slices.Clone(elsewhere.Posts), nil
	for i := range elsewhere.Posts {
		if p := &elsewhere.Posts[i]; p.Side == "GT" {
			p.At[0] += 0.05
		}
	}
	l, err := sectors.NewLayout(&elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := write(t, planned{l, &open}.sheets(t, sheet.Options{Lang: lang.Spanish, Side: "MX"}), paper.A4); !bytes.Equal(raw, again) {
		t.Error("the file differs by where posts of the other side are, or by gaps")
	}
	if again, _ := write(t, planned{l, &open}.sheets(t, sheet.Options{Lang: lang.Spanish}), paper.A4); bytes.Equal(raw, again) {
		t.Error("what both sides read does not differ by where posts are")
	}
	if _, file := write(t, x.sheets(t, sheet.Options{Lang: lang.Spanish}), paper.A4); !strings.Contains(file.Text(), "secret") {
		t.Error("what both sides read does not tell of both")
	}
}

// crowded is Andorra with names of so many letters, and its pair of the most beats
// with so many beats and sorties.
func crowded(t *testing.T, name string, beats, sorties int) (x planned, pair string) {
	x = boxed["andorra"](t)
	named := *x.layout.Scenario
	named.Posts = slices.Clone(named.Posts)
	for i := range named.Posts {
		named.Posts[i].Name = name + " " + named.Posts[i].Name
	}
	layout, err := sectors.NewLayout(&named)
	if err != nil {
		t.Fatal(err)
	}
	pair = "AD-02+EU-06"
	own, _ := x.sorties(pair)
	if len(own) == 0 {
		t.Fatalf("no sorties of %s", pair)
	}
	p := *x.plan
	p.Sorties, p.Beats, p.MeetingPoints = nil, nil, slices.Clone(p.MeetingPoints)
	for i := range p.MeetingPoints {
		p.MeetingPoints[i].Name = name + " " + p.MeetingPoints[i].Name
	}
	for i := range beats {
		b := x.plan.Beats[i%len(x.plan.Beats)]
		b.ID, b.Pair = fmt.Sprintf("%s/%d", pair, i+1), pair
		p.Beats = append(p.Beats, b)
	}
	for i := range sorties {
		s := own[i%len(own)]
		s.ID, s.Number, s.Beat = fmt.Sprintf("%s/s%d", pair, i+1), i+1, p.Beats[i%len(p.Beats)].ID
		p.Sorties = append(p.Sorties, s)
	}
	return planned{layout, &p}, pair
}

var (
	rowsLeft  = regexp.MustCompile(`Sorties that do not fit on this page: ([\d,]+), from no\. (\d+) on\.`)
	beatsLeft = regexp.MustCompile(`Beats that do not fit on this page: ([\d,]+), from (\d+) on\.`)
	smallest  = regexp.MustCompile(`/F[\w]+ ([\d.]+) Tf`)
)

// TestCrowded wants one page whatever there is to say. What has no room is told,
// with how much it is, and all else is on the page; type is never below 7 points.
func TestCrowded(t *testing.T) {
	long := strings.Repeat("Paso de los vientos altos ", 20)
	for _, c := range []struct {
		name           string
		beats, sorties int
		side           string
		most           [2]int // that may be left out, of A4 and of letter
	}{
		{"", 8, 56, "AD", [2]int{0, 8}},
		{"Collado", 8, 40, "", [2]int{0, 0}},
		{long, 8, 56, "AD", [2]int{0, 8}},
		{long, 8, 56, "", [2]int{0, 8}},
		{strings.Repeat("x", 4000), 8, 56, "EU", [2]int{0, 8}},
		{long, 60, 2000, "", [2]int{1960, 1960}},
		{"", 1, 2000, "EU", [2]int{1920, 1930}},
		{"", 1, 0, "", [2]int{}},
	} {
		x, pair := crowded(t, c.name, c.beats, c.sorties)
		for _, size := range sizes {
			s := x.sheet(t, pair, sheet.Options{Side: c.side})
			s.Map = blank
			_, file := write(t, []*sheet.Sheet{s}, size)
			if len(file.Pages) != 1 {
				t.Fatalf("%d beats, %d sorties: %d pages", c.beats, c.sorties, len(file.Pages))
			}
			words := file.Pages[0].Words
			text := strings.Join(words, " ")
			shown, left := len(s.Times), told(t, rowsLeft, text, len(s.Times))
			shown -= left
			if beats := len(s.Beats) - told(t, beatsLeft, text, len(s.Beats)); beats < min(3, len(s.Beats)) {
				t.Errorf("%d beats, %d sorties: only %d beats", c.beats, c.sorties, beats)
			}
			if left > c.most[size] {
				t.Errorf("%d beats, %d sorties on %s for %q: %d sorties left out", c.beats, c.sorties, size, c.side, left)
			}
			for i, row := range s.Times {
				if on := contains(words, row); on != (i < shown) {
					t.Errorf("%d beats, %d sorties: no. %s on the page: %v, of %d shown", c.beats, c.sorties, row[0], on, shown)
					break
				}
			}
			legibly(t, file.Pages[0])
			within(t, file.Pages[0])
		}
	}
}

// legibly wants no type of a page below 7 points.
func legibly(t *testing.T, page pdftext.Page) {
	t.Helper()
	found := smallest.FindAllStringSubmatch(page.Content, -1)
	for _, m := range found {
		if pt, err := strconv.ParseFloat(m[1], 64); err != nil || pt < 7 {
			t.Errorf("type of %s points", m[1])
		}
	}
	if len(found) == 0 {
		t.Error("no type")
	}
}

// told returns how many a sentence says are left out; of so many, from a number on.
func told(t *testing.T, sentence *regexp.Regexp, text string, of int) int {
	m := sentence.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	from, err2 := strconv.Atoi(m[2])
	if err != nil || err2 != nil || n <= 0 || n > of || from != of-n+1 {
		t.Errorf("%q of %d", m[0], of)
	}
	return n
}

// contains reports whether a row's texts stand one after the other.
func contains(words, row []string) bool {
	for i := range words {
		if i+len(row) <= len(words) && slices.Equal(words[i:i+len(row)], row) {
			return true
		}
	}
	return false
}

var placed = regexp.MustCompile(`/F\w+ ([\d.]+) Tf|BT ([\d.-]+) ([\d.-]+) Td`)

// ink is the room that words take, without what hangs below their line.
type ink struct {
	words                   string
	left, right, low, above float64
}

func (a *ink) over(b *ink) bool {
	const hair = 0.3
	return a.left < b.right-hair && b.left < a.right-hair && a.low < b.above-hair && b.low < a.above-hair
}

// within wants all words of a page between its edges, and none on others.
func within(t *testing.T, page pdftext.Page) {
	t.Helper()
	var inks []ink
	n, pt := 0, 0.0
	for _, m := range placed.FindAllStringSubmatch(page.Content, -1) {
		if m[1] != "" {
			pt, _ = strconv.ParseFloat(m[1], 64)
			continue
		}
		x, _ := strconv.ParseFloat(m[2], 64)
		y, _ := strconv.ParseFloat(m[3], 64)
		if n >= len(page.Words) {
			t.Fatalf("%d words have no place", len(page.Words))
		}
		if end := x + paper.Width(page.Words[n], paper.Font{SizePt: pt}); x < 27 || end > page.Wide-27 || y < 20 || y > page.High-27 {
			t.Errorf("%q from %g to %g, at %g of %g × %g", page.Words[n], x, end, y, page.Wide, page.High)
		}
		inks = append(inks, ink{page.Words[n], x, x + paper.Width(page.Words[n], paper.Font{SizePt: pt}), y, y + 0.7*pt})
		n++
	}
	for i := range inks {
		for k := range i {
			if inks[i].over(&inks[k]) {
				t.Errorf("%q is written on %q", inks[i].words, inks[k].words)
			}
		}
	}
	if n < 20 || n != len(page.Words) {
		t.Errorf("%d of %d words have a place", n, len(page.Words))
	}
}
