import { AppError, problemOf, type ModelDefinitionView, type RunDetail } from '@millwright/contracts';
import {
  emptyForm,
  errorsByField,
  formOf,
  onlyChanged,
  requestOf,
  settingsOf,
  withSetting,
} from './train-form.ts';

const definition: ModelDefinitionView = {
  id: 'vision/defect-net',
  title: { en: 'Defects', zh: '缺陷' },
  summary: { en: '', zh: '' },
  kind: 'images',
  settings: {},
  defaults: { epochs: 30, flip: true },
};

describe('the train form', () => {
  it('sends the defaults with what was changed', () => {
    const form = withSetting({ ...emptyForm, dataset: 'casting' }, definition, 'epochs', 5);
    expect(requestOf(form, definition)).toEqual({
      model: 'vision/defect-net',
      dataset: 'casting',
      settings: { epochs: 5, flip: true },
      seed: 1,
    });
  });

  it('forgets a setting that was put back', () => {
    const changed = withSetting(emptyForm, definition, 'epochs', 5);
    expect(withSetting(changed, definition, 'epochs', 30).changed['vision/defect-net']).toEqual({});
    expect(settingsOf(changed, definition).epochs).toBe(5);
  });

  it('starts a run once more exactly as it was, and shows only what differs from the defaults as changed', () => {
    const run = {
      model: 'vision/defect-net',
      dataset: 'casting',
      datasetVersion: 3,
      seed: 7,
      registerAs: 'castings',
      settings: { epochs: 5, flip: true },
    } as unknown as RunDetail;
    const form = formOf(run);
    expect(requestOf(form, definition)).toEqual({
      model: 'vision/defect-net',
      dataset: 'casting',
      version: 3,
      seed: 7,
      registerAs: 'castings',
      settings: { epochs: 5, flip: true },
    });
    expect(onlyChanged(form.changed, [definition])).toEqual({ 'vision/defect-net': { epochs: 5 } });
  });

  it('puts each refusal beside its field, whichever way it is named', () => {
    const error = new AppError(
      'request.invalid',
      { reason: 'x' },
      {
        problems: [
          { code: 'settings.invalid', params: { setting: 'epochs', expected: '≥ 1', received: 0 } },
          {
            code: 'settings.invalid',
            params: { setting: 'flip', expected: 'boolean', received: 'x' },
            column: 'settings.flip',
          },
        ],
      },
    );
    expect(Object.keys(errorsByField(problemOf(error, 'en', 'r')))).toEqual(['epochs', 'flip']);
  });
});
