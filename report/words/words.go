// Package words says what a plan holds in words, in English and Spanish: who, where,
// why, and what would mend it. Chainages are metres of the border. To a side it
// names no post and no patrol of the other.
package words

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"lindero/data"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

// Words says what a plan holds in words.
type Words struct {
	Lang  lang.Lang
	Plan  *planner.Plan
	posts map[string]string // names of posts, by id
	Pairs map[string]*planner.Pair
	Meets map[string]*planner.MeetingPoint
	// Side is the code of the side that reads; of the other no post and no patrol
	// is named. Empty: all are.
	Side   string
	sideOf map[string]string // of posts and patrols
}

// New returns the words of a plan of a scenario.
func New(l lang.Lang, s *sectors.Scenario, p *planner.Plan) *Words {
	w := &Words{Lang: l, Plan: p, posts: map[string]string{}, Pairs: map[string]*planner.Pair{}, Meets: map[string]*planner.MeetingPoint{}, sideOf: map[string]string{}}
	for i := range s.Posts {
		w.posts[s.Posts[i].ID] = s.Posts[i].Label()
		w.sideOf["post "+s.Posts[i].ID] = s.Posts[i].Side
	}
	for i := range s.Patrols {
		w.sideOf["patrol "+s.Patrols[i].ID] = s.Patrols[i].Side
	}
	for i := range p.Pairs {
		w.Pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	for i := range p.MeetingPoints {
		w.Meets[p.MeetingPoints[i].ID] = &p.MeetingPoints[i]
	}
	return w
}

// hides reports whether something is the other side's, or nobody knows whose it is.
func (w *Words) hides(what, id string) bool {
	return w.Side != "" && id != "" && w.sideOf[what+" "+id] != w.Side
}

// Patrol returns the id of a patrol.
func (w *Words) Patrol(id string) string {
	if w.hides("patrol", id) {
		return w.Lang.T("patrol of the other side")
	}
	return id
}

// Post returns the name of a post, or its id where it has none.
func (w *Words) Post(id string) string {
	if w.hides("post", id) {
		return w.Lang.T("post of the other side")
	}
	if name := w.posts[id]; name != "" {
		return name
	}
	return id
}

// Pair names a pair by its number in its layer; one that is not there by its id,
// but not to a side, as ids of pairs name the patrols of both.
func (w *Words) Pair(id string) string {
	switch p := w.Pairs[id]; {
	case p != nil:
		return w.Lang.Message("pair %d", p.Number)
	case w.Side != "":
		return w.Lang.Message("pair %s", "?")
	}
	return w.Lang.Message("pair %s", id)
}

// Who names the patrols of a pair and their posts; of the other side, only that
// it is.
func (w *Words) Who(p *planner.Pair) string {
	if w.Side != "" {
		var who [2]string
		for i := range who {
			who[i] = w.Patrol(p.Patrols[i])
			if !w.hides("patrol", p.Patrols[i]) {
				who[i] = w.Lang.Message("%s from %s", who[i], w.Post(p.Posts[i]))
			}
		}
		return w.Lang.List(who[:])
	}
	return w.Lang.Message("%s from %s and %s from %s", w.Patrol(p.Patrols[0]), w.Post(p.Posts[0]), w.Patrol(p.Patrols[1]), w.Post(p.Posts[1]))
}

// MeetingKm names a place where a pair meets, and its chainage.
func (w *Words) MeetingKm(id string, chainageM float64) string {
	if id == "" {
		return w.Meeting(id, chainageM)
	}
	return w.Meeting(id, chainageM) + " (km " + w.Km(chainageM) + ")"
}

// Meeting names a place where a pair meets: a point by its name, a breakpoint
// by its chainage.
func (w *Words) Meeting(id string, chainageM float64) string {
	switch m := w.Meets[id]; {
	case id == "":
		return "km " + w.Km(chainageM)
	case m == nil || m.Name == "":
		return id
	default:
		return m.Name
	}
}

// Km writes a chainage of the border; on a ring those outside its length come
// round again.
func (w *Words) Km(m float64) string {
	if n := w.Plan.LengthM; n > 0 && (m > n || m < 0) && math.Abs(m) < 1e12 {
		if m = math.Mod(m, n); m < 0 {
			m += n
		}
	}
	return w.Lang.Km(m)
}

// Span writes a span of the border.
func (w *Words) Span(fromM, toM float64) string { return w.Km(fromM) + "–" + w.Km(toM) }

// Kinds writes a list of kinds.
func (w *Words) Kinds(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = w.Lang.T(k)
	}
	return w.Lang.List(words)
}

