import { aliases, type Alias, type ModelVersionView } from '@millwright/contracts';
import { BadUse } from '../failure.ts';
import { parseVersion } from '../references.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

export interface NoteOptions {
  readonly note?: string;
}

/** `models approve N VERSION`, `models reject N VERSION` */
export const reviewModel =
  (verb: 'approve' | 'reject') =>
  async (name: string, version: string, { note }: NoteOptions, { api, voice }: Tool): Promise<void> => {
    const question = { path: { name, version: parseVersion(version) }, body: { note } };
    const reviewed = await (verb === 'approve'
      ? api.approveModelVersion(question)
      : api.rejectModelVersion(question));
    voice.result({ model: name, version: reviewed.version, ...reviewed.validation }, () =>
      verb === 'approve'
        ? voice.say(words(`${name}@${version} is approved.`, `已批准 ${name}@${version}。`))
        : voice.say(words(`${name}@${version} is rejected.`, `已拒绝 ${name}@${version}。`)),
    );
  };

/** `models return N ALIAS` */
export async function returnAlias(
  name: string,
  alias: string,
  { note }: NoteOptions,
  { api, voice }: Tool,
): Promise<void> {
  const move = await api.returnAlias({ path: { name, alias: parseAlias(alias) }, body: { note } });
  voice.result({ model: name, ...move }, () =>
    voice.say(words(`${name}@${move.to} is ${alias} again.`, `${name}@${move.to} 重新成为 ${alias}。`)),
  );
}

/** @throws BadUse */
export function parseAlias(text: string): Alias {
  const found = aliases.find((alias) => alias === text);
  if (found === undefined) throw new BadUse(`ALIAS: expected ${aliases.join(' or ')}, received ${text}`);
  return found;
}

/** Whoever promotes by the command line approves in the same step, and is told so. */
export function tellApproval(
  { name, version, validation }: ModelVersionView,
  alias: Alias,
  { voice }: Tool,
): void {
  if (alias !== 'champion' || validation.status !== 'pending') return;
  voice.note(
    voice.say(
      words(
        `${name}@${version} was not approved yet; this approves it in your name.`,
        `${name}@${version} 尚未批准；此操作将以您的名义批准它。`,
      ),
    ),
  );
}
