package cql2_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lindero/server/cql2"
)

// wrongTexts are texts that are no filter, each with the character at which it
// goes wrong, and words of what is wrong and how to mend it.
var wrongTexts = map[string]struct {
	position int
	says     string
}{
	"":                                       {1, "empty"},
	"  \t":                                   {4, "empty"},
	"naem = 'x'":                             {1, `there is no property "naem"; write name`},
	"ñ = 'x'":                                {1, `there is no property "ñ"`},
	"name = 'ñññ' OR valeu = 1":              {17, `there is no property "valeu"; write value`},
	`name = "Toronto"`:                       {8, "single quotes"},
	`name = Toronto`:                         {8, "single quotes"},
	"name = ":                                {8, "the filter ends"},
	"name 'x'":                               {6, "AND, OR or the end"},
	"= 'x'":                                  {1, "a property or a literal"},
	"name == 'x'":                            {7, "write one ="},
	"name != 'x'":                            {6, "write <> for not equal"},
	"name = 'x":                              {8, "does not end"},
	`name = 'it\'`:                           {8, "does not end"},
	`"name = 'x'`:                            {1, "does not end"},
	`"" = 'x'`:                               {1, "empty"},
	"name = 'x' AND":                         {15, "the filter ends"},
	"name = 'x' name = 'y'":                  {12, "AND, OR or the end"},
	"(name = 'x'":                            {12, "the filter ends where ) is expected"},
	"name = 'x')":                            {11, `")"`},
	"name":                                   {1, `no condition; compare it`},
	"swimming_pool":                          {1, "write swimming_pool = TRUE"},
	"'x'":                                    {1, "no condition"},
	"NOT name":                               {5, "no condition"},
	"name = 'x' AND 5":                       {16, "no condition"},
	"CASEI(name)":                            {1, "no condition"},
	"value = 'x'":                            {9, "compare a number with a number"},
	"'x' = value":                            {1, "is a number"},
	"name = 5":                               {8, "compare a text with a text"},
	"name < TRUE":                            {8, "is a text"},
	"value = name":                           {9, `"value" is a number and "name" is a text`},
	"updated = '2026-01-01'":                 {11, "TIMESTAMP('"},
	"updated > 5":                            {11, "is a time"},
	"geometry = 'x'":                         {1, "S_INTERSECTS"},
	"sides = 'GT'":                           {1, "A_CONTAINS"},
	"name = (value = 1)":                     {15 - 6, "no value that can be compared"},
	"value + 1 > 2":                          {7, "no arithmetic"},
	"value > 2 * 3":                          {11, "no arithmetic"},
	"value DIV 2 = 1":                        {7, "no arithmetic"},
	"- value = 1":                            {3, "a number"},
	"1e999 < value":                          {1, "too large"},
	"3d = 1":                                 {1, "no number"},
	"1.2.3 = value":                          {1, "no number"},
	"in = 'x'":                               {1, "double quotes"},
	"name LIKE owner":                        {11, "no pattern"},
	"name LIKE 5":                            {11, "no pattern"},
	"value LIKE '5%'":                        {1, "LIKE looks at texts"},
	"name NOT 'x'":                           {10, "LIKE, BETWEEN or IN"},
	"value BETWEEN 1":                        {16, "the filter ends where and"},
	"value BETWEEN 1 AND 'x'":                {21, "compare a number"},
	"name IN ()":                             {9, "empty"},
	"name IN 'x'":                            {9, "a list"},
	"name IN ('x', 5)":                       {15, "compare a text"},
	"name IN ('x',)":                         {14, "a property or a literal"},
	"name IS 'x'":                            {9, "null"},
	"CASEI(value) = 'x'":                     {7, "give it a text"},
	"CASEI() = 'x'":                          {1, "takes 1 arguments; here are 0"},
	"CASEI(name, 'a') = 'x'":                 {1, "takes 1 arguments; here are 2"},
	"avg(value) = 1":                         {1, `there is no function "avg"`},
	"s_intersect(geometry, BBOX(0,0,1,1))":   {1, "write S_INTERSECTS"},
	"S_INTERSECTS(geometry)":                 {1, "takes 2 arguments; here are 1"},
	"S_INTERSECTS(name, POINT(0 0))":         {14, "no geometry"},
	"S_INTERSECTS(geometry, 'POINT(0 0)')":   {24, "no geometry"},
	"S_INTERSECTS(geometry, POINT(0))":       {31, "a number"},
	"S_INTERSECTS(geometry, POINT(0 1 2 3))": {36, `")"`[1:2]},
	"S_INTERSECTS(geometry, POINT(0 91))":    {24, "outside of the earth"},
	"S_INTERSECTS(geometry, POINT(-181 1))":  {24, "outside of the earth"},
	"S_INTERSECTS(geometry, POINT EMPTY)":    {30, "is expected"},
	"S_INTERSECTS(geometry, LINESTRING(0 0))":                                    {24, "not valid"},
	"S_INTERSECTS(geometry, LINESTRING(0 0, 0 0))":                               {24, "not valid"},
	"S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0)))":                             {24, "not closed"},
	"S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))":                     {24, "not simple"},
	"S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 0),(5 5,6 5,6 6,5 5)))":       {24, "not valid"},
	"S_INTERSECTS(geometry, BBOX(0,0,1))":                                        {24, "4 numbers"},
	"S_INTERSECTS(geometry, BBOX(0,5,1,4))":                                      {24, "south"},
	"S_INTERSECTS(geometry, BBOX(0,0,200,4))":                                    {24, "outside of the earth"},
	"S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(0 0))))": {43, "a geometry such as"},
	"DATE('2026-02-30') < updated":                                               {1, "no date"},
	"DATE('2026-02-03T00:00:00Z') < updated":                                     {1, "no date"},
	"TIMESTAMP('2026-02-03') < updated":                                          {1, "no timestamp"},
	"TIMESTAMP('2026-02-03T24:00:00Z') < updated":                                {1, "no timestamp"},
	"TIMESTAMP('0000-01-01T00:00:00+05:00') < updated":                           {1, "no timestamp"},
	"DATE(updated) < updated":                                                    {6, "a text such as"},
	"T_AFTER(updated, name)":                                                     {18, "no time"},
	"T_AFTER(updated, '2026-01-01')":                                             {18, "no time"},
	"T_DURING(updated, INTERVAL('2026-01-01', '..'))":                            {10, "is an instant"},
	"T_MEETS(INTERVAL('..','..'), DATE('2026-01-01'))":                           {30, "is an instant"},
	"T_AFTER(INTERVAL('2026-01-02', '2026-01-01'), updated)":                     {9, "ends before it starts"},
	"T_AFTER(INTERVAL('2026-01-02'), updated)":                                   {9, "a start and an end; here are 1"},
	"T_AFTER(INTERVAL('2026-01-02', name), updated)":                             {32, "no end of an interval"},
	"T_AFTER(INTERVAL('2026-01-02', '2026'), updated)":                           {32, "no end of an interval"},
	"A_CONTAINS(name, ('a'))":                                                    {12, "no list"},
	"A_CONTAINS(sides, 'a')":                                                     {19, "no list"},
	"A_CONTAINS(sides, ('a', 5))":                                                {25, "lists here hold texts"},
	"name = 'x' # AND":                                                           {12, "no meaning"},
	"name = '\xff'":                                                              {9, "no UTF-8"},
}

