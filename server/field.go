package server

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb/geojson"
)

// fieldType is what the values of a property are.
type fieldType int

// The types, the more general of two that a property has being the larger.
const (
	asTruth fieldType = iota
	asInteger
	asNumber
	asInstant // text, RFC 3339
	asText
	asTexts // a list
)

// field is a property of a collection's features.
type field struct {
	name string
	of   fieldType
}

// fieldsOf returns the properties that features have, by name.
func fieldsOf(features []feature) []field {
	types := map[string]fieldType{}
	for i := range features {
		for name, v := range features[i].of.Properties {
			of, ok := typeOf(name, v)
			if !ok {
				continue
			}
			if there, met := types[name]; met && there != of {
				of = widest(there, of)
			}
			types[name] = of
		}
	}
	var out []field
	for _, name := range slices.Sorted(maps.Keys(types)) {
		out = append(out, field{name, types[name]})
	}
	return out
}

// typeOf returns the type of a value; not ok for none.
func typeOf(name string, v any) (fieldType, bool) {
	switch v.(type) {
	case nil:
		return 0, false
	case bool:
		return asTruth, true
	case int:
		return asInteger, true
	case float64:
		return asNumber, true
	case []string:
		return asTexts, true
	}
	if name == "from" || name == "to" {
		return asInstant, true
	}
	return asText, true
}

// sent returns a feature as it is written: with all fields of its collection,
// null where it has none or an empty list, and with a decimal point in each
// number of a field that is no integer. QGIS and GDAL take fields and their types from the first
// ten features, and cut or drop what does not fit in later ones.
func (c *collection) sent(f *geojson.Feature) *geojson.Feature {
	out := *f
	out.Properties = make(geojson.Properties, len(c.fields))
	for _, of := range c.fields {
		v := f.Properties[of.name]
		switch n := v.(type) {
		case []string:
			if len(n) == 0 {
				v = nil
			}
		case float64:
			if of.of == asNumber {
				v = real(n)
			}
		case int:
			if of.of == asNumber {
				v = real(n)
			}
		}
		out.Properties[of.name] = v
	}
	return &out
}

// real is a number that is written with a decimal point, or an exponent.
type real float64

// MarshalJSON writes the number. It fails for what is not finite.
func (v real) MarshalJSON() ([]byte, error) {
	text, err := json.Marshal(float64(v))
	if err == nil && !bytes.ContainsAny(text, ".e") {
		text = append(text, ".0"...)
	}
	return text, err
}

func widest(a, b fieldType) fieldType {
	if max(a, b) == asNumber && min(a, b) == asInteger {
		return asNumber
	}
	return max(a, b, asText)
}

// jsonSchema returns the schema of a property.
func (f field) jsonSchema() map[string]any {
	out := map[string]any{"title": title(f.name)}
	switch f.of {
	case asTruth:
		out["type"] = "boolean"
	case asInteger:
		out["type"] = "integer"
	case asNumber:
		out["type"] = "number"
	case asInstant:
		out["type"], out["format"] = "string", "date-time"
	case asTexts:
		out["type"], out["items"] = "array", map[string]any{"type": "string"}
	default:
		out["type"] = "string"
	}
	if u := unit(f.name); u != "" && f.of <= asNumber {
		out["x-ogc-unit"] = u
	}
	return out
}

// units are those that names end in, in UCUM.
var units = []struct{ ending, unit string }{
	{"_km_h", "km.h"}, {"_kmh", "km/h"}, {"_km", "km"}, {"_m", "m"}, {"_h", "h"}, {"_min", "min"},
}

// unit returns the unit that a name ends in, in UCUM.
func unit(name string) string {
	for _, u := range units {
		if strings.HasSuffix(name, u.ending) {
			return u.unit
		}
	}
	return ""
}

// title writes a name for people.
func title(name string) string {
	text := strings.ReplaceAll(name, "_", " ")
	return strings.ToUpper(text[:min(1, len(text))]) + text[min(1, len(text)):]
}

// geometryFormat returns the format of a shape in a schema.
func geometryFormat(features []feature) string {
	if len(features) == 0 || features[0].of.Geometry == nil {
		return "geometry-any"
	}
	return "geometry-" + strings.ToLower(features[0].of.Geometry.GeoJSONType())
}

// schema is a JSON schema of features' properties.
type schema struct {
	Schema               string                    `json:"$schema"`
	ID                   string                    `json:"$id"`
	Type                 string                    `json:"type"`
	Title                string                    `json:"title"`
	Description          string                    `json:"description,omitempty"`
	Properties           map[string]map[string]any `json:"properties"`
	AdditionalProperties bool                      `json:"additionalProperties"`
	Queryables           []draftQueryable          `json:"queryables,omitempty"`
}

// draftQueryable is a queryable as drafts of Part 3 wrote it. GDAL 3.6 reads
// these only, and asks the server to filter by what is here.
type draftQueryable struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// draftQueryables returns the queryables of texts and numbers. GDAL writes
// times as texts, and truth as 0 and 1: those it does better by itself.
func (c *collection) draftQueryables() []draftQueryable {
	var out []draftQueryable
	for _, f := range c.fields {
		if kind, _ := f.jsonSchema()["type"].(string); f.of == asText || f.of == asNumber || f.of == asInteger {
			out = append(out, draftQueryable{f.name, kind})
		}
	}
	return out
}

// Names under which shapes are in schemas and filters, and under which a
// feature's own id is.
const (
	geometryName = "geometry"
	idName       = "feature_id" // as in tiles; some features have another id among their properties
)

// newSchema returns the schema of a collection.
func (c *collection) newSchema(id string) schema {
	out := schema{Schema: "https://json-schema.org/draft/2020-12/schema", ID: id, Type: "object", Title: c.Title, Properties: map[string]map[string]any{}}
	for _, f := range c.fields {
		out.Properties[f.name] = f.jsonSchema()
	}
	out.Properties[idName] = map[string]any{"title": "Id of the feature", "type": "string", "x-ogc-role": "id"}
	out.Properties[geometryName] = map[string]any{"title": "Geometry", "format": geometryFormat(c.features), "x-ogc-role": "primary-geometry"}
	return out
}

// newGeoJSONSchema returns the schema of the collection's features as they are
// sent. GDAL takes types from it that it cannot see in the first features.
func (c *collection) newGeoJSONSchema(id string) schema {
	of := map[string]map[string]any{}
	for _, f := range c.fields {
		if f.name != "id" { // GDAL has a field of its own for it, and would make a second
			of[f.name] = f.jsonSchema()
		}
	}
	out := c.newSchema(id)
	out.Description = "A feature in GeoJSON; a property that it does not have is null."
	out.AdditionalProperties = true
	out.Properties = map[string]map[string]any{
		"type":       {"type": "string", "enum": []string{"Feature"}},
		"id":         {"type": "string"},
		"geometry":   {"type": "object", "description": geometryFormat(c.features)},
		"properties": {"type": "object", "properties": of},
	}
	return out
}

// withRoles says which properties are the time.
func (s schema) withRoles(c *collection) schema {
	if c.timed {
		s.Properties["from"]["x-ogc-role"] = "primary-interval-start"
		s.Properties["to"]["x-ogc-role"] = "primary-interval-end"
	}
	return s
}
