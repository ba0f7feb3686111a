import type { ModelDefinitionView, Problem, RunDetail, StartRunForm } from '@millwright/contracts';

/** What somebody typed into the train page, kept through errors, reloads and a change of language. */
export interface TrainForm {
  readonly model: string | null;
  readonly dataset: string | null;
  readonly version: number | null;
  readonly seed: number | string;
  readonly registerAs: string;
  /** Settings that were changed, by model. */
  readonly changed: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const emptyForm: TrainForm = {
  model: null,
  dataset: null,
  version: null,
  seed: 1,
  registerAs: '',
  changed: {},
};

/** The settings as the form shows them: what was typed over the model's own defaults. */
export const settingsOf = (form: TrainForm, definition: ModelDefinitionView): Record<string, unknown> => ({
  ...definition.defaults,
  ...form.changed[definition.id],
});

/** The form with one setting changed; back at its default it counts as untouched. */
export function withSetting(
  form: TrainForm,
  definition: ModelDefinitionView,
  key: string,
  value: unknown,
): TrainForm {
  const { [key]: _, ...others } = form.changed[definition.id] ?? {};
  const isDefault = JSON.stringify(value) === JSON.stringify(definition.defaults[key]);
  const changed = isDefault ? others : { ...others, [key]: value };
  return { ...form, changed: { ...form.changed, [definition.id]: changed } };
}

/** The form that would start this run once more. */
export const formOf = (run: RunDetail): TrainForm => ({
  model: run.model,
  dataset: run.dataset,
  version: run.datasetVersion,
  seed: run.seed,
  registerAs: run.registerAs,
  changed: { [run.model]: run.settings },
});

/** Settings that differ from what the models have by themselves. */
export function onlyChanged(
  changed: TrainForm['changed'],
  definitions: readonly ModelDefinitionView[],
): TrainForm['changed'] {
  const differs = (id: string) => {
    const defaults = definitions.find((definition) => definition.id === id)?.defaults ?? {};
    return ([key, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(defaults[key]);
  };
  return Object.fromEntries(
    Object.entries(changed).map(([id, settings]) => [
      id,
      Object.fromEntries(Object.entries(settings).filter(differs(id))),
    ]),
  );
}

/** What is sent: settings as typed, so that the model's own schema judges them. */
export function requestOf(form: TrainForm, definition: ModelDefinitionView): StartRunForm | null {
  if (form.dataset === null) return null;
  return {
    model: definition.id,
    dataset: form.dataset,
    ...(form.version === null ? {} : { version: form.version }),
    settings: settingsOf(form, definition),
    seed: Number(form.seed),
    ...(form.registerAs.trim() === '' ? {} : { registerAs: form.registerAs.trim() }),
  };
}

/** Refusals by the field they belong to (`settings.epochs` and `epochs` are the same one). */
export function errorsByField(problem: Problem | null): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { column, params, message } of problem?.errors ?? []) {
    const field = column ?? (typeof params.setting === 'string' ? params.setting : undefined);
    if (field) errors[field.replace(/^settings\./, '').split('.')[0]] ??= message;
  }
  return errors;
}
