package data

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"lindero/sectors"
)

// What is taken where scenario.yaml says nothing.
const (
	defaultPeriodD      = 28
	defaultDetourFactor = 1.3
	defaultToleranceMin = 30
	defaultIfAbsent     = sectors.AloneOwnSide
)

var (
	defaultRevisitH         = sectors.PerKind{Land: 168, River: 48, Sea: 168}
	defaultOffRouteSpeedKmh = sectors.PerKind{Land: 3, River: 6, Sea: 15}
)

// maxYAML is the longest scenario.yaml, in bytes.
const maxYAML = 1 << 20

// scenarioFile is scenario.yaml, format 1.
type scenarioFile struct {
	Format  int              `yaml:"format"`
	Name    string           `yaml:"name"`
	Sides   []sideFile       `yaml:"sides"`
	Start   string           `yaml:"start"`
	PeriodD *float64         `yaml:"period_d"`
	Rules   rulesFile        `yaml:"rules"`
	Sources []sectors.Source `yaml:"sources"`
}

type sideFile struct {
	Code     string `yaml:"code"`
	Name     string `yaml:"name"`
	TimeZone string `yaml:"time_zone"`
}

type rulesFile struct {
	RevisitH         map[string]float64 `yaml:"revisit_h"`
	OffRouteSpeedKmh map[string]float64 `yaml:"off_route_speed_kmh"`
	DetourFactor     *float64           `yaml:"detour_factor"`
	Daylight         []string           `yaml:"daylight"`
	ToleranceMin     *float64           `yaml:"meeting_tolerance_min"`
	IfAbsent         string             `yaml:"if_absent"`
}

func (f *folder) yaml(r io.Reader, ps *problems) {
	text, err := io.ReadAll(io.LimitReader(r, maxYAML+1))
	if err != nil {
		ps.add(Message{}, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
		return
	}
	if len(text) > maxYAML {
		ps.add(Message{}, "", say("is longer than %d bytes", maxYAML), say("keep routes, posts and patrols in their own files"))
		return
	}
	if len(bytes.TrimSpace(text)) == 0 {
		ps.add(Message{}, "", say("the file is empty"), say("see the scenario format in README.md"))
		return
	}
	var y scenarioFile
	if err := yaml.Load(text, &y, yaml.WithKnownFields()); err != nil {
		yamlProblems(ps, err)
		// Fields that mean nothing do not keep the others from being checked;
		// what cannot be read at all does.
		y = scenarioFile{}
		if err := yaml.Load(text, &y); err != nil {
			return
		}
	}
	if y.Format != 1 {
		ps.add(Message{}, "format", say("format %d is not known", y.Format), say("write format: 1"))
	}
	f.s.Name = y.Name
	if y.Name == "" {
		ps.add(Message{}, "name", say("is missing"), say("give the scenario a name"))
	}
	f.sides(y.Sides, ps)
	f.start(y.Start, ps)
	f.s.PeriodD = f.positive(ps, "period_d", y.PeriodD, defaultPeriodD, math.SmallestNonzeroFloat64)
	f.s.Rules.DetourFactor = f.positive(ps, "rules.detour_factor", y.Rules.DetourFactor, defaultDetourFactor, 1)
	f.s.Rules.RevisitH = f.perKind(ps, "rules.revisit_h", y.Rules.RevisitH, defaultRevisitH, false)
	f.s.Rules.OffRouteSpeedKmh = f.perKind(ps, "rules.off_route_speed_kmh", y.Rules.OffRouteSpeedKmh, defaultOffRouteSpeedKmh, true)
	f.meetings(y.Rules, ps)
	f.s.Sources = y.Sources
	for i, s := range y.Sources {
		if s.Name == "" || s.Licence == "" {
			ps.add(say("source %d", i+1), "", say("has no name or no licence"), say("give both: they are printed with every result"))
		}
	}
}

// yamlProblems reports each thing that a YAML loader found.
func yamlProblems(ps *problems, err error) {
	mend := say("see the scenario format in README.md")
	var many *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &many):
		for _, e := range many.Errors {
			field, what := yamlMessage(e.Message)
			ps.add(yamlLine(e), field, what, mend)
		}
	case errors.As(err, &one):
		ps.add(yamlLine(one), "", say("is not a YAML document: %s", one.Message), mend)
	default:
		ps.add(Message{}, "", Reason(err), mend)
	}
}

// yamlLine says where an error is; nothing of one that has no line.
func yamlLine(e *yaml.LoadError) Message {
	if e.Mark.Line < 1 {
		return Message{}
	}
	return say("line %d", e.Mark.Line)
}

// What the loader says of a field that is not known and of a value of another
// type than wanted.
var (
	yamlUnknown = regexp.MustCompile(`^field (.+) not found in type \S+$`)
	yamlType    = regexp.MustCompile("^cannot construct \\S+(?: `(.*)`)? into (\\S+)$")
)

// yamlMessage says in words of a scenario what the loader says in words of Go.
func yamlMessage(message string) (field string, what Message) {
	if m := yamlUnknown.FindStringSubmatch(message); m != nil {
		return m[1], say("means nothing here")
	}
	m := yamlType.FindStringSubmatch(message)
	if m == nil {
		return "", say("%s", strings.TrimPrefix(message, "yaml: "))
	}
	wanted := say("a group of fields")
	switch {
	case m[2] == "int":
		wanted = say("a whole number")
	case m[2] == "float64":
		wanted = say("a number")
	case m[2] == "string":
		wanted = say("text")
	case strings.HasPrefix(m[2], "[]"):
		wanted = say("a list")
	}
	if m[1] == "" {
		return "", say("the value has to be %s", wanted)
	}
	return "", say("%q has to be %s", m[1], wanted)
}

