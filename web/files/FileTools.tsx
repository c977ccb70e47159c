import { nameOf } from './paths';
import { NameForm } from './NameForm';
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
          label={`New name of ${entry.name}`}
          initial={nameOf(path)}
          submitLabel="Rename"
          onSubmit={(name) => onRename(path, name)}
          onCancel={cancel}
        />
      );
    case 'new-file':
    case 'new-folder': {
      const kind = intent === 'new-file' ? 'file' : 'folder';
      return (
        <NameForm
          label={`Name of the new ${kind}`}
          initial=""
          submitLabel="Create"
          onSubmit={(name) => onCreate(path, name, kind)}
          onCancel={cancel}
        />
      );
    }
    case 'delete':
      return (
        <div className="file-tools" role="group" aria-label={`Delete ${entry.name}?`}>
          <span className="file-question">
            {entry.isDirectory ? 'Delete it with everything in it?' : 'Delete it?'}
          </span>
          <button
            type="button"
            className="button button-quiet button-outline button-bad"
            aria-label={`Delete ${entry.name}`}
            onClick={() => {
              onDelete(path, entry);
            }}
          >
            Delete
          </button>
          {/* The safe answer has the focus. */}
          <button
            type="button"
            className="button button-quiet button-outline"
            autoFocus
            onClick={cancel}
          >
            Keep
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
    <div className="file-tools" role="group" aria-label={`Actions for ${name}`}>
      <Choice
        label="Download"
        onChoose={() => {
          onDownload(path, isDirectory);
        }}
      />
      {isReadOnly || isMount ? null : (
        <>
          <Choice label="Rename" onChoose={choose('rename')} />
          <Choice label="Delete" onChoose={choose('delete')} />
        </>
      )}
      {isReadOnly || !isDirectory ? null : (
        <>
          <Choice
            label="Upload here"
            onChoose={() => {
              onUpload(path);
            }}
          />
          <Choice label="New file here" onChoose={choose('new-file')} />
          <Choice label="New folder here" onChoose={choose('new-folder')} />
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
