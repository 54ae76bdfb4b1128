// Package lang holds what people read, in English and Spanish. Codes that
// programs read are never translated.
package lang

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Lang is a language.
type Lang string

// The languages.
const (
	English Lang = "en"
	Spanish Lang = "es"
)

// Parse returns the language of a code such as es or es-GT.
func Parse(code string) (Lang, error) {
	base, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(code)), "-")
	switch l := Lang(base); l {
	case English, Spanish:
		return l, nil
	}
	return English, fmt.Errorf("language %q is not known; use en or es", code)
}

// Accept returns the first known language of an Accept-Language header,
// English where there is none.
func Accept(header string) Lang {
	for _, part := range strings.Split(header, ",") {
		code, _, _ := strings.Cut(part, ";")
		if l, err := Parse(code); err == nil {
			return l
		}
	}
	return English
}

// T returns the text of a key. A key without a text is returned as it is, so
// that names and codes that are not ours pass through.
func (l Lang) T(key string) string {
	t, ok := texts[key]
	switch {
	case !ok:
		return key
	case l == Spanish:
		return t[1]
	}
	return t[0]
}

// Message writes a message of the program, known by its English format of
// package fmt. One that has no translation is written in English.
func (l Lang) Message(format string, args ...any) string {
	if l == Spanish {
		if spanish, ok := messages[format]; ok {
			format = spanish
		}
	}
	return fmt.Sprintf(format, args...)
}

// Km writes metres as kilometres with one decimal and a thousands comma, as
// both languages do in Guatemala, Mexico and most of America.
func (l Lang) Km(m float64) string { return group(strconv.FormatFloat(m/1000, 'f', 1, 64)) }

// Percent writes a share in percent, with one decimal; a dash where it is of
// nothing.
func (l Lang) Percent(part, whole float64) string {
	if whole == 0 {
		return "–"
	}
	return strconv.FormatFloat(100*part/whole, 'f', 1, 64)
}

// Number writes a number with as many decimals as it needs, at most as many as
// asked for, and a thousands comma.
func (l Lang) Number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		s = "0"
	}
	return group(s)
}

// Hours writes a duration in hours, with one decimal where it needs one; in
// minutes below one hour, and in days above two. Both languages write min, h
// and d.
func (l Lang) Hours(h float64) string {
	switch minutes := math.Round(h * 60); {
	case minutes > 0 && minutes < 60:
		return l.Number(minutes, 0) + " min"
	case math.Round(h*10) > 480:
		return l.Number(h/24, 1) + " d"
	}
	return l.Number(h, 1) + " h"
}

// List writes a list of words: a, b and c.
func (l Lang) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return l.Message("%s and %s", strings.Join(words[:last], ", "), words[last])
}

// Count writes a number with a thousands comma.
func (l Lang) Count(n int) string { return group(strconv.Itoa(n)) }

func group(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if rest != "" {
		b.WriteString("." + rest)
	}
	return sign + b.String()
}
