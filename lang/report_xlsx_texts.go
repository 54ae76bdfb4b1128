package lang

// xlsxTexts are those of reports as spreadsheets.
var xlsxTexts = map[string][2]string{
	"report summary": {"Summary", "Resumen"},
	"report sources": {"Sources and licences", "Fuentes y licencias"},
	"about report":   {"About this report", "Sobre este informe"},
	"notice":         {"Notice", "Aviso"},
	"sheets":         {"Sheets", "Hojas"},
	"rows":           {"rows", "filas"},
}
