package main

import (
	"bytes"
	"compress/bzip2"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	osmlib "github.com/paulmach/osm"

	"lindero/data/osm"
)

// extract is a piece of OpenStreetMap that a Go module brings along, pinned
// by go.mod and by its digest.
type extract struct {
	module, file string
	sha256       string // hexadecimal
}

var andorraExtract = extract{
	"github.com/paulmach/osm", "testdata/andorra-latest.osm.bz2",
	"3f829b93cce7b62c6bc21b1291c9ffcf540f50892664078b7e9c8dadc5d420ad",
}

// read finds, verifies and decodes the extract.
func (e extract) read(ctx context.Context) (*roadMap, error) {
	dir, err := moduleDir(ctx, e.module)
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, filepath.FromSlash(e.file))
	packed, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read the extract: %w", err)
	}
	if sum := sha256.Sum256(packed); hex.EncodeToString(sum[:]) != e.sha256 {
		return nil, fmt.Errorf("%s has SHA-256 %x, pinned is %s; compare with data/SOURCES.md", name, sum, e.sha256)
	}
	m, err := decodeMap(ctx, bzip2.NewReader(bytes.NewReader(packed)))
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	return m, nil
}

// moduleDir is the folder that holds a module this one requires.
func moduleDir(ctx context.Context, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", module)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w\n%s", module, err, stderr.Bytes())
	}
	dir := string(bytes.TrimSpace(out))
	if dir == "" {
		return "", fmt.Errorf("the module %s is not in the module cache; run go mod download", module)
	}
	return dir, nil
}

// roadMap is what an extract holds of borders, roads, populated places and
// passes.
type roadMap struct {
	nodes     map[osmlib.NodeID]point
	ways      []*osmlib.Way // in the order of the file, which is that of their ids
	relations map[osmlib.RelationID]*osmlib.Relation
	places    map[string][]point // by name
}

// decodeMap reads OSM XML. Ways that are neither a highway nor part of an
// administrative boundary are passed over.
func decodeMap(ctx context.Context, r io.Reader) (*roadMap, error) {
	m := &roadMap{nodes: map[osmlib.NodeID]point{}, relations: map[osmlib.RelationID]*osmlib.Relation{}, places: map[string][]point{}}
	err := osm.Scan(ctx, r, osm.XML, func(o osmlib.Object) error {
		switch o := o.(type) {
		case *osmlib.Node:
			m.nodes[o.ID] = point{o.Lon, o.Lat}
			if name := o.Tags.Find("name"); name != "" && (o.Tags.Find("place") != "" || pass(o.Tags)) {
				m.places[name] = append(m.places[name], m.nodes[o.ID])
			}
		case *osmlib.Way:
			if o.Tags.Find("highway") != "" || o.Tags.Find("boundary") == "administrative" {
				m.ways = append(m.ways, o)
			}
		case *osmlib.Relation:
			m.relations[o.ID] = o
		}
		return nil
	})
	return m, err
}

// pass tells where a ridge is crossed.
func pass(tags osmlib.Tags) bool {
	return tags.Find("natural") == "saddle" || tags.Find("mountain_pass") == "yes"
}

// shape is the way as a line.
func (m *roadMap) shape(w *osmlib.Way) (line, error) {
	l := make(line, 0, len(w.Nodes))
	for _, n := range w.Nodes {
		p, ok := m.nodes[n.ID]
		if !ok {
			return nil, fmt.Errorf("way %d: node %d is not in the extract", w.ID, n.ID)
		}
		l = append(l, p)
	}
	if len(l) < 2 {
		return nil, fmt.Errorf("way %d has %d nodes", w.ID, len(l))
	}
	return l, nil
}

// members are the shapes of the ways of a relation, by id. All of them have to
// be in the extract.
func (m *roadMap) members(id osmlib.RelationID) (map[osmlib.WayID]line, error) {
	r := m.relations[id]
	if r == nil {
		return nil, fmt.Errorf("relation %d is not in the extract", id)
	}
	shapes := map[osmlib.WayID]line{}
	for _, member := range r.Members {
		if member.Type == osmlib.TypeWay {
			shapes[osmlib.WayID(member.Ref)] = nil
		}
	}
	found := 0
	for _, w := range m.ways {
		if _, wanted := shapes[w.ID]; wanted {
			l, err := m.shape(w)
			if err != nil {
				return nil, err
			}
			shapes[w.ID] = l
			found++
		}
	}
	if found != len(shapes) {
		return nil, fmt.Errorf("relation %d: %d of its %d ways are in the extract", id, found, len(shapes))
	}
	return shapes, nil
}
