package data

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// feature is one feature of a GeoJSON file.
type feature struct {
	number   int // from 1
	id       string
	props    map[string]json.RawMessage
	geometry orb.Geometry
	ps       *problems
	added    *int // vertices put into the lines of the file, to keep them straight
}

// where names the feature in a message.
func (f *feature) where() Message {
	if f.id != "" {
		return say("feature %d (id %q)", f.number, f.id)
	}
	return say("feature %d", f.number)
}

func (f *feature) problem(field string, what, mend Message) { f.ps.add(f.where(), field, what, mend) }

// has reports whether the feature says anything under a name.
func (f *feature) has(name string) bool {
	v, ok := f.props[name]
	return ok && string(v) != "null"
}

// text returns a property that is text, or "".
func (f *feature) text(name string) string {
	if !f.has(name) {
		return ""
	}
	var s string
	if json.Unmarshal(f.props[name], &s) != nil {
		f.problem(name, say("%s is no text", f.props[name]), say("write it in quotes"))
	}
	return s
}

// float returns a property that is a number, or the default; not ok where it
// is something else, which is reported.
func (f *feature) float(name string, otherwise float64) (v float64, ok bool) {
	if !f.has(name) {
		return otherwise, true
	}
	if json.Unmarshal(f.props[name], &v) != nil {
		f.problem(name, say("%s is no number", f.props[name]), say("write a number without quotes or unit"))
		return 0, false
	}
	return v, true
}

// truth returns a property that is true or false, or the default.
func (f *feature) truth(name string, otherwise bool) bool {
	if !f.has(name) {
		return otherwise
	}
	var v bool
	if json.Unmarshal(f.props[name], &v) != nil {
		f.problem(name, say("%s is neither true nor false", f.props[name]), say("write true or false without quotes"))
	}
	return v
}

// readFeatures reads GeoJSON (a FeatureCollection, a Feature or a geometry)
// feature by feature, and calls each for those whose geometry is of one of
// the wanted types and whole. What is wrong with the others goes to ps.
func readFeatures(r io.Reader, ps *problems, want []string, each func(*feature)) {
	br := textReader(r)
	c := &collection{dec: json.NewDecoder(br), ps: ps, want: want, each: each}
	if err := c.read(); err != nil {
		c.syntax(err)
	}
}

// byteOrderMark is what some programs put before UTF-8 text.
const byteOrderMark = "\xef\xbb\xbf"

// textReader buffers a file, and passes over a byte-order mark.
func textReader(r io.Reader) *bufio.Reader {
	br := bufio.NewReaderSize(r, 1<<16)
	if bom, _ := br.Peek(len(byteOrderMark)); string(bom) == byteOrderMark {
		_, _ = br.Discard(len(byteOrderMark)) // cannot fail: it has been peeked at
	}
	return br
}

// collection reads the outermost object of a GeoJSON file.
type collection struct {
	dec    *json.Decoder
	ps     *problems
	want   []string
	each   func(*feature)
	number int
	listed bool // a features array was met
	added  int  // vertices put into lines
}

