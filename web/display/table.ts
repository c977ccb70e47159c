import { words } from '../words/console';

/** Rows shown until somebody asks for all of them: a hundred big tables are too much for a page. */
const ROWS_AT_FIRST = 20;

interface Column {
  name: string | null;
  isNumeric: boolean;
}

/** As runtime-assets/goru/_table.py makes it. */
export interface TableData {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** With those that were not sent. */
  rowCount: number;
  columnCount: number;
}

/** A table of the page's own: its cells are text, whatever they hold. */
export function createTable(json: string): HTMLElement {
  const data = readTable(json);
  const root = document.createElement('div');
  root.className = 'rich-table';
  const scroller = document.createElement('div');
  scroller.className = 'rich-table-scroller';
  scroller.tabIndex = 0;
  scroller.role = 'region';
  scroller.ariaLabel = words().table(describeSize(data));
  const table = document.createElement('table');
  if (data.columns.some(({ name }) => name !== null)) table.append(createHead(data.columns));
  const body = document.createElement('tbody');
  addRows(body, data, 0, ROWS_AT_FIRST);
  table.append(body);
  scroller.append(table);
  root.append(scroller, ...createFoot(data, body));
  return root;
}

/** What runtime-assets/goru/_table.py keeps to. A table is the page's own, which stands still for one of a million cells. */
const COLUMNS_MAX = 30;
const ROWS_MAX = 1_000;
/** In UTF-16, where its 200 characters and the sign that there were more may be twice as many. */
const CELL_MAX_LENGTH = 402;

/** The guest may send anything under this type. */
export function readTable(json: string): TableData {
  const { columns, rows, rowCount, columnCount } = JSON.parse(json) as Record<string, unknown>;
  const isSound =
    Array.isArray(columns)
    && columns.length <= COLUMNS_MAX
    && columns.every(isColumn)
    && Array.isArray(rows)
    && rows.length <= ROWS_MAX
    && rows.every((row) => isRow(row, columns.length))
    && Number.isSafeInteger(rowCount)
    && Number.isSafeInteger(columnCount);
  if (!isSound) throw new Error('not a table');
  return { columns, rows, rowCount: Number(rowCount), columnCount: Number(columnCount) };
}

/** `3 rows, 2 columns` */
export function describeSize({ rowCount, columnCount }: TableData): string {
  return `${words().rows(rowCount)}, ${words().columns(columnCount)}`;
}

function isColumn(value: unknown): value is Column {
  const { name, isNumeric } = (value ?? {}) as Record<string, unknown>;
  return (name === null || isText(name)) && typeof isNumeric === 'boolean';
}

function isRow(value: unknown, width: number): value is string[] {
  return Array.isArray(value) && value.length === width && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= CELL_MAX_LENGTH;
}

function createHead(columns: readonly Column[]): HTMLElement {
  const head = document.createElement('thead');
  const cells = columns.map(({ name, isNumeric }) => {
    const cell = createCell('th', name ?? '', isNumeric);
    cell.setAttribute('scope', 'col');
    return cell;
  });
  head.append(createRow(cells));
  return head;
}

function addRows(body: HTMLElement, data: TableData, start: number, end: number): void {
  for (const row of data.rows.slice(start, end)) {
    const cells = row.map((text, index) =>
      createCell('td', text, data.columns[index]?.isNumeric === true),
    );
    body.append(createRow(cells));
  }
}

/** With tabs between the cells, which is how a copy gets into a spreadsheet. */
function createRow(cells: readonly HTMLElement[]): HTMLElement {
  const row = document.createElement('tr');
  row.append(...cells.flatMap((cell, index) => (index === 0 ? [cell] : ['\t', cell])), '\n');
  return row;
}

function createCell(tag: 'td' | 'th', text: string, isNumeric: boolean): HTMLElement {
  const cell = document.createElement(tag);
  cell.textContent = text;
  if (isNumeric) cell.className = 'is-numeric';
  return cell;
}

/** What is not shown: behind a button, or not sent at all. */
function createFoot(data: TableData, body: HTMLElement): HTMLElement[] {
  const { rows, columns, rowCount, columnCount } = data;
  const isCut = rowCount > rows.length || columnCount > columns.length;
  const foot = document.createElement('div');
  foot.className = 'rich-table-foot';
  if (isCut) {
    foot.append(
      words().firstOf(
        words().rows(rows.length),
        words().columns(columns.length),
        describeSize(data),
      ),
    );
  }
  if (rows.length > ROWS_AT_FIRST) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button button-quiet';
    button.textContent = words().showAll(words().rows(rows.length));
    button.addEventListener('click', () => {
      addRows(body, data, ROWS_AT_FIRST, rows.length);
      button.remove();
    });
    foot.append(button);
  }
  return foot.hasChildNodes() ? [foot] : [];
}
