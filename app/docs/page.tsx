import type { Metadata } from 'next';
import { DocsPage } from '@/components/docs/docs-page';

export const metadata: Metadata = { title: 'API' };

export default function ApiDocs() {
  return <DocsPage />;
}
