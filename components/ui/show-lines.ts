import { showControl } from '@/lib/core/format';

/** Text of a tool that may have several lines: line breaks stay, every other control character is made visible. */
export const showLines = (text: string): string => text.trimEnd().split(/\r?\n/).map(showControl).join('\n');
