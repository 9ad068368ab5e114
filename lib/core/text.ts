// Names of files need not be Unicode; what cannot be becomes a half surrogate pair, which databases refuse in JSON.
const HALF = /\p{Surrogate}/gu;

export const isWellFormed = (text: string): boolean => text.search(HALF) < 0;

/** Halves of surrogate pairs become U+FFFD, as they do on any way that goes through UTF-8. */
export const wellFormed = (text: string): string => text.replace(HALF, '\ufffd');

/** A value as JSON would bring it back, every text in it well-formed: what a JSON column takes. */
export const plainJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, part) => (typeof part === 'string' ? wellFormed(part) : part));
