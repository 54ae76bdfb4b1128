package grid

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

var errMGRSForm = errors.New("expected zone, band, square and digits like 15PWS9184123106, " +
	"or band, square and digits for the poles like ZAH0000000000")

// parseDigits reads the digits after the letters: the offsets in the square
// and the size of the square they name, in metres.
func parseDigits(digits string) (east, north, sizeM float64, err error) {
	if len(digits)%2 != 0 {
		return 0, 0, 0, fmt.Errorf("%d digits cannot be split evenly into easting and northing", len(digits))
	}
	half := len(digits) / 2
	if half > 5 {
		return 0, 0, 0, fmt.Errorf("%d digits are more than the 5 of easting and 5 of northing that name a metre", len(digits))
	}
	sizeM = squareM
	for range half {
		sizeM /= 10
	}
	e, _ := strconv.Atoi("0" + digits[:half])
	n, _ := strconv.Atoi("0" + digits[half:])
	return float64(e) * sizeM, float64(n) * sizeM, sizeM, nil
}

// polarSquare returns the south-west corner of a square like "ZAH".
func polarSquare(letters string) (UTM, error) {
	band := strings.IndexByte(polarBands, letters[0])
	u := UTM{North: band >= 2}
	first, last := polarSouth, 2*polarMid-polarSouth
	if u.North {
		first, last = polarNorth, 2*polarMid-polarNorth
	}
	col := strings.IndexByte(polarColumns[band], letters[1])
	row := strings.IndexByte(polarRows[:last-first], letters[2])
	if col < 0 {
		return UTM{}, fmt.Errorf("column letter %c does not exist in band %c (it has %s)",
			letters[1], letters[0], polarColumns[band])
	}
	if row < 0 {
		return UTM{}, fmt.Errorf("row letter %c does not exist in band %c (it has %s)",
			letters[2], letters[0], polarRows[:last-first])
	}
	firstCol := first
	if band%2 == 1 {
		firstCol = polarMid
	}
	u.EastingM = float64(firstCol+col) * squareM
	u.NorthingM = float64(first+row) * squareM
	return u, nil
}

// utmSquare returns the south-west corner of a square like "15PWS".
func utmSquare(letters string) (UTM, error) {
	k := len(letters) - 3
	zone, _ := strconv.Atoi(letters[:k])
	if zone < 1 || zone > 60 {
		return UTM{}, fmt.Errorf("zone %s is not between 1 and 60", letters[:k])
	}
	band := strings.IndexByte(bands, letters[k])
	if band < 0 {
		return UTM{}, fmt.Errorf("latitude band %c does not exist (they are %s)", letters[k], bands)
	}
	cols := columns[(zone-1)%3]
	col := strings.IndexByte(cols, letters[k+1])
	if col < 0 {
		return UTM{}, fmt.Errorf("column letter %c does not exist in zone %d (it has %s)", letters[k+1], zone, cols)
	}
	row := strings.IndexByte(rows, letters[k+2])
	if row < 0 {
		return UTM{}, fmt.Errorf("row letter %c does not exist (they are %s)", letters[k+2], rows)
	}
	if zone%2 == 0 {
		row -= evenShift
	}
	row, ok := rowInBand(band, col, row)
	if !ok {
		return UTM{}, fmt.Errorf("square %s is not in latitude band %c", letters[k+1:], letters[k])
	}
	u := UTM{Zone: zone, North: band >= equatorBand}
	u.EastingM = float64(col+1) * squareM
	u.NorthingM = float64(row) * squareM
	if !u.North {
		u.NorthingM += falseNorthingUTM
	}
	return u, nil
}

// rowInBand picks, among the rows that share a letter, the one that meets a
// latitude band. Rows are counted from the equator and repeat every 2,000 km
// or 18°, so that a band of at most 12° meets no more than one of them.
func rowInBand(band, col, row int) (int, bool) {
	const minRow, maxRow = -90, 94 // what the outermost bands may reach
	south, north := bandRange(band)
	middle := int(math.Floor((south + north) / 2 / 9 * 10))
	row += 20 * int(math.Round(float64(middle-row)/20))
	if row < minRow || row > maxRow {
		return row, false
	}
	low, high := rowLatitudes(col, row)
	if band == 0 {
		south = -90
	}
	if band == len(bands)-1 {
		north = 90
	}
	return row, high > south && low < north
}

// rowLatitudes returns the range of latitude of a square. It lies on one side
// of the central meridian, so that its corners are the extremes.
func rowLatitudes(col, row int) (low, high float64) {
	low, high = 90, -90
	for _, dx := range [2]int{1, 2} {
		for _, dy := range [2]int{0, 1} {
			_, lat := unmercator(float64(col+dx)*squareM-falseEastingUTM, float64(row+dy)*squareM)
			low, high = math.Min(low, lat), math.Max(high, lat)
		}
	}
	return low, high
}
