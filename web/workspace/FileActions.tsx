import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon';
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
  const [isOpen, setIsOpen] = useState(false);
  const rootRef = useRef<HTMLDivElement>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const closeOutside = ({ target }: Event): void => {
      if (target instanceof Node && !rootRef.current?.contains(target)) setIsOpen(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);

  function choose(act: () => void): void {
    buttonRef.current?.focus();
    setIsOpen(false);
    act();
  }

  return (
    <div
      ref={rootRef}
      className="menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        event.stopPropagation();
        setIsOpen(false);
        buttonRef.current?.focus();
      }}
    >
      <button
        ref={buttonRef}
        type="button"
        className="button button-icon button-small"
        aria-label={words().fileActions}
        title={words().fileActions}
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'file-actions' : undefined}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
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
