package data

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// CountryCode returns a country's code as scenarios write it: ISO 3166 alpha-2
// for what ISO knows by an alpha-2 or alpha-3 code in any case, else the code
// itself in capitals.
func CountryCode(code string) string {
	code = strings.ToUpper(strings.TrimSpace(code))
	if r, ok := regionOf(code); ok {
		return r.String()
	}
	return code
}

// noCode is what Natural Earth writes for no code.
const noCode = "-99"

// codeText is what may be a country's code. Codes become names of folders and
// ids, and stand in comments of scenario.yaml: none may go over a line or lead
// to another folder. Names of countries may be, as of files without codes.
var codeText = regexp.MustCompile(`^[\pL\pN][\pL\pM\pN ._,&()'’-]{0,63}$`)

// regionOf returns the country of an ISO 3166 alpha-2 or alpha-3 code in
// capitals.
func regionOf(code string) (language.Region, bool) {
	if len(code) != 2 && len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return language.Region{}, false
	}
	if code == "XKX" { // Kosovo, of codes left to users, as most files have it
		code = "XK"
	}
	r, err := language.ParseRegion(code)
	if err != nil {
		return r, false
	}
	r = r.Canonicalize()
	return r, r.IsCountry() && len(r.String()) == 2
}

// countryName returns the name of a country in a language (en or es), or its
// code where it has none.
func countryName(code, lang string) string {
	r, ok := regionOf(code)
	if !ok {
		return code
	}
	namer := display.Regions(language.English)
	if lang == "es" {
		namer = display.Regions(language.Spanish)
	}
	if name := namer.Name(r); name != "" {
		return name
	}
	return code
}
