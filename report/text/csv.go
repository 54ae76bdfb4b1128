package text

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"lindero/report"
	"lindero/report/letters"
)

// ErrNoData is that a report has no table of data.
var ErrNoData = errors.New("the report has no table of data")

// WriteCSV writes the table of data of a report for programs, as RFC 4180 has it
// but for the ends of lines: a header of keys, lines that end in LF as in all CSVs
// of the program, UTF-8 without a mark. Other than on pages all rows and columns are there, and values instead of words: numbers in the
// unit of their key with as many decimals as it takes to read the same number back,
// times as RFC 3339 with their zone, codes where there are some, true and false;
// nothing where there is no value. The total is left out, as it is no row. A row is
// one line: what breaks lines in names has become a space (letters.Clean).
//
// Text that a spreadsheet would take for a formula gets an apostrophe before it
// (letters.Harmless). Numbers begin with - as they are: they are no text, and nothing
// but a number can stand there. Who needs such a name as it is finds it in the
// files of the plan.
//
// An error is ErrNoData, that of w, or that of a value which is not of its column's
// type; what was written until then is no table.
func WriteCSV(w io.Writer, d *report.Document) error {
	t := d.Data
	if t == nil {
		return ErrNoData
	}
	out := csv.NewWriter(w)
	fields := make([]string, len(t.Columns))
	for i := range t.Columns {
		fields[i] = letters.Harmless(t.Columns[i].Key)
	}
	if err := out.Write(fields); err != nil {
		return err
	}
	for n, row := range t.Rows {
		for i := range fields {
			fields[i] = ""
			if i >= len(row) {
				continue
			}
			var err error
			if fields[i], err = value(t.Columns[i].Type, row[i]); err != nil {
				return fmt.Errorf("row %d, %s: %w", n+1, t.Columns[i].Key, err)
			}
		}
		if err := out.Write(fields); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// value is what stands in a field.
func value(of report.Type, c report.Cell) (string, error) {
	switch v := c.Value.(type) {
	case nil:
		if of == report.Text {
			return letters.Harmless(c.Text), nil
		}
		return "", nil
	case float64:
		if of == report.Number {
			return number(v), nil
		}
	case int:
		if of == report.Count {
			return strconv.Itoa(v), nil
		}
	case time.Time:
		if of == report.Moment {
			return v.Format(time.RFC3339Nano), nil
		}
	case bool:
		if of == report.Truth {
			return strconv.FormatBool(v), nil
		}
	case string:
		if of == report.Text {
			return letters.Harmless(v), nil
		}
	}
	if of == report.Text { // a code with a type of its own
		return letters.Harmless(fmt.Sprint(c.Value)), nil
	}
	return "", fmt.Errorf("%T is no value of such a column", c.Value)
}

// number is the shortest decimal that reads back as v, without an exponent; "" of
// what is no number.
func number(v float64) string {
	switch {
	case math.IsNaN(v), math.IsInf(v, 0):
		return ""
	case v == 0: // minus nothing, too
		return "0"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
