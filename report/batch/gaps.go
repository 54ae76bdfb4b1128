package batch

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/geo"
	"lindero/planner"
	"lindero/report"
	"lindero/report/letters"
)

// The first columns of the table of all gaps, and the properties of each of their
// features: the name of the report, that of the border, and the codes of its sides,
// of which what is told of a side has the number.
var firstColumns = []string{"scenario", "border", "side_1", "side_2"}

// keyFor returns the key that a column has in the table of all gaps: where it
// names a side, the number of that stands in place of its code, so that all
// borders have the same columns.
func keyFor(p *planner.Plan, key string) string {
	for i, side := range p.Sides {
		if stem, ok := strings.CutSuffix(key, "_"+strings.ToLower(side)); ok && side != "" {
			return stem + "_" + strconv.Itoa(i+1)
		}
	}
	return key
}

// columnsOf returns the keys of a table of gaps.
func columnsOf(p *planner.Plan, t *report.Table) []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = keyFor(p, c.Key)
	}
	return out
}

// writeFeatures writes the rows of a report's table of data as GeoJSON, a feature a
// line: what a row says, and the stretch that it names, no more.
func writeFeatures(w io.Writer, name string, in report.Input, d *report.Document) error {
	t := d.Data
	if t == nil {
		t = &report.Table{}
	}
	f := featuresOf(name, in, t)
	if _, err := io.WriteString(w, collectionHead); err != nil {
		return err
	}
	var line []byte
	for i := range t.Rows {
		before := ",\n"
		if i == 0 {
			before = "\n"
		}
		var err error
		if line, err = data.AppendFeature(append(line[:0], before...), f.feature(i)); err != nil {
			return fmt.Errorf("gap %d of %s: %w", i+1, name, err)
		}
		if _, err = w.Write(line); err != nil {
			return err
		}
	}
	return writeTail(w, d.Sources, d.Notice)
}

const collectionHead = `{"type":"FeatureCollection","features":[`

// writeTail ends a collection with what belongs on every copy.
func writeTail(w io.Writer, sources []report.Source, notice string) error {
	type source struct {
		Name        string `json:"name"`
		Licence     string `json:"licence"`
		Attribution string `json:"attribution"`
		URL         string `json:"url,omitempty"`
	}
	list := []source{}
	for _, s := range sources {
		list = append(list, source(s))
	}
	text, err := json.Marshal(struct {
		Sources []source `json:"sources"`
		Note    string   `json:"note,omitempty"`
	}{list, notice})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "\n],%s\n", text[1:])
	return err
}

// features makes features of the rows of a table.
type features struct {
	name    string
	in      report.Input
	t       *report.Table
	keys    []string
	at      map[string]int // columns by key
	routes  map[string]int
	idsFrom string // the column that tells rows apart; "": their number
}

func featuresOf(name string, in report.Input, t *report.Table) *features {
	f := &features{name: name, in: in, t: t, keys: columnsOf(in.Plan, t), at: map[string]int{}, routes: map[string]int{}}
	for i, key := range f.keys {
		f.at[key] = i
	}
	for i := range in.Layout.Routes {
		f.routes[in.Layout.Routes[i].ID] = i
	}
	for _, key := range []string{"gap", "sector"} {
		if _, ok := f.at[key]; ok && f.idsFrom == "" {
			f.idsFrom = key
		}
	}
	return f
}

// feature returns the feature of a row.
func (f *features) feature(i int) *geojson.Feature {
	row := f.t.Rows[i]
	out := geojson.NewFeature(f.shape(row))
	if f.idsFrom != "" {
		out.ID = f.name + "/" + fmt.Sprint(plain(row[f.at[f.idsFrom]]))
	} else {
		out.ID = f.name + "/" + strconv.Itoa(i+1)
	}
	first := []string{f.name, f.in.Plan.Name, f.in.Plan.Sides[0], f.in.Plan.Sides[1]}
	for k, key := range firstColumns {
		out.Properties[key] = first[k]
	}
	for k, key := range f.keys {
		if v := plain(row[k]); v != nil {
			out.Properties[key] = v
		}
	}
	return out
}

