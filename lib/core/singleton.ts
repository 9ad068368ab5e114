/**
 * One value for the whole process. Next compiles routes, actions and instrumentation as separate entries that do
 * not share module variables; they do share globalThis.
 */
export function singleton<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`holdfast.${name}`);
  const existing = store[key];
  if (existing !== undefined) return existing;
  const made = make();
  store[key] = made;
  return made;
}
