package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"lindero/geo"
)

var allKinds = []string{"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}

// slowly reads a feature with the JSON decoder alone.
func slowly(text []byte, want []string) (*feature, *problems) {
	ps := &problems{file: "f"}
	f := &feature{number: 1, ps: ps}
	(&featureDecoder{file: "f", want: want}).slow(text, f)
	return f, ps
}

// sameFeature compares what a reader gets of two features.
func sameFeature(t rapid.TB, text []byte, a, b *feature) {
	t.Helper()
	switch {
	case a.id != b.id:
		t.Fatalf("%s\nids %q and %q", text, a.id, b.id)
	case len(a.props)+len(b.props) > 0 && !reflect.DeepEqual(a.props, b.props):
		t.Fatalf("%s\nproperties %s and %s", text, a.props, b.props)
	case fmt.Sprintf("%T %v", a.geometry, a.geometry) != fmt.Sprintf("%T %v", b.geometry, b.geometry):
		t.Fatalf("%s\ngeometries %T %v and %T %v", text, a.geometry, a.geometry, b.geometry, b.geometry)
	}
}

// TestQuickReadsTheUsual: what programs write is read quickly, and as the
// decoder reads it.
func TestQuickReadsTheUsual(t *testing.T) {
	for _, text := range []string{
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{ "type" : "Feature", "id" : "a", "bbox":[1,2,3,4], "properties" : { "name": "b\n", "n": 1e3 }, "geometry" : { "type" : "LineString", "coordinates" : [ [ 1 , -2.5 ] , [ 0.30000000000000004 , 1e-3, 7, 8 ] ] } }`,
		`{"type":"Feature","id":7,"properties":null,"geometry":{"coordinates":[[1,2],[3,4]],"type":"MultiPoint"}}`,
		"{\n\t\"type\": \"Feature\",\r\n\"properties\": {\"id\": 12}, \"geometry\": {\"type\":\"MultiLineString\",\"coordinates\":[[[0,0],[1,1]],[[2,2],[3,3],[4,4]]]}}",
		`{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}}`,
		`{"type":"Feature","properties":{},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]],[],[[[5,5],[6,5],[6,6],[5,5]],[]]]}}`,
		`{"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[]}}`,
		`{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[]]}}`,
		`{"type":"Feature","more":{"a":[1,{"b":"}"}]},"geometry":{"type":"Point","coordinates":[-0.0,123456789e-8,-1]}}`,
	} {
		var q quick
		f := &feature{}
		if !q.feature([]byte(text), allKinds, f) {
			t.Errorf("%s is not read quickly", text)
			continue
		}
		want, ps := slowly([]byte(text), allKinds)
		if ps.found() {
			t.Fatalf("%s: %v", text, join(ps))
		}
		sameFeature(t, []byte(text), f, want)
	}
}

