import { inLanguage } from './in-language';

const files = (count: number): string => (count === 1 ? '1 file' : `${String(count)} files`);

export const english = {
  listTitle: 'Workspaces',
  about:
    'Each workspace has its own files, kv values, packages and permissions. Programs of one cannot reach another.',
  open: 'Open',
  isOpen: 'open',
  rename: 'Rename',
  duplicate: 'Duplicate',
  remove: 'Delete',
  actOn: (act: string, name: string) => `${act} ${name}`,
  save: 'Save',
  cancel: 'Cancel',
  newName: (name: string) => `New name of ${name}`,
  create: 'New workspace',
  unnamed: 'New workspace',
  namePlaceholder: 'Name',
  nameField: 'Name of the new workspace',
  duplicated: (name: string) => `Made ${name}. What programs may reach is not copied.`,
  copyOf: (name: string) => `${name} copy`,
  notCopied:
    'This browser does not keep all of it, so there is nothing whole to copy. “Export all as .zip” in the file actions of the tab that shows it takes out its files.',
  removed: (name: string) => `Deleted ${name}.`,
  undo: 'Undo',
  notKept: 'This browser does not let the page save: there is only the workspace you see.',
  notThere: 'That workspace is not there any more.',
  openElsewhere: (name: string) => `${name} is open in another tab. Close that one first.`,
  archiveTitle: 'Everything in one file',
  archiveAbout:
    'A zip with the files, kv values and list of packages of all workspaces, and your settings. Without permissions: those are given where they hold.',
  exportAll: 'Export everything',
  exported: (count: number) => `Saved ${files(count)} as goru-playground.zip in your downloads.`,
  notAllKept:
    'This browser does not keep everything, so it cannot all be taken from there. “Export all as .zip” in the file actions takes out the files that you see.',
  leftOut: (names: string) =>
    `Not in it is what this browser does not keep of ${names}: only the tab that shows it has that. “Export all as .zip” in the file actions there takes out its files.`,
  importAll: 'Import…',
  archiveField: 'Archive to import',
  notImported: (reason: string) => `Nothing was imported. ${reason}`,
  found: (workspaces: number, count: number, size: string) =>
    `${workspaces === 1 ? '1 workspace' : `${String(workspaces)} workspaces`} with ${files(count)} (${size}):`,
  exists: 'this name is here, too',
  addBeside: 'Add beside what is here',
  replaceAll: (names: string, days: number) =>
    `Replace what is here: ${names}. They go to Deleted, where they stay for ${String(days)} days.`,
  withSettings: 'Also its settings: theme, layout, language, Python',
  withPackages: (hosts: string) => `Also its packages. They are fetched from ${hosts}.`,
  importNow: 'Import',
  importing: 'Importing…',
  deletedTitle: 'Deleted',
  deletedAbout: (days: number) => `Gone for good ${String(days)} days after they were deleted.`,
  bringBack: 'Bring back',
  purge: 'Delete for good',
  noRoom: 'The browser has no room for it.',
  noArchive: (file: string) => `It has no ${file} of this playground.`,
  otherVersion:
    'It was made by another version of the playground. Reload the page for a newer one.',
  namesNone: 'It names no workspaces.',
  listDamaged: 'Its list of workspaces is damaged.',
  badName: (name: string) => `It has a file with a name that is not allowed: “${name}”.`,
  twice: (name: string) => `It has “${name}” twice.`,
  encrypted: 'It is encrypted.',
  tooMuch: 'It holds more than this page takes in.',
  noZip: 'It is no zip file that can be read, or is damaged.',
  fileAndFolder: (name: string) => `“${name}” is a file and a folder.`,
  badValue: (key: string) => `The value of kv “${key}” is damaged.`,
  tooManyValues: 'It has too many values of kv.',
  tooLarge: (name: string) => `“${name}” is larger than this page takes in.`,
  noText: (name: string) => `“${name}” is no text.`,
  damaged: (name: string) => `“${name}” is damaged.`,
  hasChanged: 'The file has changed since it was chosen.',
};

export const words = inLanguage('workspaces', english);
