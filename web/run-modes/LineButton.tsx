interface LineButtonProps {
  line: number | null;
  file: string | null;
  text: (file: string, line: number) => string;
  onGoToLine: (line: number, quoted: string | null, file: string) => void;
}

/** Shows the line that a test or a check is about; nothing where that is not known. */
export function LineButton({ line, file, text, onGoToLine }: LineButtonProps) {
  if (line === null || file === null) return null;
  return (
    <button
      type="button"
      className="trace-line run-line"
      onClick={() => {
        onGoToLine(line, null, file);
      }}
    >
      {text(file, line)}
    </button>
  );
}
