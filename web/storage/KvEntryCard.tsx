import { useId, useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { messageOf } from '../ui/message-of';
import { parseJson, prettyJson } from './json-text';
import { words } from '../words/storage';
import type { KvEntry } from '../../src/index';

const PREVIEW_CHARACTERS = 120;
const MIN_ROWS = 2;
const MAX_ROWS = 14;

interface KvEntryCardProps {
  entry: KvEntry;
  /** Rejects with what the store says about it. */
  onSave: (json: string) => Promise<void>;
  onDelete: () => void;
}

/** One entry; opened, its value can be edited as JSON. */
export function KvEntryCard({ entry, onSave, onDelete }: KvEntryCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <li className="kv-entry">
      <button
        type="button"
        className="kv-head"
        aria-expanded={isOpen}
        onClick={() => {
          setIsOpen(!isOpen);
        }}
      >
        <span className="kv-key">{entry.key}</span>
        <span className="kv-bytes">{formatBytes(entry.bytes)}</span>
        {isOpen ? null : (
          <span className="kv-preview">{entry.json.slice(0, PREVIEW_CHARACTERS)}</span>
        )}
      </button>
      {isOpen ? (
        <KvEditor
          entry={entry}
          onSave={onSave}
          onClose={() => {
            setIsOpen(false);
          }}
          onDelete={onDelete}
        />
      ) : null}
    </li>
  );
}

function KvEditor(props: KvEntryCardProps & { onClose: () => void }) {
  const { entry, onSave, onClose, onDelete } = props;
  const [text, setText] = useState(() => prettyJson(entry.json));
  const [problem, setProblem] = useState<string | null>(null);
  const problemId = useId();

  async function save(): Promise<void> {
    try {
      await onSave(JSON.stringify(parseJson(text)));
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  }

  return (
    <form
      className="kv-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        className="field"
        aria-label={words().valueOf(entry.key)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        spellCheck={false}
        rows={Math.min(MAX_ROWS, Math.max(MIN_ROWS, text.split('\n').length))}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
      />
      {problem === null ? null : (
        <p id={problemId} className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="kv-actions">
        <button
          type="button"
          className="button button-quiet button-bad"
          aria-label={words().deleteKey(entry.key)}
          onClick={onDelete}
        >
          {words().delete}
        </button>
        <span className="grow" />
        <button type="button" className="button button-quiet" onClick={onClose}>
          {words().cancel}
        </button>
        <button
          type="submit"
          className="button button-outline"
          aria-label={words().saveKey(entry.key)}
        >
          {words().save}
        </button>
      </div>
    </form>
  );
}
