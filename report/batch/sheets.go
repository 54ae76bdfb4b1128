package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"

	"lindero/data"
	"lindero/report"
	"lindero/report/calendar"
	"lindero/report/sheet"
	"lindero/sectors"
)

// sheetStem begins the name of every file of a folder of sheets, which isSheet
// tells from what somebody else has put there.
const sheetStem = "pair-"

var isSheet = regexp.MustCompile(`^` + sheetStem + `(.+-)?\d{2,}(-\d+)?\.(pdf|ics)$`)

// WriteSheets writes a folder with the sheet of each pair that has a sector
// (pair-01.pdf) and the calendar of its sorties (pair-01.ics), whole or not at all, and returns the names of its files. Of a side,
// the sheets are those that its patrols take along. A folder that is there is
// replaced where it holds nothing but sheets.
func WriteSheets(ctx context.Context, dir string, in report.Input, o Options) ([]string, error) {
	f, err := data.ReplaceFolder(dir, func(e fs.DirEntry) bool {
		return e.Type().IsRegular() && isSheet.MatchString(e.Name())
	})
	if err != nil {
		return nil, err
	}
	defer f.Abandon()
	var files []string
	write := func(name string, to func(io.Writer) error) error {
		files = append(files, name)
		return f.Write("", name, to)
	}
	names := names{}
	for _, id := range sheet.Pairs(in.Plan) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := sheet.New(in.Layout, in.Plan, id, sheet.Options{Lang: o.Report.Lang, Side: o.Report.Viewer.Side})
		if err != nil {
			return nil, err
		}
		name := names.give(sheetName(in, id))
		err = write(name+".pdf", func(w io.Writer) error { return sheet.WritePDF(w, []*sheet.Sheet{s}, o.Writing.Paper) })
		if err != nil {
			return nil, err
		}
		var days bytes.Buffer
		err = calendar.Write(&days, in.Layout, in.Plan, id, calendar.Options{Lang: o.Report.Lang, Side: o.Report.Viewer.Side})
		if errors.Is(err, calendar.ErrNoSorties) {
			continue
		}
		if err == nil {
			err = write(name+".ics", func(w io.Writer) error { _, err := days.WriteTo(w); return err })
		}
		if err != nil {
			return nil, err
		}
	}
	return files, f.Commit()
}

// sheetName names the files of a pair by its number along the border, and its layer
// where that is not the surface: its id may name patrols of the other side.
func sheetName(in report.Input, id string) string {
	for i := range in.Plan.Pairs {
		if p := &in.Plan.Pairs[i]; p.ID == id {
			if p.Layer == sectors.SurfaceLayer {
				return fmt.Sprintf("%s%02d", sheetStem, p.Number)
			}
			return fmt.Sprintf("%s%s-%02d", sheetStem, safe(p.Layer), p.Number)
		}
	}
	return sheetStem + "00"
}
