import { describe, expect, it } from 'vitest';
import { describeSize, readTable } from './table';

const table = {
  columns: [
    { name: 'city', isNumeric: false },
    { name: '°C', isNumeric: true },
  ],
  rows: [['Oslo', '-2.4']],
  rowCount: 1_200,
  columnCount: 2,
};

describe('the data of a table', () => {
  it('are read', () => {
    expect(readTable(JSON.stringify(table))).toEqual(table);
    expect(describeSize(table)).toBe('1,200 rows, 2 columns');
    expect(describeSize({ ...table, rowCount: 1, columnCount: 1 })).toBe('1 row, 1 column');
  });

  it.each([
    {},
    { ...table, columns: 'two' },
    { ...table, columns: [{ name: 1, isNumeric: true }] },
    { ...table, columns: [null, null] },
    { ...table, rows: [['Oslo']] },
    { ...table, rows: [['Oslo', 3]] },
    { ...table, rows: [null] },
    { ...table, rowCount: '1' },
    { ...table, columns: Array(31).fill(table.columns[0]), rows: [] },
    { ...table, rows: Array(1_001).fill(table.rows[0]) },
    { ...table, rows: [['Oslo', '1'.repeat(403)]] },
  ])('are refused when a program forged them: %j', (forged) => {
    expect(() => readTable(JSON.stringify(forged))).toThrow('not a table');
  });
});
