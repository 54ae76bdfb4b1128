package front

import (
	"net/http"
	"strconv"
	"strings"

	"lindero/lang"
)

// preferences yields the values of a header such as Accept with their weights
// (RFC 9110, section 12.4.2), in lower case and without parameters. A weight
// that cannot be read is 0: what a client does not say clearly it does not get.
func preferences(lines []string, yield func(value string, q float64) bool) {
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			value, rest, more := strings.Cut(item, ";")
			q := 1.0
			for more {
				var p string
				p, rest, more = strings.Cut(rest, ";")
				name, text, _ := strings.Cut(p, "=")
				if strings.EqualFold(strings.TrimSpace(name), "q") {
					q = weight(strings.TrimSpace(text))
					break
				}
			}
			if value = strings.ToLower(strings.TrimSpace(value)); value != "" && !yield(value, q) {
				return
			}
		}
	}
}

func weight(text string) float64 {
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// wantsGzip reports whether gzip may be sent and is wanted no less than the
// answer as it is (RFC 9110, section 12.5.3). Nobody who says nothing wants it.
func wantsGzip(lines []string) bool {
	if len(lines) == 0 {
		return false
	}
	gzip, identity, other := -1.0, -1.0, -1.0
	preferences(lines, func(coding string, q float64) bool {
		switch coding {
		case "gzip", "x-gzip":
			gzip = max(gzip, q)
		case "identity":
			identity = q
		case "*":
			other = q
		}
		return true
	})
	if gzip < 0 {
		gzip = other
	}
	return gzip > 0 && gzip >= identity
}

// quality returns how much a client wants a media type by its Accept header,
// from 0 to 1: of the ranges that hold the type the narrowest counts (RFC 9110,
// section 12.5.1).
func quality(lines []string, media string) float64 {
	best, narrow := 0.0, -1
	kind, _, _ := strings.Cut(media, "/")
	preferences(lines, func(value string, q float64) bool {
		n := -1
		switch {
		case value == media:
			n = 2
		case strings.TrimSuffix(value, "*") == kind+"/":
			n = 1
		case value == "*/*" || value == "*":
			n = 0
		}
		if n > narrow || n == narrow && n >= 0 && q > best {
			best, narrow = q, n
		}
		return true
	})
	return best
}

// Prefer returns the media type of the offers that a request's Accept wants
// most; the earlier where it wants several as much, the first where it says
// nothing, and "" where it wants none. Where the offers are among Config.Media,
// answers chosen by it may be kept.
func Prefer(r *http.Request, offers ...string) string {
	lines := r.Header["Accept"]
	if len(offers) > 0 && anything(lines) {
		return offers[0]
	}
	best, most := "", 0.0
	for _, o := range offers {
		if q := quality(lines, o); q > most {
			best, most = o, q
		}
	}
	return best
}

// anything reports whether an Accept header leaves the choice to us.
func anything(lines []string) bool {
	return len(lines) == 0 || len(lines) == 1 && (lines[0] == "*/*" || lines[0] == "")
}

// appendClass appends what an Accept header comes to for a choice among media:
// the rank of each, 0 where it is not wanted. Headers of one class have Prefer
// choose alike.
func appendClass(b []byte, lines, media []string) []byte {
	if anything(lines) {
		return b
	}
	var room [16]float64
	qs := room[:0]
	for _, m := range media {
		qs = append(qs, quality(lines, m))
	}
	same := true
	for i, q := range qs {
		same = same && q > 0 && q == qs[0]
		rank := byte('0')
		if q > 0 {
			rank++
			for j, o := range qs {
				if o > 0 && o < q && first(qs, j) {
					rank++
				}
			}
		}
		qs[i] = q
		b = append(b, rank)
	}
	if same { // as if it said nothing
		b = b[:len(b)-len(qs)]
	}
	return b
}

// first reports whether no weight before the j-th is the same.
func first(qs []float64, j int) bool {
	for _, q := range qs[:j] {
		if q == qs[j] {
			return false
		}
	}
	return true
}

// languageOf returns the class of a request's Accept-Language: what
// lang.Accept, by which handlers choose, makes of it.
func languageOf(r *http.Request) string {
	return string(lang.Accept(r.Header.Get("Accept-Language")))
}
