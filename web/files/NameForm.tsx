import { useEffect, useId, useRef, useState } from 'react';
import { messageOf } from '../ui/message-of';

interface NameFormProps {
  label: string;
  initial: string;
  submitLabel: string;
  /** Rejects with what is wrong with the name. */
  onSubmit: (name: string) => Promise<void>;
  onCancel: () => void;
}

/** Asks for a name, in the place where it will stand. */
export function NameForm({ label, initial, submitLabel, onSubmit, onCancel }: NameFormProps) {
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
      className="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(name.trim()).catch((error: unknown) => {
          setProblem(messageOf(error));
        });
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The panel stays open.
        event.stopPropagation();
        onCancel();
      }}
    >
      <div className="field-row">
        <input
          ref={inputRef}
          className="field"
          aria-label={label}
          placeholder={label}
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
        <button type="submit" className="button button-outline">
          {submitLabel}
        </button>
      </div>
      {problem === null ? null : (
        <p id={problemId} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
