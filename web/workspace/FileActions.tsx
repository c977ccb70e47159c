import { useRef } from 'react';
import { Icon } from '../ui/Icon';
import { useMenu } from '../ui/use-menu';
import { words } from '../words/workspace';

interface FileActionsProps {
  /** The file that the editor shows. */
  name: string;
  isMain: boolean;
  isReadOnly: boolean;
  onAdd: () => void;
  onRename: () => void;
  onClose: () => void;
  onDelete: () => void;
  onImport: (files: readonly File[]) => void;
  onExport: () => void;
}

/** What can be done with the file on the screen, and with all of them. */
export function FileActions(props: FileActionsProps) {
  const { name, isMain, isReadOnly, onAdd, onRename, onClose, onDelete } = props;
  const { onImport, onExport } = props;
  const { isOpen, root, buttonRef, toggle, choose } = useMenu<HTMLDivElement>();
  const inputRef = useRef<HTMLInputElement>(null);

  return (
    <div className="menu" {...root}>
      <button
        ref={buttonRef}
        type="button"
        className="button button-icon button-small"
        aria-label={words().fileActions}
        title={words().fileActions}
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'file-actions' : undefined}
        onClick={toggle}
      >
        <Icon name="more" />
      </button>
      {isOpen ? (
        <div id="file-actions" className="menu-body" role="group" aria-label={words().fileActions}>
          {isMain ? null : (
            <>
              {isReadOnly ? null : (
                <MenuEntry
                  text={words().renameItem}
                  label={words().rename(name)}
                  act={onRename}
                  onChoose={choose}
                />
              )}
              <MenuEntry
                text={words().closeItem}
                label={words().close(name)}
                act={onClose}
                onChoose={choose}
              />
              {isReadOnly ? null : (
                <MenuEntry
                  text={words().deleteItem}
                  label={words().remove(name)}
                  act={onDelete}
                  onChoose={choose}
                />
              )}
              <hr className="menu-line" />
            </>
          )}
          <MenuEntry text={words().newFile} act={onAdd} onChoose={choose} />
          <MenuEntry
            text={words().importItem}
            act={() => inputRef.current?.click()}
            onChoose={choose}
          />
          <MenuEntry text={words().exportItem} act={onExport} onChoose={choose} />
        </div>
      ) : null}
      <input
        ref={inputRef}
        type="file"
        multiple
        hidden
        aria-label={words().filesToImport}
        onChange={({ currentTarget }) => {
          onImport([...(currentTarget.files ?? [])]);
          // The same file again must count as a change.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}

interface MenuEntryProps {
  text: string;
  /** Its name for those who do not see the file it is about. */
  label?: string;
  act: () => void;
  onChoose: (act: () => void) => void;
}

function MenuEntry({ text, label, act, onChoose }: MenuEntryProps) {
  return (
    <button
      type="button"
      className="menu-entry"
      aria-label={label}
      onClick={() => {
        onChoose(act);
      }}
    >
      {text}
    </button>
  );
}
