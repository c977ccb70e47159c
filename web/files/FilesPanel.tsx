import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../ui/message-of';
import { createFile, createFolder, download, remove, rename } from './file-actions';
import { FileViewer } from './FileViewer';
import { MountTree } from './FileTree';
import { UploadDialog } from './UploadDialog';
import { uploadsOfDrop, uploadsOfInput } from './uploads';
import { useFileChanges } from './use-file-changes';
import { useUploads } from './use-uploads';
import { words } from '../words/files';
import { words as problems } from '../words/problems';
import type { DragEvent } from 'react';
import type { MountInfo, SessionFiles } from '../../src/index';
import type { Outcome } from './file-actions';
import type { TreeState } from './FileTree';

/** What the editor does with files: those that it can show are also its own. */
export interface FilesEditor {
  canEdit: (path: string) => boolean;
  open: (path: string) => Promise<void>;
  /** Resolves with false when the file is none of the editor's. */
  rename: (path: string, name: string) => Promise<boolean>;
}

interface FilesPanelProps {
  files: SessionFiles | null;
  editor: FilesEditor;
}

/** The files a program sees, for the person: up, down, and a look into them. */
export function FilesPanel({ files, editor }: FilesPanelProps) {
  if (files === null) return <p className="panel-note">{words().pythonIsLoading}</p>;
  return <Files files={files} editor={editor} />;
}

