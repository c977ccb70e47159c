import type { Words } from '../shape';

export const about: Words['about'] = {
  withoutNetwork: 'Ohne Netz',
  tryAgain: 'Nochmal versuchen',
  keepOffline: 'Offline verfügbar halten',
  extents: {
    everything: 'alles, etwa 46 MB: auch Hilfe im Editor, die du noch nicht benutzt hast',
    used: 'nur, was du benutzt: die Seite, Python und größere Teile, sobald du sie geöffnet hast',
  },
  installApp: 'Als App installieren',
  reloadForNew: 'Für die neue Version neu laden',
  amountOf: (saved, total) => `${saved} von ${total}`,
  savesItself: 'Wenn Python geladen ist, sichert sich diese Seite in diesem Browser.',
  cannotSaveItself:
    'In diesem Browser kann sich die Seite nicht sichern: Vielleicht ist das Fenster privat, oder die Seite kam nicht über https.',
  beingSaved: (amount) => `Die Seite wird in diesem Browser gesichert: ${amount}.`,
  helpBeingSaved: (amount) =>
    `Programme laufen ab jetzt ohne Netz. Die Hilfe im Editor wird noch gesichert: ${amount}.`,
  allSaved: (size) =>
    `Alles ist gesichert (${size}): Die Seite, Python und die Hilfe im Editor gehen ohne Netz, auch Pakete, die du schon installiert hast.`,
  sparedSaved: (size) =>
    `${size} sind gesichert: Die Seite und Python gehen ohne Netz. Die größeren Teile, die du nicht benutzt hast, fehlen.`,
  notAllArrived: (amount) =>
    `Nicht alle Dateien sind angekommen: ${amount} sind gesichert. Vielleicht ist dieses Gerät offline, oder die Website wird gerade erneuert.`,
  noRoom: (amount) =>
    `Der Browser hat keinen Platz mehr: ${amount} sind gesichert. Mach auf diesem Gerät Platz, oder wähle, dass nur bleibt, was du benutzt.`,
  storageFailed: (amount) =>
    `Der Speicher des Browsers hat nicht funktioniert: ${amount} sind gesichert. Vielleicht geht es wieder, wenn der Browser neu startet.`,
  savingFailed: (reason, amount) =>
    `Die Seite ließ sich nicht sichern: ${amount} sind gesichert. ${reason}`,
  runAllTheSame: ' Programme laufen trotzdem ohne Netz.',
  ifBroken: (resetLink) => (
    <>
      Wenn die Seite nicht so geht, wie sie soll, kannst du{' '}
      {resetLink('die Anwendung zurücksetzen')}: Dort lässt sich vorher dein Code sichern.
    </>
  ),
  realPython: (version) =>
    `Echtes Python, CPython ${version}, läuft direkt hier in dieser Seite. Dahinter steht kein Server, und du brauchst kein Konto: Dein Programm und was du hineintippst, bleiben auf diesem Gerät.`,
  versions:
    '3.13 haben wir selbst gebaut: Es startet schnell, rechnet schnell und lässt sich mitten in einer Schleife anhalten, ohne dass Variablen verloren gehen. 3.12 ist das, wofür die Programme von goru geschrieben wurden.',
  mayTouchTitle: 'Was ein Programm darf',
  mayTouch:
    'Was die Leiste unten sagt, und sonst nichts. Es kann die Dateien deines Computers nicht lesen, weder diese Seite noch deine anderen Tabs sehen und keinen Host erreichen, den du nicht erlaubt hast.',
  capabilities: [
    <>
      <b>Netzwerk</b>: Möchte ein Programm einen Host erreichen, fragt dich diese Seite. Die Liste
      unter „Netzwerk“ gehört dir: Weder ein Programm noch ein Link kann sie ändern.
    </>,
    <>
      <b>Dateien</b>: <code>/work</code> ist ein Ordner, den dieser Browser aufhebt; unter „Dateien“
      legst du etwas hinein und holst es heraus. In <code>/data</code> liegen Beispieldaten zum
      Lesen. <code>/tmp</code> ist nur im Arbeitsspeicher und endet mit der Sitzung.
    </>,
    <>
      <b>kv</b>: kleine Werte mit Namen, die dieser Browser aufhebt; du siehst sie unter „Speicher“.
    </>,
  ],
  goodToKnowTitle: 'Gut zu wissen',
  goodToKnow: [
    'Dein Code bleibt in diesem Browser, auch beim Neuladen. Ebenso die letzten Programme, über denen du ein anderes geöffnet hast: siehe „Beispiele“.',
    <>
      Variablen bleiben von einem Lauf zum nächsten. <b>Sitzung zurücksetzen</b> fängt neu an.
    </>,
    <>
      <b>Stopp</b> geht immer. Hört ein Programm nicht darauf, wird Python neu gestartet.
    </>,
    <>
      <code>await</code> geht auch ohne eine Funktion darum herum.
    </>,
    'Threads, Prozesse und Sockets gibt es nicht; was sie braucht, sagt es in seiner Fehlermeldung.',
  ],
  keysTitle: 'Tasten',
  keys: (
    <>
      <b>F1</b> zeigt alles, was diese Seite kann.
    </>
  ),
  shortcuts: 'Tastenkürzel',
  othersTitle: 'Aus der Arbeit anderer gemacht',
  others: (link) => (
    <>
      {link('./licenses.txt', 'Lizenzen')} und {link('./sbom.cdx.json', 'Stückliste')} (CycloneDX)
    </>
  ),
};
