package data

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lindero/internal/plantest"
	"lindero/planner"
)

func FuzzReadPlan(f *testing.F) {
	_, drawn := plantest.Drawn(f)
	_, ring := plantest.Ring(f)
	for _, p := range []*planner.Plan{drawn, ring, {Format: planner.PlanFormat, Sides: [2]string{"A", "B"}, PeriodH: 1, LengthM: 1}} {
		var b bytes.Buffer
		if err := WritePlanJSON(&b, p); err != nil {
			f.Fatal(err)
		}
		f.Add(b.String())
	}
	for _, s := range []string{"", "{}", "[]", "null", "\xef\xbb\xbf{\"format\":2}", `{"format":3}`, `{"format":2e0}`, `{"format":2,"format":2}`,
		`{"format":2,"beats":[{},null,[],{"visits":1e999}]}`, `{"format":2,"options":null,"layers":[{"proof":{"bottleneck":null}}]}`,
		`{"":1,"-":{},"format":2}`, `{"format":2,"options":{"":[]}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ps := &problems{file: "f"}
		p := readPlan(strings.NewReader(text), ps)
		checkProblems(t, ps)
		if ps.found() {
			return
		}
		var one, two bytes.Buffer
		if err := WritePlanJSON(&one, p); err != nil {
			t.Fatal(err)
		}
		again := readPlan(bytes.NewReader(one.Bytes()), ps)
		if ps.found() {
			t.Fatalf("what was written is wrong: %v", ps.list)
		}
		if err := WritePlanJSON(&two, again); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Fatalf("%v: %s then %s", err, one.String(), two.String())
		}
	})
}

// TestReadPlanBounded: of elements that are nothing, and many, few are kept,
// and of very many the rest is not read.
func TestReadPlanBounded(t *testing.T) {
	read := func(n int) (*planner.Plan, *problems) {
		ps := &problems{file: "f"}
		return readPlan(strings.NewReader(`{"format": 2, "notes": [{}`+strings.Repeat(",{}", n-1)+`]}`), ps), ps
	}
	const n = 2 * maxFaulty // each lacks its code
	if p, ps := read(n); len(ps.list) != maxProblems || ps.count() < n || ps.count() > n+20 || len(p.Notes) != maxFaulty {
		t.Errorf("%d problems and %d more, %d notes", len(ps.list), ps.more, len(p.Notes))
	}
	if p, ps := read(10 * maxCounted); p != nil || ps.count() > maxCounted+20 {
		t.Errorf("%d problems and %d more", len(ps.list), ps.more)
	}
}

// planConstants returns the values of the constants of a type of package
// planner, from its source.
func planConstants(t *testing.T, name string) []string {
	t.Helper()
	var files []*ast.File
	for _, name := range []string{"planner", "sectors"} {
		packages, err := parser.ParseDir(token.NewFileSet(), "../"+name, nil, 0) //nolint:staticcheck // types are not needed
		if err != nil {
			t.Fatal(err)
		}
		files = slices.AppendSeq(files, maps.Values(packages[name].Files))
	}
	var out []string
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == name {
				for _, v := range spec.Values {
					text, err := strconv.Unquote(v.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, text)
				}
			}
			return true
		})
	}
	return out
}

// TestPlanCodes: the reader knows every code that the planner has, and no
// other.
func TestPlanCodes(t *testing.T) {
	for typ, known := range planCodes {
		want := planConstants(t, typ.Name())
		if len(want) < 2 {
			t.Errorf("%s has only the constants %v", typ, want)
		}
		slices.Sort(want)
		if got := slices.Sorted(slices.Values(known)); !slices.Equal(got, want) {
			t.Errorf("%s: %v are known, and the planner has %v", typ, got, want)
		}
	}
	if planCodes[reflect.TypeFor[planner.NoteCode]()] == nil {
		t.Error("no code of a note is known")
	}
}

// TestPlanMessages: every code is said, with all that it is about, and without
// a panic where that is missing.
func TestPlanMessages(t *testing.T) {
	codes := planConstants(t, "NoteCode")
	if len(codes) < 17 {
		t.Fatalf("only %d codes are found", len(codes))
	}
	said := map[string]string{}
	for _, code := range codes {
		n := planner.Note{Code: planner.NoteCode(code), Subjects: []string{"s-one", "s-two", "s-three", "s-four"}, LengthM: 123456}
		m := PlanMessage(n).String()
		if len(m) < 30 || !strings.Contains(m, "; ") || strings.Contains(m, "%!") || strings.Contains(m, "?") {
			t.Errorf("%s: %q", code, m)
		}
		if other := said[m]; other != "" {
			t.Errorf("%s and %s both say %q", code, other, m)
		}
		said[m] = code
		if bare := PlanMessage(planner.Note{Code: n.Code}).String(); strings.Contains(bare, "%!") {
			t.Errorf("%s without subjects: %q", code, bare)
		}
	}
	for note, want := range map[planner.NoteCode]string{
		planner.NotePartsApart:    `"s-one" and "s-two" are 900 m apart`,
		planner.NoteFarPost:       `patrol "s-one" at post "s-two", the nearest place is 900 m away`,
		planner.ProblemWrongSide:  `post "s-one" is of "s-two" but lies on the side of "s-three", 900 m from`,
		planner.ProblemTwoSectors: `pair "s-one" has two sectors, "s-two" and "s-three"`,
		"never":                   "never",
	} {
		if m := PlanMessage(planner.Note{Code: note, Subjects: []string{"s-one", "s-two", "s-three", "s-four"}, LengthM: 900}).String(); !strings.Contains(m, want) {
			t.Errorf("%s: %q, want %s", note, m, want)
		}
	}
}
