import type { ErrorEntries } from './entry.ts';

export const registryErrors = {
  'tag.too-many': {
    status: 422,
    en: {
      message: '{subject} has {limit} tags already, the most there can be.',
      hint: 'Delete a tag that nobody needs, then set this one again.',
    },
    zh: {
      message: '{subject} 已有 {limit} 个标签，达到上限。',
      hint: '请先删除不需要的标签，再设置此标签。',
    },
  },
  'tag.not-found': {
    status: 404,
    en: { message: '{subject} has no tag {key}.', hint: 'Look at its tags; nothing was changed.' },
    zh: { message: '{subject} 没有标签 {key}。', hint: '请查看其标签；没有做任何更改。' },
  },
  'tag.reserved': {
    status: 422,
    en: {
      message: 'The tag {key} of a model version says whether it is approved; it is not set by hand.',
      hint: 'Approve or reject the version: millwright models approve or reject, or the buttons on its page.',
    },
    zh: {
      message: '模型版本的标签 {key} 表示是否已批准，不能手动设置。',
      hint: '请批准或拒绝该版本：millwright models approve 或 reject，或使用其页面上的按钮。',
    },
  },
  'model.not-approved': {
    status: 409,
    en: {
      message: '{model} version {version} is {status}; only an approved version becomes champion.',
      hint: 'Look at its figures, then approve it: millwright models approve {model} {version}, or the button on its page.',
    },
    zh: {
      message: '{model} 的版本 {version} {status}；只有已批准的版本才能成为 champion。',
      hint: '请先查看其指标再批准：millwright models approve {model} {version}，或使用其页面上的按钮。',
    },
  },
  'alias.no-return': {
    status: 409,
    en: {
      message: 'No version of {model} had the alias {alias} before its last move.',
      hint: 'Move the alias to the version that should have it.',
    },
    zh: {
      message: '{model} 的别名 {alias} 在最近一次移动之前没有指向任何版本。',
      hint: '请将别名直接移到所需的版本。',
    },
  },
  'run.active': {
    status: 409,
    en: {
      message: 'Run {run} is {state}; only a run that is over can be deleted.',
      hint: 'Cancel it, or wait until it is over.',
    },
    zh: {
      message: '训练任务 {run} 处于 {state} 状态；只有已结束的任务才能删除。',
      hint: '请先取消，或等待其结束。',
    },
  },
  'deleted.not-found': {
    status: 404,
    en: {
      message: 'Nothing by the name {what} waits to be deleted.',
      hint: 'Look at the list of what was deleted; what waited long enough is gone.',
    },
    zh: {
      message: '没有名为 {what} 的内容在等待删除。',
      hint: '请查看已删除列表；等待期满的内容已被真正删除。',
    },
  },
} as const satisfies ErrorEntries;
