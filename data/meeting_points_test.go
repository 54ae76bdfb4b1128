package data_test

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"lindero/data"
	"lindero/geo"
)

// TestMeetingPointsLieOnTheBorder holds those of the box to the border line,
// to its order, and to a longest stretch without one.
func TestMeetingPointsLieOnTheBorder(t *testing.T) {
	for _, want := range []struct {
		scenario string
		count    int
		apartKM  float64
	}{{"guatemala-mexico", 46, 40}, {"andorra", 24, 10}} {
		t.Run(want.scenario, func(t *testing.T) {
			s, _, err := data.ReadScenario(want.scenario)
			if err != nil {
				t.Fatal(err)
			}
			if len(s.MeetingPoints) != want.count {
				t.Errorf("%d meeting points, want %d", len(s.MeetingPoints), want.count)
			}
			var parts []orb.LineString
			for _, r := range s.Border {
				parts = append(parts, r.Line.Parts()...)
			}
			border, err := geo.NewLine(parts...)
			if err != nil {
				t.Fatal(err)
			}
			ids, names := map[string]bool{}, map[string]bool{}
			lastM := 0.0
			for _, p := range s.MeetingPoints {
				if !strings.HasPrefix(p.ID, "mp-") || ids[p.ID] || p.Name == "" || names[p.Name] {
					t.Errorf("%q, %q: an id or a name is missing, has another form or is not unique", p.ID, p.Name)
				}
				ids[p.ID], names[p.Name] = true, true
				on := border.Locate(p.At)
				if on.OffsetM > 0.1 {
					t.Errorf("%s lies %.2f m off the border", p.ID, on.OffsetM)
				}
				if on.ChainageM <= lastM {
					t.Errorf("%s at km %.2f of the border follows km %.2f", p.ID, on.ChainageM/1000, lastM/1000)
				}
				if on.ChainageM-lastM > want.apartKM*1000 {
					t.Errorf("no meeting point from km %.2f of the border to %s at km %.2f", lastM/1000, p.ID, on.ChainageM/1000)
				}
				lastM = on.ChainageM
			}
			if border.LengthM()-lastM > want.apartKM*1000 {
				t.Errorf("no meeting point from km %.2f of the border to its end", lastM/1000)
			}
		})
	}
}

// TestMeetingPointsAreWhereTheySay measures what the names of marks tell: how
// far along their stretch they are, at sea how far from its end.
func TestMeetingPointsAreWhereTheySay(t *testing.T) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		t.Fatal(err)
	}
	stretches := map[string]*geo.Line{}
	for _, r := range s.Border {
		stretches[r.ID] = r.Line
	}
	at := map[string]orb.Point{}
	for _, p := range s.MeetingPoints {
		at[p.Name] = p.At
	}
	sea := stretches["pacific"].LengthM() / 1000
	for _, want := range []struct {
		name, stretch string
		km            float64
	}{
		{"Mar territorial, 22 km", "pacific", sea - 22},
		{"Zona económica exclusiva, 334 km", "pacific", sea - 334},
		{"Boca del Suchiate", "suchiate", 0},
		{"Brecha de Huehuetenango km 98", "volcan-tacana-rio-chixoy", 98},
		{"Brecha de Ixcán km 170", "volcan-tacana-rio-chixoy", 170},
		{"Río Salinas km 80", "chixoy-salinas", 80},
		{"Río Usumacinta km 135", "usumacinta", 135},
		{"Brecha del Petén km 25", "usumacinta-belice", 25},
		{"Brecha del Petén km 272", "usumacinta-belice", 272},
		{"Aguas Turbias, punto trino con Belice", "usumacinta-belice", stretches["usumacinta-belice"].LengthM() / 1000},
	} {
		place, known := at[want.name]
		if !known {
			t.Errorf("there is no %s", want.name)
			continue
		}
		if d := geo.DistanceM(place, stretches[want.stretch].At(want.km*1000)); d > 2 {
			t.Errorf("%s lies %.1f m from km %.1f of %s", want.name, d, want.km, want.stretch)
		}
	}
}
