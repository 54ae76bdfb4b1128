package data

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb/geojson"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkt"

	"lindero/geo"
	"lindero/planner"
	"lindero/sectors"
)

// WriteGeoJSON writes a FeatureCollection, a feature a line. The members, if
// any, follow the features.
func WriteGeoJSON(w io.Writer, features iter.Seq[*geojson.Feature], members Members) error {
	list := slices.Collect(features)
	return writeCollection(w, len(list), members, func(dst []byte, i int) ([]byte, error) {
		return AppendFeature(dst, list[i])
	})
}

// writeCollection writes a FeatureCollection of n features.
func writeCollection(w io.Writer, n int, members Members, appendFeature func(dst []byte, i int) ([]byte, error)) error {
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	err := inOrder(w, n, func(dst []byte, i int) ([]byte, error) {
		return appendFeature(append(comma(dst, i), '\n'), i)
	})
	if err != nil {
		return err
	}
	rest, err := json.Marshal(members)
	if err != nil {
		return err
	}
	end := "\n]}\n"
	if string(rest) != "{}" {
		end = "\n]," + string(rest[1:]) + "\n"
	}
	_, err = io.WriteString(w, end)
	return err
}

// Members are what a FeatureCollection says beside its features.
type Members struct {
	Scenario string           `json:"scenario,omitempty"` // hash
	Sources  []sectors.Source `json:"sources,omitempty"`
	Note     string           `json:"note,omitempty"`
	BBox     []float64        `json:"bbox,omitempty"`
	Summary  any              `json:"summary,omitempty"` // of what the features are parts of
}

// illustrative is said with every output of a scenario.
const illustrative = "Lines and posts are an illustration and imply no legal position."

// MembersOf returns what a collection of a report says: the scenario it comes
// from and that scenario's sources. The public is not told the scenario's
// hash: it covers posts and patrols, and a guess at them could be tried
// against it.
func MembersOf(r *planner.Report, v View) Members { return membersOf(r.Coverage.Layout.Scenario, v) }

func membersOf(s *sectors.Scenario, v View) Members {
	if s.Sides[0].Code == "" {
		return Members{} // lines and places of the user's own
	}
	m := Members{Sources: s.Sources, Note: illustrative}
	if v == Full {
		m.Scenario = s.Hash()
	}
	return m
}

// WriteGapsGeoJSON writes the gaps of a report.
func WriteGapsGeoJSON(w io.Writer, r *planner.Report) error {
	ids := gapIDs(r)
	return writeCollection(w, len(r.Gaps), MembersOf(r, Full), func(dst []byte, i int) ([]byte, error) {
		return AppendFeature(dst, gapFeature(r, &r.Gaps[i], ids[i]))
	})
}

// WriteGapsCSV writes the gaps of a report as a table: the properties of its
// features, and the shape as a measured line (WKT, MULTILINESTRING M, the
// measure being the chainage in metres), which PostGIS and QGIS read for
// linear referencing.
func WriteGapsCSV(w io.Writer, r *planner.Report) error {
	columns, ids := gapColumns(r), gapIDs(r)
	header := csv.NewWriter(w)
	if err := header.Write(append(append([]string{"gap"}, columns...), "wkt")); err != nil {
		return err
	}
	if header.Flush(); header.Error() != nil {
		return header.Error()
	}
	return inOrder(w, len(r.Gaps), func(dst []byte, i int) ([]byte, error) {
		g := &r.Gaps[i]
		route := &r.Coverage.Layout.Routes[g.Route]
		f := geojson.NewFeature(nil)
		describeSpan(f, route, g.Span, ids[i])
		describeGap(f, r, g)
		row := []string{ids[i]}
		for _, c := range columns {
			row = append(row, cell(f.Properties[c]))
		}
		text, err := measuredWKT(route.Line, g.Span)
		if err != nil {
			return dst, fmt.Errorf("write gap %v: %w", ids[i], err)
		}
		line := bytes.NewBuffer(dst)
		out := csv.NewWriter(line)
		err = out.Write(append(row, text))
		out.Flush()
		return line.Bytes(), err
	})
}

