import { exportFormats, keyScopes, type Bilingual, type ExportFormat } from '@millwright/contracts';
import { Command, Option } from 'commander';
import { aliasHistory, exportModel, listModels, moveAlias, showModel } from './commands/models.ts';
import { cancelRun, listRuns, showRun, watchRun, type RunsOptions } from './commands/runs.ts';
import { deleteDataset, listDatasets, qualityOfDataset, showDataset } from './commands/datasets.ts';
import { evaluate } from './commands/evaluate.ts';
import { importDataset, type ImportOptions } from './commands/import-dataset.ts';
import { createKey, listKeys, revokeKey, type CreateKeyOptions } from './commands/keys.ts';
import { predict } from './commands/predict.ts';
import { train, type TrainOptions } from './commands/train.ts';
import type { Run, Tool } from './tool.ts';
import { addRegistryCommands } from './registry-commands.ts';
import { words } from './voice.ts';
import { addWebhooks } from './webhook-commands.ts';

export type Say = (text: Bilingual) => string;

const collect = (word: string, before: string[] = []): string[] => [...before, word];

/** All commands with their options and help; what they do is in `commands/`. */
export function buildProgram(run: Run, say: Say): Command {
  const program = new Command('millwright')
    .description(
      say(words('Teach a model with your own data and ask it.', '用自己的数据训练模型并向其提问。')),
    )
    .addOption(new Option('--json', say(words('one JSON object on stdout', '在标准输出给出一个 JSON 对象'))))
    .addOption(
      new Option('--lang <language>', say(words('language of the words', '显示语言'))).choices(['en', 'zh']),
    )
    .helpOption('-h, --help', say(words('show this help', '显示帮助')))
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => say(titles[title] ?? words(title, title)) });
  addDatasets(program, run, say);
  addTraining(program, run, say);
  addModels(program, run, say);
  addRegistryCommands(program, run, say);
  addKeys(program, run, say);
  addWebhooks(program, run, say);
  return program;
}

const titles: Readonly<Record<string, Bilingual>> = {
  'Usage:': words('Usage:', '用法：'),
  'Arguments:': words('Arguments:', '参数：'),
  'Options:': words('Options:', '选项：'),
  'Commands:': words('Commands:', '命令：'),
};

function addDatasets(program: Command, run: Run, say: Say): void {
  const datasets = program
    .command('datasets')
    .helpCommand(false)
    .description(say(words('data that models learn from', '供模型学习的数据')));
  datasets
    .command('import')
    .description(say(words('hand over a file, a folder, a zip or a tar', '导入文件、文件夹、zip 或 tar')))
    .argument('<path>')
    .requiredOption('--name <name>', say(words('name of the dataset', '数据集名称')))
    .addOption(
      new Option('--kind <kind>', say(words('what it holds', '内容种类')))
        .choices(['images'])
        .default('images'),
    )
    .option(
      '--split <part=path>',
      say(
        words(
          'files of a part (train, validation, test); may be repeated',
          '某部分（train、validation、test）的文件；可重复',
        ),
      ),
      collect,
    )
    .action((place: string, options: ImportOptions) => run((tool) => importDataset(place, options, tool)));
  datasets
    .command('list')
    .description(say(words('all datasets', '所有数据集')))
    .action(() => run(listDatasets));
  datasets
    .command('show')
    .description(say(words('one version with its classes', '一个版本及其类别')))
    .argument('<name[@version]>')
    .action((reference: string) => run((tool) => showDataset(reference, tool)));
  datasets
    .command('quality')
    .description(say(words('what is wrong or odd in a version', '一个版本中的问题与异常')))
    .argument('<name[@version]>')
    .action((reference: string) => run((tool) => qualityOfDataset(reference, tool)));
  datasets
    .command('delete')
    .description(say(words('out of sight now, really after the waiting time', '立即隐藏，等待期后彻底删除')))
    .argument('<name[@version]>')
    .option('--confirm', say(words('even where a model was trained on it', '即使有模型由其训练')), false)
    .action((reference: string, { confirm }: { confirm: boolean }) =>
      run((tool) => deleteDataset(reference, confirm, tool)),
    );
}