// TestQuickLeavesTheRest: what is wrong or unusual is the decoder's.
func TestQuickLeavesTheRest(t *testing.T) {
	for _, text := range []string{
		`{}`, `[]`, `null`, ``, `{"type":"Feature"}`, `{"type":"Feature","geometry":null}`,
		`{"type":"Point","coordinates":[1,2]}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}} x`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},}`,
		`{"type":"Feature",,"geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{"type":"Feature" "geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{"Type":"Feature","type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{"type":"Feature","type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,91]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[01,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1.,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[+1,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[.5,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1e,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[--1,2]}}`,
		`{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2,]}}`,
		`{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2][3,4]]}}`,
		`{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],]}}`,
		`{"type":"Feature","properties":[],"geometry":{"type":"Point","coordinates":[1,2]}}`,
		`{"type":"Feature","x":tru,"geometry":{"type":"Point","coordinates":[1,2]}}`,
		"{\"type\":\"Feature\",\"x\":\"\xff\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}}",
		`{"type":"Feature","geometry":{"type":"Circle","coordinates":[1,2]}}`,
		`{"type":"Feature","propertieſ":7,"geometry":{"type":"Point","coordinates":[1,2]}}`,
	} {
		var q quick
		if q.feature([]byte(text), allKinds, &feature{}) {
			t.Errorf("%q is read quickly", text)
		}
	}
}

// TestQuickNumbers: every number is the float that strconv makes of it.
func TestQuickNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(
			rapid.Custom(func(t *rapid.T) string {
				return fmt.Sprintf("%.*f", rapid.IntRange(0, 17).Draw(t, "decimals"), rapid.Float64Range(-360, 360).Draw(t, "v"))
			}),
			rapid.StringMatching(`-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?`),
		).Draw(t, "text")
		var want float64
		refused := json.Unmarshal([]byte(text), &want) != nil
		q := quick{text: []byte(text + ",")}
		got, ok := q.number()
		if ok == refused || ok && (got != want || q.at != len(text)) {
			t.Fatalf("%s is %v, %v; want %v, refused %v", text, got, ok, want, refused)
		}
	})
}

func FuzzQuick(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
		f.Add(`{"type":"Feature","id":"a","properties":{"b":[1,"}"]},"geometry":` + s + `}`)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var q quick
		got := &feature{}
		if !q.feature([]byte(text), allKinds, got) {
			return
		}
		if !json.Valid([]byte(text)) {
			t.Fatalf("%q is no JSON", text)
		}
		want, ps := slowly([]byte(text), allKinds)
		if ps.found() {
			t.Fatalf("%q: %v", text, join(ps))
		}
		sameFeature(t, []byte(text), got, want)
	})
}

// FuzzSplitter: however a reader gives a file, a collection is what the JSON
// decoder says it is.
func FuzzSplitter(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
		f.Add(`{"a":[{}],"features":[` + s + `,{"type":"Feature"}` + ` ], "crs":null}`)
	}
	f.Fuzz(func(t *testing.T, text string) {
		elements, refused := elementsOf(text)
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
			ps := &problems{file: "f"}
			n := 0
			readFeatures(r, ps, allKinds, func(*feature) { n++ })
			if refused && !ps.found() {
				t.Fatalf("%q is read without a problem", text)
			}
			if !refused && n+ps.count() < elements {
				t.Fatalf("%q has %d features, %d are whole and %d things wrong", text, elements, n, ps.count())
			}
		}
	})
}

// elementsOf counts the features of a collection with the JSON decoder alone.
func elementsOf(text string) (n int, refused bool) {
	members := map[string]json.RawMessage{}
	dec := json.NewDecoder(strings.NewReader(strings.TrimPrefix(text, byteOrderMark)))
	if dec.Decode(&members) != nil {
		return 0, true
	}
	var features []json.RawMessage
	_ = json.Unmarshal(members["features"], &features) // what is no list has none
	_, err := dec.Token()
	return len(features), !errors.Is(err, io.EOF)
}

// TestSplitterAtEveryLength cuts a file wherever a chunk may end, and after
// the file's every byte.
func TestSplitterAtEveryLength(t *testing.T) {
	text := ` [{"a":"\"}\\"} , {"b":[{},{"c":"]"}]},` + "\n" + `{} ] , "rest"`
	want := []string{`{"a":"\"}\\"}`, `{"b":[{},{"c":"]"}]}`, `{}`}
	for cut := range len(text) {
		s := &splitter{r: iotest.OneByteReader(strings.NewReader(text[1+1 : max(cut, 2)])), offset: 2}
		var got []string
		for {
			c := s.next()
			if len(c.elements) == 0 {
				break
			}
			for i, e := range c.elements {
				if at := c.offsets[i]; text[at:at+int64(len(e))] != string(e) {
					t.Fatalf("%s is said to stand at %d", e, at)
				}
				got = append(got, string(e))
			}
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("cut at %d: %q", cut, got)
			}
		}
		rest, at := s.rest()
		left, err := io.ReadAll(rest)
		if err != nil || string(left) != text[at:max(cut, 2)] {
			t.Fatalf("cut at %d: left %q at %d, %v", cut, left, at, err)
		}
		if cut == len(text)-1 && len(got) != len(want) {
			t.Fatalf("%q", got)
		}
	}
}

// TestBrokenFeatureIsToldInItsPlace: the good before it are read, the place is
// that of the byte, and nothing after it counts.
func TestBrokenFeatureIsToldInItsPlace(t *testing.T) {
	good := `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}`
	head := `{"type":"FeatureCollection","features":[`
	many := strings.Repeat(good+",", 5000)
	for _, c := range []struct{ name, after, want string }{
		{"a bracket of another sort", `{"type":"Feature","x":[1}}` + "," + many + good + "]}", "invalid character '}' after array element"},
		{"no JSON within", `{"type":"Feature","x":nan}` + "," + good + "]}", "invalid character 'a'"},
		{"no comma", good + good + "]}", "expected comma"},
		{"two commas", good + ",," + good + "]}", "invalid character ','"},
		{"cut short", `{"type":"Feature","x":"`, "ends before the JSON does"},
		{"deep", `{"x":` + strings.Repeat("[", 100000) + strings.Repeat("]", 100000) + `}]}`, "nested too deeply"},
		{"no object", `7 7]}`, "expected comma"},
		{"more after the list", good + `],"crs":{"x":1}}`, "another reference system"},
		{"broken after the list", good + `],"crs":{"x":}}`, "invalid character '}'"},
	} {
		n := 0
		ps := &problems{file: "f"}
		readFeatures(strings.NewReader(head+many+c.after), ps, []string{"Point"}, func(*feature) { n++ })
		if err := join(ps); err == nil || !strings.Contains(err.Error(), c.want) || n < 5000 || n > 5001 {
			t.Errorf("%s: %d features, %v", c.name, n, err)
			continue
		}
		if c.name == "no JSON within" {
			if at := fmt.Sprintf("feature 5001 (byte %d)", len(head+many)); !strings.Contains(ps.list[0].String(), at) {
				t.Errorf("%s: %v, not at %s", c.name, ps.list[0], at)
			}
		}
	}
}

// TestReadersTellReadErrors: an error of the file is told, wherever it comes.
func TestReadersTellReadErrors(t *testing.T) {
	good := `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}`
	text := `{"type":"FeatureCollection","features":[` + strings.Repeat(good+",", 9) + good + `]}`
	for at := range len(text) {
		ps := &problems{file: "f"}
		r := io.MultiReader(strings.NewReader(text[:at]), iotest.ErrReader(os.ErrPermission))
		readFeatures(r, ps, []string{"Point"}, func(*feature) {})
		if err := join(ps); err == nil || !strings.Contains(err.Error(), "permission") {
			t.Fatalf("failing after %d bytes: %v", at, err)
		}
	}
}

// TestManyCoresReadInOrder: features come in order, with the problems in order.
func TestManyCoresReadInOrder(t *testing.T) {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	const n = 20000
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		kind := "LineString"
		if i%1000 == 999 {
			kind = "Polygon"
		}
		fmt.Fprintf(&b, `{"type":"Feature","id":%d,"geometry":{"type":%q,"coordinates":[[%d,0],[%d,1]]}}`, i, kind, i%180, i%180)
	}
	b.WriteString(`]}`)
	ps := &problems{file: "f"}
	routes := readLines(&b, ps)
	if len(routes) != n-n/1000 || ps.count() != n/1000 {
		t.Fatalf("%d lines, %d problems", len(routes), ps.count())
	}
	k := 0
	for i := range n {
		if i%1000 == 999 {
			if want := fmt.Sprintf("f: feature %d (id \"%d\")", i+1, i); !strings.HasPrefix(ps.list[i/1000].String(), want) {
				t.Errorf("%s, not %s", ps.list[i/1000], want)
			}
			continue
		}
		if routes[k].ID != fmt.Sprint(i) || routes[k].Line.Parts()[0][0] != (orb.Point{float64(i % 180), 0}) {
			t.Fatalf("line %d is %s", i, routes[k].ID)
		}
		k++
	}
}

