import { useState } from 'react';
import { formatBytes } from '../ui/bytes';
import { FileButton } from '../ui/FileButton';
import { messageOf } from '../ui/message-of';
import { saveFile } from '../ui/save-file';
import { describeImport, exportEntries, importEntries } from './kv-transfer';
import { KvEntryCard } from './KvEntryCard';
import { useKvEntries } from './use-kv-entries';
import { words } from '../words/storage';
import type { KvEntry, KvStore } from '../../src/index';

/** From here on a field that filters is worth its place. */
const MANY_ENTRIES = 12;

interface Notice {
  text: string;
  isProblem?: boolean;
  undo?: KvEntry;
}

export function KvSection({ openKv }: { openKv: () => Promise<KvStore> }) {
  const { store, entries, problem } = useKvEntries(openKv);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [filter, setFilter] = useState('');
  const list = entries ?? [];
  const shown = list.filter(({ key }) => key.toLowerCase().includes(filter.toLowerCase()));
  const bytes = list.reduce((sum, entry) => sum + entry.bytes, 0);
  const facts = entries === null ? [] : [words().entries(list.length), formatBytes(bytes)];
  const title = ['kv', ...facts].join(' · ');

  async function attempt(action: () => Promise<Notice | null>): Promise<void> {
    try {
      setNotice(await action());
    } catch (error) {
      setNotice({ text: messageOf(error), isProblem: true });
    }
  }

  function importFile(file: File): void {
    void attempt(async () => {
      if (!store) return null;
      const report = await importEntries(store, await file.text());
      return { text: describeImport(report), isProblem: report.refused.length > 0 };
    });
  }

  return (
    <section className="panel-section" aria-labelledby="kv-title">
      <div className="section-head">
        <h3 id="kv-title">{title}</h3>
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={list.length === 0}
          onClick={() => {
            if (list.length === 0) return;
            saveFile('kv.json', new Blob([exportEntries(list)], { type: 'application/json' }));
          }}
        >
          {words().export}
        </button>
        <FileButton
          text={words().import}
          fieldLabel={words().importField}
          accept=".json,application/json"
          onFile={importFile}
        />
      </div>
      {store === null || store.problem === null ? null : (
        <p className="field-problem" title={store.problem}>
          {words().valuesAreLost}
        </p>
      )}
      {problem === null ? null : <p className="field-problem">{problem}</p>}
      <div role="status">
        {notice === null ? null : (
          <p className={notice.isProblem === true ? 'panel-notice log-bad' : 'panel-notice'}>
            <span>{notice.text}</span>
            {notice.undo === undefined ? null : (
              <UndoButton
                entry={notice.undo}
                onUndo={({ key, json }) => {
                  void attempt(async () => {
                    await store?.set(key, json);
                    return null;
                  });
                }}
              />
            )}
          </p>
        )}
      </div>
      {list.length > MANY_ENTRIES ? (
        <input
          className="field kv-filter"
          aria-label={words().filterKeys}
          placeholder={words().filterKeys}
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value);
          }}
        />
      ) : null}
      {entries?.length === 0 && (store?.problem ?? null) === null ? (
        <p className="panel-hint">{words().nothingStored}</p>
      ) : null}
      <ul className="card-list" aria-label={words().entriesLabel}>
        {shown.map((entry) => (
          <KvEntryCard
            key={entry.key}
            entry={entry}
            onSave={async (json) => {
              await store?.set(entry.key, json);
              setNotice(null);
            }}
            onDelete={() => {
              void attempt(async () => {
                await store?.delete(entry.key);
                return { text: words().deleted(entry.key), undo: entry };
              });
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function UndoButton(props: { entry: KvEntry; onUndo: (entry: KvEntry) => void }) {
  const { entry, onUndo } = props;
  return (
    <button
      type="button"
      className="button button-quiet"
      onClick={() => {
        onUndo(entry);
      }}
    >
      {words().undo}
    </button>
  );
}
