import {
  AppError,
  settingsJsonSchema,
  type HeatMap,
  type ItemProblem,
  type ModelDefinitionView,
} from '@millwright/contracts';
import type { Explains, Exports, FittedModel, ModelDefinition } from '@millwright/model';
import type { Pixels } from '@millwright/tensors';

/** A picture of known class, as every model of pictures is fitted on. */
export interface ImageExample {
  readonly image: Pixels;
  readonly label: string;
}

export interface ImageInput {
  readonly image: Pixels;
}

/** What a model says to a picture. */
export interface Verdict {
  readonly label: string;
  readonly confidence: number;
  readonly scores: Readonly<Record<string, number>>;
  readonly threshold: number | null;
}

export interface FittedImageModel
  extends FittedModel<ImageInput, Verdict>, Explains<ImageInput, HeatMap>, Exports {
  readonly labels: readonly string[];
  readonly threshold: number | null;
  readonly engine: string;
}

/** Any definition that learns classes of pictures; its settings are known to it alone. */
export type ImageModel = ModelDefinition<unknown, ImageExample, ImageInput, Verdict, FittedImageModel>;

/** @throws AppError `model.unknown-definition` naming those that exist */
export function definitionOf(models: readonly ImageModel[], id: string): ImageModel {
  const found = models.find((model) => model.id === id);
  if (found) return found;
  throw new AppError('model.unknown-definition', {
    model: id,
    known: models.map((model) => model.id).join(', '),
  });
}

/** Everything that can be trained, as the train page and the command line list it. */
export const catalogueOf = (models: readonly ImageModel[]): ModelDefinitionView[] =>
  models.map((model) => ({
    id: model.id,
    title: model.title,
    summary: model.summary,
    kind: 'images',
    settings: settingsJsonSchema(model.config),
    defaults: model.config.parse({}) as Record<string, unknown>,
  }));

interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly [more: string]: unknown;
}

/** What a setting has to be, in few words, from the schema library's own finding. */
function expectation(issue: Issue): string {
  const bound = issue.inclusive === false ? ['above', 'below'] : ['at least', 'at most'];
  if (issue.code === 'too_small') return `${bound[0]} ${String(issue.minimum)}`;
  if (issue.code === 'too_big') return `${bound[1]} ${String(issue.maximum)}`;
  if (issue.code === 'not_multiple_of') return `a multiple of ${String(issue.divisor)}`;
  if (issue.code === 'invalid_value') return (issue.values as unknown[]).map(String).join(' or ');
  if (issue.code === 'invalid_type') return String(issue.expected);
  return issue.message;
}

const shown = (value: unknown): string =>
  value === undefined ? '-' : (JSON.stringify(value) ?? typeof value).slice(0, 100);

const at = (settings: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], settings);

const problem = (setting: string, expected: string, received: unknown): ItemProblem => ({
  code: 'settings.invalid',
  params: { setting, expected, received: shown(received) },
  column: setting,
});

/**
 * Settings as the model's own schema reads them, defaults filled in.
 *
 * @throws AppError `settings.invalid` with one problem per setting (`column`), unknown names included
 */
export function parseSettings(
  model: ImageModel,
  settings: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const known = Object.keys((settingsJsonSchema(model.config).properties ?? {}) as object);
  const problems = Object.keys(settings)
    .filter((name) => !known.includes(name))
    .map((name) => problem(name, `one of the settings ${known.join(', ')}`, name));
  const parsed = model.config.safeParse(settings);
  for (const issue of (parsed.error?.issues ?? []) as unknown as Issue[]) {
    if (issue.code === 'unrecognized_keys') continue;
    problems.push(problem(issue.path.map(String).join('.'), expectation(issue), at(settings, issue.path)));
  }
  if (problems.length > 0) throw new AppError('settings.invalid', problems[0].params, { problems });
  return parsed.data as Record<string, unknown>;
}
