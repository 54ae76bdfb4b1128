package calendar_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/calendar"
	"lindero/sectors"
)

// planned is a scenario with its plan.
type planned struct {
	layout *sectors.Layout
	plan   *planner.Plan
}

var flagship = sync.OnceValues(func() (planned, error) {
	s, _, err := data.ReadScenario("guatemala-mexico")
	if err != nil {
		return planned{}, err
	}
	l, err := sectors.NewLayout(s)
	if err != nil {
		return planned{}, err
	}
	p, err := planner.Run(context.Background(), l, planner.Options{Version: "1.2.3"})
	return planned{l, p}, err
})

func read(t *testing.T) planned {
	t.Helper()
	x, err := flagship()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func (x planned) calendar(t *testing.T, pair string, o calendar.Options) string {
	t.Helper()
	var out bytes.Buffer
	if err := calendar.Write(&out, x.layout, x.plan, pair, o); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// event has the properties of an event by their names, as they are after
// unfolding and unescaping.
type event map[string]string

// events reads a calendar by the letter of RFC 5545, sections 3.1, 3.3.11, 3.4
// and 3.6, and fails where it is not so.
func events(t *testing.T, text string) (head event, out []event) {
	t.Helper()
	if !utf8.ValidString(text) || !strings.HasSuffix(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
		t.Fatalf("lines do not all end in CR LF: %q", text)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7F }) {
			t.Errorf("line %q has %d octets", line, len(line))
		}
	}
	head = event{}
	var at event
	unescape := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n")
	depth := []string{}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || !regexp.MustCompile(`^[A-Z-]+$`).MatchString(name) {
			t.Fatalf("%q is no property", line)
		}
		switch name {
		case "BEGIN":
			depth = append(depth, value)
			if value == "VEVENT" {
				at = event{}
				out = append(out, at)
			}
			continue
		case "END":
			if len(depth) == 0 || depth[len(depth)-1] != value {
				t.Fatalf("END:%s within %v", value, depth)
			}
			depth = depth[:len(depth)-1]
			continue
		}
		into := head
		if len(depth) == 2 {
			into = at
		}
		if name != "GEO" && regexp.MustCompile(`(^|[^\\])(\\\\)*[,;]`).MatchString(value) {
			t.Errorf("%q is not escaped", line)
		}
		if _, twice := into[name]; twice {
			t.Errorf("%s stands twice", name)
		}
		into[name] = unescape.Replace(value)
	}
	if len(depth) > 0 {
		t.Errorf("%v do not end", depth)
	}
	return head, out
}

// stamp is an hour of a plan as calendars write it.
func stamp(t *testing.T, p *planner.Plan, h float64) string {
	t.Helper()
	start, err := time.Parse(time.RFC3339, p.Start)
	if err != nil {
		t.Fatal(err)
	}
	s := int64(h*3600 + 0.5)
	return start.Add(time.Duration(s) * time.Second).UTC().Format("20060102T150405Z")
}

// TestTimes holds every event of every pair, for each side and both, to the
// plan.
func TestTimes(t *testing.T) {
	x := read(t)
	seen := 0
	for side, own := range map[string]int{"": -1, "GT": 0, "MX": 1} {
		uids := map[string]bool{}
		for i := range x.plan.Pairs {
			pair := &x.plan.Pairs[i]
			var sorties []planner.Sortie
			for _, s := range x.plan.Sorties {
				if s.Pair == pair.ID {
					sorties = append(sorties, s)
				}
			}
			if len(sorties) == 0 {
				continue
			}
			head, all := events(t, x.calendar(t, pair.ID, calendar.Options{Lang: lang.English, Side: side}))
			if head["VERSION"] != "2.0" || head["PRODID"] != "-//Lindero//Lindero 1.2.3//EN" || head["CALSCALE"] != "GREGORIAN" {
				t.Errorf("head %v", head)
			}
			if len(all) != len(sorties) {
				t.Fatalf("%s: %d events of %d sorties", pair.ID, len(all), len(sorties))
			}
			for j, s := range sorties {
				from, to := s.MeetH, s.PartH
				if own >= 0 {
					from, to = s.DepartH[own], s.ReturnH[own]
				}
				e := all[j]
				if e["DTSTART"] != stamp(t, x.plan, from) || e["DTEND"] != stamp(t, x.plan, to) || e["DTSTAMP"] != stamp(t, x.plan, 0) {
					t.Errorf("%s, side %q: %v, want %s to %s", s.ID, side, e, stamp(t, x.plan, from), stamp(t, x.plan, to))
				}
				if uids[e["UID"]] || len(e["UID"]) < 32 {
					t.Errorf("%s: UID %s stands twice", s.ID, e["UID"])
				}
				uids[e["UID"]] = true
				seen++
			}
		}
	}
	if want := 3 * len(x.plan.Sorties); seen != want || seen == 0 {
		t.Errorf("%d events seen, want %d", seen, want)
	}
}

