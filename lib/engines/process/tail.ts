/** Keeps the last lines within a count and a byte budget, so that a chatty tool cannot fill the memory. */
export interface Tail {
  push(line: string): void;
  lines(): string[];
}

const LINE_CAP = 4_096;

/** `capacity` is a number of lines; each is cut at 4 KiB. */
export function createTail(capacity = 50): Tail {
  const kept: string[] = [];
  return {
    push(line) {
      const text = line.trimEnd();
      if (text === '') return;
      kept.push(text.length > LINE_CAP ? `${text.slice(0, LINE_CAP)}…` : text);
      if (kept.length > capacity) kept.shift();
    },
    lines: () => [...kept],
  };
}
