import { useState } from 'react';

/** Adds a host to the list; what is no host is answered with the runtime's own words. */
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
          setProblem(error instanceof Error ? error.message : String(error));
        }
      }}
    >
      <div className="field-row">
        <input
          className="field"
          aria-label="Host to allow"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'host-problem'}
          placeholder="api.example.com"
          title="A host with its subdomains, also with a port (localhost:8000); * stands for all hosts"
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
          Add
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
