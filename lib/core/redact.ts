const SHORTEST = 6;
const secrets = new Set<string>();

/** Remembers a secret's value for this process; from now on `redact` replaces it wherever it turns up. */
export function rememberSecret(value: string): void {
  if (value.length >= SHORTEST) secrets.add(value);
}

const forms = (value: string): string[] => [
  value,
  JSON.stringify(value).slice(1, -1),
  encodeURIComponent(value),
];

/** Replaces every known secret (as it is, JSON-escaped and URL-encoded) and credentials in URLs by [redacted]. */
export function redact(text: string): string {
  let out = text;
  // Longest first: one that is part of another must not leave the rest of that other one behind.
  const known = [...secrets].sort((a, b) => b.length - a.length);
  for (const value of known) for (const form of forms(value)) out = out.replaceAll(form, '[redacted]');
  return out.replace(/(\w+:\/\/[^\s:/@]*):[^\s/@]+@/g, '$1:[redacted]@');
}
