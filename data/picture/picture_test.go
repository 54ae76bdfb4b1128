package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lindero/data/picture"
	"lindero/internal/plantest"
	"lindero/planner"
	"lindero/sectors"
)

var update = flag.Bool("update", false, "write the golden files again")

func texts() picture.Texts {
	return picture.Texts{Lang: "en", Title: "Timetable", Desc: "What it shows.", Says: []string{"As good as can be."},
		Weekdays: [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		Months:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Letters:  map[string]string{"land": "L", "river": "R", "sea": "S"}, Reasons: map[string]string{"revisit_exceeded": "too seldom"},
		Pair: "pair", Sortie: "sortie", Host: "host", Depart: "leave", Meet: "meet", Part: "part", Return: "home", Gap: "gap", Allowed: "rule",
		Together: "together", Alone: "alone", Straight: "off the border", Meeting: "meeting", Parting: "parting", Layer: "other layers",
		TooSeldom: "too seldom", Never: "never watched", Wrapped: "begun before", Weekend: "weekend", Thinned: "thinned",
		Sources: "Sources", Illustrative: "An illustration.",
		Elsewhere: func(gaps int, kmH float64) string { return fmt.Sprintf("elsewhere: %d (%.0f)", gaps, kmH) }}
}

func drawn(t *testing.T) (*sectors.Layout, *planner.Plan) {
	l, p := plantest.Drawn(t)
	return l, p
}

func ring(t *testing.T) (*sectors.Layout, *planner.Plan) {
	l, p := plantest.Ring(t)
	return l, p
}

// pictureOf writes a picture and reads it again.
func pictureOf(t *testing.T, l *sectors.Layout, p *planner.Plan, o picture.Options) *shown {
	t.Helper()
	o.Texts = texts()
	var b bytes.Buffer
	if err := picture.Write(&b, l, p, o); err != nil {
		t.Fatal(err)
	}
	return read(t, b.Bytes())
}

// shown is a picture as it is read: its paths and texts by class, tooltips by
// the class of their group.
type shown struct {
	text     []byte
	paths    map[string][][][2]float64 // each line by itself
	tooltips map[string][]string
	words    []string
	frame    [4]float64 // x, y, right, end
}

func read(t *testing.T, text []byte) *shown {
	t.Helper()
	s := &shown{text: text, paths: map[string][][][2]float64{}, tooltips: map[string][]string{}}
	d := xml.NewDecoder(bytes.NewReader(text))
	var group []string
	inside, content := "", ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			at := map[string]string{}
			for _, a := range x.Attr {
				at[a.Name.Local] = a.Value
			}
			inside, content = x.Name.Local, ""
			class := strings.ReplaceAll(at["class"], "-", " ")
			switch {
			case inside == "g":
				group = append(group, class)
			case inside == "path" && class == "frame":
				box := lines(t, at["d"])[0]
				s.frame = [4]float64{box[0][0], box[0][1], box[2][0], box[2][1]}
			case inside == "path" && class != "" && !slices.Contains(group, "item c0"): // the legend's
				s.paths[class] = append(s.paths[class], lines(t, at["d"])...)
			}
		case xml.CharData:
			content += string(x)
		case xml.EndElement:
			switch {
			case x.Name.Local == "g":
				group = group[:len(group)-1]
			case x.Name.Local == "title" && len(group) > 0:
				class := group[len(group)-1]
				s.tooltips[class] = append(s.tooltips[class], content)
			case x.Name.Local == "text":
				s.words = append(s.words, content)
			}
		}
	}
	return s
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		t.Fatalf("%q is no number: %v", s, err)
	}
	return v
}

var step = regexp.MustCompile(`[Mlhvz]|-?\d*\.?\d+`)

// lines reads the data of a path of M, l, h, v and z; a dot is a line of one
// place.
func lines(t *testing.T, data string) (out [][][2]float64) {
	t.Helper()
	words := step.FindAllString(data, -1)
	if strings.Join(words, "") != strings.ReplaceAll(data, " ", "") {
		t.Fatalf("%q is no path", data)
	}
	verb, at := "", [2]float64{}
	for i := 0; i < len(words); i++ {
		if c := words[i][0]; c >= 'A' {
			if verb = words[i]; verb == "z" {
				continue
			}
			i++
		}
		by := number(t, words[i])
		switch verb {
		case "h":
			if by != 0.001 {
				at[0] += by
			}
		case "v":
			at[1] += by
		case "l":
			i++
			at = [2]float64{at[0] + by, at[1] + number(t, words[i])}
		case "M":
			i++
			at = [2]float64{by, number(t, words[i])}
			out = append(out, nil)
		default:
			t.Fatalf("%q in %q", words[i], data)
		}
		if last := len(out) - 1; verb != "h" || by != 0.001 {
			out[last] = append(out[last], at)
		}
	}
	return out
}

