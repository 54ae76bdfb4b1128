package data_test

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/planner/journey"
)

// section returns a part of API.md, from its heading to the next of that rank.
func section(t *testing.T, heading string) string {
	t.Helper()
	text, err := os.ReadFile("../API.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("API.md has no %q", heading)
	}
	rank, _, _ := strings.Cut(heading, " ")
	out, _, _ := strings.Cut(rest, "\n"+rank+" ")
	return out
}

// named reports whether a text names a field.
func named(text, field string) bool { return strings.Contains(text, "`"+field+"`") }

// fieldsOf calls f with the name in JSON of each field of a type.
func fieldsOf(typ reflect.Type, f func(name string, typ reflect.Type)) {
	for i := range typ.NumField() {
		if !typ.Field(i).IsExported() {
			continue
		}
		if typ.Field(i).Anonymous {
			fieldsOf(typ.Field(i).Type, f)
			continue
		}
		if name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ","); name != "-" {
			inner := typ.Field(i).Type
			for inner.Kind() == reflect.Slice || inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Map {
				inner = inner.Elem()
			}
			f(name, inner)
		}
	}
}

// TestAPI holds API.md to the types: every field of a plan, a summary and a
// comparison is named where the type is written down.
func TestAPI(t *testing.T) {
	fields := 0
	for heading, types := range map[string][]any{
		"### Plan": {planner.Plan{}}, "### Options": {planner.Options{}}, "### Layer": {planner.Layer{}, planner.Pairing{}},
		"### Proof": {planner.Proof{}, planner.Bottleneck{}, planner.ProofReach{}, planner.AnyOrder{}, planner.Swap{}},
		"### Pair":  {planner.Pair{}}, "### Unpaired": {planner.Unpaired{}}, "### Meeting point": {planner.MeetingPoint{}}, "### Sector": {planner.Sector{}},
		"### Beat": {planner.Beat{}}, "### Infeasible": {planner.Infeasible{}, planner.Change{}}, "### Coverage": {planner.RouteSpan{}, planner.Watch{}}, "### Gap": {planner.PlanGap{}, planner.GapEdge{}},
		"### Protocol": {planner.Protocol{}}, "### Sortie": {planner.Sortie{}}, "### Handover": {planner.Handover{}}, "### Totals": {planner.PlanTotals{}, planner.Day{}},
		"### Total": {planner.Total{}}, "### Note": {planner.Note{}},
		"## A way": {data.JourneySummary{}, journey.Journey{}, journey.Place{}, journey.Leg{}, journey.Why{}, journey.NearWay{}}, "### Journey": {journey.Journey{}},
		"### Place": {journey.Place{}}, "### Leg": {journey.Leg{}}, "### Why": {journey.Why{}, journey.NearWay{}},
		"## Where two patrols meet": {data.MeetingSummary{}, journey.Rendezvous{}}, "### Meeting": {journey.Rendezvous{}, journey.Point{}, journey.Isochrone{}, journey.Span{}, journey.Unreachable{}},
		"## Summary of a plan":       {data.PlanSummary{}, data.PlanKindSummary{}, data.LayerSummary{}},
		"## Comparison of two plans": {planner.Comparison{}, planner.MovedSector{}, planner.MovedMeeting{}, planner.Meeting{}, planner.GapChange{}, planner.LayerChange{}},
	} {
		text := section(t, heading)
		for _, v := range types {
			fieldsOf(reflect.TypeOf(v), func(name string, _ reflect.Type) {
				fields++
				if !named(text, name) {
					t.Errorf("%s: %T has %s", heading, v, name)
				}
			})
		}
	}
	if fields < 150 {
		t.Errorf("only %d fields are found", fields)
	}
}

// TestAPICovers: no type of a plan is left out of the test above.
func TestAPICovers(t *testing.T) {
	known := map[string]bool{}
	for _, name := range []string{"Plan", "Options", "Layer", "Pairing", "Proof", "Bottleneck", "ProofReach", "AnyOrder", "Swap", "Pair", "Unpaired",
		"MeetingPoint", "Sector", "Beat", "Infeasible", "Change", "RouteSpan", "Watch", "PlanGap", "GapEdge", "Protocol", "Sortie", "Handover",
		"PlanTotals", "Total", "Day", "Note"} {
		known[name] = true
	}
	met := 0
	var walk func(typ reflect.Type)
	seen := map[reflect.Type]bool{}
	walk = func(typ reflect.Type) {
		if seen[typ] {
			return
		}
		seen[typ] = true
		met++
		if !known[typ.Name()] {
			t.Errorf("API.md is not held to %s", typ)
		}
		fieldsOf(typ, func(_ string, inner reflect.Type) {
			if inner.Kind() == reflect.Struct {
				walk(inner)
			}
		})
	}
	walk(reflect.TypeFor[planner.Plan]())
	if met != len(known) {
		t.Errorf("%d types are met of %d", met, len(known))
	}
}

// TestAPICollections: what features say is named in the line of their
// collection, and the line names nothing else.
func TestAPICollections(t *testing.T) {
	l, p := plantest.Roads(t)
	p.Sectors[0].Fixed = "fixed"
	text := section(t, "## Collections")
	for _, c := range data.PlanCollections(data.Full) {
		_, line, ok := strings.Cut(text, "\n| `"+c.Name+"` |")
		line, _, _ = strings.Cut(line, "\n")
		if !ok {
			t.Errorf("API.md does not name %s", c.Name)
		}
		said := map[string]bool{}
		for f := range c.Features(l, p, data.Full) {
			for key := range f.Properties {
				key = regexp.MustCompile(`_(aa|bb)(_|$)`).ReplaceAllString(key, "_aa$2")
				said[key] = true
				if !named(line, key) {
					t.Errorf("%s: a feature says %s", c.Name, key)
				}
			}
		}
		for _, m := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(line, -1) {
			if !said[m[1]] {
				t.Errorf("%s: no feature says %s", c.Name, m[1])
			}
		}
	}
}

// TestAPICodes: every code that a reader may meet is written down.
func TestAPICodes(t *testing.T) {
	text, err := os.ReadFile("../API.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range data.PlanCodes() {
		if !named(string(text), code) {
			t.Errorf("API.md does not name %s", code)
		}
	}
}
