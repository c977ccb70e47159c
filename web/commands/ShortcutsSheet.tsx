import { useId } from 'react';
import { Dialog } from '../ui/Dialog';
import { CloseButton } from '../ui/CloseButton';
import { words } from '../words/palette';
import { describeKeys } from './keys';
import './commands.css';
import type { Command } from './command';

/** What parts of the page do with keys by themselves: no commands, but good to know. */
const elsewhere = (isApple: boolean): readonly (readonly [keys: string, meaning: string])[] => [
  ['Shift+Enter', words().runFromEditor],
  [isApple ? 'Ctrl+Shift+M' : 'Ctrl+M', words().tab],
  ['Ctrl+D', words().endOfInput],
  ['Ctrl+C', words().stopInput],
  ['Tab', words().complete],
  ['ArrowUp', words().earlier],
  ['F2', words().renameTab],
  ['Delete', words().closeTab],
  ['Ctrl+Shift+ArrowRight', words().moveTab],
  ['ArrowRight', words().moveLine],
];

interface ShortcutsSheetProps {
  commands: readonly Command[];
  isApple: boolean;
  onClose: () => void;
}

/** Every key that does something, by what it is about. */
export function ShortcutsSheet({ commands, isApple, onClose }: ShortcutsSheetProps) {
  const id = useId();
  const withKeys = commands.filter(({ keys }) => keys !== undefined);
  const groups = [...new Set(withKeys.map(({ group }) => group))];
  return (
    <Dialog className="shortcuts" labelledBy={`${id}-title`} onClose={onClose}>
      <header className="dialog-head">
        <h2 id={`${id}-title`}>{words().shortcuts}</h2>
        <CloseButton label={words().closeShortcuts} onClick={onClose} />
      </header>
      {/* Focusable, so that it can be scrolled by keyboard. */}
      <div className="shortcuts-body" role="region" aria-label={words().shortcuts} tabIndex={0}>
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {withKeys
                .filter((command) => command.group === group)
                .map(({ id: commandId, title, keys = [] }) => (
                  <Shortcut key={commandId} title={title} keys={keys} isApple={isApple} />
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{words().elsewhere}</h3>
          <dl>
            {elsewhere(isApple).map(([keys, meaning]) => (
              <Shortcut key={meaning} title={meaning} keys={[keys]} isApple={isApple} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function Shortcut(props: { title: string; keys: readonly string[]; isApple: boolean }) {
  const { title, keys, isApple } = props;
  return (
    <div className="shortcut">
      <dt>{title}</dt>
      <dd>
        {keys.map((one, index) => (
          <span key={one}>
            {index === 0 ? '' : ` ${words().or} `}
            <kbd className="keys-shown">{describeKeys(one, isApple)}</kbd>
          </span>
        ))}
      </dd>
    </div>
  );
}
