package tiles

import (
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"strings"

	"github.com/paulmach/orb/geojson"
)

// idField is the property that holds a feature's id.
const idField = "feature_id"

// What a field is, as TileJSON says it (3.0.0, section 3.3.2; the names are
// those that its examples and MapLibre use).
const (
	textField   = "String"
	numberField = "Number"
	truthField  = "Boolean"
)

// plain returns a feature's properties as tiles can hold them (Mapbox Vector
// Tile 2.1, section 4.4): text in UTF-8, float64, int64, uint64 and bool.
func plain(f *Feature) (geojson.Properties, error) {
	out := make(geojson.Properties, len(f.Properties)+1)
	out[idField] = strings.ToValidUTF8(f.ID, "\uFFFD")
	for name, v := range f.Properties {
		v, err := plainValue(v)
		if err != nil {
			return nil, fmt.Errorf("property %q: %w", name, err)
		}
		if v != nil {
			out[strings.ToValidUTF8(name, "\uFFFD")] = v
		}
	}
	return out, nil
}

// plainValue returns nil for what says nothing.
func plainValue(v any) (any, error) {
	if list, ok := v.([]string); ok {
		v = strings.Join(list, ", ")
	}
	r := reflect.ValueOf(v)
	_, says := v.(json.Marshaler)
	_, names := v.(encoding.TextMarshaler)
	switch {
	case !r.IsValid() || r.Kind() == reflect.Pointer && r.IsNil():
		return nil, nil
	case says || names:
		return plainJSON(v)
	case r.Kind() == reflect.Pointer:
		return plainValue(r.Elem().Interface())
	case r.Kind() == reflect.String:
		return strings.ToValidUTF8(r.String(), "\uFFFD"), nil
	case r.Kind() == reflect.Bool:
		return r.Bool(), nil
	case r.CanInt():
		return r.Int(), nil
	case r.CanUint():
		return r.Uint(), nil
	case r.CanFloat():
		if f := r.Float(); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return f, nil
		}
		return nil, nil
	}
	return plainJSON(v)
}

// plainJSON returns a value as JSON; one that is text there, as that text.
func plainJSON(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var s string
	if json.Unmarshal(text, &s) == nil && string(text) != "null" {
		return s, nil
	}
	return string(text), nil
}

// describe says what the layer's fields are: as given, or as the first feature
// with the field has it.
func (l *layer) describe(given map[string]string) {
	for i := range l.features {
		for name, v := range l.features[i].properties {
			if l.fields[name] == "" {
				l.fields[name] = fieldOf(v)
			}
		}
	}
	maps.Copy(l.fields, given)
}

func fieldOf(v any) string {
	switch v.(type) {
	case string:
		return textField
	case bool:
		return truthField
	}
	return numberField
}

// schemaTypes are the types of JSON Schema for fields.
var schemaTypes = map[string]string{textField: "string", numberField: "number", truthField: "boolean"}
