// What outlives a reload of this tab and nothing else: the answer that is being written, and the one that is under way.
const mine = `interview-${location.hash.slice(-24)}`;

export const memory = {
  get: (name) => JSON.parse(sessionStorage.getItem(`${mine}-${name}`)),
  set: (name, value) => sessionStorage.setItem(`${mine}-${name}`, JSON.stringify(value)),
  forget: (...names) => names.forEach((name) => sessionStorage.removeItem(`${mine}-${name}`)),
};
