import type { ErrorEntries } from './entry.ts';

export const datasetErrors = {
  'dataset.not-found': {
    status: 404,
    en: {
      message: 'There is no dataset {dataset}.',
      hint: 'List the datasets that exist, or import one under this name.',
    },
    zh: { message: '没有数据集 {dataset}。', hint: '请查看现有数据集，或以此名称导入。' },
  },
  'dataset.duplicate': {
    status: 409,
    en: {
      message: 'These bytes are already stored as {dataset}@{version}.',
      hint: 'Use that version; nothing was stored twice.',
    },
    zh: { message: '相同内容已存为 {dataset}@{version}。', hint: '请使用该版本；没有重复存储。' },
  },
  'dataset.not-ready': {
    status: 409,
    en: {
      message: 'Dataset {dataset}@{version} is {state}; expected it to be ready.',
      hint: 'Wait until its inspection ends, or read why it was rejected.',
    },
    zh: {
      message: '数据集 {dataset}@{version} 的状态是 {state}，应为就绪。',
      hint: '请等待检查结束，或查看被拒绝的原因。',
    },
  },
  'dataset.in-use': {
    status: 409,
    en: {
      message: '{dataset} was used to train {models}.',
      hint: 'Delete those models first, or confirm that their training data may go.',
    },
    zh: { message: '{dataset} 曾用于训练 {models}。', hint: '请先删除这些模型，或确认可以删除其训练数据。' },
  },
  'dataset.immutable': {
    status: 409,
    en: {
      message: '{dataset}@{version} is {state} already and does not change any more.',
      hint: 'Import the files again as a new version, or leave pictures out in a derived one.',
    },
    zh: {
      message: '{dataset}@{version} 已是 {state}，不再改变。',
      hint: '请将文件重新导入为新版本，或派生去掉部分图片的版本。',
    },
  },
  'dataset.in-training': {
    status: 409,
    en: {
      message: '{dataset} is needed by run {run}, which is not over.',
      hint: 'Wait until the run ends, or cancel it first.',
    },
    zh: { message: '{dataset} 正被未结束的训练任务 {run} 使用。', hint: '请等待该任务结束，或先取消它。' },
  },
  'dataset.no-item': {
    status: 404,
    en: {
      message: '{dataset} has no picture with index {index}.',
      hint: 'List its pictures; indexes start at 0.',
    },
    zh: { message: '{dataset} 中没有序号为 {index} 的图片。', hint: '请查看其图片；序号从 0 开始。' },
  },
  'dataset.empty': {
    status: 422,
    en: {
      message: '{file}: expected images in one folder per class, found none.',
      hint: 'Put the pictures of each class in a folder named after it, or give a CSV with the columns path and label.',
    },
    zh: {
      message: '{file}：应为每类一个文件夹的图片，但没有找到图片。',
      hint: '请将每类图片放入以类别命名的文件夹，或提供含 path 与 label 列的 CSV。',
    },
  },
  'dataset.single-class': {
    status: 422,
    en: {
      message: 'Expected at least two classes, found only {label}.',
      hint: 'Add pictures of at least one other class.',
    },
    zh: { message: '至少需要两个类别，只找到 {label}。', hint: '请至少再加入一个类别的图片。' },
  },
  'dataset.class-too-small': {
    status: 422,
    en: {
      message: 'Class {label} has {count} usable picture(s); expected at least {minimum}.',
      hint: 'Add pictures of this class, or leave the class out.',
    },
    zh: {
      message: '类别 {label} 只有 {count} 张可用图片，至少需要 {minimum} 张。',
      hint: '请补充该类别的图片，或去掉该类别。',
    },
  },
  'dataset.too-many-excluded': {
    status: 422,
    en: {
      message: 'Excluding {count} pictures would leave nothing in dataset {dataset}.',
      hint: 'Exclude fewer pictures.',
    },
    zh: { message: '排除 {count} 张图片后，数据集 {dataset} 将为空。', hint: '请减少排除的图片。' },
  },
  'dataset.nothing-excluded': {
    status: 422,
    en: {
      message: 'Expected pictures of {dataset} to leave out, received none.',
      hint: 'Name pictures, or findings that have some; a version equal to the old one is not made.',
    },
    zh: {
      message: '应指定 {dataset} 中要排除的图片，但没有收到。',
      hint: '请指定图片或含有图片的数据问题；不会生成与旧版本相同的版本。',
    },
  },
  'dataset.part-empty': {
    status: 422,
    en: {
      message: 'Dataset {dataset}@{version} has no pictures in its part {part}.',
      hint: 'Choose another part, or a version that has one.',
    },
    zh: {
      message: '数据集 {dataset}@{version} 的 {part} 部分没有图片。',
      hint: '请选择其他部分，或选择含有该部分的版本。',
    },
  },
  'archive.unsafe-path': {
    status: 422,
    en: {
      message: '{file}: entry {entry} points outside the archive.',
      hint: 'Pack the folder again without absolute names, links or "..".',
    },
    zh: {
      message: '{file}：条目 {entry} 指向压缩包之外。',
      hint: '请重新打包，不要使用绝对路径、链接或“..”。',
    },
  },
  'archive.link': {
    status: 422,
    en: {
      message: '{file}: entry {entry} is a link.',
      hint: 'Pack the picture itself in place of the link; the other files were kept.',
    },
    zh: { message: '{file}：条目 {entry} 是链接。', hint: '请打包图片本身而不是链接；其他文件已保留。' },
  },
  'archive.encrypted': {
    status: 422,
    en: {
      message: '{file}: entry {entry} is encrypted.',
      hint: 'Pack it again without a password; the other files were kept.',
    },
    zh: { message: '{file}：条目 {entry} 已加密。', hint: '请不设密码重新打包；其他文件已保留。' },
  },
  'file.too-large': {
    status: 422,
    en: {
      message: '{file} has more than {limit} million bytes.',
      hint: 'Reduce the picture, or leave the file out; the other files were kept.',
    },
    zh: { message: '{file} 超过 {limit} 百万字节。', hint: '请缩小图片或去掉该文件；其他文件已保留。' },
  },
  'image.no-class': {
    status: 422,
    en: {
      message: '{file} lies in no class folder.',
      hint: 'Put the picture in a folder named after its class; the other files were kept.',
    },
    zh: {
      message: '{file} 不在任何类别文件夹中。',
      hint: '请将图片放入以其类别命名的文件夹；其他文件已保留。',
    },
  },
  'csv.not-listed': {
    status: 422,
    en: {
      message: '{file} is not listed in {csv}.',
      hint: 'Add a row with its path and label, or leave the picture out.',
    },
    zh: { message: '{csv} 中没有列出 {file}。', hint: '请添加含其路径与标签的行，或去掉该图片。' },
  },
  'archive.expansion': {
    status: 422,
    en: {
      message: '{file}: entry {entry} expands to over {limit} times its packed size.',
      hint: 'Pack the pictures themselves; such an archive is refused to protect the disk.',
    },
    zh: {
      message: '{file}：条目 {entry} 解压后超过压缩大小的 {limit} 倍。',
      hint: '请直接打包图片；为保护磁盘，拒绝此类压缩包。',
    },
  },
  'archive.unreadable': {
    status: 422,
    en: {
      message: '{file} could not be read as an archive: {reason}.',
      hint: 'Pack it again as zip or tar.',
    },
    zh: { message: '{file} 无法作为压缩包读取：{reason}。', hint: '请重新打包为 zip 或 tar。' },
  },
  'file.name-encoding': {
    status: 422,
    en: {
      message: 'The name of entry {entry} in {file} is not UTF-8.',
      hint: 'Rename the file or pack with UTF-8 names; the other files were kept.',
    },
    zh: {
      message: '{file} 中条目 {entry} 的名称不是 UTF-8。',
      hint: '请重命名或以 UTF-8 名称打包；其他文件已保留。',
    },
  },
  'file.unsupported': {
    status: 422,
    en: {
      message: '{file}: expected {expected}, received {received}.',
      hint: 'Convert the file to one of the expected formats.',
    },
    zh: { message: '{file}：应为 {expected}，收到 {received}。', hint: '请将文件转换为所列格式之一。' },
  },
  'csv.row': {
    status: 422,
    en: {
      message: '{file}, row {row}, column {column}: expected {expected}, received {received}.',
      hint: 'Correct the row; the other rows were kept.',
    },
    zh: {
      message: '{file} 第 {row} 行，列 {column}：应为 {expected}，收到 {received}。',
      hint: '请改正该行；其他行已保留。',
    },
  },
  'image.unreadable': {
    status: 422,
    en: {
      message: '{file} could not be read as an image: {reason}.',
      hint: 'Export the picture again as JPEG, PNG, TIFF, WebP or BMP.',
    },
    zh: {
      message: '{file} 无法作为图片读取：{reason}。',
      hint: '请将图片重新导出为 JPEG、PNG、TIFF、WebP 或 BMP。',
    },
  },
  'image.too-large': {
    status: 422,
    en: {
      message: '{file} is {width} x {height} pixels; expected at most {limit} million pixels.',
      hint: 'Crop or reduce the picture first.',
    },
    zh: {
      message: '{file} 为 {width} x {height} 像素，最多 {limit} 百万像素。',
      hint: '请先裁剪或缩小图片。',
    },
  },
  'idx.unreadable': {
    status: 422,
    en: {
      message: '{file}: expected {expected}, received {received}.',
      hint: 'Check that images and labels belong together and are complete IDX files.',
    },
    zh: {
      message: '{file}：应为 {expected}，收到 {received}。',
      hint: '请检查图片与标签文件是否配套且完整。',
    },
  },
} as const satisfies ErrorEntries;
