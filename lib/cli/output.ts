import { showControl } from '@/lib/core/format';

export const EXIT = { success: 0, failed: 1, usage: 2, busy: 75 } as const;

export interface OutputOptions {
  json?: boolean;
}

export const printLine = (text: string): void => void process.stdout.write(`${text}\n`);
export const printError = (text: string): void => void process.stderr.write(`${text}\n`);

type Row = Record<string, string | number | null>;

/** Columns as wide as their widest cell; names from archives are shown without control characters. */
export function table(rows: Row[]): string {
  const [first] = rows;
  if (!first) return 'nothing';
  const columns = Object.keys(first);
  const cell = (row: Row, column: string): string => showControl(String(row[column] ?? '–'));
  const widths = columns.map((c) => Math.max(c.length, ...rows.map((row) => cell(row, c).length)));
  const line = (cells: string[]): string =>
    cells
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((c) => c.toUpperCase())),
    ...rows.map((row) => line(columns.map((c) => cell(row, c)))),
  ].join('\n');
}

/** The raw data with --json, otherwise what `text` makes of it. */
export function print<T>(options: OutputOptions, data: T, text: (data: T) => string): void {
  printLine(options.json ? JSON.stringify(data, null, 2) : text(data));
}
