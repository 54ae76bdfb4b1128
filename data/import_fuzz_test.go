package data

import (
	"math"
	"strings"
	"testing"

	"lindero/data/osm"
)

func FuzzReadWays(f *testing.F) {
	for _, s := range collectionSeeds {
		f.Add(s)
	}
	for _, s := range []string{
		`{"type":"Feature","id":"way/1","properties":{"highway":"track","oneway":-1,"maxspeed":"50;30"},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}`,
		`{"type":"Feature","properties":{"other_tags":"\"waterway\"=>\"river\"","tags":{"boat":"no"}},"geometry":{"type":"MultiLineString","coordinates":[[[179,0],[-179,1]],[[2,0],[2,1]]]}}`,
		`{"type":"Feature","properties":{"kind":"sea","speed_limit_kmh":1e99,"one_way":0},"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}`,
		`{"type":"Feature","properties":{"barrier":"gate","leisure":"slipway"},"geometry":{"type":"Point","coordinates":[359,0]}}`,
		`{"type":"Feature","properties":{"man_made":"pier","highway":"pedestrian"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]],[]]}}`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ps := &problems{file: "f"}
		c := osm.NewCollector(osm.Rules{})
		readWays(strings.NewReader(text), ps, c)
		checkProblems(t, ps)
		for _, w := range c.Extract().Ways {
			if !imported(w.Road.ID) || !w.Road.Kind.Valid() || !(w.Road.SpeedKmh >= 0) {
				t.Fatalf("%+v", w)
			}
			for _, run := range w.Runs {
				for _, p := range run {
					checkPlace(t, p)
					if math.Abs(p[0]) > 180 || len(run) < 2 {
						t.Fatalf("%v", run)
					}
				}
			}
		}
	})
}
