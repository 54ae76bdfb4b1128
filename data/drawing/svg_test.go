package drawing_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lindero/data/drawing"
)

// element is an element of an SVG, as a reader has it that knows XML and CSS
// but nothing of drawings: with all that the rules and the groups around it say.
type element struct {
	name, text, tooltip string
	at                  map[string]string // attributes
	look                map[string]string // of CSS, inherited values with it
	opacity             float64           // with that of the groups around it
}

var rule = regexp.MustCompile(`(?m)^(?:\.(\w+) )?(\.?)([\w-]+)\{(.*)\}$`)

// read reads an SVG that it must be able to read in full.
func read(t *testing.T, text []byte) (out []element) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(text))
	rules := map[string]map[string]string{} // of names of elements, and of .classes
	type group struct {
		look    map[string]string
		opacity float64
	}
	stack := []group{{map[string]string{}, 1}}
	tooltip, title := "", false
	var open []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			if len(open) > 0 {
				t.Fatalf("%v are open", open)
			}
			return out
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		switch x := token.(type) {
		case xml.StartElement:
			open = append(open, x.Name.Local)
			at := map[string]string{}
			for _, a := range x.Attr {
				at[a.Name.Local] = a.Value
			}
			look, opacity := map[string]string{}, stack[len(stack)-1].opacity
			for k, v := range stack[len(stack)-1].look {
				if k == "color" { // the one thing that is inherited of what is written
					look[k] = v
				}
			}
			for _, name := range []string{x.Name.Local, "." + at["class"]} {
				for k, v := range rules[name] {
					if k == "opacity" {
						n, _ := strconv.ParseFloat(v, 64)
						opacity *= n
						continue
					}
					look[k] = v
				}
			}
			switch x.Name.Local {
			case "g":
				stack = append(stack, group{look, opacity})
				tooltip = ""
			case "title":
				title = len(stack) > 1
			}
			out = append(out, element{name: x.Name.Local, at: at, look: look, opacity: opacity})
		case xml.CharData:
			if len(open) == 0 {
				continue
			}
			last := &out[len(out)-1]
			last.text += string(x)
			if title {
				tooltip += string(x)
			}
			if open[len(open)-1] == "style" {
				for _, m := range rule.FindAllStringSubmatch(string(x), -1) {
					values := map[string]string{}
					for v := range strings.SplitSeq(m[4], ";") {
						name, value, _ := strings.Cut(v, ":")
						values[name] = value
					}
					if rules[m[2]+m[3]] != nil {
						t.Errorf("%s has two rules", m[3])
					}
					rules[m[2]+m[3]] = values
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			switch x.Name.Local {
			case "g":
				stack = stack[:len(stack)-1]
			case "title":
				title = false
				out[len(out)-1].tooltip = tooltip
			}
		}
	}
}

