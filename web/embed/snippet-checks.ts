import type { EmbedWords } from '../words/embed';
import type { SnippetCheck } from './protocol';

/** Below the output: what the checks of an exercise have found. */
export interface SnippetChecks {
  element: HTMLElement;
  show: (checks: readonly SnippetCheck[]) => void;
  clear: () => void;
}

export function createSnippetChecks(words: EmbedWords): SnippetChecks {
  const element = document.createElement('div');
  const summary = document.createElement('p');
  const list = document.createElement('ul');
  element.className = 'checks';
  element.hidden = true;
  summary.role = 'status';
  element.append(summary, list);

  function clear(): void {
    element.hidden = true;
    summary.textContent = '';
    list.replaceChildren();
  }

  return {
    element,
    clear,
    show: (checks) => {
      const passed = checks.filter(({ status }) => status === 'passed').length;
      element.hidden = checks.length === 0;
      summary.textContent = words.checksPass(passed, checks.length);
      list.replaceChildren(...checks.map((check) => createRow(check, words)));
    },
  };
}

function createRow(check: SnippetCheck, words: EmbedWords): HTMLElement {
  const row = document.createElement('li');
  const isPassed = check.status === 'passed';
  row.className = isPassed ? 'passed' : 'failed';
  row.append(`${isPassed ? '✓' : '✗'} ${check.title}`);
  if (!isPassed) row.append(...linesOf(check, words).map(createLine));
  return row;
}

function createLine(text: string): HTMLElement {
  const line = document.createElement('p');
  line.textContent = text;
  return line;
}

function linesOf(check: SnippetCheck, words: EmbedWords): string[] {
  const { status, note, message, expression, operator, expected, actual } = check;
  if (status === 'waiting') return [words.checkNotRun];
  const lines = [note, status === 'timeout' ? words.checkTimeout : null, message];
  if (expression !== null) {
    lines.push(
      words.compared(expression, wanted(operator, expected ?? 'True', words), actual ?? ''),
    );
  }
  return lines.filter((line) => line !== null);
}

function wanted(operator: string | null, expected: string, words: EmbedWords): string {
  if (operator === null || operator === '==') return expected;
  if (operator === 'in') return `${expected} ${words.toBeInIt}`;
  return operator === 'not in' ? `${expected} ${words.notToBeInIt}` : `${operator} ${expected}`;
}
