import { Module } from '@nestjs/common';
import { openCourier, openSecretBox, type SecretBox } from '@millwright/webhooks';
import type { Config } from '../config.ts';
import { CONFIG } from '../platform/tokens.ts';
import { COURIER, SECRETS } from './tokens.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { WebhooksService } from './webhooks.service.ts';

@Module({
  controllers: [WebhooksController],
  providers: [
    WebhooksService,
    {
      provide: SECRETS,
      inject: [CONFIG],
      useFactory: (config: Config) => openSecretBox(config.dataDirectory),
    },
    {
      provide: COURIER,
      inject: [CONFIG, SECRETS],
      useFactory: (config: Config, secrets: SecretBox) =>
        openCourier({ secrets, allowedHosts: config.webhookHosts }),
    },
  ],
})
export class WebhooksModule {}
