package drawing

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// mark writes a mark.
func (x *svg) mark(m *Mark) {
	switch m.Kind {
	case Open:
		x.begin(m)
	case Close:
		x.end()
	case Path:
		at := len(x.body)
		x.body = append(x.body, "<path"...)
		x.classed(Path, m.Class)
		x.body = append(x.body, ` d="`...)
		empty := len(x.body)
		if x.body = x.lines(x.body, m.Lines, m.Closed); len(x.body) == empty {
			x.body = x.body[:at]
			return
		}
		x.body = append(x.body, `"/>`...)
	case Words:
		x.words(m)
	}
}

func (x *svg) classed(kind MarkKind, class string) {
	if name := x.class(kind, x.top().within, class); name != "" {
		x.body = append(escaped(append(x.body, ` class="`...), name, true), '"')
	}
}

// begin writes the start of a group, if there is anything to be said of it.
func (x *svg) begin(m *Mark) {
	at := len(x.body)
	x.body = append(x.body, "<g"...)
	empty := len(x.body)
	// The look of a group is its own: groups around it change nothing of it.
	if name := x.class(Open, "", m.Class); name != "" {
		x.body = append(escaped(append(x.body, ` class="`...), name, true), '"')
	}
	x.open(m.Class)
	written := len(x.body) > empty || m.Tooltip != ""
	x.ends = append(x.ends, written)
	if !written {
		x.body = x.body[:at]
		return
	}
	x.body = append(x.body, '>')
	if m.Tooltip != "" {
		x.body = append(escaped(append(x.body, "<title>"...), m.Tooltip, false), "</title>"...)
	}
}

func (x *svg) end() {
	last := len(x.ends) - 1
	if last < 0 {
		return
	}
	if x.close(); x.ends[last] {
		x.body = append(x.body, "</g>\n"...)
	}
	x.ends = x.ends[:last]
}

func (x *svg) words(m *Mark) {
	x.body = append(x.body, "<text"...)
	x.classed(Words, m.Class)
	x.body = append(x.number(append(x.body, ` x="`...), m.At.X), '"')
	x.body = append(x.number(append(x.body, ` y="`...), m.At.Y), '"')
	switch m.Anchor {
	case Middle:
		x.body = append(x.body, ` text-anchor="middle"`...)
	case End:
		x.body = append(x.body, ` text-anchor="end"`...)
	}
	if m.TurnDeg != 0 {
		x.body = x.number(append(x.body, ` transform="rotate(`...), m.TurnDeg)
		x.body = x.number(append(x.body, ' '), m.At.X)
		x.body = x.number(append(x.body, ' '), m.At.Y)
		x.body = append(x.body, `)"`...)
	}
	x.body = append(escaped(append(x.body, '>'), m.Text, false), "</text>"...)
}

// lines writes lines as the data of a path, without steps that do not show.
func (x *svg) lines(b []byte, lines [][]Point, closed bool) []byte {
	for _, line := range lines {
		if len(line) == 0 {
			continue
		}
		lastX, lastY := x.parts(line[0].X), x.parts(line[0].Y)
		b = x.separate(x.part(append(b, 'M'), lastX), lastY, lastX)
		verb, before := byte('M'), int64(0)
		for _, p := range line[1:] {
			toX, toY := x.parts(p.X), x.parts(p.Y)
			dx, dy := toX-lastX, toY-lastY
			lastX, lastY = toX, toY
			switch {
			case dx == 0 && dy == 0:
				continue
			case dy == 0:
				verb, b = 'h', x.part(append(b, 'h'), dx)
			case dx == 0:
				verb, b = 'v', x.part(append(b, 'v'), dy)
			case verb == 'l':
				b = x.separate(x.separate(b, dx, before), dy, dx)
			default:
				verb, b = 'l', x.separate(x.part(append(b, 'l'), dx), dy, dx)
			}
			before = dy
		}
		switch {
		case closed:
			b = append(b, 'z')
		case verb == 'M':
			// A line to where it begins is a dot, of its round ends.
			b = append(b, "h.001"...)
		}
	}
	return b
}

// parts returns pixels in whole parts, within what pictures can have.
func (x *svg) parts(px float64) int64 {
	const most = 1e9
	if math.IsNaN(px) {
		return 0
	}
	return int64(math.Round(min(max(px, -most), most) * x.perPx))
}

// part writes parts of a pixel as pixels.
func (x *svg) part(b []byte, v int64) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	per := int64(x.perPx)
	whole, rest := v/per, v%per
	if whole > 0 || rest == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for per /= 10; rest > 0; per /= 10 {
		b = append(b, byte('0'+rest/per))
		rest %= per
	}
	return b
}

// separate writes parts after others, with a space where they would run together.
func (x *svg) separate(b []byte, v, before int64) []byte {
	per := int64(x.perPx)
	point := v > 0 && v < per && before%per != 0
	if v >= 0 && !point {
		b = append(b, ' ')
	}
	return x.part(b, v)
}

func (x *svg) number(b []byte, px float64) []byte { return x.part(b, x.parts(px)) }

// escaped appends text as XML and HTML want it, within an attribute or not; what
// cannot stand in XML is replaced.
func escaped(b []byte, s string, attribute bool) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '&':
				b = append(b, "&amp;"...)
			case c == '<':
				b = append(b, "&lt;"...)
			case c == '>':
				b = append(b, "&gt;"...)
			case c == '"' && attribute:
				b = append(b, "&quot;"...)
			case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
				b = utf8.AppendRune(b, utf8.RuneError)
			default:
				b = append(b, c)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == 0xFFFE || r == 0xFFFF {
			r = utf8.RuneError
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}
