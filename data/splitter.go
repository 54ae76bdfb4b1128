package data

import (
	"bytes"
	"io"
)

// chunkBytes is how much of a file is read at a time: enough features for a
// worker to be worth waking.
const chunkBytes = 1 << 18

// maxNesting is how deep brackets go in features that the splitter takes;
// deeper ones it leaves to the JSON decoder.
const maxNesting = 64

// splitter cuts the elements out of a JSON array of objects by counting
// brackets. Whether they are JSON is for others to find.
type splitter struct {
	r      io.Reader
	buf    []byte
	at     int   // in buf: what stands before it has been handed out
	offset int64 // of buf in the file
	err    error // of r; what was read before stands in buf
	ended  bool  // at an error or the end of the array
	inside bool  // an element has been handed out
}

// chunk is neighbouring elements of an array. Nothing else is kept in the
// memory they stand in.
type chunk struct {
	elements [][]byte
	offsets  []int64 // of each in the file
}

// next returns the next elements; none when the splitter has come to the end
// of the array, to an error, or to anything unusual.
func (s *splitter) next() chunk {
	var c chunk
	for {
		from, to, ok := s.element()
		switch {
		case ok:
			c.elements = append(c.elements, s.buf[from:to:to])
			c.offsets = append(c.offsets, s.offset+int64(from))
			s.at, s.inside = to, true
		case s.ended || len(c.elements) > 0:
			return c
		default:
			s.read()
		}
	}
}

// element returns where the next element stands in buf; not ok where it is
// not there whole.
func (s *splitter) element() (from, to int, ok bool) {
	from = skipSpace(s.buf, s.at)
	if s.inside && from < len(s.buf) && s.buf[from] == ',' {
		from = skipSpace(s.buf, from+1)
	} else if s.inside && from < len(s.buf) {
		s.ended = true // the array's bracket, or a comma is missing
		return 0, 0, false
	}
	if from == len(s.buf) {
		s.ended = s.err != nil
		return 0, 0, false
	}
	if s.buf[from] != '{' {
		s.ended = true
		return 0, 0, false
	}
	to, depth := closing(s.buf, from)
	s.ended = to < 0 && (s.err != nil || depth > maxNesting)
	return from, to, to >= 0
}

// read reads a chunk more. What has been handed out stays as it is: the rest
// moves to memory of its own, twice as large as the rest.
func (s *splitter) read() {
	rest := s.buf[s.at:]
	buf := make([]byte, len(rest), max(2*len(rest), chunkBytes))
	copy(buf, rest)
	s.offset += int64(s.at)
	s.at = 0
	n := 0
	for n == 0 && s.err == nil {
		n, s.err = s.r.Read(buf[len(rest):cap(buf)])
	}
	// A reader may give little at a time.
	for s.err == nil && len(rest)+n < cap(buf) {
		var more int
		more, s.err = s.r.Read(buf[len(rest)+n : cap(buf)])
		n += more
	}
	s.buf = buf[:len(rest)+n]
}

// rest returns what has not been handed out, and its offset in the file.
func (s *splitter) rest() (io.Reader, int64) {
	after := s.r
	if s.err != nil {
		after = failing{s.err}
	}
	return io.MultiReader(bytes.NewReader(s.buf[s.at:]), after), s.offset + int64(s.at)
}

// failing is a reader that fails.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func skipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// bracket says what a byte does to the depth of brackets outside of strings.
var bracket = [256]int8{'{': 1, '[': 1, '}': -1, ']': -1, '"': 2}

// closing returns the index after the bracket that closes the one at from,
// negative where it is not there or too deep brackets are.
func closing(text []byte, from int) (to, depth int) {
	for i := from; i < len(text); i++ {
		switch bracket[text[i]] {
		case 1:
			if depth++; depth > maxNesting {
				return -1, depth
			}
		case -1:
			if depth--; depth == 0 {
				return i + 1, 0
			}
		case 2:
			if i = stringEnd(text, i); i < 0 {
				return -1, depth
			}
		}
	}
	return -1, depth
}

// stringEnd returns the index of the quote that ends the string that begins at
// from, negative where it is not there.
func stringEnd(text []byte, from int) int {
	for i := from + 1; i < len(text); i++ {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		slashes := 0
		for text[i-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return i
		}
	}
	return -1
}
