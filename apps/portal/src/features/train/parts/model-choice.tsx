'use client';
import type { ModelDefinitionView } from '@millwright/contracts';
import { Code, Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';

interface Props {
  readonly models: readonly ModelDefinitionView[];
  readonly chosen: string;
  onChoose(id: string): void;
}

/** Which model is trained, with what it is for. */
export function ModelChoice({ models, chosen, onChoose }: Props) {
  const t = useTranslations('train');
  const locale = useLocale();
  return (
    <Radio.Group label={t('model')} value={chosen} onChange={onChoose}>
      <SimpleGrid cols={{ base: 1, md: 2 }} mt="xs">
        {models.map(({ id, title, summary }) => (
          <Radio.Card key={id} value={id} p="md">
            <Group wrap="nowrap" align="flex-start">
              <Radio.Indicator mt={3} />
              <Stack gap={4}>
                <Group gap="xs">
                  <Text fw={600}>{title[locale]}</Text>
                  <Code>{id}</Code>
                </Group>
                <Text size="sm" c="dimmed">
                  {summary[locale]}
                </Text>
              </Stack>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