// TestTooManyVerticesAreToldOfTheSameLine whatever the number of cores.
func TestTooManyVerticesAreToldOfTheSameLine(t *testing.T) {
	round := `{"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,60],[120,60],[-120,60],[0,60],[120,60],[-120,60],[0,60]]}}`
	one, err := geo.NewLine(orb.LineString{{0, 60}, {120, 60}, {-120, 60}, {0, 60}, {120, 60}, {-120, 60}, {0, 60}})
	if err != nil {
		t.Fatal(err)
	}
	first := maxAdded/(one.VertexCount()-7) + 1 // with this one it is too much
	if first > 2000 {
		t.Fatalf("the line is too short to show it: %d", first)
	}
	text := `{"type":"FeatureCollection","features":[` + strings.Repeat(round+",", first+20) + round + `]}`
	ps := &problems{file: "f"}
	readLines(strings.NewReader(text), ps)
	if want := fmt.Sprintf("f: feature %d: coordinates: measuring the lines", first); len(ps.list) != 1 || !strings.HasPrefix(ps.list[0].String(), want) {
		t.Errorf("%v, want %s", join(ps), want)
	}
}

// TestAppendDegrees: the number is the same, and no digit too many.
func TestAppendDegrees(t *testing.T) {
	for v, want := range map[float64]string{0: "0", -0.5: "-0.5", 180: "180", -180: "-180", 1e-7: "0.0000001", 12.3456789: "12.3456789", 90.1: "90.1", 1e9: "1000000000"} {
		if got := string(appendDegrees(nil, v)); got != want {
			t.Errorf("%v is written %s", v, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1000, 1000).Draw(t, "v")
		if rapid.Bool().Draw(t, "rounded") {
			v = math.Round(v*1e7) / 1e7
		}
		want, _ := json.Marshal(v)
		var got, same float64
		text := appendDegrees(nil, v)
		if json.Unmarshal(text, &got) != nil || json.Unmarshal(want, &same) != nil || got != v || same != v {
			t.Fatalf("%v is written %s", v, text)
		}
		if !bytes.ContainsRune(want, 'e') && len(text) > len(want) {
			t.Fatalf("%s is longer than %s", text, want)
		}
	})
}

