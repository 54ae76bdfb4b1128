package data_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lindero/data"
)

// TestReadPlanProblems changes one place of a plan, and wants it told with its
// field, and nothing else.
func TestReadPlanProblems(t *testing.T) {
	whole := planText(t)
	name := filepath.Join(t.TempDir(), "plan.json")
	for _, c := range []struct{ from, to, want string }{
		{`"format": 2`, `"format": 1`, `format: format 1 is not known; plan again with this version`},
		{`"format": 2`, `"format": 3`, `is of a newer version of the program (format 3); take that version, or plan again with this one`},
		{`"format": 2`, `"format": "1"`, `format: "1" is no number`},
		{`"format": 2,`, ``, `format: is missing`},
		{`"period_h": 672`, `"period_h": NaN`, `byte `},
		{`"period_h": 672`, `"period_h": 1e999`, `period_h: 1e999 is no finite number`},
		{`"period_h": 672`, `"period_h": 1e12`, `period_h: 1e+12 is too large; check the unit`},
		{`"period_h": 672`, `"period_h": -1`, `period_h: -1 is below 0; give 0 or more`},
		{`"period_h": 672`, `"period_h": 0`, `period_h: is not above 0`},
		{`"period_h": 672`, `"period_h": 1e-9`, `period_h: is below 0.001; give the hours after which the timetable repeats`},
		{`"period_h": 672`, `"period_h": 1e9`, `period_h: is above 1e+06; give the hours after which the timetable repeats`},
		{`"period_h": 672,`, ``, `period_h: is missing; see API.md`},
		{`"period_h": 672`, `"period_h": null`, `period_h: null is no number`},
		{`"period_h": 672`, `"Period_h": 1, "period_h": 672`, `there is no field "Period_h"; remove it`},
		{`"period_h": 672`, `"period_h": 672, "period_h": 672`, `period_h: is there twice`},
		{`"sides": [`, `"sides": ["AA",`, `sides: is no list of 2; write 2 values in [ ]`},
		{"\"AA\",\n    \"BB\"\n", "\"AA\",\n    \"AA\"\n", `sides: are not two`},
		{`"beats": [`, `"beats": [7,`, `beats[0]: is no object`},
		{`"visits": 14`, `"visits": 14.5`, `beats[2].visits: 14.5 is no whole number of 0 or more; write digits only`},
		{`"visits": 14`, `"visits": -14`, `beats[2].visits: -14 is no whole number of 0 or more`},
		{`"visits": 14`, `"visits": 99999999999`, `beats[2].visits: 99999999999 is too large`},
		{`"visits": 14`, `"visits": "often"`, `beats[2].visits: "often" is no number`},
		{`"visits": 14`, `"visits": {"a": [1, {}]}`, `beats[2].visits: {…} is no number`},
		{`"visits": 14`, `"visit": 14, "visits": 14`, `beats[2]: there is no field "visit"`},
		{`"visits": 14,`, ``, `beats[2].visits: is missing`},
		{`"id": "beat-2-1"`, `"id": "beat-1-1"`, `beats[2].id: "beat-1-1" is already that of beats[0]; give each its own id`},
		{`"id": "beat-2-1"`, `"id": ""`, `beats[2].id: is empty`},
		{"\"id\": \"beat-2-1\",\n      \"pair\": \"pair-2\"", `"id": "beat-2-1", "pair": "pair-9"`, `beats[2].pair: "pair-9" is in no element of pairs; write the name`},
		{`"sector": "sector-2"`, `"sector": "sector-9"`, `beats[2].sector: "sector-9" is in no element of sectors`},
		{`"meeting_point": "mill"`, `"meeting_point": "miller"`, `beats[2].meeting_point: "miller" is in no element of meeting_points`},
		{`"to_m": 80000,`, `"to_m": 40000,`, `beats[2].to_m: 40000 is not beyond from_m, 50000`},
		{`"to_m": 80000,`, `"to_m": 80001,`, `beats[2].length_m: 30000 is not to_m less from_m, 30001`},
		{"\"from_m\": 50000,\n      \"to_m\": 80000,", `"from_m": 350000, "to_m": 380000,`, `beats[2].to_m: the span does not fit the border's length, 111319.4907`},
		{"\"from_m\": 50000,\n      \"to_m\": 80000,", `"from_m": -130000, "to_m": -100000,`, `beats[2].to_m: the span does not fit`},
		{"\"from_m\": 0,\n      \"to_m\": 20000,\n      \"length_m\": 20000,", `"from_m": 0, "to_m": 120000, "length_m": 120000,`, `beats[0].to_m: the span does not fit`},
		{`"id": "pair-2",`, ``, `pairs[1].id: is missing`}, // and what names it is not told
		{`"layer": "surface"`, `"layer": "ground"`, `pairs[0].layer: "ground" is in no element of layers`},
		{`"kind": "sea"`, `"kind": "air"`, `.kind: "air" is no code that is known here; write land, river or sea`},
		{`"no_sector"`, `"lazy"`, `gaps[1].reason: "lazy" is no code that is known here; write beyond_reach, `},
		{`"rule": "no_pair"`, `"rule": "no_luck"`, `unpaired[0].rule: "no_luck" is no code`},
		{`"code": "far_post"`, `"code": "nowhere"`, `notes[0].code: "nowhere" is no code`},
		{`"optimal": true`, `"optimal": "yes"`, `layers[0].optimal: "yes" is neither true nor false`},
		{`"subjects": [`, `"subjects": [null,`, `notes[0].subjects[0]: null is no text; write it in quotes`},
		{`"bottleneck": {`, `"bottleneck": {"beast": 1,`, `layers[0].proof.bottleneck: there is no field "beast"`},
		{"\"at\": [\n        0.1,", `"at": [190,`, `meeting_points[0].at: coordinates 190, 0 are no degrees`},
		{"\"at\": [\n        0.1,", `"at": ["0.1",`, `meeting_points[0].at[0]: "0.1" is no number`},
		{`"start": "2027-01-04T00:00:00Z"`, `"start": "Monday"`, `start: "Monday" is no date or time; write 2027-01-04T06:00:00Z`},
		{`"if_absent": "alone_own_side"`, `"if_absent": "wait"`, `protocol.if_absent: "wait" is no code that is known here; write alone_own_side or go_home`},
		{`"id": "pair-1/s2"`, `"id": "pair-1/s1"`, `sorties[1].id: "pair-1/s1" is already that of sorties[0]`},
		{`"beat": "beat-1-2",`, `"beat": "beat-1-9",`, `sorties[1].beat: "beat-1-9" is in no element of beats`},
		{`"host": "BB"`, `"host": "CC"`, `sorties[1].host: "CC" is no code of a side; write AA or BB`},
		{`"sortie": "pair-1/s1"`, `"sortie": "pair-1/s0"`, `coverage[0].watches[0].sortie: "pair-1/s0" is in no element of sorties`},
		{`"gaps": [`, `"gaps": {}, "totals": [`, `gaps: is no list; write a list in [ ], or null`},
		{whole, ``, `the file is empty`},
		{whole, `[]`, `is no object`},
		{whole, whole + "{}", `is not JSON`},
		{whole, whole[:len(whole)/2], `is not JSON`},
		{whole, strings.Repeat("[", 20000), `is not JSON`},
		{whole, "{\"\xff\": 1}", `is not UTF-8 text`},
	} {
		if !strings.Contains(whole, c.from) {
			t.Fatalf("%q is not in the plan", c.from)
		}
		write(t, name, strings.Replace(whole, c.from, c.to, 1))
		p, err := data.ReadPlan(name)
		var input *data.InputError
		if !errors.As(err, &input) || p != nil {
			t.Errorf("%q: %v", c.to, err)
			continue
		}
		if got := input.Problems[0].String(); !strings.HasPrefix(got, name+": ") || !strings.Contains(got, c.want) {
			t.Errorf("%.60q: %s, want %s", c.to, got, c.want)
		}
		if strings.HasPrefix(c.from, `"id": "beat`) { // sorties and watches that name it are told too
			input.Problems = slices.DeleteFunc(input.Problems[:len(input.Problems):len(input.Problems)], func(p data.Problem) bool {
				return strings.HasPrefix(p.Field, "sorties[") || strings.HasPrefix(p.Field, "coverage[")
			})
		}
		if len(input.Problems) > 1 && !strings.HasPrefix(c.to, `"gaps": {}`) && c.to != "[]" {
			t.Errorf("%.60q: besides, %s", c.to, input.Problems[1])
		}
	}
}