// TestWords looks at one event of one pair in full.
func TestWords(t *testing.T) {
	x := read(t)
	beats := map[string]*planner.Beat{}
	for i := range x.plan.Beats {
		beats[x.plan.Beats[i].ID] = &x.plan.Beats[i]
	}
	s := x.plan.Sorties[0]
	b := beats[s.Beat]
	local := func(h float64) string {
		at, _ := time.Parse(time.RFC3339, x.plan.Start)
		at = at.Add(time.Duration(h*60+0.5) * time.Minute).In(time.FixedZone("", -6*3600))
		return at.Format("15:04")
	}
	_, all := events(t, x.calendar(t, s.Pair, calendar.Options{Lang: lang.English}))
	for what, want := range map[string]string{
		"SUMMARY": `^Joint patrol, pair 1 \(surface\): `, "LOCATION": `, 15P [A-Z]{2} \d{5} \d{5}$`, "GEO": fmt.Sprintf(`^%.6f;%.6f$`, b.MeetAt[1], b.MeetAt[0]), "CLASS": "^PRIVATE$",
		"DESCRIPTION": `^\S+ \d+ \S+ ` + local(s.DepartH[0]) + `: GT leaves \S.*
\S+ \d+ \S+ ` + local(s.DepartH[1]) + `: MX leaves \S.*
\S+ \d+ \S+ ` + local(s.MeetH) + `: meet at .*, 15P .*
Beat: km \S+ to \S+ \(\S+ km\)
\S+ \d+ \S+ ` + local(s.PartH) + `: part at km \S+, 15P .*
\S+ \d+ \S+ ` + local(s.ReturnH[0]) + `: GT is back at \S.*
\S+ \d+ \S+ ` + local(s.ReturnH[1]) + `: MX is back at \S.*
Host: ` + s.Host + `
Hours are of the clock at UTC-06:00.$`,
	} {
		if got := all[0][what]; !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s is %q, want %s", what, got, want)
		}
	}
	if _, es := events(t, x.calendar(t, s.Pair, calendar.Options{Lang: lang.Spanish, Side: "MX"})); !strings.HasPrefix(es[0]["SUMMARY"], "Patrulla conjunta, pareja 1 (superficie): ") || !strings.Contains(es[0]["DESCRIPTION"], " "+local(s.DepartH[1])+": MX sale de ") {
		t.Error(es[0])
	}
}

// TestSide wants nothing of the other side's posts, patrols and hours in what a
// side gets.
func TestSide(t *testing.T) {
	x := read(t)
	for own, side := range x.plan.Sides {
		for i := range x.plan.Pairs {
			pair := &x.plan.Pairs[i]
			var out bytes.Buffer
			if err := calendar.Write(&out, x.layout, x.plan, pair.ID, calendar.Options{Side: side}); err != nil {
				if errors.Is(err, calendar.ErrNoSorties) {
					continue
				}
				t.Fatal(err)
			}
			text := strings.ReplaceAll(out.String(), "\r\n ", "")
			both := strings.ReplaceAll(x.calendar(t, pair.ID, calendar.Options{}), "\r\n ", "")
			posts := map[string]string{}
			for _, p := range x.layout.Scenario.Posts {
				posts[p.ID] = p.Label()
			}
			theirs := "leaves " + posts[pair.Posts[1-own]] + "\\n"
			if !strings.Contains(both, theirs) || strings.Contains(text, theirs) {
				t.Errorf("%s, for %s: %q", pair.ID, side, theirs)
			}
			for _, secret := range []string{pair.ID, pair.Patrols[1-own], pair.Posts[1-own], x.plan.Sides[1-own] + " "} {
				if strings.Contains(text, secret) {
					t.Errorf("%s, for %s, has %q", pair.ID, side, secret)
				}
			}
		}
	}
}

