import type { ErrorEntries } from './entry.ts';

export const storageErrors = {
  'artifact.not-found': {
    status: 404,
    en: {
      message: 'Expected an artifact {hash}; the store does not hold it.',
      hint: 'Import the data again, or restore DATA_DIR from a backup.',
    },
    zh: { message: '存储中没有内容 {hash}。', hint: '请重新导入数据，或从备份恢复 DATA_DIR。' },
  },
  'artifact.damaged': {
    status: 500,
    en: {
      message: 'Artifact {hash} no longer has the bytes it was stored with (now {received}).',
      hint: 'Restore it from a backup; the disk may be failing.',
    },
    zh: {
      message: '内容 {hash} 的字节与存入时不同（现为 {received}）。',
      hint: '请从备份恢复；磁盘可能有故障。',
    },
  },
  'storage.full': {
    status: 507,
    en: {
      message: 'The disk is full: {file} could not be kept.',
      hint: 'Free space under DATA_DIR ({directory}) and send it again; nothing half-written was kept.',
    },
    zh: {
      message: '磁盘已满：无法保存 {file}。',
      hint: '请在 DATA_DIR（{directory}）下腾出空间后重新发送；没有留下不完整的内容。',
    },
  },
  'upload.cut-off': {
    status: 400,
    en: {
      message: 'The upload ended before {file} was complete.',
      hint: 'Send it again; nothing half-written was kept.',
    },
    zh: { message: '上传在 {file} 完成之前中断。', hint: '请重新发送；没有留下不完整的内容。' },
  },
  'database.unavailable': {
    status: 503,
    en: {
      message: 'The database does not answer: {reason}.',
      hint: 'Check DATABASE_URL, or start Millwright again for the embedded database.',
    },
    zh: {
      message: '数据库没有响应：{reason}。',
      hint: '请检查 DATABASE_URL，或重新启动 Millwright 以使用内置数据库。',
    },
  },
} as const satisfies ErrorEntries;
