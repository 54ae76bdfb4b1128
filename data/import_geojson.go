package data

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/paulmach/orb"
	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
	"lindero/sectors"
)

// readWays reads ways, barriers and landings from GeoJSON: features with the
// tags of OpenStreetMap for properties, as osmtogeojson and ogr2ogr write
// them, or with kind, speed_limit_kmh and one_way as in routes.geojson.
func readWays(r io.Reader, ps *problems, c *osm.Collector) {
	ps.mayBeEmpty = true // there is more to say than that then
	seen := ids{}
	types := []string{"LineString", "MultiLineString", "Point", "MultiPoint", "Polygon", "MultiPolygon"}
	readFeatures(r, ps, types, func(x *feature) {
		tags := tagsOf(x)
		switch g := x.geometry.(type) {
		case orb.Point:
			c.Point(importID(x, "node"), tags, g)
		case orb.LineString, orb.MultiLineString:
			lines := lineParts(x.geometry)
			for _, l := range lines {
				if len(l) < 2 {
					x.problem("coordinates", say("a line needs two vertices or more"), say("give two vertices or more at different places"))
					return
				}
			}
			id := importID(x, "way")
			seen.check(ps, x.spot(), id)
			readWay(x, c, id, tags, lines)
		case orb.Polygon:
			readArea(x, c, tags, orb.MultiPolygon{g})
		case orb.MultiPolygon:
			readArea(x, c, tags, g)
		}
	})
}

// readWay takes a line by its tags, or as it describes itself.
func readWay(x *feature, c *osm.Collector, id string, tags osmlib.Tags, lines []orb.LineString) {
	if !x.has("kind") || tags.Find("highway") != "" || tags.Find("waterway") != "" || tags.Find("route") != "" {
		c.Way(id, tags, lines)
		return
	}
	kind := sectors.Kind(x.text("kind"))
	if !kind.Valid() {
		x.problem("kind", say("%q is no kind", string(kind)), say("write %s", oneOf(sectors.Kinds[:])))
		return
	}
	c.Given(osm.Road{ID: id, Name: tags.Find("name"), Class: tags.Find("class"), Kind: kind,
		SpeedKmh: notNegative(x, "speed_limit_kmh"), OneWay: x.truth("one_way", false)}, lines)
}

// readArea counts an area among the ways, and takes it where it is a landing.
func readArea(x *feature, c *osm.Collector, tags osmlib.Tags, polygons orb.MultiPolygon) {
	var rings []orb.LineString
	for _, p := range polygons {
		for _, ring := range p {
			if len(ring) > 1 {
				rings = append(rings, orb.LineString(ring))
			}
		}
	}
	c.Way(importID(x, "way"), append(osmlib.Tags{{Key: "area", Value: "yes"}}, tags...), rings)
}

// tagsOf returns the properties of a feature as tags: its own, those in an
// object tags, and those in the text other_tags of ogr2ogr.
func tagsOf(x *feature) osmlib.Tags {
	var tags osmlib.Tags
	add := func(from map[string]json.RawMessage) {
		for _, k := range sorted(from) {
			if v, ok := tagText(from[k]); ok {
				tags = append(tags, osmlib.Tag{Key: k, Value: v})
			}
		}
	}
	add(x.props)
	var inner map[string]json.RawMessage
	if json.Unmarshal(x.props["tags"], &inner) == nil {
		add(inner)
	}
	var packed string
	if json.Unmarshal(x.props["other_tags"], &packed) == nil {
		tags = append(tags, hstore(packed)...)
	}
	return tags
}

// tagText returns a property as the text of a tag; not ok where it is an object,
// a list or null.
func tagText(raw json.RawMessage) (string, bool) {
	switch text := strings.TrimSpace(string(raw)); {
	case text == "true":
		return "yes", true
	case text == "false":
		return "no", true
	case text == "" || text == "null" || text[0] == '{' || text[0] == '[':
		return "", false
	}
	return idText(raw), true
}

// hstorePair is one tag of "key"=>"value", in which \ stands before " and \.
var hstorePair = regexp.MustCompile(`"((?:[^"\\]|\\.)*)"\s*=>\s*"((?:[^"\\]|\\.)*)"`)

var unescape = regexp.MustCompile(`\\(.)`)

// hstore reads tags as ogr2ogr packs them. What is none is passed over.
func hstore(text string) osmlib.Tags {
	var tags osmlib.Tags
	for _, m := range hstorePair.FindAllStringSubmatch(text, -1) {
		tags = append(tags, osmlib.Tag{Key: unescape.ReplaceAllString(m[1], "$1"), Value: unescape.ReplaceAllString(m[2], "$1")})
	}
	return tags
}

var (
	osmID      = regexp.MustCompile(`^(?:(?:way|node|relation|w|n|r)[/-]?)?(-?[0-9]+)$`)
	importedID = regexp.MustCompile(`^(way|node)-(-?[0-9]|f[0-9]|x-)`)
	oddID      = regexp.MustCompile(`[^\pL\pN._:-]+`)
)

// importID is the id of what a feature becomes: way-N or node-N by its number
// in OpenStreetMap; by another id of its own with x- before it; else by its
// place in the file, with an f.
func importID(x *feature, what string) string {
	names := []string{x.id}
	for _, key := range []string{"@id", "osm_id", "osm_way_id", "full_id"} {
		names = append(names, idText(x.props[key]))
	}
	for _, name := range names {
		if m := osmID.FindStringSubmatch(name); m != nil {
			return what + "-" + m[1]
		}
	}
	for _, name := range names {
		if name != "" {
			return what + "-x-" + strings.TrimPrefix(oddID.ReplaceAllString(name, "-"), what+"-x-")
		}
	}
	return fmt.Sprintf("%s-f%d", what, x.number)
}

// imported reports whether an id was given by an import.
func imported(id string) bool { return importedID.MatchString(id) }
