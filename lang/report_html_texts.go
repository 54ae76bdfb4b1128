package lang

// reportPageTexts are those that pages of a report have around its content.
var reportPageTexts = map[string][2]string{
	"skip to report":     {"Skip to the report", "Ir al informe"},
	"contents of report": {"Contents", "Contenido"},
	"report summary":     {"Summary", "Resumen"},
	"report sources":     {"Sources and licences", "Fuentes y licencias"},
	"about report":       {"About this report", "Sobre este informe"},
	"empty table":        {"Nothing to list.", "Nada que enumerar."},
	"rows left out, in the table": {
		"The first %s of %s rows. The other %s are in the CSV file and in the spreadsheet of this report.",
		"Las primeras %s de %s filas. Las otras %s están en el archivo CSV y en la hoja de cálculo de este informe."},
	"rows left out, in the spreadsheet": {
		"The first %s of %s rows. The other %s are in the spreadsheet of this report.",
		"Las primeras %s de %s filas. Las otras %s están en la hoja de cálculo de este informe."},
}
