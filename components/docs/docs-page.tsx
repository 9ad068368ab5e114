'use client';

import SearchOffRounded from '@mui/icons-material/SearchOffRounded';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { ProblemError, problemOf, unreachable } from '@/components/data/api';
import { EmptyState } from '@/components/ui/empty-state';
import { Mono } from '@/components/ui/mono';
import { PageTitle } from '@/components/ui/page-title';
import { ProblemAlert } from '@/components/ui/problem-alert';
import { TextInput } from '@/components/ui/text-input';
import { DocsFrame } from './docs-frame';
import { EndpointGroup } from './endpoint-group';
import { groupsOf, matches, type OpenApi } from './openapi';

async function fetchDocument(): Promise<OpenApi> {
  const response = await fetch('/api/openapi.json');
  if (!response.ok) throw new ProblemError(unreachable(response.status));
  return response.json();
}

const useDocument = () =>
  useQuery({ queryKey: ['openapi'], queryFn: fetchDocument, staleTime: Number.POSITIVE_INFINITY });

function Intro() {
  return (
    <Box sx={{ maxWidth: '76ch' }}>
      Made from the same schemas that validate. Send a token as <Mono>Authorization: Bearer …</Mono>; create
      one under <Link href="/access">Users & tokens</Link>. Every error is{' '}
      <Mono>application/problem+json</Mono> with a stable <Mono>code</Mono> and a sentence that says what to
      do. The document itself:{' '}
      <Link component="a" href="/api/openapi.json">
        openapi.json
      </Link>
      .
    </Box>
  );
}

function Groups({ document, search }: { document: OpenApi; search: string }) {
  const groups = useMemo(() => {
    const all = [...groupsOf(document)].map(
      ([tag, calls]) => [tag, calls.filter((c) => matches(c, search))] as const,
    );
    return all.filter(([, calls]) => calls.length > 0);
  }, [document, search]);
  if (groups.length === 0) {
    return (
      <EmptyState icon={<SearchOffRounded />} title="No call fits the search">
        Search for a word of its path or of what it does.
      </EmptyState>
    );
  }
  return groups.map(([tag, calls]) => <EndpointGroup key={tag} tag={tag} calls={calls} />);
}

/** The API, readable: what there is, who may call it, what it takes and answers. */
export function DocsPage() {
  const { data, error } = useDocument();
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search.trim());
  return (
    <DocsFrame>
      <PageTitle
        title={
          <>
            API{' '}
            <Typography component="span" color="textSecondary">
              {data ? `version ${data.info.version}` : ''}
            </Typography>
          </>
        }
        hint={<Intro />}
      />
      <TextInput
        type="search"
        label="Search the calls"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        sx={{ mb: 2.5, maxWidth: 420 }}
      />
      <Stack sx={{ gap: 2.5 }}>
        {error ? <ProblemAlert problem={problemOf(error)} /> : null}
        {data ? <Groups document={data} search={deferred} /> : null}
        {!data && !error ? <Skeleton variant="rounded" height={320} /> : null}
      </Stack>
    </DocsFrame>
  );
}
