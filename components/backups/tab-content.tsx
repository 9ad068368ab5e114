'use client';

import dynamic from 'next/dynamic';

/** Each tab's script is fetched with that tab only; all three are rendered on the server. */
export const SettingsTab = dynamic(() => import('./settings-tab').then((m) => m.SettingsTab));
export const HistoryTab = dynamic(() => import('@/components/jobs/history-tab').then((m) => m.HistoryTab));
export const ArchivesTab = dynamic(() =>
  import('@/components/archives/archives-tab').then((m) => m.ArchivesTab),
);
