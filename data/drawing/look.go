package drawing

import (
	"iter"
	"strings"
)

// over returns a look in which another one shows where this one says nothing.
func (k Look) over(other Look) Look {
	word := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	number := func(a, b float64) float64 {
		if a != 0 {
			return a
		}
		return b
	}
	out := Look{Colour: word(k.Colour, other.Colour), Fill: word(k.Fill, other.Fill), Pattern: word(k.Pattern, other.Pattern),
		Stroke: word(k.Stroke, other.Stroke), WidthPx: number(k.WidthPx, other.WidthPx), DashPx: k.DashPx,
		Round: k.Round || other.Round, RoundCorners: k.RoundCorners || other.RoundCorners, Opacity: number(k.Opacity, other.Opacity),
		SizePx: number(k.SizePx, other.SizePx), Bold: k.Bold || other.Bold, Italic: k.Italic || other.Italic, Halo: word(k.Halo, other.Halo)}
	if len(k.DashPx) == 0 {
		out.DashPx = other.DashPx
	}
	return out
}

// scope is what holds within a group.
type scope struct {
	within  string // the classes of groups around that matter, outermost first, each with a space behind
	colour  string
	opacity float64
}

// looks finds the look of marks within their groups.
type looks struct {
	of      map[string]Look
	matters map[string]bool // classes of groups of which names of two classes tell
	stack   []scope
	known   map[[2]string]Look
}

func newLooks(d *Drawing) *looks {
	x := &looks{of: d.Looks, matters: map[string]bool{}, known: map[[2]string]Look{}, stack: []scope{{"", Ink, 1}}}
	for name := range d.Looks {
		if group, _, two := strings.Cut(name, " "); two {
			x.matters[group] = true
		}
	}
	return x
}

func (x *looks) top() *scope { return &x.stack[len(x.stack)-1] }

// open enters a group.
func (x *looks) open(class string) {
	own, in := x.look("", class), *x.top()
	for name := range strings.FieldsSeq(class) {
		if x.matters[name] {
			in.within += name + " "
		}
	}
	if own.Colour != "" && own.Colour != Current {
		in.colour = own.Colour
	}
	if own.Opacity > 0 {
		in.opacity *= own.Opacity
	}
	x.stack = append(x.stack, in)
}

// close leaves a group; a drawing may have more ends than beginnings.
func (x *looks) close() {
	if len(x.stack) > 1 {
		x.stack = x.stack[:len(x.stack)-1]
	}
}

// look returns the look of a class within groups, Current and defaults not
// filled in.
func (x *looks) look(within, class string) Look {
	key := [2]string{within, class}
	if known, ok := x.known[key]; ok {
		return known
	}
	var out Look
	for name := range strings.FieldsSeq(class) {
		out = x.of[name].over(out)
	}
	for group := range strings.FieldsSeq(within) {
		for name := range strings.FieldsSeq(class) {
			out = x.of[group+" "+name].over(out)
		}
	}
	x.known[key] = out
	return out
}

// telling returns those of the groups around a mark that change its look.
func (x *looks) telling(within, class string) string {
	out := ""
	for group := range strings.FieldsSeq(within) {
		for name := range strings.FieldsSeq(class) {
			if _, ok := x.of[group+" "+name]; ok {
				out += group + " "
				break
			}
		}
	}
	return out
}

// Resolve yields the paths and the words of a drawing, in order, each with its
// look: that of its classes within the groups that it is in, with their colour in
// place of Current, their opacity counted in, and what nothing is said of filled
// in. So a writer needs to know nothing of groups and classes.
func (d *Drawing) Resolve() iter.Seq2[*Mark, Look] {
	return func(yield func(*Mark, Look) bool) {
		x := newLooks(d)
		for i := range d.Marks {
			m := &d.Marks[i]
			switch m.Kind {
			case Open:
				x.open(m.Class)
			case Close:
				x.close()
			default:
				in := x.top()
				if !yield(m, x.look(in.within, m.Class).filled(m.Kind, in)) {
					return
				}
			}
		}
	}
}

// filled fills in what a look takes from the groups around it, and what holds
// where it says nothing.
func (k Look) filled(kind MarkKind, in *scope) Look {
	k.Colour = in.colour
	for _, c := range []*string{&k.Fill, &k.Stroke} {
		if *c == Current {
			*c = in.colour
		}
	}
	if k.Opacity == 0 {
		k.Opacity = 1
	}
	k.Opacity *= in.opacity
	if kind == Words {
		if k.Fill == "" {
			k.Fill = Ink
		}
		if k.SizePx == 0 {
			k.SizePx = WordsPx
		}
	}
	return k
}
