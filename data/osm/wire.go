package osm

import "encoding/binary"

// The wire types of protocol buffers.
const (
	wireVarint = 0
	wireFixed8 = 1
	wireBytes  = 2
	wireFixed4 = 5
)

// message reads a protocol buffer. Once something is wrong, all that it gives
// is zero, and bad stays true.
type message struct {
	rest []byte
	bad  bool
}

// next returns the number and wire type of the next field, whose value is to
// be read or skipped then; not ok at the end.
func (m *message) next() (field, wire int, ok bool) {
	if m.bad || len(m.rest) == 0 {
		return 0, 0, false
	}
	tag := m.varint()
	return int(tag >> 3), int(tag & 7), !m.bad && tag>>3 > 0 && tag>>3 < 1<<29
}

func (m *message) varint() uint64 {
	v, n := binary.Uvarint(m.rest)
	if n <= 0 {
		m.fail()
		return 0
	}
	m.rest = m.rest[n:]
	return v
}

// signed returns a number that is written 0, -1, 1, -2 …
func (m *message) signed() int64 {
	v := m.varint()
	return int64(v>>1) ^ -int64(v&1)
}

// bytes returns a field that is text, a message or a list.
func (m *message) bytes() []byte {
	n := m.varint()
	if n > uint64(len(m.rest)) {
		m.fail()
		return nil
	}
	out := m.rest[:n]
	m.rest = m.rest[n:]
	return out
}

// skip passes over a field of a wire type.
func (m *message) skip(wire int) {
	switch wire {
	case wireVarint:
		m.varint()
	case wireBytes:
		m.bytes()
	case wireFixed4, wireFixed8:
		n := 4
		if wire == wireFixed8 {
			n = 8
		}
		if len(m.rest) < n {
			m.fail()
			return
		}
		m.rest = m.rest[n:]
	default:
		m.fail()
	}
}

func (m *message) fail() { m.rest, m.bad = nil, true }

// fields calls f for each field, which reads its value and answers true, or
// answers false for it to be skipped. It reports whether the message is whole.
func (m *message) fields(f func(field, wire int) bool) bool {
	for {
		field, wire, ok := m.next()
		if !ok {
			return !m.bad && len(m.rest) == 0
		}
		if !f(field, wire) {
			m.skip(wire)
		}
	}
}
