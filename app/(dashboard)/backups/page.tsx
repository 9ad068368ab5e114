import type { Metadata } from 'next';
import { BackupTabs } from '@/components/backups/backup-tabs';
import { ArchivesTab, HistoryTab, SettingsTab } from '@/components/backups/tab-content';
import { type BackupTab, filtersFrom, type Search, tabFrom } from '@/components/backups/tab-names';
import { listArchives } from '@/lib/features/archives/operations';
import { listJobs } from '@/lib/features/jobs/operations';
import { getStorage } from '@/lib/features/repositories/operations';
import { getSettings } from '@/lib/features/settings/operations';
import { load } from '@/lib/transport/load';

export const metadata: Metadata = { title: 'Backups' };

const TAB_CONTENT = {
  settings: async () => {
    const [settings, storage] = await Promise.all([load(getSettings, {}), load(getStorage, {})]);
    return <SettingsTab settings={settings} storage={storage} />;
  },
  history: async (search: Search) => {
    const filters = filtersFrom(search);
    return <HistoryTab initial={await load(listJobs, { ...filters, limit: 25 })} initialFilters={filters} />;
  },
  archives: async () => <ArchivesTab initial={await load(listArchives, {})} />,
} satisfies Record<BackupTab, (search: Search) => Promise<React.ReactNode>>;

export default async function BackupsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const tab = tabFrom(search.tab);
  return <BackupTabs tab={tab}>{await TAB_CONTENT[tab](search)}</BackupTabs>;
}
