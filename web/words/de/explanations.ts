import type { Words } from '../shape';

export const explanations: Words['explanations'] = {
  unknownName: (name) =>
    `Python kennt den Namen „${name}“ hier nicht. Ist er so geschrieben wie dort, wo er entstanden ist, auch groß und klein? Über dieser Zeile muss er einen Wert bekommen oder importiert werden. Ein Text braucht Anführungszeichen.`,
  unbound: (name) =>
    `„${name}“ hat in dieser Zeile vielleicht noch keinen Wert. Gib ihm einen auf jedem Weg, der hierher führt, zum Beispiel vor einem „if“ oder einer Schleife. Ein Name, dem in einer Funktion etwas zugewiesen wird, gehört der Funktion.`,
  noModule: (name) =>
    `Es gibt kein Modul „${name}“: nicht in Pythons eigener Bibliothek, nicht unter deinen Dateien oder den installierten Paketen. Prüfe die Schreibweise; ein Paket von PyPI wird mit install_pkg("${name.split('.')[0] ?? name}") installiert.`,
  misspeltModule: (name, meant) => `Es gibt kein Modul „${name}“. Meinst du „${meant}“?`,
  notInModule: (name, module) =>
    `Es gibt kein „${name}“ in ${module === '' ? 'diesem Modul' : `„${module}“`}. Prüfe die Schreibweise. Heißt eine Datei von dir wie das Modul?`,
  ofNone: (name) =>
    `Was vor „.${name}“ steht, kann None sein, der Wert für „nichts“. Schau nach, woher es kommt: Eine Funktion ohne „return“ ergibt None, ebenso list.sort() und print().`,
  notInThatModule: (name) =>
    `Im Modul gibt es nichts, das „${name}“ heißt. Prüfe die Schreibweise. Heißt eine Datei von dir wie das Modul?`,
  noAttribute: (type, name) =>
    `Ein Wert vom Typ ${type} hat kein „${name}“. Prüfe die Schreibweise, und mit print(type(…)), ob der Wert der ist, den du erwartest.`,
  noAttributeOf: (name, type) =>
    `Ein Wert vom Typ ${type} hat kein „${name}“. Prüfe die Schreibweise, und ob der Wert der ist, den du erwartest.`,
  colon:
    'Eine Zeile, die einen Block beginnt (if, else, for, while, def, class …), endet mit einem Doppelpunkt. Um zwei Werte zu vergleichen, schreib ==, nicht =.',
  neverClosed: (bracket) =>
    `Die Klammer „${bracket}“ hat keine Partnerin. Such die Stelle, an der sie enden soll; Python bemerkt es manchmal erst einige Zeilen später.`,
  closesNothing: (first, second) =>
    `Die Klammer „${first === '' ? second : first}“ schließt nichts, oder eine Klammer anderer Art. Zähl die Klammern vom Anfang dieser Anweisung an.`,
  quoteMissing:
    'Hier beginnt ein Text, dessen schließendes Anführungszeichen fehlt. Er endet mit demselben Zeichen, mit dem er beginnt, in derselben Zeile; mehrere Zeilen brauchen """.',
  oneEquals:
    'Ein einzelnes „=“ gibt dem Namen links davon einen Wert. Um zu fragen, ob zwei Werte gleich sind, schreib ==.',
  brackets: (name) => `Eine Funktion wird mit Klammern aufgerufen: ${name}("…").`,
  cannotRead:
    'Ab hier kann Python die Zeile nicht lesen. Oft fehlt kurz davor etwas: ein Komma, ein Anführungszeichen, eine Klammer oder ein Rechenzeichen. Sieh dir auch das Ende der Zeile darüber an.',
  strangeCharacter:
    'Dieses Zeichen kennt Python nicht. Text, der aus einem Dokument kopiert wurde, hat oft geschwungene Anführungszeichen oder lange Striche: Tipp sie neu.',
  unseenCharacter:
    'Hier steht ein Zeichen, das wie ein Leerzeichen oder wie nichts aussieht und das Python nicht kennt. Es kommt oft mit Text, der aus einer Seite oder einem Dokument kopiert wurde: Lösch die Leerzeichen hier und tipp sie neu.',
  outsideFunction: (word) =>
    `„${word}“ geht nur in einer Funktion (def). Ist die Zeile so weit eingerückt wie der Rest ihrer Funktion?`,
  outsideLoop: (word) =>
    `„${word}“ geht nur in einer Schleife (for, while). Ist die Zeile so weit eingerückt wie die anderen Zeilen der Schleife?`,
  indentMissing:
    'Nach einer Zeile mit einem Doppelpunkt am Ende fangen die Zeilen, die dazugehören, weiter rechts an (drück Tab). In einem Block, der noch nichts tut, steht das Wort pass.',
  indentUnexpected:
    'Diese Zeile fängt weiter rechts oder links an, als Python erwartet. Die Zeilen eines Blocks fangen in derselben Spalte an.',
  indentUnmatched:
    'Diese Zeile fängt in einer Spalte an, in der darüber kein Block anfängt. Setz sie unter die Zeile, zu der sie gehört.',
  tabs: 'Manche Zeilen fangen mit Tabs an und manche mit Leerzeichen. Formatiere das Programm (Umschalt+Alt+F), oder benutze nur Leerzeichen.',
  textAndNumber:
    'Ein Text und eine Zahl lassen sich nicht addieren. Schreib str(zahl), um Texte zu verbinden, int(text), um zu rechnen, oder einen f-String: f"{name} ist {alter}".',
  textComparedWithNumber: (operator) =>
    `„${operator}“ kann einen Text nicht mit einer Zahl vergleichen. Was input() zurückgibt, ist immer ein Text: int(input(…)) macht eine Zahl daraus.`,
  textTimes:
    'Ein Text lässt sich nur mit einer ganzen Zahl wiederholen ("ab" * 3). Zum Rechnen mach eine Zahl daraus: Was input() zurückgibt, ist immer ein Text, float(input(…)) eine Zahl.',
  operator: (operator) =>
    `„${operator}“ geht zwischen diesen beiden Arten von Werten nicht. Sieh dir beide Seiten an: Was input() zurückgibt, ist immer ein Text, und eine Funktion ohne „return“ ergibt None.`,
  tooFewValues: (name) =>
    `Der Aufruf gibt weniger Werte mit, als die Funktion verlangt (${name}). Vergleiche die Klammern hier mit der „def“-Zeile der Funktion.`,
  tooManyValues: (expected) =>
    `Der Aufruf gibt mehr Werte mit, als die Funktion annimmt (${expected}). Vergleiche die Klammern hier mit ihrer „def“-Zeile; der erste Parameter einer Methode ist self.`,
  noParameter: (first, second) =>
    `Die Funktion hat keinen Parameter „${second === '' ? first : second}“. Vergleiche die Schreibweise mit ihrer „def“-Zeile.`,
  otherType: (type, name) =>
    `Die Funktion sagt, dass „${name}“ einen anderen Typ hat als ${type}. Python prüft das nicht von selbst, aber was folgt, kann schiefgehen.`,
  notCallable: (type) =>
    `Die Klammern rufen auf, was vor ihnen steht, und das ist ein Wert vom Typ ${type}, keine Funktion. Hat eine Variable den Namen einer Funktion bekommen, oder fehlt vor der Klammer ein Rechenzeichen?`,
  noParts: (first, second) =>
    `[…] greift einen Teil heraus, was ein Wert vom Typ ${first === '' ? second : first} nicht zulässt. Listen, Texte und Dictionarys haben Teile; eine Funktion wird mit (…) aufgerufen.`,
  noLoop: (type) =>
    `Eine Schleife braucht etwas mit mehreren Werten darin, und ein Wert vom Typ ${type} hat keine. Zum Zählen nimm range(…).`,
  notAwaited:
    'Eine async-Funktion läuft erst, wenn auf sie gewartet wird: Schreib „await“ vor den Aufruf.',
  index: (type) =>
    `In ${type} sind weniger Elemente, als diese Zahl verlangt. Das erste Element hat die Nummer 0, das letzte also len(…) - 1.`,
  key: (key) =>
    `Das Dictionary hat keinen Schlüssel ${key}. Prüfe die Schreibweise und den Typ (1 ist nicht "1"); .get(…) ergibt None statt eines Fehlers.`,
  noFile: (name) =>
    `Dort, wo das Programm sucht, gibt es keine Datei ${name}. Unter Dateien steht, welche es gibt, und dort kommen weitere hinein; Großschreibung und Endung (.txt, .csv) zählen.`,
  int: (text) =>
    `int() braucht einen Text aus Ziffern und bekam ${text}. Für Zahlen mit Punkt nimm float(…); .strip() entfernt Leerzeichen am Rand.`,
  float: (text) =>
    `float() braucht einen Text, der eine Zahl ist, mit Punkt und ohne Komma, und bekam ${text}.`,
  unpack: 'Links vom „=“ (oder nach „for“) müssen so viele Namen stehen wie rechts Werte sind.',
  zeroDivision: 'Die Zahl nach dem Divisionszeichen ist 0. Prüfe das mit „if“, bevor du teilst.',
  recursion:
    'Eine Funktion hat sich immer wieder selbst aufgerufen. Sie braucht einen Fall, in dem sie ohne weiteren Aufruf endet, und jeder Aufruf muss ihm näher kommen.',
  changedWhileLooping:
    'Eine Schleife darf zu dem, was sie durchgeht, nichts hinzufügen und nichts daraus entfernen. Geh eine Kopie durch: for x in list(…).',
  endOfInput: 'input() hat nach einer weiteren Zeile gefragt, und es gab keine.',
};
