'use client';
import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { SettingField } from '../setting-fields.ts';

interface Props {
  readonly field: SettingField;
  readonly value: unknown;
  readonly error: string | undefined;
  onChange(value: unknown): void;
}

/** One setting by its kind: a switch, a choice, a number with its range, or a text. */
export function SettingInputField({ field, value, error, onChange }: Props) {
  const { input, title, help, unit } = field;
  const common = { label: unit === null ? title : `${title} [${unit}]`, description: help, error };
  if (input.kind === 'switch')
    return (
      <Switch
        {...common}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    );
  if (input.kind === 'choice')
    return <ChoiceField {...common} choices={input.choices} value={value} onChange={onChange} />;
  if (input.kind === 'number')
    return <NumberField {...common} input={input} value={value} onChange={onChange} />;
  const isText = typeof value === 'string' || value === undefined;
  return (
    <TextInput
      {...common}
      value={isText ? (value ?? '') : JSON.stringify(value)}
      onChange={({ currentTarget }) => onChange(isText ? currentTarget.value : jsonOr(currentTarget.value))}
    />
  );
}

interface ChoiceProps extends Omit<Props, 'field' | 'error'> {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly choices: readonly (string | number)[];
}

function ChoiceField({ choices, value, onChange, ...common }: ChoiceProps) {
  const t = useTranslations('train.choices');
  const texts = choices.map(String);
  return (
    <Select
      {...common}
      data={texts.map((text) => ({ value: text, label: t.has(text as 'auto') ? t(text as 'auto') : text }))}
      allowDeselect={false}
      value={String(value)}
      onChange={(chosen) => onChange(choices[texts.indexOf(chosen ?? '')] ?? value)}
    />
  );
}

interface NumberProps extends Omit<Props, 'field' | 'error'> {
  readonly label: string;
  readonly description: string;
  readonly error: string | undefined;
  readonly input: Extract<SettingField['input'], { kind: 'number' }>;
}

function NumberField({ input, value, onChange, description, ...common }: NumberProps) {
  const t = useTranslations('train');
  const { least, most, whole, mayBeEmpty } = input;
  const range =
    least !== null && most !== null
      ? t('between', { least, most })
      : least !== null
        ? t('atLeast', { least })
        : most !== null
          ? t('atMost', { most })
          : '';
  return (
    <NumberInput
      {...common}
      description={[description, range, mayBeEmpty ? t('mayBeEmpty') : ''].filter(Boolean).join(' ')}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      min={least ?? undefined}
      max={most ?? undefined}
      clampBehavior="none"
      allowDecimal={!whole}
      step={whole ? 1 : stepFor(value)}
      onChange={(next) => onChange(next === '' && mayBeEmpty ? null : next)}
    />
  );
}

/** A tenth of the value's own size: 0.001 moves by 0.0001. */
const stepFor = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? 10 ** (Math.floor(Math.log10(value)) - 1) : 0.1;

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