// TestInOrder: the texts come in order, and the first error ends all.
func TestInOrder(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 17, 1000} {
		var b, want bytes.Buffer
		err := inOrder(&b, n, func(dst []byte, i int) ([]byte, error) { return fmt.Appendf(dst, "%d;", i), nil })
		for i := range n {
			fmt.Fprintf(&want, "%d;", i)
		}
		if err != nil || b.String() != want.String() {
			t.Errorf("%d: %q, %v", n, b.String(), err)
		}
	}
	wrong := fmt.Errorf("wrong")
	err := inOrder(io.Discard, 1000, func(dst []byte, i int) ([]byte, error) {
		if i == 500 {
			return dst, wrong
		}
		return append(dst, 'x'), nil
	})
	if !errors.Is(err, wrong) {
		t.Errorf("%v", err)
	}
	full := iotest.ErrReader(wrong)
	if err := inOrder(writerFunc(full.Read), 1000, func(dst []byte, _ int) ([]byte, error) { return append(dst, 'x'), nil }); !errors.Is(err, wrong) {
		t.Errorf("a writer that fails: %v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// endless gives the same text for ever.
type endless string

func (e endless) Read(p []byte) (int, error) {
	n := 0
	for n+len(e) <= len(p) {
		n += copy(p[n:], e)
	}
	return n, nil
}

// TestEndlessBrackets: a file that never closes what it opens is refused
// without being read to its end.
func TestEndlessBrackets(t *testing.T) {
	ps := &problems{file: "f"}
	head := strings.NewReader(`{"type":"FeatureCollection","features":[`)
	readFeatures(io.MultiReader(head, endless(`{"a":[`)), ps, []string{"Point"}, func(*feature) {})
	if err := join(ps); err == nil || !strings.Contains(err.Error(), "nested too deeply") {
		t.Error(err)
	}
}
