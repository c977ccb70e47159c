import { useEffect, useLayoutEffect, useRef } from 'react';
import { QUIET_MS } from '../ui/guard-clicks';
import { useClickGuard } from '../ui/use-click-guard';
import { useModal } from '../ui/use-modal';
import { createKeyGuard } from './key-guard';
import { words } from '../words/consent';
import type { KeyboardEvent, ReactNode } from 'react';
import type { HostDecision } from '../../src/index';
import type { ConsentQuestion } from './consent-desk';

/** What every question has in common. */
export interface ConsentFrameProps {
  othersWaiting: number;
  offersStop: boolean;
  onAnswer: (decision: HostDecision) => void;
  onGoToLine: (line: number) => void;
  onStop: () => void;
}

interface ConsentFrameContent {
  question: ConsentQuestion;
  title: string;
  about: ReactNode;
  /** What the program wants to do, in full. */
  request: ReactNode;
  /** What the answers mean. */
  terms: ReactNode;
  labels: Record<HostDecision, string>;
}

/** The dialog of a question: guarded against clicks and keys that were meant for something else. */
export function ConsentFrame(props: ConsentFrameProps & ConsentFrameContent) {
  const { question, title, about, request, terms, labels } = props;
  const { othersWaiting, offersStop, onAnswer, onGoToLine, onStop } = props;
  const dialogRef = useQuestion();
  const handleKey = useKeyGuard();
  const isArmed = useClickGuard(dialogRef);
  const { line, code } = question;

  return (
    <dialog
      ref={dialogRef}
      className="dialog consent-dialog"
      aria-labelledby="consent-title"
      aria-describedby="consent-about"
      aria-busy={!isArmed}
      onKeyDownCapture={handleKey}
      onKeyUpCapture={handleKey}
      onKeyDown={keepFocusInside}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer('deny');
      }}
      onClose={() => {
        // Some ways out cannot be prevented; none of them is a yes.
        onAnswer('deny');
      }}
    >
      <h2 id="consent-title">{title}</h2>
      <p id="consent-about">{about}</p>
      <div className="consent-request">
        {request}
        {line === null ? null : (
          <button
            type="button"
            className="consent-line"
            title={words().showLine}
            onClick={() => {
              onGoToLine(line);
            }}
          >
            {`main.py:${String(line)}`} {code === null ? null : <span>{code}</span>}
          </button>
        )}
      </div>
      <p className="consent-terms">{terms}</p>
      <div className="consent-buttons">
        <button
          type="button"
          className="button button-outline consent-deny"
          aria-disabled={!isArmed}
          onClick={() => {
            onAnswer('deny');
          }}
        >
          {labels.deny}
        </button>
        <button
          type="button"
          className="button button-outline"
          aria-disabled={!isArmed}
          onClick={() => {
            onAnswer('always');
          }}
        >
          {labels.always}
        </button>
        <button
          type="button"
          className="button button-run"
          aria-disabled={!isArmed}
          onClick={() => {
            onAnswer('once');
          }}
        >
          {labels.once}
        </button>
      </div>
      {othersWaiting > 0 || offersStop ? (
        <p className="consent-more">
          <span>{describeWaiting(othersWaiting)}</span>
          {offersStop ? (
            <button type="button" className="button button-quiet" onClick={onStop}>
              {words().stopProgram}
            </button>
          ) : null}
        </p>
      ) : null}
    </dialog>
  );
}

function describeWaiting(count: number): string {
  if (count === 0) return '';
  return words().waiting(count);
}

/** The safe answer has the focus. */
function useQuestion() {
  const dialogRef = useModal();
  useLayoutEffect(() => {
    dialogRef.current?.querySelector<HTMLElement>('.consent-deny')?.focus();
  }, [dialogRef]);
  return dialogRef;
}

/** Swallows the keys of somebody who was typing when the dialog appeared. */
function useKeyGuard(): (event: KeyboardEvent) => void {
  const guardRef = useRef<ReturnType<typeof createKeyGuard>>(undefined);
  useEffect(() => {
    guardRef.current = createKeyGuard(performance.now(), QUIET_MS);
  }, []);
  return (event) => {
    const { nativeEvent } = event;
    if (guardRef.current?.(nativeEvent) !== false) return;
    // Also the release of a key: in some browsers it is what presses the button.
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Behind the last control the browser's own would come: here the first one does. */
function keepFocusInside(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const controls = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const edge = event.shiftKey ? controls.at(0) : controls.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? controls.at(-1) : controls.at(0))?.focus();
}
