import { useEffect, useId, useRef, useState } from 'react';
import { messageOf } from './message-of';
import type { ChangeEvent, ComponentProps, KeyboardEvent, SubmitEvent } from 'react';

export interface NameFieldOptions {
  label: string;
  initial: string;
  /** Rejects with what is wrong with the name. */
  onSubmit: (name: string) => Promise<void>;
  onCancel: () => void;
}

export interface NameField {
  /** What is wrong with the name, and the id by which the field refers to it. */
  readonly problem: string | null;
  readonly problemId: string;
  /** Nothing typed, or nothing changed. */
  readonly isUntouched: boolean;
  readonly form: Pick<ComponentProps<'form'>, 'onSubmit' | 'onKeyDown'>;
  readonly input: ComponentProps<'input'>;
}

/** A field that asks for the name of a file, and stays until it is a good one or Escape is pressed. */
export function useNameField(options: NameFieldOptions): NameField {
  const { label, initial, onSubmit, onCancel } = options;
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

  return {
    problem,
    problemId,
    isUntouched: name.trim() === initial,
    form: {
      onSubmit: (event: SubmitEvent) => {
        event.preventDefault();
        onSubmit(name.trim()).catch((error: unknown) => {
          setProblem(messageOf(error));
        });
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        // Whatever it stands in stays open.
        event.stopPropagation();
        onCancel();
      },
    },
    input: {
      ref: inputRef,
      'aria-label': label,
      'aria-invalid': problem !== null,
      'aria-describedby': problem === null ? undefined : problemId,
      autoComplete: 'off',
      autoCapitalize: 'off',
      spellCheck: false,
      value: name,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setName(event.target.value);
        setProblem(null);
      },
    },
  };
}
