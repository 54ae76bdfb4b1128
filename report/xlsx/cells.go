package xlsx

import (
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"

	"lindero/report"
	"lindero/report/letters"
)

// maxText is how many UTF-16 units a cell may have.
const maxText = 32_767

// dateFormat is read in English and in Spanish.
const dateFormat = "yyyy-mm-dd hh:mm"

// value is what a sheet has of a cell: nil, a text, a float64, an int or a bool.
// Where there is no value of the column's type, it is what people read, unless
// that is no more than a dash: then sums and filters meet an empty cell.
func value(col report.Column, c report.Cell) (any, error) {
	if c.Value == nil || col.Type == report.Text {
		if col.Type != report.Text && !strings.ContainsFunc(c.Text, isWord) || c.Text == "" {
			return nil, nil
		}
		return text(c.Text), nil
	}
	switch v := c.Value.(type) {
	case float64:
		if col.Type == report.Number {
			return scaled(col, v, c.Text), nil
		}
	case int:
		switch col.Type {
		case report.Count:
			return v, nil
		case report.Number:
			return scaled(col, float64(v), c.Text), nil
		}
	case bool:
		if col.Type == report.Truth {
			return v, nil
		}
	case time.Time:
		if col.Type == report.Moment {
			if days, ok := serial(v); ok {
				return days, nil
			}
			return text(v.Format(time.RFC3339)), nil
		}
	}
	return nil, fmt.Errorf("column %q: a value is %T, which is not what the column holds", col.Key, c.Value)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// scaled is a number in the unit of its column's title; what people read where
// it is none that a sheet can have.
func scaled(col report.Column, v float64, words string) any {
	if col.Scale != 0 {
		v *= col.Scale
	}
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return text(words)
	case v == 0:
		return 0.0 // not −0
	}
	return v
}

// serial is what the clock on the wall shows at a time, in days from 1899-12-30,
// as spreadsheets count them. They have no zones, and disagree about the days
// before March 1900: not ok.
func serial(t time.Time) (days float64, ok bool) {
	y, m, d := t.Date()
	if y < 1901 || y > 9999 {
		return 0, false
	}
	const epoch = 25_569 // 1970-01-01
	whole := time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix()/86_400 + epoch
	h, min, s := t.Clock()
	return float64(whole) + (float64(h*3600+min*60+s)+float64(t.Nanosecond())/1e9)/86_400, true
}

// text is a text as a cell can hold it.
func text(s string) string { return cut(clean(s), maxText) }

// clean is a text whose lines end in a line feed, and which holds nothing that XML
// cannot.
func clean(s string) string { return letters.CleanLines(s) }

// format is how the numbers of a column are shown.
func format(col report.Column) string {
	switch col.Type {
	case report.Moment:
		return dateFormat
	case report.Count:
		return "#,##0"
	case report.Number:
		if col.Decimals > 0 {
			return "#,##0." + strings.Repeat("0", min(col.Decimals, 15))
		}
		return "#,##0"
	}
	return ""
}

// heading is the title of a column. Hours are read as minutes, hours or days, so
// titles do not name them; here all numbers of a column are of one unit.
func heading(col report.Column) string {
	if col.Type == report.Number && strings.HasSuffix(col.Key, "_h") && !strings.HasSuffix(col.Title, "h") {
		return col.Title + ", h"
	}
	return col.Title
}
