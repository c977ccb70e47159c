import { Icon } from '../ui/Icon';
import { words } from '../words/workspace';

interface FileTabProps {
  id: string;
  name: string;
  isActive: boolean;
  /** The program: it stays, under its name. */
  isMain: boolean;
  onShow: () => void;
  onClose: () => void;
  onRename: () => void;
  /** The pointer has taken the tab, or let go of it. */
  onDrag: (name: string | null) => void;
}

export function FileTab(props: FileTabProps) {
  const { id, name, isActive, isMain, onShow, onClose, onRename, onDrag } = props;
  return (
    <div
      className="file-tab"
      role="presentation"
      data-tab={name}
      data-active={isActive || undefined}
      draggable
      onDragStart={({ dataTransfer }) => {
        dataTransfer.effectAllowed = 'move';
        dataTransfer.setData('text/plain', name);
        onDrag(name);
      }}
      onDragEnd={() => {
        onDrag(null);
      }}
      onAuxClick={({ button }) => {
        if (button === 1 && !isMain) onClose();
      }}
    >
      <button
        id={id}
        type="button"
        role="tab"
        className="file-tab-name"
        aria-selected={isActive}
        aria-controls="editor-panel"
        aria-keyshortcuts={isMain ? undefined : 'F2 Delete'}
        tabIndex={isActive ? 0 : -1}
        title={isMain ? words().whatRunRuns : name}
        onClick={onShow}
        onDoubleClick={onRename}
      >
        {name}
      </button>
      {isMain ? null : (
        // For the pointer alone: a tab list holds nothing but tabs. Delete does it there, and so does the menu beside it.
        <span
          className="file-tab-close"
          aria-hidden="true"
          title={words().close(name)}
          onClick={onClose}
        >
          <Icon name="close" />
        </span>
      )}
    </div>
  );
}
