package data

import (
	"io"
	"runtime"
	"sync"
)

// inTurn hands things on in the order in which next gives them, after all
// cores have worked on them, until next or take answers false. No more than a
// few are under way at once. Every worker calls newWorker once, and what it
// returns for each thing that comes to it.
func inTurn[T any](next func() (T, bool), newWorker func() func(*T), take func(*T) bool) {
	type job struct {
		thing T
		done  chan struct{}
	}
	workers := runtime.GOMAXPROCS(0)
	todo, order, stop := make(chan *job, workers), make(chan *job, 2*workers), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(order)
		defer close(todo)
		for {
			thing, ok := next()
			if !ok {
				return
			}
			j := &job{thing, make(chan struct{})}
			select {
			case order <- j:
				todo <- j
			case <-stop:
				return
			}
		}
	})
	for range workers {
		wg.Go(func() {
			work := newWorker()
			for j := range todo {
				work(&j.thing)
				close(j.done)
			}
		})
	}
	defer wg.Wait()
	defer close(stop)
	for j := range order {
		<-j.done
		if !take(&j.thing) {
			return
		}
	}
}

// inOrderBlock is how many texts a worker makes at a time.
const inOrderBlock = 16

// inOrder writes the texts of n things in their order; all cores make them.
// appendText appends the text of one, and is called by several goroutines at
// once.
func inOrder(w io.Writer, n int, appendText func(dst []byte, i int) ([]byte, error)) error {
	type block struct {
		from, to int
		text     []byte
		err      error
	}
	room := sync.Pool{New: func() any { return new([]byte) }}
	at := 0
	next := func() (block, bool) {
		b := block{from: at, to: min(at+inOrderBlock, n)}
		at = b.to
		return b, b.from < n
	}
	work := func(b *block) {
		buf, _ := room.Get().(*[]byte)
		b.text = (*buf)[:0]
		for i := b.from; i < b.to && b.err == nil; i++ {
			b.text, b.err = appendText(b.text, i)
		}
	}
	var failed error
	inTurn(next, func() func(*block) { return work }, func(b *block) bool {
		if failed = b.err; failed == nil {
			_, failed = w.Write(b.text)
		}
		room.Put(&b.text)
		return failed == nil
	})
	return failed
}
