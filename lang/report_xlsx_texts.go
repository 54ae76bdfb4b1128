package lang

// xlsxTexts are those of reports as spreadsheets.
var xlsxTexts = map[string][2]string{
	"notice": {"Notice", "Aviso"},
	"sheets": {"Sheets", "Hojas"},
	"rows":   {"rows", "filas"},
}
