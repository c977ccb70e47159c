import { useRef } from 'react';

interface FileButtonProps {
  /** What is on it. */
  text: string;
  /** Its name for those who do not see it, where the text says too little. */
  label?: string;
  title?: string;
  /** Of the browser's own field, which stays hidden. */
  fieldLabel: string;
  /** As of `<input type="file">`. */
  accept: string;
  onFile: (file: File) => void;
}

/** A button that asks for a file of the person's own. */
export function FileButton({ text, label, title, fieldLabel, accept, onFile }: FileButtonProps) {
  const fieldRef = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="button button-quiet"
        aria-label={label}
        title={title}
        onClick={() => fieldRef.current?.click()}
      >
        {text}
      </button>
      <input
        ref={fieldRef}
        type="file"
        accept={accept}
        hidden
        aria-label={fieldLabel}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) onFile(file);
          // The same file again must count as a change.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
