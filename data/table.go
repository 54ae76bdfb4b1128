package data

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// table reads a CSV file row by row: commas, semicolons or tabs, with or
// without a byte-order mark.
type table struct {
	ps      *problems
	csv     *csv.Reader
	columns map[string]int // by name; nil while there is no header
	width   int            // of the header
	row     []string
	line    int
}

func newTable(r io.Reader, ps *problems) *table {
	br := textReader(r)
	t := &table{ps: ps, csv: csv.NewReader(br)}
	t.csv.FieldsPerRecord = -1
	t.csv.ReuseRecord = true
	start, _ := br.Peek(4096) // a shorter file is peeked at whole
	first, _, _ := strings.Cut(strings.TrimLeft(string(start), "\r\n"), "\n")
	for _, c := range []rune{';', '\t'} {
		if strings.ContainsRune(first, c) && !strings.ContainsRune(first, ',') {
			t.csv.Comma = c
		}
	}
	t.csv.TrimLeadingSpace = t.csv.Comma != '\t' // it would take empty columns for space
	return t
}

// next reads the next row that has anything in it; false at the end.
func (t *table) next() bool {
	for {
		row, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return false
		}
		var syntax *csv.ParseError
		switch {
		case errors.As(err, &syntax):
			t.ps.add(say("row %d", syntax.Line), "", say("%s", syntax.Err.Error()), say(`put text with quotes in quotes, and double those inside: "La ""Mesilla"""`))
			return false
		case err != nil:
			t.ps.add(Message{}, "", say("cannot be read: %s", Reason(err)), say("check the path and its permissions"))
			return false
		}
		t.row = row
		t.line, _ = t.csv.FieldPos(0)
		blank := true
		for _, v := range row {
			if !utf8.ValidString(v) {
				t.problem("", say("is not UTF-8 text"), say(`save the table as "CSV UTF-8"`))
				return false
			}
			blank = blank && strings.TrimSpace(v) == ""
		}
		if !blank {
			return true
		}
	}
}

// header takes the row at hand for the names of the columns. Those that are
// known may be there once only.
func (t *table) header(known []string) {
	t.columns, t.width = make(map[string]int, len(t.row)), len(t.row)
	for i, name := range t.row {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := t.columns[name]; twice && slices.Contains(known, name) {
			t.problem(name, say("the column is there twice"), say("keep one"))
		}
		t.columns[name] = i
	}
}

// require reports the columns that are missing and, when known is given,
// those that mean nothing.
func (t *table) require(required, known []string) {
	for _, name := range required {
		if _, ok := t.columns[name]; !ok {
			t.problem(name, say("the column is missing"), say("name it in the first row, beside %s", allOf(slices.DeleteFunc(slices.Clone(required), func(c string) bool { return c == name }))))
		}
	}
	if known == nil {
		return
	}
	isKnown := map[string]bool{"": true}
	for _, name := range known {
		isKnown[name] = true
	}
	for _, name := range sorted(t.columns) {
		if !isKnown[name] {
			t.problem(name, say("means nothing as a column"), say("use %s", oneOf(known)))
		}
	}
}

func (t *table) where() Message { return t.spot().where("") }

func (t *table) spot() spot { return spot{row: true, n: t.line} }

func (t *table) problem(field string, what, mend Message) { t.ps.add(t.where(), field, what, mend) }

// beyondHeader returns the first value that no column of the header names.
func (t *table) beyondHeader() string {
	for _, v := range t.row[min(t.width, len(t.row)):] {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// text returns the value in a column, "" where there is none.
func (t *table) text(name string) string {
	i, ok := t.columns[name]
	if !ok || i >= len(t.row) {
		return ""
	}
	return strings.TrimSpace(t.row[i])
}

// float returns the number in a column, or the default where it is empty; not
// ok where it holds something else, which is reported.
func (t *table) float(name string, otherwise float64) (v float64, ok bool) {
	s := t.text(name)
	if s == "" {
		return otherwise, true
	}
	v, err := parseFloat(s)
	if err != nil {
		t.problem(name, Reason(err), say("write a number without unit, with a decimal point"))
		return 0, false
	}
	return v, true
}

// parseFloat reads a finite number.
func parseFloat(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, say("%q is no finite number", s)
	}
	return v, nil
}
