import { words } from '../words/run-modes';
import './run-modes.css';
import type { DebuggerPlace } from './news';

/** The commands of pdb that people use most, as it spells them. */
const COMMANDS = [
  ['next', 'next'],
  ['step', 'step'],
  ['out', 'return'],
  ['continue', 'continue'],
  ['quit', 'quit'],
] as const;

interface DebuggerBarProps {
  place: DebuggerPlace;
  onType: (line: string) => void;
  onGoToLine: (line: number, quoted: string | null, file: string) => void;
}

function where({ file, line, function: name }: DebuggerPlace): string {
  const shown = file.replace(/^.*\//, '');
  return name === null ? words().stoppedAt(shown, line) : words().stoppedIn(shown, line, name);
}

/** While pdb asks: where the program stands, and buttons for what one would type. */
export function DebuggerBar({ place, onType, onGoToLine }: DebuggerBarProps) {
  const { file, line, names } = place;
  return (
    <section className="debugger-bar" aria-label={words().debugger}>
      <div className="debugger-commands">
        {COMMANDS.map(([name, command]) => (
          <button
            key={command}
            type="button"
            className="button button-outline run-small"
            title={words().pdbCommand(command)}
            onClick={() => {
              onType(command);
            }}
          >
            {words()[name]}
          </button>
        ))}
        <button
          type="button"
          className="trace-line"
          onClick={() => {
            onGoToLine(line, null, file);
          }}
        >
          {where(place)}
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
