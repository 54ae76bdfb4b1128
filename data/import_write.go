package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/paulmach/orb/geojson"

	"lindero/data/osm"
	"lindero/sectors"
)

// write writes the files that have changed, and gives them their names when
// all are whole. One in which nothing is left goes.
func (i Import) write(roads []osm.Road, barriers []sectors.Barrier, landings []sectors.Landing) error {
	var outputs []*Output
	defer func() { Abandon(outputs...) }()
	var gone []string
	for _, file := range []struct {
		name    string
		n       int
		feature func(k int) *geojson.Feature
	}{
		{routesFile, len(roads), func(k int) *geojson.Feature { return importedRoute(&roads[k]) }},
		{barriersFile, len(barriers), func(k int) *geojson.Feature { return importedBarrier(barriers[k]) }},
		{landingsFile, len(landings), func(k int) *geojson.Feature { return importedLanding(landings[k]) }},
	} {
		path := filepath.Join(i.Scenario, file.name)
		old, err := readMerging(path)
		switch {
		case err != nil:
			return err
		case file.n == 0 && old.dropped == 0:
			continue
		case file.n == 0 && len(old.features) == 0:
			gone = append(gone, path)
			continue
		}
		out, err := Create(path)
		if err != nil {
			return err
		}
		outputs = append(outputs, out)
		if err := old.write(out, file.n, file.feature); err != nil {
			return err
		}
	}
	if err := Commit(outputs...); err != nil {
		return err
	}
	for _, path := range gone {
		if err := os.Remove(path); err != nil {
			return outputError(path, err)
		}
	}
	return nil
}

// merging is a file of a scenario without what an import put there.
type merging struct {
	features []json.RawMessage
	members  map[string]json.RawMessage // but for type and features
	dropped  int
}

// readMerging reads a file of a scenario, which may be missing. That it is
// GeoJSON is known by now, of what the scenario's reader reads.
func readMerging(path string) (*merging, error) {
	m := &merging{}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	ps := &problems{file: path}
	if err != nil {
		ps.add(Message{}, "", say("cannot be opened: %s", Reason(err)), say("check its permissions"))
		return nil, join(ps)
	}
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	err = json.Unmarshal(text, &m.members)
	if err == nil && m.members["features"] == nil {
		m.features, m.members = []json.RawMessage{text}, nil
	} else if err == nil {
		err = json.Unmarshal(m.members["features"], &m.features)
	}
	if err != nil {
		ps.add(Message{}, "", say("is no GeoJSON: %s", err.Error()), say("give a GeoJSON FeatureCollection"))
		return nil, join(ps)
	}
	all := len(m.features)
	m.features = slices.DeleteFunc(m.features, func(raw json.RawMessage) bool {
		var f rawFeature
		if json.Unmarshal(raw, &f) != nil {
			return false // told by whoever reads it next
		}
		id := idText(f.ID)
		if id == "" {
			id = idText(f.Properties["id"])
		}
		return imported(id)
	})
	m.dropped = all - len(m.features)
	delete(m.members, "type")
	delete(m.members, "features")
	return m, nil
}

// write writes what stays, each feature as it was, and n more.
func (m *merging) write(w io.Writer, n int, feature func(k int) *geojson.Feature) error {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for k, raw := range m.features {
		b.Write(append(comma(nil, k), '\n'))
		if err := json.Compact(&b, raw); err != nil {
			return err
		}
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return err
	}
	err := inOrder(w, n, func(dst []byte, k int) ([]byte, error) {
		return AppendFeature(append(comma(dst, len(m.features)+k), '\n'), feature(k))
	})
	if err != nil {
		return err
	}
	b.Reset()
	b.WriteString("\n]")
	for _, name := range sorted(m.members) {
		key, err := json.Marshal(name)
		if err != nil {
			return err
		}
		b.WriteString(",\n" + string(key) + ":")
		if err := json.Compact(&b, m.members[name]); err != nil {
			return err
		}
	}
	b.WriteString("}\n")
	_, err = w.Write(b.Bytes())
	return err
}

func importedRoute(r *osm.Road) *geojson.Feature {
	f := geojson.NewFeature(r.Shape)
	f.ID = r.ID
	f.Properties = geojson.Properties{"kind": string(r.Kind), "travel": true, "watched": false}
	setText(f, "name", r.Name)
	setText(f, "class", r.Class)
	setText(f, "side", r.Side)
	if r.SpeedKmh > 0 {
		f.Properties["speed_limit_kmh"] = r.SpeedKmh
	}
	if r.OneWay {
		f.Properties["one_way"] = true
	}
	return f
}

func importedBarrier(b sectors.Barrier) *geojson.Feature {
	f := geojson.NewFeature(b.At)
	f.ID = b.ID
	f.Properties = geojson.Properties{"walk": b.Walk}
	return f
}

func importedLanding(l sectors.Landing) *geojson.Feature {
	f := geojson.NewFeature(l.At)
	f.ID = l.ID
	f.Properties = geojson.Properties{"change_min": defaultChangeMin}
	setText(f, "name", l.Name)
	setText(f, "side", l.Side)
	return f
}
