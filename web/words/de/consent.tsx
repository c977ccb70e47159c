import type { Words } from '../shape';

export const consent: Words['consent'] = {
  showLine: 'Diese Zeile im Editor zeigen',
  stopProgram: 'Das Programm anhalten',
  allowNetwork: 'Netzwerkzugriff erlauben?',
  installPackages: 'Pakete installieren?',
  wantsFromIndex:
    'Das Programm möchte dies aus dem Paketverzeichnis installieren, und was dafür nötig ist:',
  wantsFromAddresses:
    'Das Programm möchte dies installieren, zum Teil von eigenen Adressen statt aus dem Paketverzeichnis, und was dafür nötig ist:',
  packagesTerms:
    'Pakete laufen als Teil des Programms und dürfen, was es darf, nicht mehr. „Installieren“ fragt das nächste Mal wieder, „Immer erlauben“ nicht. Was installiert ist, bleibt in diesem Arbeitsbereich, bis du es unter „Pakete“ entfernst.',
  nearlyNamed: (name, meant) => (
    <>
      {name} ist nicht das bekannte {meant}. Ist es richtig geschrieben?
    </>
  ),
  showVersions: 'Versionen und Größen zeigen',
  asking: 'Das Verzeichnis wird gefragt …',
  wouldBeInstalled: 'Was installiert würde',
  waiting: (count) =>
    count === 1 ? 'Eine weitere Frage wartet' : `${String(count)} weitere Fragen warten`,
  hostAnswers: { deny: 'Ablehnen', always: 'Immer erlauben', once: 'Einmal erlauben' },
  notOnList: (host) => (
    <>{host} steht nicht auf der Liste dieses Arbeitsbereichs. Das Programm möchte senden:</>
  ),
  hostTerms: (host) =>
    `„Einmal“ gilt nur für ${host}, bis dieser Lauf endet. „Immer“ setzt den Host und alle darunter (*.${host}) auf die Liste unter „Netzwerk“.`,
  packageAnswers: {
    deny: 'Nicht installieren',
    always: 'Immer erlauben',
    once: 'Installieren',
  },
};
