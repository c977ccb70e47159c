import { formatNumber } from '../in-language';
import type { Words } from '../shape';

export const shareDialog: Words['shareDialog'] = {
  runFromLink: 'Ein Programm aus einem Link starten?',
  asksFor: 'Es bittet um',
  notTicked: 'Was nicht angekreuzt ist, wirst du gefragt, wenn das Programm es möchte.',
  dontRun: 'Nicht starten',
  runIt: 'Starten',
  otherPython: (wanted, python) =>
    `Python ${wanted}; hier ist es ${python}, was du in der Statusleiste änderst`,
  noCopy: 'In diesem Browser darf die Seite nicht kopieren. Markiere den Link.',
  copied: (what) => `${what} kopiert`,
  share: 'Teilen',
  holdsItself:
    'Der Link enthält das Programm selbst. Kein Server hebt es auf, und wer den Link hat, kann es lesen.',
  link: 'Link',
  copyLink: 'Link kopieren',
  copyMarkdown: 'Als Markdown kopieren',
  markdown: 'Markdown',
  copyEmbed: 'Code zum Einbetten kopieren',
  copyEmbedTitle: 'Ein Rahmen für eine Webseite, mit Editor und „Start“',
  embedCode: 'Code zum Einbetten',
  download: (name) => `${name} herunterladen`,
  downloadPage: 'Als Webseite herunterladen',
  downloadPageTitle:
    'Eine HTML-Datei, die das Programm zeigt und es mit Python von dieser Seite ausführt: Dafür braucht sie eine Verbindung',
  close: 'Schließen',
  makingLink: 'Der Link wird erstellt …',
  askFor: 'Wer ihn öffnet, wird gefragt nach',
  aboveChromium:
    'Chromium zeigt keine Adresse über 32.768 Zeichen, und unter Windows kann kein anderes Programm eine über 32.767 öffnen. Schick stattdessen die Datei.',
  aboveMany:
    'Link-Verkürzer, Formulare und viele Chat-Programme nehmen nicht mehr als etwa 8.000. In E-Mails, Dokumente und Webseiten passt er.',
  aboveSome:
    'Manche Programme schneiden Links nach etwa 2.000 ab: Nachrichten in Discord (2.000), Excel und älteres Outlook (2.083). Überall sonst geht es.',
  characters: (count) => `${formatNumber(count)} Zeichen.`,
  mayTouch: (folders) => (
    <>
      Jemand anderes hat es geschrieben. Es läuft wie deine eigenen Programme hier: Es darf{' '}
      {folders} lesen und ändern, und was sie in <b>kv</b> aufheben. Für alles Weitere muss es
      fragen.
    </>
  ),
  noFiles: 'keine Dateien',
  files: 'Dateien',
  uses: 'Benutzt',
  installing: (packages) => <>Installieren aus dem Paketverzeichnis: {packages}</>,
  networkAlways: (host) => <>Netzwerkzugriff, immer, auf {host} und die Hosts darunter</>,
  modes: {
    ro: 'zum Lesen',
    rw: 'um Dateien zu ändern',
    rwc: 'um Dateien zu ändern und anzulegen',
  },
  noLink: (problem) => `Es gibt keinen Link: ${problem}.`,
  filesBeside: (path) => `Dateien neben ${path}`,
  thesePackages: (count, packages) => (
    <>
      {count === 1 ? 'diesem Paket' : `diesen ${String(count)} Paketen`}: {packages}
    </>
  ),
  networkTo: (host) => <>Netzwerkzugriff auf {host}</>,
};
