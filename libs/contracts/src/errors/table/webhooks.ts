import type { ErrorEntries } from './entry.ts';

export const webhookErrors = {
  'webhook.not-found': {
    status: 404,
    en: { message: 'There is no webhook {webhook}.', hint: 'List the webhooks with GET /api/v1/webhooks.' },
    zh: { message: '没有 Webhook {webhook}。', hint: '请用 GET /api/v1/webhooks 查看 Webhook 列表。' },
  },
  'webhook.no-delivery': {
    status: 404,
    en: {
      message: 'The webhook {webhook} has no delivery {delivery}.',
      hint: 'See its log with GET /api/v1/webhooks/{webhook}/deliveries; lines go after 30 days.',
    },
    zh: {
      message: 'Webhook {webhook} 没有投递记录 {delivery}。',
      hint: '请用 GET /api/v1/webhooks/{webhook}/deliveries 查看记录；记录保留 30 天。',
    },
  },
  'webhook.disabled': {
    status: 409,
    en: {
      message: 'The webhook {webhook} is switched off.',
      hint: 'Switch it on first; what waits is sent then.',
    },
    zh: { message: 'Webhook {webhook} 已停用。', hint: '请先启用；等待中的消息随后发送。' },
  },
  'webhook.url': {
    status: 422,
    en: {
      message: 'Expected an address with http or https, received {received}.',
      hint: 'Enter one such as https://erp.example/hooks, without a user name, password or fragment (#).',
    },
    zh: {
      message: '应为以 http 或 https 开头的地址，收到的是 {received}。',
      hint: '请填写形如 https://erp.example/hooks 的地址，不含用户名、密码或片段（#）。',
    },
  },
  'webhook.address': {
    status: 422,
    en: {
      message: '{host} is no address on the open internet, so nothing is sent there.',
      hint: 'Where it is a receiver of your own, whoever runs Millwright names it in WEBHOOK_ALLOWED_HOSTS and restarts.',
    },
    zh: {
      message: '{host} 不是公网地址，因此不会向其发送。',
      hint: '如果是自己的接收端，请由运行 Millwright 的人将其写入 WEBHOOK_ALLOWED_HOSTS 并重启。',
    },
  },
  'webhook.unresolved': {
    status: 502,
    en: {
      message: 'The name {host} could not be resolved ({reason}).',
      hint: 'Check the name in the address of the webhook, and the name server of the machine that Millwright runs on.',
    },
    zh: {
      message: '无法解析名称 {host}（{reason}）。',
      hint: '请检查 Webhook 地址中的名称，以及运行 Millwright 的机器的域名服务器。',
    },
  },
  'webhook.connection': {
    status: 502,
    en: {
      message: 'The receiver at {host} could not be asked ({reason}).',
      hint: 'Check that it listens there, and its certificate where the address begins with https.',
    },
    zh: {
      message: '无法连接 {host} 的接收端（{reason}）。',
      hint: '请确认接收端正在监听；若地址以 https 开头，请检查其证书。',
    },
  },
  'webhook.timeout': {
    status: 504,
    en: {
      message: 'The receiver at {host} did not answer within {seconds} seconds.',
      hint: 'Answer with 204 first and do the work afterwards.',
    },
    zh: {
      message: '{host} 的接收端在 {seconds} 秒内没有应答。',
      hint: '请先以 204 应答，再处理消息。',
    },
  },
  'webhook.redirect': {
    status: 502,
    en: {
      message: 'The receiver at {host} answered {status}, a redirect; those are not followed.',
      hint: 'Enter the address that it leads to.',
    },
    zh: {
      message: '{host} 的接收端以重定向 {status} 应答；不跟随重定向。',
      hint: '请填写重定向所指的地址。',
    },
  },
  'webhook.refused': {
    status: 502,
    en: {
      message: 'The receiver at {host} answered {status}.',
      hint: 'Any status from 200 to 299 says that it took the message; see its own log for why it did not.',
    },
    zh: {
      message: '{host} 的接收端以 {status} 应答。',
      hint: '200 到 299 表示已接收消息；未接收的原因请查看接收端日志。',
    },
  },
  'webhook.gone': {
    status: 502,
    en: {
      message: 'The receiver at {host} answered 410 Gone, so the webhook was switched off.',
      hint: 'Delete the webhook, or switch it on again once there is a receiver.',
    },
    zh: {
      message: '{host} 的接收端以 410 Gone 应答，因此该 Webhook 已停用。',
      hint: '请删除该 Webhook，或在接收端恢复后重新启用。',
    },
  },
  'webhook.secret': {
    status: 500,
    en: {
      message:
        'The secret of this webhook cannot be read: it was sealed with another key than webhook-key in the data directory.',
      hint: 'Put the file of before back, or rotate the secret and give the new one to the receiver.',
    },
    zh: {
      message: '无法读取此 Webhook 的密钥：封存它的不是数据目录中的 webhook-key。',
      hint: '请恢复原来的文件，或更换密钥并将新密钥交给接收端。',
    },
  },
} as const satisfies ErrorEntries;
