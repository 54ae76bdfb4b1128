package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// feature is a GeoJSON feature; its geometry is a point, a line, a polygon or a
// country.
type feature struct {
	id         string
	properties map[string]any
	geometry   any
}

// collection is a file of features.
type collection struct {
	file     string
	features []feature
}

// encode writes RFC 7946 with one feature a line and sorted properties.
func (c collection) encode() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{\"type\":\"FeatureCollection\",\"features\":[\n")
	for i, f := range c.features {
		if i > 0 {
			b.WriteString(",\n")
		}
		if err := f.encode(&b); err != nil {
			return nil, fmt.Errorf("%s: feature %s: %w", c.file, f.id, err)
		}
	}
	b.WriteString("\n]}\n")
	return b.Bytes(), nil
}

func (f feature) encode(b *bytes.Buffer) error {
	kind := "LineString"
	switch f.geometry.(type) {
	case point:
		kind = "Point"
	case polygon:
		kind = "Polygon"
	case country:
		kind = "MultiPolygon"
	}
	properties, err := json.Marshal(f.properties) // sorts the keys
	if err != nil {
		return err
	}
	coordinates, err := json.Marshal(f.geometry)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(b, `{"type":"Feature","id":%q,"properties":%s,"geometry":{"type":%q,"coordinates":%s}}`,
		f.id, properties, kind, coordinates)
	return err
}

// listed is how many features are listed one by one.
const listed = 50

// write puts the collection into dir and says to log what it holds.
func (c collection) write(dir string, log io.Writer) error {
	content, err := c.encode()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, c.file), content, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", c.file, err)
	}
	fmt.Fprintf(log, "%s: %d features, %d bytes\n", c.file, len(c.features), len(content))
	if len(c.features) > listed {
		return nil
	}
	for _, f := range c.features {
		if l, ok := f.geometry.(line); ok {
			fmt.Fprintf(log, "  %-26s %5d vertices %8.3f km\n", f.id, len(l), l.km())
		}
	}
	return nil
}
