package data_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkt"
	"pgregory.net/rapid"

	"lindero/data"
	"lindero/geo"
	"lindero/internal/reporttest"
	"lindero/planner"
	"lindero/sectors"
)

// odd is a batch of lines that are hard to write: over the antimeridian, cut
// at it, in parts, with ids and names of every sort.
func odd(t testing.TB) *planner.Report {
	t.Helper()
	s := &sectors.Scenario{Name: "odd", Rules: sectors.Rules{DetourFactor: 1},
		Posts: []sectors.Post{{ID: "1", Name: "a \"post\", <b>", WatchRadiusM: 20000, At: orb.Point{-179.5, 0}}, {ID: "2", WatchRadiusM: 5000, At: orb.Point{10.123456789, 0}}}}
	for _, r := range []struct {
		id    string
		parts []orb.LineString
	}{
		{"over", []orb.LineString{{{178, 0}, {-178, 0}}}},
		{"on", []orb.LineString{{{178, 0}, {182, 0}}}},
		{"cut", []orb.LineString{{{178, 0}, {180, 0}}, {{-180, 0}, {-178, 0}}}},
		{"parts", []orb.LineString{{{10, 0}, {10.123456789, 0}, {10.5, 0}}, {{11, 0}, {11.5, 0.333333333333}}}},
		{"over", []orb.LineString{{{0, 89}, {180, 89.5}}}},
		{"o/1", []orb.LineString{{{0, 1}, {0, 2}}}},
		{"\"quote\", \n<\u2028>", []orb.LineString{{{0, 1}, {0, 1.0000001}, {0, 1.1}}}},
	} {
		line, err := geo.NewLine(r.parts...)
		if err != nil {
			t.Fatal(err)
		}
		s.Routes = append(s.Routes, sectors.Route{ID: r.id, Watched: true, Line: line})
	}
	return reporttest.Of(t, s)
}

// collectionJSON is what RFC 7946 lets a FeatureCollection of lines hold.
type collectionJSON struct {
	Type     string          `json:"type"`
	CRS      json.RawMessage `json:"crs"`
	Features []struct {
		Type       string         `json:"type"`
		ID         any            `json:"id"`
		BBox       []float64      `json:"bbox"`
		Properties map[string]any `json:"properties"`
		Geometry   struct {
			Type        string        `json:"type"`
			Coordinates [][][]float64 `json:"coordinates"`
		} `json:"geometry"`
	} `json:"features"`
}

// decimals finds numbers in coordinates with more than seven.
var decimals = regexp.MustCompile(`[\[,]-?\d+\.\d{8,}`)

func TestGapsGeoJSON(t *testing.T) {
	for name, r := range map[string]*planner.Report{"odd": odd(t), "drawn": reportOf(t, drawn), "box": reportOf(t, "guatemala-mexico")} {
		var b bytes.Buffer
		if err := data.WriteGapsGeoJSON(&b, r); err != nil {
			t.Fatal(err)
		}
		if long := decimals.FindString(b.String()); long != "" {
			t.Errorf("%s: %s has too many decimals", name, long)
		}
		var c collectionJSON
		if err := json.Unmarshal(b.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Type != "FeatureCollection" || c.CRS != nil || len(c.Features) != len(r.Gaps) {
			t.Errorf("%s: %s, crs %s, %d features of %d gaps", name, c.Type, c.CRS, len(c.Features), len(r.Gaps))
		}
		seen := map[any]bool{}
		for i, f := range c.Features {
			id, isText := f.ID.(string)
			if !isText || id == "" || seen[id] {
				t.Errorf("%s: id %v", name, f.ID)
			}
			seen[id] = true
			if f.Type != "Feature" || f.Geometry.Type != "MultiLineString" || len(f.BBox) != 4 {
				t.Errorf("%s %s: %s, %s, bbox %v", name, id, f.Type, f.Geometry.Type, f.BBox)
			}
			checkGap(t, name+" "+id, f.BBox, f.Geometry.Coordinates)
			s := r.Gaps[i].Span
			if length := f.Properties["length_m"].(float64); math.Abs(length-s.LengthM()) > 0.001 {
				t.Errorf("%s: length_m %v of %v", id, length, s)
			}
		}
	}
}

// checkGap wants coordinates on earth, no part over the antimeridian, and a
// box around them.
func checkGap(t *testing.T, name string, box []float64, parts [][][]float64) {
	t.Helper()
	if len(parts) == 0 {
		t.Errorf("%s: no coordinates", name)
	}
	for _, part := range parts {
		if len(part) < 2 {
			t.Errorf("%s: a part of %d positions", name, len(part))
		}
		for j, p := range part {
			if len(p) != 2 || math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
				t.Errorf("%s: position %v", name, p)
			}
			if j > 0 && math.Abs(p[0]-part[j-1][0]) > 180 {
				t.Errorf("%s: %v to %v goes over the antimeridian", name, part[j-1], p)
			}
			inside := box[0] <= p[0] && p[0] <= box[2]
			if box[0] > box[2] {
				inside = box[0] <= p[0] || p[0] <= box[2]
			}
			if !inside || p[1] < box[1] || p[1] > box[3] {
				t.Errorf("%s: %v is outside %v", name, p, box)
			}
		}
	}
}

