import { formatDuration } from '../ui/duration';
import { words as pageWords } from '../words/page';
import { words } from '../words/run-modes';
import { LineButton } from './LineButton';
import './run-modes.css';
import type { TestItem, TestStatus } from './news';
import type { RunModesState } from './run-modes';

interface TestsPanelProps {
  tests: readonly TestItem[];
  testing: RunModesState['testing'];
  isBusy: boolean;
  onRun: () => void;
  onGoToLine: (line: number, quoted: string | null, file: string) => void;
}

const MARKS = {
  waiting: '·',
  passed: '✓',
  failed: '✗',
  error: '✗',
  skipped: '–',
  stopped: '–',
} as const satisfies Record<TestStatus, string>;
/** What deserves to be looked at is open. */
const IS_BAD: ReadonlySet<TestStatus> = new Set(['failed', 'error']);

/** The tests of the program's files, by class, as they end. */
export function TestsPanel({ tests, testing, isBusy, onRun, onGoToLine }: TestsPanelProps) {
  const groups = Map.groupBy(tests, ({ group }) => group);
  return (
    <div className="panel-body">
      <div className="tests-head">
        <button
          type="button"
          className="button button-outline"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) onRun();
          }}
        >
          {words().runTests}
        </button>
        <span role="status">{summary(tests)}</span>
      </div>
      <Hint tests={tests} testing={testing} />
      <ul className="test-groups" aria-label={words().tests}>
        {[...groups].map(([group, members]) => (
          <li key={group}>
            <h3>{group}</h3>
            <ul>
              {members.map((test) => (
                <TestRow key={test.id} test={test} onGoToLine={onGoToLine} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Hint({ tests, testing }: Pick<TestsPanelProps, 'tests' | 'testing'>) {
  if (testing === 'broken') return <p className="panel-hint">{words().testsBroken}</p>;
  if (testing === 'unread') return <p className="panel-hint">{pageWords().newsNotLoaded}</p>;
  if (testing === 'never') return <p className="panel-hint">{words().testsHint}</p>;
  const isNothing = testing === 'done' && tests.length === 0;
  return isNothing ? <p className="panel-hint">{words().noTests}</p> : null;
}

function TestRow({ test, onGoToLine }: { test: TestItem } & Pick<TestsPanelProps, 'onGoToLine'>) {
  const { name, status, durationMs, file, line, message, output, traceback } = test;
  const hasRun = status !== 'waiting' && status !== 'stopped';
  return (
    <li className="test" data-status={status}>
      <div className="test-line">
        <span className="run-mark" aria-hidden="true">
          {MARKS[status]}
        </span>
        <span className="test-name">{name}</span>
        <span className="test-facts">
          <span className={status === 'passed' ? 'visually-hidden' : undefined}>
            {words().outcomes[status]}
          </span>
          {hasRun ? ` ${formatDuration(durationMs)}` : ''}
        </span>
        <LineButton
          line={line}
          file={file}
          text={(_, number) => words().line(number)}
          onGoToLine={onGoToLine}
        />
      </div>
      {message === '' ? null : <pre className="test-message">{message}</pre>}
      <Details title={words().printed} text={output} isOpen={IS_BAD.has(status)} />
      <Details title={words().traceback} text={traceback} isOpen={false} />
    </li>
  );
}

function Details({ title, text, isOpen }: { title: string; text: string; isOpen: boolean }) {
  if (text === '') return null;
  return (
    <details className="test-details" open={isOpen}>
      <summary>{title}</summary>
      <pre>{text}</pre>
    </details>
  );
}

function summary(tests: readonly TestItem[]): string {
  const statuses = Object.keys(words().outcomes) as TestStatus[];
  return statuses
    .map((status) => [tests.filter((test) => test.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${String(count)} ${words().outcomes[status]}`)
    .join(', ');
}
