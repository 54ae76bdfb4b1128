package sample

import "errors"

// Full is a disk that takes so many bytes, and then answers ErrFull.
type Full struct{ Left int }

// ErrFull is what a full disk answers.
var ErrFull = errors.New("no space left on device")

func (f *Full) Write(b []byte) (int, error) {
	n := min(len(b), f.Left)
	f.Left -= n
	if n < len(b) {
		return n, ErrFull
	}
	return n, nil
}