// TestGapsCSV reads the measured lines back.
func TestGapsCSV(t *testing.T) {
	for name, r := range map[string]*planner.Report{"odd": odd(t), "drawn": reportOf(t, drawn), "box": reportOf(t, "guatemala-mexico")} {
		var b, g bytes.Buffer
		if err := errors.Join(data.WriteGapsCSV(&b, r), data.WriteGapsGeoJSON(&g, r)); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		var c collectionJSON
		if err := json.Unmarshal(g.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(r.Gaps)+1 {
			t.Fatalf("%s: %d rows of %d gaps", name, len(rows), len(r.Gaps))
		}
		for i, row := range rows[1:] {
			get := func(column string) string { return row[slices.Index(rows[0], column)] }
			f := c.Features[i]
			if row[0] != f.ID || get("id") != f.Properties["id"] {
				t.Errorf("%s: row %d is %s, the feature %v", name, i, row[0], f.ID)
			}
			for _, column := range rows[0][1 : len(row)-1] {
				want := ""
				switch v := f.Properties[column].(type) {
				case string:
					want = v
				case float64:
					want = strconv.FormatFloat(v, 'f', -1, 64)
				}
				if got := get(column); got != want {
					t.Errorf("%s %s: %s is %q, in GeoJSON %q", name, row[0], column, got, want)
				}
			}
			checkMeasures(t, name+" "+row[0], get("wkt"), get("from_m"), get("to_m"))
		}
	}
}

func checkMeasures(t *testing.T, name, text, from, to string) {
	t.Helper()
	if strings.Contains(text, "e-") || strings.Contains(text, "e+") {
		t.Errorf("%s: exponent in %s", name, text)
	}
	g, err := wkt.Unmarshal(text)
	m, ok := g.(*geom.MultiLineString)
	if err != nil || !ok || m.Layout() != geom.XYM {
		t.Fatalf("%s: %v, %v of %.80s", name, err, g.Layout(), text)
	}
	all := []float64{}
	for _, part := range m.Coords() {
		for _, p := range part {
			all = append(all, p[2])
		}
	}
	if fmt.Sprint(all[0]) != trim(t, from) || fmt.Sprint(all[len(all)-1]) != trim(t, to) || !slices.IsSorted(all) {
		t.Errorf("%s: measures %v … %v, want %s … %s, rising: %v", name, all[0], all[len(all)-1], from, to, slices.IsSorted(all))
	}
}

func trim(t *testing.T, number string) string {
	t.Helper()
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(v)
}

func TestSummarise(t *testing.T) {
	got := data.Summarise(odd(t), nil)
	if got.Scenario != "" || got.ByKind != nil || got.Gaps != nil || got.Sources != nil {
		t.Errorf("a batch has no scenario: %+v", got)
	}
	ids := []string{}
	sum := data.KindSummary{}
	for _, l := range got.Lines {
		ids = append(ids, l.ID)
		sum.LengthKm, sum.GapKm, sum.GapCount = sum.LengthKm+l.LengthKm, sum.GapKm+l.GapKm, sum.GapCount+l.GapCount
	}
	if want := []string{"over", "on", "cut", "parts", "o/1", "\"quote\", \n<\u2028>"}; !cmp.Equal(ids, want) {
		t.Errorf("lines %q, want %q", ids, want)
	}
	if math.Abs(sum.LengthKm-got.LengthKm) > 1e-5 || math.Abs(sum.GapKm-got.GapKm) > 1e-5 || sum.GapCount != got.GapCount {
		t.Errorf("lines sum to %+v, total %+v", sum, got)
	}
	// The same line, written in three ways.
	for _, l := range got.Lines[1:3] {
		if math.Abs(l.GapKm-got.Lines[1].GapKm) > 1e-6 || l.GapCount != got.Lines[1].GapCount {
			t.Errorf("%s: %+v, want %+v", l.ID, l, got.Lines[1])
		}
	}
	full := data.Summarise(reportOf(t, drawn), []string{"x = 1"})
	if len(full.Gaps) != 6 || full.ByKind["land"].GapCount != 2 || len(full.Sources) != 1 || full.Note == "" || full.Defaults[0] != "x = 1" {
		t.Errorf("%+v", full)
	}
}

func TestParseLength(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(1e-6, 1e9).Draw(t, "v")
		unit := rapid.SampledFrom([]string{"m", "km", "mi", "nm", "nmi", " km ", "KM"}).Draw(t, "unit")
		per := map[string]float64{"m": 1, "km": 1000, "mi": 1609.344, "nm": 1852, "nmi": 1852}[strings.ToLower(strings.TrimSpace(unit))]
		got, err := data.ParseLength(fmt.Sprint(v) + unit)
		if err != nil || got != v*per {
			t.Fatalf("%v%s is %v, %v", v, unit, got, err)
		}
	})
}

