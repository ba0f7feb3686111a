'use client';
import {
  deliverySchema,
  newWebhookSchema,
  webhookSchema,
  type DeliveryState,
  type WebhookEventType,
} from '@millwright/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { pathOf } from '../../api-client.ts';
import { useApi, useOne, usePages } from '../../use-api.ts';

const list = '/webhooks';
const one = (id: string) => pathOf('webhooks', id);

export const useWebhooks = () => usePages(webhookSchema, ['webhooks', 'list'], list);
export const useWebhook = (id: string) => useOne(webhookSchema, ['webhooks', 'one', id], one(id));
export const useDeliveries = (id: string, state: DeliveryState | null) =>
  usePages(deliverySchema, ['webhooks', 'deliveries', id], `${one(id)}/deliveries`, {
    query: { state },
    limit: 50,
  });

/** What somebody enters of a subscription. */
export interface WebhookEntry {
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEventType[];
  readonly description: string;
}

/** Runs a change and asks for everything of webhooks anew after it, also where it was refused: the log may know why. */
function useChange<Given, Result>(work: (given: Given) => Promise<Result>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSettled: () => cache.invalidateQueries({ queryKey: ['webhooks'] }),
  });
}

export function useCreateWebhook() {
  const api = useApi();
  return useChange((body: WebhookEntry) => api(newWebhookSchema, list, { method: 'POST', body }));
}

export function useChangeWebhook(id: string) {
  const api = useApi();
  return useChange((body: Partial<WebhookEntry & { enabled: boolean }>) =>
    api(webhookSchema, one(id), { method: 'PATCH', body }),
  );
}

export function useRotateSecret(id: string) {
  const api = useApi();
  return useChange((hours: number) =>
    api(newWebhookSchema, `${one(id)}:rotate`, { method: 'POST', body: { hours } }),
  );
}

export function useTestWebhook(id: string) {
  const api = useApi();
  return useChange(() => api(deliverySchema, `${one(id)}:test`, { method: 'POST' }));
}

export function useRedeliver(id: string) {
  const api = useApi();
  return useChange((delivery: string) =>
    api(deliverySchema, `${one(id)}${pathOf('deliveries', delivery)}:redeliver`, { method: 'POST' }),
  );
}

export function useDeleteWebhook(id: string) {
  const api = useApi();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => api(webhookSchema, one(id), { method: 'DELETE' }),
    onSuccess: () => {
      cache.removeQueries({ queryKey: ['webhooks', 'one', id] });
      cache.removeQueries({ queryKey: ['webhooks', 'deliveries', id] });
      void cache.invalidateQueries({ queryKey: ['webhooks', 'list'] });
    },
  });
}
