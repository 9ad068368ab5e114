// After `npm install`: writes down optional packages of other platforms that a partial registry mirror did not serve,
// because `npm ci` refuses a lock file without them. Changes nothing where the lock file is whole.
import { readFileSync, writeFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const missing = [];
for (const [where, pkg] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
    const nested = `${where}/node_modules/${name}`;
    if (lock.packages[`node_modules/${name}`] || lock.packages[nested] || !/^\d/.test(version)) continue;
    missing.push(name);
    const m =
      /(android|darwin|linux|win32|freebsd|openbsd|netbsd|sunos|aix|openharmony|wasm32|webcontainer)(?:-(arm64|x64|arm|ia32|ppc64|s390x|riscv64|loong64|mips64el|wasm32))?/.exec(
        name,
      ) ?? [];
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(m[2] ? { cpu: [m[2]] } : {}),
      ...(pkg.dev ? { dev: true } : {}),
      ...(/musl/.test(name) ? { libc: ['musl'] } : {}),
      optional: true,
      ...(m[1] ? { os: [m[1]] } : {}),
    };
  }
const [root, ...rest] = Object.entries(lock.packages);
lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
writeFileSync('package-lock.json', JSON.stringify(lock, null, 2) + '\n');
console.log(missing.length, missing.join('\n'));
