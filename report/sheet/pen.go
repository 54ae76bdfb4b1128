package sheet

import (
	"lindero/data/drawing"
	"lindero/report/paper"
)

// pen sets words one below the other, or only says how much room they take: the
// same code does both, so that what was measured is what is drawn.
type pen struct {
	doc  *paper.Doc // nil: nothing is drawn
	left float64
	wide float64
	y    float64
	size float64 // of the usual type, in points
	// tight: what usually stands on lines of its own stands beside each other.
	tight bool
}

// at returns a pen of the same page elsewhere.
func (p *pen) at(left, y, wide float64) *pen {
	return &pen{p.doc, left, wide, y, p.size, p.tight}
}

// leading is how far lines are apart, by the size of their type.
const leading = 1.3

func (p *pen) font(bold bool) paper.Font { return paper.Font{SizePt: p.size, Bold: bold} }

// write sets words in lines from the pen's place on.
func (p *pen) write(words string, f paper.Font) {
	if words == "" {
		return
	}
	readable, _ := paper.Readable(words)
	n := len(paper.Lines(readable, f, p.wide))
	if p.doc != nil {
		p.doc.Y = p.y
		p.doc.Column(p.left, p.wide, words, f)
	}
	p.y += float64(n) * f.SizePt * leading
}

// put sets words on one line at the pen's height, without moving it.
func (p *pen) put(x float64, anchor drawing.Anchor, words string, f paper.Font) {
	if p.doc != nil {
		p.doc.Put(x, p.y+f.SizePt, anchor, words, f)
	}
}

// rule draws a line over a width at the pen's height.
func (p *pen) rule(left, wide, thick float64) {
	if p.doc != nil {
		p.doc.Stroke(left, p.y, left+wide, p.y, thick, "#000000")
	}
}

// shade fills a stretch at the pen's height.
func (p *pen) shade(left, wide, high float64, rgb string) {
	if p.doc != nil {
		p.doc.Fill(left, p.y, wide, high, rgb)
	}
}

// skip leaves room.
func (p *pen) skip(lines float64) { p.y += lines * p.size }
