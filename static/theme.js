// Runs before the first paint, so that a chosen theme never flashes through the other one.
(() => {
  try {
    const { theme } = JSON.parse(localStorage.getItem('paperstack') ?? '{}');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // No storage, or not ours: the system's theme it is.
  }
})();
