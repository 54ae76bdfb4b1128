package xlsx

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// archive holds the parts of a file, each compressed as it comes, until all are
// there; then they are written in the order of their names. It stands in for the
// library's zip writer.
type archive struct{ parts []*part }

type part struct {
	name string
	data bytes.Buffer // compressed
	pack *flate.Writer
	sum  uint32
	size uint64 // as it came
}

// Create begins a part; what is written to it must come before the next begins.
func (a *archive) Create(name string) (io.Writer, error) {
	if err := a.Close(); err != nil {
		return nil, err
	}
	p := &part{name: name}
	pack, err := flate.NewWriter(&p.data, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	p.pack = pack
	a.parts = append(a.parts, p)
	return p, nil
}

// AddFS is never asked for.
func (a *archive) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close ends the last part. Nothing is written by it: the library calls it after
// a failure too.
func (a *archive) Close() error {
	if len(a.parts) == 0 {
		return nil
	}
	last := a.parts[len(a.parts)-1]
	if last.pack == nil {
		return nil
	}
	err := last.pack.Close()
	last.pack = nil
	return err
}

// Write takes the next bytes of a part.
func (p *part) Write(b []byte) (int, error) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.pack.Write(b)
}

func (a *archive) writeTo(w io.Writer) error {
	slices.SortFunc(a.parts, func(x, y *part) int { return strings.Compare(x.name, y.name) })
	out := zip.NewWriter(w)
	for _, p := range a.parts {
		raw, err := out.CreateRaw(&zip.FileHeader{
			Name: p.name, Method: zip.Deflate, CRC32: p.sum,
			CompressedSize64: uint64(p.data.Len()), UncompressedSize64: p.size,
		})
		if err != nil {
			return err
		}
		if _, err := p.data.WriteTo(raw); err != nil {
			return err
		}
	}
	return out.Close()
}
