import { useRef, useState } from 'react';
import { PromptHistory } from './prompt-history';
import { commonStart, indentAfter, indentAt } from './prompt-text';
import { words } from '../words/console';
import type { KeyboardEvent } from 'react';
import type { Completions, SessionConsole } from '../../src/index';
import type { HistoryStorage } from './prompt-history';

/** A longer entry is scrolled. */
const ROWS_MAX = 8;
const MATCHES_SHOWN = 40;

interface ConsolePromptProps {
  /** Null until Python has loaded. */
  questions: SessionConsole | null;
  /** Why nothing can be entered now. */
  busyHint: string | null;
  storage: HistoryStorage;
  onEnter: (source: string) => void;
  onInterrupt: () => void;
  onClear: () => void;
}

/** The line below the output: Python decides when an entry is whole, and what a word may become. */
export function ConsolePrompt(props: ConsolePromptProps) {
  const { questions, busyHint, storage, onEnter, onInterrupt, onClear } = props;
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const promptRef = useRef<HTMLSpanElement>(null);
  const [history] = useState(() => new PromptHistory(storage));
  const [text, setText] = useState('');
  const [completions, setCompletions] = useState<Completions | null>(null);
  const isDeciding = useRef(false);
  /** After Escape, Tab leaves the field, as it does from an empty one. */
  const leavesByTab = useRef(false);

  function show(next: string, caret = next.length): void {
    const field = fieldRef.current;
    if (!field) return;
    field.value = next;
    field.setSelectionRange(caret, caret);
    setText(next);
    setCompletions(null);
  }

  async function submit(entry: string): Promise<void> {
    if (entry.trim() === '' || busyHint !== null || isDeciding.current) return;
    isDeciding.current = true;
    const isComplete = (await questions?.isComplete(entry)) ?? true;
    isDeciding.current = false;
    const now = fieldRef.current?.value ?? '';
    if (!now.startsWith(entry)) return;
    // Somebody may have typed on.
    const rest = now.slice(entry.length);
    if (!isComplete) {
      show(`${entry}\n${indentAfter(entry)}${rest}`);
      return;
    }
    history.add(entry.trimEnd());
    show(rest);
    onEnter(entry);
  }

  async function complete(before: string): Promise<void> {
    const found = (await questions?.complete(before)) ?? null;
    const field = fieldRef.current;
    if (found === null || field?.value.slice(0, field.selectionStart) !== before) return;
    const common = commonStart(found.matches);
    if (common.length > found.word.length) take(found, common);
    if (found.matches.length > 1) setCompletions(found);
  }

  function take({ word }: Completions, match: string): void {
    const field = fieldRef.current;
    if (!field) return;
    const start = field.selectionStart - word.length;
    show(
      field.value.slice(0, start) + match + field.value.slice(field.selectionEnd),
      start + match.length,
    );
  }

  /** True when the key has been dealt with. */
  function handlePlainKey(key: string, field: HTMLTextAreaElement): boolean {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    switch (key) {
      case 'Enter':
        if (after.includes('\n')) return false;
        void submit(field.value);
        return true;
      case 'ArrowUp':
      case 'ArrowDown': {
        if ((key === 'ArrowUp' ? before : after).includes('\n')) return false;
        const entry = key === 'ArrowUp' ? history.previous(field.value) : history.next();
        if (entry !== null) show(entry);
        return true;
      }
      case 'Tab':
        if (field.value === '' || leavesByTab.current) return false;
        if (/(?:^|\n)[ \t]*$/.test(before))
          show(before + indentAt(before) + after, before.length + indentAt(before).length);
        else void complete(before);
        return true;
      case 'Escape':
        leavesByTab.current = completions === null;
        setCompletions(null);
        return true;
      default:
        return false;
    }
  }

  function handleControlKey(key: string, field: HTMLTextAreaElement): boolean {
    if (key === 'l') onClear();
    else if (key === 'c' && field.selectionStart === field.selectionEnd) {
      if (busyHint === null) show('');
      else onInterrupt();
    } else return false;
    return true;
  }

  function handleKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { key, altKey, metaKey, shiftKey, ctrlKey, currentTarget } = event;
    if (event.nativeEvent.isComposing || altKey || metaKey || shiftKey) return;
    if (key !== 'Tab' && key !== 'Escape') leavesByTab.current = false;
    const isDone = ctrlKey
      ? handleControlKey(key, currentTarget)
      : handlePlainKey(key, currentTarget);
    if (isDone) event.preventDefault();
  }

  const rows = text.split('\n').length;
  return (
    <div
      className="console-prompt"
      data-busy={busyHint !== null || undefined}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setCompletions(null);
      }}
    >
      {completions === null ? null : (
        <CompletionList
          completions={completions}
          onTake={(match) => {
            take({ ...completions, word: wordBeforeCaret(fieldRef.current, completions) }, match);
            fieldRef.current?.focus();
          }}
        />
      )}
      <span ref={promptRef} className="console-prompt-marks" aria-hidden="true">
        {['>>>', ...Array<string>(rows - 1).fill('...')].join('\n')}
      </span>
      <textarea
        ref={fieldRef}
        aria-label={words().consoleInput}
        placeholder={busyHint ?? words().pythonConsole}
        title={words().entryKeys}
        rows={Math.min(rows, ROWS_MAX)}
        wrap="off"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        onKeyDown={handleKey}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setCompletions(null);
        }}
        onScroll={({ currentTarget }) => {
          if (promptRef.current) promptRef.current.scrollTop = currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

/** Tab may have made the word longer than the one that was asked about. */
function wordBeforeCaret(
  field: HTMLTextAreaElement | null,
  { matches, word }: Completions,
): string {
  const before = field?.value.slice(0, field.selectionStart) ?? '';
  const common = commonStart(matches);
  return before.endsWith(common) ? common : word;
}

function CompletionList(props: { completions: Completions; onTake: (match: string) => void }) {
  const { matches, count, word } = props.completions;
  // `math.` is the same for all of them.
  const shared = word.lastIndexOf('.') + 1;
  const shown = matches.slice(0, MATCHES_SHOWN);
  return (
    <ul className="console-matches" aria-label={words().completions}>
      {shown.map((match) => (
        <li key={match}>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              props.onTake(match);
            }}
          >
            {match.slice(shared)}
          </button>
        </li>
      ))}
      {count > shown.length ? <li>{words().andMore(count - shown.length)}</li> : null}
    </ul>
  );
}
