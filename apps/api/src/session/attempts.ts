/** Counts failures per sender within a sliding time. */
export class Attempts {
  private readonly failures = new Map<string, number[]>();
  private readonly limit: number;
  private readonly windowMs: number;

  constructor({ limit, perSeconds }: { limit: number; perSeconds: number }) {
    this.limit = limit;
    this.windowMs = perSeconds * 1000;
  }

  failed(sender: string, now = Date.now()): void {
    for (const known of this.failures.keys()) this.forget(known, now);
    this.failures.set(sender, [...(this.failures.get(sender) ?? []), now]);
  }

  /** Whole seconds until the sender may try again; 0 where it may at once. */
  waitFor(sender: string, now = Date.now()): number {
    this.forget(sender, now);
    const times = this.failures.get(sender) ?? [];
    const oldest = times.at(-this.limit);
    return oldest === undefined ? 0 : Math.ceil((oldest + this.windowMs - now) / 1000);
  }

  private forget(sender: string, now: number): void {
    const recent = (this.failures.get(sender) ?? []).filter((time) => time > now - this.windowMs);
    if (recent.length > 0) this.failures.set(sender, recent);
    else this.failures.delete(sender);
  }
}
