import { formatNumber, inLanguage } from './in-language';
import type { ReactNode } from 'react';

export const english = {
  runFromLink: 'Run a program from a link?',
  asksFor: 'It asks for',
  notTicked: 'What is not ticked you are asked about when the program wants it.',
  dontRun: 'Don’t run',
  runIt: 'Run it',
  otherPython: (wanted: string, python: string) =>
    `Python ${wanted}; here it is ${python}, which the status bar changes`,
  noCopy: 'The browser does not let the page copy. Select the link.',
  copied: (what: string) => `${what} copied`,
  share: 'Share',
  holdsItself:
    'The link holds the program itself. No server keeps it, and whoever has the link can read it.',
  link: 'Link',
  copyLink: 'Copy link',
  copyMarkdown: 'Copy as Markdown',
  markdown: 'Markdown',
  copyEmbed: 'Copy embed code',
  copyEmbedTitle: 'A frame for a web page, with an editor and Run',
  embedCode: 'Embed code',
  download: (name: string) => `Download ${name}`,
  downloadPage: 'Download as a web page',
  downloadPageTitle:
    'One HTML file that shows the program, and runs it with Python from this site: that needs a connection',
  close: 'Close',
  makingLink: 'Making the link…',
  askFor: 'Ask whoever opens it for',
  aboveChromium:
    'Chromium shows no address above 32,768 characters, and on Windows no other program can open one above 32,767. Send the file instead.',
  aboveMany:
    'Link shorteners, forms and many chat programs refuse more than about 8,000. E-mail, documents and web pages hold it.',
  aboveSome:
    'Some programs cut links after about 2,000: Discord’s messages (2,000), Excel and older Outlook (2,083). Everywhere else it works.',
  characters: (count: number) => `${formatNumber(count)} characters.`,
  mayTouch: (folders: ReactNode) => (
    <>
      Somebody else wrote it. It runs like your own programs here: it may read and change {folders}{' '}
      and what they keep in <b>kv</b>. For anything more it has to ask.
    </>
  ),
  noFiles: 'no files',
  files: 'Files',
  uses: 'Uses',
  installing: (packages: ReactNode) => <>installing from the package index: {packages}</>,
  networkAlways: (host: ReactNode) => <>network access, always, to {host} and the hosts below it</>,
  modes: { ro: 'to read', rw: 'to change files', rwc: 'to change and create files' },
  noLink: (problem: string) => `There is no link: ${problem}.`,
  filesBeside: (path: string) => `Files beside ${path}`,
  thesePackages: (count: number, packages: ReactNode) => (
    <>
      {count === 1 ? 'this package' : `these ${String(count)} packages`}: {packages}
    </>
  ),
  networkTo: (host: ReactNode) => <>network access to {host}</>,
};

export const words = inLanguage('shareDialog', english);
