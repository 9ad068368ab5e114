import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';
import { getStatistics } from '@/lib/features/backups/operations';
import { listJobs } from '@/lib/features/jobs/operations';
import { getStorage } from '@/lib/features/repositories/operations';
import { currentUser } from '@/lib/features/system/operations';
import { load } from '@/lib/transport/load';

async function readStatus() {
  const [statistics, recent, storage] = await Promise.all([
    load(getStatistics, {}),
    load(listJobs, { limit: 12 }),
    load(getStorage, {}),
  ]);
  return { statistics, recent, storage };
}

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const me = await load(currentUser, {});
  return (
    <Shell me={me} seed={me.role === 'super_admin' ? await readStatus() : null}>
      {children}
    </Shell>
  );
}
