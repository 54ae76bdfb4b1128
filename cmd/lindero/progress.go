package main

import (
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"lindero/lang"
	"lindero/planner"
)

// progress shows bars on a terminal, and nothing elsewhere.
type progress struct {
	to   io.Writer // nil: nowhere
	lang lang.Lang
	mu   sync.Mutex
	bar  *progressbar.ProgressBar
	what string // the bar is about
	of   int64
}

func newProgress(w io.Writer, l lang.Lang) *progress {
	p := &progress{lang: l}
	if isTerminal(w) {
		p.to = w
	}
	return p
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// reading returns what to call as files are read, nil when nobody watches.
func (p *progress) reading() func(done, total int64) {
	if p.to == nil {
		return nil
	}
	return func(done, total int64) { p.set("reading", done, total, progressbar.OptionShowBytes(true)) }
}

// computing returns what to call as work is done, nil when nobody watches.
func (p *progress) computing() planner.Progress {
	if p.to == nil {
		return nil
	}
	return func(done, total int) { p.set("computing", int64(done), int64(total)) }
}

// counting returns what to call as so many things are done, each taking long
// enough to tell how many a second; nil when nobody watches.
func (p *progress) counting(what string) func(done, total int) {
	if p.to == nil {
		return nil
	}
	rate := []progressbar.Option{progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(p.lang.T(what))}
	return func(done, total int) { p.set(what, int64(done), int64(total), rate...) }
}

// busy shows that work goes on which does not say how far it is.
func (p *progress) busy(what string) {
	if p.to == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what, p.of = what, -1
	p.bar = progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(p.to),
		progressbar.OptionSetDescription(p.lang.T(what)),
		progressbar.OptionSetElapsedTime(true),
		progressbar.OptionClearOnFinish())
	_ = p.bar.RenderBlank() // a bar that cannot be drawn is no loss
}

func (p *progress) set(what string, done, total int64, more ...progressbar.Option) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil && (p.what != what || p.of != total) {
		_ = p.bar.Finish() // a bar that cannot be drawn is no loss
		p.bar = nil
	}
	if p.bar == nil {
		p.what, p.of = what, total
		p.bar = progressbar.NewOptions64(total, append(more,
			progressbar.OptionSetWriter(p.to),
			progressbar.OptionSetDescription(p.lang.T(what)),
			progressbar.OptionSetWidth(20),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionClearOnFinish())...)
		p.bar.StartWithoutRender() // rates and remaining time count from now on
	}
	if done > p.bar.State().CurrentNum { // calls of several workers may come out of order
		_ = p.bar.Set64(done) // a bar that cannot be drawn is no loss
	}
}

// end takes the bar away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish() // a bar that cannot be drawn is no loss
		p.bar = nil
	}
}