func (f *folder) sides(sides []sideFile, ps *problems) {
	if len(sides) != 2 {
		ps.add(Message{}, "sides", say("a border has two sides, here are %d", len(sides)), say("list two, each with code, name and time_zone"))
		return
	}
	for i, s := range sides {
		where := say("side %d", i+1)
		if s.Code == "" || s.Code != strings.ToUpper(s.Code) {
			ps.add(where, "code", say("%q is no country code", s.Code), say("write an ISO 3166 code in capitals, such as GT"))
		}
		// "Local" would be another zone on another machine.
		zone, err := time.LoadLocation(s.TimeZone)
		if err != nil || s.TimeZone == "" || s.TimeZone == "Local" {
			ps.add(where, "time_zone", say("%q is no time zone", s.TimeZone), say("write an IANA name, such as America/Guatemala"))
		}
		f.s.Sides[i] = sectors.Side{Code: s.Code, Name: s.Name, TimeZone: s.TimeZone, Zone: zone}
	}
	if sides[0].Code == sides[1].Code {
		ps.add(say("side %d", 2), "code", say("%q is the code of both sides", sides[1].Code), say("give each side its own"))
	}
}

// meetings reads the rules of when and how pairs meet.
func (f *folder) meetings(y rulesFile, ps *problems) {
	r := &f.s.Rules
	for _, name := range y.Daylight {
		k := sectors.Kind(name)
		if !k.Valid() {
			ps.add(Message{}, "rules.daylight", say("%q is no kind", name), say("write %s", oneOf(sectors.Kinds[:])))
			continue
		}
		r.Daylight = append(r.Daylight, k)
	}
	slices.Sort(r.Daylight)
	r.Daylight = slices.Compact(r.Daylight)
	r.MeetingToleranceMin = f.positive(ps, "rules.meeting_tolerance_min", y.ToleranceMin, defaultToleranceMin, math.SmallestNonzeroFloat64)
	switch a := sectors.Absent(y.IfAbsent); a {
	case sectors.AloneOwnSide, sectors.GoHome:
		r.IfAbsent = a
	case "":
		r.IfAbsent = defaultIfAbsent
		f.defaulted = append(f.defaulted, "rules.if_absent = "+string(defaultIfAbsent))
	default:
		ps.add(Message{}, "rules.if_absent", say("%q is no code that is known here", y.IfAbsent),
			say("write %s", oneOf([]sectors.Absent{sectors.AloneOwnSide, sectors.GoHome})))
	}
}

func (f *folder) start(text string, ps *problems) {
	if text == "" {
		ps.add(Message{}, "start", say("is missing"), say("write the first day, such as 2027-01-04"))
		return
	}
	t, err := parseTime(text, f.s.Sides[0].TimeZone)
	if err != nil {
		ps.add(Message{}, "start", Reason(err), say("write 2027-01-04, or 2027-01-04T06:00:00-06:00"))
	}
	f.s.Start = t
}

// parseTime reads a date, which begins at midnight in the zone, or an
// RFC 3339 time.
func parseTime(text, zone string) (time.Time, error) {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC // the zone is reported where it is given
	}
	if t, err := time.ParseInLocation(time.DateOnly, text, loc); err == nil {
		return t, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return t, say("%q is no date or time", text)
	}
	return t.In(loc), nil
}

// CheckStart reports what is wrong with the text of a scenario's start.
func CheckStart(text string) error {
	if _, err := parseTime(text, "UTC"); err != nil {
		return say("%s; %s", Reason(err), say("write 2027-01-04, or 2027-01-04T06:00:00-06:00"))
	}
	return nil
}

// positive returns a number not below least, or the default, which it notes.
func (f *folder) positive(ps *problems, field string, v *float64, otherwise, least float64) float64 {
	if v == nil {
		f.defaulted = append(f.defaulted, fmt.Sprintf("%s = %v", field, otherwise))
		return otherwise
	}
	if !(*v >= least) || math.IsInf(*v, 0) {
		if least < 1 {
			ps.add(Message{}, field, say("%v is not above 0", *v), say("give a number above 0"))
		} else {
			ps.add(Message{}, field, say("%v is below %v", *v, least), say("give %v or more", least))
		}
	}
	return *v
}

// perKind returns numbers above 0, or of 0 or more, for each kind: the defaults
// where none is given.
func (f *folder) perKind(ps *problems, field string, given map[string]float64, otherwise sectors.PerKind, mayBeZero bool) sectors.PerKind {
	out := otherwise
	for _, name := range sorted(given) {
		k, v := sectors.Kind(name), given[name]
		if !k.Valid() {
			ps.add(Message{}, field, say("%q is no kind", name), say("write %s", oneOf(sectors.Kinds[:])))
			continue
		}
		switch {
		case mayBeZero && !(v >= 0):
			ps.add(Message{}, field+"."+name, say("%v is below %v", v, 0.0), say("give %v or more", 0.0))
		case !mayBeZero && !(v > 0):
			ps.add(Message{}, field+"."+name, say("%v is not above 0", v), say("give a number above 0"))
		case math.IsInf(v, 0):
			ps.add(Message{}, field+"."+name, say("%v is too large", v), say("check the unit"))
		}
		out.Set(k, v)
	}
	for _, k := range sectors.Kinds {
		if _, ok := given[string(k)]; !ok {
			f.defaulted = append(f.defaulted, fmt.Sprintf("%s.%s = %v", field, k, out.Of(k)))
		}
	}
	return out
}
