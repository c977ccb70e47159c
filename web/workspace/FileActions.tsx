import { useEffect, useRef, useState } from 'react';
import { Icon } from '../ui/Icon';

interface FileActionsProps {
  /** The file that the editor shows. */
  name: string;
  isMain: boolean;
  isReadOnly: boolean;
  onRename: () => void;
  onClose: () => void;
  onDelete: () => void;
  onImport: (files: readonly File[]) => void;
  onExport: () => void;
}

/** What can be done with the file on the screen, and with all of them. */
export function FileActions(props: FileActionsProps) {
  const { name, isMain, isReadOnly, onRename, onClose, onDelete, onImport, onExport } = props;
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

  function chooseFiles(): void {
    inputRef.current?.click();
  }

  const action = (text: string, label: string | undefined, act: () => void) => (
    <button
      type="button"
      className="menu-entry"
      aria-label={label}
      onClick={() => {
        buttonRef.current?.focus();
        setIsOpen(false);
        act();
      }}
    >
      {text}
    </button>
  );

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
        aria-label="File actions"
        title="File actions"
        aria-expanded={isOpen}
        aria-controls={isOpen ? 'file-actions' : undefined}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        <Icon name="more" />
      </button>
      {isOpen ? (
        <div id="file-actions" className="menu-body" role="group" aria-label="File actions">
          {isMain ? null : (
            <>
              {isReadOnly ? null : action('Rename…', `Rename ${name}`, onRename)}
              {action('Close', `Close ${name}`, onClose)}
              {isReadOnly ? null : action('Delete', `Delete ${name}`, onDelete)}
              <hr className="menu-line" />
            </>
          )}
          {action('Import .py, .ipynb, .zip…', undefined, chooseFiles)}
          {action('Export all as .zip', undefined, onExport)}
        </div>
      ) : null}
      <input
        ref={inputRef}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={({ currentTarget }) => {
          onImport([...(currentTarget.files ?? [])]);
          // The same file again must count as a change.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
