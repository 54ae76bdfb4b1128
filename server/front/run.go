package front

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"lindero/server/problem"
)

// streamTime bounds an answer that is passed on as it comes.
const streamTime = time.Hour

// run has the handler answer, for one client or for a flight.
func (h *handler) run(w http.ResponseWriter, r *http.Request, v *visit, fl *flight) {
	f := h.Front
	v.route = h.routeOf(r)
	if r.ContentLength > f.MaxBody {
		a := f.answerOf(v.id, tooLarge(f.MaxBody))
		f.metrics.refused.WithLabelValues("body").Inc()
		f.land(fl, nil)
		f.write(w, r, v, a)
		return
	}
	leave, ok := f.enter(r)
	if !ok {
		retryAfter(w, 1)
		a := f.answerOf(v.id, problem.New(http.StatusServiceUnavailable,
			fmt.Sprintf("%d requests are being worked on, and none ended in %s; try again", f.InFlight, f.Queue)))
		f.metrics.refused.WithLabelValues("in_flight").Inc()
		f.land(fl, nil)
		f.write(w, r, v, a)
		return
	}
	c := h.start(w, r, v, fl, leave)
	h.await(w, r, v, c)
}

// enter waits for a place among those that are worked on, and returns what gives
// it back. Requests with a body have half of the places only: while theirs come
// slowly, others are answered.
func (f *Front) enter(r *http.Request) (leave func(), ok bool) {
	t := time.NewTimer(f.Queue)
	defer t.Stop()
	var taken []chan struct{}
	leave = func() {
		for _, places := range taken {
			<-places
		}
	}
	wanted := []chan struct{}{f.slots}
	if r.ContentLength != 0 {
		wanted = []chan struct{}{f.bodies, f.slots}
	}
	for _, places := range wanted {
		select {
		case places <- struct{}{}:
			taken = append(taken, places)
			continue
		default:
		}
		select {
		case places <- struct{}{}:
			taken = append(taken, places)
		case <-t.C:
			leave()
			return nil, false
		case <-r.Context().Done():
			leave()
			return nil, false
		}
	}
	return leave, true
}

// start runs the handler in a goroutine, and gives its place back in the end.
func (h *handler) start(w http.ResponseWriter, r *http.Request, v *visit, fl *flight, leave func()) *recorder {
	f := h.Front
	c := &recorder{
		f: f, flight: fl, client: w, request: r, route: v.route,
		draft:   draft{header: http.Header{problem.RequestID: {v.id}}},
		settled: make(chan struct{}), ended: make(chan struct{}),
	}
	ctx, cancel := context.WithCancelCause(alive(r.Context(), fl != nil))
	ctx = context.WithValue(ctx, knownKey{}, known{v.id, f.baseOf(r)})
	id := v.id
	timer := time.AfterFunc(f.Timeout, func() {
		c.expire(f.answerOf(id, tooLate(f.Timeout)))
		cancel(context.DeadlineExceeded)
		f.metrics.refused.WithLabelValues("timeout").Inc()
	})
	c.began = func() { timer.Reset(streamTime) }
	if fl != nil {
		f.board(fl, cancel)
	}
	inner, body := f.inner(ctx, w, r)
	c.body = body
	f.metrics.working.Inc()
	f.work.Go(func() {
		defer func() {
			timer.Stop()
			cancel(nil)
			f.metrics.working.Dec()
			leave()
		}()
		c.end(h.call(c, inner))
	})
	return c
}

// inner returns the request as a handler sees it.
func (f *Front) inner(ctx context.Context, w http.ResponseWriter, r *http.Request) (*http.Request, *limited) {
	in := r.WithContext(ctx)
	in.Header = r.Header.Clone()
	in.Header.Del("Accept-Encoding")
	if r.Method == http.MethodHead || r.Method == http.MethodGet {
		in.Method = http.MethodGet
		for _, name := range []string{"Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"} {
			in.Header.Del(name)
		}
	}
	if r.Body == nil || r.ContentLength == 0 {
		return in, nil
	}
	size := r.ContentLength
	if size < 0 {
		size = f.MaxBody
	}
	wait := min(f.patience(int(size)), f.Timeout)
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(wait)) // a test's recorder has none
	body := &limited{ReadCloser: http.MaxBytesReader(nil, r.Body, f.MaxBody)}
	in.Body = body
	return in, body
}

// call calls the handler, and returns the answer in place of its own where it
// panicked or where it could not read the body.
func (h *handler) call(c *recorder, r *http.Request) (instead *answer) {
	f, id := h.Front, RequestID(r.Context())
	defer func() {
		if x := recover(); x != nil {
			err, _ := x.(error)
			if !errors.Is(err, http.ErrAbortHandler) {
				f.metrics.panics.Inc()
				f.Logger.LogAttrs(r.Context(), slog.LevelError, "panic", slog.String("id", id),
					slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Any("panic", x), slog.String("stack", string(debug.Stack())))
			}
			instead = f.answerOf(id, broken())
		}
	}()
	h.next.ServeHTTP(c, r)
	var large *http.MaxBytesError
	switch {
	case errors.As(c.body.failed(), &large):
		f.metrics.refused.WithLabelValues("body").Inc()
		return f.answerOf(id, tooLarge(f.MaxBody))
	case c.body.slow():
		f.metrics.refused.WithLabelValues("slow_body").Inc()
		return f.answerOf(id, problem.New(http.StatusRequestTimeout, "the body of the request came too slowly; send it at once"))
	}
	return nil
}

// await waits for what the handler comes to, and sends it.
func (h *handler) await(w http.ResponseWriter, r *http.Request, v *visit, c *recorder) {
	f := h.Front
	if c.flight != nil {
		defer f.leave(c.flight)
	}
	select {
	case <-c.settled:
	case <-r.Context().Done(): // by net/http's doing also where the body is slow
		if !c.body.slow() {
			c.detach()
			v.status = statusGone
			return
		}
		<-c.settled // the handler was called off too, or its time is up
	}
	if c.answer != nil {
		f.write(w, r, v, c.answer)
		return
	}
	select {
	case <-c.ended:
	case <-r.Context().Done():
		c.detach()
	}
	v.status, v.bytes = c.sent()
}

func tooLarge(most int64) *problem.Problem {
	return problem.New(http.StatusRequestEntityTooLarge, fmt.Sprintf("the body of a request may have %d bytes; send less", most))
}

func tooLate(limit time.Duration) *problem.Problem {
	return problem.New(http.StatusServiceUnavailable, fmt.Sprintf(
		"no answer within %s; ask for less, as with a smaller bbox or limit, or have a process work on its own with Prefer: respond-async", limit))
}

func broken() *problem.Problem {
	return problem.New(http.StatusInternalServerError, "something is wrong in the server; its log has more under this request's id")
}
