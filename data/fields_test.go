package data_test

import (
	"iter"
	"testing"
	"time"

	"github.com/paulmach/orb/geojson"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

// fieldJudge holds the properties of features to the fields that are declared.
type fieldJudge struct {
	t    *testing.T
	said map[string]bool // by collection and field, whether a feature had it
}

func (j *fieldJudge) hold(collection, shape string, fields []data.Field, features iter.Seq[*geojson.Feature]) {
	types := map[string]data.FieldType{}
	for _, f := range fields {
		if _, twice := types[f.Name]; twice {
			j.t.Errorf("%s: %s is there twice", collection, f.Name)
		}
		types[f.Name] = f.Type
		if _, met := j.said[collection+" "+f.Name]; !met {
			j.said[collection+" "+f.Name] = false
		}
	}
	for f := range features {
		if got := f.Geometry.GeoJSONType(); got != shape {
			j.t.Errorf("%s: a %s, declared is %s", collection, got, shape)
		}
		for name, v := range f.Properties {
			of, declared := types[name]
			if !declared {
				j.t.Errorf("%s: %s is not declared", collection, name)
				continue
			}
			j.said[collection+" "+name] = true
			ok := false
			switch v := v.(type) {
			case bool:
				ok = of == data.Truth
			case int:
				ok = of == data.Integer
			case float64:
				ok = of == data.Number
			case []string:
				ok = of == data.Texts
			case string:
				_, err := time.Parse(time.RFC3339, v)
				ok = of == data.Text && err != nil || of == data.Instant && err == nil
			}
			if !ok {
				j.t.Errorf("%s: %s is %v (%T), declared as type %d", collection, name, v, v, of)
			}
		}
	}
}

// TestFields: what features say is declared, with its type, and what is declared
// is said by some feature of some scenario.
func TestFields(t *testing.T) {
	j := &fieldJudge{t, map[string]bool{}}
	hold := func(l *sectors.Layout, p *planner.Plan) {
		r, err := planner.NewReport(t.Context(), l, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []data.View{data.Full, data.Public} {
			for _, c := range data.Collections(v) {
				j.hold([]string{"", "public "}[v]+"report "+c.Name, c.Shape(), c.Fields(l.Scenario, v), c.Features(r, v))
			}
			if p == nil {
				continue
			}
			for _, c := range data.PlanCollections(v) {
				j.hold([]string{"", "public "}[v]+"plan "+c.Name, c.Shape(), c.Fields(l.Scenario, v), c.Features(l, p, v))
			}
		}
	}
	// The two have the sides aa and bb, as what is declared has.
	l, p := plantest.Drawn(t)
	hold(l, p)
	l, p = plantest.Roads(t)
	p.Sectors[0].Fixed = "fixed"
	hold(l, p)
	s, _, err := data.ReadScenario("testdata/scenario")
	if err != nil {
		t.Fatal(err)
	}
	s.Patrols[0].SpeedKmh.Sea = 9
	if l, err = sectors.NewLayout(s); err != nil {
		t.Fatal(err)
	}
	hold(l, nil)
	for name, said := range j.said {
		if !said {
			t.Errorf("no feature says %s", name)
		}
	}
	if len(j.said) < 200 {
		t.Errorf("only %d fields", len(j.said))
	}
	// Lines of one's own have no sides.
	lines := sectors.Scenario{}
	got := map[string]bool{}
	for _, f := range data.Collections(data.Full)[5].Fields(&lines, data.Full) {
		got[f.Name] = true
	}
	if !got["middle_post"] || !got["middle_post_m"] || got["middle_post_bb"] || got["middle_post_"] {
		t.Errorf("%v", got)
	}
}