// TestReadPlanAllProblems wants all that is wrong with a plan at once.
func TestReadPlanAllProblems(t *testing.T) {
	text := planText(t)
	want := []string{"period_h: -1 is below 0", `layers[0].optimal: 1 is neither true nor false`, `pairs[1].posts: is no list of 2`,
		`beats[0].visits: is missing`, `beats[2].meeting_point: "elsewhere" is in no element of meeting_points`, `gaps[0].id: is empty`}
	for from, to := range map[string]string{
		`"period_h": 672`: `"period_h": -1`, `"optimal": true`: `"optimal": 1`, "\"posts\": [\n        \"aa-east\",": `"posts": [`,
		`"visits": 4,`: "", `"meeting_point": "mill"`: `"meeting_point": "elsewhere"`, `"id": "stream/1"`: `"id": ""`,
	} {
		if !strings.Contains(text, from) {
			t.Fatal(from)
		}
		text = strings.Replace(text, from, to, 1)
	}
	name := filepath.Join(t.TempDir(), "plan.json")
	write(t, name, text)
	_, err := data.ReadPlan(name)
	var input *data.InputError
	if !errors.As(err, &input) {
		t.Fatal(err)
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), name+": "+w) {
			t.Errorf("%s is not told", w)
		}
	}
	if len(input.Problems) != len(want) {
		t.Errorf("%d problems are told, want %d:\n%v", len(input.Problems), len(want), err)
	}
}
