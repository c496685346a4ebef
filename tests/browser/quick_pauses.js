// Pauses between tries are recorded and cut short; the 12 s limit of one try is left alone.
window.pauses = [];
const realTimeout = window.setTimeout;
window.setTimeout = (call, ms) => {
  if (ms >= 12000) return realTimeout(call, ms);
  window.pauses.push(ms);
  return realTimeout(call, 0);
};
