package picture

import (
	"math"
	"time"

	"lindero/data/drawing"
)

// mostDays is for how many days dates and weekends are drawn.
const mostDays = 20000

// hourPx is what an hour's label needs, and dayLabelPx a date's.
const (
	hourPx     = 15
	dayLabelPx = 13
)

// day is a calendar day, cut at the ends of what is drawn.
type day struct {
	at         time.Time // its midnight
	fromH, toH float64
}

// days returns the calendar days that are drawn.
func (d *canvas) days() []day {
	if (d.toH-d.fromH)/24 > mostDays {
		return nil
	}
	var out []day
	first := d.at(d.fromH)
	for k := 0; ; k++ {
		at := time.Date(first.Year(), first.Month(), first.Day()+k, 0, 0, 0, 0, d.loc)
		fromH := at.Sub(d.start).Hours()
		if fromH >= d.toH || k > mostDays+1 {
			return out
		}
		toH := time.Date(first.Year(), first.Month(), first.Day()+k+1, 0, 0, 0, 0, d.loc).Sub(d.start).Hours()
		if toH > d.fromH {
			out = append(out, day{at, max(fromH, d.fromH), min(toH, d.toH)})
		}
	}
}

// pxPerHour is how high an hour is.
func (d *canvas) pxPerHour() float64 { return d.high / (d.toH - d.fromH) }

// near reports whether hours are so high that times can stand beside lines.
func (d *canvas) near() bool { return d.pxPerHour() >= nearPx }

// nearPx is how high an hour is in a picture from near, in pixels: at most a week
// or so.
const nearPx = 5

// calendar tints weekends, and draws the frame.
func (d *canvas) calendar() {
	d.Rect("ground", d.left, d.top, d.wide, d.high)
	for _, x := range d.days() {
		if w := x.at.Weekday(); (w == time.Saturday || w == time.Sunday) && d.pxPerHour()*24 >= 2 {
			d.Rect("weekend", d.left-marginPx+6, d.y(x.fromH), d.wide+2*marginPx-12, d.y(x.toH)-d.y(x.fromH))
		}
	}
}

// grid draws the lines of kilometres, days and hours, and what they are.
func (d *canvas) grid() {
	d.kilometres()
	days, every := d.days(), 1
	if n := dayLabelPx / (d.pxPerHour() * 24); n > 1 {
		every = 7 * int(math.Ceil(n/7))
	}
	for i, x := range days {
		if midnight := x.at.Sub(d.start).Hours(); midnight >= d.fromH && d.pxPerHour()*24 >= 3 {
			d.Line("midnight", d.left-6, d.y(midnight), d.right()+6, d.y(midnight))
		}
		if d.step() > 0 {
			d.hours(x)
		} else if every == 1 && d.y(x.toH)-d.y(x.fromH) >= dayLabelPx-1 ||
			every > 1 && (int(x.at.Weekday())+6)%7 == 0 && (i/7)%(every/7) == 0 && d.y(x.fromH) < d.base()-8 {
			d.margins("date", (d.y(x.fromH)+min(d.y(x.toH), d.y(x.fromH)+dayPx))/2+4, d.texts.date(x.at))
		}
	}
	d.Rect("frame", d.left, d.top, d.wide, d.high)
}

// margins writes words left and right of the lines.
func (d *canvas) margins(class string, y float64, words string) {
	d.Text(class, drawing.End, d.left-10, y, words)
	d.Text(class, drawing.Start, d.right()+10, y, words)
}

// hours draws the lines of the hours of a day, and its date where it begins.
func (d *canvas) hours(x day) {
	step := d.step()
	dated := false
	for h := x.at; ; h = h.Add(step) {
		at := h.Sub(d.start).Hours()
		if at > x.toH-1e-9 {
			break
		}
		if at < x.fromH-1e-9 {
			continue
		}
		y := d.y(at)
		if !h.Equal(x.at) {
			d.Line("hour", d.left, y, d.right(), y)
		}
		switch {
		case !dated:
			d.margins("date", y+4, d.texts.date(h))
			if h.Equal(x.at) {
				break
			}
			if d.y(x.toH) > y+hourPx {
				d.margins("clock", y+4+hourPx*0.8, clock(h))
			}
		default:
			d.margins("clock", y+4, clock(h))
		}
		dated = true
	}
}

// step is the time between two lines of hours; 0 where there is no room for any.
func (d *canvas) step() time.Duration {
	steps := []time.Duration{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720}
	for _, minutes := range steps {
		if float64(minutes)/60*d.pxPerHour() >= hourPx*1.6 {
			return minutes * time.Minute
		}
	}
	return 0
}

// kilometres draws the scale of the border, above and below, and its lines.
func (d *canvas) kilometres() {
	step := niceStep(d.lengthM * 70 / d.wide)
	for k := 0; float64(k)*step <= d.lengthM*(1+1e-9); k++ {
		m := min(float64(k)*step, d.lengthM)
		x := d.x(m)
		if k > 0 && x < d.right()-1 {
			d.Line("km", x, d.top, x, d.base())
		}
		words := d.texts.number(m/1000, 3)
		if k == 0 {
			words = "km " + words
		}
		for _, at := range []float64{d.top, d.base()} {
			d.Line("tick", x, at-4, x, at+4)
		}
		d.Text("scale", drawing.Middle, x, d.top-7, words)
		d.Text("scale", drawing.Middle, x, d.base()+15, words)
	}
}

// niceStep returns the first of 1, 2 and 5 times a power of ten that is not
// less than v.
func niceStep(v float64) float64 {
	ten := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{1, 2, 5} {
		if n*ten >= v*(1-1e-9) {
			return n * ten
		}
	}
	return 10 * ten
}
