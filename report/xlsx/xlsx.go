// Package xlsx writes a report as a spreadsheet (Office Open XML, ECMA-376).
//
// The first sheet says in words what the report says; each table has a sheet of
// its own: a header that stays in sight, filters, and columns of numbers, dates
// and truths that can be computed with. Numbers are those of the document to the
// last bit, in the unit of their column's title; they are only shown with fewer
// decimals. Where programs read codes, people read words: here the words stand.
// Pictures are left out.
//
// A file is made whole before its first byte is written. Rows pass through a
// temporary file where a sheet is larger than 16 MB, so that beside the document
// only the compressed file is held in memory.
package xlsx

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"lindero/report"
)

// creator is who made the file, as its properties say.
const creator = "Lindero"

// maxRows is how many rows of a table a sheet takes, below the 1,048,576 of
// spreadsheets. What is more goes on in a further sheet.
var maxRows = 1_000_000

// Write writes a document as a spreadsheet: the same document, the same bytes.
// It fails where w does, where the disk has no room for temporary files, and
// where a table is not as its columns say; nothing is written then but what w
// took before it failed.
func Write(w io.Writer, d *report.Document) error {
	b := &book{doc: d, file: excelize.NewFile(), styles: map[style]int{}}
	defer func() { _ = b.file.Close() }() // temporary files that stay are no failure
	if err := b.fill(); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	if err := b.save(w); err != nil {
		return fmt.Errorf("spreadsheet: %w", err)
	}
	return nil
}

// book is a spreadsheet in the making.
type book struct {
	doc    *report.Document
	file   *excelize.File
	styles map[style]int
	names  names
	sheets []sheet
}

// sheet is the part of a table, usually all of it, that one sheet has.
type sheet struct {
	name     string
	table    *report.Table
	from, to int // rows of the table
}

func (b *book) fill() error {
	if err := b.properties(); err != nil {
		return err
	}
	front := b.names.take(b.doc.Lang.T("report summary"), "summary")
	if err := b.file.SetSheetName(b.file.GetSheetName(0), front); err != nil {
		return err
	}
	for _, t := range tables(b.doc) {
		for from := 0; from == 0 || from < len(t.Rows); from += maxRows {
			s := sheet{b.names.take(t.Title, t.ID), t, from, min(from+maxRows, len(t.Rows))}
			if _, err := b.file.NewSheet(s.name); err != nil {
				return err
			}
			b.sheets = append(b.sheets, s)
		}
	}
	if err := b.front(front); err != nil {
		return err
	}
	for _, s := range b.sheets {
		if err := b.tableSheet(s); err != nil {
			return fmt.Errorf("table %q: %w", s.table.ID, err)
		}
	}
	return nil
}

// tables are those of the sections, in order, and the one for programs where it
// is none of them.
func tables(d *report.Document) []*report.Table {
	var out []*report.Table
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			if t != nil && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	if d.Data != nil && !slices.Contains(out, d.Data) {
		out = append(out, d.Data)
	}
	return out
}

// The part of a file that has its properties, and one that has none.
const (
	coreProperties = "docProps/core.xml"
	noProperties   = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"></cp:coreProperties>`
)

func (b *book) properties() error {
	props := excelize.DocProperties{
		Title: clean(b.doc.Title), Subject: clean(b.doc.Viewer), Description: clean(b.doc.Notice),
		Creator: creator, LastModifiedBy: creator, Language: string(b.doc.Lang), Revision: "1",
	}
	// Of the public, who is told no times, it has no dates: those that the library
	// would give are of its own.
	if b.doc.Start.IsZero() {
		b.file.Pkg.Store(coreProperties, []byte(noProperties))
	} else {
		props.Created = b.doc.Start.UTC().Format(time.RFC3339)
		props.Modified = props.Created
	}
	if err := b.file.SetDocProps(&props); err != nil {
		return err
	}
	return b.file.SetAppProps(&excelize.AppProperties{Application: creator})
}

// save writes the file. The library would write the parts in any order and hold
// the whole twice.
func (b *book) save(w io.Writer) error {
	parts := &archive{}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return parts })
	if _, err := b.file.WriteToBuffer(); err != nil {
		return err
	}
	return parts.writeTo(w)
}
