import type { Bilingual } from '../core/index.js';

/** The messages of saxes in both languages, matched by their beginning; `$1` is the name in the message. */
const WORDS: [RegExp, Bilingual][] = [
  [
    /^disallowed character in attribute name/,
    both(
      'un nom d’attribut contient un caractère interdit',
      'an attribute name contains a character that is not allowed',
    ),
  ],
  [
    /^disallowed character in (?:tag name|closing tag)/,
    both(
      'un nom d’élément contient un caractère interdit',
      'an element name contains a character that is not allowed',
    ),
  ],
  [
    /^disallowed character/,
    both(
      'un caractère est interdit en XML, ou bien « < » et « & » ne sont pas échappés',
      'a character is not allowed in XML, or “<” and “&” are not escaped',
    ),
  ],
  [
    /^unmatched closing tag: (.*)\.$/s,
    both('</$1> ne ferme aucun élément ouvert', '</$1> closes no element that is open'),
  ],
  [
    /^unexpected close tag/,
    both(
      'une balise fermante ne correspond pas à l’élément ouvert',
      'a closing tag does not match the element that is open',
    ),
  ],
  [/^unclosed tag: (.*)$/s, both('l’élément <$1> n’est pas fermé', 'the element <$1> is not closed')],
  [
    /^(?:unexpected end|document must contain)/,
    both('le document s’arrête avant sa fin', 'the document stops before its end'),
  ],
  [
    /^text data outside/,
    both('du texte se trouve hors de l’élément racine', 'there is text outside the root element'),
  ],
  [
    /^documents may contain only one root/,
    both('il y a un deuxième élément racine', 'there is a second root element'),
  ],
  [
    /^unbound namespace prefix: "(.*)"/s,
    both('le préfixe « $1 » n’a pas d’espace de noms', 'the prefix “$1” has no namespace'),
  ],
  [
    /^duplicate attribute: (.*)\.$/s,
    both('l’attribut $1 est écrit deux fois', 'the attribute $1 is written twice'),
  ],
  [/^malformed name: (.*)\.$/s, both('« $1 » n’est pas un nom XML', '“$1” is not an XML name')],
  [
    /^(?:attribute without value|unquoted attribute value|value must be quoted)/,
    both('un attribut n’a pas de valeur entre guillemets', 'an attribute has no value in quotes'),
  ],
  [
    /^no whitespace between attributes/,
    both('il manque une espace entre deux attributs', 'a space is missing between two attributes'),
  ],
  [/^malformed comment/, both('un commentaire contient « -- »', 'a comment contains “--”')],
  [
    /^undefined entity|^empty entity|^disallowed character in entity/,
    both(
      'une entité n’est pas définie : seules &amp; &lt; &gt; &quot; &apos; existent',
      'an entity is not defined: only &amp; &lt; &gt; &quot; &apos; exist',
    ),
  ],
  [
    /^malformed character entity/,
    both('une référence de caractère (&#…;) n’est pas valide', 'a character reference (&#…;) is not valid'),
  ],
  [/^the string "\]\]>"/, both('« ]]> » se trouve dans du texte', 'there is “]]>” in text')],
  [
    /XML declaration|^version number|^encoding value|^standalone value|^expected (?:the name|one of)/,
    both(
      'la déclaration <?xml …?> est mal formée ou n’est pas au début',
      'the <?xml …?> declaration is malformed or not at the start',
    ),
  ],
  [
    /^processing instruction/,
    both('une instruction <?…?> est mal formée', 'a <?…?> instruction is malformed'),
  ],
  [
    /^inappropriately located doctype/,
    both('un DOCTYPE se trouve hors du prologue', 'there is a DOCTYPE outside the prolog'),
  ],
];

/** A message of the parser in both languages, without its position. An unknown message is kept. */
export function faultWords(message: string): Bilingual {
  for (const [pattern, { fr, en }] of WORDS) {
    const named = pattern.exec(message);
    if (!named) continue;
    const name = (named[1] ?? '').slice(0, 80);
    return { fr: fr.replace('$1', () => name), en: en.replace('$1', () => name) };
  }
  return { fr: `syntaxe XML : ${message}`, en: `XML syntax: ${message}` };
}

function both(fr: string, en: string): Bilingual {
  return { fr, en };
}
