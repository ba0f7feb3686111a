import type { ErrorEntries } from './entry.ts';

export const commonErrors = {
  internal: {
    status: 500,
    en: {
      message: 'Something unforeseen went wrong.',
      hint: 'Nothing stored was changed. Report the request id {requestId}.',
    },
    zh: { message: '发生了意外错误。', hint: '已存储的内容没有变化。请报告请求编号 {requestId}。' },
  },
  'request.invalid': {
    status: 400,
    en: {
      message: 'The request does not match its contract: {reason}.',
      hint: 'Correct the named fields and send it again.',
    },
    zh: { message: '请求不符合约定：{reason}。', hint: '请改正所列字段后重新发送。' },
  },
  'request.not-found': {
    status: 404,
    en: { message: 'There is nothing at {path}.', hint: 'See /api/docs for the addresses that exist.' },
    zh: { message: '{path} 处没有内容。', hint: '现有地址请见 /api/docs。' },
  },
  'request.cancelled': {
    status: 499,
    en: { message: 'The work was cancelled.', hint: 'Start it again when you want to.' },
    zh: { message: '操作已取消。', hint: '需要时可重新开始。' },
  },
  'service.unavailable': {
    status: 503,
    en: {
      message: 'The service behind this page does not answer.',
      hint: 'It may be starting: wait a moment and try again. If it stays away, read the output of npm start.',
    },
    zh: {
      message: '本页面的后台服务没有应答。',
      hint: '服务可能正在启动，请稍候重试；若仍无应答，请查看 npm start 的输出。',
    },
  },
  'response.invalid': {
    status: 502,
    en: {
      message: 'The answer of {path} does not match its contract: {reason}.',
      hint: 'Portal and api are probably of different versions: build and start both again.',
    },
    zh: {
      message: '{path} 的应答不符合约定：{reason}。',
      hint: '门户与接口的版本可能不一致，请重新构建并启动。',
    },
  },
  'access.host': {
    status: 403,
    en: {
      message: 'Expected a request for this machine, received one for host {host}.',
      hint: 'Open Millwright at its own address, or set HOST to serve other machines.',
    },
    zh: {
      message: '应为发往本机的请求，收到的主机是 {host}。',
      hint: '请使用 Millwright 自己的地址打开，或设置 HOST 以服务其他机器。',
    },
  },
  'access.origin': {
    status: 403,
    en: {
      message: 'A page at {origin} may not use this Millwright.',
      hint: 'Use the portal itself, or call the api from a back end without an Origin header.',
    },
    zh: {
      message: '{origin} 的页面不能使用此 Millwright。',
      hint: '请使用门户本身，或由后端调用（不带 Origin 头）。',
    },
  },
  'access.key': {
    status: 401,
    en: {
      message: 'Expected a key that counts, received {received}.',
      hint: 'Send a key as x-api-key or as a Bearer token; whoever runs Millwright finds one in the data directory (file access-key), and makes others with it.',
    },
    zh: {
      message: '需要有效的密钥，收到的是{received}。',
      hint: '请以 x-api-key 或 Bearer 令牌发送密钥；运行 Millwright 的人可在数据目录的 access-key 文件中找到一个，并用它创建其他密钥。',
    },
  },
  'access.scope': {
    status: 403,
    en: {
      message: 'This needs the permission {needed}; {who} has {given}.',
      hint: 'Ask whoever gave out the key for one with this scope.',
    },
    zh: {
      message: '此操作需要 {needed} 权限；{who} 的权限是 {given}。',
      hint: '请向密钥的发放者申请带有此权限范围的密钥。',
    },
  },
  'access.key-not-found': {
    status: 404,
    en: { message: 'There is no key {key}.', hint: 'List the keys with GET /api/v1/keys.' },
    zh: { message: '没有密钥 {key}。', hint: '请用 GET /api/v1/keys 查看密钥列表。' },
  },
  'settings.invalid': {
    status: 422,
    en: {
      message: 'Setting {setting}: expected {expected}, received {received}.',
      hint: 'Change the setting to a value in its range.',
    },
    zh: { message: '设置 {setting}：应为 {expected}，收到 {received}。', hint: '请将该设置改为范围内的值。' },
  },
} as const satisfies ErrorEntries;
