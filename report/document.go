// Package report makes the coverage-gap report of a plan: what a commander reads
// in a minute, and staff look things up in.
//
// New takes a layout and a plan of it and gives a Document: all that a report
// says, in one language, to one viewer, in the order in which it is read. What a
// viewer may not see is not in it, so no writer can give it away. The packages
// below (html, pdf, text, xlsx) write a Document and compute nothing; numbers are
// the plan's own in all of them.
package report

import (
	"net/url"
	"time"

	"lindero/data/drawing"
	"lindero/lang"
)

// Document is a report.
type Document struct {
	Lang  lang.Lang
	Title string // "Coverage and gaps: Guatemala–Mexico"
	// Viewer says in words for whom it is, and Period from when to when.
	Viewer, Period string
	// About says what it was made of: facts such as the hash of the scenario, that
	// of the plan, and the version of the program.
	About []Fact
	// Version is that of the program that made the plan, for what files say of
	// themselves; "" where it is not known.
	Version string
	// Summary is what is read in a minute: some facts to be seen large, then
	// sentences.
	Headline []Fact
	Summary  []string
	Sections []Section
	// Sources and their licences, and the notice that lines are an illustration
	// (empty where it is none) belong on every copy.
	Sources []Source
	Notice  string
	// Codes are what stands for names where a form has no letters for them: by the
	// name, of those that are not in Latin letters and that the viewer may read.
	Codes map[string]string
	// Data is the table that report.csv has: the gaps (of the public: the sectors).
	Data *Table
	// Start and End bound the period, in the zone that people there read; zero where
	// times are not told.
	Start, End time.Time
}

// Fact is a name and what it is.
type Fact struct{ Name, Value, Note string }

// Source is where data come from.
type Source struct{ Name, Licence, Attribution, URL string }

// Web returns the address of a source as links have it, where it is one of the web;
// "" where it is none, and is to be read only.
func (s Source) Web() string {
	if u, err := url.Parse(s.URL); err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		return u.String()
	}
	return ""
}

// Section is a part of a report. ID is a stable English code: map, timetable,
// gaps, revisit, more, changes, proof, notes; for everybody map and sectors.
type Section struct {
	ID, Title string
	Text      []string // paragraphs, before what follows
	Figures   []Figure
	Tables    []*Table
}

// Figure is a picture with words. Wide ones are best on a page turned sideways.
type Figure struct {
	ID, Caption, Alt string
	Drawing          *drawing.Drawing
	Wide             bool
}

// Table is a table. Each row has a cell for each column.
type Table struct {
	ID, Title string
	Columns   []Column
	Rows      [][]Cell
	// Note stands below: what was left out, how to read it.
	Note string
	// Total is a last row; nil: none.
	Total []Cell
}

// Type is what the values of a column are.
type Type int

// The types.
const (
	Text   Type = iota
	Number      // float64
	Count       // int
	Moment      // time.Time, in the zone that people there read
	Truth       // bool
)

// Column is a column of a table.
type Column struct {
	// Key names it for programs, in stable English with the unit of its values, as
	// the JSON of the program has it: length_m. Title is for people, with the unit
	// of what they read: length km.
	Key, Title string
	Type       Type
	// Of numbers: what people read is Value × Scale, with so many decimals. 0 is 1.
	Scale    float64
	Decimals int
	// Share is how much of a page's width it needs beside others; 0 is 1.
	Share float64
	// DataOnly: too much for a page; in files for programs and spreadsheets only.
	DataOnly bool
	// Under: on pages it stands below the column that is shown before it, in one
	// with it, so that a wide table can be read. Files for programs, spreadsheets
	// and Markdown have it as a column of its own.
	Under bool
}

// Cell is what stands in a row. Text is for people, in the document's language;
// Value is of the column's type and in the unit of its key, nil where there is
// none. Text columns have a code in Value where programs read another word than
// people: a reason, a kind; else nil.
type Cell struct {
	Text  string
	Value any
}