// TestWrongTexts: what is wrong is told with its place.
func TestWrongTexts(t *testing.T) {
	for text, want := range wrongTexts {
		_, err := cql2.ParseText(text, queryables)
		var e *cql2.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v, no *Error", text, err)
			continue
		}
		if e.Position != want.position || e.Pointer != "" || !strings.Contains(e.Error(), want.says) {
			t.Errorf("%s: %d: %v, not %d: %s", text, e.Position, e, want.position, want.says)
		}
		if e.What == "" || e.Mend == "" {
			t.Errorf("%s: %+v lacks something", text, e)
		}
	}
}

// wrongJSON are the same for JSON, with pointers; positions where it is none.
var wrongJSON = map[string]struct {
	pointer  string
	position int
	says     string
}{
	``:                                {"", 1, "no JSON"},
	`{"op":"=",`:                      {"", 11, "no JSON"},
	`{"op" "="}`:                      {"", 7, "no JSON"},
	`true false`:                      {"", 11, "something follows"},
	"\"ñ\xff\"":                       {"", 3, "no UTF-8"},
	`null`:                            {"", 0, "isNull"},
	`[]`:                              {"", 0, "no condition"},
	`{}`:                              {"", 0, "nothing says what this object is"},
	`{"op":"eq","args":[]}`:           {"/op", 0, `no operator "eq"; use =, and`},
	`{"op":5}`:                        {"/op", 0, "no operator"},
	`{"op":"+","args":[1,2]}`:         {"/op", 0, "no arithmetic"},
	`{"op":"="}`:                      {"/args", 0, "no list of arguments"},
	`{"op":"=","args":[1]}`:           {"", 0, "takes 2 arguments; here are 1"},
	`{"op":"and","args":[true]}`:      {"", 0, "here are 1"},
	`{"op":"not","args":[true,true]}`: {"", 0, "takes 1"},
	`{"op":"and","args":[true,{"op":"=","args":[{"property":"naem"},"x"]}]}`:                                                            {"/args/1/args/0", 0, "write name"},
	`{"op":"=","args":[{"property":5},"x"]}`:                                                                                            {"/args/0/property", 0, "no text"},
	`{"op":"=","args":[{"property":"name"},null]}`:                                                                                      {"/args/1", 0, "isNull"},
	`{"op":"=","args":[{"property":"value"},1e999]}`:                                                                                    {"/args/1", 0, "too large"},
	`{"op":"=","args":[{"property":"value"},"x"]}`:                                                                                      {"/args/1", 0, "compare a number"},
	`{"op":"in","args":[{"property":"name"},"x"]}`:                                                                                      {"/args/1", 0, "a list"},
	`{"op":"in","args":[{"property":"name"},["x",{"date":"2026-13-01"}]]}`:                                                              {"/args/1/1", 0, "no date"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"point"}]}`:                                                           {"/args/1/type", 0, "write Point"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]}`:                                                           {"/args/1/coordinates", 0, "2 numbers"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,"2"]}]}`:                                     {"/args/1/coordinates/1", 0, "no number"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,1],[1]]]}]}`:                       {"/args/1/coordinates/0/2", 0, "2 numbers"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[]}]}`:                                        {"/args/1/coordinates", 0, "missing or empty"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0]]]}]}`:                     {"/args/1", 0, "not closed"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection"}]}]}`: {"/args/1/geometries/0/type", 0, "no type"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[5]}]}`:                             {"/args/1/geometries/0/type", 0, "no type"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[0,0,1]}]}`:                                                           {"/args/1/bbox", 0, "4 numbers"},
	`{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[0,0,1,"x"]}]}`:                                                       {"/args/1/bbox/3", 0, "no number"},
	`{"op":"t_after","args":[{"property":"updated"},{"interval":"2026-01-01"}]}`:                                                        {"/args/1/interval", 0, "list of two"},
	`{"op":"t_after","args":[{"property":"updated"},{"interval":["2026-01-01",5]}]}`:                                                    {"/args/1/interval/1", 0, "no end of an interval"},
}

