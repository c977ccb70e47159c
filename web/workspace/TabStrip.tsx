import { useEffect, useState } from 'react';
import { Icon } from '../ui/Icon';
import { loaded } from '../ui/not-loaded';
import { useStore } from '../ui/use-store';
import { completeName, MAIN_NAME } from './file-names';
import { FileActions } from './FileActions';
import { FileTab } from './FileTab';
import { TabNameField } from './TabNameField';
import { useFileDrop } from './use-file-drop';
import { words } from '../words/workspace';
import type { KeyboardEvent } from 'react';
import type { ProgramFiles } from './program-files';

interface TabStripProps {
  files: ProgramFiles;
  /** A name is being typed: of a new file (`null`), or the new one of a file. */
  naming: { readonly name: string | null } | null;
  onName: (name: string | null) => void;
  onNamed: () => void;
  /** There is a new file, which somebody wants to write. */
  onCreated: () => void;
  /** Takes files from the person's disk. */
  onImport: (files: readonly File[]) => void;
  onFailure: (error: unknown) => void;
}

/** The id of a file's tab; what the editor shows is named after it. */
export function tabId(name: string): string {
  return `tab-${encodeURIComponent(name)}`;
}

/** The open files: the editor shows the chosen one, and Run runs main.py. */
export function TabStrip(props: TabStripProps) {
  const { files, naming, onName, onNamed, onCreated, onImport, onFailure } = props;
  const { tabs, active, isReadOnly } = useStore(files.store);
  const [dragged, setDragged] = useState<string | null>(null);
  useFileDrop(onImport);

  useEffect(() => {
    document.getElementById(tabId(active))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, tabs]);

  function show(name: string, shouldFocus = true): void {
    files.open(name).catch(onFailure);
    if (shouldFocus) document.getElementById(tabId(name))?.focus();
  }

  function close(name: string): void {
    files.close(name);
    const { active: next } = files.store.get();
    document.getElementById(tabId(next))?.focus();
  }

  function startRenaming(name: string): void {
    if (name !== MAIN_NAME && !isReadOnly) onName(name);
  }

  function handleKey(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement) return;
    const index = tabs.indexOf(active);
    const isMove = event.ctrlKey && event.shiftKey;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && isMove) files.move(active, index + step);
    else if (step !== undefined) show(tabs.at((index + step) % tabs.length) ?? MAIN_NAME);
    else if (event.key === 'Home') show(tabs[0] ?? MAIN_NAME);
    else if (event.key === 'End') show(tabs.at(-1) ?? MAIN_NAME);
    else if (event.key === 'F2') startRenaming(active);
    else if (event.key === 'Delete') close(active);
    else return;
    event.preventDefault();
  }

  async function finishEditing(typed: string): Promise<void> {
    const from = naming?.name ?? null;
    const name = completeName(typed);
    if (from === null) await files.create(name);
    else await files.rename(from, name);
    onNamed();
    if (from === null) onCreated();
    else requestAnimationFrame(() => document.getElementById(tabId(name))?.focus());
  }

  function cancelEditing(): void {
    onNamed();
    requestAnimationFrame(() => document.getElementById(tabId(active))?.focus());
  }

  return (
    <div className="tab-strip" data-many={tabs.length > 1 || undefined}>
      <div className="tabs">
        <div
          className="tab-list"
          role="tablist"
          aria-label={words().openFiles}
          onKeyDown={handleKey}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            const over = (event.target as Element).closest<HTMLElement>('[data-tab]');
            const name = over?.dataset['tab'];
            if (name !== undefined && name !== dragged) files.move(dragged, tabs.indexOf(name));
          }}
          onDrop={(event) => {
            if (dragged !== null) event.preventDefault();
          }}
        >
          {tabs.map((name) => (
            <FileTab
              key={name}
              id={tabId(name)}
              name={name}
              isActive={name === active}
              isMain={name === MAIN_NAME}
              onShow={() => {
                show(name, false);
              }}
              onClose={() => {
                close(name);
              }}
              onRename={() => {
                startRenaming(name);
              }}
              onDrag={setDragged}
            />
          ))}
        </div>
        {naming === null ? (
          <button
            type="button"
            className="button button-icon button-small tab-add"
            aria-label={words().addFile}
            title={words().addFile}
            onClick={() => {
              onName(null);
            }}
          >
            <Icon name="add" />
          </button>
        ) : (
          <TabNameField
            key={naming.name ?? ''}
            label={naming.name === null ? words().nameOfFile : words().newNameOf(naming.name)}
            initial={naming.name ?? ''}
            onSubmit={finishEditing}
            onCancel={cancelEditing}
          />
        )}
      </div>
      <FileActions
        name={active}
        isMain={active === MAIN_NAME}
        isReadOnly={isReadOnly}
        onAdd={() => {
          onName(null);
        }}
        onRename={() => {
          startRenaming(active);
        }}
        onClose={() => {
          close(active);
        }}
        onDelete={() => {
          files.remove(active).catch(onFailure);
        }}
        onImport={onImport}
        onExport={() => {
          exportZip(files).catch(onFailure);
        }}
      />
    </div>
  );
}

async function exportZip(files: ProgramFiles): Promise<void> {
  const { exportFiles } = await loaded(import('./export-files'));
  await exportFiles(files);
}