func TestHostileNames(t *testing.T) {
	x := read(t)
	scenario, plan := *x.layout.Scenario, *x.plan
	layout := *x.layout
	layout.Scenario = &scenario
	names := []string{
		"a;b,c\\d:e\"f", "line\nbreak\r\nEND:VEVENT", "\x00\x07\x7F", "\xff\xfe", strings.Repeat("تاباتشولا ", 40), strings.Repeat("塔", 200), strings.Repeat("x", 500), "\\n\\,", "👮🏽‍♀️", "<b>bold</b>", "ends with \\", "\u202Egnirts",
	}
	scenario.Posts = append([]sectors.Post(nil), scenario.Posts...)
	for i := range scenario.Posts {
		scenario.Posts[i].Name = names[i%len(names)]
	}
	for _, name := range names {
		plan.Name, plan.Version = name, name
		plan.MeetingPoints = append([]planner.MeetingPoint(nil), x.plan.MeetingPoints...)
		for i := range plan.MeetingPoints {
			plan.MeetingPoints[i].Name = name
		}
		pair := plan.Sorties[0].Pair
		_, all := events(t, planned{&layout, &plan}.calendar(t, pair, calendar.Options{Lang: lang.English}))
		want := strings.NewReplacer("\r\n", "\n", "\x00", "\uFFFD", "\x07", " ", "\x7F", " ", "\u202E", "", "\xff", "\uFFFD", "\xfe", "\uFFFD").Replace(name)
		if got := all[0]["SUMMARY"]; got != "Joint patrol, pair 1 (surface): "+want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWrong(t *testing.T) {
	x := read(t)
	pair := x.plan.Sorties[0].Pair
	none := *x.plan
	none.Sorties = nil
	for _, c := range []struct {
		plan *planner.Plan
		pair string
		side string
		want error
	}{
		{x.plan, "no such pair", "", calendar.ErrNoPair},
		{x.plan, pair, "US", calendar.ErrNoSide},
		{&none, pair, "", calendar.ErrNoSorties},
	} {
		var out bytes.Buffer
		if err := calendar.Write(&out, x.layout, c.plan, c.pair, calendar.Options{Side: c.side}); !errors.Is(err, c.want) || out.Len() > 0 {
			t.Errorf("%v after %d bytes, want %v", err, out.Len(), c.want)
		}
	}
	if err := calendar.Write(full{}, x.layout, x.plan, pair, calendar.Options{}); !errors.Is(err, errFull) {
		t.Error(err)
	}
}

type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestSame wants the same bytes of the same plan, the same events where only
// others changed, and another event where it changed.
func TestSame(t *testing.T) {
	x := read(t)
	pair := x.plan.Sorties[0].Pair
	first := x.calendar(t, pair, calendar.Options{})
	if again := x.calendar(t, pair, calendar.Options{}); again != first {
		t.Error("other bytes")
	}
	changed := *x.plan
	changed.Sorties = append([]planner.Sortie(nil), x.plan.Sorties...)
	changed.Sorties[0].PartH += 0.5
	_, was := events(t, first)
	_, is := events(t, planned{x.layout, &changed}.calendar(t, pair, calendar.Options{}))
	for i := range was {
		if same := was[i]["UID"] == is[i]["UID"]; same != (i > 0) {
			t.Errorf("event %d: the same %v", i, same)
		}
	}
	_, mine := events(t, x.calendar(t, pair, calendar.Options{Side: "GT"}))
	if mine[0]["UID"] == was[0]["UID"] {
		t.Error("the event of a side is that of both")
	}
	_, now := events(t, planned{x.layout, &changed}.calendar(t, pair, calendar.Options{Side: "GT"}))
	if mine[0]["DTEND"] != now[0]["DTEND"] || mine[0]["UID"] == now[0]["UID"] {
		t.Error("the event of a side is the same although the pair parts later")
	}
}
