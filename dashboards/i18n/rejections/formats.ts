import type { Sentence } from './sentence.ts'

/** Français : à quoi un texte doit ressembler. Complète « doit être : ». */
export const formats: readonly Sentence[] = [
  [
    'words joined by dots, * for one word, # for one or more, e.g. statistics.#.read',
    'des mots joints par des points, * pour un mot, # pour un ou plusieurs, par exemple statistics.#.read',
  ],
  [
    'letters, digits, _ and -, starting with a letter or digit',
    'des lettres, chiffres, _ et -, en commençant par une lettre ou un chiffre',
  ],
  ['8 to 128 characters without control characters', 'de 8 à 128 caractères sans caractères de commande'],
  ['4 to 128 characters without control characters', 'de 4 à 128 caractères sans caractères de commande'],
  ['8 characters or more, letters and digits', '8 caractères ou plus, des lettres et des chiffres'],
  ['letters and digits', 'des lettres et des chiffres'],
  ['64 hexadecimal digits', '64 chiffres hexadécimaux'],
  ['32 hexadecimal digits', '32 chiffres hexadécimaux'],
  ['letters, digits, _ . and -', 'des lettres, chiffres, _ . et -'],
  [
    'names of letters, digits, _ and - with / between them',
    'des noms faits de lettres, chiffres, _ et -, séparés par /',
  ],
  ['letters, digits, _ and -', 'des lettres, chiffres, _ et -'],
  [
    'lower-case letters, digits, _ . and -, starting with a letter or digit',
    'des lettres minuscules, chiffres, _ . et -, en commençant par une lettre ou un chiffre',
  ],
  ['digits', 'des chiffres'],
  ['digits or #', 'des chiffres ou #'],
  ['digits, * or #, with or without a leading +', 'des chiffres, * ou #, avec ou sans + au début'],
  [
    'digits, *, #, +, X, Z, N or [..], with . or ! only at the end',
    'des chiffres, *, #, +, X, Z, N ou [..], avec . ou ! seulement à la fin',
  ],
  [
    'TECHNOLOGY/resource with letters, digits and _ . + @ : * # / -',
    'TECHNOLOGIE/ressource en lettres, chiffres et _ . + @ : * # / -',
  ],
  ['an IANA time zone such as Europe/Paris', 'un fuseau horaire IANA comme Europe/Paris'],
  ['a time of day such as 08:30', 'une heure comme 08:30'],
  ['a date such as 2026-12-25', 'une date comme 2026-12-25'],
  ['an e-mail address', 'une adresse de courriel'],
  ['a host name or an address', 'un nom d’hôte ou une adresse'],
  [
    'a sound file without its extension: letters, digits, _ . / and -',
    'un fichier son sans son extension : des lettres, chiffres, _ . / et -',
  ],
  ['letters, digits and _, starting with a letter', 'des lettres, chiffres et _, en commençant par une lettre'],
  ['lower-case letters, digits, _ and -', 'des lettres minuscules, chiffres, _ et -'],
  [
    "letters, blanks, / and sounds in '...', such as 'vm-received' q 'digits/at' kM",
    "des lettres, espaces, / et sons entre '...', comme 'vm-received' q 'digits/at' kM",
  ],
  [
    'letters, digits, _ . and -, starting with a letter or digit',
    'des lettres, chiffres, _ . et -, en commençant par une lettre ou un chiffre',
  ],
  ['letters, digits and _ . + @ : * # / -', 'des lettres, chiffres et _ . + @ : * # / -'],
  [
    '4 to 128 printable ASCII characters without blanks, ; and \\',
    'de 4 à 128 caractères ASCII imprimables sans espaces, ; ni \\',
  ],
  ['six digits', 'six chiffres'],
  ['text of one line without control characters', 'un texte d’une ligne sans caractères de commande'],
  [
    'text without control characters other than line feeds and tabs',
    'un texte sans autres caractères de commande que sauts de ligne et tabulations',
  ],
  [
    'digits, with or without a leading +, or video: and the name of a meeting room without ? & \' " % : #',
    'des chiffres, avec ou sans + au début, ou video: et le nom d’une salle de réunion sans ? & \' " % : #',
  ],
  ['an address that begins with http', 'une adresse qui commence par http'],
  ['the two letters of a country, e.g. FR', 'les deux lettres d’un pays, par exemple FR'],
  ['a penalty such as 8, or a change such as +2 or -1', 'une pénalité comme 8, ou un changement comme +2 ou -1'],
  [
    'lower-case letters, digits and _, starting with a letter',
    'des lettres minuscules, chiffres et _, en commençant par une lettre',
  ],
  [
    'letters, digits, _ and .: a blank or - would end it',
    'des lettres, chiffres, _ et . : une espace ou - y mettrait fin',
  ],
  ['"Name" <number>, "Name" or number', '"Nom" <numéro>, "Nom" ou un numéro'],
  ['digits, with or without a leading +', 'des chiffres, avec ou sans + au début'],
  [
    'Application(arguments) without ; \\ " | < > $[..] or nested parentheses; ${VARIABLE} may stand in it',
    'Application(arguments) sans ; \\ " | < > $[..] ni parenthèses imbriquées ; ${VARIABLE} peut s’y trouver',
  ],
  ['lower-case letters, digits and _', 'des lettres minuscules, chiffres et _'],
  ['lower-case letters, digits, _ and -, then .conf', 'des lettres minuscules, chiffres, _ et -, puis .conf'],
  ['digits, * and #', 'des chiffres, * et #'],
  [
    'lower-case letters, digits, _ and -, starting with a letter',
    'des lettres minuscules, chiffres, _ et -, en commençant par une lettre',
  ],
  [
    'lower-case letters, digits and _, starting with a letter, without the $',
    'des lettres minuscules, chiffres et _, en commençant par une lettre, sans le $',
  ],
  [
    'text without ; " \\ ` | $ < > and brackets, or an expression that starts with =',
    'un texte sans ; " \\ ` | $ < > ni crochets, ou une expression qui commence par =',
  ],
  ['an expression that starts with =', 'une expression qui commence par ='],
  ['letters, digits and _', 'des lettres, chiffres et _'],
  ['a web address', 'une adresse web'],
  ['one of 0 to 9, A to D, * and #', 'l’un de 0 à 9, A à D, * et #'],
  ['an absolute path with letters, digits, _ . / and -', 'un chemin absolu en lettres, chiffres, _ . / et -'],
  ['an absolute path with letters, digits, _ . and -', 'un chemin absolu en lettres, chiffres, _ . et -'],
  ['an absolute path and plain arguments', 'un chemin absolu et des arguments simples'],
  [
    'a regular expression of digits, ., [..], (..), {n}, ?, * and +, with \\* for a dialled *',
    'une expression régulière de chiffres, ., [..], (..), {n}, ?, * et +, avec \\* pour un * composé',
  ],
  [
    'digits, * and #, with \\1 to \\9 for the parts of the regular expression',
    'des chiffres, * et #, avec \\1 à \\9 pour les parties de l’expression régulière',
  ],
  ['an address or a network such as 192.0.2.0/24', 'une adresse ou un réseau comme 192.0.2.0/24'],
  [
    'letters, digits, _ . + and -, starting with a letter, a digit or +',
    'des lettres, chiffres, _ . + et -, en commençant par une lettre, un chiffre ou +',
  ],
  ['number@context of a mailbox', 'numéro@contexte d’une boîte vocale'],
  ['at most 128 characters without blanks, / and ;', 'au plus 128 caractères sans espaces, / ni ;'],
  ['TECHNOLOGY/resource such as DAHDI/g0 or Local/outside', 'TECHNOLOGIE/ressource comme DAHDI/g0 ou Local/outside'],
  ['text without ; " and \\', 'un texte sans ; " ni \\'],
  ['letters, digits and _ . + @ -', 'des lettres, chiffres et _ . + @ -'],
  [
    'lower-case letters, digits, _ and -, starting with a letter or digit',
    'des lettres minuscules, chiffres, _ et -, en commençant par une lettre ou un chiffre',
  ],
  ['from 8 to 128 characters without blanks and ;', 'de 8 à 128 caractères sans espaces ni ;'],
  [
    'lower-case letters, digits, _ and -, at most 63, starting with a letter or digit',
    'des lettres minuscules, chiffres, _ et -, au plus 63, en commençant par une lettre ou un chiffre',
  ],
  [
    'letters, digits and _ . @ + -, starting with a letter or digit',
    'des lettres, chiffres et _ . @ + -, en commençant par une lettre ou un chiffre',
  ],
  ['1 to 16 digits', 'de 1 à 16 chiffres'],
  [
    'six pairs of digits and lower-case letters a to f, with : between them',
    'six paires de chiffres et de lettres minuscules de a à f, séparées par :',
  ],
  [
    'text of one line without ; which separates labels in CSV files',
    'un texte d’une ligne sans ; qui sépare les libellés dans les fichiers CSV',
  ],
]
