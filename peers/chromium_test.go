//go:build peers

package peers

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pages are the words that tell one language of the page from the other.
var pages = []struct {
	code, title, kind string
	total             string // the total of lengths, as the language writes it
}{
	{"en", "Collections", "river", "%d,%03d.%d"},
	{"es", "Colecciones", "río", ""},
}

var tableRow = regexp.MustCompile(`(?s)<tr>.*?</tr>`)

func TestChromiumReadsPage(t *testing.T) {
	folder := thinned(t, "GT", "MX")
	address := serve(t, folder)
	var g summary // of the plan, which is what is served
	if err := json.Unmarshal([]byte(lindero(t, "plan", folder, "--json")), &g); err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		t.Run(p.code, func(t *testing.T) {
			dom := run{name: "chromium", args: append(quietFlags(t), "--accept-lang="+p.code, "--dump-dom", address+"?f=html")}.output(t)
			for _, want := range []string{`<html lang="` + p.code + `">`, ">" + p.title + "<", ">" + p.kind + "</"} {
				if !strings.Contains(dom, want) {
					t.Errorf("the page lacks %s", want)
				}
			}
			for _, name := range collections {
				if !strings.Contains(dom, `/collections/`+name+`/items?f=html"`) {
					t.Errorf("the page has no link to %s", name)
				}
			}
			// The head, three kinds and the total.
			rows := tableRow.FindAllString(dom, -1)
			if len(rows) != 5 {
				t.Fatalf("the table has %d rows", len(rows))
			}
			if want := fmt.Sprintf(">%d</td>", g.GapCount); !strings.Contains(rows[4], want) {
				t.Errorf("the last row lacks %s: %s", want, rows[4])
			}
			if p.total != "" {
				tenths := int(g.LengthKm*10 + 0.5)
				if want := fmt.Sprintf(">"+p.total+"</td>", tenths/10000, tenths/10%1000, tenths%10); !strings.Contains(rows[4], want) {
					t.Errorf("the last row lacks %s: %s", want, rows[4])
				}
			}
		})
	}
}

// look is what a page looks like, measured by the browser.
type look struct {
	Lang          string
	Width, Window int        // of what there is to see, and of the window
	Rows          int        // of the table that have a height
	Cut           []string   // texts that stick out to the right, unless their box scrolls
	Contrast      []contrast // the least of each colour of text
	Canvas        string
}

type contrast struct {
	Element, Colour string
	Ratio           float64
}

// measureLook runs on the page. Contrast is as WCAG 2 has it.
const measureLook = `(() => {
	const probe = document.body.appendChild(document.createElement('i'));
	probe.style.color = 'Canvas';
	const canvas = getComputedStyle(probe).color;
	probe.remove();
	const ink = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
	const parse = s => { // any CSS colour as red, green, blue and opacity
		ink.clearRect(0, 0, 1, 1);
		ink.fillStyle = s;
		ink.fillRect(0, 0, 1, 1);
		const [r, g, b, a] = ink.getImageData(0, 0, 1, 1).data;
		return [r, g, b, a / 255];
	};
	const over = (c, b) => { const a = c[3] ?? 1; return [0, 1, 2].map(i => a * c[i] + (1 - a) * b[i]); };
	const light = c => c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
		.reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
	const scrolls = e => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
	const cut = [], seen = {};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) {
		const e = walk.currentNode.parentElement;
		if (!walk.currentNode.data.trim()) continue;
		const range = document.createRange();
		range.selectNode(walk.currentNode);
		if (range.getBoundingClientRect().right > document.documentElement.clientWidth + .5 && !scrolls(e)) cut.push(walk.currentNode.data.trim());
		let back = parse(canvas), behind = [];
		for (let p = e; p; p = p.parentElement) behind.unshift(getComputedStyle(p).backgroundColor);
		for (const b of behind) back = over(parse(b), back);
		const colour = getComputedStyle(e).color;
		const front = over(parse(colour), back);
		let opacity = 1;
		for (let p = e; p; p = p.parentElement) opacity *= getComputedStyle(p).opacity;
		const [a, b] = [light(over([...front, opacity], back)), light(back)];
		const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		const key = colour + opacity;
		if (!(key in seen) || seen[key].ratio > ratio) seen[key] = {element: e.localName, colour, ratio};
	}
	return {lang: document.documentElement.lang, width: document.documentElement.scrollWidth, 
		rows: [...document.querySelectorAll('tr')].filter(r => r.getBoundingClientRect().height > 0).length,
		cut, contrast: Object.values(seen), canvas};
})()`

func TestChromiumShowsPage(t *testing.T) {
	address := serve(t)
	b := newBrowser(t)
	for _, c := range []struct {
		code  string
		width int
		dark  bool
	}{
		{"en", 1280, false}, {"en", 390, false}, {"en", 1280, true}, {"en", 390, true},
		{"es", 1280, false}, {"es", 390, false}, {"es", 320, false},
	} {
		name := fmt.Sprintf("page-%s-%d", c.code, c.width)
		if c.dark {
			name += "-dark"
		}
		b.show(address+"?f=html&lang="+c.code, c.width, c.dark)
		b.photograph(name + ".png")
		var l look
		b.evaluate(measureLook, &l)
		if l.Lang != c.code || l.Rows != 5 {
			t.Errorf("%s: language %q, %d rows in sight", name, l.Lang, l.Rows)
		}
		if l.Width > c.width || len(l.Cut) > 0 {
			t.Errorf("%s: the page is %d wide, so that one has to scroll sideways; out of the window: %.8q", name, l.Width, l.Cut)
		}
		if dark := l.Canvas != "rgb(255, 255, 255)"; dark != c.dark {
			t.Errorf("%s: the background is %s", name, l.Canvas)
		}
		slices.SortFunc(l.Contrast, func(a, b contrast) int { return int(100 * (a.Ratio - b.Ratio)) })
		if worst := l.Contrast[0]; worst.Ratio < 4.5 {
			t.Errorf("%s: text of <%s>, %s on %s, has contrast %.2f; WCAG asks 4.5", name, worst.Element, worst.Colour, l.Canvas, worst.Ratio)
		}
		if said := b.said(); len(said) > 0 {
			t.Errorf("%s: on the console: %s", name, said)
		}
	}
}
