import { Lexer, Parser } from 'yaml';

/** Far more than any document has, and far less than what fills the stack. */
const MOST_OPEN = 300;

/**
 * Whether a YAML text is nested so deeply that it must not be composed. The package calls itself for each level; when
 * the stack is full just where V8 compiles a regular expression, it ends the whole process, not only the thread. So the
 * levels are counted first by its parser, which keeps them in a list.
 */
export function isNestedTooDeeply(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // What it yields at the end of a document is of no interest here.
    for (const token of parser.next(lexeme)) void token;
    if (parser.stack.length > MOST_OPEN) return true;
  }
  return false;
}
