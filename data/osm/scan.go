package osm

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"io"

	osmlib "github.com/paulmach/osm"
	"github.com/paulmach/osm/osmxml"
)

// Format is how a file is written.
type Format int

// The formats.
const (
	XML Format = iota + 1
	PBF
	JSON // such as GeoJSON, which is read elsewhere
)

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 4096

// Open unpacks bzip2 and gzip, and tells the format by what the file holds,
// not by its name.
func Open(r io.Reader) (io.Reader, Format, error) {
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("BZh")):
		b = bufio.NewReaderSize(bzip2.NewReader(b), 1<<16)
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		unpacked, err := gzip.NewReader(b)
		if err != nil {
			return nil, 0, unpackError(err)
		}
		b = bufio.NewReaderSize(unpacked, 1<<16)
	}
	if head, err = b.Peek(sniffed); err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, unpackError(err)
	}
	format := formatOf(head)
	if format == 0 {
		return nil, 0, &Error{Fault: Unknown}
	}
	return b, format, nil
}

// formatOf tells the format of a file by its beginning; 0 where it is none.
func formatOf(head []byte) Format {
	if len(head) > 8 && bytes.Contains(head[:min(len(head), 64)], []byte("OSMHeader")) {
		return PBF
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(text) == 0:
		return 0
	case text[0] == '{' || text[0] == '[':
		return JSON
	case text[0] == '<' && bytes.Contains(text, []byte("<osm")) && !bytes.Contains(text, []byte("<osmChange")):
		return XML
	}
	return 0
}

// unpackError says what is wrong where a file cannot be unpacked or read as
// XML; errors of the file system stay.
func unpackError(err error) error {
	var structural bzip2.StructuralError
	var corrupt flate.CorruptInputError
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Fault: Truncated}
	case errors.As(err, &structural), errors.As(err, &corrupt), errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return broken("%v", err)
	case errors.As(err, &syntax) && syntax.Msg == "unexpected EOF":
		return &Error{Fault: Truncated}
	}
	return err
}

// Scan hands on the nodes and ways of a file that Open has opened, and the
// relations of XML, in their order. An object is good until each returns (those of XML for good); an
// error of each ends the scan. Wrong files give an *Error.
func Scan(ctx context.Context, r io.Reader, format Format, each func(osmlib.Object) error) error {
	switch format {
	case PBF:
		return scanPBF(ctx, r, each)
	case XML:
		return scanXML(ctx, r, each)
	}
	return &Error{Fault: Unknown}
}

// maxElement is the longest element of XML, in bytes.
const maxElement = 16 << 20

// rationed is a reader that fails where too much is read at a time, for a
// decoder that holds as much as it is given.
type rationed struct {
	r    *bufio.Reader
	left int
	err  error // of r, but for its end
}

func (r *rationed) ReadByte() (byte, error) {
	if r.left--; r.left < 0 {
		r.err = broken("an element of more than %d bytes", maxElement)
		return 0, r.err
	}
	b, err := r.r.ReadByte()
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return b, err
}

func (r *rationed) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := r.ReadByte() // the decoder of XML reads bytes
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

func scanXML(ctx context.Context, r io.Reader, each func(osmlib.Object) error) error {
	ration := &rationed{r: bufio.NewReaderSize(r, 1<<16), left: maxElement}
	s := osmxml.New(ctx, ration)
	defer func() { _ = s.Close() }() // only read
	for s.Scan() {
		ration.left = maxElement
		if err := each(s.Object()); err != nil {
			return err
		}
	}
	err := s.Err()
	switch {
	case err == nil || ctx.Err() != nil:
		return ctx.Err()
	case ration.err != nil:
		return unpackError(ration.err)
	}
	if known := new(Error); errors.As(unpackError(err), &known) {
		return known
	}
	return broken("%v", err) // XML that is not well formed, or a number that is none
}
