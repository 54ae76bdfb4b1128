package xlsx_test

import (
	"fmt"
	"math"
	"strings"
	"time"

	"lindero/lang"
	"lindero/report"
)

// zone is the clock that people read at the border: six hours behind.
var zone = time.FixedZone("CST", -6*3600)

var start = time.Date(2027, 1, 4, 0, 0, 0, 0, zone)

// sample is a report with everything that a report can have, in small.
func sample(l lang.Lang) *report.Document {
	return &report.Document{
		Lang: l, Title: "Coverage and gaps: Guatemala–Mexico", Viewer: "For both sides", Period: "From 2027-01-04 00:00 to 2027-02-01 00:00 (28 d)",
		Headline: []report.Fact{{Name: "Watched", Value: "1,377.6 km", Note: "of the border and all further routes"}, {Name: "Open", Value: "12,345.678 km·h", Note: ""}, {Name: "Gaps", Value: "50", Note: "=2+3"}},
		Summary:  []string{"18 pairs watch 963.5 km of the border.", strings.Repeat("The longest gap lies between km 12 and km 34. ", 9)},
		Sections: []report.Section{
			{ID: "map", Title: "Map", Figures: []report.Figure{{ID: "map", Caption: "caption", Alt: "alt"}}},
			{ID: "gaps", Title: "Gaps", Text: []string{"The largest first."}, Tables: []*report.Table{gaps(6)}},
			{ID: "revisit", Title: "Revisit", Tables: []*report.Table{revisit()}},
			{ID: "proof", Title: "Proof", Text: []string{"No division of the border among these pairs is better.", "It was checked twice."}},
		},
		About:   []report.Fact{{Name: "Scenario", Value: "sha256:" + strings.Repeat("0123456789abcdef", 4), Note: ""}, {Name: "Program", Value: "Lindero 1.2.3", Note: ""}},
		Sources: []report.Source{{Name: "Borders", Licence: "ODbL 1.0", Attribution: "© OpenStreetMap contributors", URL: "https://www.openstreetmap.org/copyright"}, {Name: "By word of mouth", Licence: "none", Attribution: "", URL: "javascript:alert(1)"}},
		Notice:  "Lines are an illustration & no legal position.",
		Data:    nil, Start: start, End: start.AddDate(0, 0, 28),
	}
}

func gapColumns() []report.Column {
	return []report.Column{
		{Key: "id", Title: "gap"},
		{Key: "place", Title: "place"},
		{Key: "kind", Title: "kind"},
		{Key: "from_m", Title: "from km", Type: report.Number, Scale: 0.001, Decimals: 1},
		{Key: "exposure_km_h", Title: "exposure km·h", Type: report.Number, Decimals: 3},
		{Key: "watches", Title: "watches in the period", Type: report.Count},
		{Key: "from", Title: "from", Type: report.Moment},
		{Key: "never", Title: "never watched", Type: report.Truth},
		{Key: "risk", Title: "risk", Type: report.Number, DataOnly: true},
	}
}

// gaps is a table of so many rows, whose numbers have many digits.
func gaps(n int) *report.Table {
	t := &report.Table{ID: "gaps", Title: "Gaps: the largest first", Columns: gapColumns(), Note: "Chainage is that of the border."}
	sum := 0.0
	for i := range n {
		exposure := math.Sqrt(float64(i)+2) * math.Pow(10, float64(i%7)-1)
		sum += exposure
		at := start.Add(time.Duration(i) * 617 * time.Minute)
		t.Rows = append(t.Rows, []report.Cell{
			{Text: fmt.Sprintf("g%d", i+1)},
			{Text: fmt.Sprintf("between post %d and the river", i%91)},
			{Text: "río", Value: "river"},
			{Text: "…", Value: math.Pi * float64(i) * 12_345},
			{Text: "…", Value: exposure},
			{Text: "…", Value: i * 1001},
			{Text: at.Format("2006-01-02 15:04"), Value: at},
			{Text: "no", Value: i%2 == 1},
			{Text: "–"},
		})
	}
	t.Total = []report.Cell{{Text: "Total"}, {}, {}, {}, {Text: "…", Value: sum}, {Text: "…", Value: n}, {}, {}, {}}
	return t
}

func revisit() *report.Table {
	return &report.Table{ID: "revisit", Title: "Revisit by kind",
		Columns: []report.Column{{Key: "kind", Title: "kind"}, {Key: "worst_h", Title: "longest h", Type: report.Number, Decimals: 1}},
		Rows: [][]report.Cell{
			{{Text: "land", Value: "land"}, {Text: "70.5", Value: 70.5}},
			{{Text: "sea", Value: "sea"}, {Text: "never"}},
		}}
}

// scripts are names in many scripts, and hostile ones.
func scripts() []string {
	return []string{
		"تاباتشولا ↔ الحدود", "תפצ'ולה", "塔帕丘拉邊境哨所", "ทาปาชูลา", "तापाचुला", "Тапачула", "Ταπατσούλα", "ተፓቹላ", "👮🏽‍♀️ 🇬🇹",
		"=HYPERLINK(\"http://example.org\",\"x\")", "+1+1", "-1", "@SUM(A1)", "\t=1", "'=1", "=cmd|' /C calc'!A0",
		"_x0041_", "_x005F_x0041_", "a\x00b\x01c", "line\nbreak", "cr\rlf\r\nend", " spaces ", "\xff\xfe", "\u202Egnirts", "<b>&amp;</b> ]]> \"'", "\uFFFE\uFFFF",
		strings.Repeat("very long ", 5000), strings.Repeat("𝄞", 20_000), "1e5", "007", "TRUE", "2027-01-04",
	}
}

// held writes such names as sheets can hold them, without what turns words.
var held = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\t", " ", "\x00", "\uFFFD", "\x01", " ", "\uFFFE", "\uFFFD", "\uFFFF", "\uFFFD", "\u202E", "", "\xff", "\uFFFD", "\xfe", "\uFFFD")

// hostile is a report of such names.
func hostile() *report.Document {
	d := sample(lang.Spanish)
	d.Sections, d.Sources, d.About, d.Headline = nil, nil, nil, nil
	names := &report.Table{ID: "names", Title: "'[Names]: of / every * script? \\ and a very long title'", Columns: []report.Column{{Key: "name", Title: "=name"}, {Key: "name", Title: "=name"}, {Key: "n", Title: "", Type: report.Count}}}
	for i, s := range scripts() {
		names.Rows = append(names.Rows, []report.Cell{{Text: s}, {Text: s, Value: "code"}, {Text: "…", Value: i}})
		d.Headline = append(d.Headline, report.Fact{Name: s, Value: s, Note: s})
		d.Sources = append(d.Sources, report.Source{Name: s, Licence: s, Attribution: s, URL: s})
	}
	d.Title, d.Notice, d.Viewer = strings.Join(scripts()[:16], " "), strings.Repeat("&1 =", 300), "\x00&"
	d.Summary = scripts()
	empty := &report.Table{ID: "empty", Title: "History", Columns: gapColumns(), Note: "=nothing"}
	d.Sections = []report.Section{{Title: "=names", Tables: []*report.Table{names, empty, {ID: "bare", Title: ""}, nil, {Title: " \n"}, {Title: "HISTORY –"}}}}
	return d
}
