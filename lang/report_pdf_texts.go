package lang

// reportPDFTexts are those of PDFs.
var reportPDFTexts = map[string][2]string{
	"page of": {"page %s of %s", "página %s de %s"},
	"contents":             {"Contents", "Contenido"},
	"Sources and licences": {"Sources and licences", "Fuentes y licencias"},
	"no rows":              {"none", "ninguno"},
	"more rows in the CSV": {"%s more rows are in the CSV of this report.", "El CSV de este informe tiene otras %s filas."},
	"letters lacking": {
		"A question mark (?) stands for a name in a script that this file has no letters for; the web page and the tables have it.",
		"Un signo de interrogación (?) está en lugar de un nombre en una escritura para la que este archivo no tiene letras; la página web y las tablas lo tienen."},
}
