package cql2_test

import (
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"lindero/server/cql2"
)

// fuzzed are features that a filter is tried on.
var fuzzed = []plain{
	{},
	{map[string]any{"name": "a", "value": 1.0, "floors": 2, "swimming_pool": true, "updated": "2026-03-04T05:06:07Z", "built": "2026-03-04",
		"sides": []string{"GT"}}, orb.LineString{{0, 0}, {1, 1}}},
	{map[string]any{"name": "", "value": -1.0}, orb.Point{180, -90}},
}

// try holds a filter that was read to what is always so: it can be written as
// JSON and read again as the same, and both say the same of a feature. Errors
// say where they are.
func try(t *testing.T, size int, f *cql2.Filter, err error) {
	t.Helper()
	var e *cql2.Error
	switch {
	case err != nil && !errors.As(err, &e):
		t.Fatalf("%v is no *Error", err)
	case err != nil:
		if e.What == "" || e.Mend == "" || e.Position < 0 || e.Position > size+1 || !utf8.ValidString(e.Error()) && size < 1000 {
			t.Fatalf("%+v", e)
		}
		return
	}
	again, err := cql2.ParseJSON(f.JSON(), queryables)
	if err != nil {
		t.Fatalf("%s: %v", f.JSON(), err)
	}
	if string(again.JSON()) != string(f.JSON()) {
		t.Fatalf("%s becomes %s", f.JSON(), again.JSON())
	}
	f.Bounds()
	for _, x := range fuzzed {
		if a, b := f.Match(x), again.Match(x); a != b {
			t.Fatalf("%s: %v, then %v", f.JSON(), a, b)
		}
	}
}

// FuzzParseText: no text is too much for the reader.
func FuzzParseText(f *testing.F) {
	for text := range examples {
		f.Add(text)
	}
	for text := range wrongTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := cql2.ParseText(text, queryables)
		try(t, len(text), filter, err)
	})
}

// FuzzParseJSON: no JSON is too much for the reader.
func FuzzParseJSON(f *testing.F) {
	for _, text := range examples {
		f.Add([]byte(text))
	}
	for text := range wrongJSON {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		filter, err := cql2.ParseJSON(text, queryables)
		try(t, len(text), filter, err)
	})
}