// TestWrongJSON: what is wrong is told with its place.
func TestWrongJSON(t *testing.T) {
	for text, want := range wrongJSON {
		_, err := cql2.ParseJSON([]byte(text), queryables)
		var e *cql2.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v, no *Error", text, err)
			continue
		}
		if e.Pointer != want.pointer || e.Position != want.position || !strings.Contains(e.Error(), want.says) {
			t.Errorf("%s: %q %d: %v, not %q %d: %s", text, e.Pointer, e.Position, e, want.pointer, want.position, want.says)
		}
	}
}

// TestLimits: what is too much is told at once, and what is just allowed is read.
func TestLimits(t *testing.T) {
	deep := func(n int, open, inner, end string) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	points := func(n int) string {
		return "S_INTERSECTS(geometry, MULTIPOINT(" + strings.Repeat("0 0,", n-1) + "0 0))"
	}
	spatial := func(n int) string {
		return strings.Repeat("S_INTERSECTS(geometry,geometry) OR ", n-1) + "S_INTERSECTS(geometry,geometry)"
	}
	padded := func(n int) string { return "TRUE" + strings.Repeat(" ", n-4) }
	notJSON := func(n int) string { return deep(n, `{"op":"not","args":[`, "true", "]}") }
	for name, c := range map[string]struct {
		at   func(int) string
		most int
		says string
		json bool
	}{
		"bytes":             {padded, cql2.MaxText, "bytes", false},
		"parentheses":       {func(n int) string { return deep(n, "(", "TRUE", ")") }, cql2.MaxDepth, "deep", false},
		"many parentheses":  {func(n int) string { return deep(n, "(", "TRUE", ")") }, cql2.MaxDepth, "deep", false},
		"NOT":               {func(n int) string { return deep(n, "NOT ", "TRUE", "") }, cql2.MaxDepth - 1, "deep", false},
		"IS NULL":           {func(n int) string { return "TRUE" + strings.Repeat(" IS NULL", n) }, cql2.MaxDepth, "deep", false},
		"CASEI":             {func(n int) string { return deep(n, "CASEI(", "name", ")") + "=''" }, cql2.MaxDepth - 1, "deep", false},
		"places":            {points, cql2.MaxCoordinates, "places", false},
		"spatial functions": {spatial, cql2.MaxSpatial, "spatial functions", false},
		"operators":         {notJSON, cql2.MaxDepth - 1, "deep", true},
		"lists":             {func(n int) string { return deep(n, "[", "", "]") }, 0, "no condition", true},
	} {
		t.Run(name, func(t *testing.T) {
			parse := func(s string) error {
				_, err := cql2.ParseText(s, queryables)
				if c.json {
					_, err = cql2.ParseJSON([]byte(s), queryables)
				}
				return err
			}
			if c.most > 0 {
				if err := parse(c.at(c.most)); err != nil {
					t.Errorf("%d: %v", c.most, err)
				}
			}
			if err := parse(c.at(c.most + 1)); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d: %v", c.most+1, err)
			}
		})
	}
	for _, attack := range []string{deep(cql2.MaxText/2, "(", "", ")"), strings.Repeat("(", cql2.MaxText), strings.Repeat("NOT ", cql2.MaxText/4),
		strings.Repeat("CASEI(", cql2.MaxText/6), "S_INTERSECTS(" + strings.Repeat("GEOMETRYCOLLECTION(", 3000), "A_EQUALS(" + strings.Repeat("(", 60000)} {
		if _, err := cql2.ParseText(attack, queryables); err == nil {
			t.Errorf("%.40s… is read", attack)
		}
	}
	for _, attack := range []string{deep(cql2.MaxJSON/2, "[", "", "]"), strings.Repeat("[", cql2.MaxJSON), notJSON(20000), `{"op":"` + strings.Repeat("x", 600000) + `"}`,
		strings.Repeat(" ", cql2.MaxJSON) + "true"} {
		if _, err := cql2.ParseJSON([]byte(attack), queryables); err == nil {
			t.Errorf("%.40s… is read", attack)
		}
	}
}

