package data

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Output is a file being written: it takes its name when Commit is called on it,
// whole; until then the old file of that name stays as it is.
type Output struct {
	*bufio.Writer
	name string // as given
	path string // of the file that will be replaced; empty for a device or pipe
	file *os.File
}

// Create starts writing a file. Devices and pipes are written to directly; a file
// that is there and read-only is left as it is.
func Create(name string) (*Output, error) {
	path := name
	if real, err := filepath.EvalSymlinks(name); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
	case info.IsDir():
		return nil, outputError(name, say("is a folder"))
	case info.Mode().IsRegular() && info.Mode().Perm()&0o222 == 0: // somebody wants to keep it
		return nil, outputError(name, say("is read-only"))
	}
	o := &Output{name: name, path: path}
	if err == nil && !info.Mode().IsRegular() {
		o.path = ""
		o.file, err = os.OpenFile(path, os.O_WRONLY, 0)
	} else {
		o.file, err = createBeside(path)
		if err == nil && info != nil {
			_ = o.file.Chmod(info.Mode().Perm()) // a file system without modes has none to keep
		}
	}
	if err != nil {
		return nil, outputError(name, err)
	}
	o.Writer = bufio.NewWriterSize(named{o}, 1<<16)
	return o, nil
}

// named writes to an output's file, with errors that name it as it was given.
type named struct{ o *Output }

func (n named) Write(p []byte) (int, error) {
	written, err := n.o.file.Write(p)
	if err != nil {
		err = outputError(n.o.name, err)
	}
	return written, err
}

// createBeside creates a new file in the folder of path, readable by those
// whom the umask lets.
func createBeside(path string) (*os.File, error) {
	for i := range 1000 {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.part", filepath.Base(path), os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fs.ErrExist
}

func outputError(name string, err error) error {
	ps := &problems{file: name}
	ps.add(Message{}, "", say("cannot be written: %s", Reason(err)), say("name a file in a folder that is there and may be written to"))
	return join(ps)
}

// Commit finishes the files, and only when all are whole on the disk gives
// them their names. Those that are nil are passed over.
func Commit(outputs ...*Output) error {
	outputs = slices.DeleteFunc(slices.Clone(outputs), func(o *Output) bool { return o == nil })
	for _, o := range outputs {
		if err := o.finish(); err != nil {
			Abandon(outputs...)
			return err
		}
	}
	for _, o := range outputs {
		if o.path == "" {
			continue
		}
		if err := os.Rename(o.file.Name(), o.path); err != nil {
			Abandon(outputs...)
			return outputError(o.name, err)
		}
		o.path = ""
	}
	return nil
}

// finish brings all that was written to the disk.
func (o *Output) finish() error {
	if err := o.Flush(); err != nil {
		return err
	}
	var err error
	if o.path != "" {
		err = o.file.Sync()
	}
	if err = errors.Join(err, o.file.Close()); err != nil {
		return outputError(o.name, err)
	}
	return nil
}

// Abandon drops what was written to the files unless it was committed. Those
// of their names, if there are any, stay as they were.
func Abandon(outputs ...*Output) {
	for _, o := range outputs {
		if o == nil {
			continue
		}
		_ = o.file.Close() // may be closed already
		if o.path != "" {
			_ = os.Remove(o.file.Name()) // nothing is lost if it stays
			o.path = ""
		}
	}
}
