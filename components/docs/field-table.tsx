import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Mono } from '@/components/ui/mono';
import type { FieldRow } from './openapi';

const COLUMNS: Column<FieldRow>[] = [
  {
    id: 'name',
    label: 'Field',
    phone: 'heading',
    render: (field) => (
      <>
        <Mono>{field.name}</Mono>
        {field.required ? (
          <Box component="span" sx={{ color: 'secondary.main', ml: 0.75, fontSize: '0.78rem' }}>
            required
          </Box>
        ) : null}
      </>
    ),
  },
  { id: 'where', label: 'In', render: (field) => field.where },
  { id: 'type', label: 'Type', render: (field) => <Mono>{field.type}</Mono> },
  { id: 'notes', label: 'Notes', render: (field) => field.notes },
];

/** Fields of a request or an answer. */
export function FieldTable({ title, fields, empty }: { title: string; fields: FieldRow[]; empty: string }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      {fields.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {empty}
        </Typography>
      ) : (
        <Box sx={{ border: '1px solid var(--hf-line)', borderRadius: '10px', overflow: 'hidden' }}>
          <DataTable
            label={title}
            columns={COLUMNS}
            rows={fields}
            rowKey={(field) => `${field.where} ${field.name}`}
          />
        </Box>
      )}
    </Box>
  );
}
