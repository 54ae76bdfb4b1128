package grid

import (
	"fmt"
	"math"
	"strings"
)

// The letters of MGRS (NGA.STND.0037, appendix B); I and O are never used.
const (
	bands       = "CDEFGHJKLMNPQRSTUVWX" // 8° of latitude each from 80° S; X has 12°
	equatorBand = 10                     // index of band N
	rows        = "ABCDEFGHJKLMNPQRSTUV" // 100 km of northing each, repeating
	evenShift   = 5                      // even zones begin their rows at F
	polarBands  = "ABYZ"                 // south west, south east, north west, north east
	polarRows   = "ABCDEFGHJKLMNPQRSTUVWXYZ"
)

// columns are the letters of 100 km of easting, from 100 km, in zones 1, 2
// and 3; then they repeat.
var columns = [3]string{"ABCDEFGH", "JKLMNPQR", "STUVWXYZ"}

// polarColumns are the letters of easting in the polar bands, in the order of
// polarBands: D, E, M, N, V and W are skipped as well.
var polarColumns = [4]string{"JKLPQRSTUXYZ", "ABCFGHJKLPQR", "RSTUXYZ", "ABCFGHJ"}

const (
	squareM    = 100e3 // side of the lettered squares
	polarSouth = 8     // first square of easting and northing in the south
	polarNorth = 13    // and in the north
	polarMid   = 20    // square that begins at the pole
)

// latitudeBand returns the index in bands of a latitude; beyond the bands it
// is the outermost.
func latitudeBand(lat float64) int {
	return max(0, min(len(bands)-1, int(math.Floor((lat+80)/8))))
}

// bandRange returns the latitudes a band spans.
func bandRange(band int) (south, north float64) {
	south = float64(8*band - 80)
	if bands[band] == 'X' {
		return south, 84
	}
	return south, south + 8
}

// ToMGRS returns the MGRS reference of the square that holds a place, without
// spaces: "15PWS9184123106". digits, from 0 to 5, is the number of digits of
// easting and of northing; the square is 10^(5−digits) metres wide. As the
// standard demands digits are cut off and not rounded. Other numbers of
// digits, a latitude beyond ±90 or a number that is not finite are an error.
//
// It agrees with GeoConvert -m in every character; on the borders of zones
// and bands the square north and east is meant, except at ±180°, which is in
// zone 1.
func ToMGRS(lon, lat float64, digits int) (string, error) {
	if digits < 0 || digits > 5 {
		return "", fmt.Errorf("to MGRS: %d digits asked for, not 0 to 5", digits)
	}
	u, err := ToUTM(lon, lat)
	if err != nil {
		return "", fmt.Errorf("to MGRS: %w", err)
	}
	if !u.North && u.Zone != 0 && u.NorthingM >= falseNorthingUTM {
		// A southern place may round to the equator; it stays south of it.
		u.NorthingM = math.Nextafter(falseNorthingUTM, 0)
	}
	east, north := micrometres(u.EastingM), micrometres(u.NorthingM)
	square := micrometres(squareM)
	b := make([]byte, 0, 16)
	if u.Zone == 0 {
		b = u.appendPolarSquare(b, int(east/square), int(north/square))
	} else {
		b = u.appendSquare(b, lat, int(east/square), int(north/square))
	}
	b = appendDigits(b, east%square, digits)
	return string(appendDigits(b, north%square, digits)), nil
}

// micrometres returns a positive length in whole micrometres, cut off.
func micrometres(m float64) int64 { return int64(math.Floor(m * 1e6)) }

// appendDigits appends the leading digits of an offset in a square.
func appendDigits(b []byte, micro int64, digits int) []byte {
	unit := int64(10_000_000_000) // a tenth of a square
	for range digits {
		b = append(b, '0'+byte(micro/unit))
		micro, unit = micro%unit, unit/10
	}
	return b
}

// appendSquare appends zone, band and square of the UTM square with the given
// column and row, counted from easting and northing 0. A place rounded onto
// the equator keeps the band of its own side.
func (u UTM) appendSquare(b []byte, lat float64, col, row int) []byte {
	band := latitudeBand(lat)
	if !u.North {
		band = min(band, equatorBand-1)
	}
	if u.Zone%2 == 0 {
		row += evenShift
	}
	return append(b, '0'+byte(u.Zone/10), '0'+byte(u.Zone%10), bands[band],
		columns[(u.Zone-1)%3][col-1], rows[row%len(rows)])
}

// appendPolarSquare appends band and square of a UPS square.
func (u UTM) appendPolarSquare(b []byte, col, row int) []byte {
	band, first := 0, polarSouth
	if u.North {
		band, first = 2, polarNorth
	}
	firstCol := first
	if col >= polarMid {
		band, firstCol = band+1, polarMid
	}
	return append(b, polarBands[band], polarColumns[band][col-firstCol], polarRows[row-first])
}

// ParseMGRS reads an MGRS reference with 0 to 5 digits each of easting and
// northing, in upper or lower case and with or without spaces:
// "15PWS9184123106", "15p ws 91841 23106", "ZAH". It returns the centre of the
// square in degrees and the square's side in metres.
//
// A square that does not meet its latitude band, or whose letters do not
// exist, is an error. The centre of a square cut by a zone's or band's border
// may lie across it.
func ParseMGRS(s string) (lon, lat, sizeM float64, err error) {
	u, sizeM, err := parseMGRS(s)
	if err == nil {
		lon, lat, err = u.LonLat()
	}
	if err != nil {
		return 0, 0, 0, fmt.Errorf("read MGRS %.40q: %w", s, err)
	}
	return lon, lat, sizeM, nil
}

// parseMGRS returns the centre of a square and its side in metres.
func parseMGRS(s string) (u UTM, sizeM float64, err error) {
	text := squeeze(s)
	if !mgrsShape.MatchString(text) {
		return UTM{}, 0, errMGRSForm
	}
	letters := strings.TrimRight(text, "0123456789")
	east, north, sizeM, err := parseDigits(text[len(letters):])
	if err != nil {
		return UTM{}, 0, err
	}
	if len(letters) == 3 {
		u, err = polarSquare(letters)
	} else {
		u, err = utmSquare(letters)
	}
	u.EastingM += east + sizeM/2
	u.NorthingM += north + sizeM/2
	return u, sizeM, err
}
