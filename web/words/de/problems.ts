import type { ErrorCode, MountProblemKind } from '../../../src/index';
import type { Words } from '../shape';

const ERRORS: Readonly<Record<ErrorCode, string>> = {
  permission: 'Das ist nicht erlaubt',
  'not-found': 'Das gibt es nicht',
  limit: 'Das ist mehr, als erlaubt ist',
  'invalid-argument': 'Das geht so nicht',
  network: 'Aus dem Netz war das nicht zu bekommen',
  timeout: 'Das hat zu lange gedauert',
  'unknown-function': 'Diese Funktion gibt es nicht',
  'host-function': 'Eine Funktion der Seite hat einen Fehler gemeldet',
  'not-json': 'Das lässt sich nicht als JSON schreiben',
  'disk-full': 'Es ist kein Platz mehr',
  storage: 'Der Speicher des Browsers hat nicht funktioniert',
  busy: 'Das wird gerade an anderer Stelle benutzt',
  unsupported: 'Das geht hier nicht',
  protocol: 'Das ist nicht so aufgebaut, wie es sein müsste',
  'session-closed': 'Diese Sitzung ist zu Ende',
  interpreter: 'Python antwortet nicht, wie es soll',
  cancelled: 'Das wurde abgebrochen',
};

/** Texts that the library promises not to change, because programs match on them. */
const PROMISED: Readonly<Record<string, string>> = {
  'package not found on PyPI': 'Dieses Paket gibt es auf PyPI nicht',
  'no compatible wheel found (pure Python wheel required)':
    'Von diesem Paket gibt es nichts, was hier läuft: Es müsste reines Python sein',
  'invalid package name': 'So heißt kein Paket',
  'invalid version specifier': 'So schreibt man keine Version',
  'invalid requirement': 'So schreibt man kein Paket mit Version: name oder name>=1.2',
  'package installation disabled': 'Hier wird nichts installiert',
};

const MOUNTS: Readonly<Record<MountProblemKind, string>> = {
  elsewhere:
    'In einem anderen Tab oder einer anderen Sitzung offen: Bis dort zu ist, lässt sich der Ordner hier nur lesen.',
  memory: 'Nur im Arbeitsspeicher, denn der Browser hebt für diese Seite nichts auf.',
  full: 'Nur im Arbeitsspeicher: Auf diesem Gerät ist kein Platz dafür. Mach Platz und lade die Seite neu.',
  unopened:
    'Die gespeicherten Dateien ließen sich nicht öffnen. Sie sind noch da: Lade die Seite neu. Bis dahin ist der Ordner nur im Arbeitsspeicher.',
  unclaimed: 'Lässt sich hier gerade nicht ändern.',
  unattached: 'Noch nicht mit einem Speicher verbunden.',
};

export const problems: Words['problems'] = {
  error: (code, message) => PROMISED[message] ?? `${ERRORS[code]} (${message})`,
  mount: (kind, problem) => (kind === null ? problem : MOUNTS[kind]),
};
