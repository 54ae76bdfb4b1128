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
)

// readFeatures reads GeoJSON (a FeatureCollection, a Feature or a geometry)
// feature by feature, and calls each for those whose geometry is of one of
// the wanted types and whole. What is wrong with the others goes to ps.
func readFeatures(r io.Reader, ps *problems, want []string, each func(*feature)) {
	br := textReader(r)
	c := &collection{r: br, dec: json.NewDecoder(br), ps: ps, each: each}
	c.features.file, c.features.want = ps.file, want
	c.features.measure = !slices.ContainsFunc(want, func(kind string) bool { return !strings.HasSuffix(kind, "LineString") })
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
	r        io.Reader
	dec      *json.Decoder
	base     int64 // offset in the file at which dec began
	features featureDecoder
	room     quick
	ps       *problems
	each     func(*feature)
	number   int
	listed   bool // a features array was met
	added    int  // vertices put into lines
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
			if err := c.list(); err != nil {
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
		c.take(c.features.decode(&c.room, raw, c.number+1))
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

// list reads the array of features: what is written in the usual way many at
// a time, and the rest, if there is any, by the JSON decoder.
func (c *collection) list() error {
	if t, err := c.dec.Token(); err != nil {
		return err
	} else if t != json.Delim('[') {
		c.ps.add(Message{}, "features", say("is no list"), say("give a list of features in [ ]"))
		return skip(c.dec, t)
	}
	s := &splitter{r: io.MultiReader(c.dec.Buffered(), c.r), offset: c.base + c.dec.InputOffset()}
	if broken, offset := c.features.all(s, c.number+1, c.take); broken != nil {
		c.resume(`{"":[`, bytes.NewReader(broken), offset)
	} else if rest, offset := s.rest(); s.inside {
		c.resume(`{"":[0`, rest, offset)
	} else {
		c.resume(`{"":[`, rest, offset)
	}
	for c.dec.More() {
		var raw json.RawMessage
		if err := c.dec.Decode(&raw); err != nil {
			return err
		}
		c.take(c.features.decode(&c.room, raw, c.number+1))
	}
	_, err := c.dec.Token()
	return err
}

// resume goes on with the JSON decoder at an offset of the file, as if it had
// read the text before just now.
func (c *collection) resume(before string, rest io.Reader, offset int64) {
	c.r = rest
	c.dec = json.NewDecoder(io.MultiReader(strings.NewReader(before), rest))
	c.base = offset - int64(len(before))
	for c.dec.InputOffset() < int64(len(before)) {
		if _, err := c.dec.Token(); err != nil {
			return // the decoder will say so again
		}
	}
}

// take hands a feature on when it is whole, and reports whether it is JSON.
func (c *collection) take(d decoded) bool {
	if d.feature == nil {
		return false
	}
	c.number++
	if d.wrong != nil {
		c.ps.merge(d.wrong)
		return true
	}
	d.ps, d.added = c.ps, &c.added
	c.each(d.feature)
	return true
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

// syntax reports text that is no JSON.
func (c *collection) syntax(err error) {
	where := say("byte %d", c.base+c.dec.InputOffset())
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
		c.ps.add(where, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
	}
}
