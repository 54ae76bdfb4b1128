//go:build peers

package peers

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/ewkbhex"
)

// batch is a made-up border: lines that wander on from one place, and posts
// near them.
type batch struct {
	name     string
	seed     uint64
	lon, lat float64 // where it begins
	heading  float64 // where it wanders to, degrees from north
}

// batches are the borders that PostGIS judges: in the tropics, in the north
// where a parallel bends most, and over ±180°.
var batches = []batch{
	{"tropics", 20261, -91.2, 15.4, 60},
	{"north", 20262, 23.5, 68.2, 100},
	{"over180", 20265, 178.9, -17.4, 95},
}

// madeLine is a line whose longitudes run on beyond 180.
type madeLine struct {
	id    string
	shape []geom.Coord
}

type madePost struct {
	at     geom.Coord
	reachM float64
}

const (
	linesPerBatch = 3
	postsPerLine  = 15
	edgesPerLine  = 90
	// The accuracy of the ends of a reach holds up to 20 km.
	maxReachM = 18000
)

// make makes the batch: the same lines and posts for the same seed.
func (b batch) make() ([]madeLine, []madePost) {
	rnd := rand.New(rand.NewPCG(b.seed, 1))
	var lines []madeLine
	var posts []madePost
	lon, lat := b.lon, b.lat
	for i := range linesPerBatch {
		l := madeLine{id: fmt.Sprintf("line-%d", i+1)}
		l.shape = append(l.shape, geom.Coord{round7(lon), round7(lat)})
		for range edgesPerLine {
			lon, lat = step(lon, lat, b.heading+rnd.NormFloat64()*45, 300+rnd.Float64()*3500)
			l.shape = append(l.shape, geom.Coord{round7(lon), round7(lat)})
		}
		for range postsPerLine {
			near := l.shape[rnd.IntN(len(l.shape))]
			x, y := step(near[0], near[1], rnd.Float64()*360, rnd.Float64()*12000)
			posts = append(posts, madePost{geom.Coord{round7(x), round7(y)}, math.Round(1000 + rnd.Float64()*rnd.Float64()*(maxReachM-1000))})
		}
		lines = append(lines, l)
	}
	return lines, posts
}

// step goes some metres; roughly, as it only makes things up.
func step(lon, lat, bearing, metres float64) (float64, float64) {
	sin, cos := math.Sincos(bearing * math.Pi / 180)
	const degree = 111320
	return lon + metres*sin/(degree*math.Cos(lat*math.Pi/180)), lat + metres*cos/degree
}

func round7(d float64) float64 { return math.Round(d*1e7) / 1e7 }

// wrap brings a longitude into [-180, 180).
func wrap(lon float64) float64 { return round7(lon - 360*math.Floor((lon+180)/360)) }

// files writes the batch as a user would have it: GeoJSON and CSV, longitudes
// within ±180.
func (b batch) files(t *testing.T, lines []madeLine, posts []madePost) (string, string) {
	t.Helper()
	var features []any
	for _, l := range lines {
		var shape [][2]float64
		for _, c := range l.shape {
			shape = append(shape, [2]float64{wrap(c[0]), c[1]})
		}
		features = append(features, map[string]any{"type": "Feature", "id": l.id, "properties": map[string]any{},
			"geometry": map[string]any{"type": "LineString", "coordinates": shape}})
	}
	text, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("lon,lat,reach_m\n")
	for _, p := range posts {
		fmt.Fprintf(&table, "%.7f,%.7f,%.0f\n", wrap(p.at[0]), p.at[1], p.reachM)
	}
	return write(t, "lines.geojson", string(text)), write(t, "posts.csv", table.String())
}

// sql is a script that fills the tables lines and posts.
func (b batch) sql(t *testing.T, lines []madeLine, posts []madePost) string {
	t.Helper()
	var s strings.Builder
	s.WriteString(tables)
	for _, l := range lines {
		shape, err := geom.NewLineString(geom.XY).SetSRID(4326).SetCoords(l.shape)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&s, "INSERT INTO lines VALUES ('%s', NULL, '%s');\n", l.id, ewkb(t, shape))
	}
	for _, p := range posts {
		at, err := geom.NewPoint(geom.XY).SetSRID(4326).SetCoords(p.at)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&s, "INSERT INTO posts VALUES ('%s', NULL, %v);\n", ewkb(t, at), p.reachM)
	}
	return s.String()
}

func ewkb(t *testing.T, g geom.T) string {
	t.Helper()
	text, err := ewkbhex.Encode(g, ewkbhex.NDR)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
