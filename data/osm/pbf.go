package osm

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	osmlib "github.com/paulmach/osm"
)

// The limits of the format (https://wiki.openstreetmap.org/wiki/PBF_Format),
// and those of what one block may ask of memory.
const (
	maxHeader   = 64 << 10 // bytes of a block's header
	maxBlock    = 32 << 20 // bytes of a block, packed or not
	maxStrings  = 1 << 20  // texts of a block
	maxWayNodes = 100_000  // nodes of a way, of which OpenStreetMap allows 2,000
	maxTags     = 10_000   // tags of a node or way
)

// pbf reads a file block by block. The memory of a block is that of the next.
type pbf struct {
	r       io.Reader
	each    func(osmlib.Object) error
	packed  []byte
	raw     bytes.Buffer
	inflate io.ReadCloser
	strings []string
	node    osmlib.Node
	way     osmlib.Way

	granularity, latOffset, lonOffset int64 // of the block, nanodegrees
}

// scanPBF hands on the nodes and ways of a file. Relations are passed over. A
// block's objects are good until each returns.
//
// The decoder of paulmach/osm is not used: it allocates as much as a file
// claims and panics, in goroutines of its own, on what it does not expect.
func scanPBF(ctx context.Context, r io.Reader, each func(osmlib.Object) error) error {
	p := &pbf{r: r, each: each}
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			return err
		}
		kind, err := p.block()
		switch {
		case errors.Is(err, io.EOF) && !first:
			return nil
		case errors.Is(err, io.EOF):
			return &Error{Fault: Truncated}
		case err != nil:
			return err
		case first && kind != "OSMHeader":
			return broken("the first block is %q, and has to be OSMHeader", kind)
		}
		switch kind {
		case "OSMHeader":
			err = p.header()
		case "OSMData":
			err = p.data()
		}
		if err != nil {
			return err
		}
	}
}

// block reads the next block into raw and returns its kind; io.EOF where there
// is none.
func (p *pbf) block() (kind string, err error) {
	var size [4]byte
	if _, err := io.ReadFull(p.r, size[:]); err != nil {
		return "", cutShort(err, io.EOF)
	}
	n := binary.BigEndian.Uint32(size[:])
	if n > maxHeader {
		return "", broken("a block's header of %d bytes", n)
	}
	if err := p.take(int(n)); err != nil {
		return "", err
	}
	var length uint64
	m := message{rest: p.packed}
	whole := m.fields(func(field, wire int) bool {
		switch {
		case field == 1 && wire == wireBytes:
			kind = string(m.bytes())
		case field == 3 && wire == wireVarint:
			length = m.varint()
		default:
			return false
		}
		return true
	})
	if !whole {
		return "", broken("a block's header is no protocol buffer")
	}
	if length > maxBlock {
		return "", broken("a block of %d bytes", length)
	}
	if err := p.take(int(length)); err != nil {
		return "", err
	}
	return kind, p.unpack()
}

// take reads so many bytes into packed.
func (p *pbf) take(n int) error {
	p.packed = slices.Grow(p.packed[:0], n)[:n]
	_, err := io.ReadFull(p.r, p.packed)
	return cutShort(err, nil)
}

// cutShort returns what an error of io.ReadFull says of the file; atStart is
// returned where nothing was read.
func cutShort(err, atStart error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF) && atStart != nil:
		return atStart
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Fault: Truncated}
	}
	return err
}

// packings are the ways of packing blocks, by field.
var packings = map[int]string{4: "LZMA", 5: "bzip2", 6: "LZ4", 7: "Zstandard"}

// unpack unpacks the block in packed.
func (p *pbf) unpack() error {
	var plain, deflated []byte
	size, other := int64(-1), ""
	m := message{rest: p.packed}
	whole := m.fields(func(field, wire int) bool {
		switch {
		case field == 1 && wire == wireBytes:
			plain = m.bytes()
		case field == 2 && wire == wireVarint:
			size = int64(m.varint())
		case field == 3 && wire == wireBytes:
			deflated = m.bytes()
		default:
			if wire == wireBytes && packings[field] != "" {
				other = packings[field]
			}
			return false
		}
		return true
	})
	p.raw.Reset()
	switch {
	case !whole:
		return broken("a block is no protocol buffer")
	case other != "":
		return &Error{Fault: Packing, Detail: other}
	case deflated == nil:
		p.raw.Write(plain)
		return nil
	}
	var err error
	if p.inflate == nil {
		p.inflate, err = zlib.NewReader(bytes.NewReader(deflated))
	} else {
		err = p.inflate.(zlib.Resetter).Reset(bytes.NewReader(deflated), nil)
	}
	if err == nil {
		_, err = io.Copy(&p.raw, io.LimitReader(p.inflate, maxBlock+1))
	}
	switch {
	case err != nil:
		return broken("a block cannot be unpacked: %v", err)
	case p.raw.Len() > maxBlock:
		return broken("a block of more than %d bytes, unpacked", maxBlock)
	case size >= 0 && size != int64(p.raw.Len()):
		return broken("a block of %d bytes, unpacked, claims %d", p.raw.Len(), size)
	}
	return nil
}

// understood are the features that a file may ask for.
var understood = []string{"OsmSchema-V0.6", "DenseNodes"}

// header looks whether the file can be read.
func (p *pbf) header() error {
	strange := ""
	m := message{rest: p.raw.Bytes()}
	whole := m.fields(func(field, wire int) bool {
		if field != 4 || wire != wireBytes {
			return false
		}
		if name := string(m.bytes()); !slices.Contains(understood, name) {
			strange = name
		}
		return true
	})
	switch {
	case !whole:
		return broken("the header is no protocol buffer")
	case strange != "":
		return &Error{Fault: Feature, Detail: strange}
	}
	return nil
}
