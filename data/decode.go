package data

import (
	"encoding/json"
	"errors"
	"slices"
	"sync/atomic"
	"unicode/utf8"

	"lindero/geo"
)

// featureDecoder reads features apart from each other, several at once.
type featureDecoder struct {
	file    string
	want    []string     // types of geometry
	measure bool         // they are lines
	added   atomic.Int64 // vertices put into lines, those of later features included
}

// decoded is a feature as the decoder leaves it.
type decoded struct {
	*feature           // nil: the text is no JSON
	wrong    *problems // what is wrong with it; nil: nothing
}

// decode reads the feature of a number, counted from 1.
func (d *featureDecoder) decode(q *quick, raw []byte, number int) decoded {
	f := &feature{number: number}
	if q.feature(raw, d.want, f) {
		if d.measure {
			d.measured(f)
		}
		return decoded{f, nil}
	}
	if !json.Valid(raw) {
		return decoded{}
	}
	ps := &problems{file: d.file}
	f = &feature{number: number, ps: ps}
	if d.slow(raw, f); ps.found() {
		return decoded{f, ps}
	}
	return decoded{f, nil}
}

// measured measures the feature's line. One that cannot be measured, or that
// would take too many vertices with those before it, is left to feature.line.
func (d *featureDecoder) measured(f *feature) {
	if d.added.Load() > maxAdded {
		return
	}
	line, err := geo.NewLine(lineParts(f.geometry)...)
	if err == nil {
		f.measured = line
		d.added.Add(int64(putIn(line)))
	} else if errors.Is(err, geo.ErrTooLong) {
		d.added.Add(geo.MaxVertices)
	}
}

// all hands each feature that the splitter finds to take, in order, until
// that answers false: then it returns the text that was not taken, and its
// offset. The number of the first is given.
func (d *featureDecoder) all(s *splitter, first int, take func(decoded) bool) (refused []byte, offset int64) {
	type job struct {
		chunk
		first int // number of its first feature
		out   []decoded
	}
	next := func() (job, bool) {
		j := job{chunk: s.next(), first: first}
		first += len(j.elements)
		return j, len(j.elements) > 0
	}
	newWorker := func() func(*job) {
		var q quick
		return func(j *job) {
			j.out = make([]decoded, len(j.elements))
			for i, raw := range j.elements {
				j.out[i] = d.decode(&q, raw, j.first+i)
			}
		}
	}
	inTurn(next, newWorker, func(j *job) bool {
		for i := range j.out {
			if !take(j.out[i]) {
				refused, offset = j.elements[i], j.offsets[i]
				return false
			}
		}
		return true
	})
	return refused, offset
}

// slow reads a feature from JSON of any form, and says what is wrong with it.
func (d *featureDecoder) slow(raw []byte, f *feature) {
	if !utf8.Valid(raw) {
		f.problem("", say("is not UTF-8 text"), say("export it again as UTF-8"))
		return
	}
	var rf rawFeature
	err := json.Unmarshal(raw, &rf)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) && wrong.Field == "properties" {
		f.problem("properties", say("is no object"), say(`give names and values in { }, or null`))
		return
	}
	if err != nil || rf.Type != "Feature" {
		f.problem("type", say("is no GeoJSON Feature"), say(`give {"type": "Feature", "geometry": …, "properties": …}`))
		return
	}
	f.props = rf.Properties
	f.id = idText(rf.ID)
	if f.id == "" {
		f.id = idText(rf.Properties["id"])
	}
	if len(rf.Geometry) == 0 || string(rf.Geometry) == "null" {
		f.problem("geometry", say("is missing"), say("give the feature a geometry of type %s, or remove it", oneOf(d.want)))
		return
	}
	var g rawFeature
	if err := json.Unmarshal(rf.Geometry, &g); err != nil || g.Type == "" {
		f.problem("geometry", say("is no GeoJSON geometry"), say("give it a type and coordinates"))
		return
	}
	if !slices.Contains(d.want, g.Type) {
		f.problem("geometry", say("is a %s", g.Type), say("it has to be %s", oneOf(d.want)))
		return
	}
	if len(g.Coordinates) == 0 || string(g.Coordinates) == "null" {
		f.problem("coordinates", say("is missing"), say("write %s", brackets(g.Type)))
		return
	}
	f.geometry = f.shape(g.Type, g.Coordinates)
}
