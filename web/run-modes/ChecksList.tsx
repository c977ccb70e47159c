import { words as pageWords } from '../words/page';
import { words } from '../words/run-modes';
import { LineButton } from './LineButton';
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
    <section className="checks" aria-label={words().checks}>
      <h3 role="status">{isDone ? summary(passed, checks.length) : words().checks}</h3>
      {checking === 'waiting' ? <p className="run-hint">{words().checksWait}</p> : null}
      {checking === 'unread' ? <p className="run-hint">{pageWords().newsNotLoaded}</p> : null}
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
    return isDone ? <span className="run-hint">{words().checkNotRun}</span> : null;
  }
  return (
    <>
      {note === null ? null : <p>{note}</p>}
      {status === 'timeout' ? <p>{words().checkTimeout}</p> : null}
      {message === null ? null : <p className="check-message">{message}</p>}
      <Comparison check={check} />
      <LineButton
        line={line}
        file={file}
        text={(name, number) =>
          name === 'main.py' ? words().line(number) : words().lineOf(name, number)
        }
        onGoToLine={onGoToLine}
      />
    </>
  );
}

/** `area(2, 3)`: expected 6, got 5. */
function Comparison({ check: { expression, operator, actual, expected } }: { check: CheckItem }) {
  if (expression === null) return null;
  const { got, toBeInIt, notToBeInIt } = words();
  const isAboutContent = operator === 'in' || operator === 'not in';
  const sign = operator === null || operator === '==' || isAboutContent ? '' : `${operator} `;
  const content = operator === 'in' ? toBeInIt : notToBeInIt;
  return (
    <p>
      <code>{expression}</code>: {words().expected} <code>{`${sign}${expected ?? 'True'}`}</code>
      {isAboutContent ? ` ${content}` : ''}, {got} <code>{actual}</code>
    </p>
  );
}

function summary(passed: number, count: number): string {
  return passed === count ? words().allPass(count) : words().somePass(passed, count);
}
