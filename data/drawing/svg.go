package drawing

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// SVG says how a drawing is written as SVG.
type SVG struct {
	// Inline: as a part of an HTML page, without the head of a file. Prefix comes
	// before the names of classes, patterns and ids, so that several can stand in
	// one page; it must begin with a letter. Lines of an inline drawing grow and
	// shrink with it, those of a file stay as wide as they are.
	Inline bool
	Prefix string
}

// WriteSVG writes a drawing as SVG 1.1: no scripts, no fonts, nothing from
// elsewhere. Places are written to a hundredth of a pixel, inline to a tenth.
// It fails only where w does.
func (d *Drawing) WriteSVG(w io.Writer, o SVG) error {
	x := &svg{SVG: o, looks: newLooks(d), perPx: 100,
		names: map[named]string{}, taken: map[string]bool{}, patterned: map[string]bool{}}
	if o.Inline {
		x.perPx = 10
	}
	for i := range d.Marks {
		x.mark(&d.Marks[i])
	}
	for len(x.ends) > 0 {
		x.end()
	}
	x.body = append(x.body, "</svg>\n"...)
	if _, err := w.Write(x.head(d)); err != nil {
		return err
	}
	_, err := w.Write(x.body)
	return err
}

// svg is an SVG in the making.
type svg struct {
	SVG
	*looks
	perPx     float64 // places are written in whole parts of a pixel, so many of it
	body      []byte
	ends      []bool // by group that is open: whether it was written
	names     map[named]string
	taken     map[string]bool
	rules     []byte // CSS
	patterns  []string
	patterned map[string]bool
}

// named is what has a class in the SVG: a class of the drawing, within groups.
type named struct {
	kind          MarkKind
	within, class string
}

// head returns what comes before the marks.
func (x *svg) head(d *Drawing) []byte {
	var b []byte
	root := ""
	if !x.Inline {
		b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"...)
		b = append(b, `<svg xmlns="http://www.w3.org/2000/svg" version="1.1"`...)
		if d.Lang != "" {
			b = escaped(append(b, ` xml:lang="`...), d.Lang, true)
			b = append(b, '"')
		}
	} else {
		root = "." + x.Prefix + "d "
		b = append(b, `<svg class="`+x.Prefix+`d"`...)
	}
	wide, high := string(x.number(nil, d.WidthPx)), string(x.number(nil, d.HeightPx))
	b = fmt.Appendf(b, ` role="img" aria-labelledby="%stitle %[1]sdesc" width="%[2]s" height="%[3]s" viewBox="0 0 %[2]s %[3]s">`+"\n", x.Prefix, wide, high)
	b = append(escaped(fmt.Appendf(b, `<title id="%stitle">`, x.Prefix), d.Title, false), "</title>\n"...)
	b = append(escaped(fmt.Appendf(b, `<desc id="%sdesc">`, x.Prefix), d.Desc, false), "</desc>\n"...)
	if len(x.patterns) > 0 {
		b = append(b, "<defs>\n"...)
		for _, name := range x.patterns {
			b = x.pattern(b, name, d.Patterns[name])
		}
		b = append(b, "</defs>\n"...)
	}
	b = append(b, "<style>\n"...)
	b = fmt.Appendf(b, `%stext{font-family:"DejaVu Sans",Verdana,"Segoe UI",Roboto,Arial,sans-serif;font-size:%gpx;fill:%s}`+"\n", root, WordsPx, short(Ink))
	b = fmt.Appendf(b, "%spath{fill:none", root)
	if !x.Inline {
		b = append(b, ";vector-effect:non-scaling-stroke"...)
	}
	b = append(append(b, "}\n"...), x.rules...)
	return append(b, "</style>\n"...)
}