// gapColumns returns the properties of gaps in the order of the table.
func gapColumns(r *planner.Report) []string {
	s := r.Coverage.Layout.Scenario
	columns := []string{"id", "kind", "name", "reason", "from_m", "to_m", "length_m",
		"border_from_m", "border_to_m", "start_mgrs", "middle_mgrs", "end_mgrs"}
	posts := []string{"nearest_post", "middle_post"}
	if s.Sides[0].Code != "" {
		posts = []string{"nearest_post", "middle_post_" + lower(s.Sides[0].Code), "middle_post_" + lower(s.Sides[1].Code)}
	}
	for _, name := range posts {
		columns = append(columns, name, name+"_id", name+"_m")
	}
	return columns
}

func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// measuredWKT writes a span of a line with its chainages as measures.
func measuredWKT(l *geo.Line, s geo.Span) (string, error) {
	parts, measures := l.Measured(s)
	var flat []float64
	var ends []int
	for i, part := range parts {
		flat = slices.Grow(flat, 3*len(part))
		for j, p := range part {
			flat = append(flat, p[0], p[1], metres(measures[i][j]))
		}
		ends = append(ends, len(flat))
	}
	g := geom.NewMultiLineStringFlat(geom.XYM, flat, ends)
	return wkt.NewEncoder(wkt.EncodeOptionWithMaxDecimalDigits(7)).Encode(g)
}

// Summary is what --json prints of a report. Lengths are kilometres.
type Summary struct {
	Scenario  string                 `json:"scenario,omitempty"` // hash
	LengthKm  float64                `json:"length_km"`
	CoveredKm float64                `json:"covered_km"`
	GapKm     float64                `json:"gap_km"`
	GapCount  int                    `json:"gap_count"`
	ByKind    map[string]KindSummary `json:"by_kind,omitempty"`
	Lines     []LineSummary          `json:"lines"`
	Gaps      []GapSummary           `json:"gaps,omitempty"`
	Defaults  []string               `json:"defaults,omitempty"`
	Sources   []sectors.Source       `json:"sources,omitempty"`
	Note      string                 `json:"note,omitempty"`
}

// KindSummary is the total of the routes of one kind.
type KindSummary struct {
	LengthKm  float64 `json:"length_km"`
	CoveredKm float64 `json:"covered_km"`
	GapKm     float64 `json:"gap_km"`
	GapCount  int     `json:"gap_count"`
}

// LineSummary is the total of the lines of one id.
type LineSummary struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind,omitempty"`
	LengthKm float64 `json:"length_km"`
	GapKm    float64 `json:"gap_km"`
	GapCount int     `json:"gap_count"`
}

// GapSummary is one gap of a scenario.
type GapSummary map[string]any

// Summarise returns what --json prints: lines in order of their first
// appearance, and for a scenario its gaps, totals by kind and sources.
// Defaults are the values that the scenario left open, as ReadScenario
// returns them.
func Summarise(r *planner.Report, defaults []string) Summary {
	s := r.Coverage.Layout.Scenario
	out := Summary{LengthKm: km(r.Total.LengthM), CoveredKm: km(r.Total.CoveredM()),
		GapKm: km(r.Total.GapM), GapCount: r.Total.GapCount,
		Lines: lineSummaries(r), Defaults: defaults}
	if s.Sides[0].Code == "" {
		return out
	}
	m := MembersOf(r, Full)
	out.Scenario, out.Sources, out.Note = m.Scenario, m.Sources, m.Note
	out.ByKind = map[string]KindSummary{}
	for k, t := range r.ByKind {
		out.ByKind[string(k)] = KindSummary{km(t.LengthM), km(t.CoveredM()), km(t.GapM), t.GapCount}
	}
	for f := range gapFeatures(r, Full) {
		out.Gaps = append(out.Gaps, GapSummary(f.Properties))
	}
	return out
}

// lineSummaries sums lines with the same id.
func lineSummaries(r *planner.Report) []LineSummary {
	at := map[string]int{}
	sums := []planner.Totals{}
	out := []LineSummary{}
	for i, t := range r.ByRoute {
		route := &r.Coverage.Layout.Routes[i]
		if !route.Watched {
			continue
		}
		k, ok := at[route.ID]
		if !ok {
			k = len(out)
			at[route.ID] = k
			out = append(out, LineSummary{ID: route.ID, Kind: string(route.Kind)})
			sums = append(sums, planner.Totals{})
		}
		sums[k] = sums[k].Add(t)
	}
	for k := range out {
		out[k].LengthKm, out[k].GapKm, out[k].GapCount = km(sums[k].LengthM), km(sums[k].GapM), sums[k].GapCount
	}
	return out
}

// km rounds to millimetres, in kilometres.
func km(m float64) float64 { return math.Round(m*1000) / 1e6 }
