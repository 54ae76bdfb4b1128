package main

import (
	"cmp"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"lindero/data"
	"lindero/data/picture"
	"lindero/lang"
	"lindero/planner"
	"lindero/report/words"
	"lindero/sectors"
)

// pictureFlags are the flags of the picture of a plan's timetable.
type pictureFlags struct{ file, from, to string }

const (
	fromFlag = "picture-from"
	toFlag   = "picture-to"
)

func (p *pictureFlags) chosenBy(f *pflag.FlagSet) {
	f.StringVar(&p.file, "picture", "", "draw the timetable into this SVG file: the border across, time down")
	f.StringVar(&p.from, fromFlag, "", "first day (2027-01-04) or time (RFC 3339) that the picture shows")
	f.StringVar(&p.to, toFlag, "", "last day or time that the picture shows")
}

// check finds what is wrong with the flags by themselves. output is the plan's
// folder.
func (p *pictureFlags) check(f *pflag.FlagSet, output string) error {
	switch {
	case p.file == "" && (f.Changed(fromFlag) || f.Changed(toFlag)):
		return usagef("--picture-from and --picture-to say what a picture shows; add --picture FILE.svg")
	case !f.Changed("picture"):
		return nil
	case !strings.EqualFold(filepath.Ext(p.file), ".svg"):
		return usagef("--picture: %q is no SVG file; give it a name that ends in .svg", p.file)
	case output != "" && filepath.Clean(filepath.Dir(p.file)) == filepath.Clean(output):
		return usagef("--picture: %s is in the plan's folder, which holds nothing else; put it beside", p.file)
	}
	return nil
}

// timePicture is a picture being written; nil: none.
type timePicture struct {
	out      *data.Output
	from, to time.Time
}

// open starts writing the picture before the work begins, so that a time that is
// not of the period, and a file that cannot be written, are told at once.
func (p *pictureFlags) open(s *sectors.Scenario) (*timePicture, error) {
	if p.file == "" {
		return nil, nil
	}
	end := s.Start.Add(time.Duration(s.PeriodD * 24 * float64(time.Hour)))
	from, err := moment(fromFlag, p.from, s.Start, false)
	if err != nil {
		return nil, err
	}
	to, err := moment(toFlag, p.to, end, true)
	if err != nil {
		return nil, err
	}
	if p.to != "" && to.After(end) && len(p.to) == len(time.DateOnly) && to.AddDate(0, 0, -1).Before(end) {
		to = end // of its last day, which ends within the day
	}
	for i, t := range []time.Time{from, to} {
		if t.Before(s.Start) || t.After(end) {
			flag := [...]string{fromFlag, toFlag}[i]
			return nil, usagef("--%s: the plan is for %s to %s; give a time in between", flag, stamp(s.Start), stamp(end))
		}
	}
	if !from.Before(to) {
		return nil, usagef("--picture-from: no time lies between %s and --picture-to, %s", cmp.Or(p.from, stamp(from)), cmp.Or(p.to, stamp(to)))
	}
	out, err := data.Create(p.file)
	if err != nil {
		return nil, err
	}
	return &timePicture{out, from, to}, nil
}

func stamp(t time.Time) string { return t.Format("2006-01-02 15:04") }

// moment reads a date, in the zone of otherwise, or an RFC 3339 time. A date is
// its midnight, or as the last one the end of it. Without text it is otherwise.
func moment(flag, text string, otherwise time.Time, last bool) (time.Time, error) {
	if text == "" {
		return otherwise, nil
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, otherwise.Location()); err == nil {
		if last {
			t = t.AddDate(0, 0, 1)
		}
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, usagef("--%s: %q is no date or time; write 2027-01-04, or 2027-01-04T06:00:00-06:00", flag, text)
	}
	return t.In(otherwise.Location()), nil
}

func (p *timePicture) abandon() {
	if p != nil {
		data.Abandon(p.out)
	}
}

func (p *timePicture) draw(l lang.Lang, layout *sectors.Layout, plan *planner.Plan) error {
	if p == nil {
		return nil
	}
	return picture.Write(p.out, layout, plan, picture.Options{From: p.from, To: p.to, Texts: words.Picture(l, plan)})
}

func (p *timePicture) commit() error {
	if p == nil {
		return nil
	}
	return data.Commit(p.out)
}
