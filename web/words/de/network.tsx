import type { Words } from '../shape';

export const network: Words['network'] = {
  hostToAllow: 'Host, der erlaubt sein soll',
  hostTitle:
    'Ein Host mit seinen Unterdomänen, auch mit Port (localhost:8000); * steht für alle Hosts',
  add: 'Hinzufügen',
  allHosts: '* (alle Hosts)',
  allowed: 'erlaubt',
  remove: (host) => `${host} entfernen`,
  removeTitle: 'Von der Liste nehmen',
  always: 'Immer',
  alwaysAllow: (host) => `${host} immer erlauben`,
  allowedHosts: 'Erlaubte Hosts',
  noHosts:
    'Kein Host steht auf der Liste. Wenn ein Programm einen erreichen möchte, wirst du gefragt.',
  notAHost: (text) =>
    `„${text}“ ist kein Host: Schreib ihn wie api.example.com oder localhost:8000`,
  requests: 'Anfragen',
  clear: 'Anfragen leeren',
  nothingSent: 'Seit du diese Seite geöffnet hast, wurde nichts gesendet.',
  of: (total) => ` von ${total}`,
  downloading: (url) => `${url} wird heruntergeladen`,
  denied: (host) => `abgelehnt · Host nicht erlaubt: ${host}`,
  cancelled: (time) => `abgebrochen · ${time}`,
  everyHost: (
    <>
      <b>Jeder Host ist erlaubt.</b> Jedes Programm, das du hier startest, kann alles, was es lesen
      darf (Dateien, kv, deine Eingaben), an alle schicken. Entferne <code>*</code>, wenn du es
      nicht mehr brauchst.
    </>
  ),
  hostDenied: 'abgelehnt',
  once: 'einmal',
  failed: 'fehlgeschlagen',
  olderOnes: (count) => `und ${String(count)} ältere`,
};
