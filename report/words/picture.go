package words

import (
	"math"

	"lindero/data/picture"
	"lindero/lang"
	"lindero/planner"
	"lindero/sectors"
)

var (
	weekdays = [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"}
	months   = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
	letters  = map[sectors.Kind]string{sectors.Land: "letter land", sectors.River: "letter river", sectors.Sea: "letter sea"}
)

// Picture returns the words of a picture of a plan.
func Picture(l lang.Lang, p *planner.Plan) picture.Texts {
	t := picture.Texts{Lang: string(l), Title: l.T("picture"), Desc: l.T("picture shows"), Says: revisits(l, p),
		Pair: l.T("pair"), Sortie: l.T("sortie"), Host: l.T("host"), Depart: l.T("leaves post"), Meet: l.T("meet"), Part: l.T("part"),
		Return: l.T("home again"), Gap: l.T("gap"), Allowed: l.T("rule asks"),
		Together: l.T("walked together"), Alone: l.T("alone along the border,"), Straight: l.T("straight ways"),
		Meeting: l.T("meeting"), Parting: l.T("parting"), Layer: l.T("other layers"),
		TooSeldom: l.T("unseen too long"), Never: l.T("never watched"), Wrapped: l.T("sorties over the end"), Weekend: l.T("weekend"),
		Elsewhere: func(gaps int, exposureKmH float64) string {
			return l.Message("Gaps on routes other than the border, not drawn: %s (%s km·h).", l.Count(gaps), l.Number(math.Round(exposureKmH), 0))
		},
		Thinned: l.T("picture thinned"), Sources: l.T("sources"), Illustrative: l.T("illustrative"),
		Km: l.Km, Hours: l.Hours, Number: l.Number,
		Kinds: map[string]string{}, Letters: map[string]string{}, Layers: map[string]string{}, Reasons: map[string]string{}}
	for i, day := range weekdays {
		t.Weekdays[i] = l.T(day)
	}
	for i, month := range months {
		t.Months[i] = l.T(month)
	}
	for _, k := range sectors.Kinds {
		t.Kinds[string(k)], t.Letters[string(k)] = l.T(string(k)), l.T(letters[k])
	}
	for i := range p.Layers {
		t.Layers[p.Layers[i].Name] = Layer(l, p.Layers[i].Name)
	}
	for i := range p.Gaps {
		t.Reasons[string(p.Gaps[i].Reason)] = l.T(string(p.Gaps[i].Reason))
	}
	return t
}

// revisits says for each layer the longest weighted revisit of the timetable
// beside the best that there can be.
func revisits(l lang.Lang, p *planner.Plan) []string {
	var out []string
	for i := range p.Layers {
		y := &p.Layers[i]
		says := l.T("nothing visited")
		switch {
		case y.AchievedH > 0 && y.AchievedH <= y.CalendarH*(1+1e-9):
			says = l.Message("Longest weighted revisit: %s; no calendar of these sorties does better.", l.Hours(y.AchievedH))
		case y.AchievedH > 0:
			says = l.Message("Longest weighted revisit: %s; no calendar of these sorties gets below %s.", l.Hours(y.AchievedH), l.Hours(y.CalendarH))
		}
		if len(p.Layers) > 1 {
			says = l.Message("Layer %s: %s", Layer(l, y.Name), says)
		}
		out = append(out, says)
	}
	return out
}
