package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxName is the longest name of a report's folder, in bytes: file systems have
// 255, and what is being written has a longer one.
const maxName = 120

// reserved are names that Windows has for devices.
var reserved = []string{"con", "prn", "aux", "nul"}

// names gives names to folders, each once; case does not tell two apart, as on
// some file systems.
type names map[string]bool

// give returns a name for a folder like the wanted one that no other has. Letters
// and digits of any script stay.
func (n names) give(wanted string) string {
	base := safe(wanted)
	name := base
	for i := 2; n[folded(name)]; i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	n[folded(name)] = true
	return name
}

// folded is what all spellings of a name have alike that some file system takes for
// one: capitals, ß for ss, the long s for the short one.
func folded(name string) string { return norm.NFC.String(cases.Fold().String(name)) }

// safe makes of a name one that is fit for a folder, and a part of a link.
func safe(name string) string {
	out := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) && r != utf8.RuneError {
			return r
		}
		return '-'
	}, norm.NFC.String(strings.ToValidUTF8(name, "-")))
	out = strings.Trim(out, "-.")
	if len(out) > maxName {
		sum := sha256.Sum256([]byte(name))
		end := "-" + hex.EncodeToString(sum[:4])
		cut := maxName - len(end)
		for !utf8.RuneStart(out[cut]) {
			cut--
		}
		out = strings.TrimRight(out[:cut], "-.") + end
	}
	stem, _, _ := strings.Cut(strings.ToLower(out), ".")
	switch device := len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")); {
	case out == "":
		return "report"
	case device || slices.Contains(reserved, stem), slices.Contains(own, strings.ToLower(out)), slices.Contains(known, strings.ToLower(out)):
		return "report-" + out
	}
	return out
}

// known are the files by which scenarios and plans are known: a folder of reports
// that held one would be taken for such.
var known = []string{planFile, scenarioFile}

// own are the files beside the folders of reports.
var own = []string{Index, gapsGeoJSON, gapsCSV}
