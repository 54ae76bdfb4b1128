package data

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"text/template"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/sectors"
)

// Write writes the draft's four files into a folder below f; "" is f itself.
func (d *Draft) Write(f *Folder, below string) error {
	for _, file := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"scenario.yaml", d.writeYAML},
		{"border.geojson", func(w io.Writer) error { return WriteGeoJSON(w, d.borderFeatures(), Members{}) }},
		{"posts.geojson", func(w io.Writer) error { return WriteGeoJSON(w, d.postFeatures(), Members{}) }},
		{"patrols.csv", d.writePatrols},
	} {
		if err := f.Write(below, file.name, file.write); err != nil {
			return err
		}
	}
	return nil
}

// draftText is scenario.yaml of a draft, with every default and what it means.
//
//go:embed draft.yaml.tmpl
var draftText string

var draftTemplate = template.Must(template.New("scenario.yaml").Funcs(template.FuncMap{
	"yaml":   yamlText,
	"stated": func(s sectors.Source) bool { return s.Licence != notStated },
}).Parse(draftText))

// yamlText quotes text: what JSON writes is YAML too.
func yamlText(s string) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return string(bytes.TrimSpace(b.Bytes())), err
}

func (d *Draft) writeYAML(w io.Writer) error {
	return draftTemplate.Execute(w, struct {
		*Draft
		LengthKm, WithinKm, PatrolNote string
		PartCount                      int
	}{d, fmt.Sprintf("%.3f", d.Line.LengthM()/1000), strconv.FormatFloat(d.WithinM/1000, 'f', -1, 64),
		patrolNotes[d.Kind], len(d.Parts)})
}

// patrolNotes explain the numbers of patrolOf.
var patrolNotes = map[sectors.Kind]string{
	sectors.Land:  "on foot, 4 km/h,\n#   seeing 500 m, twelve hours out and a day of rest, four times a week.",
	sectors.River: "a boat, 15 km/h,\n#   seeing 500 m, ten hours out and fourteen of rest, five times a week.",
	sectors.Sea:   "a ship, 25 km/h,\n#   seeing 5 km, twenty hours out and forty of rest, twice a week.",
}

func (d *Draft) borderFeatures() iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for i, part := range d.Parts {
			var g orb.Geometry = part
			if len(part) == 1 {
				g = part[0]
			}
			f := geojson.NewFeature(g)
			f.ID = fmt.Sprintf("%s-%s-%d", lower(d.Sides[0].Code), lower(d.Sides[1].Code), i+1)
			name := d.Name
			if len(d.Parts) > 1 {
				name = fmt.Sprintf("%s %d", name, i+1)
			}
			f.Properties = geojson.Properties{"kind": string(d.Kind), "name": name,
				"left": d.Sides[0].Code, "right": d.Sides[1].Code}
			if !yield(f) {
				return
			}
		}
	}
}

func (d *Draft) postFeatures() iter.Seq[*geojson.Feature] {
	return func(yield func(*geojson.Feature) bool) {
		for _, p := range d.Posts {
			f := geojson.NewFeature(p.At)
			f.ID = p.ID
			f.Properties = geojson.Properties{"name": p.Name, "side": p.Side, "watch_radius_m": p.WatchRadiusM}
			if !yield(f) {
				return
			}
		}
	}
}

func (d *Draft) writePatrols(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(patrolColumns); err != nil {
		return err
	}
	number := func(v float64) string {
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	for _, p := range d.Patrols {
		err := out.Write([]string{p.ID, p.Side, p.Post, p.Layer,
			number(p.SpeedKmh.Land), number(p.SpeedKmh.River), number(p.SpeedKmh.Sea), number(p.WatchRadiusM),
			number(p.ShiftH), number(p.RestH), number(p.ShiftsPerWeek), "", ""})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
