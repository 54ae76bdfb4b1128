package tiles_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"testing"
	"unicode/utf8"
)

// A reader of tiles, written from the specification of Mapbox Vector Tile 2.1
// (vector_tile.proto and sections 4.1 to 4.4) and of protocol buffers. It
// accepts no more than these do.

type (
	mvtTile  struct{ layers []mvtLayer }
	mvtLayer struct {
		name     string
		features []mvtFeature
	}
	mvtFeature struct {
		id         uint64
		kind       uint64 // 1 points, 2 lines, 3 areas
		parts      [][][2]int
		properties map[string]any
	}
)

// field is one field of a message: a number or bytes.
type field struct {
	number, wire int
	value        uint64
	bytes        []byte
}

// fields splits a message.
func fields(b []byte) ([]field, error) {
	var out []field
	for len(b) > 0 {
		key, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, fmt.Errorf("no key")
		}
		b = b[n:]
		f := field{number: int(key >> 3), wire: int(key & 7)}
		switch f.wire {
		case 0:
			if f.value, n = binary.Uvarint(b); n <= 0 {
				return nil, fmt.Errorf("field %d: no number", f.number)
			}
			b = b[n:]
		case 1:
			if len(b) < 8 {
				return nil, fmt.Errorf("field %d: short", f.number)
			}
			f.value, b = binary.LittleEndian.Uint64(b), b[8:]
		case 2:
			size, n := binary.Uvarint(b)
			if n <= 0 || size > uint64(len(b)-n) {
				return nil, fmt.Errorf("field %d: short", f.number)
			}
			f.bytes, b = b[n:n+int(size)], b[n+int(size):]
		default:
			return nil, fmt.Errorf("field %d: wire type %d", f.number, f.wire)
		}
		out = append(out, f)
	}
	return out, nil
}

func packed(b []byte) ([]uint32, error) {
	var out []uint32
	for len(b) > 0 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > math.MaxUint32 {
			return nil, fmt.Errorf("no uint32")
		}
		out, b = append(out, uint32(v)), b[n:]
	}
	return out, nil
}

