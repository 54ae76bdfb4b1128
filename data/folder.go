package data

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder is a folder being written: it takes its name when Commit is called,
// with all that is in it; until then nothing of that name is touched.
type Folder struct {
	name string // as given
	path string // absolute
	tmp  string // where it is written; empty once it is committed or abandoned
}

// CreateFolder starts writing a folder. One of that name that is there has to
// be empty.
func CreateFolder(name string) (*Folder, error) {
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, folderError(name, reason(err))
	}
	entries, err := os.ReadDir(path)
	switch {
	case len(entries) > 0:
		return nil, folderError(name, say("the folder is there and not empty"))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, folderError(name, say("cannot be written: %s", reason(err)))
	}
	for i := range 1000 {
		tmp := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d-%d.part", filepath.Base(path), os.Getpid(), i))
		err := os.Mkdir(tmp, 0o777)
		if err == nil {
			return &Folder{name, path, tmp}, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, folderError(name, say("cannot be written: %s", reason(err)))
		}
	}
	return nil, folderError(name, say("cannot be written: %s", reason(fs.ErrExist)))
}

func folderError(name string, what Message) error {
	ps := &problems{file: name}
	ps.add(Message{}, "", what, say("name a new folder, in a folder that is there and may be written to"))
	return join(ps)
}

// Write writes a file in the folder below; "" is the folder itself. It fails
// where the file has been written before, or below is another folder than one
// of these.
func (f *Folder) Write(below, name string, write func(io.Writer) error) error {
	if below != "" && !filepath.IsLocal(below) {
		return folderError(f.name, say("cannot be written: %s", reason(fs.ErrInvalid)))
	}
	dir := filepath.Join(f.tmp, below)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return folderError(f.name, say("cannot be written: %s", reason(err)))
	}
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return folderError(f.name, say("cannot be written: %s", reason(err)))
	}
	w := bufio.NewWriterSize(file, 1<<16)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return folderError(f.name, say("cannot be written: %s", reason(err)))
	}
	return nil
}

// Commit gives the folder its name. Of an empty folder that is there it takes
// the place file by file, as somebody may be in it.
func (f *Folder) Commit() error {
	err := os.Rename(f.tmp, f.path)
	if info, statErr := os.Stat(f.path); err != nil && statErr == nil && info.IsDir() {
		err = f.moveIn()
	}
	if err != nil {
		f.Abandon()
		return folderError(f.name, say("cannot be written: %s", reason(err)))
	}
	f.tmp = ""
	return nil
}

// moveIn moves all that was written into the folder, or nothing.
func (f *Folder) moveIn() error {
	entries, err := os.ReadDir(f.tmp)
	if err != nil {
		return err
	}
	for i, e := range entries {
		to := filepath.Join(f.path, e.Name())
		if _, err = os.Lstat(to); err == nil {
			err = fs.ErrExist // it came while we wrote
		} else {
			err = os.Rename(filepath.Join(f.tmp, e.Name()), to)
		}
		if err != nil {
			for _, moved := range entries[:i] {
				_ = os.RemoveAll(filepath.Join(f.path, moved.Name())) // ours, and whole nowhere
			}
			return err
		}
	}
	_ = os.Remove(f.tmp) // empty by now
	return nil
}

// Abandon drops what was written unless it was committed.
func (f *Folder) Abandon() {
	if f == nil || f.tmp == "" {
		return
	}
	_ = os.RemoveAll(f.tmp) // nothing is lost if it stays
	f.tmp = ""
}
