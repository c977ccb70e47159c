import { useState } from 'react';
import { isGoruError } from '../../src/index';
import { messageOf } from '../ui/message-of';
import { words } from '../words/network';

const EXAMPLE = 'api.example.com';

/** Adds a host to the list; what is no host is answered with a reason. */
export function HostForm({ onAdd }: { onAdd: (host: string) => void }) {
  const [host, setHost] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (host.trim() === '') return;
        try {
          onAdd(host.trim());
          setHost('');
          setProblem(null);
        } catch (error) {
          const isNoHost = isGoruError(error) && error.code === 'invalid-argument';
          setProblem(isNoHost ? words().notAHost(host.trim()) : messageOf(error));
        }
      }}
    >
      <div className="field-row">
        <input
          className="field"
          aria-label={words().hostToAllow}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'host-problem'}
          placeholder={EXAMPLE}
          title={words().hostTitle}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={host}
          onChange={(event) => {
            setHost(event.target.value);
            setProblem(null);
          }}
        />
        <button type="submit" className="button button-outline">
          {words().add}
        </button>
      </div>
      {problem === null ? null : (
        <p id="host-problem" className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
