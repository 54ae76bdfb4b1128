package lang

// reportPDFTexts are those of PDFs.
var reportPDFTexts = map[string][2]string{
	"page of":       {"page %s of %s", "página %s de %s"},
	"coded country": {"country", "país"},
	"coded patrol":  {"patrol", "patrulla"},
	"coded post":    {"post", "puesto"},
	"codes for letters": {
		"Codes stand for names in scripts that this file has no letters for; the web page and the tables have the names.",
		"Hay códigos en lugar de los nombres en escrituras para las que este archivo no tiene letras; la página web y las tablas tienen los nombres."},
	"letters lacking": {
		"A question mark (?) stands for a name in a script that this file has no letters for; the web page and the tables have it.",
		"Un signo de interrogación (?) está en lugar de un nombre en una escritura para la que este archivo no tiene letras; la página web y las tablas lo tienen."},
}
