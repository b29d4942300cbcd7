import open from 'open';

/**
 * Opens an address in the browser of whoever sits here. False where there is no screen to open one
 * on, or it could not be started; whether a page was shown is never known.
 */
export async function openBrowser(url: string): Promise<boolean> {
  if (!hasScreen()) return false;
  try {
    const child = await open(url);
    child.on('error', () => {});
    return true;
  } catch {
    return false;
  }
}

/** Without a screen, text browsers would take over this very terminal. */
function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => process.env[name]);
}
