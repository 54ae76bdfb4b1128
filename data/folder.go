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
	old  bool   // there is a folder of that name, which this one replaces
}

// CreateFolder starts writing a folder. One of that name that is there has to
// be empty.
func CreateFolder(name string) (*Folder, error) {
	return createFolder(name, func(string, []fs.DirEntry) Message {
		return say("the folder is there and not empty")
	})
}

// ReplaceFolder starts writing a folder. One of that name that is there is
// replaced where all that is in it is ours.
func ReplaceFolder(name string, ours func(entry fs.DirEntry) bool) (*Folder, error) {
	return createFolder(name, func(_ string, entries []fs.DirEntry) Message {
		for _, e := range entries {
			if !ours(e) {
				return say("the folder is there and holds %q, which would be lost", e.Name())
			}
		}
		return Message{}
	})
}

// createFolder starts writing a folder. One of that name that is there and not
// empty is replaced where refuse, which sees what is in it, has nothing to say
// against it.
func createFolder(name string, refuse func(path string, entries []fs.DirEntry) Message) (*Folder, error) {
	path, err := filepath.Abs(name)
	if err != nil {
		return nil, folderError(name, Reason(err))
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // the link stays, and leads to the new folder
	}
	f := &Folder{name: name, path: path}
	entries, err := os.ReadDir(path)
	switch {
	case len(entries) > 0:
		if why := refuse(path, entries); !why.none() {
			return nil, folderError(name, why)
		}
		f.old = true
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, folderError(name, say("cannot be written: %s", Reason(err)))
	}
	if f.tmp, err = f.beside("part", func(tmp string) error { return os.Mkdir(tmp, 0o777) }); err != nil {
		return nil, folderError(name, say("cannot be written: %s", Reason(err)))
	}
	return f, nil
}

// beside makes something under a name beside the folder's that nothing has.
func (f *Folder) beside(ending string, makeIt func(name string) error) (string, error) {
	for i := range 1000 {
		name := filepath.Join(filepath.Dir(f.path), fmt.Sprintf(".%s.%d-%d.%s", filepath.Base(f.path), os.Getpid(), i, ending))
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		if err := makeIt(name); !errors.Is(err, fs.ErrExist) {
			return name, err
		}
	}
	return "", fs.ErrExist
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
		return folderError(f.name, say("cannot be written: %s", Reason(fs.ErrInvalid)))
	}
	dir := filepath.Join(f.tmp, below)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return folderError(f.name, say("cannot be written: %s", Reason(err)))
	}
	file, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return folderError(f.name, say("cannot be written: %s", Reason(err)))
	}
	w := bufio.NewWriterSize(file, 1<<16)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return folderError(f.name, say("cannot be written: %s", Reason(err)))
	}
	return nil
}

// Commit gives the folder its name. Of an empty folder that is there it takes
// the place file by file, as somebody may be in it; one that it replaces goes
// when it stands in its place.
func (f *Folder) Commit() error {
	err := f.place()
	if err != nil {
		f.Abandon()
		return folderError(f.name, say("cannot be written: %s", Reason(err)))
	}
	f.tmp = ""
	return nil
}

// place gives the folder its name.
func (f *Folder) place() error {
	if f.old {
		return f.replace()
	}
	err := os.Rename(f.tmp, f.path)
	if info, statErr := os.Stat(f.path); err != nil && statErr == nil && info.IsDir() {
		err = f.moveIn()
	}
	return err
}

// replace takes the place of the folder that is there, which is then removed.
func (f *Folder) replace() error {
	aside, err := f.beside("old", func(aside string) error { return os.Rename(f.path, aside) })
	if err != nil {
		return err
	}
	if err := os.Rename(f.tmp, f.path); err != nil {
		return errors.Join(err, os.Rename(aside, f.path))
	}
	_ = os.RemoveAll(aside) // replaced: what stays of it is in nobody's way
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
