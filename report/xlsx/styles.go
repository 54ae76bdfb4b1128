package xlsx

import (
	"github.com/xuri/excelize/v2"
)

// style is how a cell looks.
type style struct {
	format string // of numbers; "@": what looks like a formula stays text when its cell is edited
	bold   bool
	size   float64 // of the type; 0: as usual
	wrap   bool
	head   bool // of a table: shaded, with a line below
	line   bool // a line above
	link   bool
	align  string // empty: as its type has it
	apart  bool   // a little from the number before
}

// style returns the number of a style, made when it is first asked for.
func (b *book) style(s style) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	made := excelize.Style{
		Font:      &excelize.Font{Bold: s.bold, Size: 11, Family: "Calibri"},
		Alignment: &excelize.Alignment{Vertical: "top", Horizontal: s.align, WrapText: s.wrap},
	}
	if s.apart {
		made.Alignment.Indent = 1
	}
	if s.size > 0 {
		made.Font.Size = s.size
	}
	if s.format != "" {
		format := s.format // not s itself, which is then no matter of the heap
		made.CustomNumFmt = &format
	}
	if s.link {
		made.Font.Color, made.Font.Underline = "0B5394", "single"
	}
	if s.head {
		made.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E2E8EE"}}
		made.Border = []excelize.Border{{Type: "bottom", Color: "5B6B7B", Style: 1}, {Type: "left", Color: "FFFFFF", Style: 1}}
	}
	if s.line {
		made.Border = []excelize.Border{{Type: "top", Color: "5B6B7B", Style: 1}}
	}
	id, err := b.file.NewStyle(&made)
	if err != nil {
		return 0, err
	}
	b.styles[s] = id
	return id, nil
}
