import { checksSummary, expectation, lineWord, TEXTS } from './texts';
import './run-modes.css';
import type { CheckItem } from './news';
import type { RunModesState } from './run-modes';

type GoToLine = (line: number, quoted: string | null, file: string) => void;

interface ChecksListProps {
  checks: readonly CheckItem[];
  checking: RunModesState['checking'];
  onGoToLine: GoToLine;
}

const MARKS = { waiting: '·', passed: '✓', failed: '✗', error: '✗', timeout: '✗' } as const;

/** What the program's checks found: friendly, and with the line. */
export function ChecksList({ checks, checking, onGoToLine }: ChecksListProps) {
  const passed = checks.filter(({ status }) => status === 'passed').length;
  const isDone = checking === 'done' && checks.length > 0;
  return (
    <section className="checks" aria-label={TEXTS.checks}>
      <h3 role="status">{isDone ? checksSummary(passed, checks.length) : TEXTS.checks}</h3>
      {checking === 'waiting' ? <p className="run-hint">{TEXTS.checksWait}</p> : null}
      <ul>
        {checks.map((check, index) => (
          <li key={index} className="check" data-status={check.status}>
            <span className="run-mark" aria-hidden="true">
              {MARKS[check.status]}
            </span>
            <div className="check-text">
              <span className="check-title">{check.title}</span>
              <Outcome check={check} isDone={isDone} onGoToLine={onGoToLine} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome(props: { check: CheckItem; isDone: boolean; onGoToLine: GoToLine }) {
  const { check, isDone, onGoToLine } = props;
  const { status, file, line, note, message } = check;
  if (status === 'passed') return null;
  if (status === 'waiting') {
    return isDone ? <span className="run-hint">{TEXTS.checkNotRun}</span> : null;
  }
  return (
    <>
      {note === null ? null : <p>{note}</p>}
      {status === 'timeout' ? <p>{TEXTS.checkTimeout}</p> : null}
      {message === null ? null : <p className="check-message">{message}</p>}
      <Comparison check={check} />
      {line === null || file === null ? null : (
        <button
          type="button"
          className="trace-line run-line"
          onClick={() => {
            onGoToLine(line, null, file);
          }}
        >
          {file === 'main.py' ? lineWord(line) : `${file}, ${lineWord(line)}`}
        </button>
      )}
    </>
  );
}

/** `area(2, 3)`: expected 6, got 5. */
function Comparison({ check: { expression, operator, actual, expected } }: { check: CheckItem }) {
  if (expression === null) return null;
  const [before, after] = expectation(operator);
  return (
    <p>
      <code>{expression}</code>: {before} <code>{expected ?? 'True'}</code>
      {after}, {TEXTS.got} <code>{actual}</code>
    </p>
  );
}
