package sheet_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"lindero/lang"
	"lindero/report/sheet"
	"lindero/sectors"
)

// secret marks what belongs to a side: ids and names of its posts and patrols.
func secret(s *sectors.Scenario, side int) {
	code, ids := s.Sides[side].Code, map[string]string{}
	for i := range s.Posts {
		if p := &s.Posts[i]; p.Side == code {
			ids[p.ID] = "secret-" + p.ID
			p.ID, p.Name = ids[p.ID], "Secreto "+p.Name
		}
	}
	for i := range s.Patrols {
		if p := &s.Patrols[i]; p.Side == code {
			p.ID, p.Post = "secret-"+p.ID, ids[p.Post]
		}
	}
}

// TestSide wants nothing of the other side on a sheet of one: neither its names,
// nor anything that would differ if it came from elsewhere at other hours.
func TestSide(t *testing.T) {
	for side := range 2 {
		x := plan(t, "guatemala-mexico", func(s *sectors.Scenario) { secret(s, side) })
		own, other := x.plan.Sides[1-side], x.plan.Sides[side]
		moved := *x.plan
		moved.Sorties, moved.Beats, moved.Pairs = slices.Clone(moved.Sorties), slices.Clone(moved.Beats), slices.Clone(moved.Pairs)
		for i := range moved.Sorties {
			moved.Sorties[i].DepartH[side] -= 3.7
			moved.Sorties[i].ReturnH[side] += 4.2
		}
		for i := range moved.Beats {
			b := &moved.Beats[i]
			b.OutM[side], b.BackM[side], b.ArriveH[side], b.HomeH[side], b.SortieH[side], b.Share = 1, 2, 3, 4, 5, 0.5
		}
		for i := range moved.Pairs {
			moved.Pairs[i].Patrols[side], moved.Pairs[i].Posts[side] = "elsewhere", "elsewhere"
		}
		for _, l := range []lang.Lang{lang.English, lang.Spanish} {
			for _, id := range sheet.Pairs(x.plan) {
				s := x.sheet(t, id, sheet.Options{Lang: l, Side: own})
				text := strings.ToLower(fmt.Sprintf("%+v", *s))
				if strings.Contains(text, "secret") || strings.Contains(text, "elsewhere") {
					t.Errorf("%s for %s tells of %s: %s", id, own, other, text)
				}
				if !strings.Contains(text, strings.ToLower(s.Lang.Message("%s: other side", other))) {
					t.Errorf("%s for %s does not say that there is the other side: %s", id, own, text)
				}
				again := planned{x.layout, &moved}.sheet(t, id, sheet.Options{Lang: l, Side: own})
				s.Map, again.Map = nil, nil
				if !reflect.DeepEqual(s, again) {
					t.Errorf("%s for %s differs by what %s does:\n%+v\n%+v", id, own, other, s, again)
				}
				if all := fmt.Sprintf("%+v", *x.sheet(t, id, sheet.Options{Lang: l})); !strings.Contains(all, "secret-") || !strings.Contains(all, "Secreto") {
					t.Errorf("%s for both does not tell of %s", id, other)
				}
			}
		}
	}
}

// TestClocks wants times by the clocks of who reads, as they are on the day, and
// says where those of the other side differ.
func TestClocks(t *testing.T) {
	zones := [2]string{"Europe/Andorra", "America/Mexico_City"}
	x := plan(t, "andorra", func(s *sectors.Scenario) {
		s.Start = time.Date(2027, 3, 15, 0, 0, 0, 0, time.UTC)
		for i, name := range zones {
			zone, err := time.LoadLocation(name)
			if err != nil {
				t.Fatal(err)
			}
			s.Sides[i].TimeZone, s.Sides[i].Zone = name, zone
		}
	})
	id := sheet.Pairs(x.plan)[0]
	for side, want := range map[string]string{
		"":   "Times are by the clocks of AD (Europe/Andorra, UTC+01:00, from Sun 28 Mar UTC+02:00). Clocks of EU: UTC−06:00.",
		"AD": "Times are by the clocks of AD (Europe/Andorra, UTC+01:00, from Sun 28 Mar UTC+02:00). Clocks of EU: UTC−06:00.",
		"EU": "Times are by the clocks of EU (America/Mexico_City, UTC−06:00). Clocks of AD: UTC+01:00, from Sun 28 Mar UTC+02:00.",
	} {
		s := x.sheet(t, id, sheet.Options{Side: side})
		if got := strings.Join(s.TimesNotes, " "); !strings.HasPrefix(got, want) {
			t.Errorf("for %q: %s", side, got)
		}
		zone, _ := time.LoadLocation(zones[0])
		if side == "EU" {
			zone, _ = time.LoadLocation(zones[1])
		}
		sorties, _ := x.sorties(id)
		for i, c := range sorties {
			at := x.layout.Scenario.Start.Add(time.Duration(math.Round(c.MeetH*60)) * time.Minute).In(zone).Format("15:04")
			if !slices.Contains(s.Times[i], at) {
				t.Errorf("for %q, sortie %d: %q, want %s", side, c.Number, s.Times[i], at)
			}
		}
	}
}

// TestApart: of a stretch that neither of two neighbours walks both read, each on the
// side where it lies.
func TestApart(t *testing.T) {
	x := boxed["guatemala-mexico"](t)
	const says = "Between lies a stretch that neither walks."
	before := x.sheet(t, "GT-09+MX-09", sheet.Options{}).Beside
	after := x.sheet(t, "GT-10+MX-10", sheet.Options{}).Beside
	if !strings.Contains(before[1].Text, says) || !strings.Contains(after[0].Text, says) || strings.Contains(after[1].Text, says) {
		t.Errorf("%+v, %+v", before, after)
	}
}
