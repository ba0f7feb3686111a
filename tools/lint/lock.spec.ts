import { read } from './files.ts';

interface Entry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Packages = Readonly<Record<string, Entry>>;

/** Where Node would look for `name` from the package at `place`, nearest first. */
function placesOf(name: string, place: string): string[] {
  const parts = place.split('/node_modules/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/node_modules/'));
  return [...above.reverse().map((at) => `${at}/node_modules/${name}`), `node_modules/${name}`];
}

/** Optional packages that an entry names and the lock does not hold: `npm ci` refuses such a lock elsewhere. */
const missingOptional = (packages: Packages): string[] =>
  Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesOf(name, place).some((at) => at in packages))
      .map((name) => `${name} of ${place || 'the workspace'}`),
  );

describe('package-lock.json', () => {
  const text = read('package-lock.json');
  const { packages } = JSON.parse(text) as { packages: Packages };

  it('holds every optional platform package, so that it installs on Linux, macOS and Windows', () => {
    expect(missingOptional(packages)).toEqual([]);
  });

  it('would be refused where a platform package is missing', () => {
    const { 'node_modules/@swc/core-darwin-arm64': removed, ...rest } = packages;
    expect(removed).toBeDefined();
    expect(missingOptional(rest)).toContain('@swc/core-darwin-arm64 of node_modules/@swc/core');
  });

  it('names no registry, so that each place installs from its own', () => {
    const addressed = Object.entries(packages).filter(([, { resolved, link }]) => resolved && !link);
    expect(addressed.map(([place]) => place)).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });
});
