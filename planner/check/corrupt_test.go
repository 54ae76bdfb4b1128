package check_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"lindero/planner"
	"lindero/sectors"
)

// free are the fields that nothing follows from, so that a change of them is
// no violation, each with the reason.
var free = map[string]string{
	`^Version `:                                 "which program made the plan is not the scenario's matter",
	`^Options\.(Version|Seed) `:                 "kept with the plan, used for nothing",
	`^Options\.Kept `:                           "the plan before is not at hand",
	`^Options\.StepM `:                          "two steps may cut a short border alike",
	`^Options\.CutsM `:                          "only plans of what-if have any, and a border that is cut finer is the same border",
	`^Beats\[\d+\]\.ID `:                        "any id will do that no other beat has, unless the bottleneck names it",
	`^Options\.Handover `:                       "where no two sectors adjoin, it is the same",
	`^Sectors\[\d+\]\.CalendarExact `:           "that no calendar reaches a bound which the timetable does not is not checked",
	`^Infeasible\[\d+\]\.(Pair|Patrol) `:        "whose rule it is may be said or not",
	`^Infeasible\[\d+\]\.Mends without`:         "that no change would mend a stretch is not checked",
	`^Infeasible\[\d+\]\.Mends\[\d+\]\.To \+25`: "that no smaller change would do is not checked",
	`^Infeasible without`:                       "where risk and rule do not agree on it, a stretch may be told or not",
	`^Totals\.Sectors\[\d+\]\.MeanH [+-]25`:     "of a sector of metres samples tell the mean only roughly",
	`^Notes without`:                            "that pairs meet anywhere is only told where that was not asked for",
	`^Gaps\[\d+\]\.Outline twice`:               "it is the same outline",
	`^Gaps\[\d+\]\.Outline without`:             "an entry may lie within a minute of the straight between its neighbours",
	`^Gaps\[\d+\]\.Outline\[\d+\]\..* [+-]25`:   "an entry, or its neighbour, may stand for less than lies between two samples",
	`^Coverage\[\d+\]\.RevisitH \+25`:           "of a span of less than a metre samples tell little",
	`^Coverage\[\d+\]\.Watches without`:         "a sortie may come by once more for some metres only",
	`^Totals\.Days\[\d+\]\.CoveredM [+-]25`:     "samples are farther apart",
}

func isFree(path string) bool {
	for pattern := range free {
		if regexp.MustCompile(pattern).MatchString(path) {
			return true
		}
	}
	return false
}

// change is one thing that is changed in a plan.
type change struct {
	path string
	do   func() (undo func())
}

// changes lists every change of a leaf of a value, and of its lists.
func changes(path string, v reflect.Value) []change {
	set := func(what string, x reflect.Value) change {
		return change{path + what, func() func() {
			was := reflect.New(v.Type()).Elem()
			was.Set(v)
			v.Set(x)
			return func() { v.Set(was) }
		}}
	}
	var out []change
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Type == reflect.TypeFor[*planner.Plan]() {
				continue // Options.Current is not kept with a plan
			}
			name := f.Name
			if path != "" {
				name = path + "." + name
			}
			out = append(out, changes(name, v.Field(i))...)
		}
	case reflect.Pointer:
		if v.IsNil() {
			return []change{set(" made", reflect.New(v.Type().Elem()))}
		}
		out = append(changes(path, v.Elem()), set(" gone", reflect.Zero(v.Type())))
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			out = append(out, changes(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
		if v.Kind() == reflect.Slice {
			out = append(out, lists(v, set)...)
		}
	case reflect.Float64:
		for _, d := range []float64{25, -25, 1e9, math.Inf(1), math.NaN()} {
			out = append(out, set(fmt.Sprintf(" %+g", d), reflect.ValueOf(v.Float()+d)))
		}
		if x := v.Float(); x != 0 {
			out = append(out, set(" negated", reflect.ValueOf(-x)))
		}
	case reflect.Int:
		out = append(out, set(" +1", reflect.ValueOf(int(v.Int()+1))), set(" -1", reflect.ValueOf(int(v.Int()-1))),
			set(" most", reflect.ValueOf(math.MaxInt)), set(" least", reflect.ValueOf(math.MinInt)))
	case reflect.Uint64:
		out = append(out, set(" +1", reflect.ValueOf(v.Uint()+1)))
	case reflect.Bool:
		out = append(out, set(" flipped", reflect.ValueOf(!v.Bool())))
	case reflect.String:
		out = append(out, set(" spoilt", reflect.ValueOf(v.String()+"x").Convert(v.Type())))
	}
	return out
}

