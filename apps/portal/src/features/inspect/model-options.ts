import type { Alias, ModelView } from '@millwright/contracts';

export interface ModelOption {
  /** `name@champion` or `name@3`, as the api takes it. */
  readonly ref: string;
  readonly name: string;
  readonly version: number;
  readonly alias: Alias | null;
}

/** What can be asked: champions first, then challengers, then every other latest version. */
export function modelOptions(models: readonly ModelView[]): ModelOption[] {
  const standing = models.flatMap(({ name, aliases }) =>
    aliases.map(({ alias, version }) => ({ ref: `${name}@${alias}`, name, version, alias })),
  );
  const latest = models
    .filter(({ aliases, latest: { version } }) => !aliases.some((move) => move.version === version))
    .map(({ name, latest: { version } }) => ({ ref: `${name}@${version}`, name, version, alias: null }));
  const rank = ({ alias }: ModelOption) => (alias === 'champion' ? 0 : alias === 'challenger' ? 1 : 2);
  return [...standing, ...latest].sort((a, b) => rank(a) - rank(b));
}