// TestManyProblems lists 50 a file and counts the rest, all files together.
func TestManyProblems(t *testing.T) {
	dir := t.TempDir()
	lines, posts := filepath.Join(dir, "lines"), filepath.Join(dir, "posts")
	put(t, lines, `{"type":"FeatureCollection","features":[`+strings.Repeat("1,", 59)+"1]}")
	put(t, posts, "lon,lat\n"+strings.Repeat("0,91\n", 51))
	_, err := data.ReadBatch(t.Context(), data.Batch{Lines: lines, Posts: posts, ReachM: 1})
	var input *data.InputError
	if !errors.As(err, &input) || len(input.Problems) != 100 || input.More != 11 {
		t.Errorf("%d problems, %d more", len(input.Problems), input.More)
	}
}

// TestDust reads vertices and places that differ by less than can be measured.
func TestDust(t *testing.T) {
	dir := t.TempDir()
	lines, posts := filepath.Join(dir, "lines"), filepath.Join(dir, "posts")
	put(t, posts, "lon,lat\n5.6902623986817984e-160,5.6902623986817984e-160\n")
	put(t, lines, `{"type":"LineString","coordinates":[[2.8451311993408992e-160,2.8451311993408992e-160],[1,1]]}`)
	s, err := data.ReadBatch(t.Context(), data.Batch{Lines: lines, Posts: posts, ReachM: 1})
	if err != nil {
		t.Fatal(err)
	}
	if r := reporttest.Of(t, s); len(r.Gaps) != 1 || math.Abs(r.Gaps[0].Span.FromM-1) > 0.001 {
		t.Errorf("%v", r.Gaps)
	}
	put(t, lines, `{"type":"LineString","coordinates":[[7e-15,6.9e-164],[7e-15,7.4e-164]]}`)
	if _, err := data.ReadBatch(t.Context(), data.Batch{Lines: lines, Posts: posts, ReachM: 1}); err == nil || !strings.Contains(err.Error(), "no length") {
		t.Errorf("a line of dust: %v", err)
	}
}

// TestRoundAndRound reads a small file whose lines go from pole to pole, which
// would take gigabytes to measure: it is refused before.
func TestRoundAndRound(t *testing.T) {
	lines := filepath.Join(t.TempDir(), "lines")
	edges := strings.Repeat("[0,-90],[1,90],", 150) + "[0,-90]"
	feature := `{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[` + edges + `]}}`
	put(t, lines, `{"type":"FeatureCollection","features":[`+strings.Repeat(feature+",", 199)+feature+`]}`)
	_, err := data.ReadBatch(t.Context(), data.Batch{Lines: lines})
	var input *data.InputError
	if !errors.As(err, &input) || len(input.Problems) > 5 || !strings.Contains(err.Error(), "split the line") {
		t.Errorf("%.1000v", err)
	}
}
