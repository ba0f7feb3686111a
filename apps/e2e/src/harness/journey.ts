import fs from 'node:fs';
import path from 'node:path';
import { modelDefinitionSchema, settingWordsSchema, type Locale } from '@millwright/contracts';
import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import type { Tab } from './browser.ts';
import type { Product } from './product.ts';
import { afterCount, wordsOf } from './words.ts';

const minute = 60_000;

/** A person at the portal in one language: each method is one thing they do and what they see then. */
export class Journey {
  readonly page: Page;
  readonly say: ReturnType<typeof wordsOf>;

  constructor(
    readonly tab: Tab,
    readonly product: Product,
    readonly locale: Locale,
  ) {
    this.page = tab.page;
    this.say = wordsOf(locale);
  }

  button(key: string, values?: Readonly<Record<string, string | number>>): Locator {
    return this.page.getByRole('button', { name: this.say(key, values), exact: true });
  }

  link(key: string): Locator {
    return this.page.getByRole('link', { name: this.say(key), exact: true });
  }

  /** A state shown in the title of a page. */
  state(name: string): Locator {
    return this.page.getByRole('heading', { level: 1 }).getByText(this.say(`state.${name}`), { exact: true });
  }

  async open(place: string): Promise<void> {
    await this.page.goto(`${this.product.url}/${this.locale}${place}`);
  }

  async upload(file: string, dataset: string): Promise<void> {
    await this.open('/import');
    await this.page.getByRole('heading', { name: this.say('import.title') }).waitFor();
    await this.page.locator('input[type=file]').first().setInputFiles(file);
    await this.page.getByLabel(this.say('import.name')).fill(dataset);
    await this.button('import.start').click();
    await this.page.waitForURL(`**/${this.locale}/datasets/${dataset}**`);
    await this.state('ready').waitFor({ timeout: minute });
  }

  /** From the dataset's page: a short training with these settings, started and looked at while it runs. */
  async train(settings: Readonly<Record<string, number>>): Promise<void> {
    await this.link('dataset.train').click();
    await this.page.getByRole('heading', { name: this.say('train.title') }).waitFor();
    await this.page.getByRole('button', { name: afterCount(this.say('train.advanced')) }).click();
    for (const [key, title] of await this.titlesOf(Object.keys(settings))) {
      const field = this.page.getByLabel(title, { exact: true });
      await field.fill(String(settings[key]));
    }
    await this.button('train.start').click();
    await this.page.waitForURL(`**/${this.locale}/runs/**`);
  }

  /** What the fields of these settings are called in this language, as the api describes them. */
  private async titlesOf(keys: readonly string[]): Promise<[key: string, title: string][]> {
    const reply = await fetch(`${this.product.apiUrl}/api/v1/model-definitions`);
    const [definition] = z.array(modelDefinitionSchema).parse(await reply.json());
    const { properties } = z
      .object({ properties: z.record(z.string(), z.object({ 'x-setting': settingWordsSchema })) })
      .parse(definition.settings);
    return keys.map((key) => {
      const words = properties[key]['x-setting'];
      const { title } = words[this.locale];
      return [key, words.unit === undefined ? title : `${title} [${words.unit}]`];
    });
  }

  async seeTrained(): Promise<void> {
    await this.state('completed').waitFor({ timeout: 4 * minute });
  }

  async openModel(): Promise<void> {
    await this.link('run.openModel').click();
    await this.page.getByRole('heading', { name: this.say('model.matrix.title') }).waitFor();
  }

  /** From the model's page: the wrong cases in a drawer, the first of them large. */
  async openWrongCase(): Promise<Locator> {
    const matrix = this.page.getByRole('table', { name: this.say('model.matrix.title') });
    // A number beside the diagonal: its class in the row is another one than its column says.
    await matrix.locator('tbody button:enabled:not([data-right])').first().click();
    const drawer = this.page.getByRole('dialog');
    await drawer
      .getByRole('list', { name: this.say('model.cases.list') })
      .getByRole('button')
      .first()
      .click();
    const picture = drawer.locator('canvas[role=img]');
    await picture.waitFor();
    return picture;
  }

  async promote(note: string): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('dialog').waitFor({ state: 'detached' });
    await this.button('model.promote.label').click();
    await this.page.getByLabel(this.say('model.promote.note')).fill(note);
    await this.button('model.promote.confirm', { alias: this.say('aliases.champion') }).click();
    await this.page
      .getByRole('heading', { level: 1 })
      .getByText(this.say('aliases.champion'), { exact: true })
      .waitFor();
  }

  async inspect(photograph: string, model: string): Promise<Locator> {
    await this.open(`/inspect?model=${model}`);
    await this.page.locator('input[type=file]').first().setInputFiles(photograph);
    const name = path.basename(photograph);
    const card = this.button('inspect.open', { file: name });
    await this.page
      .getByRole('progressbar', { name: this.say('inspect.confidence') })
      .first()
      .waitFor();
    await card.click();
    const drawer = this.page.getByRole('dialog');
    await drawer.locator('canvas[role=img]').waitFor();
    return drawer;
  }
}

/** Share of a canvas' pixels that have a colour: a grey photograph has some only where a heat map lies over it. */
export const colouredShare = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    const drawn = element as unknown as {
      width: number;
      height: number;
      getContext(kind: '2d'): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
    };
    const { data } = drawn.getContext('2d').getImageData(0, 0, drawn.width, drawn.height);
    let coloured = 0;
    for (let i = 0; i < data.length; i += 4)
      if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 24)
        coloured++;
    return coloured / (data.length / 4);
  });

/** Waits until a canvas shows colours. */
export async function untilColoured(canvas: Locator): Promise<number> {
  let share = 0;
  for (let i = 0; i < 100 && share === 0; i++) {
    share = await colouredShare(canvas);
    if (share === 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return share;
}

/** One photograph of a class out of a folder per class. */
export function photographOf(folder: string, label: string): string {
  const [name] = fs.readdirSync(path.join(folder, label)).sort();
  return path.join(folder, label, name);
}
