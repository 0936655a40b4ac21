// Runs before anything is painted: sets the theme that was chosen, so that the page never flashes in the other.
(() => {
  try {
    const theme = localStorage.getItem("leat.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Without storage, the system's theme is used.
  }
})();
