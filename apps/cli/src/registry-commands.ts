import type { Command } from 'commander';
import { compareRuns, type CompareOptions } from './commands/compare-runs.ts';
import {
  deleteModel,
  deleteRun,
  listDeleted,
  purgeDeleted,
  restoreDataset,
  restoreModel,
  restoreRun,
} from './commands/deletions.ts';
import type { Run, Tool } from './tool.ts';
import { returnAlias, reviewModel, type NoteOptions } from './commands/reviews.ts';
import { tagModel, tagRun, type TagOptions } from './commands/tags.ts';
import type { Say } from './program.ts';
import { words } from './voice.ts';

/** A group of commands that is there already. */
function groupOf(program: Command, name: string): Command {
  const group = program.commands.find((command) => command.name() === name);
  if (group === undefined) throw new Error(`no group of commands ${name}`);
  return group;
}

/** What people do in the registry beside training: tags, approvals, returns, comparisons, deletions. */
export function addRegistryCommands(program: Command, run: Run, say: Say): void {
  const runs = groupOf(program, 'runs');
  const models = groupOf(program, 'models');
  addTags(runs, models, run, say);
  addComparison(runs, run, say);
  addDeletions(program, run, say);
  addReviews(models, run, say);
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

function addReviews(models: Command, run: Run, say: Say): void {
  const note = say(words('why; kept with it', '原因；会一并保存'));
  models
    .command('approve')
    .description(say(words('let a version become champion', '允许一个版本成为 champion')))
    .arguments('<name> <version>')
    .option('--note <text>', note)
    .action((name: string, version: string, options: NoteOptions) =>
      run((tool) => reviewModel('approve')(name, version, options, tool)),
    );
  models
    .command('reject')
    .description(say(words('keep a version from becoming champion', '不允许一个版本成为 champion')))
    .arguments('<name> <version>')
    .option('--note <text>', note)
    .action((name: string, version: string, options: NoteOptions) =>
      run((tool) => reviewModel('reject')(name, version, options, tool)),
    );
  models
    .command('return')
    .description(say(words('give an alias back to the version before', '将别名还给之前的版本')))
    .arguments('<name> <alias>')
    .option('--note <text>', note)
    .action((name: string, alias: string, options: NoteOptions) =>
      run((tool) => returnAlias(name, alias, options, tool)),
    );
}

function addComparison(runs: Command, run: Run, say: Say): void {
  runs
    .command('compare')
    .description(say(words('runs side by side', '并排比较训练任务')))
    .argument('[id...]')
    .option('--baseline <id>', say(words('the run that figures are held against', '作为对照的训练任务')))
    .option(
      '--filter <expression>',
      say(words('the newest runs that it lets through, in place of ids', '用筛选代替编号，取最新的训练任务')),
    )
    .option('--metric <name>', say(words('whose curves are given with --json', '--json 给出其曲线的指标')))
    .action((ids: string[], options: CompareOptions) => run((tool) => compareRuns(ids, options, tool)));
}

const restoring: Record<string, (reference: string, tool: Tool) => Promise<void>> = {
  datasets: restoreDataset,
  models: restoreModel,
  runs: restoreRun,
};

function addDeletions(program: Command, run: Run, say: Say): void {
  for (const noun of ['models', 'runs'] as const) {
    const command = groupOf(program, noun)
      .command('delete')
      .description(
        say(words('out of sight now, really after the waiting time', '立即隐藏，等待期后彻底删除')),
      )
      .argument(noun === 'runs' ? '<id>' : '<name[@version]>')
      .action((reference: string, options: { confirm?: boolean }) =>
        run((tool) => (noun === 'runs' ? deleteRun(reference, tool) : deleteModel(reference, options, tool))),
      );
    if (noun === 'models')
      command.option('--confirm', say(words('even where an alias points to it', '即使有别名指向它')));
  }
  for (const noun of ['datasets', 'models', 'runs'] as const)
    groupOf(program, noun)
      .command('restore')
      .description(say(words('bring back what was deleted and waits', '恢复等待删除的内容')))
      .argument(noun === 'runs' ? '<id>' : '<name[@version]>')
      .action((reference: string) => run((tool) => restoring[noun](reference, tool)));
  const deleted = program
    .command('deleted')
    .helpCommand(false)
    .description(say(words('what was deleted and waits', '等待彻底删除的内容')));
  deleted
    .command('list')
    .description(say(words('all of it, last deleted first', '全部内容，最近删除的在前')))
    .action(() => run(listDeleted));
  deleted
    .command('purge')
    .description(say(words('really delete all of it now', '立即彻底删除全部内容')))
    .action(() => run(purgeDeleted));
}
