import { formatBytes } from '../ui/bytes';
import { Icon } from '../ui/Icon';
import { FileTools } from './FileTools';
import { joinPath } from './paths';
import { useListing } from './use-listing';
import { words } from '../words/files';
import type { FileEntry, SessionFiles } from '../../src/index';

/** More than this in one folder would be no list for people. */
const MAX_SHOWN = 500;

/** What the person is about to do with a file or folder. */
export type Intent = 'choose' | 'rename' | 'delete' | 'new-file' | 'new-folder';

export interface TreeState {
  expanded: ReadonlySet<string>;
  /** The one place where something is being done. */
  active: { path: string; intent: Intent } | null;
}

export interface TreeProps {
  files: SessionFiles;
  version: number;
  state: TreeState;
  /** Programs and people only read here. */
  isReadOnly: boolean;
  onToggle: (path: string) => void;
  onView: (path: string) => void;
  onIntent: (active: TreeState['active']) => void;
  onDownload: (path: string, isDirectory: boolean) => void;
  onUpload: (folder: string) => void;
  onRename: (path: string, name: string) => Promise<void>;
  onDelete: (path: string, entry: FileEntry) => void;
  onCreate: (folder: string, name: string, kind: 'file' | 'folder') => Promise<void>;
}

/** A mount: its files are read when it is opened. */
export function MountTree(props: TreeProps & { path: string; badge: string }) {
  const { path, badge, ...tree } = props;
  const entry = { name: path, isDirectory: true, bytes: 0, modifiedAt: 0 };
  return (
    <ul className="file-list">
      <FileNode {...tree} path={path} entry={entry} badge={badge} isMount />
    </ul>
  );
}

interface FileNodeProps extends TreeProps {
  path: string;
  entry: FileEntry;
  badge?: string;
  isMount?: boolean;
}

function FileNode({ path, entry, badge, isMount = false, ...tree }: FileNodeProps) {
  const { state, onToggle, onView, onIntent } = tree;
  const { name, isDirectory, bytes } = entry;
  const isExpanded = state.expanded.has(path);
  const intent = state.active?.path === path ? state.active.intent : null;
  return (
    <li>
      <div className="file-row" data-folder={isDirectory ? path : undefined}>
        <button
          type="button"
          className="file-name"
          {...(isDirectory ? { 'aria-expanded': isExpanded } : {})}
          title={isDirectory ? undefined : words().view}
          onClick={() => {
            if (isDirectory) onToggle(path);
            else onView(path);
          }}
        >
          <Icon name={isDirectory ? 'chevron' : 'file'} />
          <span className="file-label">{name}</span>
          <span className="file-size">{isDirectory ? badge : formatBytes(bytes)}</span>
        </button>
        <button
          type="button"
          className="button button-icon button-small"
          aria-label={words().actionsFor(name)}
          title={words().actions}
          aria-expanded={intent !== null}
          onClick={() => {
            onIntent(intent === null ? { path, intent: 'choose' } : null);
          }}
        >
          <Icon name="more" />
        </button>
      </div>
      {intent === null ? null : (
        <FileTools {...tree} path={path} entry={entry} intent={intent} isMount={isMount} />
      )}
      {isDirectory && isExpanded ? <FolderContents {...tree} path={path} /> : null}
    </li>
  );
}

function FolderContents({ path, ...tree }: TreeProps & { path: string }) {
  const { entries, problem } = useListing(tree.files, path, tree.version);
  if (problem !== null) return <p className="file-note log-bad">{problem}</p>;
  if (entries === null) return null;
  if (entries.length === 0) return <p className="file-note">{words().empty}</p>;
  const hidden = entries.length - MAX_SHOWN;
  return (
    <>
      <ul className="file-list file-children">
        {entries.slice(0, MAX_SHOWN).map((entry) => (
          <FileNode {...tree} key={entry.name} path={joinPath(path, entry.name)} entry={entry} />
        ))}
      </ul>
      {hidden > 0 ? <p className="file-note">{words().hidden(hidden)}</p> : null}
    </>
  );
}
