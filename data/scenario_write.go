package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"go.yaml.in/yaml/v4"

	"lindero/sectors"
)

// ErrNoFolder says that a scenario holds what no folder can.
var ErrNoFolder = errors.New("the scenario cannot be written as a folder")

// WriteScenario writes the files of a scenario, which ReadScenario reads as the
// same scenario: write is called for each file there is, in a fixed order, with
// its name and what writes it. Places have all their decimals; the same scenario
// gives the same bytes. It fails with ErrNoFolder where there is ground covered by
// other means, which no file holds, and with the error of write.
func WriteScenario(s *sectors.Scenario, write func(name string, content func(io.Writer) error) error) error {
	if len(s.Covered) > 0 {
		return fmt.Errorf("%w: it has ground that is covered by other means", ErrNoFolder)
	}
	for _, file := range []struct {
		name    string
		n       int // what is in it; a file that must be there may hold nothing
		must    bool
		content func(io.Writer) error
	}{
		{"scenario.yaml", 1, true, func(w io.Writer) error { return writeScenarioYAML(w, s) }},
		{"border.geojson", len(s.Border), true, exactly(len(s.Border), func(i int) *geojson.Feature { return borderStretch(&s.Border[i]) })},
		{routesFile, len(s.Routes), false, exactly(len(s.Routes), func(i int) *geojson.Feature { return otherRoute(&s.Routes[i]) })},
		{"posts.geojson", len(s.Posts), true, exactly(len(s.Posts), func(i int) *geojson.Feature { return postOf(&s.Posts[i]) })},
		{"patrols.csv", len(s.Patrols), true, func(w io.Writer) error { return writePatrols(w, s.Patrols) }},
		{"risk.geojson", len(s.Risks), false, exactly(len(s.Risks), func(i int) *geojson.Feature { return riskOf(&s.Risks[i]) })},
		{"meeting-points.geojson", len(s.MeetingPoints), false, exactly(len(s.MeetingPoints), func(i int) *geojson.Feature { return meetingPoint(&s.MeetingPoints[i]) })},
		{"pairs.csv", len(s.Pairs), false, func(w io.Writer) error { return writePairs(w, s.Pairs) }},
		{"sectors.geojson", len(s.Sectors), false, exactly(len(s.Sectors), func(i int) *geojson.Feature { return fixedSector(&s.Sectors[i]) })},
		{"areas.geojson", len(s.SearchAreas), false, areasOf(s.SearchAreas)},
		{"forbidden.geojson", len(s.Forbidden), false, areasOf(s.Forbidden)},
		{"land.geojson", len(s.Land), false, areasOf(s.Land)},
		{"countries.geojson", len(s.Countries), false, exactly(len(s.Countries), func(i int) *geojson.Feature { return countryOf(&s.Countries[i]) })},
		{barriersFile, len(s.Barriers), false, exactly(len(s.Barriers), func(i int) *geojson.Feature { return importedBarrier(s.Barriers[i]) })},
		{landingsFile, len(s.Landings), false, exactly(len(s.Landings), func(i int) *geojson.Feature { return landingOf(&s.Landings[i]) })},
	} {
		if file.n == 0 && !file.must {
			continue
		}
		if err := write(file.name, file.content); err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
	}
	return nil
}

// exactly writes a FeatureCollection of n features, a feature a line, with all
// decimals of their places.
func exactly(n int, feature func(i int) *geojson.Feature) func(io.Writer) error {
	return func(w io.Writer) error {
		return writeCollection(w, n, Members{}, func(dst []byte, i int) ([]byte, error) {
			return AppendFeature(dst, feature(i))
		})
	}
}

// shaped makes a feature with an id.
func shaped(id string, shape orb.Geometry) *geojson.Feature {
	f := geojson.NewFeature(shape)
	if id != "" {
		f.ID = id
	}
	return f
}

// lineOf returns the shape of a route: of one part a LineString.
func lineOf(r *sectors.Route) orb.Geometry {
	parts := r.Line.Parts()
	if len(parts) == 1 {
		return parts[0]
	}
	return parts
}

func setNumber(f *geojson.Feature, name string, v float64) {
	if v != 0 {
		f.Properties[name] = v
	}
}

func borderStretch(r *sectors.Route) *geojson.Feature {
	f := shaped(r.ID, lineOf(r))
	f.Properties["kind"], f.Properties["left"], f.Properties["right"] = string(r.Kind), r.Left, r.Right
	setText(f, "name", r.Name)
	return f
}

