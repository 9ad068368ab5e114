'use client';

import Breadcrumbs from '@mui/material/Breadcrumbs';
import Typography from '@mui/material/Typography';
import { showControl } from '@/lib/core/format';
import { type ArchiveAddress, archiveHref } from './address';
import { FolderLink } from './folder-link';

interface CrumbsProps {
  address: ArchiveAddress;
  path: string;
  onOpen: (path: string) => void;
}

/** "srv/www/img" → its three folders with the path of each. */
const stepsOf = (path: string): { name: string; path: string }[] => {
  const names = path === '' ? [] : path.split('/');
  return names.map((name, i) => ({ name, path: names.slice(0, i + 1).join('/') }));
};

export function Crumbs({ address, path, onOpen }: CrumbsProps) {
  const steps = [{ name: 'Top of the archive', path: '' }, ...stepsOf(path)];
  return (
    <Breadcrumbs
      aria-label="Folder"
      maxItems={6}
      sx={{ px: 2.5, pb: 1, '& .MuiBreadcrumbs-li': { minWidth: 0, overflowWrap: 'anywhere' } }}
    >
      {steps.map((step, i) =>
        i === steps.length - 1 ? (
          <Typography key={step.path} aria-current="location" sx={{ fontWeight: 620 }}>
            {showControl(step.name)}
          </Typography>
        ) : (
          <FolderLink key={step.path} href={archiveHref(address, step.path)} onOpen={() => onOpen(step.path)}>
            {showControl(step.name)}
          </FolderLink>
        ),
      )}
    </Breadcrumbs>
  );
}