// Why says which rule keeps a stretch from being visited, or visited as often
// as its rule asks.
func (w *Words) Why(x *planner.Infeasible) string {
	l, pair := w.Lang, w.Pair(x.Pair)
	if x.Pair == "" {
		pair = ""
	}
	switch {
	case x.Rule == planner.ByShift && x.Patrol != "":
		return l.Message("a sortie there does not fit the shift of %s", w.Patrol(x.Patrol))
	case x.Rule == planner.ByShift && pair != "":
		return l.Message("a sortie there does not fit the shifts of %s", pair)
	case x.Rule == planner.BySorties && pair != "":
		return l.Message("%s has no sortie left", pair)
	case x.Rule == planner.ByKind && pair != "":
		return l.Message("%s cannot move on this kind", pair)
	case x.Rule == planner.ByMeeting && pair != "":
		return l.Message("%s has no meeting point near enough", pair)
	case x.Rule == planner.ByRevisit && pair != "":
		return l.Message("%s cannot come as often as the rule asks", pair)
	}
	switch x.Rule {
	case planner.ByShift:
		return l.T("open shift")
	case planner.BySorties:
		return l.T("open sorties")
	}
	return w.Rule(x.Rule)
}

// Rule says a rule that is of nobody in particular.
func (w *Words) Rule(r planner.Rule) string {
	if key, ok := ruleKeys[r]; ok {
		return w.Lang.T(key)
	}
	return string(r)
}

// Stop says what stops a pair.
func (w *Words) Stop(r planner.Rule) string {
	if r == planner.ByKind {
		return w.Lang.Message("the pair cannot move on the kind of border there")
	}
	return w.Rule(r)
}

// ruleKeys are the keys of the texts of the rules.
var ruleKeys = map[planner.Rule]string{
	planner.ByShift:     "rule shift",
	planner.BySorties:   "rule sorties",
	planner.ByKind:      "rule kind",
	planner.ByBreak:     "rule break",
	planner.ByForbidden: "rule forbidden",
	planner.ByMeeting:   "rule meeting",
	planner.ByFixed:     "rule fixed",
	planner.ByRevisit:   "rule revisit",
	planner.ByEnd:       "rule end",
	planner.ByNobody:    "rule no_pair",
	planner.ByWrongSide: "rule wrong_side",
	planner.ByDaylight:  "rule daylight",
	planner.ByAway:      "rule away",
	planner.ByWeek:      "rule week",
	planner.ByCalendar:  "rule calendar",
}

// Mend says a change of one number of the scenario: of one patrol or of both of
// a pair, of a post of one side or of each. Rounded, a change is never smaller
// than what is asked for.
func (w *Words) Mend(c *planner.Change) string {
	l := w.Lang
	switch c.Field {
	case "shift_h":
		if w.shares(c) {
			return l.Message("a shift %s h longer for %s", up(l, c.To-c.From, 1), w.Patrol(c.Patrol))
		}
		return l.Message("a shift %s h longer for %s (%s h instead of %s h)",
			up(l, c.To-c.From, 1), w.Patrol(c.Patrol), up(l, c.To, 1), l.Number(c.From, 2))
	case "shifts_per_week":
		more, to, from := up(l, c.To-c.From, 2), up(l, c.To, 2), l.Number(c.From, 2)
		whom := w.Patrol(c.Patrol)
		if whom == "" {
			whom = l.Message("both patrols of %s", w.Pair(c.Pair))
		}
		switch {
		case w.shares(c) && more == "1":
			return l.Message("one more shift a week for %s", whom)
		case w.shares(c):
			return l.Message("%s more shifts a week for %s", more, whom)
		}
		if more == "1" {
			return l.Message("one more shift a week for %s (%s instead of %s)", whom, to, from)
		}
		return l.Message("%s more shifts a week for %s (%s instead of %s)", more, whom, to, from)
	case "post_distance_km":
		km := l.Number(math.Floor(c.To*10+1e-6)/10, 1)
		if c.Side == "" {
			return l.Message("one more pair like %s, from a post of each side within %s km of km %s", w.Pair(c.Pair), km, w.Km(c.AtM))
		}
		return l.Message("a post of %s within %s km of km %s", c.Side, km, w.Km(c.AtM))
	}
	return c.Field + " " + strconv.FormatFloat(c.From, 'g', -1, 64) + " → " + strconv.FormatFloat(c.To, 'g', -1, 64)
}

// shares reports whether a change is of a patrol of the other side, or of both of a
// pair: the side that reads is told what is asked for, not how long and how often
// the other's patrols are out now.
func (w *Words) shares(c *planner.Change) bool {
	return w.Side != "" && (c.Patrol == "" || w.hides("patrol", c.Patrol))
}

// up writes a number rounded up.
func up(l lang.Lang, v float64, decimals int) string {
	scale := math.Pow10(decimals)
	return l.Number(math.Ceil(v*scale-1e-6)/scale, decimals)
}

