'use client';
import { Anchor, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useRouter } from '../i18n/navigation.ts';
import { ApiFailure } from '../api-client.ts';

export interface Notices {
  /** Something ended; `href` leads to it. */
  done(message: string, href?: string): void;
  failed(message: string, href?: string): void;
  /** Something was changed and can be taken back for ten seconds. */
  undoable(message: string, undo: () => Promise<unknown>): void;
  refused(error: unknown): void;
}

const undoMs = 10_000;

/** Short notices at the edge of the page. */
export function useNotices(): Notices {
  const t = useTranslations('notices');
  const router = useRouter();
  return useMemo<Notices>(() => {
    const show = (color: string, message: string, href?: string) => {
      const id = notifications.show({
        color,
        autoClose: 8_000,
        message: (
          <Group justify="space-between">
            <Text size="sm">{message}</Text>
            {href && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => {
                  notifications.hide(id);
                  router.push(href);
                }}
              >
                {t('open')}
              </Anchor>
            )}
          </Group>
        ),
      });
    };
    const refused = (error: unknown) =>
      show(
        'red',
        error instanceof ApiFailure ? `${error.problem.detail} ${error.problem.hint}` : String(error),
      );
    return {
      done: (message, href) => show('green', message, href),
      failed: (message, href) => show('red', message, href),
      refused,
      undoable: (message, undo) => {
        const id = notifications.show({
          autoClose: undoMs,
          message: (
            <Group justify="space-between">
              <Text size="sm">{message}</Text>
              <Button
                size="compact-sm"
                variant="light"
                onClick={() => {
                  notifications.hide(id);
                  undo().catch(refused);
                }}
              >
                {t('undo')}
              </Button>
            </Group>
          ),
        });
      },
    };
  }, [router, t]);
}
