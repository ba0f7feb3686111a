import type { Command } from 'commander';
import { tagModel, tagRun, type TagOptions } from './commands/tags.ts';
import type { Run, Say } from './program.ts';
import { words } from './voice.ts';

/** A group of commands that is there already. */
function groupOf(program: Command, name: string): Command {
  const group = program.commands.find((command) => command.name() === name);
  if (group === undefined) throw new Error(`no group of commands ${name}`);
  return group;
}

/** What people do in the registry beside training: tags. */
export function addRegistryCommands(program: Command, run: Run, say: Say): void {
  const runs = groupOf(program, 'runs');
  const models = groupOf(program, 'models');
  addTags(runs, models, run, say);
}

function addTags(runs: Command, models: Command, run: Run, say: Say): void {
  const tagging = (group: Command, reference: string) =>
    group
      .command('tag')
      .argument(reference)
      .argument('[key=value...]', say(words('tags to set', '要设置的标签')))
      .option('--delete <key...>', say(words('tags to delete', '要删除的标签')));
  tagging(runs, '<id>')
    .description(say(words('tags of a run; sets and deletes them', '训练任务的标签；设置和删除')))
    .action((id: string, tags: string[], options: TagOptions) =>
      run((tool) => tagRun(id, tags, options, tool)),
    );
  tagging(models, '<name[@version]>')
    .description(
      say(words('tags of a model, or of one of its versions', '模型或其某个版本的标签；设置和删除')),
    )
    .action((reference: string, tags: string[], options: TagOptions) =>
      run((tool) => tagModel(reference, tags, options, tool)),
    );
}
