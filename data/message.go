package data

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Message is text for people that is not written yet: an English format of
// package fmt, by which other languages know it, and what goes into it. An
// argument may be a Message too.
type Message struct {
	Format string
	Args   []any
}

// Writer writes a format with its arguments in some language: fmt.Sprintf
// does so in English.
type Writer func(format string, args ...any) string

func say(format string, args ...any) Message { return Message{format, args} }

// String returns the message in English.
func (m Message) String() string { return m.In(fmt.Sprintf) }

// Error returns the message in English, so that one can be an error.
func (m Message) Error() string { return m.String() }

// In returns the message in a language, without what a terminal would obey.
func (m Message) In(write Writer) string { return legible(m.in(write)) }

func (m Message) in(write Writer) string {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		if inner, ok := a.(Message); ok {
			a = inner.in(write)
		}
		args[i] = a
	}
	return write(m.Format, args...)
}

// none reports whether there is nothing to say.
func (m Message) none() bool { return m.Format == "" }

// maxText is the longest text of a file that a message quotes, in bytes.
const maxText = 300

// clipped returns the message without what would be cut off in the end, so
// that it does not hold on to a large file.
func (m Message) clipped() Message {
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		switch v := a.(type) {
		case Message:
			a = v.clipped()
		case json.RawMessage:
			a = string(v[:min(len(v), maxText+utf8.UTFMax)])
		case []byte:
			a = string(v[:min(len(v), maxText+utf8.UTFMax)])
		case string:
			if len(v) > maxText {
				a = strings.Clone(v[:min(len(v), maxText+utf8.UTFMax)])
			}
		}
		args[i] = a
	}
	return Message{m.Format, args}
}

// legible makes text of a file fit for a message: not too long, and without
// control characters, which a terminal would obey.
func legible(s string) string {
	if len(s) > maxText {
		s = strings.ToValidUTF8(s[:maxText], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

// oneOf writes a choice of codes for a message.
func oneOf[T ~string](codes []T) Message {
	first, last := split(codes)
	if first == "" {
		return say("%s", last)
	}
	return say("%s or %s", first, last)
}

// OneOf writes a choice of codes for a message.
func OneOf[T ~string](codes []T) Message { return oneOf(codes) }

// allOf writes a list of codes for a message.
func allOf[T ~string](codes []T) Message {
	first, last := split(codes)
	if first == "" {
		return say("%s", last)
	}
	return say("%s and %s", first, last)
}

// split returns all codes but the last, and the last.
func split[T ~string](codes []T) (first, last string) {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = string(c)
	}
	if len(out) == 0 {
		return "", ""
	}
	return strings.Join(out[:len(out)-1], ", "), out[len(out)-1]
}

// systemReasons are what systems say most often of a file.
var systemReasons = []Message{
	say("no such file or directory"), say("permission denied"), say("is a directory"), say("not a directory"),
	say("no space left on device"), say("read-only file system"), say("file exists"), say("input/output error"),
	say("file name too long"),
}

// Reason returns what an error says, of one about a path without the path.
func Reason(err error) Message {
	var m Message
	if errors.As(err, &m) {
		return m
	}
	var pe *os.PathError
	var le *os.LinkError
	if errors.As(err, &pe) {
		err = pe.Err
	} else if errors.As(err, &le) {
		err = le.Err
	}
	for _, known := range systemReasons {
		if known.Format == err.Error() {
			return known
		}
	}
	return say("%s", err.Error())
}
