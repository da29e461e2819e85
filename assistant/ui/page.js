/* What the page does by itself: the document beside the answer, light and dark, keys and names for screen readers.
   WORDS is filled in by scripts.py. Nothing here talks to anything but this page. */
() => {
  const words = WORDS;
  const dark = () => document.body.classList.contains('dark');

  /* --- the document beside the page --- */
  let drawer = null, opener = null, coming = 0;
  const covers = () => innerWidth <= 900;
  const app = () => document.querySelector('gradio-app');

  const close = () => {
    if (!drawer || drawer.hidden) return;
    drawer.hidden = true;
    document.body.style.width = '';
    app().inert = false;
    drawer.querySelector('iframe').src = 'about:blank';
    if (opener && opener.isConnected) opener.focus();
  };
  const onEscape = (event) => { if (event.key === 'Escape') close(); };
  const listen = () => {  // the same listener is added once
    const shown = drawer.querySelector('iframe').contentWindow;
    if (shown) shown.addEventListener('keydown', onEscape);
  };
  const make = () => {
    drawer = document.createElement('div');
    drawer.id = 'viewer';
    drawer.setAttribute('role', 'dialog');
    drawer.setAttribute('aria-label', words.look);
    const bar = document.createElement('div');
    const title = document.createElement('strong');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = '✕ ' + words.close;
    button.addEventListener('click', close);
    const frame = document.createElement('iframe');
    frame.title = words.look;
    frame.addEventListener('load', () => {
      title.textContent = '';  // the document says its own
      clearInterval(coming);
      listen();
    });
    bar.append(title, button);
    drawer.append(bar, frame);
    document.body.append(drawer);
  };
  const open = (link) => {
    if (!drawer) make();
    drawer.hidden = false;
    drawer.style.width = covers() ? '100vw' : '';
    document.body.style.width = covers() ? '' : (innerWidth - drawer.offsetWidth) + 'px';
    app().inert = covers();
    drawer.querySelector('strong').textContent = words.opening;
    const address = new URL(link.href);
    address.searchParams.set('look', dark() ? 'dark' : 'light');
    drawer.querySelector('iframe').src = address.href;
    clearInterval(coming);
    coming = setInterval(listen, 50);  // its words can be read, and left, before its pictures have come
    drawer.querySelector('button').focus();
  };
  document.addEventListener('keydown', onEscape);
  document.addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest('a.cite, a.see');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    opener = link;
    if (link.classList.contains('see')) return open(link);
    const card = document.getElementById((link.getAttribute('href') || '').slice(1));
    document.querySelectorAll('.source.lit').forEach((c) => c.classList.remove('lit'));
    if (!card) return;
    card.classList.add('lit');
    card.scrollIntoView({behavior: 'smooth', block: 'center'});
    const see = card.querySelector('a.see');
    if (see) open(see);
  }, true);

  /* --- light and dark: chosen here, else as the computer is set --- */
  document.addEventListener('click', (event) => {
    if (!event.target.closest || !event.target.closest('#look-switch')) return;
    document.body.classList.toggle('dark');
    try { localStorage.setItem('look', dark() ? 'dark' : 'light'); } catch { /* kept for this visit only */ }
  });

  /* --- past the head --- */
  const shown = (element) => element.offsetParent !== null;
  document.addEventListener('click', (event) => {
    if (!event.target.closest || !event.target.closest('a.skip')) return;
    event.preventDefault();
    const panel = [...document.querySelectorAll('[role=tabpanel]')].find(shown);
    if (!panel) return;
    panel.tabIndex = -1;
    panel.focus();
  });

  /* --- arrow keys between tabs --- */
  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest && event.target.closest('[role=tab]');
    if (!tab) return;
    const tabs = [...tab.closest('[role=tablist]').querySelectorAll('[role=tab]')];
    const at = tabs.indexOf(tab);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });

  /* --- names and roles that Gradio leaves out --- */
  const set = (element, name, value) => {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  let number = 0;
  const nameTabs = () => {
    for (const list of document.querySelectorAll('[role=tablist]')) {
      const box = list.closest('.tabs');
      const tab = list.querySelector('[aria-selected=true]');
      const panel = box && [...box.children].find((c) => c.getAttribute('role') === 'tabpanel' && shown(c));
      if (!tab || !panel) continue;
      if (!panel.id) panel.id = 'panel-' + ++number;
      if (!tab.id) tab.id = 'tab-' + ++number;
      list.querySelectorAll('[role=tab]').forEach((t) => {
        if (t !== tab && t.hasAttribute('aria-controls')) t.removeAttribute('aria-controls');
      });
      set(tab, 'aria-controls', panel.id);
      set(panel, 'aria-labelledby', tab.id);
    }
  };
  const mend = () => {
    nameTabs();
    const main = document.querySelector('main');
    if (main && !main.id) main.id = 'main';
    for (const [where, label] of Object.entries(words.labels)) {
      document.querySelectorAll(where).forEach((element) => set(element, 'aria-label', label));
    }
  };
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; mend(); }, 120);
  }).observe(document.body, {subtree: true, childList: true, attributes: true, attributeFilter: ['aria-selected']});
  mend();
}
