import type { Words } from '../shape';

export const share: Words['share'] = {
  viewFailed: (reason) => `Dieses Programm ließ sich nicht zeigen: ${reason}`,
  linkSent: 'Ein Link zu einem anderen Programm ist angekommen. Was hier ist, bleibt, wie es ist.',
  openInNewTab: 'In neuem Tab öffnen',
  linkNotKept:
    'Dieses Programm wird nicht aufgehoben: In diesem Browser ist kein Platz dafür. Der Link in der Adresse öffnet es wieder. Damit deine Änderungen bleiben, lade sie herunter, oder lösche Arbeitsbereiche, die du nicht brauchst.',
  share: 'Teilen',
  aPython: 'eine Python-Version',
  aPackage: 'ein Paket mit seiner Version',
  aHost: 'ein Host',
  kvNotBoolean: 'kv ist weder true noch false',
  noObject: 'es ist kein Objekt',
  unknownPart: 'es enthält einen Teil, den diese Seite nicht kennt',
  firstNotPython: 'die erste Datei ist kein Python-Programm',
  sameName: 'zwei der Dateien heißen gleich',
  notNameAndText: 'eine Datei ist nicht ein Name und ein Text',
  unknownName: 'eine Datei hat einen Namen, den diese Seite nicht annimmt',
  notWhole: 'eine Datei ist nicht vollständig',
  notPathAndMode: 'ein Ordner ist nicht ein Pfad und ein Modus',
  isNone: (what) => `was ${what} sein soll, ist keines`,
  isNoList: 'was eine Liste sein soll, ist keine',
  listTooLong: 'eine Liste ist zu lang',
  damaged:
    'Das Programm in diesem Link ist beschädigt: Vielleicht wurde der Link abgeschnitten. Hier hat sich nichts geändert.',
  tooLarge: (megabytes) =>
    `Das Programm in diesem Link ist größer, als diese Seite öffnet (${String(megabytes)} MB). Hier hat sich nichts geändert.`,
  newerVersion:
    'Dieser Link kommt von einer neueren Version der Seite. Lade sie neu, um diese zu bekommen, oder bitte um das Programm selbst.',
  tooLargeForLink: 'es ist zu groß für einen Link',
  notCarried: (problem) =>
    `In diesem Link ist kein Programm, das diese Seite öffnet: ${problem}. Hier hat sich nichts geändert.`,
  usesMore: 'Dieses Programm benutzt Dateien, Pakete oder das Netzwerk. Die hat es auf der {link}.',
  wholePage: 'ganzen Seite',
};
