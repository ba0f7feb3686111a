'use client';
import { nameSchema } from '@millwright/contracts';
import { Group, NumberInput, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { TrainForm } from '../train-form.ts';

interface Props {
  readonly form: TrainForm;
  readonly errors: Readonly<Record<string, string>>;
  change(form: TrainForm): void;
}

/** What every training has: a seed and the name its model gets. */
export function RunOptions({ form, errors, change }: Props) {
  const t = useTranslations('train');
  const { registerAs } = form;
  const wrong = registerAs !== '' && !nameSchema.safeParse(registerAs.trim()).success;
  return (
    <Group align="flex-start">
      <TextInput
        label={t('registerAs')}
        description={t('registerAsHelp')}
        placeholder={form.dataset ?? ''}
        value={registerAs}
        onChange={({ currentTarget }) => change({ ...form, registerAs: currentTarget.value })}
        error={errors.registerAs ?? (wrong ? t('nameWrong') : undefined)}
        w={280}
      />
      <NumberInput
        label={t('seed')}
        description={t('seedHelp')}
        value={form.seed}
        min={0}
        allowDecimal={false}
        onChange={(seed) => change({ ...form, seed })}
        error={errors.seed}
        w={240}
      />
    </Group>
  );
}
