//go:build peers

package calendar_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lindero/internal/oracle"
	"lindero/lang"
	"lindero/report/calendar"
)

const systemPython = "/usr/bin/python3"

const icalendarScript = `
import json, sys
from icalendar import Calendar
out = []
for name in sys.argv[1:]:
    cal = Calendar.from_ical(open(name, "rb").read())
    assert not cal.errors, cal.errors
    for e in cal.walk("VEVENT"):
        assert not e.errors, e.errors
        out.append({"uid": str(e["UID"]), "from": e["DTSTART"].dt.timestamp(), "to": e["DTEND"].dt.timestamp(), "stamp": e["DTSTAMP"].dt.timestamp(),
            "lat": e["GEO"].latitude, "lon": e["GEO"].longitude, "summary": str(e["SUMMARY"]), "location": str(e["LOCATION"]), "description": str(e["DESCRIPTION"])})
print(json.dumps(out))
`

// TestICalendar has the library icalendar read the calendars of all pairs, and
// holds what it finds to the plan.
func TestICalendar(t *testing.T) {
	oracle.Tool(t, systemPython)
	x := read(t)
	for own, side := range x.plan.Sides {
		var files []string
		has := map[string]bool{}
		for _, s := range x.plan.Sorties {
			has[s.Pair] = true
		}
		for i := range x.plan.Pairs {
			if pair := x.plan.Pairs[i].ID; has[pair] {
				name := filepath.Join(t.TempDir(), "pair.ics")
				if err := os.WriteFile(name, []byte(x.calendar(t, pair, calendar.Options{Lang: lang.Spanish, Side: side})), 0o644); err != nil {
					t.Fatal(err)
				}
				files = append(files, name)
			}
		}
		var got []struct {
			UID, Summary, Location, Description string
			From, To, Stamp, Lat, Lon           float64
		}
		out := oracle.Run(t, systemPython, "", append([]string{"-c", icalendarScript}, files...)...)
		if err := json.Unmarshal([]byte(strings.Join(out, "\n")), &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(x.plan.Sorties) || len(got) == 0 {
			t.Fatalf("%d events of %d sorties", len(got), len(x.plan.Sorties))
		}
		start := float64(x.layout.Scenario.Start.Unix())
		for i, s := range x.plan.Sorties { // by pair, in order of time, as the files are
			e := got[i]
			for _, v := range [][2]float64{{e.From, start + s.DepartH[own]*3600}, {e.To, start + s.ReturnH[own]*3600}, {e.Stamp, start}} {
				if math.Abs(v[0]-v[1]) > 0.51 {
					t.Errorf("%s: %v s, want %v", s.ID, v[0], v[1])
				}
			}
			for _, b := range x.plan.Beats {
				if b.ID == s.Beat && math.Abs(e.Lat-b.MeetAt[1])+math.Abs(e.Lon-b.MeetAt[0]) > 1.1e-6 {
					t.Errorf("%s: at %v %v, want %v", s.ID, e.Lat, e.Lon, b.MeetAt)
				}
			}
			if !strings.HasPrefix(e.Summary, "Patrulla conjunta, pareja ") || strings.Count(e.Description, "\n") < 4 || !strings.Contains(e.Location, ", 15P ") && !strings.Contains(e.Location, ", 15Q ") && !strings.Contains(e.Location, ", 16Q ") {
				t.Errorf("%s: %q, %q, %q", s.ID, e.Summary, e.Location, e.Description)
			}
		}
	}
}
