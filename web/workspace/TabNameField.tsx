import { useEffect, useId, useRef, useState } from 'react';
import { messageOf } from '../ui/message-of';

const EXAMPLE = 'helper.py';

interface TabNameFieldProps {
  label: string;
  initial: string;
  /** Rejects with what is wrong with the name. */
  onSubmit: (name: string) => Promise<void>;
  onCancel: () => void;
}

/** Asks for the name of a file, in the place where its tab will be. */
export function TabNameField({ label, initial, onSubmit, onCancel }: TabNameFieldProps) {
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const problemId = useId();

  useEffect(() => {
    const dot = initial.lastIndexOf('.');
    inputRef.current?.focus();
    // What people change is the name, not its ending.
    inputRef.current?.setSelectionRange(0, dot > 0 ? dot : initial.length);
  }, [initial]);

  return (
    <form
      className="tab-name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(name).catch((error: unknown) => {
          setProblem(messageOf(error));
        });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Nothing typed, or nothing changed: whoever goes elsewhere has given up.
        if (name.trim() === initial && !currentTarget.contains(relatedTarget)) onCancel();
      }}
    >
      <input
        ref={inputRef}
        className="field tab-name-field"
        aria-label={label}
        placeholder={EXAMPLE}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
      />
      {problem === null ? null : (
        <p id={problemId} className="tab-name-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