// plain returns what programs read of a cell.
func plain(c report.Cell) any {
	switch v := c.Value.(type) {
	case nil:
		if c.Text == "" {
			return nil
		}
		return c.Text
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return math.Round(v*1e6) / 1e6
	case time.Time:
		return v.Format(time.RFC3339)
	case string, bool, int:
		return v
	}
	return c.Text
}

// shape returns where a row's stretch is: of its route, or, where the row names
// none, of the border.
func (f *features) shape(row []report.Cell) orb.Geometry {
	fromM, okFrom := f.number(row, "from_m")
	toM, okTo := f.number(row, "to_m")
	if !okFrom || !okTo {
		return orb.MultiLineString{}
	}
	k, ok := f.at["route"]
	if !ok {
		length, _ := f.number(row, "length_m")
		if all := f.in.Plan.LengthM; toM < fromM || toM == fromM && length > all/2 {
			toM += all // round a ring, over where it begins
		}
		return data.BorderShape(f.in.Layout, fromM, toM)
	}
	if !(toM > fromM) {
		return orb.MultiLineString{}
	}
	route, ok := f.routes[fmt.Sprint(plain(row[k]))]
	if !ok {
		return orb.MultiLineString{}
	}
	return data.RouteShape(f.in.Layout, route, geo.Span{FromM: fromM, ToM: toM})
}

func (f *features) number(row []report.Cell, key string) (float64, bool) {
	k, ok := f.at[key]
	if !ok {
		return 0, false
	}
	v, ok := row[k].Value.(float64)
	return v, ok
}

// writeGaps writes the gaps of all reports, as they stand in their folders, report
// by report in the order of the index.
func (r *run) writeGaps(ctx context.Context, geo, table io.Writer) error {
	columns := slices.Clone(firstColumns)
	for _, x := range r.result.Reports {
		for _, c := range x.Columns {
			if !slices.Contains(columns, c) {
				columns = append(columns, c)
			}
		}
	}
	if _, err := io.WriteString(geo, collectionHead); err != nil {
		return err
	}
	a := &all{geo: geo, csv: csv.NewWriter(table), columns: columns, row: make([]string, len(columns))}
	if err := a.csv.Write(columns); err != nil {
		return err
	}
	for i := range r.result.Reports {
		if err := ctx.Err(); err != nil {
			return err
		}
		path := r.in(r.result.Reports[i].Name, gapsGeoJSON)
		if err := a.add(path); err != nil {
			return fmt.Errorf("the gaps of %s: %w", r.result.Reports[i].Name, err)
		}
	}
	a.csv.Flush()
	if err := a.csv.Error(); err != nil {
		return err
	}
	sources, notice := sourcesOf(&r.result)
	return writeTail(geo, sources, notice)
}

// all writes the gaps of all reports, one of them in memory at a time.
type all struct {
	geo     io.Writer
	csv     *csv.Writer
	columns []string
	row     []string
	n       int
}

// add copies the features of a file that writeFeatures has written, and makes rows
// of them, with text as report.csv has it.
func (a *all) add(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewReaderSize(f, 1<<16)
	for {
		line, err := lines.ReadBytes('\n')
		if feature := bytes.TrimRight(line, ",\n"); bytes.HasPrefix(feature, []byte(`{"`)) && !bytes.HasPrefix(feature, []byte(collectionHead)) {
			if err := a.one(feature); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (a *all) one(feature []byte) error {
	before := ",\n"
	if a.n == 0 {
		before = "\n"
	}
	a.n++
	if _, err := io.WriteString(a.geo, before); err != nil {
		return err
	}
	if _, err := a.geo.Write(feature); err != nil {
		return err
	}
	var x struct{ Properties map[string]any }
	read := json.NewDecoder(bytes.NewReader(feature))
	read.UseNumber()
	if err := read.Decode(&x); err != nil {
		return err
	}
	for i, c := range a.columns {
		a.row[i] = ""
		switch v := x.Properties[c].(type) {
		case nil:
		case string:
			a.row[i] = letters.Harmless(v)
		default:
			a.row[i] = fmt.Sprint(v)
		}
	}
	return a.csv.Write(a.row)
}
