// What is wrong with a poster as it is laid out: too much for its room, or Chinese type badly set.
() => {
  const wrong = [];
  const CLOSING = '，。、；：！？）」』”’》…—％%';
  const body = document.body.getBoundingClientRect();
  const tell = (what, node) => wrong.push(`${what}: ${node.className || node.tagName}: ${node.textContent.trim().slice(0, 12)}`);

  /** The lines of a text as they are laid out: [characters of each line, left to right or top to bottom]. */
  function linesOf(node, vertical) {
    const lines = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    let last = null;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (let n = 0; n < text.data.length; n += 1) {
        if (!text.data[n].trim()) continue;
        range.setStart(text, n);
        range.setEnd(text, n + 1);
        const box = range.getBoundingClientRect();
        const at = vertical ? box.left : box.top;
        const unit = vertical ? box.width : box.height;
        if (last === null || Math.abs(at - last) > unit / 2) lines.push('');
        last = at;
        lines[lines.length - 1] += text.data[n];
      }
    }
    return lines;
  }

  /** The room within a block's padding: what reaches into it touches the frame. */
  function contentOf(node) {
    const box = node.getBoundingClientRect();
    const style = getComputedStyle(node);
    const pad = (side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]);
    return { left: box.left + pad('Left'), top: box.top + pad('Top'), right: box.right - pad('Right'), bottom: box.bottom - pad('Bottom') };
  }

  if (document.documentElement.scrollHeight > Math.ceil(body.height) || document.documentElement.scrollWidth > Math.ceil(body.width)) wrong.push('overflow: page');
  for (const node of document.querySelectorAll('body *')) {
    if (node.closest('svg')) continue;
    const box = node.getBoundingClientRect();
    const out = box.left < body.left - 1 || box.top < body.top - 1 || box.right > body.right + 1 || box.bottom > body.bottom + 1;
    if (out) tell('outside', node);
  }
  // blocks above one another must not touch
  for (const parent of document.querySelectorAll('body, .frame, .top, .side, .upper, .signals, .do, .answer, .row, .left, .scan, .about, .phones')) {
    if (getComputedStyle(parent).display === 'contents') continue; // has no box of its own
    const inner = contentOf(parent);
    const children = [...parent.children].filter((one) => one.tagName !== 'STYLE');
    for (const child of children) {
      const box = child.getBoundingClientRect();
      if (box.bottom > inner.bottom + 1 || box.top < inner.top - 1 || box.right > inner.right + 1 || box.left < inner.left - 1) tell('overflow', child);
    }
    children.slice(1).forEach((child, n) => {
      const before = children[n].getBoundingClientRect();
      const box = child.getBoundingClientRect();
      const beside = box.left >= before.right - 1 || box.right <= before.left + 1;
      if (!beside && box.top < before.bottom - 1) tell('overlap', child);
    });
  }
  for (const node of document.querySelectorAll('[data-set], .slogan')) {
    const vertical = getComputedStyle(node).writingMode.startsWith('vertical');
    const lines = linesOf(node, vertical);
    for (const line of lines) if (CLOSING.includes(line[0])) tell('mark begins a line', node);
    if (lines.length > 1 && lines[lines.length - 1].replace(/[，。、；：！？]/g, '').length < 2) tell('one character alone', node);
    if (!node.matches('.slogan') && lines.length > 2 && node.closest('.do')) tell('too many lines', node);
  }
  return wrong;
}
