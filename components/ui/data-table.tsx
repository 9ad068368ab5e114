'use client';

import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { tableStyle } from './data-table-style';

export interface Column<R> {
  id: string;
  label: string;
  align?: 'right';
  /** on a phone a row is a card: its heading, a labelled line, a line without label, or left out */
  phone?: 'heading' | 'line' | 'bare' | 'hidden';
  /** heading is read out only */
  quietLabel?: boolean;
  render: (row: R) => ReactNode;
}

interface DataTableProps<R> {
  label: string;
  columns: Column<R>[];
  rows: R[];
  rowKey: (row: R) => string;
  testId?: string;
}

// Written out because Safari drops table semantics from elements whose `display` is changed, as it is on a phone.
const asTable = { role: 'table' };
const asGroup = { role: 'rowgroup' };
const asRow = { role: 'row' };
const asCell = { role: 'cell' };
const asHeading = { role: 'columnheader' };

/** One table for wide and narrow screens: the same cells become cards on a phone. */
export function DataTable<R>({ label, columns, rows, rowKey, testId }: DataTableProps<R>) {
  return (
    <Box component="table" {...asTable} aria-label={label} sx={tableStyle}>
      <thead {...asGroup}>
        <tr {...asRow}>
          {columns.map((column) => (
            <th key={column.id} {...asHeading} scope="col" data-align={column.align}>
              <span className={column.quietLabel ? 'quiet' : undefined}>{column.label}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...asGroup}>
        {rows.map((row) => (
          <tr key={rowKey(row)} {...asRow} data-testid={testId} data-row={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.id}
                {...asCell}
                data-align={column.align}
                data-label={column.label}
                data-phone={column.phone ?? 'line'}
              >
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
