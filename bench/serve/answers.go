package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"lindero/bench/measure"
)

// subject is an answer that is asked for over and over.
type subject struct {
	name, path string
	page       // as nginx has it
}

// subjects are the answers that are measured.
func subjects() []subject {
	return []subject{
		{name: "page of 1,000 features", path: "/collections/sorties/items?limit=1000", page: page{name: "items"}},
		{name: "tile of ways, zoom 7", path: "/collections/ways/tiles/WebMercatorQuad/7/58/31", page: page{name: "ways"}},
		{name: "tile of sectors, zoom 7", path: "/collections/sectors/tiles/WebMercatorQuad/7/58/31", page: page{name: "sectors"}},
	}
}

// encodings are what is asked for.
var encodings = []string{"identity", "gzip"}

// asked is what a server did in a run.
type asked struct {
	perSecond      float64
	processor, wrk time.Duration // a request
	p99            time.Duration
}

// answers measures what comes from memory, beside nginx.
func answers(ctx context.Context, b *bench) (string, []string, error) {
	var t strings.Builder
	t.WriteString("| answer | bytes | log | Lindero, a second | nginx, a second | Lindero of nginx | Lindero, processor a request | nginx | wrk, asking Lindero | wrk, asking nginx | **Lindero of nginx by processor, wrk's too** |\n|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, logged := range []bool{false, true} {
		if err := b.beside(ctx, logged, &t); err != nil {
			return "", nil, err
		}
	}
	return t.String(), []string{versionOf(ctx, "nginx"), versionOf(ctx, "wrk")}, nil
}

// logFlags are those of a server that logs every request, or nothing.
func logFlags(logged bool) []string {
	if logged {
		return []string{"--log-level", "info"}
	}
	return []string{"--log-level", "off"}
}

// beside measures all subjects of both servers, which log to a file or not.
func (b *bench) beside(ctx context.Context, logged bool, t *strings.Builder) (err error) {
	ours, err := b.serve(ctx, logFlags(logged)...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ours.Stop()) }()
	all := subjects()
	pages := make([]page, len(all))
	for i := range all {
		if err := all[i].fetch(ctx, ours.url); err != nil {
			return err
		}
		pages[i] = all[i].page
	}
	theirs, err := b.nginx(ctx, logged, pages)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, theirs.Stop()) }()
	for _, s := range all {
		for _, encoding := range encodings {
			if err := b.compare(ctx, &s, encoding, logged, ours, theirs, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// fetch asks for what nginx is to have.
func (s *subject) fetch(ctx context.Context, url string) error {
	plain, h, err := get(ctx, url+s.path, "identity")
	if err != nil {
		return err
	}
	if s.gzip, _, err = get(ctx, url+s.path, "gzip"); err != nil {
		return err
	}
	s.plain, s.media, s.control = plain, h.Get("Content-Type"), h.Get("Cache-Control")
	return nil
}

// compare measures one answer of both, in turn.
func (b *bench) compare(ctx context.Context, s *subject, encoding string, logged bool, ours, theirs *served, t *strings.Builder) error {
	urls := [2]string{ours.url + s.path, theirs.url + "/" + s.page.name}
	want := s.plain
	if encoding == "gzip" {
		want = s.gzip
	}
	var of [2][]asked
	for range b.runs {
		for i, server := range []*served{ours, theirs} {
			got, h, err := get(ctx, urls[i], encoding)
			if err != nil {
				return err
			}
			if !bytes.Equal(got, want) || h.Get("Etag") == "" || h.Get("Cache-Control") != s.control {
				return fmt.Errorf("%s, %s: %d bytes with %v, want the %d bytes that Lindero has answered", urls[i], encoding, len(got), h, len(want))
			}
			a, err := b.ask(ctx, server, many, urls[i], encoding)
			if err != nil {
				return err
			}
			of[i] = append(of[i], *a)
		}
	}
	log := "off"
	if logged {
		log = "on"
	}
	o, n := medians(of[0]), medians(of[1])
	share := float64(n.wrk+n.processor) / float64(o.wrk+o.processor)
	fmt.Fprintf(b.log, "%s, %s, log %s: %.0f and %.0f a second, %s and %s of processor, wrk %s and %s\n", s.name, encoding, log,
		o.perSecond, n.perSecond, o.processor, n.processor, o.wrk, n.wrk)
	fmt.Fprintf(t, "| %s, %s | %s | %s | %s | %s | %.0f %% | %s | %s | %s | %s | **%.0f %%** |\n", s.name, encoding, measure.Thousands(float64(len(want)), 0), log,
		measure.Thousands(o.perSecond, 0), measure.Thousands(n.perSecond, 0), 100*o.perSecond/n.perSecond,
		micros(o.processor), micros(n.processor), micros(o.wrk), micros(n.wrk), 100*share)
	return nil
}

// ask has wrk ask a server.
func (b *bench) ask(ctx context.Context, server *served, connections int, url, encoding string) (*asked, error) {
	var s *seen
	worked, err := server.worked(func() (err error) {
		s, err = b.wrk(ctx, connections, url, encoding)
		return err
	})
	if err != nil {
		return nil, err
	}
	per := func(d time.Duration) time.Duration { return d / time.Duration(s.Requests) }
	return &asked{s.perSecond(), per(worked), per(s.Processor), time.Duration(s.P99Us) * time.Microsecond}, nil
}

// medians returns the median of each figure.
func medians(all []asked) asked {
	duration := func(of func(asked) time.Duration) time.Duration { return measure.Median(all, of) }
	return asked{
		perSecond: float64(measure.Median(all, func(a asked) int64 { return int64(a.perSecond) })),
		processor: duration(func(a asked) time.Duration { return a.processor }),
		wrk:       duration(func(a asked) time.Duration { return a.wrk }),
		p99:       duration(func(a asked) time.Duration { return a.p99 }),
	}
}

// micros shows a time of a request.
func micros(d time.Duration) string {
	if d < 100*time.Microsecond {
		return fmt.Sprintf("%.1f µs", float64(d.Nanoseconds())/1e3)
	}
	if d < time.Millisecond {
		return fmt.Sprintf("%.0f µs", float64(d.Nanoseconds())/1e3)
	}
	return measure.Round(d)
}