// maxMends is how many of the changes that mend a stretch are told.
const maxMends = 3

// Mends says the smallest changes that mend a stretch.
func (w *Words) Mends(x *planner.Infeasible) string {
	if len(x.Mends) == 0 {
		return w.Lang.T("no one number mends it")
	}
	return w.Lang.Message("What would mend it: %s.", w.Mending(x))
}

// Mending lists the smallest changes that mend a stretch; nothing where no change
// of one number does.
func (w *Words) Mending(x *planner.Infeasible) string {
	if len(x.Mends) == 0 {
		return ""
	}
	text := w.Mend(&x.Mends[0])
	for i := 1; i < min(len(x.Mends), maxMends); i++ {
		text = w.Lang.Message("%s, or %s", text, w.Mend(&x.Mends[i]))
	}
	return text
}

// Visits says how often a pair goes along its beats: the most seldom and the
// most frequent.
func (w *Words) Visits(beats []*planner.Beat) string {
	if len(beats) == 0 {
		return "–"
	}
	least, most := w.Every(beats[0]), w.Every(beats[0])
	for _, b := range beats {
		least, most = min(least, w.Every(b)), max(most, w.Every(b))
	}
	a, b := w.Lang.Hours(least), w.Lang.Hours(most)
	if a == b {
		return a
	}
	return a + "–" + b
}

// Meetings names the places where a pair meets, each once, along the border.
func (w *Words) Meetings(beats []*planner.Beat) string {
	var names []string
	for _, b := range beats {
		if name := w.Meeting(b.MeetingPoint, b.MeetM); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return w.Some(names)
}

// Some lists names of places, the first of them where they are many.
func (w *Words) Some(names []string) string {
	if len(names) > maxMeetings {
		return w.Lang.Message("%s and %d more places", strings.Join(names[:maxMeetings-1], ", "), len(names)-maxMeetings+1)
	}
	if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, ",") }) {
		return strings.Join(names, "; ")
	}
	return w.Lang.List(names)
}

// maxMeetings is how many of the places where a pair meets are named.
const maxMeetings = 6

// Capital writes words that begin a sentence.
func Capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// Note says a note in words; nothing where it is about what a side may not know.
func (w *Words) Note(n planner.Note) string {
	if w.Side != "" && slices.ContainsFunc(n.Subjects, w.names) {
		return ""
	}
	return data.PlanMessage(n).In(data.Writer(w.Lang.Message))
}

// names reports whether a text names what the side that reads may not know: a post
// or a patrol of the other, by itself or within the id of a pair or a beat.
func (w *Words) names(text string) bool {
	for key, side := range w.sideOf {
		if _, id, _ := strings.Cut(key, " "); side != w.Side && strings.Contains(text, id) {
			return true
		}
	}
	return false
}

// Every is how long a beat goes unvisited in the timetable; in a plan without
// one, if its visits are even.
func (w *Words) Every(b *planner.Beat) float64 {
	if len(w.Plan.Sorties) == 0 {
		return b.RevisitH
	}
	return b.AchievedH
}

// equipped says from where a pair that is added comes, like which it is, and where
// it goes. To a side the pair that it is like has its number: its id names patrols.
func (w *Words) equipped(posts string, a *planner.AddedPair) string {
	l, span := w.Lang, w.Span(a.FromM, a.ToM)
	p := w.Pairs[a.Like]
	switch numbered := w.Side != "" && p != nil; {
	case numbered && a.ToM > a.FromM:
		return l.Message("from %s, equipped like pair %d: km %s", posts, p.Number, span)
	case numbered:
		return l.Message("from %s, equipped like pair %d: no sector", posts, p.Number)
	case w.Side != "":
		return l.Message("from %s: km %s", posts, span)
	case a.ToM > a.FromM:
		return l.Message("from %s, equipped like %s: km %s", posts, a.Like, span)
	}
	return l.Message("from %s, equipped like %s: no sector", posts, a.Like)
}

// Added says who is added in a step, and what each is worth.
func (w *Words) Added(s *planner.ReinforceStep) string {
	l := w.Lang
	var lines []string
	for i := range s.Added {
		a := &s.Added[i]
		posts := l.List([]string{w.Post(a.Posts[0]), w.Post(a.Posts[1])})
		text := w.equipped(posts, a)
		switch {
		case a.AddsWeightedM > 0:
			text = l.Message("%s; without it %s km more (weighted) would stay open", text, l.Km(a.AddsWeightedM))
		case a.AddsLambdaH > 0:
			text = l.Message("%s; without it the weighted revisit would be %s longer", text, l.Hours(a.AddsLambdaH))
		}
		lines = append(lines, text)
	}
	return strings.Join(lines, "\n")
}
