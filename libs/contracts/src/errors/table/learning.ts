import type { ErrorEntries } from './entry.ts';

export const learningErrors = {
  'tensor.shape': {
    status: 422,
    en: {
      message: '{what}: expected shape {expected}, received {received} (dimension {dimension}).',
      hint: 'Reshape the input, or choose a model made for this shape.',
    },
    zh: {
      message: '{what}：形状应为 {expected}，收到 {received}（第 {dimension} 维）。',
      hint: '请调整输入形状，或选择适合该形状的模型。',
    },
  },
  'tensor.value': {
    status: 422,
    en: {
      message: '{what}: expected {expected}, received {received} (place {place}).',
      hint: 'Look for damaged values in the data.',
    },
    zh: {
      message: '{what}：应为 {expected}，收到 {received}（位置 {place}）。',
      hint: '请检查数据中是否有损坏的值。',
    },
  },
  'tensor.format': {
    status: 422,
    en: {
      message: '{file}: expected {expected}, received {received}.',
      hint: 'Write the file again with a tool that follows the format.',
    },
    zh: { message: '{file}：应为 {expected}，收到 {received}。', hint: '请用遵循该格式的工具重新写出文件。' },
  },
  'network.layer': {
    status: 422,
    en: { message: 'Layer {layer}: {reason}.', hint: 'Change the layer as said; the network was not built.' },
    zh: { message: '层 {layer}：{reason}。', hint: '请按说明修改该层；网络没有建立。' },
  },
  'network.shape': {
    status: 422,
    en: {
      message: 'Layer {layer}, {dimension}: expected {expected}, received {received}.',
      hint: 'Make the shapes of the neighbouring layers agree.',
    },
    zh: {
      message: '层 {layer}，{dimension}：应为 {expected}，收到 {received}。',
      hint: '请使相邻层的形状一致。',
    },
  },
  'network.export': {
    status: 422,
    en: {
      message: 'Operation {operation} cannot be exported: {reason}.',
      hint: 'Export a network without it; here it answers as before.',
    },
    zh: {
      message: '运算 {operation} 无法导出：{reason}。',
      hint: '请导出不含该运算的网络；在本系统内仍可照常使用。',
    },
  },
  'network.diverged': {
    status: 422,
    en: {
      message: 'The loss is no longer a number after step {step}.',
      hint: 'Lower the learning rate, or look for damaged inputs.',
    },
    zh: { message: '第 {step} 步之后损失不再是数值。', hint: '请降低学习率，或检查输入是否损坏。' },
  },
  'training.stopped': {
    status: 422,
    en: {
      message: 'The training stopped in epoch {epoch}, batch {batch}: {reason}',
      hint: 'Look for damaged values in the data, or lower the learning rate. The last checkpoint is kept.',
    },
    zh: {
      message: '训练在第 {epoch} 轮第 {batch} 批停止：{reason}',
      hint: '请检查数据中是否有损坏的值，或降低学习率。最近的检查点仍然保留。',
    },
  },
  'engine.unavailable': {
    status: 503,
    en: {
      message: 'Engine {engine} cannot run here: {reason}.',
      hint: 'Run `npm run doctor`; `npm run setup:native` links the native engine.',
    },
    zh: {
      message: '引擎 {engine} 无法在此运行：{reason}。',
      hint: '请运行 `npm run doctor`；`npm run setup:native` 可接入原生引擎。',
    },
  },
  'engine.memory': {
    status: 422,
    en: {
      message: 'The network needs {needed} of memory at once; engine {engine} has {available}.',
      hint: 'Take a smaller batch, smaller inputs or a smaller network; another engine may have more memory.',
    },
    zh: {
      message: '该网络一次需要 {needed} 内存；引擎 {engine} 可用 {available}。',
      hint: '请减小批次、输入或网络；其他引擎可能有更多内存。',
    },
  },
  'engine.crashed': {
    status: 500,
    en: {
      message: 'Engine {engine} stopped in the middle of a run: {reason}.',
      hint: 'Start again; a training goes on from its last checkpoint.',
    },
    zh: {
      message: '引擎 {engine} 在运行中停止：{reason}。',
      hint: '请重新开始；训练会从最近的检查点继续。',
    },
  },
  'model.not-found': {
    status: 404,
    en: {
      message: 'There is no model {model}.',
      hint: 'List the models that exist, or train one under this name.',
    },
    zh: { message: '没有模型 {model}。', hint: '请查看现有模型，或以此名称训练。' },
  },
  'model.unknown-definition': {
    status: 422,
    en: {
      message: 'There is no model definition {model}; known are {known}.',
      hint: 'Choose one of the known definitions.',
    },
    zh: { message: '没有模型定义 {model}；现有 {known}。', hint: '请从现有定义中选择。' },
  },
  'model.not-trained': {
    status: 409,
    en: {
      message: 'Model {model} has no version {version} yet.',
      hint: 'Train it first, or ask for a version that exists.',
    },
    zh: { message: '模型 {model} 还没有版本 {version}。', hint: '请先训练，或使用已有的版本。' },
  },
  'model.incomplete': {
    status: 500,
    en: {
      message: 'The saved model lacks {file}.',
      hint: 'Train it again, or restore DATA_DIR from a backup.',
    },
    zh: { message: '已保存的模型缺少 {file}。', hint: '请重新训练，或从备份恢复 DATA_DIR。' },
  },
  'model.unknown-label': {
    status: 422,
    en: {
      message: 'The label {label} is none of {labels}.',
      hint: 'Judge the model on data with the labels it was trained on, or train it anew.',
    },
    zh: { message: '标签 {label} 不属于 {labels}。', hint: '请使用与训练时相同标签的数据评估，或重新训练。' },
  },
  'model.in-use': {
    status: 409,
    en: {
      message: '{model} version {version} is {alias}.',
      hint: 'Move the alias to another version first.',
    },
    zh: { message: '{model} 的版本 {version} 是 {alias}。', hint: '请先将别名移到其他版本。' },
  },
  'run.not-found': {
    status: 404,
    en: { message: 'There is no run {run}.', hint: 'List the runs that exist.' },
    zh: { message: '没有训练任务 {run}。', hint: '请查看现有训练任务。' },
  },
  'run.finished': {
    status: 409,
    en: { message: 'Run {run} is already {state}.', hint: 'Start a new run instead.' },
    zh: { message: '训练任务 {run} 已经{state}。', hint: '请开始新的训练任务。' },
  },
  'answer.not-found': {
    status: 404,
    en: { message: 'There is no answer {answer}.', hint: 'List the answers of the model.' },
    zh: { message: '没有应答 {answer}。', hint: '请查看该模型的应答。' },
  },
  'answer.unknown-label': {
    status: 422,
    en: {
      message: 'Model {model} version {version} knows {known}; received the label {label}.',
      hint: 'Record one of the labels the model knows.',
    },
    zh: {
      message: '模型 {model} 版本 {version} 的标签为 {known}，收到的标签是 {label}。',
      hint: '请记录模型已知的标签之一。',
    },
  },
  'answer.no-input': {
    status: 400,
    en: {
      message: 'Expected at least one photograph, received none.',
      hint: 'Send the photographs as parts of a multipart form.',
    },
    zh: { message: '至少需要一张照片，没有收到。', hint: '请以 multipart 表单发送照片。' },
  },
  'reference.unavailable': {
    status: 503,
    en: {
      message: 'The comparison needs {reference}, which {python} does not have: {reason}.',
      hint: 'Install it with `{python} -m pip install {packages}`, or name another interpreter in MILLWRIGHT_PYTHON.',
    },
    zh: {
      message: '对比需要 {reference}，但 {python} 没有：{reason}。',
      hint: '请运行 `{python} -m pip install {packages}` 安装，或用 MILLWRIGHT_PYTHON 指定另一个解释器。',
    },
  },
  'job.lost': {
    status: 500,
    en: {
      message: 'Job {job} was interrupted {attempts} times and given up.',
      hint: 'Look into the worker log, then start it again.',
    },
    zh: { message: '任务 {job} 中断 {attempts} 次后放弃。', hint: '请查看工作进程日志后重新开始。' },
  },
} as const satisfies ErrorEntries;
