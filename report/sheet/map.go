package sheet

import (
	"slices"

	"lindero/data/drawing"
	"lindero/report/maps"
	"lindero/report/words"
)

// sectorMap returns what draws the map of the sector. Gaps are not on it: who
// carries a sheet needs none, and who finds it should not have them.
func (w *writer) sectorMap() func(widthPx, heightPx float64) *drawing.Drawing {
	in := w.mapped()
	o := maps.Options{Hide: [2]bool{!w.shown[0], !w.shown[1]}, Texts: words.Map(w.Lang, w.layout.Scenario)}
	o.Texts.Illustrative = "" // it stands at the foot of the page
	pair := w.pair.ID
	return func(widthPx, heightPx float64) *drawing.Drawing {
		o := o
		o.WidthPx, o.HeightPx, o.Fill = widthPx, heightPx, true
		return maps.Sector(in, pair, o)
	}
}

// mapped is what the map is made of: without gaps, and with names that a page can
// have.
func (w *writer) mapped() maps.Input {
	p, l, s := *w.plan, *w.layout, *w.layout.Scenario
	p.Gaps, p.MeetingPoints, s.Posts = nil, slices.Clone(p.MeetingPoints), slices.Clone(s.Posts)
	for i := range p.MeetingPoints {
		p.MeetingPoints[i].Name = legible(p.MeetingPoints[i].Name, p.MeetingPoints[i].ID)
	}
	for i := range s.Posts {
		s.Posts[i].Name = legible(s.Posts[i].Name, s.Posts[i].ID)
	}
	l.Scenario = &s
	return maps.Input{Layout: &l, Plan: &p}
}
