import { useId } from 'react';
import { flushSync } from 'react-dom';
import { Dialog } from '../ui/Dialog';
import { useStore } from '../ui/use-store';
import { isPlain } from './run-settings';
import { splitWords } from './split-words';
import { words as runWords } from '../words/run';
import { words } from '../words/run-modes';
import './run-modes.css';
import type { ReactNode } from 'react';
import type { RunModes } from './run-modes';
import type { RunSettings } from './run-settings';

/** What the dialog can have run. */
export interface RunOnce {
  runSelection: () => void;
  runCell: () => void;
  runFresh: () => void;
  runTests: () => void;
  debugLastError: () => void;
}

interface RunDialogProps {
  modes: RunModes;
  actions: RunOnce;
  onClose: () => void;
}

/** Other ways to run: some for once, the others for every run of this tab. */
export function RunDialog({ modes, actions, onClose }: RunDialogProps) {
  const { settings } = useStore(modes.store);

  const once = [
    [words().runSelection, actions.runSelection, 'Alt+Enter'],
    [words().runCell, actions.runCell, words().cellKeys],
    [words().runFresh, actions.runFresh, ''],
    [words().runTests, actions.runTests, ''],
    [words().debugLastError, actions.debugLastError, ''],
  ] as const;

  return (
    <Dialog className="run-dialog" labelledBy="run-dialog-title" onClose={onClose}>
      <form
        method="dialog"
        className="run-dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <h2 id="run-dialog-title">{runWords().runWith}</h2>
        <div className="run-once" role="group" aria-label={words().parts}>
          {once.map(([text, act, keys]) => (
            <button
              key={text}
              type="button"
              className="button button-outline"
              title={keys === '' ? undefined : keys}
              onClick={() => {
                // What runs may take the focus, which goes back to where it was before that.
                flushSync(onClose);
                act();
              }}
            >
              {text}
            </button>
          ))}
        </div>
        <h3>{words().settings}</h3>
        <SettingsFields settings={settings} onChange={modes.change} />
        <div className="run-dialog-end">
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={isPlain(settings)}
            onClick={modes.makePlain}
          >
            {words().plain}
          </button>
          <button type="submit" className="button button-run">
            {words().done}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function SettingsFields(props: {
  settings: RunSettings;
  onChange: (change: Partial<RunSettings>) => void;
}) {
  const { settings, onChange } = props;
  const { args, stdin, limitS, isDeterministic, seed, clock, isFresh } = settings;
  const isOpenQuote = 'problem' in splitWords(args);
  return (
    <>
      <Field label={words().args} hint={isOpenQuote ? words().openQuote : words().argsHint}>
        {(ids) => (
          <input
            {...ids}
            className="field"
            value={args}
            spellCheck={false}
            aria-invalid={isOpenQuote}
            onChange={(event) => {
              onChange({ args: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label={words().stdin} hint={words().stdinHint}>
        {(ids) => (
          <textarea
            {...ids}
            className="field"
            rows={3}
            value={stdin}
            spellCheck={false}
            onChange={(event) => {
              onChange({ stdin: event.target.value });
            }}
          />
        )}
      </Field>
      <Field label={words().limit} hint={words().limitHint}>
        {(ids) => (
          <input
            {...ids}
            className="field"
            type="number"
            min="0.1"
            step="any"
            value={limitS ?? ''}
            onChange={({ target }) => {
              onChange({ limitS: target.valueAsNumber > 0 ? target.valueAsNumber : null });
            }}
          />
        )}
      </Field>
      <label className="run-check">
        <input
          type="checkbox"
          checked={isFresh}
          onChange={(event) => {
            onChange({ isFresh: event.target.checked });
          }}
        />
        {words().fresh}
      </label>
      <label className="run-check">
        <input
          type="checkbox"
          checked={isDeterministic}
          aria-describedby="deterministic-hint"
          onChange={(event) => {
            onChange({ isDeterministic: event.target.checked });
          }}
        />
        {words().deterministic}
      </label>
      <p id="deterministic-hint" className="run-hint">
        {words().deterministicHint}
      </p>
      {isDeterministic ? (
        <div className="run-pair">
          <Field label={words().seed}>
            {(ids) => (
              <input
                {...ids}
                className="field"
                type="number"
                step="1"
                value={seed}
                onChange={({ target }) => {
                  if (Number.isSafeInteger(target.valueAsNumber)) {
                    onChange({ seed: target.valueAsNumber });
                  }
                }}
              />
            )}
          </Field>
          <Field label={words().clock}>
            {(ids) => (
              <input
                {...ids}
                className="field"
                type="datetime-local"
                max="2262-03-31T00:00"
                value={clock}
                onChange={(event) => {
                  onChange({ clock: event.target.value });
                }}
              />
            )}
          </Field>
        </div>
      ) : null}
    </>
  );
}

function Field(props: {
  label: string;
  hint?: string;
  children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}) {
  const { label, hint, children } = props;
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="run-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': hint === undefined ? undefined : hintId })}
      {hint === undefined ? null : (
        <p id={hintId} className="run-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
