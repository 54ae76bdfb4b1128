package report

import (
	"lindero/data/picture"
	"lindero/report/maps"
	"lindero/report/words"
)

// timetablePx is how wide the picture is where times are, so that its words can be
// read on a page turned sideways.
const timetablePx = 1080

// figures draws the map and, where times may be told, the time–distance picture.
func (b *builder) figures() {
	if b.o.Bare || !(b.Plan.LengthM > 0) {
		return
	}
	hide := [2]bool{!b.sees(0), !b.sees(1)}
	texts, caption := words.Map(b.l, b.Layout.Scenario), b.l.T("report map caption")
	if b.o.Viewer.Public {
		texts.Desc, caption = b.l.T("map shows public"), b.l.T("report map caption public")
	}
	m := maps.Overview(maps.Input{Layout: b.Layout, Plan: b.Plan}, maps.Options{Hide: hide, Public: b.o.Viewer.Public, Texts: texts})
	s := Section{ID: "map", Title: b.l.T("report map")}
	s.Figures = []Figure{{ID: "map", Caption: caption, Alt: m.Desc, Drawing: m}}
	b.doc.Sections = append(b.doc.Sections, s)
	if b.o.Viewer.Public || !(b.Plan.PeriodH > 0) {
		return
	}
	o := picture.Options{Texts: words.Picture(b.l, b.Plan), Hide: hide, WidthPx: timetablePx}
	if b.o.Viewer.Side != "" {
		o.Location = b.doc.Start.Location()
	}
	d, err := picture.Draw(b.Layout, b.Plan, o)
	if err != nil {
		b.err = err
		return
	}
	caption = b.l.T("report picture caption")
	if b.explains() {
		caption += " " + b.l.T("weighted explained")
	}
	b.doc.Sections = append(b.doc.Sections, Section{ID: "timetable", Title: b.l.T("picture"),
		Figures: []Figure{{ID: "timetable", Caption: caption, Alt: d.Desc, Drawing: d, Wide: true}}})
}
