package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// How a sheet is printed: on A4, turned sideways, one page wide and as many long
// as it takes; above each page the title, below it the notice and the number.
const (
	a4         = 9
	maxNotice  = 180 // UTF-16 units of the notice in the line below
	maxHeading = 200
)

func (b *book) page(name, title string) error {
	size, wide, long := a4, 1, 0
	sideways, fit := "landscape", true
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	layout := excelize.PageLayoutOptions{Size: &size, Orientation: &sideways, FitToWidth: &wide, FitToHeight: &long}
	if err := b.file.SetPageLayout(name, &layout); err != nil {
		return err
	}
	side, top, line := 0.5, 0.75, 0.3 // inches
	margins := excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &line, Footer: &line}
	if err := b.file.SetPageMargins(name, &margins); err != nil {
		return err
	}
	lines := excelize.HeaderFooterOptions{OddFooter: "&R&8 &P / &N"}
	if notice := b.doc.Notice; notice != "" {
		lines.OddFooter = "&L&8 " + marginal(notice, maxNotice) + lines.OddFooter
	}
	if title != "" {
		lines.OddHeader = "&L&9 " + marginal(title, maxHeading)
	}
	return b.file.SetHeaderFooter(name, &lines)
}

// marginal is a text as the lines above and below a page have it, where & begins
// a code.
func marginal(s string, units int) string {
	s = strings.Join(strings.Fields(clean(s)), " ")
	for n := units; ; n-- {
		// Doubled signs count twice.
		if out := strings.ReplaceAll(cut(s, n), "&", "&&"); len([]rune(out)) <= units || n == 1 {
			return out
		}
	}
}

// repeatFirstRow has the first row of a sheet on each of its pages.
func (b *book) repeatFirstRow(name string) error {
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$1:$1", name), Scope: name,
	})
}

// printFirst prints the columns of a table that are for pages only, where it has
// others too.
func (b *book) printFirst(s sheet) error {
	n := 0
	for _, col := range s.table.Columns {
		if !col.DataOnly {
			n++
		}
	}
	if n == 0 || n == len(s.table.Columns) {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(n, s.rows(), true)
	if err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: fmt.Sprintf("'%s'!$A$1:%s", s.name, last), Scope: s.name,
	})
}
