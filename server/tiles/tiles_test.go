package tiles_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"golang.org/x/sync/errgroup"

	"lindero/server/tiles"
)

func newSet(t testing.TB, layers ...tiles.Layer) *tiles.Set {
	t.Helper()
	s, err := tiles.New(layers)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shapes(name string, shapes ...orb.Geometry) tiles.Layer {
	l := tiles.Layer{Name: name}
	for i, s := range shapes {
		l.Features = append(l.Features, tiles.Feature{ID: name + "/" + string(rune('a'+i)), Shape: s})
	}
	return l
}

// tile returns a decoded tile, x y z.
func tile(t testing.TB, s *tiles.Set, x, y uint32, z maptile.Zoom, layers ...string) mvtTile {
	t.Helper()
	body, err := s.Tile(context.Background(), maptile.New(x, y, z), layers...)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, body)
}

// parts returns what is drawn of the features of the only layer.
func parts(t testing.TB, v mvtTile) [][][][2]int {
	t.Helper()
	if len(v.layers) > 1 {
		t.Fatalf("%d layers", len(v.layers))
	}
	var out [][][][2]int
	for _, l := range v.layers {
		for _, f := range l.features {
			out = append(out, f.parts)
		}
	}
	return out
}

// down is the latitude that lies so much of the map's height below its top.
func down(y float64) float64 {
	return 360/math.Pi*math.Atan(math.Exp(math.Pi*(1-2*y))) - 90
}

