// Package calendar writes the sorties of a pair as a calendar (iCalendar, RFC
// 5545), which telephones and mail programs take in.
//
// An event goes from when one side leaves its post until it is back, or, for both
// sides, from when they meet until they part. Its times are in UTC; its words have
// the hours of the clocks there. Of a side, nothing of the other's post and patrol
// is in it. The public is not to have it at all.
package calendar

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/letters"
	"lindero/report/words"
	"lindero/sectors"
)

// Options are what may be chosen of a calendar.
type Options struct {
	Lang lang.Lang
	// Side is the code of the side whose calendar it is; empty: it is for both.
	Side string
}

// The ways in which Write fails, beside those of its writer.
var (
	ErrNoPair    = errors.New("the plan has no such pair")
	ErrNoSide    = errors.New("the plan has no such side")
	ErrNoSorties = errors.New("the pair has no sorties; a calendar must have an event")
)

// Write writes the calendar of a pair, by its id, of a plan of the layout's
// scenario: the same plan, the same bytes. All is made before the first byte is
// written.
func Write(w io.Writer, l *sectors.Layout, p *planner.Plan, pair string, o Options) error {
	m := &maker{Lang: o.Lang, plan: p, words: words.New(o.Lang, l.Scenario, p), beats: map[string]*planner.Beat{}, own: -1}
	m.words.Side = o.Side
	if err := m.find(l.Scenario, pair, o.Side); err != nil {
		return fmt.Errorf("calendar of pair %q: %w", pair, err)
	}
	cal := ics.NewCalendarFor("Lindero")
	cal.SetProductId(clean("-//Lindero//Lindero " + p.Version + "//" + strings.ToUpper(string(o.Lang))))
	cal.SetCalscale("GREGORIAN")
	cal.SetXWRCalName(clean(m.name() + " · " + p.Name))
	n := 0
	for i := range p.Sorties {
		if s := &p.Sorties[i]; m.beats[s.Beat] != nil {
			cal.AddVEvent(m.event(s))
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("calendar of pair %q: %w", pair, ErrNoSorties)
	}
	var out bytes.Buffer
	if err := cal.SerializeTo(&out, ics.WithNewLine("\r\n")); err != nil {
		return fmt.Errorf("calendar of pair %q: %w", pair, err)
	}
	_, err := out.WriteTo(w)
	return err
}

// maker makes the events.
type maker struct {
	lang.Lang
	plan  *planner.Plan
	words *words.Words
	pair  *planner.Pair
	beats map[string]*planner.Beat // of the pair
	own   int                      // the side whose calendar it is; −1: both
	start time.Time
	clock *sectors.Side // whose clocks the words have; nil: that of the start
}

func (m *maker) find(s *sectors.Scenario, pair, side string) error {
	if m.pair = m.words.Pairs[pair]; m.pair == nil {
		return ErrNoPair
	}
	for i, code := range m.plan.Sides {
		if code == side {
			m.own = i
		}
	}
	if side != "" && m.own < 0 {
		return fmt.Errorf("%w: %s; it has %s and %s", ErrNoSide, side, m.plan.Sides[0], m.plan.Sides[1])
	}
	for i := range s.Sides {
		if side != "" && s.Sides[i].Code == side {
			m.clock = &s.Sides[i]
		}
	}
	for i := range m.plan.Beats {
		if b := &m.plan.Beats[i]; b.Pair == pair {
			m.beats[b.ID] = b
		}
	}
	m.start = s.Start
	return nil
}

// at returns the time of an hour of the plan, to the second, as reports do: of
// both sides on the clock of the scenario's start.
func (m *maker) at(h float64) time.Time {
	t := m.start.Add(time.Duration(h * float64(time.Hour)).Round(time.Second))
	if m.clock == nil {
		return t
	}
	return m.clock.Clock(t)
}

// name names the pair by its number; its id has the patrols of both sides in it.
func (m *maker) name() string {
	if len(m.plan.Layers) > 1 {
		return m.Message("pair %d (%s)", m.pair.Number, words.Layer(m.Lang, m.pair.Layer))
	}
	return m.Message("pair %d", m.pair.Number)
}

func (m *maker) event(s *planner.Sortie) *ics.VEvent {
	b := m.beats[s.Beat]
	fromH, toH := s.MeetH, s.PartH
	if m.own >= 0 {
		fromH, toH = s.DepartH[m.own], s.ReturnH[m.own]
	}
	from, to := m.at(fromH), m.at(toH)
	meeting := m.words.Meeting(b.MeetingPoint, b.MeetM)
	e := ics.NewEvent(m.uid(s, b, from, to))
	e.SetDtStampTime(m.start)
	e.SetStartAt(from)
	if to.After(from) { // an end must be later
		e.SetEndAt(to)
	}
	e.SetSummary(clean(m.Message("Joint patrol, %s: %s", m.name(), meeting)))
	e.SetLocation(clean(meeting + ", " + words.MGRS(b.MeetAt)))
	ics.SetGeo(e, degrees(b.MeetAt[1]), degrees(b.MeetAt[0]))
	e.SetClass(ics.ClassificationPrivate)
	e.SetDescription(clean(strings.Join(m.lines(s, b), "\n")))
	return e
}

// lines say what happens, in order.
func (m *maker) lines(s *planner.Sortie, b *planner.Beat) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, m.Message(format, args...)) }
	m.sides(func(i int) {
		say("%s: %s leaves %s", m.words.Moment(m.at(s.DepartH[i])), m.plan.Sides[i], m.words.Post(m.pair.Posts[i]))
	})
	say("%s: meet at %s", m.words.Moment(m.at(s.MeetH)), m.words.MeetingKm(b.MeetingPoint, b.MeetM)+", "+words.MGRS(b.MeetAt))
	say("Beat: km %s to %s (%s km)", m.words.Km(b.FromM), m.words.Km(b.ToM), m.Km(b.LengthM))
	say("%s: part at km %s, %s", m.words.Moment(m.at(s.PartH)), m.words.Km(b.PartM), words.MGRS(b.PartAt))
	m.sides(func(i int) {
		say("%s: %s is back at %s", m.words.Moment(m.at(s.ReturnH[i])), m.plan.Sides[i], m.words.Post(m.pair.Posts[i]))
	})
	if s.Host != "" {
		say("Host: %s", s.Host)
	}
	say("Hours are of the clock at UTC%s.", m.at(s.MeetH).Format("-07:00"))
	return out
}

// sides goes through those whose posts may be named.
func (m *maker) sides(do func(i int)) {
	for i := range m.plan.Sides {
		if m.own < 0 || m.own == i {
			do(i)
		}
	}
}

// uid is the same for the same event, so that taking in a file again makes no
// second one, and another for one that was changed, which would else be passed
// over as no newer. Ids of sorties have the patrols of both sides in them, and are
// not used.
func (m *maker) uid(s *planner.Sortie, b *planner.Beat, from, to time.Time) string {
	side := ""
	if m.own >= 0 {
		side = m.plan.Sides[m.own]
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %d %q %d %d %d %d %v %v %v %v %q", m.plan.Name, m.pair.Layer, m.pair.Number, side, from.Unix(), to.Unix(),
		m.at(s.MeetH).Unix(), m.at(s.PartH).Unix(), b.MeetAt, b.PartAt, b.FromM, b.ToM, s.Host))
	return fmt.Sprintf("%x@lindero", sum[:16])
}

// degrees has the six decimals that RFC 5545 asks for.
func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// clean is a text without control signs, which RFC 5545 does not allow.
func clean(s string) string { return letters.CleanLines(s) }
