package data

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math"
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
	if _, err := io.WriteString(w, `{"type":"FeatureCollection","features":[`); err != nil {
		return err
	}
	sep := "\n"
	for f := range features {
		text, err := f.MarshalJSON()
		if err != nil {
			return fmt.Errorf("write feature %v: %w", f.ID, err)
		}
		if _, err := fmt.Fprintf(w, "%s%s", sep, text); err != nil {
			return err
		}
		sep = ",\n"
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
}

// illustrative is said with every output of a scenario.
const illustrative = "Lines and posts are an illustration and imply no legal position."

// MembersOf returns what a collection of a report says: the scenario it comes
// from and that scenario's sources. The public is not told the scenario's
// hash: it covers posts and patrols, and a guess at them could be tried
// against it.
func MembersOf(r *planner.Report, v View) Members {
	s := r.Coverage.Layout.Scenario
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
	return WriteGeoJSON(w, gapFeatures(r, Full), MembersOf(r, Full))
}

// WriteGapsCSV writes the gaps of a report as a table: the properties of its
// features, and the shape as a measured line (WKT, MULTILINESTRING M, the
// measure being the chainage in metres), which PostGIS and QGIS read for
// linear referencing.
func WriteGapsCSV(w io.Writer, r *planner.Report) error {
	columns := gapColumns(r)
	out := csv.NewWriter(w)
	if err := out.Write(append(append([]string{"gap"}, columns...), "wkt")); err != nil {
		return err
	}
	number := numbering{}
	for i := range r.Gaps {
		g := &r.Gaps[i]
		f := gapFeature(r, g, Full, number)
		row := []string{fmt.Sprint(f.ID)}
		for _, c := range columns {
			row = append(row, cell(f.Properties[c]))
		}
		text, err := measuredWKT(r.Coverage.Layout.Routes[g.Route].Line, g.Span)
		if err != nil {
			return fmt.Errorf("write gap %v: %w", f.ID, err)
		}
		if err := out.Write(append(row, text)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
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
	g := geom.NewMultiLineString(geom.XYM)
	parts, measures := l.Measured(s)
	for i, part := range parts {
		coords := make([]geom.Coord, len(part))
		for j, p := range part {
			coords[j] = geom.Coord{p[0], p[1], metres(measures[i][j])}
		}
		line, err := geom.NewLineString(geom.XYM).SetCoords(coords)
		if err != nil {
			return "", err
		}
		if err := g.Push(line); err != nil {
			return "", err
		}
	}
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
