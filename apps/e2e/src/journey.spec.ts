import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { browserPath, openBrowser, openTab, whyNoBrowser } from './harness/browser.ts';
import { Journey, photographOf, untilColoured } from './harness/journey.ts';
import { drawParts } from './harness/parts.ts';
import { endProduct, startProduct, type Product } from './harness/product.ts';
import { temporaryDirectory } from './harness/workspace.ts';
import { filesBelow, zipOf } from './harness/zip.ts';

const minutes = 60_000;
const withBrowser = browserPath ? describe : describe.skip;
if (!browserPath) process.stderr.write(`The journeys are skipped: ${whyNoBrowser}\n`);

/** So few steps on parts this hard leave wrong cases to look at. */
const shortTraining = { inputSize: 32, epochs: 4, minSteps: 40, maxSteps: 40, batchSize: 16 };

withBrowser('from photographs to a decision in the portal', () => {
  const place = temporaryDirectory('journey');
  const [parts, fresh, zip] = ['parts', 'fresh', 'parts.zip'].map((name) => path.join(place, name));
  let product: Product;
  let browser: Browser;

  beforeAll(async () => {
    drawParts(parts, { count: 160, seed: 11, hardest: 1 });
    drawParts(fresh, { count: 8, seed: 12, hardest: 0 });
    fs.writeFileSync(zip, zipOf(filesBelow(parts)));
    [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  }, 6 * minutes);

  afterAll(async () => {
    await browser?.close();
    await endProduct(product);
    fs.rmSync(place, { recursive: true, force: true });
  }, minutes);

  describe.each(['en', 'zh'] as const)('in %s', (locale) => {
    const name = `flanges-${locale}`;
    let person: Journey;

    beforeAll(async () => {
      person = new Journey(await openTab(browser, { dark: locale === 'zh' }), product, locale);
    });

    it(
      'uploads a zip and sees it looked at',
      async () => {
        await person.upload(zip, name);
        for (const label of ['good', 'scratch', 'pore', 'misprint'])
          await person.page.getByRole('row', { name: new RegExp(`^${label}\\b.*\\d+$`) }).waitFor();
        await person.tab.keep(`${locale}-1-dataset`);
      },
      3 * minutes,
    );

    it(
      'trains on it and watches the curves',
      async () => {
        await person.train(shortTraining);
        await person.page
          .locator('canvas')
          .first()
          .waitFor({ timeout: 3 * minutes });
        await person.tab.keep(`${locale}-2-run`);
        await person.seeTrained();
        await person.tab.keep(`${locale}-3-run-completed`);
      },
      6 * minutes,
    );

    it('opens a wrong case from the confusion matrix and sees where the model looked', async () => {
      await person.openModel();
      await person.tab.keep(`${locale}-4-model`);
      const picture = await person.openWrongCase();
      expect(await untilColoured(picture)).toBeGreaterThan(0.01);
      await person.tab.keep(`${locale}-5-wrong-case`);
    });

    it('promotes the version, with a note that its history keeps', async () => {
      await person.promote('tried on the line');
      await person.page.getByRole('cell', { name: 'tried on the line' }).waitFor();
      await person.tab.keep(`${locale}-6-promoted`);
    });

    it('inspects a new photograph: verdict, certainty, heat map, version', async () => {
      const drawer = await person.inspect(photographOf(fresh, 'pore'), `${name}@champion`);
      expect(await untilColoured(drawer.locator('canvas[role=img]'))).toBeGreaterThan(0.01);
      const text = await drawer.innerText();
      expect(text).toMatch(/good|scratch|pore|misprint/);
      expect(text).toMatch(/\d %|\d%/);
      expect(text).toContain(`${name} v1`);
      await person.tab.keep(`${locale}-7-inspected`);
    });

    it('saw no error in the console on the way', () => {
      expect(person.tab.complaints).toEqual([]);
    });
  });
});