func written(t *testing.T, d *drawing.Drawing, o drawing.SVG) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteSVG(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// marks are the paths and texts of an SVG that are no pattern.
func marks(all []element) (out []element) {
	for _, e := range all {
		if e.name == "text" || e.name == "path" && e.at["style"] == "" {
			out = append(out, e)
		}
	}
	return out
}

// TestLooks: what CSS makes of the SVG is what Resolve says, and both are what
// the table of looks asks for.
func TestLooks(t *testing.T) {
	d := &drawing.Drawing{WidthPx: 100, HeightPx: 50, Title: "t", Patterns: map[string]drawing.Pattern{"waves": {WidthPx: 4, HeightPx: 4}},
		Looks: map[string]drawing.Look{
			"line": {Stroke: drawing.Current, WidthPx: 2, DashPx: []float64{3, 1}}, "wide": {WidthPx: 5}, "far line": {WidthPx: 1},
			"red": {Colour: "#cc0000"}, "blue": {Colour: "#0000cc"}, "pale": {Opacity: 0.5},
			"area": {Fill: "#123456", Opacity: 0.5, Stroke: "#ffffff", WidthPx: 1, Round: true}, "sea": {Pattern: "waves"},
			"word": {SizePx: 14, Bold: true, Fill: drawing.Current, Halo: "#ffffff"}, "far word": {Italic: true},
		}}
	line := func(class string) { d.Line(class, 0, 0, 1, 1) }
	line("line")
	d.Open("red", "")
	line("line")
	line("line wide")
	d.Open("far pale", "")
	line("line")
	line("line wide")
	d.Text("word", drawing.Start, 1, 2, "here")
	d.Open("blue pale", "")
	line("line")
	d.Rect("area", 0, 0, 2, 2)
	d.Close()
	d.Close()
	line("line")
	d.Close()
	d.Rect("area sea", 0, 0, 2, 2)
	d.Text("word", drawing.Start, 1, 2, "there")
	d.Text("plain", drawing.Start, 1, 2, "plain")
	line("nothing")

	type look struct {
		stroke, width, dash, fill string
		opacity                   float64
	}
	ink := drawing.Ink
	want := []look{
		{ink, "2", "3 1", "", 1}, {"#cc0000", "2", "3 1", "", 1}, {"#cc0000", "5", "3 1", "", 1},
		// Within a group that tells, what it says comes before all that the class says.
		{"#cc0000", "1", "3 1", "", 0.5}, {"#cc0000", "1", "3 1", "", 0.5}, {"", "", "", "#cc0000", 0.5},
		{"#0000cc", "1", "3 1", "", 0.25}, {"#ffffff", "1", "", "#123456", 0.125}, {"#cc0000", "2", "3 1", "", 1},
		{"#ffffff", "1", "", "waves", 0.5}, {"", "", "", ink, 1}, {"", "", "", ink, 1}, {"", "", "", "", 1},
	}
	i := 0
	for m, k := range d.Resolve() {
		fill := k.Fill
		if k.Pattern != "" {
			fill = k.Pattern
		}
		got := look{k.Stroke, "", strings.Trim(fmt.Sprint(k.DashPx), "[]"), fill, k.Opacity}
		if k.WidthPx > 0 {
			got.width = fmt.Sprint(k.WidthPx)
		}
		if got != want[i] {
			t.Errorf("%d, %s: resolved %+v, not %+v", i, m.Class, got, want[i])
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d marks, not %d", i, len(want))
	}
	long := func(colour, current string) string {
		if colour == "currentColor" {
			colour = current
		}
		if strings.HasPrefix(colour, "#") && len(colour) == 4 {
			colour = "#" + strings.Repeat(colour[1:2], 2) + strings.Repeat(colour[2:3], 2) + strings.Repeat(colour[3:4], 2)
		}
		return strings.TrimSuffix(strings.TrimPrefix(colour, "url(#"), ")")
	}
	for _, o := range []drawing.SVG{{}, {Inline: true, Prefix: "p"}} {
		got := marks(read(t, written(t, d, o)))
		if len(got) != len(want) {
			t.Fatalf("%d marks are written, not %d", len(got), len(want))
		}
		for i, e := range got {
			current := ink
			if c := e.look["color"]; c != "" {
				current = long(c, "")
			}
			fill := strings.TrimPrefix(long(e.look["fill"], current), o.Prefix)
			if fill == "none" {
				fill = ""
			}
			is := look{long(e.look["stroke"], current), e.look["stroke-width"], e.look["stroke-dasharray"], fill, e.opacity}
			if e.look["paint-order"] != "" {
				is.stroke, is.width = "", "" // a halo
			}
			if is != want[i] {
				t.Errorf("%+v, %d: written %+v, not %+v", o, i, is, want[i])
			}
		}
	}
}

var step = regexp.MustCompile(`[Mlhvz]|-?\d*\.?\d+`)

// pathOf reads the data of a path; dots have one place.
func pathOf(t *testing.T, data string) (lines [][]drawing.Point, closed bool) {
	t.Helper()
	words := step.FindAllString(data, -1)
	verb, at := "", drawing.Point{}
	next := func(i int) float64 {
		v, err := strconv.ParseFloat(words[i], 64)
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		return v
	}
	for i := 0; i < len(words); i++ {
		if c := words[i][0]; c >= 'A' {
			if verb = words[i]; verb == "z" {
				closed = true
				continue
			}
			i++
		}
		switch verb {
		case "M":
			at = drawing.Point{X: next(i), Y: next(i + 1)}
			lines = append(lines, nil)
			i++
		case "l":
			at.X, at.Y = at.X+next(i), at.Y+next(i+1)
			i++
		case "h":
			if words[i] == ".001" { // a dot
				continue
			}
			at.X += next(i)
		case "v":
			at.Y += next(i)
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], at)
	}
	return lines, closed
}

// TestPaths: paths are read as they were drawn, to the last digit that is written,
// however many steps they have.
func TestPaths(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		at := rapid.OneOf(rapid.Float64Range(-3, 3), rapid.Float64Range(-5000, 5000), rapid.SampledFrom([]float64{0, 1, -1, 0.05, 0.004, -0.5}))
		inline := rapid.Bool().Draw(r, "inline")
		d := &drawing.Drawing{WidthPx: 10, HeightPx: 10}
		var lines [][]drawing.Point
		for range rapid.IntRange(1, 3).Draw(r, "lines") {
			var line []drawing.Point
			for range rapid.IntRange(1, 40).Draw(r, "places") {
				line = append(line, drawing.Point{X: at.Draw(r, "x"), Y: at.Draw(r, "y")})
			}
			lines = append(lines, line)
		}
		d.Path("x", lines...)
		unit := 0.01
		if inline {
			unit = 0.1
		}
		round := func(p drawing.Point) drawing.Point {
			return drawing.Point{X: math.Round(p.X / unit), Y: math.Round(p.Y / unit)}
		}
		got, closed := pathOf(t, marks(read(t, written(t, d, drawing.SVG{Inline: inline, Prefix: "p"})))[0].at["d"])
		if closed || len(got) != len(lines) {
			r.Fatalf("%d lines, not %d", len(got), len(lines))
		}
		for i, line := range lines {
			k := 0
			for n, p := range line {
				if n > 0 && round(p) == round(line[n-1]) {
					continue
				}
				if k >= len(got[i]) || round(got[i][k]) != round(p) {
					r.Fatalf("%v is written as %v", line, got[i])
				}
				k++
			}
			if k != len(got[i]) {
				r.Fatalf("%v is written as %v", line, got[i])
			}
		}
	})
}

