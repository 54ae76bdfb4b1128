package sheet

import (
	"lindero/data/drawing"
	"lindero/report/maps"
	"lindero/report/words"
)

// sectorMap returns what draws the map of the sector. Gaps are not on it: who
// carries a sheet needs none, and who finds it should not have them.
func (w *writer) sectorMap() func(widthPx, heightPx float64) *drawing.Drawing {
	p := *w.plan
	p.Gaps = nil
	in := maps.Input{Layout: w.layout, Plan: &p}
	o := maps.Options{Hide: [2]bool{!w.shown[0], !w.shown[1]}, Texts: words.Map(w.Lang, w.layout.Scenario)}
	o.Texts.Illustrative = "" // it stands at the foot of the page
	pair := w.pair.ID
	return func(widthPx, heightPx float64) *drawing.Drawing {
		o := o
		o.WidthPx, o.HeightPx = widthPx, heightPx
		return maps.Sector(in, pair, o)
	}
}
