package drawing

import (
	"errors"
	"io"
)

// SVG says how a drawing is written as SVG.
type SVG struct {
	// Inline: as a part of an HTML page, without the head of a file. Prefix comes
	// before the names of classes, patterns and ids, so that several can stand in
	// one page.
	Inline bool
	Prefix string
}

// WriteSVG writes a drawing as SVG 1.1: no scripts, no fonts, nothing from
// elsewhere.
func (d *Drawing) WriteSVG(io.Writer, SVG) error { return errors.New("not written yet") }
