/** A longer line is broken here, on the screen only: engines are slow with endless lines. */
const BLOCK_MAX_LENGTH = 4_096;
/** A line that has to be wrapped takes about this much per row. */
const WRAPPED_LINE_CHARACTERS = 100;

/** A value's text where it stands for the value: as long as output may be, and laid out only where somebody looks. */
export function createTextBlocks(text: string): HTMLElement[] {
  return cutIntoBlocks(text).map((piece) => {
    const element = document.createElement('div');
    element.className = 'rich-text-block';
    const rows = Math.max(piece.split('\n').length - 1, piece.length / WRAPPED_LINE_CHARACTERS, 1);
    element.style.setProperty('--lines', String(Math.ceil(rows)));
    element.textContent = piece;
    return element;
  });
}

/** Each ends with a line, or in one that is too long. */
export function cutIntoBlocks(text: string): string[] {
  const blocks: string[] = [];
  let start = 0;
  while (start < text.length) {
    let piece = text.slice(start, start + BLOCK_MAX_LENGTH);
    if (start + piece.length < text.length) {
      // In the piece, not in the text: looking back from each end to the last line would take seconds.
      const newline = piece.lastIndexOf('\n');
      if (newline !== -1) piece = piece.slice(0, newline + 1);
      else if (/[\ud800-\udbff]$/.test(piece)) piece += text.charAt(start + piece.length);
    }
    blocks.push(piece);
    start += piece.length;
  }
  return blocks;
}
