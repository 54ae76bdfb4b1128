package pdf_test

import (
	"fmt"
	"strings"
	"testing"

	"lindero/data"
	"lindero/internal/plantest"
	"lindero/lang"
	"lindero/report"
	"lindero/report/paper"
)

// scripts are names in twenty scripts, most of which the fonts lack.
var scripts = []string{"北京哨所", "東京駅前", "서울초소", "القاهرة", "תל אביב", "दिल्ली चौकी", "กรุงเทพ", "ភ្នំពេញ", "ຫຼວງພະບາງ", "မန္တလေး", "தமிழ்நாடு", "తెలుగు",
	"ಕನ್ನಡ", "മലയാളം", "ગુજરાત", "ਪੰਜਾਬ", "বাংলা", "සිංහල", "አዲስ አበባ", "🚩🚩", "Θεσσαλονίκη", "Владивосток"}

// TestNamesInAllScripts makes the report of a border whose names are in all scripts:
// ids stand for what cannot be written, in sentences, tables and pictures, and the
// first page says so, once.
func TestNamesInAllScripts(t *testing.T) {
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	s.Name = "安道尔 · अंडोरा"
	for i := range s.Posts {
		s.Posts[i].Name = fmt.Sprint(scripts[i%len(scripts)], "-", i)
	}
	for i := range s.MeetingPoints {
		s.MeetingPoints[i].Name = scripts[(i+7)%len(scripts)]
	}
	s.MeetingPoints[0].Name = s.Posts[0].Name // of two things
	for i := range s.Border {
		s.Border[i].Name = []string{"中国—Россия", "भारत–پاکستان"}[i%2]
	}
	l, p := plantest.Planned(t, s)
	for language, note := range map[lang.Lang]string{lang.English: "Codes stand for names", lang.Spanish: "Hay códigos en lugar de los nombres"} {
		d, err := report.New(report.Input{Layout: l, Plan: p}, report.Options{Lang: language})
		if err != nil {
			t.Fatal(err)
		}
		before := d.Title + d.Summary[1] + d.Data.Rows[0][3].Text
		f := read(t, d, paper.A4)
		text := f.Text()
		if strings.Contains(text, paper.Lacking) {
			at := strings.Index(text, paper.Lacking)
			t.Errorf("a bare question mark: %q", text[max(0, at-40):min(len(text), at+40)])
		}
		if n := strings.Count(text, note); n != 1 || !strings.Contains(strings.Join(f.Pages[0].Words, "\n"), note) {
			t.Errorf("said %d times: %s", n, note)
		}
		for _, want := range []string{"AD–EU", s.Border[0].ID + ", km", s.Posts[0].ID + " / " + s.MeetingPoints[0].ID, "Владивосток"} {
			if !strings.Contains(solid(text), solid(want)) {
				t.Errorf("%s does not stand for a name", want)
			}
		}
		if d.Title+d.Summary[1]+d.Data.Rows[0][3].Text != before {
			t.Error("the document that others write was changed")
		}
	}
}

// TestSidesGetNoCodes of what they may not read.
func TestSidesGetNoCodes(t *testing.T) {
	s, _, err := data.ReadScenario("andorra")
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Posts {
		s.Posts[i].Name = fmt.Sprint("东", i)
	}
	for i := range s.MeetingPoints {
		s.MeetingPoints[i].Name = fmt.Sprint("会", i)
	}
	l, p := plantest.Planned(t, s)
	for _, v := range []report.Viewer{{Side: "EU"}, {Public: true}} {
		d, err := report.New(report.Input{Layout: l, Plan: p}, report.Options{Viewer: v})
		if err != nil {
			t.Fatal(err)
		}
		posts, meets := 0, 0
		for i := range s.Posts {
			if _, ok := d.Codes[s.Posts[i].Name]; ok {
				posts++
				if s.Posts[i].Side != v.Side {
					t.Errorf("%+v reads %s", v, s.Posts[i].ID)
				}
			}
		}
		for i := range s.MeetingPoints {
			if _, ok := d.Codes[s.MeetingPoints[i].Name]; ok {
				meets++
			}
		}
		if (posts == 0) != v.Public || (meets == 0) != v.Public {
			t.Errorf("%+v: codes of %d posts and %d meeting points", v, posts, meets)
		}
	}
}
