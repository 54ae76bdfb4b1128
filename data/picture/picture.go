// Package picture draws a plan's timetable as railways draw theirs: the
// chainage of the border across, time down. A sortie is a line along which a
// pair goes; lines come together where the two patrols meet. Gaps are shaded
// under them.
//
// It takes a layout and a plan of it and gives one self-contained SVG 1.1
// file: no scripts, no fonts, nothing from elsewhere, and the same bytes for
// the same input. It computes nothing but where on the border a pair is at a
// time, which follows from the plan: speeds are even within each element of the
// border. Pixels are those of the picture at its own size, hours are from
// Plan.Start, metres are chainages of the border.
//
// The file is bounded whatever the plan: labels are left out where there is no
// room, and tooltips, and at last the ways alone, where there are too many
// sorties.
package picture

import (
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"lindero/data/drawing"
	"lindero/planner"
	"lindero/planner/axis"
	"lindero/sectors"
)

// Options are what may be chosen of a picture. The zero value takes all of the
// period, in the zone of the scenario's start, and says nothing in words.
type Options struct {
	// From and To are the time to draw, within the period; zero: its ends.
	From, To time.Time
	Texts    Texts
	Location *time.Location // of dates and hours; nil: that of the scenario's start
	// WidthPx and HeightPx are the size of the part with the lines, without what
	// stands around it; 0: 1600 wide, and as high as the days need.
	WidthPx, HeightPx float64
	// Hide leaves out what a side keeps to itself, in the order of Plan.Sides: its
	// ways alone, when it leaves and is back, its patrols and its posts.
	Hide [2]bool
}

// The sizes of the part with the lines, in pixels.
const (
	usualWidthPx            = 1600
	leastPx, mostPx         = 200, 20000
	leastHighPx, mostHighPx = 900, 4000
	dayPx                   = 44
)

// ErrWindow says that the time to draw is empty, or not within the period.
var ErrWindow = errors.New("the time to draw is not within the period")

// point is a place of the picture, in pixels.
type point = drawing.Point

// Write draws a plan of a layout as an SVG file. It fails where Draw does, or w.
func Write(w io.Writer, l *sectors.Layout, p *planner.Plan, o Options) error {
	d, err := Draw(l, p, o)
	if err != nil {
		return err
	}
	return d.WriteSVG(w, drawing.SVG{})
}

// Draw draws a plan of a layout. It fails where the time to draw is empty or
// not within the period, or the border cannot be cut as the plan says.
func Draw(l *sectors.Layout, p *planner.Plan, o Options) (*drawing.Drawing, error) {
	d, err := newCanvas(l, p, o)
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	d.Rect("paper", 0, 0, 0, 0) // its size is known at the end
	d.head()
	d.calendar()
	d.gaps()
	d.grid()
	d.sorties()
	d.foot()
	d.WidthPx, d.HeightPx = d.left+d.wide+marginPx, d.bottom
	d.Marks[0].Lines[0] = drawing.Box(0, 0, d.WidthPx, d.HeightPx)
	return d.Drawing, nil
}

// canvas is a picture in the making.
type canvas struct {
	*drawing.Drawing
	frame
	l      *sectors.Layout
	p      *planner.Plan
	texts  *Texts
	hide   [2]bool
	loc    *time.Location
	start  time.Time
	pairs  map[string]*planner.Pair
	beats  map[string]*planner.Beat
	points map[string]*planner.MeetingPoint
	posts  map[string]string // names, by id
	ways   *ways
	placed labels
	again  bool // a sortie of another turn of the timetable is drawn
	// thinned says that details of sorties are left out, of which there are too
	// many.
	thinned bool
	bottom  float64 // of what is drawn so far, in pixels
}

func newCanvas(l *sectors.Layout, p *planner.Plan, o Options) (*canvas, error) {
	d := &canvas{Drawing: &drawing.Drawing{Lang: o.Texts.Lang, Desc: o.Texts.Desc, Looks: allLooks, Patterns: patterns},
		l: l, p: p, texts: &o.Texts, hide: o.Hide, loc: o.Location, start: l.Scenario.Start,
		pairs: map[string]*planner.Pair{}, beats: map[string]*planner.Beat{},
		points: map[string]*planner.MeetingPoint{}, posts: map[string]string{}}
	d.Title = d.heading()
	if d.loc == nil {
		d.loc = d.start.Location()
	}
	if err := d.measure(o); err != nil {
		return nil, err
	}
	for i := range p.Pairs {
		d.pairs[p.Pairs[i].ID] = &p.Pairs[i]
	}
	for i := range p.Beats {
		d.beats[p.Beats[i].ID] = &p.Beats[i]
	}
	for i := range p.MeetingPoints {
		d.points[p.MeetingPoints[i].ID] = &p.MeetingPoints[i]
	}
	for i := range l.Scenario.Posts {
		d.posts[l.Scenario.Posts[i].ID] = l.Scenario.Posts[i].Label()
	}
	if len(p.Sorties) > 0 {
		step := p.Options.StepM
		if !(step > 0) {
			step = usualStepM
		}
		a, err := axis.New(l, step, p.Options.CutsM...)
		if err != nil {
			return nil, err
		}
		d.ways = newWays(a, p)
	}
	return d, nil
}

// usualStepM is the step of a plan that says none.
const usualStepM = 100

// measure finds the time and the size of the picture.
func (d *canvas) measure(o Options) error {
	if !(d.p.LengthM > 0) || !(d.p.PeriodH > 0) || math.IsInf(d.p.LengthM+d.p.PeriodH, 0) {
		return fmt.Errorf("a plan of %v m and %v h", d.p.LengthM, d.p.PeriodH)
	}
	d.lengthM, d.fromH, d.toH = d.p.LengthM, 0, d.p.PeriodH
	if !o.From.IsZero() {
		d.fromH = o.From.Sub(d.start).Hours()
	}
	if !o.To.IsZero() {
		d.toH = o.To.Sub(d.start).Hours()
	}
	const hairH = 1e-6
	if !(d.fromH < d.toH-hairH) || d.fromH < -hairH || d.toH > d.p.PeriodH+hairH {
		return ErrWindow
	}
	d.fromH, d.toH = max(d.fromH, 0), min(d.toH, d.p.PeriodH)
	d.wide, d.high = o.WidthPx, o.HeightPx
	if !(d.wide > 0) {
		d.wide = usualWidthPx
	}
	if !(d.high > 0) {
		d.high = min(max((d.toH-d.fromH)/24*dayPx, leastHighPx), mostHighPx)
	}
	d.wide, d.high = min(max(d.wide, leastPx), mostPx), min(max(d.high, leastPx), mostPx)
	d.left = marginPx
	return nil
}
