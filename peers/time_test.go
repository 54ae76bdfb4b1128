//go:build peers

package peers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/bench/time/peer"
)

// small is a scenario in the north, where degrees are far from square: a border
// over hills and along a river, a lane at sea that patrols see from the way
// along the border, and a post that sees some of each. There is too much of it
// for three patrols a side, of which one goes seldom and one is at home for a
// third of the time.
var small = map[string]string{
	"scenario.yaml": `format: 1
name: Small
sides:
  - {code: NN, name: Northland, time_zone: Europe/Oslo}
  - {code: SS, name: Southland, time_zone: UTC}
start: 2027-03-22
period_d: 10
rules:
  revisit_h: {land: 30, river: 18, sea: 48}
`,
	"border.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"hills","properties":{"kind":"land","name":"Hills","left":"NN","right":"SS"},"geometry":{"type":"LineString","coordinates":[[10,62],[10.2,62.03],[10.5,62.01],[10.6,62.05]]}},
{"type":"Feature","id":"stream","properties":{"kind":"river","name":"Stream","left":"NN","right":"SS"},"geometry":{"type":"LineString","coordinates":[[10.6,62.05],[10.62,62.06],[10.65,62.04],[10.7,62.05],[10.72,62.03],[10.9,62.04]]}}]}`,
	"routes.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"lane","properties":{"kind":"sea","name":"Lane","side":"","travel":false,"watched":true},"geometry":{"type":"LineString","coordinates":[[10.55,62.1],[10.7,62.054],[10.95,62.045],[11.2,62.06]]}}]}`,
	"meeting-points.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"mark","properties":{"name":"Mark"},"geometry":{"type":"Point","coordinates":[10.2,62.03]}},
{"type":"Feature","id":"ford","properties":{"name":"Ford"},"geometry":{"type":"Point","coordinates":[10.6,62.05]}},
{"type":"Feature","id":"mill","properties":{"name":"Mill"},"geometry":{"type":"Point","coordinates":[10.72,62.03]}}]}`,
	"posts.geojson": `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"n1","properties":{"name":"N1","side":"NN","watch_radius_m":0},"geometry":{"type":"Point","coordinates":[10.15,62.08]}},
{"type":"Feature","id":"n2","properties":{"name":"N2","side":"NN","watch_radius_m":3000},"geometry":{"type":"Point","coordinates":[10.61,62.08]}},
{"type":"Feature","id":"n3","properties":{"name":"N3","side":"NN","watch_radius_m":1500},"geometry":{"type":"Point","coordinates":[10.4,62.025]}},
{"type":"Feature","id":"s1","properties":{"name":"S1","side":"SS","watch_radius_m":0},"geometry":{"type":"Point","coordinates":[10.3,61.98]}},
{"type":"Feature","id":"s2","properties":{"name":"S2","side":"SS","watch_radius_m":0},"geometry":{"type":"Point","coordinates":[10.7,62.0]}}]}`,
	"patrols.csv": `id,side,post,layer,speed_land_kmh,speed_river_kmh,speed_sea_kmh,watch_radius_m,shift_h,rest_h,shifts_per_week,available_from,available_to
n1,NN,n1,,4,,,400,12,24,3,,
n2,NN,n2,,,9,,900,6,14,5,,
n3,NN,n2,,5,5,,600,9,16,4,2027-03-22,2027-03-29
s1,SS,s1,,3,,,700,14,24,3,,
s2,SS,s2,,,12,,800,7,14,5,,
s3,SS,s2,,5,6,,600,9,16,4,,
`,
}

// TestTimeWithPeers holds what a small plan watches and leaves open to what
// numpy finds on a grid and PostGIS by SQL.
func TestTimeWithPeers(t *testing.T) {
	folder, out := filepath.Join(t.TempDir(), "small"), filepath.Join(t.TempDir(), "plan")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range small {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	lindero(t, "plan", folder, "-o", out)
	p, err := peer.Read(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range strings.Fields("land river sea") {
		if s := p.Answer[kind]; s.AlwaysKm == 0 || s.NeverKm == 0 && s.LateKm == 0 || s.WatchedKmH == 0 {
			t.Errorf("%s: nothing much to look at: %+v", kind, s)
		}
	}
	grid := peer.Grid{Seconds: 30, Metres: 20}
	// Between the places that are tried ours takes times to run straight: who
	// looks on from beside the way is seen for up to some seconds longer.
	bounds := peer.Bounds{Overdue: 1e-3, Watched: 1e-2, Metres: 80, Seconds: 120}
	db, err := peer.Open(t.Context(), p, grid)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, ask := range map[string]func() (peer.Took, error){
		"numpy, plain":           func() (peer.Took, error) { return peer.Numpy(t.Context(), p, grid, peer.GridPlain, 1, false) },
		"numpy, tuned":           func() (peer.Took, error) { return peer.Numpy(t.Context(), p, grid, peer.GridTuned, 1, false) },
		"PostGIS, first written": func() (peer.Took, error) { return db.Ask(t.Context(), peer.FirstWritten, 1, false) },
		"PostGIS, by hand":       func() (peer.Took, error) { return db.Ask(t.Context(), peer.ByHand, 1, false) },
	} {
		t.Run(name, func(t *testing.T) {
			took, err := ask()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%v: %+v", took.Compute, took.Answer)
			if err := took.Answer.Differs(p.Answer, bounds); err != nil {
				t.Error(err)
			}
		})
	}
}
