import { nameOf } from './paths';
import { NameForm } from './NameForm';
import { words } from '../words/files';
import type { FileEntry } from '../../src/index';
import type { Intent, TreeProps } from './FileTree';

interface FileToolsProps extends TreeProps {
  path: string;
  entry: FileEntry;
  intent: Intent;
  isMount: boolean;
}

/** What can be done with a file or folder, below its row. */
export function FileTools(props: FileToolsProps) {
  const { path, entry, intent, onIntent, onRename, onDelete, onCreate } = props;
  const cancel = (): void => {
    onIntent({ path, intent: 'choose' });
  };
  switch (intent) {
    case 'choose':
      return <Choices {...props} />;
    case 'rename':
      return (
        <NameForm
          label={words().newNameOf(entry.name)}
          initial={nameOf(path)}
          submitLabel={words().rename}
          onSubmit={(name) => onRename(path, name)}
          onCancel={cancel}
        />
      );
    case 'new-file':
    case 'new-folder': {
      const kind = intent === 'new-file' ? 'file' : 'folder';
      return (
        <NameForm
          label={kind === 'file' ? words().nameOfNewFile : words().nameOfNewFolder}
          initial=""
          submitLabel={words().create}
          onSubmit={(name) => onCreate(path, name, kind)}
          onCancel={cancel}
        />
      );
    }
    case 'delete':
      return (
        <div className="file-tools" role="group" aria-label={words().deleteQuestion(entry.name)}>
          <span className="file-question">
            {entry.isDirectory ? words().deleteAll : words().deleteIt}
          </span>
          <button
            type="button"
            className="button button-quiet button-outline button-bad"
            aria-label={words().deleteName(entry.name)}
            onClick={() => {
              onDelete(path, entry);
            }}
          >
            {words().delete}
          </button>
          {/* The safe answer has the focus. */}
          <button
            type="button"
            className="button button-quiet button-outline"
            autoFocus
            onClick={cancel}
          >
            {words().keep}
          </button>
        </div>
      );
  }
}

function Choices(props: FileToolsProps) {
  const { path, entry, isMount, isReadOnly, onIntent, onDownload, onUpload } = props;
  const { name, isDirectory } = entry;
  const choose = (intent: Intent) => () => {
    onIntent({ path, intent });
  };
  return (
    <div className="file-tools" role="group" aria-label={words().actionsFor(name)}>
      <Choice
        label={words().download}
        onChoose={() => {
          onDownload(path, isDirectory);
        }}
      />
      {isReadOnly || isMount ? null : (
        <>
          <Choice label={words().rename} onChoose={choose('rename')} />
          <Choice label={words().delete} onChoose={choose('delete')} />
        </>
      )}
      {isReadOnly || !isDirectory ? null : (
        <>
          <Choice
            label={words().uploadHere}
            onChoose={() => {
              onUpload(path);
            }}
          />
          <Choice label={words().newFileHere} onChoose={choose('new-file')} />
          <Choice label={words().newFolderHere} onChoose={choose('new-folder')} />
        </>
      )}
    </div>
  );
}

function Choice({ label, onChoose }: { label: string; onChoose: () => void }) {
  return (
    <button type="button" className="button button-quiet button-outline" onClick={onChoose}>
      {label}
    </button>
  );
}
