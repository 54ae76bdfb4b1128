package grid

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

var errDMSForm = errors.New("expected latitude and longitude, each with a hemisphere letter, " +
	"like 14°40'52.3\"N 092°08'51.2\"W, 14 40.872 N 92 8.853 O or N14.6812 W92.1476")

// ParseDMS reads a latitude and a longitude, in either order, each in degrees,
// in degrees and minutes, or in degrees, minutes and seconds, and each with
// the letter of its hemisphere before or behind it. It returns degrees.
//
//	14°40'52.3"N 092°08'51.2"W
//	N 14 40 52.3, W 92 8 51.2
//	14:40:52.3N 92:08:51.2W
//	14° 40.872' N, 92° 8.853' O
//	14.6812N 92.1476W
//
// The letters are N, S, E, W and the Spanish O for oeste, which is W, in upper
// or lower case. Degrees are marked by °, º or d, minutes by ', ′ or ’, seconds
// by ", ″, ” or two minute signs; spaces or colons will do instead. Only the
// last number of an angle may have decimals. Minutes and seconds of 60 or
// more, and angles beyond 90 or 180 degrees, are errors.
func ParseDMS(s string) (lon, lat float64, err error) {
	lon, lat, err = parseDMS(s)
	if err != nil {
		return 0, 0, fmt.Errorf("read degrees %.60q: %w", s, err)
	}
	return lon, lat, nil
}

func parseDMS(s string) (lon, lat float64, err error) {
	if len(s) > maxInput {
		return 0, 0, errDMSForm
	}
	tokens, err := tokenize(s)
	if err != nil {
		return 0, 0, err
	}
	first, second, err := splitAngles(tokens)
	if err != nil {
		return 0, 0, err
	}
	a, aIsLat, err := readAngle(first)
	if err != nil {
		return 0, 0, err
	}
	b, bIsLat, err := readAngle(second)
	if err != nil {
		return 0, 0, err
	}
	if aIsLat == bIsLat {
		return 0, 0, errors.New("both angles are of the same kind: one needs N or S, the other E or W (O)")
	}
	if aIsLat {
		return b, a, nil
	}
	return a, b, nil
}

// token is a number, a mark (d, m, s or : after a number), a hemisphere letter
// in upper case, or a comma.
type token struct {
	kind  byte // '0' number, 'd', 'm', 's', ':', 'N' letter, ',' comma
	text  string
	level byte // of a letter: N, S, E or W
}

// marks maps every sign that may follow a number.
var marks = strings.NewReplacer(
	"º", "°", "˚", "°", "d", "°", "D", "°",
	"''", `"`, "′′", `"`, "’’", `"`, "″", `"`, "”", `"`, "“", `"`,
	"′", "'", "’", "'", "‘", "'", "`", "'", "´", "'",
	";", ",", "\u00a0", " ",
)

// tokenize cuts a text into tokens.
func tokenize(s string) ([]token, error) {
	var out []token
	rest := marks.Replace(s)
	for rest != "" {
		n := 1
		switch c := rest[0]; {
		case c == ' ' || c == '\t':
		case c >= '0' && c <= '9' || c == '.':
			n = len(rest) - len(strings.TrimLeft(rest, "0123456789."))
			out = append(out, token{kind: '0', text: rest[:n]})
		case strings.HasPrefix(rest, "°"):
			n = len("°")
			out = append(out, token{kind: 'd', text: "°"})
		case c == '\'':
			out = append(out, token{kind: 'm', text: "'"})
		case c == '"':
			out = append(out, token{kind: 's', text: `"`})
		case c == ':' || c == ',':
			out = append(out, token{kind: c, text: rest[:1]})
		case strings.IndexByte("NSEWOnsewo", c) >= 0:
			letter := strings.ToUpper(rest[:1])
			out = append(out, token{kind: 'N', text: letter, level: strings.Replace(letter, "O", "W", 1)[0]})
		case c == '-' || c == '+':
			return nil, errors.New("a sign and hemisphere letters do not go together: leave out the sign")
		default:
			return nil, fmt.Errorf("%q is not understood: %w", []rune(rest)[0], errDMSForm)
		}
		rest = rest[n:]
	}
	return out, nil
}

