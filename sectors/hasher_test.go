package sectors_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"lindero/sectors"
)

// TestHasher wants the hash to be that of the values encoded in one go, whatever
// was encoded before, with land and countries and without.
func TestHasher(t *testing.T) {
	s := scenario(t)
	s.Start = time.Date(2027, 1, 4, 6, 0, 0, 0, time.FixedZone("", -6*3600))
	for range 4 {
		type route struct {
			sectors.Route
			Line orb.MultiLineString
		}
		whole := *s
		whole.Border, whole.Routes, whole.Start = nil, nil, s.Start.UTC()
		h := sha256.New()
		enc := json.NewEncoder(h)
		if err := enc.Encode(whole); err != nil {
			t.Fatal(err)
		}
		for _, of := range [][]sectors.Route{s.Border, s.Routes} {
			flat := []route{}
			for _, r := range of {
				flat = append(flat, route{r, r.Line.Parts()})
			}
			if err := enc.Encode(flat); err != nil {
				t.Fatal(err)
			}
		}
		if want, got := hex.EncodeToString(h.Sum(nil)), s.Hash(); got != want {
			t.Errorf("with %d lands and %d countries %s, want %s", len(s.Land), len(s.Countries), got, want)
		}
		x := sectors.NewHasher(s)
		other := *s
		other.Name = `another, with "Covered":`
		if x.Hash(&other) != other.Hash() || x.Hash(&other) == s.Hash() {
			t.Error("of another scenario")
		}
		ground := orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}}
		switch {
		case len(s.Countries) > 0:
			s.Land = nil
		case len(s.Land) > 0:
			s.Countries = []sectors.Country{{Code: "AA", Name: "Northland", Polygon: ground}}
		default:
			s.Land = []sectors.Area{{ID: "land", Polygon: ground}}
		}
	}
}