// TestAnyTextFitsJSON: the JSON of the longest text can be read again.
func TestAnyTextFitsJSON(t *testing.T) {
	for _, unit := range []string{"name=name OR ", "TRUE OR ", "name IS NULL OR ", "value IN(1e20,1e20) OR ", "name<'\x01\x01\x01' OR ", "T_AFTER(built,built)OR ",
		"A_EQUALS((),(" + strings.Repeat("id,", 20000) + "id)) OR "} {
		text := strings.Repeat(unit, (cql2.MaxText-4)/len(unit)) + "TRUE"
		f, err := cql2.ParseText(text, queryables)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cql2.ParseJSON(f.JSON(), queryables); err != nil {
			t.Errorf("%s…: %d bytes of JSON: %v", unit, len(f.JSON()), err)
		}
	}
}

// TestLikeIsNotExponential: no pattern takes long, not even one that is made to.
func TestLikeIsNotExponential(t *testing.T) {
	start := time.Now()
	long := strings.Repeat("a", 20000)
	for _, pattern := range []string{strings.Repeat("%a", 15000) + "b", strings.Repeat("a%", 15000) + "b", strings.Repeat("%_", 15000) + "b", strings.Repeat("%", 60000) + "b"} {
		f, err := cql2.ParseText(fmt.Sprintf("name LIKE '%s'", pattern), queryables)
		if err != nil {
			t.Fatal(err)
		}
		if f.Match(plain{values: map[string]any{"name": long}}) {
			t.Errorf("%.20s… matches", pattern)
		}
	}
	if d := time.Since(start); d > 20*time.Second { // exponential is for ever
		t.Errorf("took %v", d)
	}
}
