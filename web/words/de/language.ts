import type { Words } from '../shape';

export const language: Words['language'] = {
  loading: 'Die Hilfe zum Code wird geladen …',
  notLoaded: 'Die Hilfe zum Code wurde nicht geladen. Ist dieses Gerät offline?',
  notStarted: (reason) => `Die Hilfe zum Code ließ sich nicht starten. ${reason}`,
  packageTooLarge: (name) =>
    `Die Hilfe zum Code weiß nichts von ${name}: Mit allem, was importiert wird, ist das zu viel.`,
  packagesNotRead: (reason) =>
    `Die Hilfe zum Code konnte die importierten Pakete nicht lesen. ${reason}`,
  checkFailed: (reason) => `Die Prüfung des Programms ist fehlgeschlagen. ${reason}`,
  changeTo: (name) => `In ${name} ändern`,
  installWithPip: (name) => `Installieren: %pip install ${name}`,
  isThere: 'Die Hilfe zum Code ist da',
  format: 'Das Programm formatieren',
  formatOnSave: 'Beim Sichern formatieren: an oder aus',
  savedAsAre: 'Programme werden gesichert, wie sie sind',
  formattedWhenSaved: 'Programme werden beim Sichern formatiert',
  typesBetween: 'Typen zwischen dem Code: an oder aus',
  load: 'Hilfe zum Code laden',
  onlyOwnNames: 'Nur Namen, die dieses Programm definiert, lassen sich umbenennen.',
  cannotBeName: (name) => `„${name}“ kann in Python kein Name sein.`,
  cannotBeRenamed: 'Dieser Name lässt sich nicht umbenennen.',
  formatterNotLoaded: 'Das Formatieren wurde nicht geladen. Ist dieses Gerät offline?',
  formatterFailed: (reason) => `Das Formatieren ließ sich nicht starten. ${reason}`,
  onlyWithoutMistakes: (reason) =>
    `Nur ein Programm ohne Fehler in der Syntax lässt sich formatieren. ${reason}`,
};