// decode reads a tile; what breaks a rule fails the test.
func decode(t testing.TB, body []byte) mvtTile {
	t.Helper()
	out, err := decodeTile(body)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func decodeTile(body []byte) (mvtTile, error) {
	var out mvtTile
	top, err := fields(body)
	if err != nil {
		return out, err
	}
	names := map[string]bool{}
	for _, f := range top {
		if f.number != 3 || f.wire != 2 {
			return out, fmt.Errorf("tile: field %d", f.number)
		}
		l, err := decodeLayer(f.bytes)
		if err != nil {
			return out, fmt.Errorf("layer %q: %w", l.name, err)
		}
		if names[l.name] {
			return out, fmt.Errorf("two layers %q", l.name)
		}
		names[l.name] = true
		out.layers = append(out.layers, l)
	}
	return out, nil
}

func decodeLayer(b []byte) (mvtLayer, error) {
	var out mvtLayer
	var keys []string
	var values []any
	var features [][]byte
	var version, extent uint64
	all, err := fields(b)
	if err != nil {
		return out, err
	}
	for _, f := range all {
		switch f.number {
		case 1:
			out.name = string(f.bytes)
		case 2:
			features = append(features, f.bytes)
		case 3:
			keys = append(keys, string(f.bytes))
		case 4:
			v, err := decodeValue(f.bytes)
			if err != nil {
				return out, err
			}
			values = append(values, v)
		case 5:
			extent = f.value
		case 15:
			version = f.value
		default:
			return out, fmt.Errorf("field %d", f.number)
		}
	}
	if version != 2 || extent != 4096 || out.name == "" || len(features) == 0 {
		return out, fmt.Errorf("version %d, extent %d, %d features", version, extent, len(features))
	}
	ids := map[uint64]bool{}
	for _, b := range features {
		f, err := decodeFeature(b, keys, values)
		if err != nil {
			return out, fmt.Errorf("feature %d: %w", f.id, err)
		}
		if ids[f.id] {
			return out, fmt.Errorf("two features %d", f.id)
		}
		ids[f.id] = true
		out.features = append(out.features, f)
	}
	return out, nil
}

func decodeValue(b []byte) (any, error) {
	all, err := fields(b)
	if err != nil || len(all) != 1 {
		return nil, fmt.Errorf("a value of %d fields, %w", len(all), err)
	}
	switch f := all[0]; f.number {
	case 1:
		if !utf8.Valid(f.bytes) {
			return nil, fmt.Errorf("%q is not UTF-8", f.bytes)
		}
		return string(f.bytes), nil
	case 3:
		return math.Float64frombits(f.value), nil
	case 4:
		return int64(f.value), nil
	case 5:
		return f.value, nil
	case 6:
		return int64(f.value>>1) ^ -int64(f.value&1), nil
	case 7:
		return f.value != 0, nil
	default:
		return nil, fmt.Errorf("a value of type %d", f.number)
	}
}

func decodeFeature(b []byte, keys []string, values []any) (mvtFeature, error) {
	out := mvtFeature{properties: map[string]any{}}
	all, err := fields(b)
	if err != nil {
		return out, err
	}
	var tags, commands []uint32
	for _, f := range all {
		switch f.number {
		case 1:
			out.id = f.value
		case 2:
			tags, err = packed(f.bytes)
		case 3:
			out.kind = f.value
		case 4:
			commands, err = packed(f.bytes)
		default:
			err = fmt.Errorf("field %d", f.number)
		}
		if err != nil {
			return out, err
		}
	}
	if len(tags)%2 != 0 {
		return out, fmt.Errorf("%d tags", len(tags))
	}
	for i := 0; i < len(tags); i += 2 {
		if int(tags[i]) >= len(keys) || int(tags[i+1]) >= len(values) {
			return out, fmt.Errorf("tags %v beyond %d keys and %d values", tags[i:i+2], len(keys), len(values))
		}
		if _, ok := out.properties[keys[tags[i]]]; ok {
			return out, fmt.Errorf("two properties %q", keys[tags[i]])
		}
		out.properties[keys[tags[i]]] = values[tags[i+1]]
	}
	out.parts, err = decodeGeometry(out.kind, commands)
	return out, err
}

// decodeGeometry follows the commands of section 4.3.
func decodeGeometry(kind uint64, c []uint32) ([][][2]int, error) {
	const moveTo, lineTo, closePath = 1, 2, 7
	var out [][][2]int
	var at [2]int
	next := func(command, least int) ([][2]int, error) {
		if len(c) == 0 || int(c[0]&7) != command || int(c[0]>>3) < least {
			return nil, fmt.Errorf("%v where command %d at least %d times is due", c[:min(len(c), 1)], command, least)
		}
		n := int(c[0] >> 3)
		if c = c[1:]; len(c) < 2*n {
			return nil, fmt.Errorf("%d parameters for %d", len(c), n)
		}
		var places [][2]int
		for range n {
			was := at
			for i := range 2 {
				at[i] += int(int32(c[i]>>1) ^ -int32(c[i]&1))
				if at[i] < -64 || at[i] > 4096+64 {
					return nil, fmt.Errorf("%v is beyond the buffer", at)
				}
			}
			c = c[2:]
			if command == lineTo && at == was {
				return nil, fmt.Errorf("a line of no length at %v", at)
			}
			places = append(places, at)
		}
		return places, nil
	}
	if kind == 1 {
		places, err := next(moveTo, 1)
		if err == nil && len(c) > 0 {
			err = fmt.Errorf("commands after the points")
		}
		return [][][2]int{places}, err
	}
	if kind != 2 && kind != 3 || len(c) == 0 {
		return nil, fmt.Errorf("kind %d with %d commands", kind, len(c))
	}
	area := 0
	for len(c) > 0 {
		start, err := next(moveTo, 1)
		if err != nil || len(start) != 1 {
			return nil, fmt.Errorf("%d starts of a line, %w", len(start), err)
		}
		out = append(out, [][2]int{at})
		rest, err := next(lineTo, int(kind)-1)
		if err != nil {
			return nil, err
		}
		out[len(out)-1] = append(out[len(out)-1], rest...)
		if kind == 2 {
			continue
		}
		if len(c) == 0 || c[0] != closePath|1<<3 {
			return nil, fmt.Errorf("a ring that is not closed")
		}
		c = c[1:]
		ring := out[len(out)-1]
		if ring[0] == ring[len(ring)-1] {
			return nil, fmt.Errorf("a ring that repeats its start")
		}
		signed := surveyed(ring)
		if signed == 0 || area == 0 && signed < 0 {
			return nil, fmt.Errorf("area %d of ring %d", signed, len(out))
		}
		area = max(area, signed)
	}
	return out, nil
}

// surveyed returns twice the area of a ring by the surveyor's formula, in the
// tile's coordinates: positive for outer rings.
func surveyed(ring [][2]int) int {
	sum := 0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p[0]*q[1] - q[0]*p[1]
	}
	return sum
}
