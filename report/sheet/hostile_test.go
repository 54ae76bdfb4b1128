package sheet_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"lindero/lang"
	"lindero/planner"
	"lindero/report/paper"
	"lindero/report/sheet"
	"lindero/sectors"
)

// TestScripts wants an id in place of a name that the page cannot have, and no
// boxes.
func TestScripts(t *testing.T) {
	x := plan(t, "andorra", func(s *sectors.Scenario) {
		for i := range s.Posts {
			s.Posts[i].Name = "مركز الحدود"
		}
		for i := range s.MeetingPoints {
			s.MeetingPoints[i].Name = "पहाड़ी दर्रा"
		}
	})
	_, file := write(t, x.sheets(t, sheet.Options{}), paper.A4)
	text := file.Text()
	if !strings.Contains(text, "ad-sant-julia-de-loria") || !strings.Contains(text, "mp-") || strings.Contains(text, lang.English.T("letters lacking")) {
		t.Errorf("names are lost: %s", text)
	}
}

// TestEmpty wants a page that reads well of a plan that holds hardly anything.
func TestEmpty(t *testing.T) {
	x := plan(t, "andorra", func(s *sectors.Scenario) { s.Sources = nil })
	p := *x.plan
	p.Sorties, p.Name = nil, ""
	s := planned{x.layout, &p}.sheet(t, sheet.Pairs(&p)[0], sheet.Options{})
	s.Map = nil
	_, file := write(t, []*sheet.Sheet{s}, paper.Letter)
	text := file.Text()
	if !strings.Contains(text, "No sortie of this pair has a place in the timetable.") || strings.Contains(text, "Sources") || strings.Contains(text, "clocks") || len(file.Pages) != 1 {
		t.Error(text)
	}
	p.Beats = []planner.Beat{}
	if s := (planned{x.layout, &p}).sheet(t, sheet.Pairs(&p)[0], sheet.Options{}); len(s.Beats) != 0 {
		t.Error(s.Beats)
	} else {
		write(t, []*sheet.Sheet{s}, paper.A4)
	}
	var out bytes.Buffer
	if err := sheet.WritePDF(&out, nil, paper.A4); err == nil || out.Len() > 0 {
		t.Errorf("no sheets: %v, %d bytes", err, out.Len())
	}
}

type full struct{}

var errFull = errors.New("no space left on device")

func (full) Write([]byte) (int, error) { return 0, errFull }

// TestFull wants the error of a disk that is full.
func TestFull(t *testing.T) {
	x := boxed["andorra"](t)
	if err := sheet.WritePDF(full{}, x.sheets(t, sheet.Options{}), paper.A4); !errors.Is(err, errFull) {
		t.Error(err)
	}
}