function Files({ files, editor }: { files: SessionFiles; editor: FilesEditor }) {
  const version = useFileChanges(files);
  const { mounts, problem } = useMounts(files, version);
  const [expanded, setExpanded] = useState<ReadonlySet<string> | null>(null);
  const [active, setActive] = useState<TreeState['active']>(null);
  const [viewing, setViewing] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome & { isProblem?: boolean }>({ text: '' });
  const [isDropTarget, setIsDropTarget] = useState(false);
  const inputRef = useRef<HTMLInputElement>(null);
  const folderInputRef = useRef<HTMLInputElement>(null);
  const targetRef = useRef('');
  const home = mounts.find(({ mode }) => mode === 'rwc')?.path ?? null;
  const open = expanded ?? new Set(mounts.map(({ path }) => path));

  function show(promise: Promise<Outcome>): void {
    promise.then(setOutcome, fail);
  }

  function fail(error: unknown): void {
    setOutcome({ text: messageOf(error), isProblem: true });
  }

  /** For forms: they show the failure themselves. */
  async function finish(promise: Promise<Outcome>): Promise<void> {
    setOutcome(await promise);
    setActive(null);
  }

  const uploads = useUploads({ files, onOutcome: setOutcome, onFailure: fail });

  function chooseUploads(folder: string, input: HTMLInputElement | null): void {
    targetRef.current = folder;
    input?.click();
  }

  function handleDrop(event: DragEvent): void {
    event.preventDefault();
    setIsDropTarget(false);
    const folder = folderOf(event.target, mounts) ?? home;
    if (folder === null) return;
    uploadsOfDrop(event.dataTransfer.items).then((found) => {
      uploads.begin(folder, found);
    }, fail);
  }

  const tree = {
    files,
    version,
    state: { expanded: open, active },
    onToggle: (path: string) => {
      const next = new Set(open);
      if (!next.delete(path)) next.add(path);
      setExpanded(next);
    },
    onView: (path: string) => {
      if (path.endsWith('.py') && editor.canEdit(path)) editor.open(path).catch(fail);
      else setViewing(path);
    },
    onIntent: setActive,
    onDownload: (path: string, isDirectory: boolean) => {
      show(download(files, path, isDirectory));
    },
    onUpload: (folder: string) => {
      chooseUploads(folder, inputRef.current);
    },
    onRename: (path: string, name: string) => finish(rename({ files, editor, path, name })),
    onDelete: (path: string, entry: { isDirectory: boolean; bytes: number }) => {
      setActive(null);
      show(remove(files, path, entry));
    },
    onCreate: (folder: string, name: string, kind: 'file' | 'folder') => {
      setExpanded(new Set(open).add(folder));
      return finish((kind === 'file' ? createFile : createFolder)(files, folder, name));
    },
  };

  return (
    <div
      className="panel-body files-panel"
      data-drop={isDropTarget || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setIsDropTarget(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setIsDropTarget(false);
      }}
      onDrop={handleDrop}
    >
      {home === null ? null : (
        <div className="files-toolbar">
          {[
            { label: words().upload, input: inputRef },
            { label: words().uploadFolder, input: folderInputRef },
          ].map(({ label, input }) => (
            <button
              key={label}
              type="button"
              className="button button-quiet button-outline"
              onClick={() => {
                chooseUploads(home, input.current);
              }}
            >
              {label}
            </button>
          ))}
          {(['new-file', 'new-folder'] as const).map((intent) => (
            <button
              key={intent}
              type="button"
              className="button button-quiet button-outline"
              onClick={() => {
                setActive({ path: home, intent });
              }}
            >
              {intent === 'new-file' ? words().newFile : words().newFolder}
            </button>
          ))}
        </div>
      )}
      {[
        { ref: inputRef, label: words().filesToUpload, isFolder: false },
        { ref: folderInputRef, label: words().folderToUpload, isFolder: true },
      ].map(({ ref, label, isFolder }) => (
        <input
          key={label}
          ref={ref}
          type="file"
          multiple
          hidden
          aria-label={label}
          {...(isFolder ? { webkitdirectory: '' } : {})}
          onChange={({ currentTarget }) => {
            uploads.begin(
              targetRef.current || (home ?? ''),
              uploadsOfInput(currentTarget.files ?? []),
            );
            // The same file again must count as a change.
            currentTarget.value = '';
          }}
        />
      ))}
      <UploadDialog uploads={uploads} />
      <div role="status">
        {outcome.text === '' ? null : (
          <p className={outcome.isProblem === true ? 'panel-notice log-bad' : 'panel-notice'}>
            <span>{outcome.text}</span>
            {outcome.undo === undefined ? null : (
              <button
                type="button"
                className="button button-quiet"
                onClick={() => {
                  if (outcome.undo) show(outcome.undo());
                }}
              >
                {words().undo}
              </button>
            )}
          </p>
        )}
      </div>
      {problem === null ? null : <p className="field-problem">{problem}</p>}
      {mounts.map(({ path, mode, problem: mountProblem, problemKind }) => (
        <div key={path}>
          {mountProblem === null ? null : (
            <p className="field-problem" title={mountProblem}>
              {problems().mount(problemKind, mountProblem)}
            </p>
          )}
          <MountTree
            {...tree}
            path={path}
            badge={mode === 'ro' ? words().readOnly : ''}
            isReadOnly={mode === 'ro'}
          />
        </div>
      ))}
      {home === null ? null : <p className="panel-hint">{words().dropHere(home)}</p>}
      {viewing === null ? null : (
        <FileViewer
          key={viewing}
          files={files}
          path={viewing}
          onEdit={
            editor.canEdit(viewing)
              ? () => {
                  setViewing(null);
                  editor.open(viewing).catch(fail);
                }
              : null
          }
          onDownload={() => {
            show(download(files, viewing, false));
          }}
          onClose={() => {
            setViewing(null);
          }}
        />
      )}
    </div>
  );
}

/** The folder under the pointer, when files may be put there. */
function folderOf(target: EventTarget, mounts: readonly MountInfo[]): string | null {
  const row = target instanceof Element ? target.closest('[data-folder]') : null;
  const folder = row?.getAttribute('data-folder') ?? null;
  if (folder === null) return null;
  const isWritable = mounts.some(
    ({ path, mode }) => mode === 'rwc' && (folder === path || folder.startsWith(`${path}/`)),
  );
  return isWritable ? folder : null;
}

interface Mounts {
  mounts: readonly MountInfo[];
  problem: string | null;
}

function useMounts(files: SessionFiles, version: number): Mounts {
  const [state, setState] = useState<Mounts>({ mounts: [], problem: null });
  useEffect(() => {
    let isGone = false;
    files.mounts().then(
      (mounts) => {
        if (!isGone) setState({ mounts, problem: null });
      },
      (error: unknown) => {
        if (!isGone) setState({ mounts: [], problem: messageOf(error) });
      },
    );
    return () => {
      isGone = true;
    };
  }, [files, version]);
  return state;
}
