package maps

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"lindero/data/drawing"
	"lindero/planner"
)

// chart is a map in the making.
type chart struct {
	*drawing.Drawing
	frame
	Input
	o       Options
	t       *Texts
	border  []shown
	others  []shown // watched routes that are not the border, and ways
	lengthM float64 // of the border
	kinds   []string
	layers  map[string]int // of the plan, by name
	pairs   map[string]*planner.Pair
	rooms   drawing.Rooms
	items   []item // of the legend
	lands   [][][]xy
	bottom  float64
}

func newChart(in Input, o Options, places []orb.Point) *chart {
	c := &chart{Input: in, o: o, t: &o.Texts, layers: map[string]int{}, pairs: map[string]*planner.Pair{},
		Drawing: &drawing.Drawing{Lang: o.Texts.Lang, Title: o.Texts.Title, Desc: o.Texts.Desc, Looks: looks}}
	for i := range in.Plan.Layers {
		c.layers[in.Plan.Layers[i].Name] = i
	}
	for i := range in.Plan.Pairs {
		c.pairs[in.Plan.Pairs[i].ID] = &in.Plan.Pairs[i]
	}
	seen := map[string]bool{}
	for i, fromM := range in.Layout.BorderFromM {
		r := &in.Layout.Routes[i]
		c.lengthM = fromM + r.Line.LengthM()
		if k := string(r.Kind); !seen[k] {
			seen[k], c.kinds = true, append(c.kinds, k)
		}
	}
	c.frame = newFrame(places, o.WidthPx, o.HeightPx)
	if o.Fill {
		c.fill(o)
	}
	for i, fromM := range in.Layout.BorderFromM {
		c.border = append(c.border, c.traceRoute(&in.Layout.Routes[i], fromM))
	}
	c.Rect("paper", 0, 0, 0, 0) // its size is known at the end
	return c
}

// finish draws what stands around the map, and returns it.
func (c *chart) finish() *drawing.Drawing {
	c.Rect("frame", c.px.low.x, c.px.low.y, c.px.wide(), c.px.tall())
	c.needle()
	c.foot()
	c.WidthPx, c.HeightPx = math.Ceil(c.px.high.x+rightPx), math.Ceil(c.bottom)
	c.Marks[0].Lines[0] = drawing.Box(0, 0, c.WidthPx, c.HeightPx)
	return c.Drawing
}

// number names a sector: by the number of its pair, and its layer where that is
// not the first. To the public, to whom pairs without a sector are none of its
// business, sectors of a layer are counted through.
func (c *chart) number(s *planner.Sector) string {
	p := c.pairs[s.Pair]
	if p == nil {
		return s.ID
	}
	n := strconv.Itoa(p.Number)
	if c.o.Public {
		n = strconv.Itoa(Counted(c.Plan, s))
	}
	if c.layers[s.Layer] > 0 {
		n = word(c.t.Layers, s.Layer) + " " + n
	}
	return n
}

// Counted is the number of a sector among those of its layer in the order of the
// plan, from 1.
func Counted(p *planner.Plan, s *planner.Sector) int {
	n := 0
	for i := range p.Sectors {
		if p.Sectors[i].Layer == s.Layer {
			n++
		}
		if &p.Sectors[i] == s {
			break
		}
	}
	return n
}

func word(words map[string]string, code string) string {
	if w := words[code]; w != "" {
		return w
	}
	return code
}

func (t *Texts) number(v float64, decimals int) string {
	if t.Number != nil {
		return t.Number(v, decimals)
	}
	scale := math.Pow10(decimals)
	return strconv.FormatFloat(math.Round(v*scale)/scale, 'f', -1, 64)
}