// lists drops and doubles elements of a list, and turns it round.
func lists(v reflect.Value, set func(string, reflect.Value) change) []change {
	var out []change
	n := v.Len()
	for i := range n {
		dropped, doubled := reflect.MakeSlice(v.Type(), 0, n), reflect.MakeSlice(v.Type(), 0, n+1)
		for k := range n {
			if k != i {
				dropped = reflect.Append(dropped, v.Index(k))
			}
			doubled = reflect.Append(doubled, v.Index(k))
			if k == i {
				doubled = reflect.Append(doubled, v.Index(k))
			}
		}
		out = append(out, set(fmt.Sprintf(" without [%d]", i), dropped), set(fmt.Sprintf(" twice [%d]", i), doubled))
	}
	return out
}

// copied returns a deep copy of a plan, with lists that may be changed.
func copied(t testing.TB, p *planner.Plan) *planner.Plan {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	out := new(planner.Plan)
	if err := json.Unmarshal(text, out); err != nil {
		t.Fatal(err)
	}
	return out
}

// corrupt changes one thing after the other and wants each to be found.
func corrupt(t *testing.T, l *sectors.Layout, p *planner.Plan, tried map[string]int) (caught map[string]bool) {
	t.Helper()
	p, caught = copied(t, p), map[string]bool{}
	// Of changes of one sort, as of all the hours of all sorties, one will do: here
	// of the first, there of another.
	sorts := map[string][]change{}
	var order []string
	for _, c := range changes("", reflect.ValueOf(p).Elem()) {
		sort := regexp.MustCompile(`\[\d+\]`).ReplaceAllString(c.path, "")
		if sorts[sort] == nil {
			order = append(order, sort)
		}
		sorts[sort] = append(sorts[sort], c)
	}
	var some []change
	for k, sort := range order {
		// Of each sort some in a few plans: a check costs milliseconds, and there
		// are hundreds of sorts.
		if tried[sort]++; tried[sort] <= plansASort {
			some = append(some, sorts[sort][(k+tried[sort])%len(sorts[sort])])
		}
	}
	for _, c := range some {
		undo := c.do()
		found := violations(t, l, p)
		undo()
		switch {
		case len(found) > 0:
			caught[regexp.MustCompile(`\[\d+\]| .*`).ReplaceAllString(c.path, "")] = true
		case !isFree(c.path):
			t.Errorf("%s: not found", c.path)
		}
	}
	return caught
}

// leaves returns the names of all fields of a type that have none within.
func leaves(path string, t reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		if t == reflect.TypeFor[*planner.Plan]() {
			return nil
		}
		return leaves(path, t.Elem())
	case reflect.Struct:
		var out []string
		for i := range t.NumField() {
			out = append(out, leaves(strings.TrimPrefix(path+"."+t.Field(i).Name, "."), t.Field(i).Type)...)
		}
		return out
	}
	return []string{path}
}

// plansASort is in how many plans each sort of change is tried.
const plansASort = 3

// TestCorrupted spoils every field of plans, and wants every field that is not
// free to have been found spoilt.
func TestCorrupted(t *testing.T) {
	caught, tried := map[string]bool{}, map[string]int{}
	for seed := range uint64(21) {
		l, p := random(t, seed)
		if p == nil || len(p.Beats) == 0 || len(violations(t, l, p)) > 0 {
			continue
		}
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { maps.Copy(caught, corrupt(t, l, p, tried)) })
	}
	for _, name := range leaves("", reflect.TypeFor[planner.Plan]()) {
		if !caught[name] && !isFree(strings.NewReplacer("Beats.", "Beats[0].", "Gaps.", "Gaps[0].", "Infeasible.", "Infeasible[0].").Replace(name)+" ") {
			t.Errorf("%s was never spoilt and found", name)
		}
	}
}
