import { inLanguage } from './in-language';
import type { MountInfo } from '../../src/index';

export const english = {
  browserSaidNo:
    'The browser said no. It tends to say yes for sites you have bookmarked or installed.',
  browserStorage: 'This browser’s storage',
  storageUsed: 'Storage used',
  mayClear: 'The browser may clear it when the disk runs low.',
  keepsIt: 'The browser keeps it until you clear it.',
  askToKeep: 'Ask to keep it',
  kept: 'kept',
  valueOf: (key: string) => `Value of ${key}`,
  delete: 'Delete',
  deleteKey: (key: string) => `Delete ${key}`,
  cancel: 'Cancel',
  save: 'Save',
  saveKey: (key: string) => `Save ${key}`,
  export: 'Export',
  import: 'Import',
  importField: 'File to import into kv',
  filterKeys: 'Filter keys',
  deleted: (key: string) => `Deleted ${key}`,
  entriesLabel: 'kv entries',
  undo: 'Undo',
  folders: 'Folders',
  pythonIsLoading: 'Python is loading.',
  none: 'None.',
  keepsNothing:
    'This browser keeps nothing for the page: the window is private, or the page did not come over https. What you make here is gone when you close it; download what you need.',
  notJson: (reason: string) => `not JSON: ${reason}`,
  oneObject: 'the file must hold one JSON object: keys and their values',
  andMore: (count: number) => ` and ${String(count)} more`,
  importedBut: (done: string, shown: string, more: string) =>
    `${done}; not imported: ${shown}${more}`,
  usedOf: (used: string, quota: string) =>
    `${used} of ${quota} used by this site, the interpreter included`,
  entries: (count: number) => (count === 1 ? '1 entry' : `${String(count)} entries`),
  imported: (count: number) => `${count === 1 ? '1 entry' : `${String(count)} entries`} imported`,
  nothingStored: (
    <>
      Nothing stored. <code>kv.set("name", value)</code> in a program keeps a value here, also over
      a reload.
    </>
  ),
  modes: {
    ro: 'read only',
    rw: 'change and remove',
    rwc: 'read and write',
  } satisfies Record<MountInfo['mode'], string>,
  places: {
    memory: 'in memory: gone when this page closes',
    opfs: 'kept in this browser',
    indexeddb: 'kept in this browser (IndexedDB)',
  } satisfies Record<MountInfo['storage'], string>,
  valuesAreLost: 'The browser refuses storage: entries of kv are gone with the page.',
};

export const words = inLanguage('storage', english);
