import { inLanguage } from './in-language';
import type { ReactNode } from 'react';

export const english = {
  withoutNetwork: 'Without a network',
  tryAgain: 'Try again',
  keepOffline: 'Keep for offline',
  extents: {
    everything: 'everything, some 46 MB: also help in the editor that you have not used yet',
    used: 'only what you use: the page, Python, and larger parts once you have opened them',
  },
  installApp: 'Install as an app',
  reloadForNew: 'Reload for the new version',
  amountOf: (saved: string, total: string) => `${saved} of ${total}`,
  savesItself: 'When Python has loaded, this page saves itself in this browser.',
  cannotSaveItself:
    'This browser does not let the page save itself: the window may be private, or the page did not come over https.',
  beingSaved: (amount: string) => `The page is being saved in this browser: ${amount}.`,
  helpBeingSaved: (amount: string) =>
    `Programs run without a network from now on. Help in the editor is being saved: ${amount}.`,
  allSaved: (size: string) =>
    `All of it is saved (${size}): the page, Python and help in the editor work without a network. So do packages you have installed before.`,
  sparedSaved: (size: string) =>
    `${size} are saved: the page and Python work without a network. The larger parts that you have not used are left out.`,
  notAllArrived: (amount: string) =>
    `Not all files arrived: ${amount} are saved. This device may be offline, or the site is just being renewed.`,
  noRoom: (amount: string) =>
    `The browser has no room for more: ${amount} are saved. Free some on this device, or keep only what you use.`,
  storageFailed: (amount: string) =>
    `The browser’s storage has failed: ${amount} are saved. Perhaps it works again after a restart of the browser.`,
  savingFailed: (reason: string, amount: string) =>
    `The page could not be saved: ${amount} are saved. ${reason}`,
  runAllTheSame: ' Programs run without a network all the same.',
  ifBroken: (resetLink: (label: string) => ReactNode) => (
    <>
      If the page does not work as it should, {resetLink('reset the application')}: it lets you save
      your code first.
    </>
  ),
  realPython: (version: string) =>
    `Real Python, CPython ${version}, runs right here in this page. There is no server behind it and no account: your program and what you type into it stay on this device.`,
  versions:
    '3.13 is our own build: quick to start, quick to compute, and it can be stopped in the middle of a loop with its variables kept. 3.12 is the one that programs of goru were written for.',
  mayTouchTitle: 'What a program may touch',
  mayTouch:
    'What the bar at the bottom says, and nothing else. It cannot read your computer’s files, see this page or your other tabs, or reach a host you have not allowed.',
  capabilities: [
    <>
      <b>network</b>: a program that wants to reach a host makes this page ask you. The list in
      Network is yours: neither a program nor a link can change it.
    </>,
    <>
      <b>files</b>: <code>/work</code> is a folder kept in this browser; put files into it and take
      them out in Files. <code>/data</code> has sample data to read. <code>/tmp</code> is in memory,
      gone with the session.
    </>,
    <>
      <b>kv</b>: small values under names, kept in this browser; you see them in Storage.
    </>,
  ],
  goodToKnowTitle: 'Good to know',
  goodToKnow: [
    'Your code is kept in this browser, also over a reload. So are the last programs you opened another one over: see Examples.',
    <>
      Variables stay from one run to the next. <b>Reset session</b> starts afresh.
    </>,
    <>
      <b>Stop</b> always works. If a program does not heed it, Python is restarted.
    </>,
    <>
      <code>await</code> works without a function around it.
    </>,
    'There are no threads, processes or sockets; what needs them says so in its error message.',
  ],
  keysTitle: 'Keys',
  keys: (
    <>
      <b>F1</b> lists everything that this page can do.
    </>
  ),
  shortcuts: 'Keyboard shortcuts',
  othersTitle: 'Made of the work of others',
  others: (link: (address: string, label: string) => ReactNode) => (
    <>
      {link('./licenses.txt', 'Licences')} and {link('./sbom.cdx.json', 'bill of materials')}{' '}
      (CycloneDX)
    </>
  ),
};

export const words = inLanguage('about', english);