// splitAngles cuts the tokens in two: after the first letter if letters stand
// behind the angles, else before the second.
func splitAngles(tokens []token) (first, second []token, err error) {
	var letters []int
	for i, t := range tokens {
		if t.kind == 'N' {
			letters = append(letters, i)
		}
	}
	if len(letters) != 2 {
		return nil, nil, fmt.Errorf("%d hemisphere letters: %w", len(letters), errDMSForm)
	}
	cut := letters[0] + 1
	if letters[0] == 0 {
		cut = letters[1]
	}
	first, second = tokens[:cut], tokens[cut:]
	switch { // one comma may stand between
	case len(first) > 0 && first[len(first)-1].kind == ',':
		first = first[:len(first)-1]
	case len(second) > 0 && second[0].kind == ',':
		second = second[1:]
	}
	return first, second, nil
}

// readAngle reads one angle and its letter, in degrees, and tells latitudes
// from longitudes.
func readAngle(tokens []token) (deg float64, isLat bool, err error) {
	var letter token
	switch last := len(tokens) - 1; {
	case last >= 1 && tokens[0].kind == 'N':
		letter, tokens = tokens[0], tokens[1:]
	case last >= 1 && tokens[last].kind == 'N':
		letter, tokens = tokens[last], tokens[:last]
	default:
		return 0, false, errDMSForm
	}
	deg, err = sumParts(tokens)
	if err != nil {
		return 0, false, err
	}
	isLat = letter.level == 'N' || letter.level == 'S'
	if limit := map[bool]float64{true: 90, false: 180}[isLat]; !(deg <= limit) {
		return 0, false, fmt.Errorf("%v degrees %s are more than %v", deg, letter.text, limit)
	}
	if letter.level == 'S' || letter.level == 'W' {
		deg = -deg
	}
	return deg, isLat, nil
}

// parts names the numbers of an angle in order, with the mark of each and its
// worth in degrees.
var parts = [3]struct {
	name  string
	mark  byte
	worth float64
}{{"degrees", 'd', 1}, {"minutes", 'm', 60}, {"seconds", 's', 3600}}

// sumParts adds up degrees, minutes and seconds.
func sumParts(tokens []token) (deg float64, err error) {
	var seconds float64
	count := 0
	for i := 0; i < len(tokens); count++ {
		if tokens[i].kind != '0' {
			return 0, fmt.Errorf("unexpected %s: %w", tokens[i].text, errDMSForm)
		}
		if count == len(parts) {
			return 0, fmt.Errorf("number %s after the seconds: %w", tokens[i].text, errDMSForm)
		}
		value, err := partValue(tokens[i].text, count)
		if err != nil {
			return 0, err
		}
		whole := !strings.Contains(tokens[i].text, ".")
		i++
		if i < len(tokens) && tokens[i].kind != '0' {
			if err := checkMark(tokens[i], count, i == len(tokens)-1); err != nil {
				return 0, err
			}
			i++
		}
		if i < len(tokens) && !whole {
			return 0, fmt.Errorf("%s have decimals but %s follows: only the last number may have decimals",
				parts[count].name, tokens[i].text)
		}
		seconds += value * (3600 / parts[count].worth)
	}
	if count == 0 {
		return 0, errDMSForm
	}
	if count == 1 { // spare decimal degrees the rounding of ×3600÷3600
		return partValue(tokens[0].text, 0)
	}
	return seconds / 3600, nil
}

// partValue reads the number at the given place of an angle.
func partValue(text string, place int) (float64, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, fmt.Errorf("%s %q are not a number", parts[place].name, text)
	}
	if place > 0 && value >= 60 {
		return 0, fmt.Errorf("%s %s are not below 60", text, parts[place].name)
	}
	return value, nil
}

// checkMark reports a mark that does not belong behind the number at the given
// place.
func checkMark(mark token, place int, last bool) error {
	if mark.kind == parts[place].mark || mark.kind == ':' && !last && place < 2 {
		return nil
	}
	if mark.kind == ',' {
		return errors.New("a comma stands inside an angle: write decimals with a point")
	}
	return fmt.Errorf("unexpected %s after the %s: %w", mark.text, parts[place].name, errDMSForm)
}
