package main

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

// planWords says what a plan holds in words.
type planWords struct {
	l     lang.Lang
	plan  *planner.Plan
	posts map[string]string // names of posts, by id
	pairs map[string]*planner.Pair
	meets map[string]*planner.MeetingPoint
}

func newPlanWords(l lang.Lang, s *sectors.Scenario, p *planner.Plan) *planWords {
	w := &planWords{l: l, plan: p, posts: map[string]string{}, pairs: map[string]*planner.Pair{}, meets: map[string]*planner.MeetingPoint{}}
	for i := range s.Posts {
		w.posts[s.Posts[i].ID] = s.Posts[i].Label()
	}
	for i := range p.Pairs {
		w.pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	for i := range p.MeetingPoints {
		w.meets[p.MeetingPoints[i].ID] = &p.MeetingPoints[i]
	}
	return w
}

// post returns the name of a post, or its id where it has none.
func (w *planWords) post(id string) string {
	if name := w.posts[id]; name != "" {
		return name
	}
	return id
}

// pair names a pair by its number in its layer; one that is not there by its
// id.
func (w *planWords) pair(id string) string {
	if p := w.pairs[id]; p != nil {
		return w.l.Message("pair %d", p.Number)
	}
	return w.l.Message("pair %s", id)
}

// who names the patrols of a pair and their posts.
func (w *planWords) who(p *planner.Pair) string {
	return w.l.Message("%s from %s and %s from %s", p.Patrols[0], w.post(p.Posts[0]), p.Patrols[1], w.post(p.Posts[1]))
}

// meetingKm names a place where a pair meets, and its chainage.
func (w *planWords) meetingKm(id string, chainageM float64) string {
	if id == "" {
		return w.meeting(id, chainageM)
	}
	return w.meeting(id, chainageM) + " (km " + w.km(chainageM) + ")"
}

// meeting names a place where a pair meets: a point by its name, a breakpoint
// by its chainage.
func (w *planWords) meeting(id string, chainageM float64) string {
	switch m := w.meets[id]; {
	case id == "":
		return "km " + w.km(chainageM)
	case m == nil || m.Name == "":
		return id
	default:
		return m.Name
	}
}

// km writes a chainage of the border; on a ring those outside its length come
// round again.
func (w *planWords) km(m float64) string {
	if n := w.plan.LengthM; n > 0 && (m > n || m < 0) && math.Abs(m) < 1e12 {
		if m = math.Mod(m, n); m < 0 {
			m += n
		}
	}
	return w.l.Km(m)
}

// span writes a span of the border.
func (w *planWords) span(fromM, toM float64) string { return w.km(fromM) + "–" + w.km(toM) }

// kinds writes a list of kinds.
func (w *planWords) kinds(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = w.l.T(k)
	}
	return w.l.List(words)
}

// why says which rule keeps a stretch from being visited, or visited as often
// as its rule asks.
func (w *planWords) why(x *planner.Infeasible) string {
	l, pair := w.l, w.pair(x.Pair)
	if x.Pair == "" {
		pair = ""
	}
	switch {
	case x.Rule == planner.ByShift && x.Patrol != "":
		return l.Message("a sortie there does not fit the shift of %s", x.Patrol)
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
	return w.rule(x.Rule)
}

// rule says a rule that is of nobody in particular.
func (w *planWords) rule(r planner.Rule) string {
	if key, ok := ruleKeys[r]; ok {
		return w.l.T(key)
	}
	return string(r)
}

// stop says what stops a pair.
func (w *planWords) stop(r planner.Rule) string {
	if r == planner.ByKind {
		return w.l.Message("the pair cannot move on the kind of border there")
	}
	return w.rule(r)
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

// mend says a change of one number of the scenario: of one patrol or of both of
// a pair, of a post of one side or of each. Rounded, a change is never smaller
// than what is asked for.
func (w *planWords) mend(c *planner.Change) string {
	l := w.l
	switch c.Field {
	case "shift_h":
		return l.Message("a shift %s h longer for %s (%s h instead of %s h)",
			up(l, c.To-c.From, 1), c.Patrol, up(l, c.To, 1), l.Number(c.From, 2))
	case "shifts_per_week":
		more, to, from := up(l, c.To-c.From, 2), up(l, c.To, 2), l.Number(c.From, 2)
		whom := c.Patrol
		if whom == "" {
			whom = l.Message("both patrols of %s", w.pair(c.Pair))
		}
		if more == "1" {
			return l.Message("one more shift a week for %s (%s instead of %s)", whom, to, from)
		}
		return l.Message("%s more shifts a week for %s (%s instead of %s)", more, whom, to, from)
	case "post_distance_km":
		km := l.Number(math.Floor(c.To*10+1e-6)/10, 1)
		if c.Side == "" {
			return l.Message("one more pair like %s, from a post of each side within %s km of km %s", w.pair(c.Pair), km, w.km(c.AtM))
		}
		return l.Message("a post of %s within %s km of km %s", c.Side, km, w.km(c.AtM))
	}
	return c.Field + " " + strconv.FormatFloat(c.From, 'g', -1, 64) + " → " + strconv.FormatFloat(c.To, 'g', -1, 64)
}

// up writes a number rounded up.
func up(l lang.Lang, v float64, decimals int) string {
	scale := math.Pow10(decimals)
	return l.Number(math.Ceil(v*scale-1e-6)/scale, decimals)
}

// maxMends is how many of the changes that mend a stretch are told.
const maxMends = 3

// mends says the smallest changes that mend a stretch.
func (w *planWords) mends(x *planner.Infeasible) string {
	if len(x.Mends) == 0 {
		return w.l.T("no one number mends it")
	}
	text := w.mend(&x.Mends[0])
	for i := 1; i < min(len(x.Mends), maxMends); i++ {
		text = w.l.Message("%s, or %s", text, w.mend(&x.Mends[i]))
	}
	return w.l.Message("What would mend it: %s.", text)
}

// visits says how often a pair goes along its beats: the most seldom and the
// most frequent.
func (w *planWords) visits(beats []*planner.Beat) string {
	if len(beats) == 0 {
		return "–"
	}
	least, most := w.every(beats[0]), w.every(beats[0])
	for _, b := range beats {
		least, most = min(least, w.every(b)), max(most, w.every(b))
	}
	a, b := w.l.Hours(least), w.l.Hours(most)
	if a == b {
		return a
	}
	return a + "–" + b
}

// meetings names the places where a pair meets, each once, along the border.
func (w *planWords) meetings(beats []*planner.Beat) string {
	var names []string
	for _, b := range beats {
		if name := w.meeting(b.MeetingPoint, b.MeetM); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return w.some(names)
}

// some lists names of places, the first of them where they are many.
func (w *planWords) some(names []string) string {
	if len(names) > maxMeetings {
		return w.l.Message("%s and %d more places", strings.Join(names[:maxMeetings-1], ", "), len(names)-maxMeetings+1)
	}
	if slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, ",") }) {
		return strings.Join(names, "; ")
	}
	return w.l.List(names)
}

// maxMeetings is how many of the places where a pair meets are named.
const maxMeetings = 6

// capital writes words that begin a sentence.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// note says a note in words.
func (w *planWords) note(n planner.Note) string {
	return data.PlanMessage(n).In(data.Writer(w.l.Message))
}