function addTraining(program: Command, run: Run, say: Say): void {
  program
    .command('train')
    .description(say(words('train a model on a dataset', '用数据集训练模型')))
    .argument('<model>', say(words('such as vision/defect-net', '例如 vision/defect-net')))
    .requiredOption('--dataset <name[@version]>', say(words('what to learn from', '学习所用数据')))
    .option('--set <key=value>', say(words('a setting; may be repeated', '一项设置；可重复')), collect, [])
    .option('--seed <number>', say(words('the same seed gives the same model', '相同种子得到相同模型')))
    .option('--name <registered>', say(words('name of the trained model', '训练所得模型的名称')))
    .option('--wait', say(words('wait until it is over', '等待结束')))
    .action((model: string, options: TrainOptions) => run((tool) => train(model, options, tool)));
  const runs = program
    .command('runs')
    .helpCommand(false)
    .description(say(words('trainings', '训练任务')));
  runs
    .command('list')
    .description(say(words('runs, newest first', '训练任务，最新的在前')))
    .option(
      '--filter <expression>',
      say(
        words(
          "such as metrics.accuracy > 0.9 AND params.epochs = '10'",
          "例如 metrics.accuracy > 0.9 AND params.epochs = '10'",
        ),
      ),
    )
    .option('--order <field>', say(words('such as metrics.accuracy DESC', '例如 metrics.accuracy DESC')))
    .action((options: RunsOptions) => run((tool) => listRuns(options, tool)));
  const one: [string, Bilingual, (id: string, tool: Tool) => Promise<void>][] = [
    ['show', words('one run', '一个训练任务'), showRun],
    ['watch', words('progress until the run is over', '显示进度直到结束'), watchRun],
    ['cancel', words('stop a run', '停止训练任务'), cancelRun],
  ];
  for (const [name, text, work] of one)
    runs
      .command(name)
      .description(say(text))
      .argument('<id>')
      .action((id: string) => run((tool) => work(id, tool)));
}

function addModels(program: Command, run: Run, say: Say): void {
  const models = program
    .command('models')
    .helpCommand(false)
    .description(say(words('trained models', '训练所得模型')));
  models
    .command('list')
    .description(say(words('all models', '所有模型')))
    .action(() => run(listModels));
  models
    .command('show')
    .description(say(words('one version with its figures', '一个版本及其指标')))
    .argument('<name[@alias]>')
    .action((reference: string) => run((tool) => showModel(reference, tool)));
  models
    .command('alias')
    .description(
      say(words('move champion or challenger to a version', '将 champion 或 challenger 指向一个版本')),
    )
    .arguments('<name> <version> <alias>')
    .action((name: string, version: string, alias: string) =>
      run((tool) => moveAlias(name, version, alias, tool)),
    );
  models
    .command('history')
    .description(say(words('who moved an alias, and when', '别名的变更记录')))
    .argument('<name>')
    .action((name: string) => run((tool) => aliasHistory(name, tool)));
  models
    .command('export')
    .description(say(words('one version as a file for other tools', '将一个版本导出为其他工具可用的文件')))
    .argument('<name[@alias]>')
    .addOption(
      new Option('--format <format>', say(words('format of the file', '文件格式')))
        .choices([...exportFormats])
        .default('onnx'),
    )
    .requiredOption('--out <dir>', say(words('folder that it is written to', '写入的文件夹')))
    .action((reference: string, options: { format: ExportFormat; out: string }) =>
      run((tool) => exportModel(reference, options, tool)),
    );
  program
    .command('evaluate')
    .description(say(words('hold a model against a dataset', '用数据集评估模型')))
    .argument('<name[@alias]>')
    .requiredOption('--dataset <name[@version]>', say(words('what to judge it on', '评估所用数据')))
    .option('--part <part>', say(words('train, validation or test', 'train、validation 或 test')))
    .action((reference: string, options: { dataset: string; part?: string }) =>
      run((tool) => evaluate(reference, options, tool)),
    );
  program
    .command('predict')
    .description(say(words('ask a model about photographs', '让模型判定照片')))
    .argument('<name[@alias]>')
    .argument('<input...>')
    .option('--explain', say(words('with heat maps', '附热力图')), false)
    .action((reference: string, inputs: string[], { explain }: { explain: boolean }) =>
      run((tool) => predict(reference, inputs, explain, tool)),
    );
}

function addKeys(program: Command, run: Run, say: Say): void {
  const keys = program
    .command('keys')
    .helpCommand(false)
    .description(
      say(words('keys of service accounts, for other back ends', '服务账户的密钥，供其他后端使用')),
    );
  keys
    .command('list')
    .description(say(words('all keys, without the keys themselves', '所有密钥（不含密钥本身）')))
    .action(() => run(listKeys));
  keys
    .command('create')
    .description(say(words('make a key; it is shown once', '创建密钥；只显示一次')))
    .argument('<account>', say(words('the service account that acts with it', '使用该密钥的服务账户')))
    .addOption(
      new Option('--scope <scope...>', say(words('what it may do', '允许的操作')))
        .choices(keyScopes)
        .makeOptionMandatory(),
    )
    .option('--days <number|never>', say(words('until it expires; 366 by default', '有效天数；默认 366')))
    .action((account: string, options: CreateKeyOptions) => run((tool) => createKey(account, options, tool)));
  keys
    .command('revoke')
    .description(say(words('end a key at once', '立即吊销密钥')))
    .argument('<id>')
    .action((id: string) => run((tool) => revokeKey(id, tool)));
}
