import type { Words } from '../shape';

export const run: Words['run'] = {
  pythonVersion: 'Python-Version',
  pythonVersionTitle:
    'Für eine andere Version lädt die Seite neu: Code und Dateien bleiben, Variablen sind weg.',
  notLoaded: 'Python konnte nicht geladen werden',
  notStartedAgain: 'Python ließ sich nicht wieder starten',
  codeIsHere: 'Dein Code ist noch da.',
  notLoadedReasons:
    'Dein Code ist noch da. Wenn dieses Gerät online ist, hält vielleicht ein Werbeblocker oder der Filter eines Schul- oder Firmennetzes eine der Dateien der Seite zurück.',
  tryAgain: 'Nochmal versuchen',
  startAgain: 'Python wieder starten',
  resetSession: 'Sitzung zurücksetzen',
  resetTitle:
    'Variablen bleiben von einem Lauf zum nächsten. Hiermit fängt Python frisch ohne sie an; dein Code bleibt.',
  run: 'Start',
  waitsForPython: 'Wartet, bis Python geladen ist',
  runTitle: 'Das Programm starten',
  runsSoon: 'Startet, sobald Python geladen ist',
  stop: 'Stopp',
  stopTitle: (keys) => `Das Programm anhalten (${keys})`,
  waits: 'wartet auf Python',
  variablesKept: 'Variablen bleiben',
  variablesKeptTitle:
    'Der nächste Lauf findet, was frühere definiert haben. „Sitzung zurücksetzen“ fängt neu an.',
  loadingPython: 'Python wird geladen',
  didNotRun: (reason) => `Das Programm lief nicht: ${reason}`,
  stopped: 'Angehalten',
  endedWithCode: (code) => `Das Programm endete mit Code ${String(code)}`,
  stoppedAt: (line) => `Angehalten in Zeile ${String(line)}`,
  stoppedAfter: (seconds) => `Nach ${String(seconds)} s angehalten`,
  crashed: (message) => `Python ist abgestürzt: ${message}`,
  loadedOf: (loaded, total) => `${loaded} von ${total} MB`,
  reset: () => 'Zurücksetzen',
  states: {
    loading: 'Python wird geladen …',
    ready: 'Bereit',
    running: 'Läuft',
    'waiting-for-input': 'Wartet auf Eingabe',
    'waiting-for-permission': 'Wartet auf deine Erlaubnis',
    stopping: 'Wird angehalten',
    restarting: 'Python startet neu …',
    crashed: 'Abgestürzt',
    closed: 'Geschlossen',
    failed: 'Python konnte nicht geladen werden',
  },
  outcomes: {
    ok: '',
    error: 'mit Fehler',
    exit: '',
    interrupted: 'angehalten',
    timeout: 'angehalten',
    crashed: 'abgestürzt',
  },
  restarted: 'Python wurde neu gestartet; die Variablen sind weg',
  notComplete:
    'Die Seite wurde nicht vollständig geladen. Lade sie neu, um es noch einmal zu versuchen.',
};
