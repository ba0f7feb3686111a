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
} as const satisfies ErrorEntries;
