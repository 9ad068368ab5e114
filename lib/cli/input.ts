import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { invalid } from '@/lib/core/errors';

async function pipedLine(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return (Buffer.concat(chunks).toString('utf8').split('\n')[0] ?? '').replace(/\r$/, '');
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

function typed(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve) => {
    lines.question('', (answer) => {
      lines.close();
      process.stderr.write('\n');
      resolve(answer);
    });
  });
}

/** A secret from a terminal without echo, or the first line of standard input. Never from the command line. */
export async function readSecret(prompt: string): Promise<string> {
  if (!process.stdin.isTTY) return pipedLine();
  const first = await typed(`${prompt}: `);
  if ((await typed(`${prompt} again: `)) !== first) throw invalid('password', 'the two entries differ');
  return first;
}

/** A passphrase from a file, `-` for standard input; undefined without a file. */
export async function passphraseFrom(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  if (file === '-') return pipedLine();
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
}
