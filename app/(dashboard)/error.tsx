'use client';

export { ErrorNote as default } from '@/components/layout/page-notes';
