import { deliveryStates, webhookEventTypes, type Bilingual, type DeliveryState } from '@millwright/contracts';
import { Option, type Command } from 'commander';
import {
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  showWebhook,
  testWebhook,
  type CreateWebhookOptions,
} from './commands/webhooks.ts';
import type { Run } from './tool.ts';
import { words } from './voice.ts';

/** `webhooks …` */
export function addWebhooks(program: Command, run: Run, say: (text: Bilingual) => string): void {
  const webhooks = program
    .command('webhooks')
    .helpCommand(false)
    .description(say(words('tell other back ends what happens', '将发生的事件通知其他后端')));
  webhooks
    .command('list')
    .description(say(words('all webhooks', '所有 Webhook')))
    .action(() => run(listWebhooks));
  webhooks
    .command('create')
    .description(say(words('subscribe; the secret is shown once', '订阅；密钥只显示一次')))
    .argument('<name>')
    .requiredOption('--url <url>', say(words('where messages are sent to', '消息的接收地址')))
    .addOption(
      new Option('--event <event...>', say(words('what to be told of', '要通知的事件')))
        .choices(webhookEventTypes)
        .makeOptionMandatory(),
    )
    .option('--description <text>', say(words('what it is for', '用途')))
    .action((name: string, options: CreateWebhookOptions) =>
      run((tool) => createWebhook(name, options, tool)),
    );
  webhooks
    .command('show')
    .description(say(words('one webhook', '一个 Webhook')))
    .argument('<id>')
    .action((id: string) => run((tool) => showWebhook(id, tool)));
  webhooks
    .command('test')
    .description(say(words('send a test at once', '立即发送测试消息')))
    .argument('<id>')
    .action((id: string) => run((tool) => testWebhook(id, tool)));
  webhooks
    .command('deliveries')
    .description(say(words('what was sent, and what came back', '已发送的消息及其应答')))
    .argument('<id>')
    .addOption(
      new Option('--state <state>', say(words('only those in this state', '仅限此状态'))).choices(
        deliveryStates,
      ),
    )
    .action((id: string, options: { state?: DeliveryState }) =>
      run((tool) => listDeliveries(id, options, tool)),
    );
  webhooks
    .command('delete')
    .description(say(words('end a webhook and what waits for it', '删除 Webhook 及其等待中的消息')))
    .argument('<id>')
    .action((id: string) => run((tool) => deleteWebhook(id, tool)));
}
