// For every element that holds words itself: size, line height and contrast with what lies behind.
() => {
  const parse = (c) => c.match(/[\d.]+/g).map(Number);
  const light = (c) => parse(c).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (parse(c).length < 4 || parse(c)[3] > 0) return c;
    }
    return 'rgb(255, 255, 255)';
  };
  const measure = (e, pseudo) => {
    const style = getComputedStyle(e, pseudo);
    const [a, b] = [light(style.color), light(behind(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize);
    return {words: e.textContent || e.placeholder, size, contrast: (a + 0.05) / (b + 0.05),
            spacing: parseFloat(style.lineHeight) / size, bubble: !!e.closest('.bubble') && !e.closest('button')};
  };
  return [...document.body.querySelectorAll('*')]
    .filter((e) => e.getClientRects().length && !e.closest('.unseen, noscript, template'))
    .filter((e) => e.placeholder || [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => measure(e, e.placeholder ? '::placeholder' : null));
}
