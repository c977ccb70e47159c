import { pausedAt, TEXTS } from './texts';
import './run-modes.css';
import type { DebuggerPlace } from './news';

/** The commands of pdb that people use most, as it spells them. */
const COMMANDS = [
  [TEXTS.next, 'next'],
  [TEXTS.step, 'step'],
  [TEXTS.out, 'return'],
  [TEXTS.continue, 'continue'],
  [TEXTS.quit, 'quit'],
] as const;

interface DebuggerBarProps {
  place: DebuggerPlace;
  onType: (line: string) => void;
  onGoToLine: (line: number, quoted: string | null, file: string) => void;
}

/** While pdb asks: where the program stands, and buttons for what one would type. */
export function DebuggerBar({ place, onType, onGoToLine }: DebuggerBarProps) {
  const { file, line, names } = place;
  return (
    <section className="debugger-bar" aria-label={TEXTS.debugger}>
      <div className="debugger-commands">
        {COMMANDS.map(([text, command]) => (
          <button
            key={command}
            type="button"
            className="button button-outline run-small"
            title={`${command} (pdb)`}
            onClick={() => {
              onType(command);
            }}
          >
            {text}
          </button>
        ))}
        <button
          type="button"
          className="trace-line"
          onClick={() => {
            onGoToLine(line, null, file);
          }}
        >
          {pausedAt(file.replace(/^.*\//, ''), line, place.function)}
        </button>
      </div>
      {names.length === 0 ? null : (
        <dl className="debugger-names">
          {names.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
