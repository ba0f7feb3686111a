import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { browserPath, openBrowser, openTab, whyNoBrowser, type Tab } from './harness/browser.ts';
import { endProduct, startProduct, type Product } from './harness/product.ts';
import { wordsOf } from './harness/words.ts';
import { freePort, root } from './harness/workspace.ts';

const minutes = 60_000;
const withBrowser = browserPath ? describe : describe.skip;
if (!browserPath) process.stderr.write(`The journeys are skipped: ${whyNoBrowser}\n`);

const password = 'a long sentence of words';
type Locale = 'en' | 'zh';
const words = { en: wordsOf('en'), zh: wordsOf('zh') };

/** The provider of the plant, as a process: whoever comes there is who they say they are. */
async function startProvider(portal: string): Promise<{ process: ChildProcess; issuer: string }> {
  const script = path.join(root, 'tools/oidc/provider.mjs');
  const back = `${portal}/api/v1/session/provider/return`;
  const child = spawn(process.execPath, [script, back], { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] });
  const [issuer] = (await once(child.stdout!, 'data')) as [Buffer];
  return { process: child, issuer: issuer.toString().trim() };
}

withBrowser('people sign in', () => {
  let product: Product;
  let provider: ChildProcess;
  let browser: Browser;

  beforeAll(async () => {
    const port = await freePort();
    const portal = `http://localhost:${port}`;
    const started = await startProvider(portal);
    provider = started.process;
    const environment = {
      HOST: '0.0.0.0',
      SEED_DEMONSTRATION: 'false',
      OIDC_ISSUER: started.issuer,
      OIDC_CLIENT_ID: 'millwright',
      OIDC_CLIENT_SECRET: 'a secret for trials alone',
      OIDC_NAME: 'Plant',
      OIDC_DEFAULT_ROLE: 'viewer',
    };
    [product, browser] = await Promise.all([startProduct({ port, environment }), openBrowser()]);
  }, 6 * minutes);
  afterAll(async () => {
    await browser?.close();
    provider?.disconnect();
    await endProduct(product);
  }, minutes);

  const opened = async (locale: Locale, place = ''): Promise<Tab> => {
    const tab = await openTab(browser, { dark: locale === 'zh' });
    await tab.page.goto(`${product.url}/${locale}${place}`);
    return tab;
  };
  const signIn = async (page: Page, locale: Locale, email: string, word = password): Promise<void> => {
    const t = words[locale];
    await page.getByRole('textbox', { name: t('signIn.email') }).fill(email);
    await page.getByRole('textbox', { name: t('signIn.password') }).fill(word);
    await page.getByRole('button', { name: t('signIn.enter'), exact: true }).click();
  };
  const seesToday = (page: Page, locale: Locale): Promise<void> =>
    page.getByRole('heading', { level: 1, name: words[locale]('home.title') }).waitFor();
  const asksToSignIn = (page: Page, locale: Locale): Promise<void> =>
    page.getByRole('heading', { level: 1, name: words[locale]('signIn.title') }).waitFor();

  it(
    'makes the first administrator with the link that the start printed, once',
    async () => {
      const [link] = /http:\/\/localhost:\d+\/(en|zh)\/welcome#first=\S+/.exec(product.said()) ?? [];
      const { page } = await opened('en');
      await asksToSignIn(page, 'en');
      await page.goto(String(link).replace('/zh/', '/en/'));
      await page.getByRole('textbox', { name: words.en('welcome.name') }).fill('Ana');
      await page.getByRole('textbox', { name: words.en('welcome.email') }).fill('ana@plant.example');
      await page.getByRole('textbox', { name: words.en('welcome.password') }).fill(password);
      await page.getByRole('button', { name: words.en('welcome.enter') }).click();
      await seesToday(page, 'en');
      await page.goto(String(link));
      await page.reload();
      await page.getByRole('textbox', { name: /^(Name|姓名)/ }).fill('Eve');
      await page.getByRole('textbox', { name: /^(E-mail|电子邮箱)/ }).fill('eve@plant.example');
      await page.getByRole('textbox', { name: /^(Password|密码)/ }).fill(password);
      await page.getByRole('button', { name: /^(Go on|继续)$/ }).click();
      await page.getByRole('alert').getByText('session.link').waitFor();
    },
    2 * minutes,
  );

  describe.each(['en', 'zh'] as const)('in %s', (locale) => {
    const t = words[locale];
    const colleague = `vera-${locale}@plant.example`;
    let admin: Tab;
    let other: Tab;

    it('with a password, and reads what is wrong with another', async () => {
      admin = await opened(locale);
      await signIn(admin.page, locale, 'ana@plant.example', 'something else entirely');
      await admin.page.getByRole('alert').getByText('session.credentials').waitFor();
      await admin.keep(`sign-in-${locale}-1-refused`);
      await signIn(admin.page, locale, 'ana@plant.example');
      await seesToday(admin.page, locale);
    }, 60_000);

    it('by a link that an administrator made, with the roles given there', async () => {
      const { page } = admin;
      await page.getByRole('button', { name: t('frame.account.title') }).click();
      await page.getByRole('menuitem', { name: t('frame.pages.people') }).click();
      await page.getByRole('button', { name: t('people.addPerson') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: t('people.add.name') }).fill(`Vera ${locale}`);
      await dialog.getByRole('textbox', { name: t('people.add.email') }).fill(colleague);
      await dialog.getByRole('button', { name: t('people.add.create'), exact: true }).click();
      const link = await dialog.locator('pre').innerText();
      await admin.keep(`sign-in-${locale}-2-link`);
      await dialog.getByRole('button', { name: t('people.add.done') }).click();
      other = await opened(locale);
      await other.page.goto(link);
      await other.page.getByRole('textbox', { name: t('welcome.password') }).fill(password);
      await other.page.getByRole('button', { name: t('welcome.enter') }).click();
      await seesToday(other.page, locale);
      await other.page.getByRole('button', { name: t('frame.account.title') }).click();
      await other.page.getByRole('menuitem', { name: t('frame.pages.account') }).waitFor();
      expect(await other.page.getByRole('menuitem', { name: t('frame.pages.people') }).count()).toBe(0);
      await other.page.keyboard.press('Escape');
    }, 60_000);

    it('until an administrator ends their sessions: out at the next click', async () => {
      const { page } = admin;
      await page.getByRole('button', { name: `Vera ${locale}` }).click();
      await page.getByRole('button', { name: t('people.sessions.endAll') }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: t('people.sessions.confirm'), exact: true })
        .click();
      await page.getByText(t('sessions.none')).waitFor();
      await admin.keep(`sign-in-${locale}-3-ended`);
      await other.page.getByRole('link', { name: t('frame.pages.models'), exact: true }).click();
      await asksToSignIn(other.page, locale);
      await other.keep(`sign-in-${locale}-4-out`);
    }, 60_000);

    it('at the provider of the plant, and come back to the page that they wanted', async () => {
      const { page, keep } = await opened(locale, '/models');
      await page.getByRole('button', { name: t('signIn.provider', { provider: 'Plant' }) }).click();
      await page.locator('input[name="login"]').fill(`mia-${locale}`);
      await page.locator('input[name="password"]').fill('any');
      await page.getByRole('button', { name: 'Sign-in' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { level: 1, name: t('models.title') }).waitFor();
      expect(new URL(page.url()).pathname).toBe(`/${locale}/models`);
      await page.goto(`${product.url}/${locale}/account`);
      await page.getByText(t('roles.viewer')).waitFor();
      await keep(`sign-in-${locale}-5-account`);
      await page.getByRole('button', { name: t('frame.account.title') }).click();
      await page.getByRole('menuitem', { name: t('frame.account.signOut') }).click();
      await asksToSignIn(page, locale);
    }, 60_000);
  });
});
