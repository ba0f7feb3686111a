// npm hands a signal to the shell it started, and the shell to nobody: so the launcher watches npm itself.
import { processStatus } from '../command/lock.mjs';

/** Calls `gone` once, when the npm command that started this process has ended. Without npm nothing is watched. */
export function watchNpm(gone) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = processStatus(shell)?.parent;
  const timer = setInterval(() => {
    const status = processStatus(shell);
    const isSame = process.ppid === shell && (npm === undefined || status?.parent === npm);
    if (isSame && !/[ZX]/.test(processStatus(npm)?.state ?? 'R')) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}
