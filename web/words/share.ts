import { inLanguage } from './in-language';

export const english = {
  viewFailed: (reason: string) => `This program could not be shown: ${reason}`,
  linkSent: 'A link to another program has come. What is here stays as it is.',
  openInNewTab: 'Open it in a new tab',
  linkNotKept:
    'This program is not kept: there is no room for it in this browser. The link in the address opens it again. To keep your changes, download them, or delete workspaces that you do not need.',
  share: 'Share',
  aPython: 'a version of Python',
  aPackage: 'a package with its version',
  aHost: 'a host',
  kvNotBoolean: 'kv is not true or false',
  noObject: 'it is no object',
  unknownPart: 'it has a part that this page does not know',
  firstNotPython: 'its first file is no Python program',
  sameName: 'two of its files have the same name',
  notNameAndText: 'a file is not a name and a text',
  unknownName: 'a file has a name that this page does not take',
  notWhole: 'a file is not whole',
  notPathAndMode: 'a folder is not a path and a mode',
  isNone: (what: string) => `what should be ${what} is none`,
  isNoList: 'what should be a list is none',
  listTooLong: 'a list is too long',
  damaged:
    'The program in this link is damaged: perhaps the link was cut off. Nothing here has changed.',
  tooLarge: (megabytes: number) =>
    `The program in this link is larger than this page opens (${String(megabytes)} MB). Nothing here has changed.`,
  newerVersion:
    'This link was made by a newer version of the page. Reload to get that one, or ask for the program itself.',
  tooLargeForLink: 'it is too large for a link',
  notCarried: (problem: string) =>
    `This link does not carry a program that this page opens: ${problem}. Nothing here has changed.`,
  /** Where a program from a link is shown on a page of somebody else's; the link leads to ours. */
  usesMore: 'This program uses files, packages or the network, which it has in the {link}.',
  wholePage: 'whole page',
};

export const words = inLanguage('share', english);
