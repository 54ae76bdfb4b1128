// Package sheet makes the sheet that the patrols of a pair take along: one page
// that is read without a telephone, in black and white, with where and when to
// meet, where to walk, what to do when the other patrol is not there, and who walks
// beside.
//
// New takes a layout, a plan of it and a pair and gives a Sheet: all that the page
// says, in one language, to the patrol of one side or of both. What a side may not
// see is not in it. WritePDF sets sheets on paper and computes nothing of the plan.
package sheet

import (
	"strconv"
	"strings"
	"time"

	"lindero/data"
	"lindero/data/drawing"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/paper"
	"lindero/report/words"
	"lindero/sectors"
)

// Options are what may be chosen of a sheet.
type Options struct {
	Lang lang.Lang
	// Side is the code of the side whose patrol takes it along: of the other's post
	// and patrol it says nothing. Empty: it is for both.
	Side string
}

// Sheet is all that stands on a page. Texts are for people.
type Sheet struct {
	Lang    lang.Lang
	Title   string // "Pair 9": its number along the border, and its layer where there are several
	Subject string // the scenario
	Period  string // from the first day to the last
	Sector  string // from which km to which
	Parties []string

	BeatsTitle string
	BeatHead   [5]string // number, meeting, parting, walk, how many times
	Beats      []Beat

	AbsentTitle string
	Absent      []string // sentences; the last is to be seen
	BesideTitle string
	Beside      []Neighbour // before and after along the border

	TimesTitle string
	TimesHead  []string
	// Times are the sorties, in order; each has a text for each of TimesHead. The
	// first is the number of the sortie.
	Times      [][]string
	TimesNotes []string

	NotesTitle string
	Sources    string
	Notice     string

	// Start is that of the plan, and Version that of the program that made it.
	Start   time.Time
	Version string
	// Map draws the sector on at most so much room, in pixels of 1/96 inch; nil
	// where there is nothing to draw.
	Map func(widthPx, heightPx float64) *drawing.Drawing
}

// Beat is a stretch that a sortie covers.
type Beat struct {
	Number     int
	Meet, Part Spot
	Walk       string   // its length, and how long it takes
	Legs       []string // how far in which direction, one after the other
	Times      string   // how many sorties go there
}

// Spot is a place: its name (empty where it has none), grid reference and degrees.
type Spot struct{ Name, MGRS, Degrees string }

// Neighbour is a pair that walks beside, or a sentence that there is none.
type Neighbour struct {
	Text  string
	Meets []Spot // where it meets, without degrees
}

// Pairs returns the ids of the pairs that there are sheets of: those with a sector,
// in the order of the plan.
func Pairs(p *planner.Plan) []string {
	has := map[string]bool{}
	for i := range p.Sectors {
		has[p.Sectors[i].Pair] = true
	}
	out := []string{}
	for i := range p.Pairs {
		if has[p.Pairs[i].ID] {
			out = append(out, p.Pairs[i].ID)
		}
	}
	return out
}

// writer is what the parts of a sheet are made with.
type writer struct {
	lang.Lang
	o      Options
	layout *sectors.Layout
	plan   *planner.Plan
	border border
	words  *words.Words
	shown  [2]bool // sides whose posts and patrols are named
	pair   *planner.Pair
	sector *planner.Sector
	beats  []*planner.Beat
	mine   []*planner.Sortie
}

// New returns the sheet of a pair of a plan of a layout. It fails, with a
// data.Message, where the plan is of other sides, where the pair is not there or
// has no sector, and where the side is none of the plan.
func New(l *sectors.Layout, p *planner.Plan, pair string, o Options) (*Sheet, error) {
	w := &writer{Lang: o.Lang, o: o, layout: l, plan: p, border: newBorder(l)}
	if err := w.find(pair); err != nil {
		return nil, err
	}
	for i, code := range p.Sides {
		w.shown[i] = o.Side == "" || o.Side == code
	}
	w.words = words.New(o.Lang, l.Scenario, p)
	w.words.Side = o.Side
	s := &Sheet{Lang: o.Lang, Title: w.title(w.pair), Subject: legible(p.Name, p.Sides[0]+"–"+p.Sides[1]), Start: l.Scenario.Start, Version: p.Version,
		Parties: w.parties(), NotesTitle: w.T("sheet notes"), Sources: w.sources(), Notice: w.T("illustrative")}
	clock := w.clock()
	s.Period = w.Message("%s to %s", w.words.Day(clock.At(0)), w.words.Day(clock.At(p.PeriodH-1.0/60))+" "+strconv.Itoa(clock.At(p.PeriodH-1.0/60).Year()))
	s.Sector = w.Message("Sector: km %s to %s of the border (%s km)", w.words.Km(w.sector.FromM), w.words.Km(w.sector.ToM), w.Km(w.sector.LengthM))
	s.BeatsTitle, s.BeatHead = w.T("sheet beats"), [5]string{w.T("beat"), w.T("sheet meet"), w.T("sheet part"), w.T("sheet walk"), w.T("sheet times")}
	for i := range w.beats {
		s.Beats = append(s.Beats, w.beat(i))
	}
	s.AbsentTitle, s.Absent = w.T("sheet absent"), w.absent()
	s.BesideTitle, s.Beside = w.T("sheet beside"), w.beside()
	s.TimesTitle = w.T("sheet timetable")
	w.times(s, clock)
	s.Map = w.sectorMap()
	return s, nil
}

