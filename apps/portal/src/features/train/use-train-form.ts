'use client';
import type { DatasetView, ModelDefinitionView } from '@millwright/contracts';
import { useSessionStorage } from '@mantine/hooks';
import { useAddress } from '../../use-address.ts';
import { emptyForm, onlyChanged, type TrainForm } from './train-form.ts';

/** The form as it was left in this tab; another page may fill it in before it leads here. */
export const useKeptForm = () => useSessionStorage<TrainForm>({ key: 'train-form', defaultValue: emptyForm });

/** The form as it was left, where the address does not name data or a model itself. */
export function useTrainForm(models: readonly ModelDefinitionView[], datasets: readonly DatasetView[]) {
  const address = useAddress();
  const [kept, keep] = useKeptForm();
  const named = address.get('dataset');
  const known = (name: string | null) => datasets.some((set) => set.name === name);
  const dataset = known(named) ? named : known(kept.dataset) ? kept.dataset : (firstReady(datasets) ?? null);
  const form: TrainForm = {
    ...kept,
    model: address.get('model') ?? kept.model ?? models[0]?.id ?? null,
    dataset,
    changed: onlyChanged(kept.changed, models),
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
