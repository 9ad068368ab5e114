export { NotFoundNote as default } from '@/components/layout/page-notes';
