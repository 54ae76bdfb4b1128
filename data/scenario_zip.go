package data

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"time"

	"lindero/sectors"
)

// zipped is the time of the files in an archive, which tells of nothing: the first
// that the form of zip has.
var zipped = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// ZipScenario returns a scenario's files (see WriteScenario) as a zip archive of
// one folder. What is returned has been read back and is the same scenario; the
// same scenario gives the same bytes. It fails with ErrNoFolder where the scenario
// holds what no reader would read so, such as text that is no text.
func ZipScenario(s *sectors.Scenario, folder string) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := WriteScenario(s, func(name string, content func(io.Writer) error) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: folder + "/" + name, Method: zip.Deflate, Modified: zipped})
		if err != nil {
			return err
		}
		return content(w)
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, err
	}
	return b.Bytes(), sameScenario(b.Bytes(), folder, s)
}

// sameScenario wants the scenario in an archive to be read as another.
func sameScenario(archive []byte, folder string, want *sectors.Scenario) error {
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoFolder, err)
	}
	sub, err := fs.Sub(files, folder)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoFolder, err)
	}
	got, _, err := readFolder(sub, folder)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNoFolder, err)
	}
	if got.Hash() != want.Hash() {
		return fmt.Errorf("%w: it would be read as another", ErrNoFolder)
	}
	return nil
}
