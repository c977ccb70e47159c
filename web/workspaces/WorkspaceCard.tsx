import { useState } from 'react';
import { words } from '../words/workspaces';

interface WorkspaceCardProps {
  name: string;
  isCurrent: boolean;
  onOpen: () => void;
  onRename: (name: string) => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

export function WorkspaceCard(props: WorkspaceCardProps) {
  const { name, isCurrent, onOpen, onRename, onDuplicate, onDelete } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const actions = [
    ...(isCurrent ? [] : [{ text: words().open, act: onOpen }]),
    {
      text: words().rename,
      act: () => {
        setTyped(name);
      },
    },
    { text: words().duplicate, act: onDuplicate },
    { text: words().remove, act: onDelete },
  ];

  if (typed !== null) {
    return (
      <li className="card workspace-card">
        <form
          className="field-row"
          onSubmit={(event) => {
            event.preventDefault();
            setTyped(null);
            onRename(typed);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            setTyped(null);
          }}
        >
          <input
            // Asked for by pressing Rename.
            autoFocus
            className="field"
            aria-label={words().newName(name)}
            value={typed}
            maxLength={60}
            onChange={({ target }) => {
              setTyped(target.value);
            }}
          />
          <button type="submit" className="button button-outline">
            {words().save}
          </button>
        </form>
      </li>
    );
  }
  return (
    <li className="card workspace-card" aria-current={isCurrent ? 'true' : undefined}>
      <span className="card-name workspace-name">
        {name}
        {isCurrent ? <span className="pill">{words().isOpen}</span> : null}
      </span>
      <span className="workspace-actions">
        {actions.map(({ text, act }) => (
          <button
            key={text}
            type="button"
            className="button button-quiet"
            aria-label={words().actOn(text, name)}
            onClick={act}
          >
            {text}
          </button>
        ))}
      </span>
    </li>
  );
}
