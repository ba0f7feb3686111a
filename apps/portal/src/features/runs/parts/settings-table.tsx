'use client';
import { Card, Code, Group, ScrollArea, Table, Title } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useModelDefinitions } from '../../train/queries.ts';
import { settingFields } from '../../train/setting-fields.ts';

/** What the model was told, in the words of its own settings. */
export function SettingsTable({
  settings,
  model,
}: {
  settings: Readonly<Record<string, unknown>>;
  model: string;
}) {
  const t = useTranslations('run');
  const choices = useTranslations('train.choices');
  const locale = useLocale();
  const definitions = useModelDefinitions();
  const titles = useMemo(() => {
    const definition = definitions.data?.find(({ id }) => id === model);
    const fields = definition ? settingFields(definition.settings, locale) : [];
    return new Map(fields.map(({ key, title, unit }) => [key, unit === null ? title : `${title} [${unit}]`]));
  }, [definitions.data, model, locale]);
  const place = (key: string) => [...titles.keys()].indexOf(key);
  const inOrder = Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
  const written = (value: unknown) => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (value === null) return '–';
    if (typeof value === 'object') return JSON.stringify(value);
    return choices.has(String(value) as 'auto') ? choices(String(value) as 'auto') : String(value);
  };
  return (
    <Card withBorder>
      <Group gap="xs" mb="xs">
        <Title order={2}>{t('settings')}</Title>
        <Code>{model}</Code>
      </Group>
      <ScrollArea.Autosize mah={300}>
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {inOrder.map(([key, value]) => (
              <Table.Tr key={key}>
                <Table.Td>{titles.get(key) ?? key}</Table.Td>
                <Table.Td ta="end">{written(value)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
    </Card>
  );
}
