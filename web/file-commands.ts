import { chooseFiles } from './ui/choose-files';
import { loaded } from './ui/not-loaded';
import { saveFile } from './ui/save-file';
import { words } from './words/commands';
import { MAIN_NAME } from './workspace/file-names';
import type { Command } from './commands/command';
import type { Page } from './page';

/** What can be done with the program's files. */
export function fileCommands(page: Page): readonly Command[] {
  const { files, view, save, importFiles, tellFailure } = page;
  const group = words().groups.file;
  const active = (): string => files.store.get().active;
  const canChange = (): boolean => active() !== MAIN_NAME && !files.isReadOnly(active());
  return [
    {
      id: 'new-file',
      title: words().newFile,
      group,
      run: () => {
        view.startNaming(null);
      },
    },
    {
      id: 'rename-file',
      title: words().renameFile,
      group,
      when: canChange,
      run: () => {
        view.startNaming(active());
      },
    },
    {
      id: 'delete-file',
      title: words().deleteFile,
      group,
      when: canChange,
      run: () => {
        files.remove(active()).catch(tellFailure);
      },
    },
    {
      id: 'close-file',
      title: words().closeFile,
      group,
      when: () => active() !== MAIN_NAME,
      run: () => {
        files.close(active());
      },
    },
    { id: 'save', title: words().save, group, keys: ['Mod+S'], worksInDialogs: true, run: save },
    {
      id: 'download-file',
      title: words().downloadFile,
      group,
      run: () => {
        const name = active().replace(/^.*\//, '');
        saveFile(name, new Blob([files.code(active()).get()], { type: 'text/plain' }));
      },
    },
    {
      id: 'import-files',
      title: words().importFiles,
      group,
      run: () => {
        chooseFiles(importFiles);
      },
    },
    {
      id: 'export-files',
      title: words().exportFiles,
      group,
      run: () => {
        loaded(import('./workspace/export-files'))
          .then(({ exportFiles }) => exportFiles(files))
          .catch(tellFailure);
      },
    },
    {
      id: 'share',
      title: words().share,
      group,
      run: () => {
        view.openDialog('share');
      },
    },
  ];
}

/** One for each file that is not on the screen. */
export function openFileCommands({ files, tellFailure }: Page): readonly Command[] {
  const { names, active } = files.store.get();
  return names
    .filter((name) => name !== active)
    .map((name) => ({
      id: `open:${encodeURIComponent(name)}`,
      title: words().openFile(name),
      group: words().groups.file,
      run: () => {
        files.open(name).catch(tellFailure);
      },
    }));
}
