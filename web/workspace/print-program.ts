import type { ProgramFiles } from './program-files';

/**
 * On paper the editor would be as much of the program as is on the screen. So whoever prints the page gets all lines of
 * the file that is open, with numbers, and below them the output (ui/print.css).
 */
export function printProgram(
  files: Pick<ProgramFiles, 'store' | 'code'>,
  { target, body }: { target: Window; body: HTMLElement },
): void {
  let printed: HTMLElement | null = null;
  target.addEventListener('beforeprint', () => {
    const { active } = files.store.get();
    printed?.remove();
    printed = createListing(active, files.code(active).get());
    body.prepend(printed);
  });
  target.addEventListener('afterprint', () => {
    printed?.remove();
    printed = null;
  });
}

function createListing(name: string, code: string): HTMLElement {
  const listing = document.createElement('section');
  const title = document.createElement('h1');
  const lines = document.createElement('ol');
  listing.className = 'print-program';
  title.textContent = name;
  lines.append(
    ...code
      .trimEnd()
      .split('\n')
      .map((text) => {
        const line = document.createElement('li');
        line.textContent = text;
        return line;
      }),
  );
  listing.append(title, lines);
  return listing;
}
