'use client';
import type { ModelDefinitionView } from '@millwright/contracts';
import { Anchor, Card, Collapse, Group, SimpleGrid, Stack, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { settingFields, type SettingField } from '../setting-fields.ts';
import { settingsOf, type TrainForm } from '../train-form.ts';
import { SettingInputField } from './setting-input.tsx';

interface Props {
  readonly definition: ModelDefinitionView;
  readonly form: TrainForm;
  readonly errors: Readonly<Record<string, string>>;
  onChange(key: string, value: unknown): void;
  onReset(): void;
}

/** The model's own settings; what most people leave alone is folded away, unless it holds an error. */
export function SettingsForm({ definition, form, errors, onChange, onReset }: Props) {
  const t = useTranslations('train');
  const locale = useLocale();
  const fields = useMemo(() => settingFields(definition.settings, locale), [definition, locale]);
  const values = settingsOf(form, definition);
  const [opened, setOpened] = useState(false);
  const [plain, advanced] = [false, true].map((kind) => fields.filter((field) => field.advanced === kind));
  const mustOpen = advanced.some(({ key }) => errors[key] !== undefined);
  const touched = Object.keys(form.changed[definition.id] ?? {}).length;
  const grid = (shown: readonly SettingField[]) => (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
      {shown.map((field) => (
        <SettingInputField
          key={field.key}
          field={field}
          value={values[field.key]}
          error={errors[field.key]}
          onChange={(value) => onChange(field.key, value)}
        />
      ))}
    </SimpleGrid>
  );
  return (
    <Card withBorder>
      <Stack>
        <Group justify="space-between">
          <Title order={2}>{t('settings')}</Title>
          {touched > 0 && (
            <Anchor component="button" type="button" size="sm" onClick={onReset}>
              {t('reset', { count: touched })}
            </Anchor>
          )}
        </Group>
        {grid(plain)}
        {advanced.length > 0 && (
          <>
            <UnstyledButton aria-expanded={opened || mustOpen} onClick={() => setOpened(!opened)}>
              <Group gap={6}>
                {opened || mustOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                {t('advanced', { count: advanced.length })}
              </Group>
            </UnstyledButton>
            <Collapse expanded={opened || mustOpen}>{grid(advanced)}</Collapse>
          </>
        )}
      </Stack>
    </Card>
  );
}
