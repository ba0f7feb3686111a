import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { browserPath, openBrowser, openTab, whyNoBrowser } from './harness/browser.ts';
import { Journey } from './harness/journey.ts';
import { endProduct, startProduct, type Product } from './harness/product.ts';

const minutes = 60_000;
const withBrowser = browserPath ? describe : describe.skip;
if (!browserPath) process.stderr.write(`The journey of webhooks is skipped: ${whyNoBrowser}\n`);

withBrowser('webhooks in the portal', () => {
  let product: Product;
  let browser: Browser;
  let server: http.Server;
  let url: string;
  let status = 200;
  const got: http.IncomingHttpHeaders[] = [];

  beforeAll(async () => {
    server = http.createServer((request, response) => {
      got.push(request.headers);
      request.resume().once('end', () => response.writeHead(status).end('<i>as text</i>'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    const environment = { WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' };
    [product, browser] = await Promise.all([startProduct({ environment }), openBrowser()]);
  }, 6 * minutes);
  afterAll(async () => {
    await browser?.close();
    await endProduct(product);
    server.closeAllConnections();
    server.close();
  }, minutes);

  it.each(['en', 'zh'] as const)(
    'are entered, tested, looked after and deleted in %s',
    async (locale) => {
      const tab = await openTab(browser, { dark: locale === 'zh' });
      const person = new Journey(tab, product, locale);
      const { page, say } = person;
      const see = (key: string, values = {}) =>
        page.getByText(say(key, values), { exact: true }).first().waitFor();
      await person.open('/');
      await person.button('frame.account.title').click();
      await page.getByRole('menuitem', { name: say('frame.pages.webhooks') }).click();
      await see('webhooks.empty');
      await tab.keep(`${locale}-webhooks-1-empty`);

      await person.button('webhooks.enter.create').first().click();
      const field = (name: string) => page.getByLabel(new RegExp(`^${say(`webhooks.enter.${name}`)}`));
      await field('name').fill('erp');
      await field('url').fill('http://10.0.0.1/hooks');
      await page.getByLabel(say('webhooks.events.run.failed'), { exact: true }).check();
      await person.button('webhooks.enter.subscribe').click();
      await page.getByRole('alert').getByText('WEBHOOK_ALLOWED_HOSTS').waitFor();
      await tab.keep(`${locale}-webhooks-2-refused`);
      await field('url').fill(url);
      await person.button('webhooks.enter.subscribe').click();
      const secret = page.getByLabel(say('webhooks.secret.label'), { exact: true });
      expect(await secret.textContent()).toMatch(/^whsec_[\w+/]{43}=$/);
      await tab.keep(`${locale}-webhooks-3-secret`);
      await person.button('webhooks.secret.done').click();

      status = 200;
      await person.button('webhooks.page.test').click();
      await see('webhooks.test.taken');
      status = 503;
      await person.button('webhooks.page.test').click();
      await page.getByRole('alert').getByText('503').waitFor();
      await page.getByRole('cell', { name: say('state.failed'), exact: true }).waitFor();
      await page.getByRole('cell', { name: say('state.delivered'), exact: true }).waitFor();
      await tab.keep(`${locale}-webhooks-4-page`);
      expect(await page.content()).not.toContain('whsec_');

      const before = got.length;
      await person.button('webhooks.log.send').first().click();
      await see('webhooks.log.sent');
      while (got.length === before) await page.waitForTimeout(50);

      await person.button('webhooks.rotate.label').click();
      await person.button('webhooks.rotate.confirm').click();
      await secret.waitFor();
      await person.button('webhooks.secret.done').click();
      await person.button('webhooks.page.test').click();
      while (got.length < before + 2) await page.waitForTimeout(50);
      expect(got.at(-1)?.['webhook-signature']?.toString().split(' ')).toHaveLength(2);

      await person.button('webhooks.page.switchOff').click();
      await person.state('disabled').waitFor();
      await person.button('webhooks.page.delete').click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('webhooks.page.deleteConfirm') })
        .click();
      await see('webhooks.empty');
      // A refusal is an answer the browser writes down; nothing else may be there.
      expect(tab.complaints.filter((line) => !line.includes('422'))).toEqual([]);
    },
    2 * minutes,
  );
});
