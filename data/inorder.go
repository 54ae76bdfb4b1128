package data

import (
	"io"
	"runtime"
	"sync"
)

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
		done     chan struct{}
	}
	workers := runtime.GOMAXPROCS(0)
	todo, order, stop := make(chan *block, workers), make(chan *block, 2*workers), make(chan struct{})
	room := sync.Pool{New: func() any { return new([]byte) }}
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(order)
		defer close(todo)
		for from := 0; from < n; from += inOrderBlock {
			b := &block{from: from, to: min(from+inOrderBlock, n), done: make(chan struct{})}
			select {
			case order <- b:
				todo <- b
			case <-stop:
				return
			}
		}
	})
	for range workers {
		wg.Go(func() {
			for b := range todo {
				buf, _ := room.Get().(*[]byte)
				b.text = (*buf)[:0]
				for i := b.from; i < b.to && b.err == nil; i++ {
					b.text, b.err = appendText(b.text, i)
				}
				close(b.done)
			}
		})
	}
	defer wg.Wait()
	defer close(stop)
	for b := range order {
		<-b.done
		if b.err != nil {
			return b.err
		}
		if _, err := w.Write(b.text); err != nil {
			return err
		}
		room.Put(&b.text)
	}
	return nil
}
