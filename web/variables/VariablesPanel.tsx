import './variables.css';
import { useEffect, useState } from 'react';
import { describeSize } from './describe-size';
import { words } from '../words/variables';
import type { SessionConsole, Variable, Variables } from '../../src/index';

interface VariablesPanelProps {
  /** Null until Python has loaded. */
  questions: SessionConsole | null;
  /** Nothing runs: each time it becomes true, the variables may be others. */
  isReady: boolean;
  /** Of the function in which the debugger stands; null when it does not. */
  paused: readonly Variable[] | null;
}

/** What the session's names hold; asked for after each run, while this panel is open. */
export function VariablesPanel({ questions, isReady, paused }: VariablesPanelProps) {
  const asked = useVariables(questions, isReady);
  const { variables, left } = paused === null ? asked : { variables: paused, left: 0 };
  return (
    <div className="panel-body">
      {variables.length === 0 ? (
        <p className="panel-hint">{words().none}</p>
      ) : (
        <ul className="variable-list" aria-label={words().label}>
          {/* By place: names are shown cut, so two of them can be the same. */}
          {variables.map((variable, index) => (
            <VariableRow key={index} {...variable} />
          ))}
        </ul>
      )}
      {left > 0 ? <p className="panel-hint">{words().andMore(left)}</p> : null}
    </div>
  );
}

function useVariables(questions: SessionConsole | null, isReady: boolean): Variables {
  const [answer, setAnswer] = useState<Variables>({ variables: [], left: 0 });
  useEffect(() => {
    if (questions === null || !isReady) return;
    let isOver = false;
    void questions.variables().then((next) => {
      // No answer: another program runs already, and there will be one after it.
      if (!isOver && next !== null) setAnswer(next);
    });
    return () => {
      isOver = true;
    };
  }, [questions, isReady]);
  return answer;
}

function VariableRow(variable: Variable) {
  const { name, type, value } = variable;
  return (
    <li className="variable">
      <code className="variable-name">{name}</code>
      <span className="variable-type">
        {type}
        {` · ${describeSize(variable)}`}
      </span>
      <code className="variable-value">{value}</code>
    </li>
  );
}
