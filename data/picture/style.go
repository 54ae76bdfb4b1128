package picture

import "strings"

// palette are the colours of pairs: dark enough for thin lines on white and on
// the red of gaps, and apart for all kinds of colour vision (after Okabe and
// Ito, Color Universal Design, 2008).
var palette = [colours]string{"#0060a8", "#b84a00", "#00694f", "#96306f", "#3c3c3c", "#7d5f00"}

// style is the look of all classes, and the patterns of kinds and gaps, which
// tell them apart in black and white too.
func (d *drawing) style() string {
	var b strings.Builder
	b.WriteString("<defs>\n" + patterns + "</defs>\n<style>\n" + classes)
	for i, colour := range palette {
		b.WriteString(".c" + string(rune('0'+i)) + "{color:" + colour + "}\n")
	}
	b.WriteString("</style>\n")
	return b.String()
}

const patterns = `<pattern id="land" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#ead9b0"/><path d="M2 2h1M6 6h1" stroke="#8a7440" stroke-width="1"/></pattern>
<pattern id="river" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#b9dcf2"/><path d="M-2 2l4-4M0 8l8-8M6 10l4-4" stroke="#4d8fb8" stroke-width="1"/></pattern>
<pattern id="sea" width="12" height="6" patternUnits="userSpaceOnUse"><rect width="12" height="6" fill="#7fa8cf"/><path d="M0 3q3-3 6 0t6 0" fill="none" stroke="#2f5f8f" stroke-width="1"/></pattern>
<pattern id="never" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#efe3e1"/><path d="M-1 6l2 2M0 0l7 7M6-1l2 2" stroke="#b98680" stroke-width="1"/></pattern>
`

const classes = `text{font-family:"DejaVu Sans",Verdana,"Segoe UI",Roboto,Arial,sans-serif;font-size:10px;fill:#222}
path,rect{vector-effect:non-scaling-stroke;fill:none}
.paper,.ground{fill:#fff}
.frame{stroke:#444;stroke-width:1}
.title{font-size:20px;font-weight:bold}
.says,.number,.item{font-size:12px}
.note{font-size:11px;fill:#444}
.weekend{fill:#e9edf3}
.midnight{stroke:#9aa3ad;stroke-width:1}
.hour{stroke:#d5dae0;stroke-width:.7}
.km{stroke:#dde1e6;stroke-width:.7}
.tick{stroke:#222;stroke-width:1}
.lead{stroke:#777;stroke-width:.6}
.date,.scale{font-size:11px}
.date{font-weight:bold}
.clock,.row{fill:#555}
.idle{fill:#6b6b6b}
.kind{stroke:#333;stroke-width:.8}
.kland{fill:url(#land)}.kriver{fill:url(#river)}.ksea{fill:url(#sea)}.k{fill:#ddd}
g.kind{stroke:none}
.letter{font-weight:bold;font-size:11px}
.stretch{font-style:italic}
.bracket{stroke:currentColor;stroke-width:1.6}
.number{font-weight:bold;fill:currentColor}
.pair .number{font-size:11px}
.time,.patrol{font-size:9px;fill:currentColor}
.letter,.number,.time,.patrol,.stretch{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}
.late{fill:#f9c3ba}
.never{fill:url(#never)}
.together{stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}
.alone{stroke:currentColor;stroke-width:.9;stroke-linejoin:round}
.a1{stroke-dasharray:5 2.5}
.a2{stroke-dasharray:2 2}
.off{stroke:currentColor;stroke-width:.8;stroke-dasharray:.8 3;stroke-linecap:round;opacity:.6}
.meet,.part,.hole{stroke:currentColor;stroke-width:6;stroke-linecap:round}
.hole{stroke:#fff;stroke-width:3.4}
.over .together{stroke-width:1;stroke-dasharray:7 2 1.5 2}
.over .alone{stroke-width:.6}
.over .meet,.over .part{stroke-width:4}.over .hole{stroke-width:2}
.over .bracket{stroke-width:1}
.again{opacity:.45}
`