func (x *svg) pattern(b []byte, name string, p Pattern) []byte {
	b = fmt.Appendf(b, `<pattern id="%s%s" width="%g" height="%g" patternUnits="userSpaceOnUse">`, x.Prefix, name, p.WidthPx, p.HeightPx)
	if p.Ground != "" {
		b = fmt.Appendf(b, `<rect width="%g" height="%g" fill="%s"/>`, p.WidthPx, p.HeightPx, short(p.Ground))
	}
	if len(p.Lines) > 0 {
		// The page's rules are for paths of drawings; a pattern is one too.
		b = append(b, `<path d="`...)
		b = x.lines(b, p.Lines, false)
		b = fmt.Appendf(b, `" style="fill:none;stroke:%s;stroke-width:%g"/>`, short(p.Stroke), p.StrokePx)
	}
	return append(b, "</pattern>\n"...)
}

// class returns the class of something in the SVG, and writes its rule when it is
// first asked for; empty where there is nothing to be said.
func (x *svg) class(kind MarkKind, within, class string) string {
	key := named{kind, within, class}
	if name, ok := x.names[key]; ok {
		return name
	}
	if telling := x.telling(within, class); telling != within {
		x.names[key] = x.class(kind, telling, class)
		return x.names[key]
	}
	rule := x.rule(kind, x.look(within, class))
	name := ""
	switch {
	case !x.Inline:
		name = x.free(strings.ReplaceAll(strings.TrimSpace(within+class), " ", "-"))
	case rule != "":
		name = x.Prefix + strconv.FormatInt(int64(len(x.names)), 36)
	}
	if rule != "" {
		if x.Inline {
			x.rules = append(x.rules, "."+x.Prefix+"d "...)
		}
		x.rules = append(x.rules, "."+name+"{"+rule+"}\n"...)
	}
	x.names[key] = name
	return name
}

// free returns a name that is not taken: a class as it is called, if it is not
// called so already with another look.
func (x *svg) free(class string) string {
	name := x.Prefix + class
	for n := 2; x.taken[name] || name == x.Prefix; n++ {
		name = x.Prefix + class + "-" + strconv.Itoa(n)
	}
	x.taken[name] = true
	return name
}

// rule writes a look as CSS.
func (x *svg) rule(kind MarkKind, k Look) string {
	var b []byte
	say := func(format string, args ...any) {
		if len(b) > 0 {
			b = append(b, ';')
		}
		b = fmt.Appendf(b, format, args...)
	}
	switch {
	case kind == Open:
		if k.Colour != "" && k.Colour != Current {
			say("color:%s", short(k.Colour))
		}
	case k.Pattern != "" && kind == Path:
		if !x.patterned[k.Pattern] {
			x.patterned[k.Pattern] = true
			x.patterns = append(x.patterns, k.Pattern)
		}
		say("fill:url(#%s%s)", x.Prefix, k.Pattern)
	case k.Fill != "":
		say("fill:%s", short(k.Fill))
	}
	switch kind {
	case Path:
		if k.Stroke != "" {
			say("stroke:%s;stroke-width:%g", short(k.Stroke), k.WidthPx)
			for i, px := range k.DashPx {
				if i == 0 {
					say("stroke-dasharray:%g", px)
					continue
				}
				b = fmt.Appendf(b, " %g", px)
			}
			if k.Round {
				say("stroke-linecap:round")
			}
			if k.Round || k.RoundCorners {
				say("stroke-linejoin:round")
			}
		}
	case Words:
		if k.SizePx > 0 && k.SizePx != WordsPx {
			say("font-size:%gpx", k.SizePx)
		}
		if k.Bold {
			say("font-weight:bold")
		}
		if k.Italic {
			say("font-style:italic")
		}
		if k.Halo != "" {
			say("paint-order:stroke;stroke:%s;stroke-width:%gpx;stroke-linejoin:round", short(k.Halo), HaloPx)
		}
	}
	if k.Opacity > 0 && k.Opacity != 1 {
		say("opacity:%g", k.Opacity)
	}
	return string(b)
}

// short writes a colour as CSS, in as few letters as it can have.
func short(colour string) string {
	if colour == Current {
		return "currentColor"
	}
	if c := colour; len(c) == 7 && c[1] == c[2] && c[3] == c[4] && c[5] == c[6] {
		return "#" + c[1:2] + c[3:4] + c[5:6]
	}
	return colour
}