// find looks up the pair, and all that is its own.
func (w *writer) find(pair string) error {
	p, sides := w.plan, w.layout.Scenario.Sides
	if p.Sides != [2]string{sides[0].Code, sides[1].Code} {
		return say("the plan is of another scenario: it has the sides %s and %s, this one %s and %s", p.Sides[0], p.Sides[1], sides[0].Code, sides[1].Code)
	}
	if w.o.Side != "" && w.o.Side != p.Sides[0] && w.o.Side != p.Sides[1] {
		return say("%q is no side of this plan; it has %s and %s", w.o.Side, p.Sides[0], p.Sides[1])
	}
	for i := range p.Pairs {
		if p.Pairs[i].ID == pair {
			w.pair = &p.Pairs[i]
		}
	}
	if w.pair == nil {
		return say("the plan has no pair %q", pair)
	}
	for i := range p.Sectors {
		if p.Sectors[i].Pair == pair {
			w.sector = &p.Sectors[i]
		}
	}
	if w.sector == nil {
		return say("pair %q has no sector in this plan, so there is no sheet of it", pair)
	}
	w.beats = beatsOf(p, pair)
	for i := range p.Sorties {
		if p.Sorties[i].Pair == pair {
			w.mine = append(w.mine, &p.Sorties[i])
		}
	}
	return nil
}

func beatsOf(p *planner.Plan, pair string) (out []*planner.Beat) {
	for i := range p.Beats {
		if p.Beats[i].Pair == pair {
			out = append(out, &p.Beats[i])
		}
	}
	return out
}

// say is an error for people.
func say(format string, args ...any) error { return data.Message{Format: format, Args: args} }

// title names a pair by its number along the border, as its id has the patrols of
// both sides in it.
func (w *writer) title(p *planner.Pair) string {
	title := w.Message("Pair %s", strconv.Itoa(p.Number))
	if len(w.plan.Layers) > 1 {
		title += ", " + w.Message("layer %s", brief(words.Layer(w.Lang, p.Layer)))
	}
	return title
}

// parties says which patrols the pair is made of, and where they start from.
func (w *writer) parties() []string {
	var out []string
	for i, code := range w.plan.Sides {
		if !w.shown[i] {
			out = append(out, w.Message("%s: other side", code))
			continue
		}
		post := legible(w.words.Post(w.pair.Posts[i]), w.pair.Posts[i])
		if at := w.postAt(w.pair.Posts[i]); at != "" {
			post += " " + at
		}
		out = append(out, w.Message("%s: patrol %s, post %s", code, brief(w.words.Patrol(w.pair.Patrols[i])), post))
	}
	return out
}

// postAt is the grid reference of a post.
func (w *writer) postAt(id string) string {
	for i := range w.layout.Scenario.Posts {
		if p := &w.layout.Scenario.Posts[i]; p.ID == id {
			return reference(p.At)
		}
	}
	return ""
}

// absent says what to do when the other patrol is not there.
func (w *writer) absent() []string {
	then := "sheet alone"
	if w.plan.Protocol.IfAbsent == sectors.GoHome {
		then = "sheet home"
	}
	return []string{w.Message("Wait %s min at the meeting point.", w.Number(w.plan.Protocol.ToleranceMin, 1)), w.T(then), w.T("sheet cross")}
}

// sources says where the lines come from.
func (w *writer) sources() string {
	var out []string
	for _, s := range w.layout.Scenario.Sources {
		what := s.Attribution
		if what == "" {
			what = s.Name
		}
		if s.Licence != "" {
			what += " (" + s.Licence + ")"
		}
		out = append(out, what)
	}
	if len(out) == 0 {
		return ""
	}
	return w.T("sources") + ": " + strings.Join(out, "; ")
}

// legible is a name, or the id of what has it where there is none, or where it is
// of a script that a page cannot have.
func legible(name, id string) string {
	if name == "" {
		return brief(id)
	}
	return brief(paper.Or(name, paper.Or(id, name)))
}

// mostLetters is how much of a name is told: what is longer makes no page any
// clearer.
const mostLetters = 80

// brief is a name on one line, cut where it is too long, with a sign that it is.
func brief(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	letters := []rune(name)
	if len(letters) <= mostLetters {
		return name
	}
	return strings.TrimSpace(string(letters[:mostLetters-1])) + "…"
}
