package server

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/paulmach/orb/geojson"

	"lindero/data"
)

// sent returns a feature as it is written: with all fields that features of its
// collection have, null where it has none or an empty list, and with a decimal
// point in each number of a field that is no integer. QGIS and GDAL take fields and
// their types from the first ten features, and cut or drop what does not fit in
// later ones; a field that is null in all of them they take for text.
func (c *collection) sent(f *geojson.Feature) *geojson.Feature {
	out := *f
	out.Properties = make(geojson.Properties, len(c.fields))
	for _, of := range c.fields {
		v := f.Properties[of.Name]
		switch n := v.(type) {
		case []string:
			if len(n) == 0 {
				v = nil
			}
		case float64:
			if of.Type == data.Number {
				v = real(n)
			}
		case int:
			if of.Type == data.Number {
				v = real(n)
			}
		}
		if c.said[of.Name] {
			out.Properties[of.Name] = v
		}
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

// jsonSchema returns the schema of a property.
func jsonSchema(f data.Field) map[string]any {
	out := map[string]any{"title": title(f.Name)}
	switch f.Type {
	case data.Truth:
		out["type"] = "boolean"
	case data.Integer:
		out["type"] = "integer"
	case data.Number:
		out["type"] = "number"
	case data.Instant:
		out["type"], out["format"] = "string", "date-time"
	case data.Texts:
		out["type"], out["items"] = "array", map[string]any{"type": "string"}
	default:
		out["type"] = "string"
	}
	if u := unit(f.Name); u != "" && f.Type <= data.Number {
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

// geometryFormat returns the format of the shapes of a collection in a schema.
func (c *collection) geometryFormat() string { return "geometry-" + strings.ToLower(c.shape) }

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
		if kind, _ := jsonSchema(f)["type"].(string); f.Type == data.Text || f.Type == data.Number || f.Type == data.Integer {
			out = append(out, draftQueryable{f.Name, kind})
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
		out.Properties[f.Name] = jsonSchema(f)
	}
	out.Properties[idName] = map[string]any{"title": "Id of the feature", "type": "string", "x-ogc-role": "id"}
	out.Properties[geometryName] = map[string]any{"title": "Geometry", "format": c.geometryFormat(), "x-ogc-role": "primary-geometry"}
	return out
}

// newGeoJSONSchema returns the schema of the collection's features as they are
// sent. GDAL takes types from it that it cannot see in the first features.
func (c *collection) newGeoJSONSchema(id string) schema {
	of := map[string]map[string]any{}
	for _, f := range c.fields {
		if f.Name != "id" { // GDAL has a field of its own for it, and would make a second
			of[f.Name] = jsonSchema(f)
		}
	}
	out := c.newSchema(id)
	out.Description = "A feature in GeoJSON; a property that it does not have is null."
	out.AdditionalProperties = true
	out.Properties = map[string]map[string]any{
		"type":       {"type": "string", "enum": []string{"Feature"}},
		"id":         {"type": "string"},
		"geometry":   {"type": "object", "description": c.geometryFormat()},
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
