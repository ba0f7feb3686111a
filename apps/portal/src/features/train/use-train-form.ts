'use client';
import type { DatasetView, ModelDefinitionView } from '@millwright/contracts';
import { useSessionStorage } from '@mantine/hooks';
import { useAddress } from '../../use-address.ts';
import { emptyForm, type TrainForm } from './train-form.ts';

/** The form as it was left, where the address does not name data or a model itself. */
export function useTrainForm(models: readonly ModelDefinitionView[], datasets: readonly DatasetView[]) {
  const address = useAddress();
  const [kept, keep] = useSessionStorage<TrainForm>({ key: 'train-form', defaultValue: emptyForm });
  const named = address.get('dataset');
  const known = (name: string | null) => datasets.some((set) => set.name === name);
  const dataset = known(named) ? named : known(kept.dataset) ? kept.dataset : (firstReady(datasets) ?? null);
  const form: TrainForm = {
    ...kept,
    model: address.get('model') ?? kept.model ?? models[0]?.id ?? null,
    dataset,
    version: known(named) ? address.number('version') : kept.dataset === dataset ? kept.version : null,
  };
  const change = (next: TrainForm) => {
    keep(next);
    if (named !== null) address.set({ dataset: null, version: null, model: null });
  };
  return { form, change };
}

const firstReady = (datasets: readonly DatasetView[]) =>
  datasets.find(({ latest }) => latest.state === 'ready')?.name;