// within reports a place that is not in the frame.
func (s *shown) within(t *testing.T, class string) {
	t.Helper()
	const hairPx = 0.01
	for _, path := range s.paths[class] {
		for _, p := range path {
			if p[0] < s.frame[0]-hairPx || p[0] > s.frame[2]+hairPx || p[1] < s.frame[1]-hairPx || p[1] > s.frame[3]+hairPx {
				t.Errorf("%s at %v is not in %v", class, p, s.frame)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	l, p := drawn(t)
	for name, o := range map[string]picture.Options{
		"whole": {}, "day": {From: l.Scenario.Start.AddDate(0, 0, 2), To: l.Scenario.Start.AddDate(0, 0, 3)},
	} {
		got := pictureOf(t, l, p, o).text
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed: look at it, and run the test with -update", file)
		}
	}
}

func TestSameBytes(t *testing.T) {
	l, p := drawn(t)
	if !bytes.Equal(pictureOf(t, l, p, picture.Options{}).text, pictureOf(t, l, p, picture.Options{}).text) {
		t.Error("the same plan gives other bytes")
	}
}

// TestEachOnce: in all of the period each sortie is drawn once, and in windows
// that make it up those that are under way, and each gap where it lies.
func TestEachOnce(t *testing.T) {
	l, p := drawn(t)
	s := pictureOf(t, l, p, picture.Options{})
	if got := len(s.tooltips["sortie"]); got != len(p.Sorties) {
		t.Errorf("%d sorties are drawn, not %d", got, len(p.Sorties))
	}
	if got := len(s.tooltips["gap"]); got != 2 { // the third is not on the border
		t.Errorf("%d gaps", got)
	}
	if !strings.Contains(string(s.text), fmt.Sprintf("elsewhere: 1 (%.0f)", p.Gaps[2].ExposureKmH)) {
		t.Error("the gap on the lane is not counted")
	}
	for k := range 28 {
		from, to := float64(24*k), float64(24*k+24)
		s := pictureOf(t, l, p, picture.Options{From: l.Scenario.Start.AddDate(0, 0, k), To: l.Scenario.Start.AddDate(0, 0, k+1)})
		want := 0
		for _, x := range p.Sorties {
			if min(x.DepartH[0], x.DepartH[1]) < to && max(x.ReturnH[0], x.ReturnH[1]) > from {
				want++
			}
		}
		if got := len(s.tooltips["sortie"]); got != want {
			t.Errorf("day %d has %d sorties, not %d", k, got, want)
		}
	}
}

// TestLines: the lines of sorties go down and stay in the frame, and so do gaps.
func TestLines(t *testing.T) {
	for name, plan := range map[string]func(*testing.T) (*sectors.Layout, *planner.Plan){"drawn": drawn, "ring": ring} {
		l, p := plan(t)
		for _, o := range []picture.Options{{}, {From: l.Scenario.Start.Add(60 * time.Hour), To: l.Scenario.Start.Add(63 * time.Hour)},
			{From: l.Scenario.Start.Add(335 * time.Hour), To: l.Scenario.Start.Add(340 * time.Hour), WidthPx: 300, HeightPx: 200}} {
			s := pictureOf(t, l, p, o)
			for _, class := range []string{"together", "alone a1", "alone a2", "off", "late", "never"} {
				s.within(t, class)
				for _, path := range s.paths[class] {
					for i := 1; i < len(path) && class != "late" && class != "never"; i++ {
						if path[i][1] < path[i-1][1]-0.01 {
							t.Errorf("%s: %v goes up", name, path)
						}
					}
				}
			}
			if len(s.paths["never"]) == 0 {
				t.Errorf("%s: what is never watched is not shaded", name)
			}
		}
	}
}

// TestRing: a sector and a walk over the border's start go on at its other end.
func TestRing(t *testing.T) {
	l, p := ring(t)
	s := pictureOf(t, l, p, picture.Options{})
	if got := strings.Count(string(s.text), `class="bracket"`); got != 2 {
		t.Errorf("%d brackets", got)
	}
	atStart, atEnd := 0, 0
	for _, path := range s.paths["together"] {
		for _, at := range path {
			if at[0] == s.frame[0] {
				atStart++
			}
			if at[0] == s.frame[2] {
				atEnd++
			}
		}
	}
	if atStart == 0 || atStart != atEnd {
		t.Errorf("lines end %d times at the border's start and %d times at its end", atStart, atEnd)
	}
}

// TestOverTheEnd: what goes on after the period is drawn at its start too.
func TestOverTheEnd(t *testing.T) {
	l, p := drawn(t)
	last := &p.Sorties[len(p.Sorties)-1]
	move := p.PeriodH - 1 - last.MeetH
	last.MeetH, last.PartH = last.MeetH+move, last.PartH+move
	for i := range last.DepartH {
		last.DepartH[i], last.ReturnH[i] = last.DepartH[i]+move, last.ReturnH[i]+move
	}
	s := pictureOf(t, l, p, picture.Options{})
	if len(s.tooltips["sortie again"]) != 1 || len(s.tooltips["sortie"]) != len(p.Sorties) {
		t.Error("the sortie over the end is not drawn at both ends")
	}
	if !strings.Contains(string(s.text), "begun before") {
		t.Error("the legend does not say so")
	}
	s = pictureOf(t, l, p, picture.Options{From: l.Scenario.Start.Add(48 * time.Hour)})
	if len(s.tooltips["sortie again"]) != 0 || strings.Contains(string(s.text), "begun before") {
		t.Error("it is drawn where it is over")
	}
	// A patrol that is not there all the time makes its sorties once.
	l.Scenario.Patrols[1].AvailableTo = l.Scenario.Start.Add(600 * time.Hour)
	if s = pictureOf(t, l, p, picture.Options{}); len(s.tooltips["sortie again"]) != 0 {
		t.Error("it repeats")
	}
}

func TestEscaped(t *testing.T) {
	l, p := drawn(t)
	const bad = "<b> & \"x\" ]]> \x00 \xff \u0008 'y'"
	p.Name, p.MeetingPoints[0].Name, p.Pairs[0].Patrols[0] = bad, bad, bad
	l.Routes[0].Name, p.Sorties[0].Host, p.Gaps[0].ID = bad, bad, bad
	l.Scenario.Posts[0].Name = bad
	l.Scenario.Sources = []sectors.Source{{Attribution: bad, Licence: bad}}
	s := pictureOf(t, l, p, picture.Options{})
	if strings.Contains(string(s.text), "<b>") {
		t.Error("a name has become an element")
	}
	for _, class := range []string{"sortie", "gap", "kind"} {
		if !strings.Contains(s.tooltips[class][0], "<b> & \"x\"") {
			t.Errorf("%s: %q", class, s.tooltips[class][0])
		}
	}
	for _, no := range []string{"<script", "http://", "https://", "@font-face", "<image"} {
		if strings.Contains(strings.Replace(string(s.text), "http://www.w3.org/2000/svg", "", 1), no) {
			t.Errorf("it holds %s", no)
		}
	}
}

func TestWindow(t *testing.T) {
	l, p := drawn(t)
	start := l.Scenario.Start
	for _, o := range []picture.Options{
		{From: start.Add(-time.Hour)}, {To: start.AddDate(0, 0, 29)}, {From: start.AddDate(0, 0, 28)}, {To: start},
		{From: start.AddDate(0, 0, 3), To: start.AddDate(0, 0, 2)},
	} {
		if err := picture.Write(io.Discard, l, p, o); !errors.Is(err, picture.ErrWindow) {
			t.Errorf("%v: %v", o, err)
		}
	}
	s := pictureOf(t, l, p, picture.Options{From: start.Add(90 * time.Minute), To: start.AddDate(0, 0, 1)})
	if text := string(s.text); !strings.Contains(text, ">Mon 4 Jan 2027, 01:30 – Tue 5 Jan 2027, 00:00 (UTC)<") || !strings.Contains(text, ">13:00<") {
		t.Error("the hours of the day are not there")
	}
	s = pictureOf(t, l, p, picture.Options{Location: time.FixedZone("elsewhere", -6*3600)})
	if !strings.Contains(string(s.text), ">Sun 3 Jan 2027, 18:00 – Sun 31 Jan 2027, 18:00 (elsewhere)<") {
		t.Error("the dates are not of the place")
	}
}