func TestShapes(t *testing.T) {
	sw := orb.Point{-90, down(0.75)} // 1024, 3072 at zoom 0
	ne := orb.Point{90, down(0.25)}  // 3072, 1024
	se := orb.Point{90, down(0.75)}
	nw := orb.Point{-90, down(0.25)}
	square := [][][2]int{{{1024, 1024}, {3072, 1024}, {3072, 3072}, {1024, 3072}}}
	in := orb.Ring{{-45, down(0.375)}, {45, down(0.375)}, {45, down(0.625)}, {-45, down(0.625)}, {-45, down(0.375)}}
	tests := []struct {
		name string
		of   orb.Geometry
		want [][][2]int
	}{
		{"a point", sw, [][][2]int{{{1024, 3072}}}},
		{"points, one twice", orb.MultiPoint{sw, ne, sw}, [][][2]int{{{1024, 3072}, {3072, 1024}}}},
		{"a line", orb.LineString{sw, se, ne}, [][][2]int{{{1024, 3072}, {3072, 3072}, {3072, 1024}}}},
		{"lines", orb.MultiLineString{{sw, se}, {nw, ne}}, [][][2]int{{{1024, 3072}, {3072, 3072}}, {{1024, 1024}, {3072, 1024}}}},
		{"a vertex on the way", orb.LineString{sw, {0, sw[1]}, se}, [][][2]int{{{1024, 3072}, {3072, 3072}}}},
		{"a vertex twice", orb.LineString{sw, sw, se, se}, [][][2]int{{{1024, 3072}, {3072, 3072}}}},
		{"a line that turns back", orb.LineString{sw, se, {45, sw[1]}}, [][][2]int{{{1024, 3072}, {3072, 3072}, {2560, 3072}}}},
		{"a line of no length", orb.LineString{sw, sw}, [][][2]int{{{1024, 3072}, {1025, 3072}}}},
		{"a line of one vertex", orb.LineString{sw}, [][][2]int{{{1024, 3072}, {1025, 3072}}}},
		{"a line too short", orb.LineString{sw, {-89.999, sw[1]}}, [][][2]int{{{1024, 3072}, {1025, 3072}}}},
		{"a loop too small", orb.LineString{sw, {-89.999, sw[1]}, {-89.999, sw[1] + .001}, sw}, [][][2]int{{{1024, 3072}, {1025, 3072}}}},
		{"an area", orb.Polygon{{nw, ne, se, sw, nw}}, square},
		{"an area the other way", orb.Polygon{{nw, sw, se, ne, nw}}, square},
		{"an area that is not closed", orb.Polygon{{nw, ne, se, sw}}, square},
		{"an area too small", orb.Polygon{{sw, {-89.999, sw[1]}, {-89.999, sw[1] + .001}, sw}}, [][][2]int{{{1024, 3072}, {1025, 3072}, {1025, 3073}, {1024, 3073}}}},
		{"an area too thin", orb.Polygon{{nw, ne, {90, ne[1] - .001}, {-90, ne[1] - .001}, nw}}, [][][2]int{{{1024, 1024}, {1025, 1024}, {1025, 1025}, {1024, 1025}}}},
		{"an area with a hole", orb.Polygon{{nw, sw, se, ne, nw}, in},
			[][][2]int{square[0], {{1536, 1536}, {1536, 2560}, {2560, 2560}, {2560, 1536}}}},
		{"a hole too small", orb.Polygon{{nw, sw, se, ne, nw}, {{0, 0}, {.001, 0}, {.001, .001}, {0, 0}}, {}}, square},
		{"areas", orb.MultiPolygon{{{nw, ne, se, sw, nw}}, {in}},
			[][][2]int{square[0], {{1536, 1536}, {2560, 1536}, {2560, 2560}, {1536, 2560}}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := parts(t, tile(t, newSet(t, shapes("l", test.of)), 0, 0, 0))
			if diff := cmp.Diff([][][][2]int{test.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSharedPlaces draws a line and points at the same places, twice each, in
// two layers.
func TestSharedPlaces(t *testing.T) {
	at := []orb.Point{{-90, 0}, {0, 0}, {90, 0}}
	l := []orb.Geometry{orb.LineString(at), orb.MultiPoint(at), orb.LineString(at), orb.MultiPoint(at)}
	v := tile(t, newSet(t, shapes("a", l...), shapes("b", l...)), 0, 0, 0)
	drawn, dots := [][][2]int{{{1024, 2048}, {3072, 2048}}}, [][][2]int{{{1024, 2048}, {2048, 2048}, {3072, 2048}}}
	for _, layer := range v.layers {
		if diff := cmp.Diff([][][][2]int{drawn, dots, drawn, dots}, parts(t, mvtTile{[]mvtLayer{layer}})); diff != "" {
			t.Errorf("%s: %s", layer.name, diff)
		}
	}
}

// TestNoEdgeTwice draws a line that goes along the equator, leaves the tile,
// comes back over itself and leaves again: of it one edge is left.
func TestNoEdgeTwice(t *testing.T) {
	var line orb.LineString
	at := 0.0
	for _, to := range []float64{1, 30, 0.5, 60} {
		for k := range 200 {
			line = append(line, orb.Point{at + (to-at)*float64(k)/200, 0})
		}
		at = to
	}
	got := parts(t, tile(t, newSet(t, shapes("l", line)), 32, 32, 6)) // 0 to 5.625°
	if diff := cmp.Diff([][][][2]int{{{{0, 0}, {4160, 0}}}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestEmpty(t *testing.T) {
	s := newSet(t, shapes("l", nil, orb.MultiPoint{}, orb.LineString{}, orb.MultiLineString{{}}, orb.Polygon{}, orb.Polygon{{}}, orb.MultiPolygon{{}}), tiles.Layer{Name: "none"})
	body, err := s.Tile(context.Background(), maptile.New(0, 0, 0))
	if body != nil || err != nil {
		t.Errorf("%q, %v of nothing", body, err)
	}
	if _, ok := s.Bounds(); ok {
		t.Error("bounds of nothing")
	}
	if s.Limits() != nil {
		t.Error("limits of nothing")
	}
	s = newSet(t, shapes("l", orb.Point{-90, 15}))
	if body, err := s.Tile(context.Background(), maptile.New(3, 3, 2)); body != nil || err != nil {
		t.Errorf("%q, %v where nothing is", body, err)
	}
}

func TestLayersAreChosen(t *testing.T) {
	s := newSet(t, shapes("b", orb.Point{1, 1}), shapes("a", orb.Point{1, 1}, orb.Point{2, 2}), shapes("far", orb.Point{-100, 1}))
	tests := []struct {
		ask  []string
		x, y uint32
		z    maptile.Zoom
		want string
	}{
		{nil, 0, 0, 0, "b 1, a 2, far 1"},
		{[]string{"a"}, 0, 0, 0, "a 2"},
		{[]string{"far", "b", "far"}, 0, 0, 0, "b 1, far 1"},
		{nil, 2, 1, 2, "b 1, a 2"},
	}
	for _, test := range tests {
		var got []string
		for _, l := range tile(t, s, test.x, test.y, test.z, test.ask...).layers {
			got = append(got, l.name+" "+string(rune('0'+len(l.features))))
		}
		if got := strings.Join(got, ", "); got != test.want {
			t.Errorf("%v: %s, want %s", test.ask, got, test.want)
		}
	}
	_, err := s.Tile(context.Background(), maptile.New(0, 0, 0), "a", "posts")
	if err == nil || !strings.Contains(err.Error(), `no layer "posts"; there are b, a, far`) {
		t.Errorf("%v", err)
	}
}

type named string

func TestProperties(t *testing.T) {
	number := 2.5
	l := tiles.Layer{Name: "l", Features: []tiles.Feature{
		{ID: "hills/1", Shape: orb.Point{1, 1}, Properties: map[string]any{
			"text": "Río", "list": []string{"a", "b"}, "named": named("land"), "float": 0.1, "int": -3, "uint": uint8(3), "truth": true, "pointer": &number,
			"none": nil, "nan": math.NaN(), "no": (*float64)(nil), "object": map[string]int{"a": 1}, "bad": "a\xffb",
			"when": time.Date(2027, 1, 4, 0, 0, 0, 0, time.UTC)}},
		{ID: "2", Shape: orb.Point{2, 2}, Properties: map[string]any{"feature_id": 7, "text": "Río"}},
	}}
	got := tile(t, newSet(t, l), 0, 0, 0).layers[0].features
	want := []mvtFeature{
		{id: 1, properties: map[string]any{"feature_id": "hills/1", "text": "Río", "list": "a, b", "named": "land", "float": 0.1, "int": int64(-3), "uint": uint64(3),
			"truth": true, "pointer": 2.5, "object": `{"a":1}`, "bad": "a\uFFFDb", "when": "2027-01-04T00:00:00Z"}},
		{id: 2, properties: map[string]any{"feature_id": int64(7), "text": "Río"}},
	}
	for i := range want {
		if got[i].id != want[i].id || !reflect.DeepEqual(got[i].properties, want[i].properties) {
			t.Errorf("feature %d: %s", got[i].id, cmp.Diff(want[i].properties, got[i].properties))
		}
	}
	if _, err := tiles.New([]tiles.Layer{{Name: "l", Features: []tiles.Feature{{ID: "x", Properties: map[string]any{"f": func() {}}}}}}); err == nil ||
		!strings.Contains(err.Error(), `layer "l": feature "x": property "f"`) {
		t.Errorf("%v", err)
	}
}

func TestNewErrors(t *testing.T) {
	bad := []struct {
		layers []tiles.Layer
		want   string
	}{
		{[]tiles.Layer{{}}, "layer 1 has no name"},
		{[]tiles.Layer{{Name: "a"}, {Name: "a"}}, `two layers "a"`},
		{[]tiles.Layer{shapes("l", orb.Point{math.NaN(), 0})}, `layer "l": feature "l/a": line 1, point 1: longitude NaN`},
		{[]tiles.Layer{shapes("l", orb.LineString{{0, 0}, {0, 90.1}})}, "vertex 2: longitude 0, latitude 90.1"},
		{[]tiles.Layer{shapes("l", orb.MultiLineString{{{0, 0}}, {{math.Inf(1), 0}}})}, "line 2, vertex 1: longitude +Inf"},
		{[]tiles.Layer{shapes("l", orb.Polygon{{{0, 0}, {1, 1}, {1, 541}}})}, "polygon 1, ring 1, vertex 3"},
		{[]tiles.Layer{shapes("l", orb.Collection{orb.Point{0, 0}})}, "a GeometryCollection cannot be drawn"},
		{[]tiles.Layer{shapes("l", orb.Ring{})}, "cannot be drawn"},
	}
	for _, test := range bad {
		if _, err := tiles.New(test.layers); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

func TestValid(t *testing.T) {
	for at, want := range map[maptile.Tile]bool{
		{X: 0, Y: 0, Z: 0}: true, {X: 1, Y: 0, Z: 0}: false, {X: 0, Y: 1, Z: 0}: false,
		{X: 15, Y: 15, Z: 4}: true, {X: 16, Y: 0, Z: 4}: false,
		{X: 1<<24 - 1, Y: 0, Z: 24}: true, {X: 1 << 24, Y: 0, Z: 24}: false, {X: 0, Y: 0, Z: 25}: false, {X: 0, Y: 0, Z: 1 << 30}: false,
	} {
		if tiles.Valid(at) != want {
			t.Errorf("%v: %v", at, !want)
		}
		_, err := newSet(t).Tile(context.Background(), at)
		if (err == nil) != want {
			t.Errorf("%v: %v", at, err)
		}
	}
}

func TestBeyondTheMap(t *testing.T) {
	s := newSet(t, shapes("l", orb.Point{0, 90}, orb.Point{45, -86}, orb.LineString{{-90, 88}, {90, 86}}, orb.LineString{{90, 80}, {90, 89}}))
	got := parts(t, tile(t, s, 0, 0, 0))
	north := [2]int{3072, int(math.Round(4096 * (0.5 - math.Log(math.Tan(math.Pi/4+80*math.Pi/360))/(2*math.Pi))))}
	want := [][][][2]int{{{{2048, 0}}}, {{{2560, 4096}}}, {{{1024, 0}, {3072, 0}}}, {{north, {3072, 0}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// A line that leaves the map does so where it does on earth.
	s = newSet(t, shapes("l", orb.LineString{{0, 85.05112877980659 - 1}, {2, 85.05112877980659 + 1}, {4, 85.05112877980659 - 1}}))
	for _, part := range parts(t, tile(t, s, 32, 0, 6)) { // 5.6° wide
		var top []int
		for _, p := range part[0] {
			if p[1] == 0 {
				top = append(top, p[0])
			}
		}
		if len(top) < 2 || top[0] != 728 || top[len(top)-1] != 2185 { // 1° and 3° of 5.625
			t.Errorf("along the edge at %v", top)
		}
	}
}

func TestAntimeridian(t *testing.T) {
	s := newSet(t, shapes("l", orb.MultiLineString{{{179, 10}, {180, 10}}, {{-180, 10}, {-179, 10}}}, orb.Point{180, 5}, orb.Point{-180, -5}, orb.Point{0, 0}))
	east, west := tile(t, s, 15, 7, 4), tile(t, s, 0, 7, 4)
	for _, v := range []mvtTile{east, west} {
		if len(v.layers) != 1 || len(v.layers[0].features) != 2 {
			t.Fatalf("%+v", v)
		}
	}
	got := [][][][2]int{east.layers[0].features[0].parts, west.layers[0].features[0].parts}
	y := got[0][0][0][1]
	want := [][][][2]int{ // 1° is 182 units at zoom 4
		{{{3914, y}, {4096, y}}, {{4096, y}, {4160, y}}},
		{{{-64, y}, {0, y}}, {{0, y}, {182, y}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if x := east.layers[0].features[1].parts[0][0][0]; x != 4096 {
		t.Errorf("180° in the east at %d", x)
	}
	if x := west.layers[0].features[1].parts[0][0][0]; x != 0 {
		t.Errorf("180° in the west at %d", x)
	}
}

func TestSameBytes(t *testing.T) {
	l := tiles.Layer{Name: "l"}
	for i := range 50 {
		l.Features = append(l.Features, tiles.Feature{ID: "x", Shape: orb.LineString{{float64(i), 0}, {float64(i), 5}},
			Properties: map[string]any{"a": i, "b": i / 2, "c": "c", "d": true, "e": 0.5, "f": "f"}})
	}
	var first []byte
	for i := range 5 {
		body, err := newSet(t, l).Tile(context.Background(), maptile.New(0, 0, 0))
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = body
		} else if !bytes.Equal(first, body) {
			t.Fatal("other bytes")
		}
	}
}

// TestManyAtATime draws the same tiles from several sides at once.
func TestManyAtATime(t *testing.T) {
	s := newSet(t, shapes("l", orb.MultiLineString{{{179, 10}, {180, 12}}, {{-180, 12}, {-179, 10}}}, orb.Polygon{{{0, 0}, {10, 0}, {10, 10}, {0, 0}}}, orb.Point{0, 5}))
	want, err := s.Tile(context.Background(), maptile.New(0, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	var group errgroup.Group
	for range 8 {
		group.Go(func() error {
			for range 50 {
				got, err := s.Tile(context.Background(), maptile.New(0, 0, 0))
				if err != nil {
					return err
				}
				if !bytes.Equal(got, want) {
					return errors.New("other bytes")
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newSet(t, shapes("l", orb.Point{0, 0})).Tile(ctx, maptile.New(0, 0, 0)); err == nil {
		t.Error("a tile after all")
	}
}
