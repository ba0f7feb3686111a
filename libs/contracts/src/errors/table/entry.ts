/** One row of the error table: `{name}` is filled from the error's parameters. */
export interface ErrorEntry {
  readonly status: number;
  readonly en: { readonly message: string; readonly hint: string };
  readonly zh: { readonly message: string; readonly hint: string };
}
export type ErrorEntries = Readonly<Record<string, ErrorEntry>>;
