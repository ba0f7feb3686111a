import type { DeliveryState, DeliveryView, WebhookEventType, WebhookView } from '@millwright/contracts';
import { Failure } from '../failure.ts';
import { allPages } from '../pages.ts';
import { parseId } from '../references.ts';
import { figure, list, table } from '../table.ts';
import type { Tool } from '../tool.ts';
import { words } from '../voice.ts';

const stateOf = ({ enabled, goneAt }: WebhookView) => {
  if (enabled) return words('on', '启用');
  return goneAt === null ? words('off', '停用') : words('off: receiver gone', '停用：接收端已撤销');
};

/** `webhooks list` */
export async function listWebhooks({ api, voice }: Tool): Promise<void> {
  const webhooks = await allPages((query) => api.listWebhooks({ query }));
  voice.result({ webhooks }, () =>
    table(
      [
        words('webhook', 'Webhook'),
        words('state', '状态'),
        words('events', '事件'),
        words('address', '地址'),
        words('id', '编号'),
      ].map((text) => voice.say(text)),
      webhooks.map((webhook) => [
        webhook.name,
        voice.say(stateOf(webhook)),
        String(webhook.events.length),
        webhook.url,
        webhook.id,
      ]),
    ),
  );
}

export interface CreateWebhookOptions {
  readonly url: string;
  readonly event: WebhookEventType[];
  readonly description?: string;
}

/** `webhooks create NAME` */
export async function createWebhook(
  name: string,
  { url, event: events, description }: CreateWebhookOptions,
  { api, voice }: Tool,
): Promise<void> {
  const made = await api.createWebhook({ body: { name, url, events, description } });
  voice.result(made, () =>
    voice.say(
      words(
        `${made.secret}\nThis is the only time the secret of ${name} is shown. Its id: ${made.id}`,
        `${made.secret}\n${name} 的密钥只显示这一次。编号：${made.id}`,
      ),
    ),
  );
}

/** `webhooks show ID` */
export async function showWebhook(id: string, { api, voice }: Tool): Promise<void> {
  const webhook = await api.getWebhook({ path: { id: idOf(id) } });
  voice.result(webhook, () =>
    list([
      [voice.say(words('webhook', 'Webhook')), webhook.name],
      [voice.say(words('address', '地址')), webhook.url],
      [voice.say(words('state', '状态')), voice.say(stateOf(webhook))],
      [voice.say(words('events', '事件')), webhook.events.join(', ')],
      [voice.say(words('description', '说明')), webhook.description],
      [voice.say(words('old secret counts until', '旧密钥有效至')), webhook.previousSecretUntil ?? '-'],
      [voice.say(words('created', '创建')), `${webhook.createdAt} ${webhook.createdBy}`],
    ]),
  );
}

/** `webhooks test ID`: exit code 1 where the receiver did not take it. */
export async function testWebhook(id: string, { api, voice }: Tool): Promise<void> {
  const delivery = await api.testWebhook({ path: { id: idOf(id) } });
  if (delivery.error !== null) throw new Failure(delivery.error);
  const seconds = figure(delivery.seconds ?? 0);
  voice.result(delivery, () =>
    voice.say(
      words(
        `The receiver answered ${delivery.status} in ${seconds} s.`,
        `接收端以 ${delivery.status} 应答，用时 ${seconds} 秒。`,
      ),
    ),
  );
}

const outcome = ({ status, error }: DeliveryView): string =>
  [status === null ? '' : String(status), error?.message ?? ''].filter(Boolean).join(' ') || '-';

/** `webhooks deliveries ID` */
export async function listDeliveries(
  id: string,
  { state }: { state?: DeliveryState },
  { api, voice }: Tool,
): Promise<void> {
  const path = { id: idOf(id) };
  const deliveries = await allPages((query) => api.listDeliveries({ path, query: { ...query, state } }));
  voice.result({ deliveries }, () =>
    table(
      [
        words('happened', '发生时间'),
        words('event', '事件'),
        words('state', '状态'),
        words('tries', '次数'),
        words('next try', '下次尝试'),
        words('answer', '应答'),
        words('id', '编号'),
      ].map((text) => voice.say(text)),
      deliveries.map((delivery) => [
        delivery.createdAt,
        delivery.type,
        voice.say(states[delivery.state]),
        String(delivery.attempts),
        delivery.nextTryAt ?? '-',
        outcome(delivery),
        delivery.id,
      ]),
    ),
  );
}

const states = {
  waiting: words('waiting', '等待'),
  delivered: words('delivered', '已送达'),
  failed: words('failed', '失败'),
} as const;

/** `webhooks delete ID` */
export async function deleteWebhook(id: string, { api, voice }: Tool): Promise<void> {
  const webhook = await api.deleteWebhook({ path: { id: idOf(id) } });
  voice.result(webhook, () =>
    voice.say(words(`${webhook.name} is told nothing more.`, `不再向 ${webhook.name} 发送消息。`)),
  );
}

/** @throws BadUse */
const idOf = (text: string): string => parseId(text, 'webhook');
