import { useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../ui/Dialog';
import { words } from '../words/palette';
import { describeKeys } from './keys';
import { searchCommands } from './search-commands';
import './commands.css';
import type { KeyboardEvent } from 'react';
import type { Command } from './command';
import type { FoundCommand } from './search-commands';

const PAGE = 8;

interface CommandPaletteProps {
  /** Those that can be done now. */
  commands: readonly Command[];
  recentIds: readonly string[];
  isApple: boolean;
  onChoose: (command: Command) => void;
  onClose: () => void;
}

/** Finds a command by some letters of its title. The focus stays in the field; the arrows move the choice. */
export function CommandPalette(props: CommandPaletteProps) {
  const { commands, recentIds, isApple, onChoose, onClose } = props;
  const [search, setSearch] = useState('');
  const [index, setIndex] = useState(0);
  const listRef = useRef<HTMLUListElement>(null);
  const id = useId();
  const found = searchCommands(search, commands, recentIds);
  const chosen = found[index];

  useEffect(() => {
    listRef.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index, search]);

  function handleKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const last = found.length - 1;
    const next = {
      ArrowDown: index >= last ? 0 : index + 1,
      ArrowUp: index <= 0 ? last : index - 1,
      PageDown: Math.min(last, index + PAGE),
      PageUp: Math.max(0, index - PAGE),
    }[event.key];
    if (next !== undefined) setIndex(Math.max(0, next));
    else if (event.key === 'Enter' && chosen) onChoose(chosen.command);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog className="palette" labelledBy={`${id}-title`} onClose={onClose}>
      <h2 id={`${id}-title`} className="visually-hidden">
        {words().title}
      </h2>
      <input
        className="palette-field"
        role="combobox"
        aria-label={words().search}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${id}-${chosen.command.id}` : undefined}
        placeholder={words().hint}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        // The dialog has just been asked for, to type into it.
        autoFocus
        value={search}
        onChange={({ target }) => {
          setSearch(target.value);
          setIndex(0);
        }}
        onKeyDown={handleKey}
      />
      <ul
        ref={listRef}
        id={`${id}-list`}
        className="palette-list"
        role="listbox"
        aria-label={words().title}
      >
        {found.map((entry, position) => (
          <PaletteEntry
            key={entry.command.id}
            id={`${id}-${entry.command.id}`}
            entry={entry}
            isChosen={position === index}
            isApple={isApple}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {found.length === 0 ? <p className="palette-none">{words().none}</p> : null}
      <p className="visually-hidden" role="status">
        {search === '' ? '' : words().count(found.length)}
      </p>
    </Dialog>
  );
}

interface PaletteEntryProps {
  id: string;
  entry: FoundCommand;
  isChosen: boolean;
  isApple: boolean;
  onChoose: (command: Command) => void;
}

function PaletteEntry({ id, entry, isChosen, isApple, onChoose }: PaletteEntryProps) {
  const { command, title, isRecent } = entry;
  const [keys] = command.keys ?? [];
  return (
    <li
      id={id}
      role="option"
      className="palette-entry"
      aria-selected={isChosen}
      onClick={() => {
        onChoose(command);
      }}
    >
      <span className="palette-title">
        {title.map((part, index) =>
          typeof part === 'string' ? part : <b key={index}>{part.match}</b>,
        )}
      </span>
      <span className="palette-note">{isRecent ? words().recent : command.group}</span>
      {keys === undefined ? null : <kbd className="keys-shown">{describeKeys(keys, isApple)}</kbd>}
    </li>
  );
}
