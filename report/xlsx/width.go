package xlsx

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"lindero/report"
)

// Widths of columns, in characters.
const (
	minWidth = 6
	maxWidth = 48 // of text; what is longer goes on in the next line
	button   = 3  // that of the filter, in the header
)

// Heights of rows. Programs differ in whether they fit them to what is in them,
// and do it for no row that spans columns: so all that need more than a line are
// given theirs.
const (
	usualSize      = 11 // points of the type
	mostLines      = 26 // a row can have no more
	mostTableLines = 12 // what is longer is read in its cell
)

// height is that of a row of so many lines, in points.
func height(lines int, size float64, most int) float64 {
	perLine := 15 * max(size, usualSize) / usualSize
	return min(perLine*float64(min(lines, most)), 409) // more is an error
}

// lines is how many lines a text takes where each has room for so many
// characters.
func lines(s string, room int) int {
	n := 0
	for line := range strings.Lines(clean(cut(s, maxText))) {
		n++
		used := 0
		for word := range strings.FieldsSeq(line) {
			wide := columnsOf(word)
			switch {
			case used == 0:
				used = wide
			case used+1+wide <= room:
				used += 1 + wide
			default:
				n, used = n+1, wide
			}
			for ; used > room && room > 0; used -= room {
				n++
			}
		}
		if n > mostLines {
			break
		}
	}
	return max(n, 1)
}

// alignment is that of a column.
func alignment(t report.Type) string {
	switch t {
	case report.Number, report.Count:
		return "right"
	case report.Truth:
		return "center"
	}
	return "left"
}

// headWidth is how wide a header has to be that may take two or three lines.
func headWidth(title string) int {
	longest := 0
	for _, word := range strings.Fields(title) {
		longest = max(longest, columnsOf(word))
	}
	return max(longest, (columnsOf(title)+1)/2) + button
}

// shown is how wide a cell is, in characters.
func shown(col report.Column, c report.Cell) int {
	v, err := value(col, c)
	if err != nil {
		return 0 // told when the row is written
	}
	switch v := v.(type) {
	case string:
		wide := 0
		for line := range strings.Lines(v) {
			wide = max(wide, columnsOf(line))
		}
		return wide
	case int:
		return grouped(len(strconv.Itoa(v)))
	case bool:
		return len("VERDADERO")
	case float64:
		if col.Type == report.Moment {
			return len(dateFormat)
		}
		decimals := max(min(col.Decimals, 15), 0)
		n := len(strconv.FormatFloat(v, 'f', decimals, 64))
		if decimals > 0 {
			return grouped(n-decimals-1) + decimals + 1
		}
		return grouped(n)
	}
	return 0
}

// grouped is how long so many digits are with signs between the thousands.
func grouped(digits int) int { return digits + (digits-1)/3 }

// columnsOf is how many columns of a fixed-width screen a text takes, up to a few
// more than the widest that is asked for.
func columnsOf(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
		if n > 4*maxWidth {
			break
		}
	}
	return n
}