// TestAnything: whatever the words, numbers and groups are, an SVG is XML that
// says them.
func TestAnything(t *testing.T) {
	const bad = "<b> & \"x\" ]]> \x00 \xff \u0008 'y' \uffff علي 中文\r"
	d := &drawing.Drawing{WidthPx: math.NaN(), HeightPx: math.Inf(1), Lang: `"><x`, Title: bad, Desc: bad}
	d.Close()
	d.Open("x", bad)
	d.Text("x", drawing.Middle, math.NaN(), math.Inf(-1), bad)
	d.Turned("x", drawing.End, 1e300, 5, -60, bad)
	d.Dots("x", drawing.Point{X: math.Inf(1), Y: math.NaN()})
	d.Path("x", nil, []drawing.Point{})
	d.Path("x")
	for _, o := range []drawing.SVG{{}, {Inline: true, Prefix: "p"}} {
		text := written(t, d, o)
		all := read(t, text)
		got := marks(all)
		if len(got) != 3 {
			t.Fatalf("%d marks: %s", len(got), text)
		}
		if got[0].at["x"] != "0" || got[0].at["y"] != "-1000000000" {
			t.Errorf("no numbers are at %v", got[0].at)
		}
		for _, e := range got[:2] {
			if !strings.HasPrefix(e.text, `<b> & "x" ]]>`) || !strings.HasSuffix(strings.TrimRight(e.text, "\ufffd"), "علي 中文") {
				t.Errorf("%q", e.text)
			}
		}
		if bytes.Contains(text, []byte("NaN")) || bytes.Contains(text, []byte("Inf")) || bytes.Contains(text, []byte("<b>")) {
			t.Errorf("%s", text)
		}
		for _, no := range []string{"<script", "https://", "@font-face", "<image", "href"} {
			if strings.Contains(string(text), no) {
				t.Errorf("it holds %s", no)
			}
		}
	}
}