func otherRoute(r *sectors.Route) *geojson.Feature {
	f := shaped(r.ID, lineOf(r))
	f.Properties["kind"], f.Properties["watched"], f.Properties["travel"] = string(r.Kind), r.Watched, r.Travel
	setText(f, "name", r.Name)
	setText(f, "side", r.Side)
	setText(f, "class", r.Class)
	setNumber(f, "speed_limit_kmh", r.SpeedLimitKmh)
	setNumber(f, "current_kmh", r.CurrentKmh)
	if r.OneWay {
		f.Properties["one_way"] = true
	}
	return f
}

func postOf(p *sectors.Post) *geojson.Feature {
	f := shaped(p.ID, p.At)
	f.Properties["side"], f.Properties["watch_radius_m"] = p.Side, p.WatchRadiusM
	setText(f, "name", p.Name)
	return f
}

func riskOf(r *sectors.Risk) *geojson.Feature {
	f := shaped(r.ID, r.Shape)
	f.Properties["weight"] = r.Weight
	setNumber(f, "radius_m", r.RadiusM)
	return f
}

func meetingPoint(m *sectors.MeetingPoint) *geojson.Feature {
	f := shaped(m.ID, m.At)
	setText(f, "name", m.Name)
	if m.Room != 0 {
		f.Properties["room"] = m.Room
	}
	return f
}

func fixedSector(s *sectors.FixedSector) *geojson.Feature {
	f := shaped(s.ID, s.Line)
	setText(f, "pair", s.Pair)
	return f
}

func areasOf(areas []sectors.Area) func(io.Writer) error {
	return exactly(len(areas), func(i int) *geojson.Feature {
		f := shaped(areas[i].ID, areas[i].Polygon)
		setText(f, "name", areas[i].Name)
		setText(f, "side", areas[i].Side)
		return f
	})
}

func countryOf(c *sectors.Country) *geojson.Feature {
	f := shaped("", c.Polygon)
	f.Properties["code"] = c.Code
	setText(f, "name", c.Name)
	setText(f, "side", c.Side)
	return f
}

func landingOf(l *sectors.Landing) *geojson.Feature {
	f := shaped(l.ID, l.At)
	f.Properties["change_min"] = l.ChangeMin
	setText(f, "name", l.Name)
	setText(f, "side", l.Side)
	return f
}

func writePatrols(w io.Writer, patrols []sectors.Patrol) error {
	out := csv.NewWriter(w)
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	err := out.Write(patrolColumns)
	for i := 0; i < len(patrols) && err == nil; i++ {
		p := &patrols[i]
		err = out.Write([]string{p.ID, p.Side, p.Post, p.Layer,
			number(p.SpeedKmh.Land), number(p.SpeedKmh.River), number(p.SpeedKmh.Sea), number(p.WatchRadiusM),
			number(p.ShiftH), number(p.RestH), number(p.ShiftsPerWeek), day(p.AvailableFrom), day(p.AvailableTo)})
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

func writePairs(w io.Writer, pairs []sectors.FixedPair) error {
	out := csv.NewWriter(w)
	err := out.Write(pairColumns)
	for i := 0; i < len(pairs) && err == nil; i++ {
		err = out.Write([]string{pairs[i].ID, pairs[i].Patrols[0], pairs[i].Patrols[1]})
	}
	out.Flush()
	return errors.Join(err, out.Error())
}

// writeScenarioYAML writes scenario.yaml, with every value that has a default.
func writeScenarioYAML(w io.Writer, s *sectors.Scenario) error {
	y := scenarioFile{Format: 1, Name: s.Name, Start: startText(s), PeriodD: &s.PeriodD, Sources: s.Sources, Rules: rulesFile{
		RevisitH: perKindFile(s.Rules.RevisitH), OffRouteSpeedKmh: perKindFile(s.Rules.OffRouteSpeedKmh), DetourFactor: &s.Rules.DetourFactor,
		Daylight: []string{}, ToleranceMin: &s.Rules.MeetingToleranceMin, IfAbsent: string(s.Rules.IfAbsent)}}
	for _, side := range s.Sides {
		y.Sides = append(y.Sides, sideFile{side.Code, side.Name, side.TimeZone})
	}
	for _, k := range s.Rules.Daylight {
		y.Rules.Daylight = append(y.Rules.Daylight, string(k))
	}
	text, err := yaml.Dump(y)
	if err == nil {
		_, err = w.Write(text)
	}
	return err
}

func perKindFile(p sectors.PerKind) map[string]float64 {
	out := map[string]float64{}
	for _, k := range sectors.Kinds {
		out[string(k)] = p.Of(k)
	}
	return out
}

// startText writes when a scenario starts: as a day where it starts with one by the
// clocks of its first side.
func startText(s *sectors.Scenario) string {
	day := s.Sides[0].Clock(s.Start).Format(time.DateOnly)
	if at, err := parseTime(day, s.Sides[0].TimeZone); err == nil && at.Equal(s.Start) {
		return day
	}
	return s.Start.UTC().Format(time.RFC3339Nano)
}