// rawFeature is a feature, a geometry, or what a file has beside features.
type rawFeature struct {
	Type       string                     `json:"type"`
	ID         json.RawMessage            `json:"id"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   json.RawMessage            `json:"geometry"`
	// of a geometry
	Coordinates json.RawMessage `json:"coordinates"`
}

func (c *collection) read() error {
	if t, err := c.dec.Token(); errors.Is(err, io.EOF) {
		c.ps.add(Message{}, "", say("the file is empty"), say("give a GeoJSON FeatureCollection"))
		return nil
	} else if syn := new(json.SyntaxError); errors.As(err, &syn) {
		c.ps.add(Message{}, "", say("is no GeoJSON: %s", syn.Error()), say("give a GeoJSON FeatureCollection"))
		return nil
	} else if err != nil {
		return err
	} else if t != json.Delim('{') {
		c.ps.add(Message{}, "", say("is JSON, but no GeoJSON object"), say("give a GeoJSON FeatureCollection"))
		return nil
	}
	members := map[string]json.RawMessage{}
	for c.dec.More() {
		key, err := c.dec.Token()
		if err != nil {
			return err
		}
		if key == "features" {
			if c.listed {
				c.ps.add(Message{}, "features", say("is there twice"), say("keep one list of features"))
			}
			c.listed = true
			if err := c.features(); err != nil {
				return err
			}
			continue
		}
		var raw json.RawMessage
		if err := c.dec.Decode(&raw); err != nil {
			return err
		}
		members[fmt.Sprint(key)] = raw
	}
	if _, err := c.dec.Token(); err != nil { // the closing brace
		return err
	}
	if _, err := c.dec.Token(); !errors.Is(err, io.EOF) {
		c.ps.add(Message{}, "", say("something stands after the end of the GeoJSON object"), say("keep one object a file"))
	}
	c.checkCRS(members["crs"])
	return c.single(members)
}

// single takes a file that is one Feature or geometry.
func (c *collection) single(members map[string]json.RawMessage) error {
	var kind string
	_ = json.Unmarshal(members["type"], &kind) // what is no text is no known type
	switch {
	case c.listed && kind == "FeatureCollection":
		if c.number == 0 && !c.ps.found() && !c.ps.mayBeEmpty {
			c.ps.add(Message{}, "features", say("the list of features is empty"), say("give one feature or more"))
		}
	case c.listed || kind == "FeatureCollection":
		c.ps.add(Message{}, "type", say("is no GeoJSON FeatureCollection with a list of features"), say(`give {"type": "FeatureCollection", "features": […]}`))
	default:
		raw, err := json.Marshal(members)
		if err != nil {
			return err
		}
		if kind != "Feature" {
			raw = fmt.Appendf(nil, `{"type":"Feature","geometry":%s}`, raw)
		}
		c.feature(raw)
	}
	return nil
}

// checkCRS refuses coordinates that are not WGS84 longitude and latitude.
func (c *collection) checkCRS(raw json.RawMessage) {
	if len(raw) == 0 || string(raw) == "null" {
		return
	}
	name := string(raw)
	for _, known := range []string{"CRS84", "EPSG::4326", "EPSG:4326"} {
		if strings.Contains(name, known) {
			return
		}
	}
	c.ps.add(Message{}, "crs", say("the coordinates are in another reference system"), say("re-project to WGS84 longitude and latitude (EPSG:4326)"))
}

func (c *collection) features() error {
	if t, err := c.dec.Token(); err != nil {
		return err
	} else if t != json.Delim('[') {
		c.ps.add(Message{}, "features", say("is no list"), say("give a list of features in [ ]"))
		return skip(c.dec, t)
	}
	for c.dec.More() {
		var raw json.RawMessage
		if err := c.dec.Decode(&raw); err != nil {
			return err
		}
		c.feature(raw)
	}
	_, err := c.dec.Token()
	return err
}

// skip passes over the rest of the value that starts with t.
func skip(dec *json.Decoder, t json.Token) error {
	depth := 0
	for {
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth <= 0 {
			return nil
		}
		var err error
		if t, err = dec.Token(); err != nil {
			return err
		}
	}
}

// feature reads one feature and hands it on when it is whole.
func (c *collection) feature(raw json.RawMessage) {
	c.number++
	f := &feature{number: c.number, ps: c.ps, added: &c.added}
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
		f.problem("geometry", say("is missing"), say("give the feature a geometry of type %s, or remove it", oneOf(c.want)))
		return
	}
	var g rawFeature
	if err := json.Unmarshal(rf.Geometry, &g); err != nil || g.Type == "" {
		f.problem("geometry", say("is no GeoJSON geometry"), say("give it a type and coordinates"))
		return
	}
	if !slices.Contains(c.want, g.Type) {
		f.problem("geometry", say("is a %s", g.Type), say("it has to be %s", oneOf(c.want)))
		return
	}
	if len(g.Coordinates) == 0 || string(g.Coordinates) == "null" {
		f.problem("coordinates", say("is missing"), say("write %s", brackets(g.Type)))
		return
	}
	before := c.ps.count()
	f.geometry = f.shape(g.Type, g.Coordinates)
	if c.ps.count() == before {
		c.each(f)
	}
}

// idText returns an id as text, whether it is written as text or a number.
func idText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	raw = bytes.TrimSpace(raw)
	if len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
		return string(raw)
	}
	return ""
}

// shape reads the coordinates of a geometry of one of the types that a
// reader may want.
func (f *feature) shape(kind string, coordinates json.RawMessage) orb.Geometry {
	s := &scanner{text: coordinates, of: levels[kind], bad: func(at, what, mend Message) {
		f.ps.addPart(f.where(), "coordinates", at, what, mend)
	}}
	var g orb.Geometry
	var err error
	switch kind {
	case "Point":
		g, err = s.point()
	case "MultiPoint":
		var p []orb.Point
		p, err = s.points()
		g = orb.MultiPoint(p)
	case "LineString":
		var p []orb.Point
		p, err = s.points()
		g = orb.LineString(p)
	case "MultiLineString":
		var p []orb.LineString
		p, err = s.lines()
		g = orb.MultiLineString(p)
	case "Polygon":
		g, err = s.polygon()
	case "MultiPolygon":
		var p []orb.Polygon
		p, err = s.polygons()
		g = orb.MultiPolygon(p)
	default:
		err = say("a %s cannot be read", kind)
	}
	if err != nil {
		f.ps.addPart(f.where(), "coordinates", s.where(), reason(err), say("a %s is written %s", kind, brackets(kind)))
	}
	return g
}

// syntax reports text that is no JSON.
func (c *collection) syntax(err error) {
	where := say("byte %d", c.dec.InputOffset())
	if c.listed {
		where = say("feature %d (%s)", c.number+1, where)
	}
	var syn *json.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		c.ps.add(where, "", say("the file ends before the JSON does"), say("it is cut short: copy or export it again"))
	case errors.As(err, &syn) && strings.Contains(syn.Error(), "depth"):
		c.ps.add(where, "", say("brackets are nested too deeply for any GeoJSON"), say("export it again"))
	case errors.As(err, &syn):
		c.ps.add(where, "", say("is not JSON: %s", syn.Error()), say("export it again (numbers such as NaN are no JSON)"))
	default:
		c.ps.add(where, "", say("cannot be read: %s", reason(err)), say("check the path and its permissions"))
	}
}
