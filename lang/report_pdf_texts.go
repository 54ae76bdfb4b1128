package lang

// reportPDFTexts are those of PDFs.
var reportPDFTexts = map[string][2]string{
	"page of": {"page %s of %s", "página %s de %s"},
	"letters lacking": {
		"A question mark (?) stands for a name in a script that this file has no letters for; the web page and the tables have it.",
		"Un signo de interrogación (?) está en lugar de un nombre en una escritura para la que este archivo no tiene letras; la página web y las tablas lo tienen."},
}
