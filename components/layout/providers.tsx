'use client';

import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { AppRouterCacheProvider } from '@mui/material-nextjs/v16-appRouter';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { isSignedOut, toSignIn } from '@/components/data/api';
import { theme } from '@/components/theme/theme';
import { NowProvider } from '@/components/ui/now';

function makeClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && toSignIn() }),
    defaultOptions: { queries: { staleTime: 4000, retry: 1, refetchOnWindowFocus: true } },
  });
}

/** `now` is the server's clock: ages in the first paint are the same on both sides. */
export function Providers({ now, children }: { now: number; children: ReactNode }) {
  const [client] = useState(makeClient);
  return (
    <AppRouterCacheProvider options={{ key: 'hf' }}>
      <ThemeProvider theme={theme} defaultMode="system" disableTransitionOnChange>
        <CssBaseline enableColorScheme />
        <QueryClientProvider client={client}>
          <NowProvider start={now}>{children}</NowProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </AppRouterCacheProvider>
  );
}
