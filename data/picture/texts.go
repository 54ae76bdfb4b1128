package picture

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Texts are what a picture says, in the language of its readers.
type Texts struct {
	Lang  string // its code
	Title string // the picture's, before the name of the scenario
	// Desc says what the picture shows to those who cannot see it, and Says are
	// sentences that stand below the title.
	Desc string
	Says []string

	Weekdays [7]string  // short, from Sunday
	Months   [12]string // short
	// By code; one that has no word stands as it is.
	Kinds, Layers, Reasons map[string]string
	Letters                map[string]string // of kinds, for print in black and white

	// The words of tooltips.
	Pair, Sortie, Host, Depart, Meet, Part, Return, Gap, Allowed string

	// The legend: what is walked together and by each side alone, by its code.
	Together, Alone, Straight, Meeting, Parting, Layer, TooSeldom, Never, Wrapped, Weekend string

	Elsewhere             func(gaps int, exposureKmH float64) string // of gaps that are not on the border
	Thinned               string                                     // where details are left out
	Sources, Illustrative string
	// How numbers are written: metres as km, hours, and others with as many
	// decimals at most; nil: plainly.
	Km, Hours func(v float64) string
	Number    func(v float64, decimals int) string
}

func word(words map[string]string, code string) string {
	if w := words[code]; w != "" {
		return w
	}
	return code
}

func (t *Texts) km(m float64) string {
	if t.Km != nil {
		return t.Km(m)
	}
	return strconv.FormatFloat(m/1000, 'f', 1, 64)
}

func (t *Texts) hours(h float64) string {
	if t.Hours != nil {
		return t.Hours(h)
	}
	return strconv.FormatFloat(h, 'f', 1, 64) + " h"
}

func (t *Texts) number(v float64, decimals int) string {
	if t.Number != nil {
		return t.Number(v, decimals)
	}
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Round(v*scale)/scale, 'f', -1, 64)
}

// date writes a day: Mon 4 Jan.
func (t *Texts) date(at time.Time) string {
	return strings.TrimSpace(t.Weekdays[at.Weekday()] + " " + strconv.Itoa(at.Day()) + " " + t.Months[at.Month()-1])
}

// moment writes a day and an hour.
func (t *Texts) moment(at time.Time) string { return t.date(at) + " " + clock(at) }

func clock(at time.Time) string { return at.Format("15:04") }

// at returns the time of an hour of the plan, to the nearest minute.
func (d *canvas) at(h float64) time.Time {
	return time.Unix(d.start.Unix()+60*int64(math.Round(h*60)), 0).In(d.loc)
}

// heading is the title of the picture.
func (d *canvas) heading() string {
	if d.texts.Title == "" || d.p.Name == "" {
		return d.texts.Title + d.p.Name
	}
	return d.texts.Title + ": " + d.p.Name
}

// pairName names a pair by its number, and by its layer where that is not the
// first.
func (d *canvas) pairName(id string) string {
	p := d.pairs[id]
	if p == nil {
		return id
	}
	if d.layer(p.Layer) > 0 {
		return word(d.texts.Layers, p.Layer) + " " + strconv.Itoa(p.Number)
	}
	return strconv.Itoa(p.Number)
}

// layer returns the place of a layer in the plan; 0 where it is not there.
func (d *canvas) layer(name string) int {
	for i := range d.p.Layers {
		if d.p.Layers[i].Name == name {
			return i
		}
	}
	return 0
}
