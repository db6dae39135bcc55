/** The known name that differs only in case, or by one letter added, missing, replaced or swapped. */
export function meantName(found: string, known: Iterable<string>): string | undefined {
  const lower = found.toLowerCase();
  let slip: string | undefined;
  for (const name of known) {
    if (Math.abs(name.length - found.length) > 1) continue;
    const other = name.toLowerCase();
    if (other === lower) return name;
    if (slip === undefined && found.length >= 4 && isOneSlip(lower, other)) slip = name;
  }
  return slip;
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
