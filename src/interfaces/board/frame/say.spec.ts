import { say, typeset } from './say.js';

it.each([
  [
    'Attendu : « oui » ; mesuré : « non » !',
    'Attendu\u00a0: «\u00a0oui\u00a0»\u00a0; mesuré\u00a0: «\u00a0non\u00a0»\u00a0!',
  ],
  ["l'image n'est pas là", 'l’image n’est pas là'],
  ['80 % (« fait »).', '80\u00a0% («\u00a0fait\u00a0»).'],
  ['à 14:05, https://serveur:8443/a?b', 'à 14:05, https://serveur:8443/a?b'],
  ["--name 'PC 01' :x", "--name 'PC 01' :x"],
])('sets %s', (plain, set) => expect(typeset(plain)).toBe(set));

it('leaves English as it is', () => {
  expect(say({ fr: 'Quoi ?', en: "the PC's disk : here" }, 'en')).toBe("the PC's disk : here");
  expect(say({ fr: 'Quoi ?', en: 'What?' }, 'fr')).toBe('Quoi\u00a0?');
});
