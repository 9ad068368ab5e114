'use client';

import ExpandMoreRounded from '@mui/icons-material/ExpandMoreRounded';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { ROLE_WORDS } from '@/components/access/role-words';
import { Mono } from '@/components/ui/mono';
import { Panel } from '@/components/ui/panel';
import type { Role } from '@/lib/core/roles';
import { FieldTable } from './field-table';
import { answerFields, type Endpoint, requestFields } from './openapi';

const INKS: Record<string, string> = {
  GET: 'info.main',
  POST: 'success.main',
  PUT: 'warning.main',
  DELETE: 'error.main',
};

const roleWords = (role: string | undefined): string =>
  role === undefined || role === 'public' ? 'No session needed' : (ROLE_WORDS[role as Role]?.label ?? role);

const summaryStyle = {
  display: 'grid',
  gridTemplateColumns: { xs: '58px minmax(0, 1fr) 20px', md: '68px minmax(0, 1fr) auto 20px' },
  gap: '4px 10px',
  alignItems: 'center',
  px: 2.5,
  py: 1.25,
  cursor: 'pointer',
  listStyle: 'none',
  '&::-webkit-details-marker': { display: 'none' },
  '&:hover': { bgcolor: 'var(--hf-well)' },
  '&:focus-visible': { outlineOffset: '-2px' },
  '& > svg': { transition: 'transform 150ms', color: 'text.secondary' },
  'details[open] > & > svg': { transform: 'rotate(180deg)' },
} as const;

function Summary({ endpoint }: { endpoint: Endpoint }) {
  return (
    <Box component="summary" sx={summaryStyle}>
      <Box component="span" sx={{ fontWeight: 750, fontSize: '0.78rem', color: INKS[endpoint.method] }}>
        {endpoint.method}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Mono>{endpoint.path}</Mono>
        <Typography variant="body2" color="textSecondary">
          {endpoint.call.summary}
        </Typography>
      </Box>
      <Typography variant="body2" color="textSecondary" sx={{ display: { xs: 'none', md: 'block' } }}>
        {roleWords(endpoint.call['x-role'])}
      </Typography>
      <ExpandMoreRounded fontSize="small" />
    </Box>
  );
}

function Details({ endpoint }: { endpoint: Endpoint }) {
  const { call } = endpoint;
  return (
    <Box sx={{ px: 2.5, pb: 2.5, pt: 0.5, display: 'grid', gap: 2, minWidth: 0 }}>
      <Typography variant="body2">Role: {roleWords(call['x-role'])}</Typography>
      <FieldTable title="Takes" fields={requestFields(call)} empty="Nothing." />
      <FieldTable
        title="Answers"
        fields={answerFields(call)}
        empty={call.responses?.['200']?.description ?? ''}
      />
    </Box>
  );
}

/** Content is rendered only once it was opened: the document is long. */
function EndpointItem({ endpoint }: { endpoint: Endpoint }) {
  const [opened, setOpened] = useState(false);
  return (
    <Box
      component="details"
      onToggle={() => setOpened(true)}
      data-testid="endpoint"
      sx={{ borderTop: '1px solid var(--hf-line-soft)' }}
    >
      <Summary endpoint={endpoint} />
      {opened ? <Details endpoint={endpoint} /> : null}
    </Box>
  );
}

export function EndpointGroup({ tag, calls }: { tag: string; calls: Endpoint[] }) {
  return (
    <Panel title={tag.charAt(0).toUpperCase() + tag.slice(1)} flush>
      {calls.map((endpoint) => (
        <EndpointItem key={endpoint.id} endpoint={endpoint} />
      ))}
    </Panel>
  );
}
